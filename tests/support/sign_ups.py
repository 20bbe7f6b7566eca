"""Codes that were sent to people who are nobody we know yet."""

import json
from typing import Any

from sqlalchemy import select

from idp.accounts.domain import CURRENT_TERMS
from idp.kernel.accounts_mode import AccountsMode
from idp.notices.domain import NoticeKind
from idp.notices.sending import facts_context
from idp.notices.tables import NOTICE
from idp.signup.domain import Declared
from idp.wiring import build
from tests.support.world import Person, World, sure

PASSWORD = "chín cây cầu tre 83 mưa"
_BROWSER = "browser of who signs up"


def to_strangers(world: World, kind: NoticeKind = NoticeKind.SIGN_UP_CODE) -> list[dict[str, Any]]:
    """The letters to nobody we know, as they will be sent, in their order."""
    codes = NOTICE.c.kind == kind, NOTICE.c.subject_id.is_(None)
    with world.services.database.transaction() as connection:
        rows = connection.execute(select(NOTICE).where(*codes).order_by(NOTICE.c.id)).all()
    opened = world.services.sealing.open
    return [
        json.loads(opened(row.data_key, row.facts_sealed, context=facts_context(row.id)))
        for row in rows
    ]


def code_for_stranger(world: World) -> str:
    """The newest of these codes, once the worker wrote what is due."""
    world.services.sign_ups.send_due()
    return str(to_strangers(world)[-1]["code"])


def self_created(world: World) -> World:
    """The same house where people make accounts of their own, also with a number."""
    mode = {"accounts_mode": AccountsMode.SELF_CREATED, "sign_up": True}
    settings = world.settings.model_copy(update={**mode, "sms_url": "http://127.0.0.1:9/sms"})
    return World(
        build(settings, database=world.services.database, clock=world.clock), settings, world.clock
    )


def signed_up(world: World, contact: str, username: str = "") -> Person:
    """Who made an account with this contact and a password."""
    sign_ups = world.services.sign_ups
    handle = sure(sign_ups.begin(contact, audience=_BROWSER, locale="vi"))
    step = sure(sign_ups.prove(handle, code_for_stranger(world), audience=_BROWSER))
    said = Declared("Nguyễn Thị Lan", "1990-03-08", username)
    step = sure(sign_ups.declare(step, said, CURRENT_TERMS, audience=_BROWSER))
    made = sure(sign_ups.with_password(step, PASSWORD, audience=_BROWSER))
    return Person(made.subject_id, made.username, PASSWORD, None)
