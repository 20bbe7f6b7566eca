"""Findings of fraud: credentials that it had bound are stopped or lowered, sessions end."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from idp.access.powers import Power
from idp.assurance.tainting import (
    Doubt,
    Fraud,
    bound_again,
    doubts,
    merged,
)
from idp.authorization.endings import Endings
from idp.casework.permissions import Permissions
from idp.factors.bindings import Bindings, FraudSource
from idp.factors.domain import Credential
from idp.factors.service import Credentials
from idp.factors.tainted import reassess
from idp.history.disputes import to_facts
from idp.history.domain import EventType
from idp.history.service import History
from idp.kernel.actors import Actor, key_of, person_of
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.notices.service import Notices
from idp.platform.database import Database


@dataclass(frozen=True, slots=True)
class FraudEffects:
    """The effects of one finding on one person.

    `stopped` for good, because the fraud had enrolled it; only `lowered`, because the fraud had
    raised it or one of its officers is doubted. `logouts` are the ids of the logout tokens owed.
    """

    stopped: tuple[Credential, ...]
    lowered: tuple[Credential, ...]
    sessions: int
    logouts: tuple[Id, ...]


class _Found(NamedTuple):
    """The recomputed credentials. `nothing_left`: ids, also of contacts, without any binding left.

    `doubts`: the credentials whose use is disputed, and since when.
    """

    stopped: list[Credential]
    lowered: list[Credential]
    nothing_left: set[Id]
    doubts: dict[Id, Doubt]


class ContactReversal(Protocol):
    """Undoes contacts that a fraud had set; implemented above, in `contacts`."""

    def undo_fraudulent(self, subject_id: Id, gone: Collection[Id], *, actor: Actor) -> None:
        """Undo the contacts among these; joins the verb that taints."""


@dataclass(frozen=True)
class Frauds:
    database: Database
    permissions: Permissions
    credentials: Credentials
    bindings: Bindings
    endings: Endings
    notices: Notices
    history: History
    contacts: ContactReversal

    def of_ceremony(self, ceremony_id: Id, *, actor: Actor) -> FraudEffects | Refused:
        """One ceremony was a fraud. Refused: as `Permissions`, NOT_FOUND."""
        subject_id = self.bindings.subject_of(ceremony_id)
        powerless = self.permissions.strict(actor, Power.FRAUD_FIND, about=subject_id)
        if powerless is not None:
            return Refused(powerless)
        if subject_id is None:
            return Refused(Reason.NOT_FOUND)
        facts = {"ceremony": ceremony_id}
        fallen = self._apply(subject_id, Fraud(ceremonies=frozenset({ceremony_id})), facts, actor)
        self.notices.deliver_now(fallen.logouts)
        return fallen

    def of_credential(
        self, credential_id: Id, *, since: datetime, actor: Actor
    ) -> FraudEffects | Refused:
        """A credential was in wrong hands since then; it is stopped, if it is still there.

        Also for one that was replaced or removed since. Refused: as `Permissions`, NOT_FOUND.
        """
        subject_id = self.credentials.owner_of(credential_id)
        if subject_id is None:
            subject_id = self.bindings.owner_of(credential_id)
        powerless = self.permissions.strict(actor, Power.FRAUD_FIND, about=subject_id)
        if powerless is not None:
            return Refused(powerless)
        if subject_id is None:
            return Refused(Reason.NOT_FOUND)
        facts = {"credential_id": credential_id, "since": since.isoformat()}
        fraud = Fraud(credentials={credential_id: since})
        fallen = self._apply(subject_id, fraud, facts, actor)
        self.notices.deliver_now(fallen.logouts)
        return fallen

    def of_officer(
        self, officer: Actor, *, since: datetime, actor: Actor
    ) -> list[FraudEffects] | Refused:
        """An officer was dishonest since then: their bindings count for level 2 at most.

        `officer` is that person in any session, or what an earlier release recorded of one. Also
        later bindings: the finding is committed, with its entry, before the affected people are
        looked up. Refused as `Permissions`.
        """
        powerless = self.permissions.strict(actor, Power.FRAUD_FIND, about=person_of(officer))
        if powerless is not None:
            return Refused(powerless)
        found = key_of(officer)
        fraud = Fraud(officers={found: since})
        facts = {"officer": found, "since": since.isoformat()}
        with self.database.transaction():
            if self.bindings.record_fraud(FraudSource.OFFICER, found, since=since):
                self.history.append(
                    EventType.OFFICER_FOUND_DISHONEST,
                    subject_id=person_of(officer),
                    actor=actor,
                    facts=facts,
                )
        whose = self.bindings.bound_by(found, since=since)
        fallen = [self._apply(each, fraud, facts, actor) for each in whose]
        # After the last person: no session waits for another person's relying parties.
        self.notices.deliver_now([owed for each in fallen for owed in each.logouts])
        return fallen

    def _apply(
        self, subject_id: Id, fraud: Fraud, facts: dict[str, Any], actor: Actor
    ) -> FraudEffects:
        """Apply a finding to one person; repeated with nothing left to change, it has no effect."""
        with self.database.transaction():
            held = self.credentials.lock_held(subject_id)
            found = self._compute_again(subject_id, held, fraud)
            told = facts | to_facts(found.doubts)
            if not (found.stopped or found.lowered) and self.history.has_finding(subject_id, told):
                return FraudEffects((), (), 0, ())
            self.history.append(
                EventType.BINDING_TAINTED,
                subject_id=subject_id,
                actor=actor,
                facts=told,
            )
            for each in found.stopped:
                self.credentials.dispute(each, actor=actor)
            self.contacts.undo_fraudulent(subject_id, found.nothing_left, actor=actor)
            gone = {each.id for each in found.stopped}
            self.endings.forget_browsers(subject_id, keeps=None)
            ended = self.endings.end(subject_id, actor=actor, stopped=gone, reason="fraud")
        return FraudEffects(
            tuple(found.stopped), tuple(found.lowered), ended.sessions, ended.logouts
        )

    def _compute_again(self, subject_id: Id, held: Collection[Credential], fraud: Fraud) -> _Found:
        """Recompute and store the person's bindings; returns what is stopped and what is lowered.

        A stopped credential still counts for the level that a change of the account must reach, at
        its recomputed level: at the level the fraud had given it, the owner would be locked out.
        """
        bindings = self.bindings
        bindings.taint(fraud.ceremonies)
        for credential_id, since in fraud.credentials.items():
            bindings.record_fraud(FraudSource.CREDENTIAL, credential_id, since=since)
        whole = merged(bindings.frauds(), fraud)
        ceremonies = bindings.for_subject(subject_id, held)
        left, again = bound_again(ceremonies, whole), reassess(held, ceremonies, whole)
        stopped, lowered = [], []
        for each in held:
            this = again[each.id]
            if this.lowered:
                bindings.rebind(this.credential)
            if each.disabled_at is not None and not each.resumable:
                continue
            if each.id in fraud.credentials or this.by_fraud:
                stopped.append(each)
            elif this.lowered:
                lowered.append(each)
        gone = {each for each, bound in left.items() if not bound.bound}
        return _Found(stopped, lowered, gone | fraud.credentials.keys(), doubts(ceremonies, whole))
