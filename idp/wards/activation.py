"""The account of a child or ward, activated by who acts for its person (D14.1-1, D14.2-1).

In a session of level 2 of that one's own, as everything that a ward uses takes the confirmation of
who acts. Where several act only together, each agrees to the same page in a session of their own,
and the last one activates it. The child's first way to sign in is chosen there; each use is held
from then on.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from idp.accounts.domain import CURRENT_TERMS, Account, AccountState, acts_alone
from idp.accounts.service import Accounts
from idp.activation.domain import LinkState
from idp.activation.receipts import end_of_window
from idp.activation.service import Activations
from idp.factors.domain import INVITED, CredentialKind
from idp.factors.passwords import Passwords, PreparedPassword
from idp.factors.service import Credentials
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Person
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused, Undone, or_undo
from idp.law.legal_time import LegalTime
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.representation.agreements import Agreements
from idp.representation.domain import (
    JointAgreement,
    JointProgress,
    RepresentationKind,
    acts_as,
    agreed_among,
    joint_agreement,
    joint_progress,
    may_act_alone,
)
from idp.representation.service import Representations
from idp.subjects.service import Subjects
from idp.wards.acting import LEAST_LEVEL, ActingForWards, Answers, Ward

FIRST_MEANS: Final = CredentialKind.PASSWORD
"""What is chosen for the person with the activation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WardAccount:
    """An account that somebody may activate for its person.

    `acts_as`: what the record makes of who activates it. `window`: the link with which the
    seven days began, None where none was sent. `joint`: None for who acts alone.
    """

    subject_id: Id
    username: str
    name: str
    acts_as: RepresentationKind
    terms: str
    window: Id | None
    joint: JointAgreement | None

    @property
    def agreement(self) -> bytes:
        """The version of what everybody who acts together agrees to, 32 bytes."""
        said = [self.subject_id, self.username, self.name, self.terms, FIRST_MEANS, self.window]
        return hashlib.sha256(json.dumps(said).encode()).digest()

    @property
    def version(self) -> str:
        """Of what a page says of it to this one, 64 hexadecimal digits."""
        joint = None if self.joint is None else [self.joint.last, self.joint.mine is not None]
        said = [self.agreement.hex(), self.acts_as, joint]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


@dataclass(frozen=True)
class ActivationsByGuardian:
    context: ServiceContext
    acting: ActingForWards
    subjects: Subjects
    accounts: Accounts
    representations: Representations
    agreements: Agreements
    activations: Activations
    credentials: Credentials
    passwords: Passwords
    notices: Notices
    legal_time: LegalTime

    def waiting(self, agent_id: Id) -> tuple[WardAccount, ...]:
        """The accounts that this person may activate now, alone or with others."""
        wards = self.acting.wards_of(agent_id, AccountState.GRANTED)
        found = [self.find(each, agent_id) for each in wards]
        return tuple(each for each in found if not isinstance(each, Refused))

    def find(self, ward_id: Id, agent_id: Id) -> WardAccount | Refused:
        """The account, where this person may activate it now or agree to that.

        Refused: as `ActingForWards.ward`; ACCOUNT_LOCKED; STATE_ALREADY_HOLDS where it is active;
        ACTIVATION_WINDOW_CLOSED when the seven days passed, because then the help line opens it
        again (D14.1-2).
        """
        ward = self.acting.ward(ward_id, agent_id)
        if isinstance(ward, Refused):
            return ward
        state = ward.status.state
        reason = self.activations.state_refusal(ward_id, state) or self._lapsed(ward_id)
        if reason is not None:
            return Refused(reason)
        found = self._account(ward.account, acts_as(ward.held, agent_id))
        if may_act_alone(ward.held, agent_id):
            return found
        agreed = agreed_among(self._answers(found, ward))
        return replace(found, joint=joint_agreement(ward.held, agreed, agent_id))

    def progress(self, ward_id: Id) -> JointProgress | None:
        """How far those are who act together, while they can activate the account of this one.

        None where it is not granted, its link has no time, the person acts alone, or nobody acts
        with others only.
        """
        account, status = self.accounts.by_subject(ward_id), self.accounts.status_of(ward_id)
        if account is None or status is None or status.state is not AccountState.GRANTED:
            return None
        if acts_alone(status, self.context.clock.now()) or self._lapsed(ward_id) is not None:
            return None
        ward = Ward(account, status, tuple(self.representations.answering(ward_id)))
        found = self._account(account, RepresentationKind.GUARDIAN)
        return joint_progress(ward.held, agreed_among(self._answers(found, ward)))

    def agree(
        self, ward_id: Id, *, shown: str, terms_version: str, actor: Person
    ) -> WardAccount | Refused:
        """Agree to activate it as the page showed it; whoever is the last one activates it.

        It counts as long as the link has time, seven days by the law's count, for this page and for
        who acts still; who is missing gets a message. Histories of both tell it. Refused:
        UNMET_LEVEL of the session, FRESH_SIGN_IN_REQUIRED where it ended; as `find`; PAGE_CHANGED,
        also of who can activate it by now; STATE_ALREADY_HOLDS of who agreed; TERMS_NOT_ACCEPTED.
        """
        try:
            with self.context.database.transaction():
                found = self.acting.together(ward_id, shown, actor, self.find)
                if terms_version != found.terms:
                    return Refused(Reason.TERMS_NOT_ACCEPTED)
                ward = or_undo(self.acting.ward(ward_id, actor.subject_id))
                answers, told = self._answers(found, ward), NoticeKind.WARD_AGREEMENT_ASKED
                self.acting.agree(found, actor, answers, told=told)
                self._tell_both(EventType.WARD_AGREED, ward_id, actor)
        except Undone as undone:
            return undone.refused
        return found

    def take_back(self, ward_id: Id, *, shown: str, actor: Person) -> WardAccount | Refused:
        """Agree no more, while nothing is activated. Refused: as `agree`; STATE_ALREADY_HOLDS."""
        try:
            with self.context.database.transaction():
                found = self.acting.together(ward_id, shown, actor, self.find)
                self.acting.take_back(ward_id, actor)
                self._tell_both(EventType.WARD_AGREEMENT_TAKEN_BACK, ward_id, actor)
        except Undone as undone:
            return undone.refused
        return found

    def activate(
        self, ward_id: Id, password: str, *, shown: str, terms_version: str, actor: Person
    ) -> Account | Refused:
        """Activate it with a password for the ward, as the page showed it. Outside a transaction.

        Who acts is read anew under the lock, and so is who agreed. Histories of the ward, of who
        did it and of who had agreed tell it. Refused: UNMET_LEVEL of the session,
        FRESH_SIGN_IN_REQUIRED where it ended; as `find`; AGREEMENT_MISSING while somebody else has
        to agree; PAGE_CHANGED; TERMS_NOT_ACCEPTED; as `Passwords.prepare`.
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
        found = self.acting.as_shown(ward_id, shown, actor, self.find)
        if found.joint is not None and not found.joint.last:
            raise Undone(Refused(Reason.AGREEMENT_MISSING))
        ward = or_undo(self.acting.ward(ward_id, actor.subject_id))
        others = agreed_among(self._answers(found, ward)).keys() - {actor.subject_id}
        account = or_undo(self.accounts.activate(ward_id, terms_version=found.terms, actor=by))
        self.activations.use_up(ward_id)
        # What came with the account ends: another system knows it.
        self.credentials.erase_all(ward_id, actor=by)
        or_undo(self.passwords.put(ward_id, prepared, binding=INVITED))
        self.agreements.forget(ward_id)
        for each in (actor.subject_id, *sorted(others)):
            self._tell(EventType.WARD_ACTIVATED, each, ward_id, by)
        for each in sorted(others):
            self.notices.notify(each, text_key=NoticeKind.WARD_ACTIVATED, facts={})
        return account

    def _answers(self, found: WardAccount, ward: Ward) -> Answers:
        """What each agent who acts now said to this page in its time, and until when it counts.

        No longer than the link, which another one would follow that nobody agreed to yet.
        """
        link = self.activations.newest(found.subject_id)

        def until(answered_at: datetime) -> datetime:
            window = end_of_window(self.legal_time, answered_at)
            return window if link is None else min(window, link.ends_at)

        return self.acting.answers(found, ward, until=until)

    def _tell_both(self, happening: EventType, ward_id: Id, actor: Person) -> None:
        by = replace(actor, acting_for=ward_id)
        self._tell(happening, actor.subject_id, ward_id, by)
        self._tell(happening, ward_id, actor.subject_id, by)

    def _tell(self, happening: EventType, whose: Id, other: Id, by: Person) -> None:
        facts = {"other": other}
        self.context.history.append(happening, subject_id=whose, actor=by, facts=facts)

    def _account(self, account: Account, kind: RepresentationKind) -> WardAccount:
        """As who acts alone finds it; what it says of the others comes after."""
        ward_id = account.subject_id
        return WardAccount(
            subject_id=ward_id,
            username=account.username,
            name=self.subjects.identity(ward_id).name or account.username,
            acts_as=kind,
            terms=CURRENT_TERMS,
            window=self._window(ward_id),
            joint=None,
        )

    def _window(self, ward_id: Id) -> Id | None:
        """The link with which the seven days began: another one that was asked for is beside it."""
        sent = self.activations.of_person(ward_id)
        return next((each.id for each in sent if each.replaced_at is None), None)

    def _lapsed(self, ward_id: Id) -> Reason | None:
        """ACTIVATION_WINDOW_CLOSED once the seven days of the newest link are over."""
        newest = self.activations.newest(ward_id)
        lapsed = newest is not None and newest.state(self.context.clock.now()) is LinkState.LAPSED
        return Reason.ACTIVATION_WINDOW_CLOSED if lapsed else None
