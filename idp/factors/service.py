"""What a person holds, and what happens to it: enrolled, used, flagged, refused, removed."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, delete, insert, select, update

from idp.assurance.kinds import EvidenceKind, Means
from idp.factors.domain import (
    MEANS,
    PROVES,
    Ceremony,
    Credential,
    CredentialKind,
    leaves_a_way_in,
    provable,
)
from idp.factors.metadata.service import AuthenticatorMetadata
from idp.factors.metadata.standing import OF_ITS_MODEL, STANDING, credential_fields
from idp.factors.tables import (
    AUTHENTICATOR_MODEL,
    CREDENTIAL,
    PASSKEY,
    PASSWORD,
    RECOVERY_CODE,
    TOTP,
)
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
    select(CREDENTIAL, *STANDING)
    .outerjoin(PASSKEY, PASSKEY.c.credential_id == CREDENTIAL.c.id)
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

_BY_METADATA: Final = frozenset({EvidenceKind.PASSKEY_BIOMETRIC})

ENROLLED: Final = {
    CredentialKind.PASSWORD: Happening.PASSWORD_SET,
    CredentialKind.TOTP: Happening.TOTP_ENROLLED,
    CredentialKind.PASSKEY: Happening.PASSKEY_ENROLLED,
    CredentialKind.RECOVERY_CODES: Happening.RECOVERY_CODES_RENEWED,
}
_SECRETS: Final = {
    CredentialKind.PASSWORD: PASSWORD,
    CredentialKind.TOTP: TOTP,
    CredentialKind.PASSKEY: PASSKEY,
    CredentialKind.RECOVERY_CODES: RECOVERY_CODE,
}


@dataclass(frozen=True)
class Credentials:
    """The list the person sees, and what every means writes when one of its own changes."""

    database: Database
    clock: Clock
    history: History
    notices: Notices
    policy: Policy
    metadata: AuthenticatorMetadata

    def held(self, subject_id: Id) -> tuple[Credential, ...]:
        """Everything the person holds, oldest first, flagged ones too."""
        now = self.clock.now()
        rows = self.database.all(_HELD, subject=subject_id)
        return tuple(Credential(**credential_fields(row, now)) for row in rows)

    def kinds(self, subject_id: Id) -> frozenset[EvidenceKind]:
        """What the person could prove with what they hold, as long as the operator allows it."""
        return provable(self.held(subject_id), self._disabled())

    def offered(self) -> frozenset[EvidenceKind]:
        """What anybody could be asked to prove here, before it is known who they are."""
        off = self._disabled()
        offered = frozenset(
            kind for means, kinds in PROVES.items() if MEANS[means] not in off for kind in kinds
        )
        # Where no model is known for it, to ask anybody for level 3 would lead into a dead end.
        return offered if self.metadata.shows_biometrics() else offered - _BY_METADATA

    def remove(self, subject_id: Id, credential_id: Id) -> Refused | None:
        """Delete a credential with its secret. Refused: NOT_FOUND, LAST_MEANS (D3.5)."""
        with self.database.transaction() as connection:
            # Two removals at once must not each see the other's credential still standing.
            whose = CREDENTIAL.c.subject_id == subject_id
            connection.execute(select(CREDENTIAL.c.id).where(whose).with_for_update())
            held = self.held(subject_id)
            gone = next((each for each in held if each.id == credential_id), None)
            if gone is None:
                return Refused(Reason.NOT_FOUND)
            if not leaves_a_way_in(held, credential_id):
                return Refused(Reason.LAST_MEANS)
            self.erase(gone)
            self.tell(gone, Happening.CREDENTIAL_REMOVED, NoticeKind.CREDENTIAL_REMOVED)
            return None

    def allowed(self, kind: CredentialKind) -> bool:
        """Whether the operator's switch leaves this means on (D3.8)."""
        return MEANS[kind] not in self._disabled()

    def enrol(
        self, credential: Credential, *, notice: NoticeKind = NoticeKind.CREDENTIAL_ADDED
    ) -> Credential:
        """Write a new credential, its history entry and the notice to its owner."""
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
            )
            self.tell(credential, ENROLLED[credential.kind], notice)
        return credential

    def erase(self, credential: Credential) -> None:
        """Delete the rows of a credential, inside the open transaction."""
        secret = _SECRETS[credential.kind]
        with self.database.transaction() as connection:
            connection.execute(delete(secret).where(secret.c.credential_id == credential.id))
            connection.execute(delete(CREDENTIAL).where(CREDENTIAL.c.id == credential.id))

    def use(self, credential_id: Id) -> bool:
        """Note that it was used; False when it was replaced, removed or flagged meanwhile."""
        with self.database.transaction():
            return self.database.change(_USED, credential=credential_id, now=self.clock.now()) == 1

    def flag(self, credential: Credential) -> None:
        """A copy of it seems to exist: it proves nothing any more, and its owner is told."""
        with self.database.transaction() as connection:
            connection.execute(
                update(CREDENTIAL)
                .where(CREDENTIAL.c.id == credential.id)
                .values(flagged_at=self.clock.now())
            )
            self.tell(credential, Happening.CREDENTIAL_FLAGGED, NoticeKind.CREDENTIAL_FLAGGED)

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

    def tell(self, credential: Credential, happening: Happening, notice: NoticeKind) -> None:
        """The history entry and the message of one change, inside the open transaction."""
        kind = credential.kind.value
        facts = {"kind": kind, "credential_id": credential.id}
        self.history.append(happening, subject_id=credential.subject_id, facts=facts)
        # What the person typed stays out of the history, which is in clear (D4.3).
        named = {"kind": kind, "label": credential.label}
        self.notices.tell(credential.subject_id, text_key=notice, facts=named)

    def _disabled(self) -> frozenset[Means]:
        return frozenset(map(Means, self.policy.value(Switch.DISABLED_MEANS)))
