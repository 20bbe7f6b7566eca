"""The ways in of a child or ward: a new password by who acts for it, and what that one stops.

Who acts for a ward chose its first password (`activation`), and the ward changes
nothing alone (D14.2-1): so who acts now chooses another one when it is forgotten, or when somebody
learned it. Where several act only together, each agrees in a session of level 2 of their own, and
the last one chooses it. To stop what is lost, and to end sessions, protects the ward: each of them
does it at once.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from idp.accounts.domain import AccountState, AccountStatus
from idp.accounts.service import Accounts
from idp.authorization.credential_loss import CredentialRevocation
from idp.authorization.endings import Endings
from idp.factors.credential_types import ON_A_PHONE
from idp.factors.domain import INVITED, Credential, CredentialKind
from idp.factors.passwords import Passwords, PreparedPassword
from idp.factors.service import Credentials
from idp.history.domain import EventType
from idp.history.service import History
from idp.kernel.actors import Person
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused, Undone, or_undo
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.database import Database
from idp.representation.agreements import Agreements
from idp.representation.domain import (
    JointAgreement,
    RepresentationKind,
    acts_as,
    agents_of,
    agreed_among,
    joint_agreement,
    may_act_alone,
)
from idp.representation.service import Representations
from idp.sessions.service import Sessions
from idp.subjects.service import Subjects
from idp.wards.acting import LEAST_LEVEL, ActingForWards, Answers, Ward

AGREEMENT_LASTS: Final = timedelta(days=7)
"""How long the others have to agree to a new password, as to the first one (D14.1-2)."""
_NEW_PASSWORD: Final = "new_password"  # noqa: S105 - what was agreed to
_NOTHING: Final[Mapping[str, Any]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class WardAccess:
    """The ways in of an active account whose person does not act alone.

    `acts_as`: what the record makes of who looks at it. `held`: the oldest first, stopped ones too.
    `sessions`: how many are open. `joint`: None for who acts alone.
    """

    subject_id: Id
    username: str
    name: str
    acts_as: RepresentationKind
    held: tuple[Credential, ...]
    sessions: int
    joint: JointAgreement | None

    @property
    def agreement(self) -> bytes:
        """The version of what everybody who acts together agrees to, 32 bytes.

        Another password that replaces this one: none is agreed to beforehand. What is stopped
        meanwhile changes nothing of it.
        """
        replaced = sorted(each.id for each in self.held if each.kind is CredentialKind.PASSWORD)
        said = [_NEW_PASSWORD, self.subject_id, self.username, self.name, replaced]
        return hashlib.sha256(json.dumps(said).encode()).digest()

    @property
    def version(self) -> str:
        """Of what a page says of it to this one, 64 hexadecimal digits; not of the sessions."""
        joint = None if self.joint is None else [self.joint.last, self.joint.mine is not None]
        held = [[each.id, each.disabled_at is not None, each.resumable] for each in self.held]
        said = [self.agreement.hex(), self.acts_as, joint, held]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


@dataclass(frozen=True)
class WardAccesses:
    database: Database
    history: History
    acting: ActingForWards
    subjects: Subjects
    accounts: Accounts
    representations: Representations
    agreements: Agreements
    credentials: Credentials
    passwords: Passwords
    credential_revocation: CredentialRevocation
    endings: Endings
    sessions: Sessions
    notices: Notices

    def of_agent(self, agent_id: Id) -> tuple[WardAccess, ...]:
        """Those of everybody for whom this person acts now, alone or with others."""
        wards = self.acting.wards_of(agent_id, AccountState.ACTIVE)
        found = [self.find(each, agent_id) for each in wards]
        return tuple(each for each in found if not isinstance(each, Refused))

    def find(self, ward_id: Id, agent_id: Id) -> WardAccess | Refused:
        """The ways in of this ward, where this person acts for the ward now.

        Refused: as `ActingForWards.ward`; ACCOUNT_LOCKED; ACCOUNT_NOT_ACTIVATED.
        """
        ward = self.acting.ward(ward_id, agent_id)
        if isinstance(ward, Refused):
            return ward
        reason = _state_refusal(ward.status)
        if reason is not None:
            return Refused(reason)
        found = WardAccess(
            subject_id=ward_id,
            username=ward.account.username,
            name=self.subjects.identity(ward_id).name or ward.account.username,
            acts_as=acts_as(ward.held, agent_id),
            held=self.credentials.held(ward_id),
            sessions=len(self.sessions.for_subject(ward_id)),
            joint=None,
        )
        if may_act_alone(ward.held, agent_id):
            return found
        agreed = agreed_among(self._answers(found, ward))
        return replace(found, joint=joint_agreement(ward.held, agreed, agent_id))

    def agree(self, ward_id: Id, *, shown: str, actor: Person) -> WardAccess | Refused:
        """Agree that the ward gets a new password, as the page showed it; the last one chooses it.

        It counts for seven days, for this password and for who acts still; who is missing gets a
        message. Histories of the ward and of everybody who acts tell it. Refused: UNMET_LEVEL of
        the session, FRESH_SIGN_IN_REQUIRED where it ended; as `find`; PAGE_CHANGED, also of who can
        choose it by now; STATE_ALREADY_HOLDS of who agreed.
        """
        try:
            with self.database.transaction():
                found = self.acting.together(ward_id, shown, actor, self.find)
                ward = or_undo(self.acting.ward(ward_id, actor.subject_id))
                answers, told = self._answers(found, ward), NoticeKind.WARD_PASSWORD_ASKED
                self.acting.agree(found, actor, answers, told=told)
                self._tell(EventType.WARD_PASSWORD_AGREED, ward_id, actor)
        except Undone as undone:
            return undone.refused
        return found

    def take_back(self, ward_id: Id, *, shown: str, actor: Person) -> WardAccess | Refused:
        """Agree no more, while no password was chosen. Refused: as `agree`; STATE_ALREADY_HOLDS."""
        try:
            with self.database.transaction():
                found = self.acting.together(ward_id, shown, actor, self.find)
                self.acting.take_back(ward_id, actor)
                self._tell(EventType.WARD_PASSWORD_AGREEMENT_TAKEN_BACK, ward_id, actor)
        except Undone as undone:
            return undone.refused
        return found

    def set_password(
        self, ward_id: Id, password: str, *, shown: str, actor: Person
    ) -> Refused | None:
        """Choose a new password for the ward, as the page showed it. Outside a transaction.

        The old one ends, stopped or not, and with it sessions, tokens, known browsers and links
        that would undo it. The new one is bound as the first one was. Who acts is read anew under
        the lock, and so is who agreed. Histories of the ward and of everybody who acts tell it, and
        each gets a message. Refused: UNMET_LEVEL of the session, FRESH_SIGN_IN_REQUIRED where it
        ended; as `find`; AGREEMENT_MISSING while somebody else has to agree; PAGE_CHANGED; as
        `Passwords.prepare`.
        """
        if (actor.level or 0) < LEAST_LEVEL:
            return Refused(Reason.UNMET_LEVEL)
        found = self.find(ward_id, actor.subject_id)
        if isinstance(found, Refused):
            return found
        account = self.accounts.by_subject(ward_id)
        words = () if account is None else self.accounts.known_words(account)
        prepared = self.passwords.prepare(password, context_words=words)
        if isinstance(prepared, Refused):
            return prepared
        try:
            with self.database.transaction():
                logouts = self._put(ward_id, prepared, shown, actor)
        except Undone as undone:
            return undone.refused
        self.notices.deliver_now(logouts)
        return None

    def stop(self, ward_id: Id, credential_id: Id, *, shown: str, actor: Person) -> Refused | None:
        """Stop one way in for good, also the last one, and end all sessions and tokens.

        Each who acts does it at once: who acts can give the ward another password afterwards. What
        a report stopped that could be taken back, as of a child who lost a telephone, is stopped
        for good. Outside a transaction. Refused: UNMET_LEVEL of the session, FRESH_SIGN_IN_REQUIRED
        where it ended; as `find`; PAGE_CHANGED; NOT_FOUND of what is not the ward's;
        STATE_ALREADY_HOLDS of what is stopped for good.
        """
        try:
            with self.database.transaction():
                found = self.acting.as_shown(ward_id, shown, actor, self.find)
                this = next((each for each in found.held if each.id == credential_id), None)
                if this is None:
                    return Refused(Reason.NOT_FOUND)
                if this.disabled_at is not None and not this.resumable:
                    return Refused(Reason.STATE_ALREADY_HOLDS)
                by = replace(actor, acting_for=ward_id)
                revoked = self.credential_revocation.stop(
                    ward_id, (), keeps=None, only=credential_id, actor=by
                )
                self._tell(EventType.WARD_MEANS_STOPPED, ward_id, actor)
                self.notices.notify(
                    ward_id,
                    text_key=NoticeKind.GUARDIAN_STOPPED_MEANS,
                    facts={"kind": this.kind.value, "label": this.label},
                    # A text message would be read by the holder of the lost phone.
                    by_mail=this.kind in ON_A_PHONE,
                )
                self._write(NoticeKind.WARD_MEANS_STOPPED, ward_id)
        except Undone as undone:
            return undone.refused
        self.notices.deliver_now(revoked.logouts)
        return None

    def end_sessions(self, ward_id: Id, *, shown: str, actor: Person) -> Refused | None:
        """End all sessions and tokens of the ward; each who acts does it at once.

        Outside a transaction. Refused: UNMET_LEVEL of the session, FRESH_SIGN_IN_REQUIRED where it
        ended; as `find`; PAGE_CHANGED; STATE_ALREADY_HOLDS where nothing is open.
        """
        try:
            with self.database.transaction():
                self.acting.as_shown(ward_id, shown, actor, self.find)
                by = replace(actor, acting_for=ward_id)
                ended = self.endings.end(ward_id, actor=by, reason="ended_by_guardian")
                if not (ended.sessions or ended.tokens):
                    return Refused(Reason.STATE_ALREADY_HOLDS)
                self.endings.forget_browsers(ward_id, keeps=None)
                self._tell(EventType.WARD_SESSIONS_ENDED, ward_id, actor)
                told = NoticeKind.GUARDIAN_ENDED_SESSIONS
                self.notices.notify(ward_id, text_key=told, facts=_NOTHING)
                self._write(NoticeKind.WARD_SESSIONS_ENDED, ward_id)
        except Undone as undone:
            return undone.refused
        self.notices.deliver_now(ended.logouts)
        return None

    def _put(
        self, ward_id: Id, prepared: PreparedPassword, shown: str, actor: Person
    ) -> tuple[Id, ...]:
        """The ids of the logout tokens owed. Raises Undone."""
        found = self.acting.as_shown(ward_id, shown, actor, self.find)
        if found.joint is not None and not found.joint.last:
            raise Undone(Refused(Reason.AGREEMENT_MISSING))
        by = replace(actor, acting_for=ward_id)
        ended = self.endings.end(ward_id, actor=by, reason="password_set_by_guardian")
        self.endings.forget_browsers(ward_id, keeps=None)
        self.endings.end_links(ward_id)
        told = NoticeKind.GUARDIAN_SET_PASSWORD
        or_undo(self.passwords.put_for(ward_id, prepared, binding=INVITED, notice=told, actor=by))
        self.agreements.forget(ward_id)
        self._tell(EventType.WARD_PASSWORD_SET, ward_id, actor)
        self._write(NoticeKind.WARD_PASSWORD_SET, ward_id)
        return ended.logouts

    def _answers(self, found: WardAccess, ward: Ward) -> Answers:
        """What each agent who acts now said to a new password, and until when it counts."""
        return self.acting.answers(found, ward, until=lambda at: at + AGREEMENT_LASTS)

    def _agents(self, ward_id: Id) -> list[Id]:
        """Everybody who acts for the ward now, also who can use no account."""
        return sorted(agents_of(self.representations.in_force(ward_id)))

    def _tell(self, happening: EventType, ward_id: Id, actor: Person) -> None:
        """Write it to the history of the ward, and of everybody who acts for the ward."""
        by = replace(actor, acting_for=ward_id)
        others = dict.fromkeys(self._agents(ward_id), ward_id)
        for whose, other in {ward_id: actor.subject_id, **others}.items():
            facts = {"other": other}
            self.history.append(happening, subject_id=whose, actor=by, facts=facts)

    def _write(self, told: NoticeKind, ward_id: Id) -> None:
        """To everybody who acts for the ward, and who did it: a thief may have their session."""
        for each in self._agents(ward_id):
            if self.accounts.has_account(each):
                self.notices.notify(each, text_key=told, facts=_NOTHING)


def _state_refusal(status: AccountStatus) -> Reason | None:
    """Why nothing of this account is changed by who acts for its person."""
    if status.state is AccountState.LOCKED:
        return Reason.ACCOUNT_LOCKED
    return None if status.state is AccountState.ACTIVE else Reason.ACCOUNT_NOT_ACTIVATED
