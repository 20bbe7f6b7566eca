"""Letters that are owed to people, with what they tell in clear."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from idp.notices.domain import NoticeKind
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
