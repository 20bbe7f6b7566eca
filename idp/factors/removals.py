"""How a means goes: removed, stopped, taken back, or erased with everything a person holds."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from sqlalchemy import bindparam, delete, update

from idp.accounts.domain import Basis
from idp.assurance.kinds import EvidenceKind
from idp.factors.domain import ON_A_PHONE, Credential, CredentialKind, leaves_a_way_in
from idp.factors.holdings import Holdings
from idp.factors.registers import SECRETS
from idp.factors.retired import ONE_OF_A_KIND, Retired
from idp.factors.tables import CREDENTIAL
from idp.history.domain import Happening
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import Channel, NoticeKind
from idp.platform.database import Prepared

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
"""What can be undone by stopping the means, or by putting back what it replaced."""

_SENT_BY: Final = {EvidenceKind.SMS_CODE: Channel.SMS}
"""What is shown out of a message: whoever reads there would read a letter as well."""


@dataclass(frozen=True)
class Removals(Holdings):
    """Every verb that only takes away; what ends with it, each of them says."""

    def remove(
        self, subject_id: Id, credential_id: Id, *, by: Basis | None = None
    ) -> Refused | None:
        """Delete a credential with its secret, and end what it was part of.

        Refused: NOT_FOUND, LAST_MEANS (D3.5), and as `begin` and `may_take`.
        """
        with self.database.transaction():
            refused = self.begin(subject_id, by)
            if refused is not None:
                return refused
            gone = self._spared(subject_id, credential_id)
            if isinstance(gone, Refused):
                return gone
            junior = self.may_take([gone], by)
            if junior is not None:
                return junior
            self.retired.keep(gone)
            self.erase(gone)
            told = NoticeKind.CREDENTIAL_REMOVED
            self.tell(gone, Happening.CREDENTIAL_REMOVED, told, undoable=True)
            self.endings.means_changed(subject_id, by=by, stopped={gone.id})
            self.changed(by)
            return None

    @cached_property
    def retired(self) -> Retired:
        """What was removed or replaced and can still be brought back by the letter about it."""
        return Retired(self.database, self.clock)

    def replace(self, replaced: Collection[Credential], by: Credential) -> None:
        """Put these aside for a new one of their kind; before its secret is written."""
        for each in replaced:
            self.retired.keep(each, replaced_by=by.id)
            self.erase(each)

    def bring_back(self, subject_id: Id, named: Id) -> Id | None:
        """Undo a removal or a replacement that a letter named; the id of what works again.

        What took its place goes. What is open ends, as with every report, by the caller.
        """
        with self.database.transaction():
            held = self.take_turn(subject_id)
            kind = self.retired.kind_of(subject_id, named)
            if kind is None or self.closed(subject_id) is not None:
                return None
            for each in held:
                if each.kind is kind and kind in ONE_OF_A_KIND:
                    self.erase(each)
                    self._note(each, Happening.CREDENTIAL_REMOVED, actor="letter")
            back = self.retired.bring_back(subject_id, named)
            for each in self.held(subject_id):
                if each.id == back:
                    self._note(each, Happening.CREDENTIAL_RESUMED, actor="letter")
            return back

    def changed(self, by: Basis | None) -> None:
        """The change that a sign-in was for is made: it allows no other."""
        if by is not None and by.session_id is not None:
            self.endings.change_made(by)

    def dispute(self, credential: Credential, *, actor: str) -> None:
        """Stop a means that a fraud had bound and write to its owner; the caller ends the rest.

        For good: what a report had stopped for now is not given back any more.
        """
        with self.database.transaction():
            stopped = self._stop(credential)
            if self.database.change(_FOR_GOOD, credential=credential.id) or stopped:
                told = NoticeKind.MEANS_DISPUTED
                self.tell(credential, Happening.CREDENTIAL_STOPPED, told, actor=actor)

    def stop_one(self, subject_id: Id, credential_id: Id) -> Credential | Refused:
        """Stop one means for good, whoever of the account asks it: it only takes away.

        It stays on record and keeps what it takes to change the account. Refused: NOT_FOUND,
        STATE_ALREADY_HOLDS, LAST_MEANS (D3.5).
        """
        with self.database.transaction():
            this = self._spared(subject_id, credential_id)
            if isinstance(this, Refused):
                return this
            if not self._stop(this):
                return Refused(Reason.STATE_ALREADY_HOLDS)
            self.tell(this, Happening.CREDENTIAL_STOPPED, NoticeKind.MEANS_STOPPED)
            return this

    def cancel_pending(self, subject_id: Id, credential_id: Id) -> Credential | Refused:
        """Take back a means whose binding is not effective yet; what was taken back.

        Asked by the letter about it, or by an older means. Refused: NOT_FOUND, LAST_MEANS (D3.5),
        STATE_ALREADY_HOLDS when it is effective (it can be stopped).
        """
        with self.database.transaction():
            this = self._spared(subject_id, credential_id)
            if isinstance(this, Refused):
                return this
            if not this.pending(self.clock.now()):
                return Refused(Reason.STATE_ALREADY_HOLDS)
            self.bindings.end_rises(this.id)
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
            held = self.take_turn(subject_id)
            named = [each for each in held if each.id == only or each.kind in kinds]
            stopped = tuple(each for each in named if self._stop(each, resumable=resumable))
            for each in stopped:
                self._note(each, Happening.CREDENTIAL_STOPPED)
            if not resumable:
                for each in named:
                    self.database.change(_FOR_GOOD, credential=each.id)
            return stopped

    def resume(self, held: Collection[Credential]) -> tuple[Credential, ...]:
        """Let stopped means count again; those that were `resumable`. After `take_turn`.

        What was stopped while it waited waits on for as long as was left.
        """
        with self.database.transaction():
            resumed = tuple(
                each for each in held if self.database.change(_RESUME, credential=each.id) == 1
            )
            for each in resumed:
                self._wait_on(each)
                self._note(each, Happening.CREDENTIAL_RESUMED)
            return resumed

    def _wait_on(self, credential: Credential) -> None:
        stopped_at, effective_at = credential.flagged_at, credential.effective_at
        if stopped_at is not None and effective_at is not None and stopped_at < effective_at:
            until = self.clock.now() + (effective_at - stopped_at)
            self.bindings.rebind(replace(credential, effective_at=until))

    def clear_stopped(self, subject_id: Id) -> tuple[Credential, ...]:
        """Remove what was stopped for good, once an officer made sure who it is; returns it.

        What a report on weak proof stopped for now stays: it can be taken back. From then on the
        account is as strong as what is left, and the person may add to it. What was allowed by the
        means as they were ends, in every browser.
        """
        with self.database.transaction():
            held = self.take_turn(subject_id)
            stopped = tuple(
                each for each in held if each.flagged_at is not None and not each.resumable
            )
            for each in stopped:
                self.erase(each)
                self.tell(
                    each,
                    Happening.CREDENTIAL_REMOVED,
                    NoticeKind.CREDENTIAL_REMOVED,
                    actor="authority",
                )
            if stopped:
                gone = {each.id for each in stopped}
                self.endings.means_changed(subject_id, by=None, stopped=gone)
            return stopped

    def erase_all(self, subject_id: Id, *, actor: str) -> tuple[Credential, ...]:
        """Remove every means of a person who starts anew; the letter is the caller's."""
        with self.database.transaction():
            held = self.take_turn(subject_id)
            self.retired.end(subject_id)
            for each in held:
                self.erase(each)
                self._note(each, Happening.CREDENTIAL_REMOVED, actor=actor)
            return held

    def erase(self, credential: Credential) -> None:
        """Delete the rows of a credential, inside the open transaction."""
        secret = SECRETS[credential.kind]
        with self.database.transaction() as connection:
            connection.execute(delete(secret).where(secret.c.credential_id == credential.id))
            connection.execute(delete(CREDENTIAL).where(CREDENTIAL.c.id == credential.id))

    def tell(
        self,
        credential: Credential,
        happening: Happening,
        notice: NoticeKind,
        *,
        actor: str = "subject",
        undoable: bool = False,
        shown: Collection[EvidenceKind] = (),
    ) -> None:
        """The history entry and the message of one change, inside the open transaction.

        `shown`: what the change was allowed by. A letter about what waits shortens its wait.
        """
        self._note(credential, happening, actor=actor)
        named = {"kind": credential.kind.value, "label": credential.label}
        undo = {**named, "credential": credential.id} if undoable or notice in _UNDOABLE else None
        waiting = credential.pending(self.clock.now()) or credential.rises_at is not None
        waits = undo is not None and waiting
        self.notices.tell(
            credential.subject_id,
            text_key=notice,
            facts=named,
            undo=undo,
            shortens=credential.id if waits else None,
            shown_by=[_SENT_BY[kind] for kind in shown if kind in _SENT_BY],
        )

    def _note(
        self, credential: Credential, happening: Happening, *, actor: str = "subject"
    ) -> None:
        # What the person typed stays out of the history, which is in clear (D4.3).
        facts = {"kind": credential.kind.value, "credential_id": credential.id}
        subject_id = credential.subject_id
        self.history.append(happening, subject_id=subject_id, actor=actor, facts=facts)

    def _spared(self, subject_id: Id, credential_id: Id) -> Credential | Refused:
        """A means the account can be opened without. Refused: NOT_FOUND, LAST_MEANS (D3.5).

        In turn: two removals at once must not each see the other's means still standing.
        """
        held = self.take_turn(subject_id)
        this = next((each for each in held if each.id == credential_id), None)
        if this is None:
            return Refused(Reason.NOT_FOUND)
        return this if leaves_a_way_in(held, credential_id) else Refused(Reason.LAST_MEANS)

    def _stop(self, credential: Credential, *, resumable: bool = False) -> bool:
        """Whether it was this call that stopped it."""
        now = self.clock.now()
        stopped = self.database.change(
            _STOP, credential=credential.id, now=now, resumable=resumable
        )
        if stopped == 1:
            self.bindings.end_rises(credential.id)
        return stopped == 1
