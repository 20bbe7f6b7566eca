"""The person's own data with its source and date, and the state of the account (D4.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from flask import Response

from idp.accounts.domain import Lock
from idp.factors.domain import CredentialKind, waiting_until
from idp.subjects.domain import Identity, Source, SubjectKind
from idp.web.current import services
from idp.web.pages.labels import ITEMS, N_, named
from idp.web.pages.values import plain_value
from idp.web.self_service.account_labels import OF_ORGANISATIONS, OWN_ITEMS, SOURCES, STATES
from idp.web.self_service.guards import (
    CORRECTION,
    AccountHolder,
    acts_without_guardian,
    login_required,
    show,
)
from idp.web.self_service.messages import UnreadMessages, unread_messages

_LABELS: Final[Mapping[str, str]] = {**ITEMS, **OWN_ITEMS}

_GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    N_("Who you are"): ("name", "birthdate", "gender", "nationality"),
    N_("Your numbers"): ("personal_number", "travel_document", "account_number"),
    N_("Where you are registered"): ("address",),
    N_("How you are reached"): ("email", "phone_number"),
}
"""What is shown of a person, under message ids."""
_GROUPS_OF_ORGANISATIONS: Final[Mapping[str, tuple[str, ...]]] = {
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
_FROM_REGISTER: Final = N_("From the %(source)s, as of %(day)s")
_SAID: Final[Mapping[Source, str]] = {
    Source.SELF_DECLARED: N_("You said so on %(day)s"),
    Source.SYSTEM: N_("Recorded by this service on %(day)s"),
}
_REST: Final = (
    "family_name",
    "middle_name",
    "given_name",
    "nickname",
    "profile",
    "picture",
    "website",
)
"""What few people look for. Shown nowhere is what only machines read (time zone, language tag, when
data last changed): each datum has its own day, and the copy of all data has everything."""


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """One datum of the person; `label` and `source` are message ids.

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


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """`account_level` is None for organisations. `lock`: its reason, who set it and the remedy.

    `erased_at`: when an erasure that was asked for is carried out.
    `waits_until`: a recently added credential becomes effective then. `alone`: no guardian has to
    confirm changes. `passkey`: one can be added, and there is none that works. `rest`: further data
    on record, which few people look for. `wards`: a child or ward waits for an answer.
    `organisation`: it is the account of one. `registered`: some of the data is from a register.
    """

    name: str
    username: str
    state: str
    account_level: int | None
    lock: Lock | None
    alone: bool
    erased_at: datetime | None
    waits_until: datetime | None
    unread: UnreadMessages
    wards: bool
    passkey: bool
    organisation: bool
    registered: bool
    groups: tuple[DataGroup, ...]
    rest: tuple[PersonalDatum, ...]


@login_required
def overview(person: AccountHolder) -> Response:
    """GET /me."""
    identity = services().subjects.identity(person.subject_id)
    erasure = services().erasures.waiting(person.subject_id)
    data = identity.data
    organisation = identity.kind is SubjectKind.ORGANISATION
    labels = {**_LABELS, **OF_ORGANISATIONS} if organisation else _LABELS
    groups = _GROUPS_OF_ORGANISATIONS if organisation else _GROUPS
    shown = tuple(_groups(groups, identity, person, labels))
    rest = tuple(_personal_data(identity, person, labels, _REST))
    view = OverviewPage(
        name=named(person.account, data),
        username=person.account.username,
        state=STATES[person.account.state],
        account_level=person.account.level,
        lock=person.account.lock,
        alone=acts_without_guardian(person),
        erased_at=None if erasure is None else erasure.due_at,
        waits_until=_waits_until(person),
        unread=unread_messages(person),
        wards=bool(services().guardian_requests.open_for(person.subject_id)),
        passkey=_lacks_passkey(person),
        organisation=organisation,
        registered=any(
            datum.said == _FROM_REGISTER
            for data in (*(group.data for group in shown), rest)
            for datum in data
        ),
        groups=shown,
        rest=rest,
    )
    return show(person, "overview", view)


def _lacks_passkey(person: AccountHolder) -> bool:
    credentials = services().credentials
    working = {
        each.kind for each in credentials.held(person.subject_id) if each.disabled_at is None
    }
    return credentials.allowed(CredentialKind.PASSKEY) and CredentialKind.PASSKEY not in working


def _waits_until(person: AccountHolder) -> datetime | None:
    held = services().credentials.held(person.subject_id)
    return waiting_until(held, services().clock.now())


def _groups(
    groups: Mapping[str, tuple[str, ...]],
    identity: Identity,
    person: AccountHolder,
    labels: Mapping[str, str],
) -> Iterable[DataGroup]:
    for title, names in groups.items():
        found = tuple(_personal_data(identity, person, labels, names))
        if found:
            yield DataGroup(title, found)


def _personal_data(
    identity: Identity,
    person: AccountHolder,
    labels: Mapping[str, str],
    names: Iterable[str],
) -> Iterable[PersonalDatum]:
    data, askable = identity.data, services().corrections.correctable(identity)
    for name in names:
        if name in data:
            datum, proven = data[name], data.get(f"{name}_verified")
            value = plain_value(name, datum.value, person.lang)
            yield PersonalDatum(
                labels[name],
                value,
                unproven=proven is not None and proven.value is False,
                said=_SAID.get(datum.source, _FROM_REGISTER),
                source=SOURCES[datum.source],
                recorded_on=datum.recorded_on,
                correction=f"{CORRECTION}/{name}" if name in askable else None,
            )
