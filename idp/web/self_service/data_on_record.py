"""Data on record with their source and date: of the person, and of organisations they represent."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from idp.subjects.domain import Identity, Source
from idp.web.pages.labels import ITEMS, N_
from idp.web.pages.language import Lang
from idp.web.pages.values import plain_value
from idp.web.self_service.account_labels import OF_ORGANISATIONS, OWN_ITEMS, SOURCES
from idp.web.self_service.guards import CORRECTION

_LABELS: Final[Mapping[str, str]] = {**ITEMS, **OWN_ITEMS}
_LABELS_OF_ORGANISATIONS: Final[Mapping[str, str]] = {**_LABELS, **OF_ORGANISATIONS}
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    N_("Who you are"): ("name", "birthdate", "gender", "nationality"),
    N_("Your numbers"): ("personal_number", "travel_document", "account_number"),
    N_("Where you are registered"): ("address",),
    N_("How you are reached"): ("email", "phone_number"),
}
"""What is shown of a person, under message ids."""
GROUPS_OF_ORGANISATIONS: Final[Mapping[str, tuple[str, ...]]] = {
    N_("The organisation"): (
        "name",
        "short_name",
        "foreign_name",
        "established_on",
        "representative",
        "address",
    ),
    N_("Numbers of the organisation"): (
        "organisation_number",
        "tax_code",
        "enterprise_code",
        "body_code",
    ),
    N_("How the organisation is reached"): ("email", "phone_number"),
}
FROM_REGISTER: Final = N_("From the %(source)s, as of %(day)s")
_SAID: Final[Mapping[Source, str]] = {
    Source.SELF_DECLARED: N_("You said so on %(day)s"),
    Source.SYSTEM: N_("Recorded by this service on %(day)s"),
}
_SAID_BY_ORGANISATION: Final[Mapping[Source, str]] = {
    **_SAID,
    Source.SELF_DECLARED: N_("Declared for it on %(day)s"),
}


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """One datum; `label` and `source` are message ids.

    `unproven`: it is an address or number that was not confirmed. `said` is the sentence about the
    source, with places for it and the day. `correction`: the page to ask that it is corrected, None
    where that cannot be asked.
    """

    label: str
    value: str
    unproven: bool
    said: str
    source: str
    recorded_on: date
    correction: str | None


@dataclass(frozen=True, slots=True)
class DataGroup:
    """`title` is a message id."""

    title: str
    data: tuple[PersonalDatum, ...]


def groups_of_person(
    identity: Identity, lang: Lang, askable: Collection[str]
) -> tuple[DataGroup, ...]:
    """What is shown of a person on their own page; `askable`: what a correction is asked of."""
    return tuple(
        DataGroup(title, found)
        for title, names in GROUPS.items()
        if (found := data_of(identity, lang, names, askable))
    )


def groups_of_organisation(identity: Identity, lang: Lang) -> tuple[DataGroup, ...]:
    """What is shown of an organisation to who represents it."""
    return tuple(
        DataGroup(title, found)
        for title, names in GROUPS_OF_ORGANISATIONS.items()
        if (
            found := data_of(
                identity,
                lang,
                names,
                labels=_LABELS_OF_ORGANISATIONS,
                sentences=_SAID_BY_ORGANISATION,
            )
        )
    )


def data_of(
    identity: Identity,
    lang: Lang,
    names: Iterable[str],
    askable: Collection[str] = (),
    *,
    labels: Mapping[str, str] = _LABELS,
    sentences: Mapping[Source, str] = _SAID,
) -> tuple[PersonalDatum, ...]:
    """Those of the named data that are on record."""
    data = identity.data
    return tuple(
        PersonalDatum(
            labels[name],
            plain_value(name, data[name].value, lang),
            unproven=f"{name}_verified" in data and data[f"{name}_verified"].value is False,
            said=sentences.get(data[name].source, FROM_REGISTER),
            source=SOURCES[data[name].source],
            recorded_on=data[name].recorded_on,
            correction=f"{CORRECTION}/{name}" if name in askable else None,
        )
        for name in names
        if name in data
    )
