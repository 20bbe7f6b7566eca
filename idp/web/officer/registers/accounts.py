"""The account of one person, opened by a recorded look, and what officers may do with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Final

from idp.access.powers import Power
from idp.accounts.domain import NEVER, Account, AccountState, acts_alone
from idp.casework.domain.facts import NoFacts
from idp.kernel.actors import Officer
from idp.kernel.clock import instant_of
from idp.kernel.ids import Id, is_id
from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import LossCase
from idp.notices.domain.recipients import lost_contacts
from idp.subjects.contact_values import masked, phone_number
from idp.web.current import services
from idp.web.officer.account_joins import joins_of
from idp.web.officer.account_means import ceremonies_of, credentials_of, means_of
from idp.web.officer.forms import NOT_A_CHOICE, Ask, Problems
from idp.web.officer.identity_values import identity_value
from idp.web.officer.records import (
    ActDone,
    ActTarget,
    Column,
    DeskAct,
    Outcome,
    Record,
    Row,
)
from idp.web.officer.registers.account_agents import (
    AGENT_ACTS,
    END,
    NAME,
    NO_AGENT,
    NO_WARD,
    WARD,
    agent_facts,
    agents_by_decision,
)
from idp.web.officer.signers import own_matter
from idp.web.officer.values import Fact, Value, code, moment, several, text, word, words
from idp.web.pages.labels import N_

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
    "account_number": N_("Account number"),
    "nationality": N_("Nationality"),
    "travel_document": N_("Travel document"),
    "established_on": N_("Established"),
    "tax_code": N_("Tax code"),
    "enterprise_code": N_("Enterprise code"),
    "body_code": N_("Code of the body"),
    "representative": N_("Who acts for it"),
}
"""What an officer compares with the documents of who stands there, and nothing else."""


NOT_YET: Final = N_("This takes today or a day before.")
AFTER_A_CASE: Final = N_("Only what was found in a case. The person gets a letter.")


@dataclass(frozen=True, slots=True)
class Locking:
    """Why an account is locked; the person reads all of it at the next sign-in."""

    ground: Annotated[str, Ask(N_("Legal ground"))]
    body: Annotated[str, Ask(N_("Body that decided"))]
    remedy: Annotated[str, Ask(N_("What the person can do about it"), long=True)]


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """A number that the person says is theirs."""

    phone: Annotated[str, Ask(N_("Telephone number of the person"))]


@dataclass(frozen=True, slots=True)
class InOtherHands:
    """Which way to sign in somebody else had, and since when."""

    credential: Annotated[str, Ask(N_("Way to sign in"), of_record=True)]
    since: Annotated[
        date,
        Ask(
            N_("First day on which it was in other hands"),
            hint=N_("The day begins at midnight in Viet Nam."),
        ),
    ]


@dataclass(frozen=True, slots=True)
class FraudulentBinding:
    """Which ceremony was a fraud."""

    ceremony: Annotated[str, Ask(N_("When and how it was bound"), of_record=True)]


@dataclass(frozen=True, slots=True)
class WrongJoin:
    """Which of the joins was wrong, and why."""

    join: Annotated[str, Ask(N_("Other registration"), of_record=True)]
    reason: Annotated[str, Ask(N_("Reason"), long=True, hint=N_("It is kept in the history."))]


@dataclass(frozen=True, slots=True)
class AccountRegister:
    """It has no list: people are found one at a time, each look recorded (`people`)."""

    path: str = "accounts"
    title: str = N_("People")
    about: str = N_("One person at a time, each look recorded.")
    reads: tuple[Power, ...] = (Power.PERSON_LOOK,)
    looks: bool = True
    waits_in: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    begins: tuple[DeskAct, ...] = ()

    @property
    def states(self) -> Mapping[str, str]:
        return {}

    @property
    def acts(self) -> tuple[DeskAct, ...]:
        return (
            DeskAct(
                event="lock",
                label=N_("Lock the account"),
                power=Power.ACCOUNT_LOCK,
                facts=Locking,
                question=N_("Every session and token of the person ends at once. Lock it?"),
                does=_lock,
            ),
            DeskAct(
                event="unlock",
                label=N_("Unlock the account"),
                power=Power.ACCOUNT_UNLOCK,
                question=N_("The account works again as before. Unlock it?"),
                does=_unlock,
            ),
            DeskAct(
                event="clear-lost",
                label=N_("Remove the stopped ways to sign in for good"),
                power=Power.MEANS_CLEAR,
                question=N_("Did you check the identity card of the person before you?"),
                does=_clear,
            ),
            DeskAct(
                event="send-activation",
                label=N_("Send a new link to activate the account"),
                power=Power.ACTIVATION_REOPEN,
                hint=N_(
                    "It goes to the registered contact, works for 7 days from its receipt, and "
                    "ends the links of before."
                ),
                question=N_(
                    "Are you sure that this is the person of the account, and that the contact on "
                    "this page is theirs?"
                ),
                does=_send_activation,
            ),
            DeskAct(
                event="send-activation-to-own-number",
                label=N_("Send the link to a number of the person's own"),
                power=Power.ACTIVATION_REOPEN,
                facts=OwnNumber,
                hint=N_(
                    "For who uses the account alone by now, where the number on record is that of "
                    "who acted for them. The register of subscribers is asked whether it is theirs."
                ),
                question=N_("Are you sure that this is the person of the account?"),
                does=_send_to_own_number,
            ),
            DeskAct(
                event="open-biometrics-again",
                label=N_("Let stopped biometrics be tried again"),
                power=Power.MEANS_CLEAR,
                question=N_("Did you check the identity card of the person before you?"),
                does=_open_again,
            ),
            DeskAct(
                event="find-credential",
                label=N_("Record that a way to sign in was in other hands"),
                power=Power.FRAUD_FIND,
                facts=InOtherHands,
                hint=AFTER_A_CASE,
                question=N_(
                    "It is stopped for good, what it bound from that day on does not count any "
                    "more, and every session of the person ends. It cannot be taken back. Record "
                    "it?"
                ),
                choices=lambda key: {"credential": credentials_of(key)},
                does=_find_credential,
            ),
            DeskAct(
                event="find-ceremony",
                label=N_("Record that a binding was a fraud"),
                power=Power.FRAUD_FIND,
                facts=FraudulentBinding,
                hint=AFTER_A_CASE,
                question=N_(
                    "What was bound then by this alone is stopped for good, what it raised is "
                    "lowered, and every session of the person ends. It cannot be taken back. "
                    "Record it?"
                ),
                choices=lambda key: {"ceremony": ceremonies_of(key)},
                does=_find_ceremony,
            ),
            DeskAct(
                event="part",
                label=N_("Part a registration that was joined wrongly"),
                power=Power.JOIN_UNDO,
                facts=WrongJoin,
                hint=N_("Only where the two are two people, or two organisations."),
                question=N_(
                    "Each has its own number again, and an account that was locked by the join "
                    "works as before it. The two are never joined again by themselves. Part them?"
                ),
                choices=lambda key: {"join": joins_of(key)},
                does=_part,
            ),
            *AGENT_ACTS,
        )

    def rows(self, state: str | None) -> Iterable[Row]:  # noqa: ARG002 - as every register
        return ()

    def record(self, key: str) -> Record | None:
        account = services().accounts.by_subject(key) if is_id(key) else None
        return None if account is None else _record(account)


NONE_OWN: Final[Mapping[bool, str]] = {
    True: N_(
        "None that counts: the link that activates goes to a number that the register of "
        "subscribers has as theirs"
    ),
    False: N_(
        "None that counts: no link reaches this person, who chooses anew with recovery codes that "
        "officers hand out"
    ),
}
"""By whether the account was never activated."""
WHY_NOT: Final[Mapping[str, str]] = {
    "lock": N_("The account is locked already."),
    "unlock": N_("The account is not locked."),
    "clear-lost": N_("No way to sign in is stopped."),
    "send-activation": N_("Only an account that is granted and not active gets such a link."),
    "send-activation-to-own-number": N_(
        "Only an account that is granted and not active gets such a link."
    ),
    "open-biometrics-again": N_("No biometrics are stopped."),
    WARD: N_("A guardianship is recorded already."),
    NO_WARD: N_("No guardianship is recorded."),
    END: NO_AGENT,
    "part": N_("No other registration was joined with this one."),
}


def _record(account: Account) -> Record:
    subject_id = account.subject_id
    identity = services().subjects.identity(subject_id).data
    contacts = services().contacts.recipients(subject_id)
    known = (
        Fact(label, identity_value(name, identity[name].value))
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
            *_activation_facts(account),
            Fact(N_("Ways to sign in"), means_of(subject_id, stopped=False)),
            Fact(N_("Stopped ways to sign in"), means_of(subject_id, stopped=True)),
            Fact(N_("Letters go to"), words(masked(each.value) for each in contacts)),
            *_contact_facts(account),
            *agent_facts(subject_id),
            *_join_facts(subject_id),
            Fact(
                N_("Loss reports"),
                several(*map(_loss, services().losses.cases.for_subject(subject_id))),
            ),
        ),
        shut=_shut(account),
        why=WHY_NOT,
        closed_to=partial(own_matter, subject_id, [each.event for each in AccountRegister().acts]),
    )


def _contact_facts(account: Account) -> Iterable[Fact]:
    """Contacts that count as lost, and what is left to who acts alone and has none of their own."""
    subject_id, contacts = account.subject_id, services().contacts.repository
    lost = lost_contacts(contacts.for_subject(subject_id))
    if not lost:
        return
    yield Fact(N_("Count as lost"), words(masked(value) for _, value in lost))
    alone = services().accounts.alone_since(subject_id) is not None
    if alone and not services().activations.own_contacts.reached(subject_id):
        granted = account.state is AccountState.GRANTED
        yield Fact(N_("Address or number of their own"), word(NONE_OWN[granted]))


def _lock_facts(account: Account) -> Iterable[Fact]:
    lock = account.lock
    if lock is not None:
        yield Fact(N_("Ground for locking"), text(lock.ground))
        yield Fact(N_("Body that locked it"), text(lock.body))
        yield Fact(N_("Locked since"), moment(lock.at))


def _activation_facts(account: Account) -> Iterable[Fact]:
    """Who agreed jointly; when the link was sent and received, and how long it works.

    Of an account that is not active.
    """
    link = services().activations.newest(account.subject_id)
    joint = services().activations_by_guardian.progress(account.subject_id)
    if joint is not None:
        said = text(f"{joint.agreed} / {joint.needed}")
        yield Fact(N_("Agreed to activate it, of those who act together"), said)
        if joint.until is not None:
            yield Fact(N_("All of these agreements count until"), moment(joint.until))
    if account.state is not AccountState.GRANTED or link is None:
        return
    yield Fact(N_("Activation link sent"), moment(link.sent_at))
    if link.received_at is not None:
        yield Fact(N_("Activation link received"), moment(link.received_at))
    yield Fact(N_("Activation link works until"), moment(link.ends_at))


def _join_facts(subject_id: Id) -> Iterable[Fact]:
    for each in joins_of(subject_id).values():
        yield Fact(N_("Other registration"), each)


def _loss(case: LossCase) -> Value:
    return code(case.number, link=f"/officer/losses/{case.number}")


def _shut(account: Account) -> Mapping[str, Reason]:
    locked = account.state is AccountState.LOCKED
    shut = {"lock" if locked else "unlock": Reason.STATE_ALREADY_HOLDS}
    if not means_of(account.subject_id, stopped=True).parts:
        shut["clear-lost"] = Reason.STATE_ALREADY_HOLDS
    if account.state is not AccountState.GRANTED:
        shut["send-activation"] = Reason.STATE_ALREADY_HOLDS
        shut["send-activation-to-own-number"] = Reason.STATE_ALREADY_HOLDS
    if not services().biometrics.disabled(account.subject_id):
        shut["open-biometrics-again"] = Reason.STATE_ALREADY_HOLDS
    if not agents_by_decision(account.subject_id):
        shut[END] = Reason.STATE_ALREADY_HOLDS
    if not joins_of(account.subject_id):
        shut["part"] = Reason.STATE_ALREADY_HOLDS
    return shut | _guardianship_shut(account.subject_id)


def _guardianship_shut(subject_id: Id) -> dict[str, Reason]:
    """Why the acts about guardians cannot be done now."""
    status = services().accounts.status_of(subject_id)
    if status is None:
        return {}
    if status.is_organisation:
        never = (WARD, NO_WARD, NAME)
        return dict.fromkeys(never, Reason.UNKNOWN_SUBJECT_KIND)
    guarding = WARD if status.alone_from == NEVER else NO_WARD
    nobody = acts_alone(status, services().clock.now())
    return {guarding: Reason.STATE_ALREADY_HOLDS} | (
        {NAME: Reason.NO_GUARDIANSHIP} if nobody else {}
    )


def _lock(officer: Officer, on: ActTarget, facts: Locking) -> Outcome:
    decided = {"ground": facts.ground, "body": facts.body, "remedy": facts.remedy}
    with services().database.transaction():
        locked = services().endings.lock(on.key, **decided, actor=officer)
        if isinstance(locked, Refused):
            return locked
        services().decision_letters.account_locked(on.key, **decided, actor=officer)
        return ActDone(key=on.key)


def _unlock(officer: Officer, on: ActTarget, _: NoFacts) -> Outcome:
    with services().database.transaction():
        unlocked = services().accounts.unlock(on.key, actor=officer)
        if isinstance(unlocked, Refused):
            return unlocked
        services().decision_letters.account_unlocked(on.key, actor=officer)
        return ActDone(key=on.key)


def _clear(officer: Officer, on: ActTarget, _: NoFacts) -> Outcome:
    cleared = services().losses.remove_stopped(on.key, actor=officer)
    return cleared if isinstance(cleared, Refused) else ActDone(key=on.key)


NO_NUMBER: Final = N_("This is no telephone number that receives text messages.")


def _send_activation(officer: Officer, on: ActTarget, _: NoFacts) -> Outcome:
    refused = services().activations.reopen(on.key, actor=officer)
    return refused or ActDone(key=on.key)


def _send_to_own_number(officer: Officer, on: ActTarget, facts: OwnNumber) -> Outcome:
    phone = phone_number(facts.phone)
    if phone is None:
        return Problems({"phone": NO_NUMBER})
    refused = services().own_numbers.send_link(on.key, phone, actor=officer)
    return refused or ActDone(key=on.key)


def _open_again(officer: Officer, on: ActTarget, _: NoFacts) -> Outcome:
    opened = services().biometrics.open_again(on.key, actor=officer)
    return opened if isinstance(opened, Refused) else ActDone(key=on.key)


def _find_credential(officer: Officer, on: ActTarget, facts: InOtherHands) -> Outcome:
    since = instant_of(facts.since)
    if facts.credential not in credentials_of(on.key):
        return Problems({"credential": NOT_A_CHOICE})
    if since > services().clock.now():
        return Problems({"since": NOT_YET})
    found = services().frauds.of_credential(facts.credential, since=since, actor=officer)
    return found if isinstance(found, Refused) else ActDone(key=on.key)


def _find_ceremony(officer: Officer, on: ActTarget, facts: FraudulentBinding) -> Outcome:
    if facts.ceremony not in ceremonies_of(on.key):
        return Problems({"ceremony": NOT_A_CHOICE})
    found = services().frauds.of_ceremony(facts.ceremony, actor=officer)
    return found if isinstance(found, Refused) else ActDone(key=on.key)


def _part(officer: Officer, on: ActTarget, facts: WrongJoin) -> Outcome:
    if facts.join not in joins_of(on.key):
        return Problems({"join": NOT_A_CHOICE})
    joins = services().registry_updates.joins
    parted = joins.undo(facts.join, reason=facts.reason, actor=officer)
    return parted if isinstance(parted, Refused) else ActDone(key=on.key)
