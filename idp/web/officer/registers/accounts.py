"""The account of one person, opened by a recorded look, and what officers may do with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from idp.access.powers import Power
from idp.accounts.domain import Account, AccountState
from idp.factors.domain import Credential
from idp.kernel.ids import is_id
from idp.subjects.contact_values import masked
from idp.web.current import services
from idp.web.officer.records import Column, DeskAct, HistoryOf, Record, Row
from idp.web.officer.values import Fact, code, moment, text, words
from idp.web.pages.labels import CREDENTIALS, N_

STATES: Final[Mapping[str, str]] = {
    AccountState.GRANTED: N_("Granted, not activated"),
    AccountState.ACTIVE: N_("Active"),
    AccountState.LOCKED: N_("Locked"),
}
_SHOWN: Final[Mapping[str, str]] = {
    "name": N_("Full name"),
    "birthdate": N_("Date of birth"),
    "personal_number": N_("Identification number"),
    "organisation_number": N_("Organisation number"),
    "nationality": N_("Nationality"),
}


@dataclass(frozen=True, slots=True)
class AccountRegister:
    """It has no list: people are found one at a time, each look recorded (`people`)."""

    path: str = "accounts"
    title: str = N_("People")
    about: str = N_("One person at a time, each look recorded.")
    reads: tuple[Power, ...] = (Power.PERSON_LOOK,)
    looks: bool = True
    columns: tuple[Column, ...] = ()
    begins: tuple[DeskAct, ...] = ()
    acts: tuple[DeskAct, ...] = ()

    @property
    def states(self) -> Mapping[str, str]:
        return {}

    def rows(self, state: str | None) -> Iterable[Row]:  # noqa: ARG002 - as every register
        return ()

    def record(self, key: str) -> Record | None:
        account = services().accounts.by_subject(key) if is_id(key) else None
        return None if account is None else _record(account)


def _record(account: Account) -> Record:
    subject_id = account.subject_id
    identity = services().subjects.identity(subject_id).data
    contacts = services().contacts.recipients(subject_id)
    known = (
        Fact(label, text(str(identity[name].value)))
        for name, label in _SHOWN.items()
        if name in identity
    )
    return Record(
        key=subject_id,
        title=text(account.username),
        state=account.state,
        state_label=STATES[account.state],
        facts=(
            *known,
            Fact(N_("Id of the person"), code(subject_id)),
            Fact(N_("Level of the account"), text(str(account.level or ""))),
            *_lock_facts(account),
            Fact(N_("Ways to sign in"), words(_means(subject_id, stopped=False))),
            Fact(N_("Stopped ways to sign in"), words(_means(subject_id, stopped=True))),
            Fact(N_("Letters go to"), words(masked(each.value) for each in contacts)),
            Fact(
                N_("Loss reports"),
                words(each.number for each in services().losses.cases.for_subject(subject_id)),
            ),
        ),
        history=HistoryOf(subject_id),
    )


def _lock_facts(account: Account) -> Iterable[Fact]:
    lock = account.lock
    if lock is not None:
        yield Fact(N_("Ground for locking"), text(lock.ground))
        yield Fact(N_("Body that locked it"), text(lock.body))
        yield Fact(N_("Locked since"), moment(lock.at))


def _means(subject_id: str, *, stopped: bool) -> Iterable[str]:
    held: Iterable[Credential] = services().credentials.held(subject_id)
    return [CREDENTIALS[each.kind] for each in held if (each.disabled_at is not None) is stopped]
