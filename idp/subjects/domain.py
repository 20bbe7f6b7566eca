"""An electronic identity: the data that determine one subject, each with its source."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from idp.kernel.ids import Id


class SubjectKind(StrEnum):
    """Whom the rules bind (D2)."""

    CITIZEN = "citizen"
    FOREIGNER = "foreigner"
    ORGANISATION = "organisation"


class Source(StrEnum):
    """Where a datum came from (D3.6)."""

    NATIONAL_POPULATION_DB = "national_population_db"
    IDENTITY_DB = "identity_db"
    IMMIGRATION_DB = "immigration_db"
    NATIONAL_ORGANISATION_DB = "national_organisation_db"
    SELF_DECLARED = "self_declared"


NUMBER_OF: Final[Mapping[SubjectKind, str]] = {
    SubjectKind.CITIZEN: "personal_number",
    SubjectKind.FOREIGNER: "personal_number",
    SubjectKind.ORGANISATION: "organisation_number",
}
"""The item that determines one subject of a kind uniquely (D3.1)."""

_KINDS: Final = {str(kind): kind for kind in SubjectKind}
_SOURCES: Final = {str(source): source for source in Source}


@dataclass(frozen=True, slots=True)
class Datum:
    """One value (JSON), the register it was taken from and the day it was recorded there."""

    value: Any
    source: Source
    recorded_on: date


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of one subject; the keys of `data` are claim names (OIDC Core 5.1)."""

    subject_id: Id
    kind: SubjectKind
    data: Mapping[str, Datum]

    @property
    def number(self) -> str:
        """The identification number of this kind. Raises KeyError when it is missing."""
        return str(self.data[NUMBER_OF[self.kind]].value)


def kind_of(text: str) -> SubjectKind | None:
    """The kind with this name; None for a device or anything else that is not a subject."""
    return _KINDS.get(text)


def written(data: Mapping[str, Datum]) -> str:
    """The data as text, to be sealed."""
    return json.dumps(
        {
            name: (datum.value, datum.source, datum.recorded_on.isoformat())
            for name, datum in data.items()
        },
        ensure_ascii=False,
    )


def read(text: str) -> dict[str, Datum]:
    """The data that `written` wrote."""
    return {
        name: Datum(value, _SOURCES[source], date.fromisoformat(recorded_on))
        for name, (value, source, recorded_on) in json.loads(text).items()
    }
