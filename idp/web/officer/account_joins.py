"""Registrations that are one person: which one was joined to an account's, and since when."""

from typing import Final

from idp.kernel.ids import Id
from idp.kernel.registries import RegistryName
from idp.subjects.joins import SubjectJoin
from idp.web.current import services
from idp.web.officer.registry_words import NAMES
from idp.web.officer.values import Value, moment, several, word
from idp.web.pages.labels import N_

IT_SURVIVES: Final = N_("This one was joined to it")
THIS_SURVIVES: Final = N_("It was joined to this one")


def joins_of(subject_id: Id) -> dict[str, Value]:
    """The joins of a subject that were not undone, on either side, to choose one from."""
    found = services().registry_updates.joins.joins.of_subject(subject_id)
    return {each.id: _told(each, subject_id) for each in found if each.undone_at is None}


def _told(join: SubjectJoin, subject_id: Id) -> Value:
    """What became part of what, by which registry, and when."""
    survives = join.surviving_id == subject_id
    other = join.joined_id if survives else join.surviving_id
    return several(
        word(THIS_SURVIVES if survives else IT_SURVIVES, aside=other),
        word(NAMES[RegistryName(join.registry)]),
        moment(join.joined_at),
    )
