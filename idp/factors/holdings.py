"""The credentials of a person: their evidence, their level, and the binding of a new one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select

from idp.accounts.domain import AccountState, Basis, sign_in_refusal
from idp.accounts.service import Accounts
from idp.assurance.binding import Bound, CeremonyKind, at_once, bind, bound_anew, level_for_change
from idp.assurance.kinds import EvidenceKind, Means
from idp.assurance.pieces import LEAST, Pieces, ShownPiece
from idp.assurance.tainting import doubted
from idp.factors.attestations.attestation_status import (
    KEY_STATUS,
    AttestationStatus,
    StoredAttestation,
)
from idp.factors.bindings import BindingResult, Bindings, CoolOff, binding_result
from idp.factors.change_endings import ChangeEndings, begin_change
from idp.factors.credential_types import CREDENTIAL_TYPES, STOPPABLE, type_of
from idp.factors.domain import (
    Binding,
    Credential,
    CredentialKind,
    StoredCredential,
    credential_from,
)
from idp.factors.evidence_rules import available_evidence, enrolled_evidence
from idp.factors.metadata.model_status import (
    MODEL_STATUS,
    OF_ITS_MODEL,
    StoredModel,
    with_model_status,
)
from idp.factors.metadata.service import AuthenticatorMetadata
from idp.factors.retired import RetiredCredentials
from idp.factors.seniority import may_remove
from idp.factors.tables import APP_KEY, AUTHENTICATOR_MODEL, CREDENTIAL, PASSKEY
from idp.factors.unknown_names import UnknownNames
from idp.history.context import ServiceContext
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.database import Prepared, prefixed
from idp.policy.domain import Switch
from idp.policy.service import Policy


class _Held(NamedTuple):
    credential: StoredCredential
    model: StoredModel
    key: StoredAttestation | None


class _Waiting(NamedTuple):
    effective_at: datetime | None


_HELD: Final = Prepared(
    select(*prefixed(CREDENTIAL, "credential_"), *MODEL_STATUS, *KEY_STATUS)
    .select_from(CREDENTIAL)
    .outerjoin(PASSKEY, PASSKEY.c.credential_id == CREDENTIAL.c.id)
    .outerjoin(APP_KEY, APP_KEY.c.credential_id == CREDENTIAL.c.id)
    .outerjoin(AUTHENTICATOR_MODEL, OF_ITS_MODEL)
    .where(CREDENTIAL.c.subject_id == bindparam("subject"))
    .order_by(CREDENTIAL.c.enrolled_at, CREDENTIAL.c.id),
    _Held,
)
_OWNER: Final = select(CREDENTIAL.c.subject_id).where(CREDENTIAL.c.id == bindparam("credential"))
_WAITING: Final = Prepared(
    select(CREDENTIAL.c.effective_at)
    .where(
        CREDENTIAL.c.subject_id == bindparam("subject"),
        CREDENTIAL.c.effective_at > bindparam("now"),
        CREDENTIAL.c.flagged_at.is_(None),
    )
    .order_by(CREDENTIAL.c.effective_at.desc())
    .limit(1),
    _Waiting,
)
_BY_METADATA: Final = frozenset({EvidenceKind.PASSKEY_BIOMETRIC})
_CARDS_ELSEWHERE: Final = frozenset({EvidenceKind.CHIP_CARD_CROSS_DEVICE})
_BY_APPLICATION: Final = CREDENTIAL_TYPES[CredentialKind.APP_KEY].evidence


@lru_cache(maxsize=256)
def _without(means: frozenset[Means]) -> frozenset[EvidenceKind]:
    """The evidence of all credentials but those of these means."""
    left = (each for each in CREDENTIAL_TYPES.values() if each.means not in means)
    return frozenset(evidence for each in left for evidence in each.evidence)


@dataclass(frozen=True)
class Holdings:
    """Reads credentials, and binds new ones; `removals` builds on it."""

    context: ServiceContext
    notices: Notices
    policy: Policy
    metadata: AuthenticatorMetadata
    attestation_status: AttestationStatus
    endings: ChangeEndings
    accounts: Accounts
    cool_off: CoolOff
    bindings: Bindings
    retired: RetiredCredentials
    unknown_names: UnknownNames
    cards_elsewhere: bool
    """Whether a card that a telephone reads for another screen is evidence here."""

    def read_ahead(self, subject_id: Id) -> None:
        """The rows of `held` are read behind the next statement (see `Database.read_ahead`)."""
        self.context.database.read_ahead(_HELD, subject=subject_id)

    def held(self, subject_id: Id) -> tuple[Credential, ...]:
        """All credentials of the person, oldest first, stopped ones too."""
        now, lifts = self.context.clock.now(), self.models_lift()
        rows = self.context.database.all(_HELD, subject=subject_id)
        return tuple(self._judged(row, now, lifts=lifts) for row in rows)

    def _judged(self, row: _Held, now: datetime, *, lifts: bool) -> Credential:
        """A credential by what stands of its model and its attestation today."""
        credential = credential_from(row.credential)
        credential = with_model_status(credential, row.model, now, lifts=lifts)
        return self.attestation_status.with_key_status(credential, row.key).at(now)

    def is_self_made(self, subject_id: Id) -> bool:
        """Whether the person made the account: nobody examined who they are."""
        return self.accounts.is_self_made(subject_id)

    def reads_cards_elsewhere(self) -> bool:
        """Whether a telephone may read an identity card for another screen."""
        return self.cards_elsewhere

    def pieces(self, subject_id: Id) -> Pieces:
        """The evidence the person could give, by the means the operator allows."""
        return self.available_pieces(self.held(subject_id))

    def available_pieces(self, held: Collection[Credential], at: datetime | None = None) -> Pieces:
        """The evidence these credentials could give now, or `at` a moment if nothing changes."""
        found = available_evidence(held, self._disabled(), at or self.context.clock.now())
        if self.cards_elsewhere:
            return found
        return frozenset(piece for piece in found if piece.kind not in _CARDS_ELSEWHERE)

    def enrolled_pieces(self, subject_id: Id) -> Pieces:
        """The evidence the credentials were enrolled for: `evidence_rules.enrolled_evidence`."""
        return enrolled_evidence(self.held(subject_id), self.context.clock.now())

    def offered_pieces(self) -> frozenset[EvidenceKind]:
        """The evidence this installation offers, before the person is known."""
        offered = _without(self._disabled())
        if not self.cards_elsewhere:
            offered -= _CARDS_ELSEWHERE
        # Without a known model, asking for level 3 would lead into a dead end.
        if not (self.models_lift() and self.metadata.shows_biometrics()):
            offered -= _BY_METADATA
        return offered if self.attestation_status.offered() else offered - _BY_APPLICATION

    def models_lift(self) -> bool:
        """Whether two persons decided that a passkey's model may lift what it proves (X16.3)."""
        return bool(self.policy.value(Switch.BIOMETRIC_PASSKEYS))

    def waits_until(self, subject_id: Id) -> datetime | None:
        """When the last pending credential becomes effective; None when none is pending."""
        row = self.context.database.one(_WAITING, subject=subject_id, now=self.context.clock.now())
        return None if row is None else row.effective_at

    def allowed(self, kind: CredentialKind) -> bool:
        """Whether the operator's switch leaves this means on (D3.8)."""
        return CREDENTIAL_TYPES[kind].means not in self._disabled()

    def change_refusal(self, subject_id: Id) -> Refused | None:
        """Why this account's credentials cannot be changed now, or None.

        ACCOUNT_LOCKED; as `sign_in_refusal`, as nobody gets or has a means of an organisation.
        """
        standing = self.accounts.status_of(subject_id)
        reason = sign_in_refusal(standing)
        if standing is not None and standing.state is AccountState.LOCKED:
            reason = Reason.ACCOUNT_LOCKED
        return None if reason is None else Refused(reason)

    def begin(self, subject_id: Id, by: Basis | None) -> Refused | None:
        """Begin a change of this person's credentials; refused for a locked account.

        Refused as `change_refusal`, and as `begin_change`.
        """
        refused = begin_change(self.endings, subject_id, by) or self.change_refusal(subject_id)
        if refused is None and by is not None and by.session_id is not None:
            made = self.endings.shown_by(by) is None
            return Refused(Reason.FRESH_SIGN_IN_REQUIRED) if made else None
        return refused

    def begin_adding(
        self, subject_id: Id, kind: CredentialKind, by: Basis | None
    ) -> Refused | None:
        """Begin a change that adds a credential of a kind of which a person may hold several.

        Refused while a session asks and no letter about it could be sent
        (`notices.domain.REPEATABLE`). Refused TOO_MANY_TRIES (`retry_at`), and as `begin`.
        """
        return self.begin(subject_id, by) or self._untold(subject_id, kind, by)

    def _untold(self, subject_id: Id, kind: CredentialKind, by: Basis | None) -> Refused | None:
        """TOO_MANY_TRIES while a session asks and no letter about the addition could be sent."""
        if by is None or by.session_id is None:
            return None
        added = NoticeKind.CREDENTIAL_ADDED
        quiet_until = self.notices.quiet_until(subject_id, added, {"kind": kind.value})
        return None if quiet_until is None else Refused(Reason.TOO_MANY_TRIES, quiet_until)

    def removal_refusal(self, targets: Iterable[Credential], by: Basis | None) -> Refused | None:
        """Whether the session of `by` may remove or replace these credentials.

        After `begin`. Without a session an officer or the operator does it. Refused
        OLDER_MEANS_NEEDED (`seniority.may_remove`).
        """
        if by is None or by.session_id is None:
            return None
        shown, held = self.endings.shown_by(by) or (), self.held(by.subject_id)
        now = self.context.clock.now()
        entitled = all(may_remove(each, shown, held, now) for each in targets)
        return None if entitled else Refused(Reason.OLDER_MEANS_NEEDED)

    def begin_replacing(
        self, subject_id: Id, kind: CredentialKind, by: Basis | None
    ) -> tuple[Credential, ...] | Refused:
        """Begin a change that puts a new means in the place of those of its kind; these.

        Where there is none of its kind it is an addition. Refused as `begin_adding`, and as
        `removal_refusal`.
        """
        refused = self.begin(subject_id, by)
        if refused is not None:
            return refused
        replaced = tuple(each for each in self.lock_held(subject_id) if each.kind is kind)
        if not replaced:
            return self._untold(subject_id, kind, by) or replaced
        return self.removal_refusal(replaced, by) or replaced

    def lock_held(self, subject_id: Id) -> tuple[Credential, ...]:
        """Lock the account and return its credentials: other changes wait for this unit of work."""
        self.endings.lock_account(subject_id)
        whose = CREDENTIAL.c.subject_id == subject_id
        in_order = select(CREDENTIAL.c.id).where(whose).order_by(CREDENTIAL.c.id)
        with self.context.database.transaction():
            self.context.database.all(in_order.with_for_update())
            return self.held(subject_id)

    def owner_of(self, credential_id: Id) -> Id | None:
        """The owner of a credential."""
        row = self.context.database.one(_OWNER, credential=credential_id)
        return None if row is None else row.subject_id

    def own_account_binding(
        self, subject_id: Id, shown: Collection[ShownPiece], transaction_id: Id
    ) -> Binding | None:
        """The binding of a sign-in to the own account; None when its evidence was lowered since.

        A person with printed codes of a counter only starts anew, as at the first activation.
        """
        held = self.held(subject_id)
        standing = {each.id for each in held if each.disabled_at is None}
        leant_on = {each.credential_id for each in shown if each.piece.kind in STOPPABLE}
        if not leant_on <= standing:
            return None
        anew = all(each.kind is CredentialKind.RECOVERY_CODES for each in held)
        kind = CeremonyKind.ACTIVATION if held and anew else CeremonyKind.OWN_ACCOUNT
        return Binding(kind, tuple(shown), transaction_id)

    def bind(self, credential: Credential, binding: Binding) -> Credential:
        """A credential about to be enrolled, with its binding by this ceremony.

        Called before the replaced credential is erased, as that counts for the account's level. A
        pending one waits for the longer of the two cool-offs, until a letter about it was handed
        over.
        """
        now, made = self.context.clock.now(), self._apply_binding(credential, binding)
        if binding.kind is CeremonyKind.DESK_BY_EYE:
            return self._raised(replace(credential, effective_at=now), made, at_once(made))
        wait = self.cool_off.without_letter if made.waits else timedelta(0)
        return replace(
            credential,
            bound=made.bound,
            identity=made.identity,
            resistant=made.resistant,
            effective_at=now + wait,
        )

    def rebind(self, subject_id: Id, credential_ids: Collection[Id], binding: Binding) -> None:
        """Bind existing credentials by a ceremony outside of the account, such as a desk.

        A visual comparison counts for 2 at once, and fully after the cool-off. Joins the caller's
        transaction.
        """
        now, bound = self.context.clock.now(), {}
        for each in self.held(subject_id):
            if each.id in credential_ids and each.disabled_at is None:
                made = self._apply_binding(each, binding)
                anew = self._raised(replace(each, effective_at=now), made, at_once(made))
                self.bindings.rebind(anew)
                bound[each.id] = binding_result(anew)
        self.bindings.record(subject_id, binding, bound)

    def _raised(self, credential: Credential, made: Bound, first: Bound) -> Credential:
        """A credential with a ceremony's binding: `first` at once, the rest after the cool-off.

        Its present binding is never lowered.
        """
        anew = replace(
            credential,
            bound=max(credential.bound, first.bound),
            identity=credential.identity or first.identity,
            resistant=credential.resistant or first.resistant,
        )
        more = made.bound > anew.bound or (made.identity and not anew.identity)
        if not made.waits or not more or made.bound <= (anew.rises_to or LEAST):
            return anew
        return replace(
            anew,
            rises_to=made.bound,
            rises_identity=made.identity,
            rises_at=self.context.clock.now() + self.cool_off.without_letter,
        )

    def _apply_binding(self, credential: Credential, binding: Binding) -> Bound:
        """The binding by a ceremony; lowered where a dishonest officer took part.

        To nobody's identity where there is none but the person's own word.
        """
        made = bind(
            binding.kind,
            binding.pieces,
            gives=type_of(credential).binds_as,
            guard=level_for_change(self.enrolled_pieces(credential.subject_id)),
        )
        if made.identity and self.accounts.is_self_made(credential.subject_id):
            made = replace(made, identity=False)
        dishonest = self.bindings.involves_fraud(binding.officers, self.context.clock.now())
        return doubted(made) if dishonest else made

    def _bind_with_proven(
        self, credential: Credential, binding: Binding
    ) -> dict[Id, BindingResult]:
        """The new credential, and those shown for it where their binding is raised."""
        bound: dict[Id, BindingResult] = {credential.id: binding_result(credential)}
        if binding.kind is not CeremonyKind.OWN_ACCOUNT:
            return bound
        made = bound_anew(
            binding.pieces, level_for_change(self.enrolled_pieces(credential.subject_id))
        )
        proven = {each.credential_id for each in binding.proven}
        for each in self.held(credential.subject_id):
            if (
                each.id in proven
                and each.utmost < made.bound
                and not each.pending(self.context.clock.now())
            ):
                anew = self._raised(each, made, Bound(LEAST) if made.waits else made)
                self.bindings.rebind(anew)
                bound[each.id] = binding_result(anew)
        return bound

    def _disabled(self) -> frozenset[Means]:
        return frozenset(map(Means, self.policy.value(Switch.DISABLED_MEANS)))
