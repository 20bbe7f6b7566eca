"""Removing, stopping, cancelling, restoring and erasing credentials."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, update

from idp.accounts.domain import Basis, acting
from idp.assurance.kinds import EvidenceKind
from idp.assurance.pieces import ShownPiece
from idp.factors.change_endings import begin_change
from idp.factors.credential_tables import SECRETS
from idp.factors.credential_types import ON_A_PHONE, ONE_OF_A_KIND, leaves_a_way_in
from idp.factors.domain import Credential, CredentialKind
from idp.factors.holdings import Holdings
from idp.factors.others_choice import chosen_by_others
from idp.factors.retired import RetiredCredential
from idp.factors.seniority import may_cancel
from idp.factors.tables import CREDENTIAL, PASSKEY_USER
from idp.factors.tainted import reassess_after
from idp.history.domain import EventType
from idp.kernel.actors import Actor, Person, Through, Unproven
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import UNDO_LIFETIME, NoticeKind
from idp.notices.domain.recipients import channels_read_by

_BY_LETTER: Final = Unproven(through=Through.LETTER)
_STOP: Final = (
    update(CREDENTIAL)
    .where(CREDENTIAL.c.id == bindparam("credential"), CREDENTIAL.c.flagged_at.is_(None))
    .values(flagged_at=bindparam("now"), resumable=bindparam("resumable"))
)
_FOR_GOOD: Final = (
    update(CREDENTIAL)
    .where(CREDENTIAL.c.id == bindparam("credential"), CREDENTIAL.c.resumable.is_(True))
    .values(resumable=False)
)
_RESUME: Final = (
    update(CREDENTIAL)
    .where(CREDENTIAL.c.id == bindparam("credential"), CREDENTIAL.c.resumable.is_(True))
    .values(flagged_at=None, resumable=False)
)

_FORGET_USER: Final = delete(PASSKEY_USER).where(PASSKEY_USER.c.subject_id == bindparam("subject"))
_UNDOABLE: Final = frozenset(
    {
        NoticeKind.ACCOUNT_ACTIVATED,
        NoticeKind.SIGNED_UP,
        NoticeKind.CREDENTIAL_ADDED,
        NoticeKind.CREDENTIAL_GIVEN_BACK,
        NoticeKind.PASSWORD_CHANGED,
        NoticeKind.KEY_ANCHORED,
    }
)
"""Letters whose link undoes the change: it stops the credential, or restores the replaced one."""


@dataclass(frozen=True)
class Removals(Holdings):
    """Each method documents what ends with it."""

    def remove(
        self, subject_id: Id, credential_id: Id, *, by: Basis | None = None
    ) -> Refused | None:
        """Delete a credential with its secret, and end what it was part of.

        Refused: NOT_FOUND, LAST_MEANS (D3.5), and as `begin` and `removal_refusal`.
        """
        with self.context.database.transaction():
            refused = self.begin(subject_id, by)
            if refused is not None:
                return refused
            gone = self._removable(subject_id, credential_id)
            if isinstance(gone, Refused):
                return gone
            junior = self.removal_refusal([gone], by)
            if junior is not None:
                return junior
            self.retired.keep(gone)
            self.erase(gone)
            told = NoticeKind.CREDENTIAL_REMOVED
            recurs = self._is_repeatable(gone)
            self.record_and_notify(
                gone,
                EventType.CREDENTIAL_REMOVED,
                told,
                actor=acting(subject_id, by),
                undoable=True,
                counted=recurs,
            )
            self.endings.means_changed(
                subject_id, by=by, actor=acting(subject_id, by), stopped={gone.id}
            )
            self.record_change_made(by)
            return None

    def replace(self, replaced: Collection[Credential], by: Credential) -> None:
        """Retire these for a new one of their kind, before its secret is written."""
        for each in replaced:
            self.retired.keep(each, replaced_by=by.id)
            self.erase(each)

    def restorable(
        self,
        subject_id: Id,
        named: Id,
        told: NoticeKind = NoticeKind.CREDENTIAL_ADDED,
        *,
        aside: Collection[Id] | None = None,
    ) -> Credential | None:
        """The credential that the letter `told` about the credential `named` would restore now.

        `aside` as in `RetiredCredentials.find`.
        """
        held = self.held(subject_id)
        kept = self._restorable(subject_id, named, told, held, aside=aside)
        return None if kept is None else kept.credential

    def bring_back(
        self,
        subject_id: Id,
        named: Id,
        told: NoticeKind = NoticeKind.CREDENTIAL_ADDED,
        *,
        aside: Collection[Id] | None = None,
    ) -> Credential | None:
        """Undo the removal or replacement in a letter; returns the restored credential.

        The one in its place is retired as well, so that the letter about this can undo it. One that
        a report had stopped stays stopped. The caller ends sessions, as with every report. None,
        and no change, where it cannot be restored. `aside` as in `RetiredCredentials.find`.
        """
        with self.context.database.transaction():
            held = self.lock_held(subject_id)
            kept = self._restorable(subject_id, named, told, held, aside=aside)
            if kept is None:
                return None
            in_place = [
                each
                for each in held
                if each.kind is kept.credential.kind and each.kind in ONE_OF_A_KIND
            ]
            for each in in_place:
                self.bindings.end_rises(each.id)
                self.retired.keep(each, replaced_by=kept.credential.id)
                self.erase(each)
                self._note(each, EventType.CREDENTIAL_REMOVED, actor=_BY_LETTER)
            return self._put_back(kept, actor=_BY_LETTER, aside=[each.id for each in in_place])

    def _restorable(
        self,
        subject_id: Id,
        named: Id,
        told: NoticeKind,
        held: Collection[Credential],
        *,
        aside: Collection[Id] | None = None,
    ) -> RetiredCredential | None:
        """The first credential that the letter may restore now.

        Checked against loss reports, findings of fraud, and age. The oldest is restored first, so
        that an owner who uses all links in any order gets the original state.
        """
        found = self.retired.find(subject_id, named, told, aside=aside)
        if not found or self.change_refusal(subject_id) is not None:
            return None
        for kept in found:
            this = kept.credential
            due = _is_due(this, held, named if told is NoticeKind.CREDENTIAL_GIVEN_BACK else None)
            left = reassess_after(self.bindings, this, held) if due else None
            if left is not None:
                return replace(kept, credential=left)
        return None

    def _put_back(
        self, kept: RetiredCredential, *, actor: Actor, aside: Collection[Id] = ()
    ) -> Credential | None:
        """Write its rows again, as in `kept.credential`; None where its key was enrolled again.

        The letter about it undoes this: a credential retired for it (`aside`) takes its place
        again.
        """
        this = kept.credential
        if not self.retired.put_back(kept):
            if this.kind in ONE_OF_A_KIND:
                raise RuntimeError("the credential in its place is still there")
            return None
        anew = self._waiting_on(this, kept.since)
        self.bindings.rebind(anew)
        if anew.disabled_at is not None:
            self._note(anew, EventType.CREDENTIAL_STOPPED, actor=actor)
            return anew
        told = NoticeKind.CREDENTIAL_GIVEN_BACK
        self.record_and_notify(anew, EventType.CREDENTIAL_RESUMED, told, actor=actor, aside=aside)
        return anew

    def record_change_made(self, by: Basis | None) -> None:
        """Use up the purpose of the sign-in: it allows one change only."""
        if by is not None and by.session_id is not None:
            self.endings.change_made(by)

    def dispute(self, credential: Credential, *, actor: Actor) -> None:
        """Stop a credential bound by a fraud and write to its owner; the caller ends sessions.

        For good, also if a report had stopped it resumably.
        """
        with self.context.database.transaction():
            stopped = self._stop(credential)
            if self._stop_for_good(credential.id) or stopped:
                told = NoticeKind.MEANS_DISPUTED
                self.record_and_notify(credential, EventType.CREDENTIAL_STOPPED, told, actor=actor)

    def stop_one(self, subject_id: Id, credential_id: Id, *, actor: Actor) -> Credential | Refused:
        """Stop one credential for good; any session of its owner may.

        It stays on record and still counts for the level that a change of the account must reach.
        Refused: NOT_FOUND, STATE_ALREADY_HOLDS, LAST_MEANS (D3.5).
        """
        with self.context.database.transaction():
            this = self._removable(subject_id, credential_id)
            if isinstance(this, Refused):
                return this
            if not self._stop(this):
                return Refused(Reason.STATE_ALREADY_HOLDS)
            told = NoticeKind.MEANS_STOPPED
            self.record_and_notify(this, EventType.CREDENTIAL_STOPPED, told, actor=actor)
            return this

    def cancel_pending(
        self,
        subject_id: Id,
        credential_id: Id,
        *,
        by: Basis | None = None,
        shown: Collection[ShownPiece] = (),
    ) -> Credential | Refused:
        """Cancel a credential that is not effective yet; returns it.

        The one it had replaced works again. `by` is the session that asks, and `shown` the evidence
        of its sign-in; without it the link of the letter asks. Refused: NOT_FOUND,
        STATE_ALREADY_HOLDS when it is effective (it can be stopped), OLDER_MEANS_NEEDED
        (`seniority.may_cancel`), LAST_MEANS (D3.5), and as `ChangeEndings.begin_change`.
        """
        with self.context.database.transaction():
            refused = begin_change(self.endings, subject_id, by)
            if refused is not None:
                return refused
            held, now = self.lock_held(subject_id), self.context.clock.now()
            this = next((each for each in held if each.id == credential_id), None)
            if this is None:
                return Refused(Reason.NOT_FOUND)
            if not this.pending(now):
                return Refused(Reason.STATE_ALREADY_HOLDS)
            if by is not None and not may_cancel(this, shown, held, now):
                return Refused(Reason.OLDER_MEANS_NEEDED)
            told = NoticeKind.CREDENTIAL_ADDED
            before = self._restorable(subject_id, credential_id, told, held)
            if before is None and not leaves_a_way_in(held, credential_id):
                return Refused(Reason.LAST_MEANS)
            self.bindings.end_rises(this.id)
            self.erase(this)
            gone, recurs = NoticeKind.CREDENTIAL_REMOVED, self._is_repeatable(this)
            actor = _BY_LETTER if by is None else by.actor
            self.record_and_notify(
                this, EventType.CREDENTIAL_CANCELLED, gone, actor=actor, counted=recurs
            )
            if before is not None:
                self._put_back(before, actor=actor)
            return this

    def stop_lost(
        self,
        subject_id: Id,
        kinds: Collection[CredentialKind] = ON_A_PHONE,
        *,
        only: Id | None = None,
        resumable: bool = False,
        actor: Actor,
    ) -> tuple[Credential, ...]:
        """Stop the credentials of these kinds, or this one; returns those stopped now (D32.3).

        Retired ones are among them: restored by a letter, they stay stopped. Stopped ones stay on
        record: a try with one is refused by name, and they still count for the level that a change
        must reach. A final stop ends `resumable`, whoever stopped it before. Ending sessions and
        the letter are the caller's, once for all.
        """
        with self.context.database.transaction():
            held = self.lock_held(subject_id)
            named = [each for each in held if each.id == only or each.kind in kinds]
            stopped = tuple(each for each in named if self._stop(each, resumable=resumable))
            for each in stopped:
                self._note(each, EventType.CREDENTIAL_STOPPED, actor=actor)
            if not resumable:
                for each in named:
                    self._stop_for_good(each.id)
            aside = self.retired.stop(subject_id, kinds, only=only, resumable=resumable)
            return (*stopped, *aside)

    def stop_chosen_by_others(
        self, subject_id: Id, chose: Callable[[datetime], bool], *, actor: Actor
    ) -> tuple[Credential, ...]:
        """Stop for good what somebody else chose (`others_choice`); those that could count still.

        Also those of a report that could be retracted. Retired ones are gone, so that no letter
        restores them. They stay on record as any stopped one does. Ending sessions and the letter
        are the caller's, once for all.
        """
        with self.context.database.transaction():
            held = self.lock_held(subject_id)
            retired = self.retired.for_subject(subject_id)
            ceremonies = self.bindings.for_subject(subject_id, held)
            theirs = chosen_by_others((*held, *retired), ceremonies, chose)
            stopped = tuple(each for each in held if each.id in theirs and self._stop(each))
            for each in stopped:
                self._note(each, EventType.CREDENTIAL_STOPPED, actor=actor)
            for credential_id in sorted(theirs):
                self.retired.stop(subject_id, (), only=credential_id, resumable=False)
            final = {each for each in sorted(theirs) if self._stop_for_good(each)}
            return (*stopped, *(each for each in held if each.id in final))

    def resume(self, held: Collection[Credential], *, actor: Actor) -> tuple[Credential, ...]:
        """Let stopped means count again; those that were `resumable`. After `lock_held`.

        What was stopped while it waited waits on for as long as was left.
        """
        with self.context.database.transaction():
            resumed = tuple(
                each
                for each in held
                if self.context.database.execute(_RESUME, credential=each.id) == 1
            )
            for each in resumed:
                self._wait_on(each)
                self._note(each, EventType.CREDENTIAL_RESUMED, actor=actor)
            return resumed

    def _wait_on(self, credential: Credential) -> None:
        stopped_at = credential.disabled_at
        if stopped_at is not None and credential.pending(stopped_at):
            self.bindings.rebind(self._waiting_on(credential, stopped_at))

    def _waiting_on(self, credential: Credential, since: datetime) -> Credential:
        """The same, with the rest of its wait from now on, and without pending raises."""
        still = replace(credential, rises_to=None, rises_identity=False, rises_at=None)
        if credential.effective_at is None or not credential.pending(since):
            return still
        return replace(
            still, effective_at=self.context.clock.now() + (credential.effective_at - since)
        )

    def remove_stopped(self, subject_id: Id, *, actor: Actor) -> tuple[Credential, ...]:
        """Remove what was stopped for good, after an officer identified the person; returns it.

        Resumable ones stay: their report can be retracted. From then on the remaining credentials
        alone decide the level of a change. Sessions and grants end, in every browser.
        """
        with self.context.database.transaction():
            held = self.lock_held(subject_id)
            stopped = tuple(
                each for each in held if each.disabled_at is not None and not each.resumable
            )
            for each in stopped:
                self.erase(each)
                self.record_and_notify(
                    each,
                    EventType.CREDENTIAL_REMOVED,
                    NoticeKind.CREDENTIAL_REMOVED,
                    actor=actor,
                )
            if stopped:
                gone = {each.id for each in stopped}
                self.endings.means_changed(subject_id, by=None, actor=actor, stopped=gone)
            return stopped

    def erase_all(self, subject_id: Id, *, actor: Actor) -> tuple[Credential, ...]:
        """Erase all credentials of a person who starts anew; the letter is the caller's."""
        with self.context.database.transaction():
            held = self.lock_held(subject_id)
            self.retired.discard(subject_id)
            for each in held:
                self.erase(each)
                self._note(each, EventType.CREDENTIAL_REMOVED, actor=actor)
            return held

    def forget(self, subject_id: Id, *, actor: Actor) -> None:
        """Erase all credentials of a person whose account ends, and their handle of passkeys."""
        self.erase_all(subject_id, actor=actor)
        self.context.database.execute(_FORGET_USER, subject=subject_id)

    def erase(self, credential: Credential) -> None:
        """Delete the rows of a credential, inside the open transaction."""
        secret = SECRETS[credential.kind]
        mine = (
            secret.c.subject_id == credential.subject_id,  # which has an index in each of them
            secret.c.credential_id == credential.id,
        )
        with self.context.database.transaction():
            self.context.database.execute(delete(secret).where(*mine))
            self.context.database.execute(
                delete(CREDENTIAL).where(CREDENTIAL.c.id == credential.id)
            )

    def record_and_notify(
        self,
        credential: Credential,
        happening: EventType,
        notice: NoticeKind,
        *,
        actor: Actor,
        undoable: bool | None = None,
        shown: Collection[EvidenceKind] = (),
        aside: Collection[Id] | None = None,
        counted: bool = True,
    ) -> None:
        """Write the history entry and queue the letter of one change, inside the open transaction.

        `shown`: the evidence for the change; `aside`: the credentials it retired, which the link
        restores. A letter about a pending one shortens its wait. `counted` as in `Notices.notify`;
        only a change by the person is. `undoable`: whether the letter has a link that undoes; None:
        as letters of this kind do.
        """
        self._note(credential, happening, actor=actor)
        named = {"kind": credential.kind.value, "label": credential.label}
        undo: dict[str, Any] | None = None
        if undoable or (undoable is None and notice in _UNDOABLE):
            undo = {**named, "credential": credential.id}
            if aside is not None:
                undo["aside"] = list(aside)
        waiting = credential.pending(self.context.clock.now()) or credential.rises_at is not None
        waits = undo is not None and waiting
        self.notices.notify(
            credential.subject_id,
            text_key=notice,
            facts=named,
            undo=undo,
            shortens=credential.id if waits else None,
            shown_by=channels_read_by(shown),
            counted=counted and isinstance(actor, Person),
        )

    def _is_repeatable(self, gone: Credential) -> bool:
        """Whether such a credential can be set and removed over and over, a letter each time.

        One older than a letter's link can be removed once, and of a kind with several no more can
        be removed than were added.
        """
        return gone.kind in ONE_OF_A_KIND and self.is_young(gone.held_since or gone.enrolled_at)

    def is_young(self, since: datetime) -> bool:
        """Whether it was set after the oldest letter whose link is still valid."""
        return self.context.clock.now() - since < UNDO_LIFETIME

    def _note(self, credential: Credential, happening: EventType, *, actor: Actor) -> None:
        # The person's label stays out of the history, which is in clear (D4.3).
        facts = {"kind": credential.kind.value, "credential_id": credential.id}
        subject_id = credential.subject_id
        self.context.history.append(happening, subject_id=subject_id, actor=actor, facts=facts)

    def _removable(self, subject_id: Id, credential_id: Id) -> Credential | Refused:
        """A credential that is not the only way in. Refused: NOT_FOUND, LAST_MEANS (D3.5).

        Locks the account: two removals at once would each count on the credential the other
        removes.
        """
        held = self.lock_held(subject_id)
        this = next((each for each in held if each.id == credential_id), None)
        if this is None:
            return Refused(Reason.NOT_FOUND)
        return this if leaves_a_way_in(held, credential_id) else Refused(Reason.LAST_MEANS)

    def _stop_for_good(self, credential_id: Id) -> bool:
        """Make a resumable stop final; returns whether this call did."""
        return self.context.database.execute(_FOR_GOOD, credential=credential_id) == 1

    def _stop(self, credential: Credential, *, resumable: bool = False) -> bool:
        """Stop it; returns whether this call did."""
        now = self.context.clock.now()
        stopped = self.context.database.execute(
            _STOP, credential=credential.id, now=now, resumable=resumable
        )
        if stopped == 1:
            self.bindings.end_rises(credential.id)
        return stopped == 1


def _is_due(this: Credential, held: Collection[Credential], given_back: Id | None) -> bool:
    """Whether the letter restores this; `given_back`: the credential its letter names as restored.

    Undoing a restoration brings back the credential retired for it, unless its owner reported it or
    disowned it meanwhile. Any other is restored only in place of younger ones.
    """
    if given_back is not None:
        return this.disabled_at is None and any(each.id == given_back for each in held)
    return (this.disabled_at is None or this.resumable) and _is_older(this, held)


def _is_older(this: Credential, held: Collection[Credential]) -> bool:
    """Whether it is older than all credentials in its place."""
    return all(
        (this.enrolled_at, this.id) < (each.enrolled_at, each.id)
        for each in held
        if each.kind is this.kind and each.kind in ONE_OF_A_KIND
    )
