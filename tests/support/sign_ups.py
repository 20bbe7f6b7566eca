"""Codes that were sent to people who are nobody we know yet."""

import json
from typing import Any

from sqlalchemy import select

from idp.notices.domain import NoticeKind
from idp.notices.sending import facts_context
from idp.notices.tables import NOTICE
from tests.support.world import World


def to_strangers(world: World) -> list[dict[str, Any]]:
    """The letters with a code for a sign-up, as they will be sent, in their order."""
    codes = NOTICE.c.kind == NoticeKind.SIGN_UP_CODE, NOTICE.c.subject_id.is_(None)
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
