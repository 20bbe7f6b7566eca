"""Eligibility for biometrics: which people, and by which services; checked at every use."""

from dataclasses import dataclass
from typing import Final

from idp.accounts.domain import AccountStatus
from idp.assurance.kinds import EvidenceKind, Means
from idp.assurance.pieces import Piece, Pieces, compared
from idp.factors.biometrics.domain import MEANS, BiometricProvider, CaptureChannel
from idp.factors.biometrics.domain.admissibility import person_admitted
from idp.factors.biometrics.providers import BiometricProviders
from idp.factors.biometrics.throttling import BiometricThrottle
from idp.kernel.biometrics import Modality
from idp.kernel.refusals import Reason, Refused
from idp.platform.cached import Cached
from idp.policy.domain import Switch
from idp.policy.service import Policy
from idp.subjects.domain import Source

_FACE_ON_PAGE: Final = frozenset({compared(EvidenceKind.FACE_ON_PAGE)})
_OFFER: Final = "face on a page"
_NOTHING: Final = frozenset[Piece]()


@dataclass(frozen=True)
class BiometricEligibility:
    policy: Policy
    providers: BiometricProviders
    tries: BiometricThrottle
    seen: Cached[str, Pieces]

    def pieces(self, account: AccountStatus | None) -> Pieces:
        """The evidence this person could show before the camera of a page now."""
        barred = account is None or self.refusal_reason(account) is not None
        return _NOTHING if barred else _FACE_ON_PAGE

    def offered(self) -> Pieces:
        """The biometric evidence this installation offers, before the person is known.

        Asked at each step of each sign-in, and five seconds old at most: it only offers.
        """
        return self.seen.get(_OFFER, self._offered_now)

    def compares_faces(self) -> bool:
        """Whether services in force compare a face before the camera of a page."""
        return not isinstance(self.services(Modality.FACE, CaptureChannel.PAGE), Refused)

    def refusal_reason(self, account: AccountStatus) -> Reason | None:
        """Why this person's face is not asked for; None when it is.

        MEANS_DISABLED when no service counts, ACCOUNT_LEVEL_INSUFFICIENT when no reference was
        enrolled under level 02 verification (X16.4), BIOMETRIC_DISABLED after too many failures.
        """
        services = self.services(Modality.FACE, CaptureChannel.PAGE)
        if isinstance(services, Refused):
            return services.reason
        if not self.allows(account):
            return Reason.ACCOUNT_LEVEL_INSUFFICIENT
        tries = self.tries.for_subject(account.subject_id, Modality.FACE)
        return None if tries.disabled_at is None else Reason.BIOMETRIC_DISABLED

    def services(
        self,
        modality: Modality,
        channel: CaptureChannel,
        source: Source = Source.IDENTITY_DB,
        *,
        only: bool = False,
    ) -> tuple[BiometricProvider, BiometricProvider] | Refused:
        """The services for matching and liveness, as `BiometricProviders.pair`.

        Refused: MEANS_DISABLED.
        """
        off = frozenset(map(Means, self.policy.value(Switch.DISABLED_MEANS)))
        pair = self.providers.pair(modality, channel, source, only=only)
        if MEANS[modality] in off or pair.gaps or pair.matcher is None or pair.liveness is None:
            return Refused(Reason.MEANS_DISABLED)
        return pair.matcher, pair.liveness

    def _offered_now(self) -> Pieces:
        return _FACE_ON_PAGE if self.compares_faces() else _NOTHING

    def allows(self, account: AccountStatus) -> bool:
        """Whether this person's reference was enrolled under level 02 verification."""
        only = bool(self.policy.value(Switch.BIOMETRICS_LEVEL_02_ONLY))
        return person_admitted(account.level, level_02_only=only)
