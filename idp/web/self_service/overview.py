"""The person's own data with its source and date, and the state of the account (D4.2)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response

from idp.accounts.domain import Lock
from idp.factors.domain import CredentialKind, waiting_until
from idp.web.current import services
from idp.web.pages.labels import named
from idp.web.self_service.account_labels import STATES
from idp.web.self_service.data_on_record import (
    FROM_REGISTER,
    DataGroup,
    PersonalDatum,
    data_of,
    groups_of_person,
)
from idp.web.self_service.guards import (
    AccountHolder,
    acts_without_guardian,
    login_required,
    show,
)
from idp.web.self_service.messages import UnreadMessages, unread_messages

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


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """`lock`: its reason, who set it and the remedy.

    `erased_at`: when an erasure that was asked for is carried out.
    `waits_until`: a recently added credential becomes effective then. `alone`: no guardian has to
    confirm changes. `passkey`: one can be added, and there is none that works. `rest`: further data
    on record, which few people look for. `wards`: a child or ward waits for an answer.
    `registered`: some of the data is from a register.
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
    registered: bool
    groups: tuple[DataGroup, ...]
    rest: tuple[PersonalDatum, ...]


@login_required
def overview(person: AccountHolder) -> Response:
    """GET /me."""
    identity = services().subjects.identity(person.subject_id)
    erasure = services().erasures.waiting(person.subject_id)
    data = identity.data
    askable = services().corrections.correctable(identity)
    shown = groups_of_person(identity, person.lang, askable)
    rest = data_of(identity, person.lang, _REST, askable)
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
        registered=any(
            datum.said == FROM_REGISTER
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
