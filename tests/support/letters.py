"""Letters that are owed to people, with what they tell in clear."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from idp.notices.domain import Channel, NoticeKind
from idp.notices.domain.letters import NoticeContext, Sender, letter, short_message
from idp.notices.sending import facts_context
from idp.notices.tables import NOTICE
from tests.support.world import Person, World


def letters(world: World, person: Person, kind: NoticeKind) -> list[Mapping[str, Any]]:
    """The content and address of each letter of a kind, in the order they were queued."""
    mine = NOTICE.c.subject_id == person.subject_id, NOTICE.c.kind == kind
    with world.services.database.transaction() as connection:
        rows = connection.execute(select(NOTICE).where(*mine).order_by(NOTICE.c.id)).all()
    opened = world.services.subjects.open
    return [
        json.loads(opened(person.subject_id, row.facts_sealed, context=facts_context(row.id)))
        for row in rows
        if row.facts_sealed is not None
    ]


def code_sent(world: World, person: Person) -> str:
    """The newest code that was sent to an address a person wants to set."""
    return str(letters(world, person, NoticeKind.CONTACT_CODE)[-1]["code"])


@dataclass(frozen=True, slots=True)
class Arrived:
    """One letter or text message as its reader has it."""

    kind: NoticeKind
    to: str
    text: str

    @property
    def links(self) -> list[str]:
        """The addresses in it, without the dot of a sentence."""
        return [each.rstrip(".") for each in re.findall(r"https?://\S+", self.text)]


def arrived(world: World, person: Person) -> list[Arrived]:
    """What was queued for a person, in the words in which it is sent, oldest first."""
    sender = Sender(world.settings.issuer, world.settings.help_line)
    mine = NOTICE.c.subject_id == person.subject_id, NOTICE.c.facts_sealed.is_not(None)
    with world.services.database.transaction() as connection:
        rows = connection.execute(select(NOTICE).where(*mine).order_by(NOTICE.c.id)).all()
    found = []
    for row in rows:
        opened = world.services.subjects.open(
            person.subject_id, row.facts_sealed, context=facts_context(row.id)
        )
        facts = json.loads(opened)
        told = NoticeContext(NoticeKind(row.kind), row.queued_at, facts)
        text = (
            letter(told, sender, "vi").text
            if row.channel == Channel.MAIL
            else short_message(told, sender, "vi")
        )
        found.append(Arrived(told.kind, facts["to"], text))
    return found
