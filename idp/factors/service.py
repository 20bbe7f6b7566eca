"""Credentials of people: enrolled, used, stopped, refused, removed."""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from sqlalchemy import bindparam, insert, update

from idp.accounts.domain import Basis, acting
from idp.assurance.binding import CeremonyKind
from idp.assurance.kinds import Means
from idp.factors.credential_types import ONE_OF_A_KIND, type_of
from idp.factors.domain import (
    FIRST_BY,
    Binding,
    Credential,
    VerificationContext,
)
from idp.factors.removals import Removals
from idp.factors.tables import (
    CREDENTIAL,
)
from idp.history.domain import EventType
from idp.kernel.actors import Actor, System, Through, Unproven
from idp.kernel.canonical_json import parse
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind
from idp.platform.database import Prepared

_COPIED: Final = System(rule="policy copied_credential")
_BY_ITS_DEVICE: Final = Unproven(through=Through.APPLICATION)
_INSERT: Final = insert(CREDENTIAL)
_USED: Final = Prepared(
    update(CREDENTIAL)
    .where(CREDENTIAL.c.id == bindparam("credential"), CREDENTIAL.c.flagged_at.is_(None))
    .values(last_used_at=bindparam("now"))
)


@dataclass(frozen=True)
class Credentials(Removals):
    """The credentials of a person, and the shared steps of all changes to them."""

    def enrol(
        self,
        credential: Credential,
        binding: Binding,
        *,
        notice: NoticeKind = NoticeKind.CREDENTIAL_ADDED,
        actor: Actor | None = None,
        replaced: Collection[Credential] = (),
        by: Basis | None = None,
    ) -> Credential:
        """Write a credential that `bind` made, its ceremony, its history and the notice.

        `replaced`: those of its kind that were retired for it, which ends what they had authorized,
        except the session of `by`. The letter is left out after many of the same kind, unless an
        old credential was replaced or no session asked. The caller has begun the change; for a kind
        of which a person may hold several by `begin_adding`, which refuses one that would get no
        letter. `actor` is who does it, if not the person of `by`. Without one, the first credential
        of an account is added by whoever used a link or a code, and the letter tells of the account
        too.
        """
        if actor is None and binding.kind in FIRST_BY:
            signs_up = binding.kind is CeremonyKind.SIGN_UP
            notice = NoticeKind.SIGNED_UP if signs_up else NoticeKind.ACCOUNT_ACTIVATED
            actor = FIRST_BY[binding.kind]
        who = actor or acting(credential.subject_id, by)
        if credential.kind in ONE_OF_A_KIND:
            counted = all(self.is_young(each.enrolled_at) for each in replaced)
        else:
            counted = by is not None and by.session_id is not None
        since = min((each.held_since or each.enrolled_at for each in replaced), default=None)
        with self.context.database.transaction():
            bound = self._bind_with_proven(credential, binding)
            self.context.database.execute(
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
                held_since=since,
                rises_to=credential.rises_to,
                rises_identity=credential.rises_identity,
                rises_at=credential.rises_at,
            )
            self.bindings.record(credential.subject_id, binding, bound)
            used = {each.piece.kind for each in binding.proven}
            self.record_and_notify(
                credential,
                type_of(credential).enrolled,
                notice,
                actor=who,
                shown=used,
                counted=counted,
                undoable=False if _given_at_a_counter(binding) else None,
            )
            if replaced:
                self.endings.means_changed(credential.subject_id, by=by, actor=who)
            self.record_change_made(by)
        return credential

    def record_use(self, credential_id: Id) -> bool:
        """Mark it as used; False when it was replaced, removed or stopped meanwhile."""
        with self.context.database.transaction():
            return (
                self.context.database.execute(
                    _USED, credential=credential_id, now=self.context.clock.now()
                )
                == 1
            )

    def disable_cloned(self, credential: Credential) -> None:
        """Stop a credential of which a copy seems to exist, and tell its owner."""
        with self.context.database.transaction():
            self.endings.lock_account(credential.subject_id)
            stopped = self._stop(credential)
            self._stop_for_good(credential.id)
            if stopped:
                self.record_and_notify(
                    credential,
                    EventType.CREDENTIAL_FLAGGED,
                    NoticeKind.CREDENTIAL_FLAGGED,
                    actor=_COPIED,
                )
                self._end(credential, actor=_COPIED)

    def retire(self, credential: Credential) -> bool:
        """Stop a credential that its own device has deleted; returns whether this call did."""
        with self.context.database.transaction():
            self.endings.lock_account(credential.subject_id)
            stopped = self._stop(credential)
            self._stop_for_good(credential.id)
            if stopped:
                self.record_and_notify(
                    credential,
                    EventType.CREDENTIAL_STOPPED,
                    NoticeKind.KEY_RETIRED,
                    actor=_BY_ITS_DEVICE,
                )
                self._end(credential, actor=_BY_ITS_DEVICE)
            return stopped

    def _end(self, stopped: Credential, *, actor: Actor) -> None:
        self.endings.means_changed(stopped.subject_id, by=None, actor=actor, stopped={stopped.id})

    def record_refusal(
        self, reason: Reason, *, means: Means, context: VerificationContext, subject_id: Id | None
    ) -> Refused:
        """Write a failed try to the history; count that of an unknown name, at equal cost."""
        with self.context.database.transaction():
            if subject_id is None:
                self.unknown_names.count(means)
                return Refused(reason)
            device = {} if context.device is None else {"device": context.device}
            self.context.history.append(
                EventType.FACTOR_REFUSED,
                actor=Unproven(through=context.through),
                subject_id=subject_id,
                client_id=context.client_id,
                transaction_id=context.transaction_id,
                facts={"means": means.value, "reason": reason.value, **device},
            )
        return Refused(reason)

    def record_signature_refusal(
        self, reason: Reason, *, means: Means, subject_id: Id, statement: bytes
    ) -> None:
        """Write to the history that a device did not sign a statement which its person was shown.

        The entry names the decision of the statement, by which its history is found. In the
        caller's unit of work.
        """
        self.context.history.append(
            EventType.DECISION_REFUSED,
            actor=_BY_ITS_DEVICE,
            subject_id=subject_id,
            facts={
                "decision": parse(statement)["decision"]["id"],
                "means": means.value,
                "reason": reason.value,
                "signed": sha256(statement).hexdigest(),
            },
        )


def _given_at_a_counter(binding: Binding) -> bool:
    """Whether officers gave it to a person who lost everything else (`losses.visits`).

    Whoever reads the letters could undo that by one press of a link.
    """
    return binding.kind is CeremonyKind.ACTIVATION and bool(binding.officers)
