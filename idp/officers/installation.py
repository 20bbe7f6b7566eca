"""The installation: one witnessed ceremony that makes the first two officers, and the way back.

Before it nobody holds an appointment, so nobody can appoint: it is the only exception to two
officers, and the history says so. It works once. A command names the two; each of them signs what
the page of a one-time link shows, with a passkey of the own account. Two offline keys, made by the
ceremony and kept apart, authorise one more such ceremony when both officers are lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, select

from idp.accounts.service import Accounts
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Operator, Person
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.officers import offline_keys
from idp.officers.appointments import Appointments
from idp.officers.decision_signatures import PresentedSignature
from idp.officers.decisions import SignedDecisions, SigningPage
from idp.officers.domain.appointments import LONGEST_DESK, one_line
from idp.officers.domain.decisions import Decision, DecisionState
from idp.officers.domain.installation import (
    CEREMONY,
    FIRST,
    INSTALL,
    LINK_LIFETIME,
    RECOVER,
    ROLES,
    FirstOfficer,
    Plan,
    appointment_in,
    content_of,
    officers_in,
    pair_of,
)
from idp.officers.domain.signing import Signer, same_person
from idp.officers.service import Officers
from idp.officers.tables import INSTALLATION
from idp.one_time.domain import OneTimeToken, OneTimeTokenKind
from idp.one_time.service import OneTimeTokens
from idp.platform.database import insert_new

_AUDIENCE: Final = "installation"
_LOCK: Final = "an installation"
_DONE: Final = insert_new(INSTALLATION)
_ALL: Final = select(INSTALLATION).order_by(INSTALLATION.c.done_at)
_ONE: Final = select(INSTALLATION).where(INSTALLATION.c.key == bindparam("key"))


@dataclass(frozen=True, slots=True)
class Ceremony:
    """A ceremony that was begun: the handles of the two links, and the new offline keys (PEM)."""

    decision: Decision
    handles: tuple[str, str]
    keys: tuple[bytes, bytes]
    until: datetime


@dataclass(frozen=True, slots=True)
class CeremonyPage:
    """What one of the two sees: the decision, their own account, and whether they signed."""

    decision: Decision
    subject_id: Id
    signed: bool


@dataclass(frozen=True, slots=True)
class CeremonyState:
    """How far the last ceremony has come: who of the two has signed."""

    decision: Decision
    signed: tuple[Id, ...]
    waits_for: tuple[Id, ...]


@dataclass(frozen=True)
class Installation:
    context: ServiceContext
    officers: Officers
    accounts: Accounts
    decisions: SignedDecisions
    appointments: Appointments
    one_time_tokens: OneTimeTokens

    def begin(
        self, usernames: tuple[str, str], *, desk: str, lasts: timedelta, actor: Operator
    ) -> Ceremony | Refused:
        """Begin the installation; what was begun before and not completed is void.

        The first of the two becomes Director and operator, the second operator. Refused:
        STATE_ALREADY_HOLDS once there were officers (the history tells who tried), NOT_FOUND,
        FOUR_EYES for one person with any two accounts, and as `Officers.account_refusal`. Raises
        ValueError for a desk without a name.
        """
        if self.installed():
            return self._refuse(Reason.STATE_ALREADY_HOLDS, INSTALL, actor)
        return self._begin(usernames, INSTALL, desk=desk, lasts=lasts, actor=actor)

    def recover(
        self,
        usernames: tuple[str, str],
        keys: tuple[bytes, bytes],
        *,
        desk: str,
        lasts: timedelta,
        actor: Operator,
    ) -> Ceremony | Refused:
        """Begin the same with both offline keys (PEM), when the officers are lost.

        Refused: NOT_PROVEN for keys that are not the two of the last ceremony, USED_BEFORE for a
        pair that was used, FOUR_EYES for one key twice, and as `begin`.
        """
        public = tuple(offline_keys.public_of(each) for each in keys)
        refused = self._pair_refusal(public)
        if refused is not None:
            return self._refuse(refused, RECOVER, actor)
        return self._begin(usernames, RECOVER, desk=desk, lasts=lasts, actor=actor, keys=keys)

    def look(self, handle: str) -> CeremonyPage | None:
        """What the page of a link shows; reading does not use it up. None for no link of ours."""
        token = self._link(handle)
        decision = None if token is None else self.decisions.find(token.content["decision"])
        if token is None or token.subject_id is None or decision is None:
            return None
        signed = self.decisions.signatures(decision.id)
        mine = any(each.signer.subject_id == token.subject_id for each in signed)
        return CeremonyPage(decision, token.subject_id, mine)

    def page(self, handle: str) -> SigningPage | Refused:
        """The decision with a challenge for the person of the link.

        Refused: NOT_FOUND for a link that is none, used or too old; as `SignedDecisions.show`.
        """
        found = self._signer(handle)
        if found is None:
            return Refused(Reason.NOT_FOUND)
        token, signer = found
        return self.decisions.show(token.content["decision"], signer, session_id=token.id)

    def sign(self, handle: str, response: str) -> CeremonyState | Refused:
        """Keep the signature of the person of the link; the second one appoints both.

        One unit of work, in which the link is used up. Refused: NOT_FOUND; STATE_ALREADY_HOLDS or
        USED_BEFORE when another ceremony was completed meanwhile; as `SignedDecisions.accept` and
        `Officers.account_refusal`.
        """
        with self.context.database.transaction():
            self.hold()
            found = self._signer(handle)
            if found is None:
                return Refused(Reason.NOT_FOUND)
            token, signer = found
            refused = self._outdated(token) or self.officers.account_refusal(signer.subject_id)
            if refused is not None:
                return Refused(refused)
            person = Person(subject_id=signer.subject_id)
            presented = PresentedSignature(signer, token.id, response)
            kept = self.decisions.accept(token.content["decision"], presented, person)
            if isinstance(kept, Refused):
                return kept
            self.one_time_tokens.consume(
                OneTimeTokenKind.INSTALLATION_LINK,
                handle,
                audience=_AUDIENCE,
                subject_id=signer.subject_id,
            )
            if kept.complete:
                self._complete(token, person)
            return self._state(kept.signature.decision_id)

    def hold(self) -> None:
        """Until the end of this transaction no ceremony is completed in another one."""
        self.context.database.advisory_lock(_LOCK)

    def installed(self) -> bool:
        """Whether there were officers already: the installation works once."""
        done = self.context.database.one(_ONE, key=FIRST) is not None
        return done or self.officers.exist()

    def state(self) -> CeremonyState | None:
        """How far the last ceremony has come; None before the first."""
        begun = self.decisions.of_case(CEREMONY)
        return self._state(begun[-1].id) if begun else None

    def _begin(
        self,
        usernames: tuple[str, str],
        event: str,
        *,
        desk: str,
        lasts: timedelta,
        actor: Operator,
        keys: Sequence[bytes] = (),
    ) -> Ceremony | Refused:
        named = one_line(desk)
        if not 0 < len(named) <= LONGEST_DESK or not named.isprintable():
            raise ValueError(f"a desk has a name of at most {LONGEST_DESK} letters")
        people = self._people(usernames)
        if isinstance(people, Refused):
            return self._refuse(people.reason, event, actor)
        now, (one, other) = self.context.clock.now(), (offline_keys.make(), offline_keys.make())
        plan = Plan(
            event=event,
            officers=people,
            desk=named,
            begins=now,
            ends=now + lasts,
            keys=(one[0], other[0]),
        )
        with self.context.database.transaction():
            decision = self.decisions.open(content_of(plan), actor)
            if isinstance(decision, Refused):
                return decision
            authorised = [offline_keys.sign(each, decision.content) for each in keys]
            handles = [self._issue(each.signer, decision, authorised) for each in people]
        return Ceremony(decision, (handles[0], handles[1]), (one[1], other[1]), now + LINK_LIFETIME)

    def _people(self, usernames: tuple[str, str]) -> tuple[FirstOfficer, FirstOfficer] | Refused:
        found = []
        for username, roles in zip(usernames, ROLES, strict=True):
            account = self.accounts.by_username(username)
            if account is None:
                return Refused(Reason.NOT_FOUND)
            refused = self.officers.account_refusal(account.subject_id)
            if refused is not None:
                return Refused(refused)
            identity = self.accounts.identity_index(account.subject_id)
            held = self.officers.with_identity(identity)
            if held is not None and held.subject_id != account.subject_id:
                return Refused(Reason.IDENTITY_EXISTS)
            signer = Signer(
                officer_id=new_id() if held is None else held.id,
                appointment_id=new_id(),
                subject_id=account.subject_id,
                identity=identity,
            )
            found.append(FirstOfficer(signer=signer, roles=roles))
        one, other = found
        return Refused(Reason.FOUR_EYES) if same_person(one.signer, other.signer) else (one, other)

    def _issue(self, signer: Signer, decision: Decision, authorised: Sequence[str]) -> str:
        return self.one_time_tokens.issue(
            OneTimeTokenKind.INSTALLATION_LINK,
            audience=_AUDIENCE,
            valid_for=LINK_LIFETIME,
            subject_id=signer.subject_id,
            content={"decision": decision.id, "authorised": list(authorised)},
        )

    def _link(self, handle: str) -> OneTimeToken | None:
        return self.one_time_tokens.peek(
            OneTimeTokenKind.INSTALLATION_LINK, handle, audience=_AUDIENCE
        )

    def _signer(self, handle: str) -> tuple[OneTimeToken, Signer] | None:
        """The link, and its person as a signer of the decision."""
        token = self._link(handle)
        decision = None if token is None else self.decisions.find(token.content["decision"])
        if token is None or decision is None:
            return None
        people = officers_in(decision.document["data"])
        mine = [each.signer for each in people if each.signer.subject_id == token.subject_id]
        return (token, mine[0]) if mine else None

    def _complete(self, token: OneTimeToken, person: Person) -> None:
        """Appoint both. Anything that refuses now is a bug, and nothing is done."""
        decision = self.decisions.execute(token.content["decision"], person)
        if isinstance(decision, Refused):
            raise RuntimeError("no execution")  # noqa: TRY004 - a bug, not a type
        data, now = decision.document["data"], self.context.clock.now()
        authorised: list[str] = token.content["authorised"]
        done = self.context.database.execute(
            _DONE,
            key=FIRST if decision.event == INSTALL else pair_of(self._keys_in_force()),
            decision_id=decision.id,
            offline_keys=data["keys"],
            authorised_by=authorised,
            done_at=now,
            begins_at=self.officers.begins_at,
        )
        if done != 1:
            raise RuntimeError("installed twice")
        facts: dict[str, Any] = {
            "decision": decision.id,
            "digest": decision.digest.hex(),
            "event": decision.event,
            "offline_keys": data["keys"],
            "exception": "the first two officers, whom no officer could appoint",
        }
        self.context.history.append(EventType.OFFICERS_INSTALLED, actor=person, facts=facts)
        for each in officers_in(data):
            appointment = appointment_in(data, each, decision_id=decision.id, now=now)
            subject_id = each.signer.subject_id
            kept = self.appointments.appoint(subject_id, appointment, person)
            if isinstance(kept, Refused):
                raise RuntimeError("no appointment")  # noqa: TRY004 - a bug, not a type

    def _outdated(self, token: OneTimeToken) -> Reason | None:
        """Why this ceremony cannot be completed any more."""
        decision = self.decisions.find(token.content["decision"])
        if decision is None:
            return Reason.NOT_FOUND
        if decision.event == INSTALL:
            return Reason.STATE_ALREADY_HOLDS if self.installed() else None
        keys, authorised = self._keys_in_force(), token.content["authorised"]
        fits = len(keys) == len(authorised) and all(
            any(offline_keys.is_signed(key, decision.content, each) for each in authorised)
            for key in keys
        )
        return None if fits else Reason.USED_BEFORE

    def _keys_in_force(self) -> list[str]:
        """The public halves of the offline keys of the last ceremony."""
        rows = self.context.database.all(_ALL)
        return list(rows[-1].offline_keys) if rows else []

    def _pair_refusal(self, public: Sequence[str | None]) -> Reason | None:
        known = [each for each in public if each is not None]
        if len(known) != len(public):
            return Reason.NOT_PROVEN
        if len(set(known)) != len(known):
            return Reason.FOUR_EYES
        if self.context.database.one(_ONE, key=pair_of(known)) is not None:
            return Reason.USED_BEFORE
        return None if sorted(known) == sorted(self._keys_in_force()) else Reason.NOT_PROVEN

    def _state(self, decision_id: Id) -> CeremonyState:
        decision = self.decisions.find(decision_id)
        if decision is None:
            raise LookupError(decision_id)
        signed = [each.signer.subject_id for each in self.decisions.signatures(decision_id)]
        people = [each.signer.subject_id for each in officers_in(decision.document["data"])]
        waits = decision.state is DecisionState.OPEN
        return CeremonyState(
            decision, tuple(signed), tuple(each for each in people if waits and each not in signed)
        )

    def _refuse(self, reason: Reason, event: str, actor: Operator) -> Refused:
        with self.context.database.transaction():
            facts = {"event": event, "reason": reason}
            self.context.history.append(EventType.INSTALLATION_REFUSED, actor=actor, facts=facts)
        return Refused(reason)
