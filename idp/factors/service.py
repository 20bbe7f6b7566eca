"""What a person holds, and what happens to it: enrolled, used, stopped, refused, removed."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import Final

from sqlalchemy import bindparam, delete, insert, select, update

from idp.accounts.domain import AccountState, Basis
from idp.accounts.service import Accounts
from idp.assurance.binding import CeremonyKind, bind, bound_anew, guard_of
from idp.assurance.kinds import EvidenceKind, Means
from idp.assurance.pieces import LEAST, Pieces, Shown
from idp.factors.attestations.standing import KEY_STANDING, Standing
from idp.factors.bindings import Bindings, CoolOff
from idp.factors.domain import (
    BINDS_AS,
    MEANS,
    ON_A_PHONE,
    PROVES,
    STOPPABLE,
    Binding,
    Ceremony,
    Credential,
    CredentialKind,
    leaves_a_way_in,
)
from idp.factors.endings import Endings, begin_change
from idp.factors.metadata.service import AuthenticatorMetadata
from idp.factors.metadata.standing import OF_ITS_MODEL, STANDING, with_its_model
from idp.factors.registers import ENROLLED, SECRETS
from idp.factors.showing import provable, settled
from idp.factors.tables import (
    APP_KEY,
    AUTHENTICATOR_MODEL,
    CREDENTIAL,
    PASSKEY,
)
from idp.factors.unknown_names import UnknownNames
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
_OWNER: Final = Prepared(
    select(CREDENTIAL.c.subject_id).where(CREDENTIAL.c.id == bindparam("credential"))
)
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
_UNDOABLE: Final = frozenset(
    {NoticeKind.CREDENTIAL_ADDED, NoticeKind.PASSWORD_CHANGED, NoticeKind.KEY_ANCHORED}
)
"""What can be undone by stopping the means; what was removed is gone."""
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
    accounts: Accounts
    cool_off: CoolOff

    @property
    def validity(self) -> Validity:
        """Whether what was proven still counts."""
        return Validity(self.database)

    @cached_property
    def bindings(self) -> Bindings:
        """The ceremonies that bound what people hold."""
        return Bindings(self.database, self.clock)

    def held(self, subject_id: Id) -> tuple[Credential, ...]:
        """Everything the person holds, oldest first, stopped ones too."""
        now, lifts = self.clock.now(), self.models_lift()
        rows = self.database.all(_HELD, subject=subject_id)
        return tuple(
            replace(with_its_model(row, now, lifts=lifts), **self.standing.fields(row))
            for row in rows
        )

    def pieces(self, subject_id: Id) -> Pieces:
        """What the person could prove with what they hold, as long as the operator allows it."""
        return provable(self.held(subject_id), self._disabled(), self.clock.now())

    def settled(self, subject_id: Id) -> Pieces:
        """What the person's means were enrolled to prove; see `showing.settled`."""
        return settled(self.held(subject_id), self.clock.now())

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

    def begin(self, subject_id: Id, by: Basis | None) -> Refused | None:
        """Begin a change of this person's means; a locked account makes none, whoever asks.

        Refused ACCOUNT_LOCKED, and as `begin_change`.
        """
        return begin_change(self.endings, subject_id, by) or self.closed(subject_id)

    def remove(
        self, subject_id: Id, credential_id: Id, *, by: Basis | None = None
    ) -> Refused | None:
        """Delete a credential with its secret, and end what it was part of.

        Refused: NOT_FOUND, LAST_MEANS (D3.5), and as `begin`.
        """
        with self.database.transaction():
            refused = self.begin(subject_id, by)
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

    def dispute(self, credential: Credential, *, actor: str) -> None:
        """Stop a means that a fraud had bound and write to its owner; the caller ends the rest."""
        with self.database.transaction():
            if self._stop(credential):
                told = NoticeKind.MEANS_DISPUTED
                self.tell(credential, Happening.CREDENTIAL_STOPPED, told, actor=actor)

    def owner_of(self, credential_id: Id) -> Id | None:
        """Whose means it is."""
        row = self.database.one(_OWNER, credential=credential_id)
        return None if row is None else row["subject_id"]

    def stop_one(self, subject_id: Id, credential_id: Id) -> Credential | Refused:
        """Stop one means for good, whoever of the account asks it: it only takes away.

        It stays on record and keeps what it takes to change the account. Refused: NOT_FOUND,
        STATE_ALREADY_HOLDS, LAST_MEANS (D3.5).
        """
        with self.database.transaction():
            held = self._held_in_turn(subject_id)
            this = next((each for each in held if each.id == credential_id), None)
            if this is None:
                return Refused(Reason.NOT_FOUND)
            if not leaves_a_way_in(held, credential_id):
                return Refused(Reason.LAST_MEANS)
            if not self._stop(this):
                return Refused(Reason.STATE_ALREADY_HOLDS)
            self.tell(this, Happening.CREDENTIAL_STOPPED, NoticeKind.MEANS_STOPPED)
            return this

    def cancel_pending(self, subject_id: Id, credential_id: Id) -> Credential | Refused:
        """Take back a means whose binding is not effective yet; what was taken back.

        Asked by the letter about it, or by an older means. Refused: NOT_FOUND, STATE_ALREADY_HOLDS
        when it is effective (it can be stopped), LAST_MEANS (D3.5).
        """
        with self.database.transaction():
            held = self._held_in_turn(subject_id)
            this = next((each for each in held if each.id == credential_id), None)
            if this is None:
                return Refused(Reason.NOT_FOUND)
            if not this.pending(self.clock.now()):
                return Refused(Reason.STATE_ALREADY_HOLDS)
            if not leaves_a_way_in(held, credential_id):
                return Refused(Reason.LAST_MEANS)
            self.erase(this)
            self.tell(this, Happening.CREDENTIAL_CANCELLED, NoticeKind.CREDENTIAL_REMOVED)
            return this

    def stop_lost(
        self,
        subject_id: Id,
        kinds: Collection[CredentialKind] = ON_A_PHONE,
        *,
        only: Id | None = None,
        resumable: bool = False,
    ) -> tuple[Credential, ...]:
        """Stop every means of these kinds, or this one; those that this call stopped (D32.3).

        They stay on record: a try with one is refused by name, and the account goes on asking
        for the strength it had. What is stopped for good is `resumable` no more, whoever stopped
        it before. What ends with them and the letter are the caller's, once for all.
        """
        with self.database.transaction():
            held = self._held_in_turn(subject_id)
            named = [each for each in held if each.id == only or each.kind in kinds]
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

    def closed(self, subject_id: Id) -> Refused | None:
        """Why nothing about this person's means changes now: ACCOUNT_LOCKED, or nothing."""
        standing = self.accounts.standing_of(subject_id)
        locked = standing is not None and standing.state is AccountState.LOCKED
        return Refused(Reason.ACCOUNT_LOCKED) if locked else None

    def own_account(
        self, subject_id: Id, shown: Collection[Shown], transaction_id: Id
    ) -> Binding | None:
        """The ceremony of a sign-in to one's own account; None when what it showed fell since.

        Who holds nothing but the codes that were printed at a counter begins anew, as at the first
        activation.
        """
        held = self.held(subject_id)
        standing = {each.id for each in held if each.flagged_at is None}
        leant_on = {each.credential_id for each in shown if each.piece.kind in STOPPABLE}
        if not leant_on <= standing:
            return None
        anew = all(each.kind is CredentialKind.RECOVERY_CODES for each in held)
        kind = CeremonyKind.ACTIVATION if held and anew else CeremonyKind.OWN_ACCOUNT
        return Binding(kind, tuple(shown), transaction_id)

    def bind(self, credential: Credential, binding: Binding) -> Credential:
        """A means that is about to be enrolled, with what its ceremony makes it worth.

        Asked before what it replaces is gone: that is part of what the account was.
        """
        now = self.clock.now()
        bound = bind(
            binding.kind,
            binding.pieces,
            gives=BINDS_AS[credential.kind],
            guard=guard_of(self.settled(credential.subject_id)),
        )
        wait = self._cool_off(credential.subject_id) if bound.waits else timedelta(0)
        return replace(
            credential,
            bound=bound.bound,
            identity=bound.identity,
            resistant=bound.resistant,
            effective_at=now + wait,
        )

    def bind_anew(self, subject_id: Id, credential_ids: Collection[Id], binding: Binding) -> None:
        """Bind means that are held already by a ceremony outside of the account, such as a desk.

        Joins the verb that calls it.
        """
        now, bound = self.clock.now(), {}
        for each in self.held(subject_id):
            if each.id in credential_ids and each.flagged_at is None:
                made = bind(binding.kind, binding.pieces, gives=BINDS_AS[each.kind])
                anew = replace(
                    each,
                    bound=max(each.bound, made.bound),
                    identity=each.identity or made.identity,
                    resistant=each.resistant or made.resistant,
                    effective_at=now,
                )
                self.bindings.rebind(anew)
                bound[each.id] = anew
        self.bindings.record(subject_id, binding, bound)

    def _cool_off(self, subject_id: Id) -> timedelta:
        reached = self.notices.reaches(subject_id)
        return self.cool_off.lettered if reached else self.cool_off.unlettered

    def _bound_with(self, credential: Credential, binding: Binding) -> dict[Id, Credential]:
        """The new means, and what was proven for it: bound anew, where that raises anything."""
        bound = {credential.id: credential}
        least = bound_anew(binding.pieces, guard_of(self.settled(credential.subject_id)))
        proven = {each.credential_id for each in binding.proven}
        if binding.kind is CeremonyKind.OWN_ACCOUNT and least > LEAST:
            for each in self.held(credential.subject_id):
                if each.id in proven and each.bound < least:
                    anew = replace(each, bound=least)
                    self.bindings.rebind(anew)
                    bound[each.id] = anew
        return bound

    def allowed(self, kind: CredentialKind) -> bool:
        """Whether the operator's switch leaves this means on (D3.8)."""
        return MEANS[kind] not in self._disabled()

    def enrol(
        self,
        credential: Credential,
        binding: Binding,
        *,
        notice: NoticeKind = NoticeKind.CREDENTIAL_ADDED,
        actor: str = "subject",
        replaced: bool = False,
        by: Basis | None = None,
    ) -> Credential:
        """Write a credential that `bind` made, its ceremony, its history and the notice.

        `replaced`: one of its kind was taken away for it, and with that whatever it had allowed,
        but for the session of `by`. The caller has begun the change.
        """
        with self.database.transaction():
            bound = self._bound_with(credential, binding)
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
                bound=credential.bound,
                identity=credential.identity,
                resistant=credential.resistant,
                effective_at=credential.effective_at,
            )
            self.bindings.record(credential.subject_id, binding, bound)
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
        """Tell history of a failed try; of a name that does not exist count it, at equal cost."""
        with self.database.transaction():
            if subject_id is None:
                UnknownNames(self.database, self.clock).count(means)
                return Refused(reason)
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
        undo = {**named, "credential": credential.id} if notice in _UNDOABLE else None
        self.notices.tell(credential.subject_id, text_key=notice, facts=named, undo=undo)

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
