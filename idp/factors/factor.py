"""What a sign-in asks of a means of authentication: one protocol, which every service implements.

How a factor is enrolled, and what it asks for first (a challenge, a question to a camera, a number
beside the screen), differs with each and is no part of it: only the factor's own pages ask that.
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
    """What is presented with a user name, so by anybody: `caller` says where the try comes from."""

    username: str
    caller: Caller = UNKNOWN_CALLER


class Factor(Protocol[Presented_contra]):
    """`kinds`: the evidence that it can give. `verify` takes what a person presents for it."""

    kinds: ClassVar[frozenset[EvidenceKind]]

    def verify(
        self, context: VerificationContext, presented: Presented_contra, /
    ) -> VerifiedFactor | VerifiedTogether | Refused:
        """What this proves in this sign-in, used up where it works once; or why it proves nothing.

        Every try that could be a guess is counted, and what it is refused for stands in the
        person's history. MEANS_DISABLED, and nothing is tried, where the operator switched the
        means off (D3.8).
        """
