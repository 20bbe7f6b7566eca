"""What a person holds, and what happens to it: enrolled, used, stopped, refused, removed."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, delete, insert, select, update

from idp.accounts.domain import Basis
from idp.assurance.kinds import EvidenceKind, Means
from idp.factors.attestations.standing import KEY_STANDING, Standing
from idp.factors.domain import (
    MEANS,
    ON_A_PHONE,
    PROVES,
    Ceremony,
    Credential,
    CredentialKind,
    leaves_a_way_in,
)
from idp.factors.endings import Endings, begin_change
from idp.factors.metadata.service import AuthenticatorMetadata
from idp.factors.metadata.standing import OF_ITS_MODEL, STANDING, credential_fields
from idp.factors.registers import ENROLLED, SECRETS
from idp.factors.showing import enrolled_to_prove, provable
from idp.factors.tables import (
    APP_KEY,
    AUTHENTICATOR_MODEL,
    CREDENTIAL,
    PASSKEY,
)
from idp.factors.validity import Validity
from idp.history.domain import Happening
from idp.history.service import History
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.database import Database, Prepared
from idp.policy.domain import Switch
from idp.policy.service import Policy

_HELD: Final = Prepared(
    select(CREDENTIAL, *STANDING, *KEY_STANDING)
    .outerjoin(PASSKEY, PASSKEY.c.credential_id == CREDENTIAL.c.id)
    .outerjoin(APP_KEY, APP_KEY.c.credential_id == CREDENTIAL.c.id)
    .outerjoin(AUTHENTICATOR_MODEL, OF_ITS_MODEL)
    .where(CREDENTIAL.c.subject_id == bindparam("subject"))
    .order_by(CREDENTIAL.c.enrolled_at, CREDENTIAL.c.id)
)
_INSERT: Final = Prepared(insert(CREDENTIAL))
_USED: Final = Prepared(
    update(CREDENTIAL)
    .where(CREDENTIAL.c.id == bindparam("credential"), CREDENTIAL.c.flagged_at.is_(None))
    .values(last_used_at=bindparam("now"))
)
_STOP: Final = Prepared(
    update(CREDENTIAL)
    .where(CREDENTIAL.c.id == bindparam("credential"), CREDENTIAL.c.flagged_at.is_(None))
    .values(flagged_at=bindparam("now"), resumable=bindparam("resumable"))
)
_FOR_GOOD: Final = Prepared(
    update(CREDENTIAL)
    .where(CREDENTIAL.c.id == bindparam("credential"), CREDENTIAL.c.resumable.is_(True))
    .values(resumable=False)
)
_RESUME: Final = Prepared(
    update(CREDENTIAL)
    .where(CREDENTIAL.c.id == bindparam("credential"), CREDENTIAL.c.resumable.is_(True))
    .values(flagged_at=None, resumable=False)
)
_BY_METADATA: Final = frozenset({EvidenceKind.PASSKEY_BIOMETRIC})
_BY_APPLICATION: Final = PROVES[CredentialKind.APP_KEY]


@dataclass(frozen=True)
class Credentials:
    """The list the person sees, and what every means writes when one of its own changes."""

    database: Database
    clock: Clock
    history: History
    notices: Notices
    policy: Policy
    metadata: AuthenticatorMetadata
    standing: Standing
    endings: Endings

    @property
    def validity(self) -> Validity:
        """Whether what was proven still counts."""
        return Validity(self.database)

    def held(self, subject_id: Id) -> tuple[Credential, ...]:
        """Everything the person holds, oldest first, stopped ones too."""
        now, lifts = self.clock.now(), self.models_lift()
        rows = self.database.all(_HELD, subject=subject_id)
        return tuple(
            Credential(**credential_fields(row, now, lifts=lifts), **self.standing.fields(row))
            for row in rows
        )

    def kinds(self, subject_id: Id) -> frozenset[EvidenceKind]:
        """What the person could prove with what they hold, as long as the operator allows it."""
        return provable(self.held(subject_id), self._disabled())

    def kinds_enrolled(self, subject_id: Id) -> frozenset[EvidenceKind]:
        """What the person's means were enrolled to prove, even if they were stopped since."""
        return enrolled_to_prove(self.held(subject_id), self._disabled())

    def offered(self) -> frozenset[EvidenceKind]:
        """What anybody could be asked to prove here, before it is known who they are."""
        off = self._disabled()
        offered = frozenset(
            kind for means, kinds in PROVES.items() if MEANS[means] not in off for kind in kinds
        )
        # Where no model is known for it, to ask anybody for level 3 would lead into a dead end.
        if not (self.models_lift() and self.metadata.shows_biometrics()):
            offered -= _BY_METADATA
        return offered if self.standing.offered() else offered - _BY_APPLICATION

    def models_lift(self) -> bool:
        """Whether two persons decided that a passkey's model may lift what it proves (X16.3)."""
        return bool(self.policy.value(Switch.BIOMETRIC_PASSKEYS))

    def remove(
        self, subject_id: Id, credential_id: Id, *, by: Basis | None = None
    ) -> Refused | None:
        """Delete a credential with its secret, and end what it was part of.

        Refused: NOT_FOUND, LAST_MEANS (D3.5), and as `begin_change`.
        """
        with self.database.transaction():
            refused = begin_change(self.endings, subject_id, by)
            if refused is not None:
                return refused
            # Two removals at once must not each see the other's credential still standing.
            held = self._held_in_turn(subject_id)
            gone = next((each for each in held if each.id == credential_id), None)
            if gone is None:
                return Refused(Reason.NOT_FOUND)
            if not leaves_a_way_in(held, credential_id):
                return Refused(Reason.LAST_MEANS)
            self.erase(gone)
            self.tell(gone, Happening.CREDENTIAL_REMOVED, NoticeKind.CREDENTIAL_REMOVED)
            self.endings.means_changed(subject_id, by=by, stopped={gone.id})
            return None

    def stop_lost(
        self,
        subject_id: Id,
        kinds: Collection[CredentialKind] = ON_A_PHONE,
        *,
        resumable: bool = False,
    ) -> tuple[Credential, ...]:
        """Stop every means of these kinds; those that this call stopped (D32.3).

        They stay on record: a try with one is refused by name, and the account goes on asking
        for the strength it had. What is stopped for good is `resumable` no more, whoever stopped
        it before. What ends with them and the letter are the caller's, once for all.
        """
        with self.database.transaction():
            named = [each for each in self._held_in_turn(subject_id) if each.kind in kinds]
            stopped = tuple(each for each in named if self._stop(each, resumable=resumable))
            for each in stopped:
                self._note(each, Happening.CREDENTIAL_STOPPED)
            if not resumable:
                for each in named:
                    self.database.change(_FOR_GOOD, credential=each.id)
            return stopped

    def take_turn(self, subject_id: Id) -> tuple[Credential, ...]:
        """What the person holds, while everybody else who changes it waits for this verb."""
        self.endings.take_turn(subject_id)
        return self._held_in_turn(subject_id)

    def resume(self, held: Collection[Credential]) -> tuple[Credential, ...]:
        """Let stopped means count again; those that were `resumable`. After `take_turn`."""
        with self.database.transaction():
            resumed = tuple(
                each for each in held if self.database.change(_RESUME, credential=each.id) == 1
            )
            for each in resumed:
                self._note(each, Happening.CREDENTIAL_RESUMED)
            return resumed

    def clear_stopped(self, subject_id: Id) -> tuple[Credential, ...]:
        """Remove what was stopped, once an officer made sure who the person is; returns it.

        From then on the account is as strong as what is left, and the person may add to it.
        """
        with self.database.transaction():
            held = self._held_in_turn(subject_id)
            stopped = tuple(each for each in held if each.flagged_at is not None)
            for each in stopped:
                self.erase(each)
                self.tell(
                    each,
                    Happening.CREDENTIAL_REMOVED,
                    NoticeKind.CREDENTIAL_REMOVED,
                    actor="authority",
                )
            return stopped

    def erase_all(self, subject_id: Id, *, actor: str) -> tuple[Credential, ...]:
        """Remove every means of a person who starts anew; the letter is the caller's."""
        with self.database.transaction():
            held = self._held_in_turn(subject_id)
            for each in held:
                self.erase(each)
                self._note(each, Happening.CREDENTIAL_REMOVED, actor=actor)
            return held

    def allowed(self, kind: CredentialKind) -> bool:
        """Whether the operator's switch leaves this means on (D3.8)."""
        return MEANS[kind] not in self._disabled()

    def enrol(
        self,
        credential: Credential,
        *,
        notice: NoticeKind = NoticeKind.CREDENTIAL_ADDED,
        actor: str = "subject",
        replaced: bool = False,
        by: Basis | None = None,
    ) -> Credential:
        """Write a new credential, its history entry and the notice to its owner.

        `replaced`: one of its kind was taken away for it, and with that whatever it had allowed,
        but for the session of `by`. The caller has begun the change.
        """
        with self.database.transaction():
            self.database.change(
                _INSERT,
                id=credential.id,
                subject_id=credential.subject_id,
                kind=credential.kind.value,
                label=credential.label,
                enrolled_at=credential.enrolled_at,
                last_used_at=None,
                flagged_at=None,
                resumable=False,
            )
            self.tell(credential, ENROLLED[credential.kind], notice, actor=actor)
            if replaced:
                self.endings.means_changed(credential.subject_id, by=by)
        return credential

    def erase(self, credential: Credential) -> None:
        """Delete the rows of a credential, inside the open transaction."""
        secret = SECRETS[credential.kind]
        with self.database.transaction() as connection:
            connection.execute(delete(secret).where(secret.c.credential_id == credential.id))
            connection.execute(delete(CREDENTIAL).where(CREDENTIAL.c.id == credential.id))

    def use(self, credential_id: Id) -> bool:
        """Note that it was used; False when it was replaced, removed or stopped meanwhile."""
        with self.database.transaction():
            return self.database.change(_USED, credential=credential_id, now=self.clock.now()) == 1

    def flag(self, credential: Credential) -> None:
        """A copy of it seems to exist: it proves nothing any more, and its owner is told."""
        with self.database.transaction():
            self.endings.take_turn(credential.subject_id)
            stopped = self._stop(credential)
            self.database.change(_FOR_GOOD, credential=credential.id)
            if stopped:
                self.tell(credential, Happening.CREDENTIAL_FLAGGED, NoticeKind.CREDENTIAL_FLAGGED)
                self.endings.means_changed(credential.subject_id, by=None, stopped={credential.id})

    def retire(self, credential: Credential) -> bool:
        """Its own device says that it is gone; whether it was this call that stopped it."""
        with self.database.transaction():
            self.endings.take_turn(credential.subject_id)
            stopped = self._stop(credential)
            self.database.change(_FOR_GOOD, credential=credential.id)
            if stopped:
                self.tell(
                    credential,
                    Happening.CREDENTIAL_STOPPED,
                    NoticeKind.KEY_RETIRED,
                    actor="application",
                )
                self.endings.means_changed(credential.subject_id, by=None, stopped={credential.id})
            return stopped

    def refuse(
        self, reason: Reason, *, means: Means, ceremony: Ceremony, subject_id: Id | None
    ) -> Refused:
        """Write a failed try into the history; of a name that does not exist too, at equal cost."""
        with self.database.transaction():
            self.history.append(
                Happening.FACTOR_REFUSED,
                subject_id=subject_id,
                transaction_id=ceremony.transaction_id,
                facts={"means": means.value, "reason": reason.value},
            )
        return Refused(reason)

    def tell(
        self,
        credential: Credential,
        happening: Happening,
        notice: NoticeKind,
        *,
        actor: str = "subject",
    ) -> None:
        """The history entry and the message of one change, inside the open transaction."""
        self._note(credential, happening, actor=actor)
        named = {"kind": credential.kind.value, "label": credential.label}
        self.notices.tell(credential.subject_id, text_key=notice, facts=named)

    def _note(
        self, credential: Credential, happening: Happening, *, actor: str = "subject"
    ) -> None:
        # What the person typed stays out of the history, which is in clear (D4.3).
        facts = {"kind": credential.kind.value, "credential_id": credential.id}
        subject_id = credential.subject_id
        self.history.append(happening, subject_id=subject_id, actor=actor, facts=facts)

    def _held_in_turn(self, subject_id: Id) -> tuple[Credential, ...]:
        """What the person holds, locked: whoever else changes it waits until this verb is over."""
        self.endings.take_turn(subject_id)
        whose = CREDENTIAL.c.subject_id == subject_id
        in_order = select(CREDENTIAL.c.id).where(whose).order_by(CREDENTIAL.c.id)
        with self.database.transaction() as connection:
            connection.execute(in_order.with_for_update())
            return self.held(subject_id)

    def _stop(self, credential: Credential, *, resumable: bool = False) -> bool:
        """Whether it was this call that stopped it."""
        now = self.clock.now()
        stopped = self.database.change(
            _STOP, credential=credential.id, now=now, resumable=resumable
        )
        return stopped == 1

    def _disabled(self) -> frozenset[Means]:
        return frozenset(map(Means, self.policy.value(Switch.DISABLED_MEANS)))
