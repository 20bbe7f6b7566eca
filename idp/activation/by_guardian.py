"""The account of a child or ward, activated by who acts for its person (D14.1-1, D14.2-1).

In a session of level 2 of that one's own, as everything that a ward uses takes the confirmation of
who acts. The child's first way to sign in is chosen there; each use is held from then on.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from idp.accounts.domain import CURRENT_TERMS, Account, AccountState, acts_alone
from idp.accounts.locks import AccountLocks
from idp.accounts.service import Accounts
from idp.activation.domain import LinkState
from idp.activation.service import Activations
from idp.factors.domain import INVITED
from idp.factors.passwords import Passwords, PreparedPassword
from idp.factors.service import Credentials
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Person
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused, Undone, or_undo
from idp.platform.secrets import constant_time_equal
from idp.representation.domain import RepresentationKind, may_act_alone
from idp.representation.service import Representations
from idp.subjects.service import Subjects

LEAST_LEVEL: Final = 2
"""Of the session in which somebody activates an account for another person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WardAccount:
    """An account that somebody may activate for its person. `version`: of what a page says of it.

    `acts_as`: what the record makes of who activates it.
    """

    subject_id: Id
    username: str
    name: str
    acts_as: RepresentationKind
    terms: str

    @property
    def version(self) -> str:
        """64 hexadecimal digits."""
        said = [self.subject_id, self.username, self.name, self.acts_as, self.terms]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


@dataclass(frozen=True)
class ActivationsByGuardian:
    context: ServiceContext
    subjects: Subjects
    accounts: Accounts
    account_locks: AccountLocks
    representations: Representations
    activations: Activations
    credentials: Credentials
    passwords: Passwords

    def waiting(self, agent_id: Id) -> tuple[WardAccount, ...]:
        """The accounts that this person may activate now for those they act for alone."""
        return tuple(self._waiting(agent_id))

    def waiting_for_all(self, agent_id: Id) -> tuple[str, ...]:
        """The names of those for whom this person acts only with others, whose account waits.

        Nobody activates it as long as all of them have to act together.
        """
        jointly = {
            each.principal_id
            for each in self.representations.held_by(agent_id)
            if each.jointly and each.kind is not RepresentationKind.LEGAL_REPRESENTATIVE
        }
        granted = sorted(
            each
            for each, status in self.accounts.statuses_of(jointly).items()
            if status.state is AccountState.GRANTED
            and not may_act_alone(self.representations.answering(each), agent_id)
        )
        return tuple(self.subjects.identity(each).name or each for each in granted)

    def find(self, ward_id: Id, agent_id: Id) -> WardAccount | Refused:
        """The account, where this person may activate it now.

        Refused: NOT_FOUND of somebody for whom they never acted; NO_GUARDIANSHIP where they do not
        act alone now, can use no account of their own, or the person acts alone; ACCOUNT_LOCKED;
        STATE_ALREADY_HOLDS where it is active; ACTIVATION_WINDOW_CLOSED when the seven days passed,
        because then the help line opens it again (D14.1-2).
        """
        mine = [
            each for each in self.representations.of_agent(agent_id) if each.principal_id == ward_id
        ]
        status = self.accounts.status_of(ward_id) if mine else None
        account = self.accounts.by_subject(ward_id) if mine else None
        if status is None or account is None:
            return Refused(Reason.NOT_FOUND)
        held = self.representations.answering(ward_id)
        alone = acts_alone(status, self.context.clock.now())
        if alone or not may_act_alone(held, agent_id):
            return Refused(Reason.NO_GUARDIANSHIP)
        reason = self.activations.state_refusal(ward_id, status.state) or self._lapsed(ward_id)
        if reason is not None:
            return Refused(reason)
        kind = next(each.kind for each in held if each.agent_id == agent_id and not each.jointly)
        return WardAccount(
            subject_id=ward_id,
            username=account.username,
            name=self.subjects.identity(ward_id).name or account.username,
            acts_as=kind,
            terms=CURRENT_TERMS,
        )

    def activate(
        self, ward_id: Id, password: str, *, shown: str, terms_version: str, actor: Person
    ) -> Account | Refused:
        """Activate it with a password for the ward, as the page showed it. Outside a transaction.

        Who acts is read anew under the lock. Histories of both tell who did it. Refused:
        UNMET_LEVEL of the session; as `find`; PAGE_CHANGED; TERMS_NOT_ACCEPTED; as
        `Passwords.prepare`.
        """
        if (actor.level or 0) < LEAST_LEVEL:
            return Refused(Reason.UNMET_LEVEL)
        found = self.find(ward_id, actor.subject_id)
        if isinstance(found, Refused):
            return found
        if terms_version != CURRENT_TERMS:
            return Refused(Reason.TERMS_NOT_ACCEPTED)
        words = (found.username, *self.activations.what_others_know(ward_id))
        prepared = self.passwords.prepare(password, context_words=words)
        if isinstance(prepared, Refused):
            return prepared
        try:
            with self.context.database.transaction():
                return self._activated(ward_id, prepared, shown, actor)
        except Undone as undone:
            return undone.refused

    def _activated(
        self, ward_id: Id, prepared: PreparedPassword, shown: str, actor: Person
    ) -> Account:
        """Raises Undone."""
        by = replace(actor, acting_for=ward_id)
        self.account_locks.lock(ward_id)
        found = or_undo(self.find(ward_id, actor.subject_id))
        typed = shown.encode("utf-8", "surrogatepass")
        if not constant_time_equal(typed, found.version.encode()):
            raise Undone(Refused(Reason.PAGE_CHANGED))
        account = or_undo(self.accounts.activate(ward_id, terms_version=found.terms, actor=by))
        self.activations.use_up(ward_id)
        # What came with the account ends: another system knows it.
        self.credentials.erase_all(ward_id, actor=by)
        or_undo(self.passwords.put(ward_id, prepared, binding=INVITED))
        self.context.history.append(
            EventType.WARD_ACTIVATED,
            subject_id=actor.subject_id,
            actor=by,
            facts={"other": ward_id},
        )
        return account

    def _waiting(self, agent_id: Id) -> Iterator[WardAccount]:
        records = self.representations.held_by(agent_id)
        people = {
            each.principal_id
            for each in records
            if not each.jointly and each.kind is not RepresentationKind.LEGAL_REPRESENTATIVE
        }
        for ward_id, status in sorted(self.accounts.statuses_of(people).items()):
            if status.state is AccountState.GRANTED:
                found = self.find(ward_id, agent_id)
                if not isinstance(found, Refused):
                    yield found

    def _lapsed(self, ward_id: Id) -> Reason | None:
        """ACTIVATION_WINDOW_CLOSED once the seven days of the newest link are over."""
        newest = self.activations.newest(ward_id)
        lapsed = newest is not None and newest.state(self.context.clock.now()) is LinkState.LAPSED
        return Reason.ACTIVATION_WINDOW_CLOSED if lapsed else None
