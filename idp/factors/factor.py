"""The protocol that the service of each factor implements.

Enrolment, and challenges before the proof (WebAuthn options, requested poses, a number on the
screen), differ with each factor and are no part of it: only the factor's own pages use them.
"""

from dataclasses import dataclass
from typing import ClassVar, Protocol, TypeVar

from idp.assurance.kinds import EvidenceKind
from idp.factors.callers import UNKNOWN_CALLER, Caller
from idp.factors.domain import VerificationContext, VerifiedFactor
from idp.kernel.refusals import Refused

Presented_contra = TypeVar("Presented_contra", contravariant=True)
VerifiedTogether = tuple[VerifiedFactor, VerifiedFactor]
"""Two factors that were presented in one form and are right together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithUsername:
    """A proof presented with a user name, by any caller; `caller` identifies it for throttling."""

    username: str
    caller: Caller = UNKNOWN_CALLER


class Factor(Protocol[Presented_contra]):
    """`kinds`: the evidence that it can give. `verify` takes what a person presents for it."""

    kinds: ClassVar[frozenset[EvidenceKind]]

    def verify(
        self, context: VerificationContext, presented: Presented_contra, /
    ) -> VerifiedFactor | VerifiedTogether | Refused:
        """The verified factor of this sign-in, used up if it can be used once; or a refusal.

        Every try that could be a guess is counted, and a refusal is written to the person's
        history. MEANS_DISABLED, without a try, where the operator switched the means off (D3.8).
        """
