"""Means that are older than the clock of a test tells."""

from datetime import timedelta

from sqlalchemy import update

from idp.factors.domain import CredentialKind
from idp.factors.tables import CREDENTIAL
from tests.support.world import Person, World

_BEFORE = timedelta(days=1)


def printed_before(world: World, person: Person) -> None:
    """Let the recovery codes be older than everything else of this person."""
    mine = CREDENTIAL.c.subject_id == person.subject_id
    codes = CREDENTIAL.c.kind == CredentialKind.RECOVERY_CODES
    then = world.clock.now() - _BEFORE
    with world.services.database.transaction() as connection:
        connection.execute(update(CREDENTIAL).where(mine, codes).values(enrolled_at=then))
