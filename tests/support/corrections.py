"""Requests for corrections, as people send them from the page of a datum."""

from idp.casework.domain.cases import Case
from idp.corrections.domain import version_of
from idp.kernel.actors import Person
from idp.kernel.refusals import Refused
from idp.subjects.domain import Datum, Source
from tests.support.world import World


def declared(world: World, person: str | None = None, **data: str) -> str:
    """A person, new or this one, who declared these data today; their id."""
    whose = person or world.person().subject_id
    today = world.clock.now().date()
    said = {name: Datum(value, Source.SELF_DECLARED, today) for name, value in data.items()}
    with world.services.database.transaction():
        world.services.subjects.amend(whose, said, from_then=world.clock.now())
    return whose


def ask(
    world: World, person: str, name: str, value: str, *, why: str = "It was always so."
) -> Case | Refused:
    """Ask about what is on record now."""
    held = world.services.subjects.identity(person).data.get(name)
    version = "" if held is None else version_of(name, held)
    actor = Person(subject_id=person)
    return world.services.corrections.ask(
        person, name, version=version, value=value, why=why, actor=actor
    )
