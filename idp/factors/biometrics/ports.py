"""Ports of the factor; adapters in `platform.biometrics` implement them."""

from typing import Protocol

from idp.kernel.biometrics import Capture, Compared, Comparison, Judged


class BiometricVerifier(Protocol):
    def verify(self, comparison: Comparison, *, seconds: float) -> Compared:
        """A 1:1 answer within so many seconds; whatever fails is UNAVAILABLE, nothing is raised."""
        ...


class LivenessProvider(Protocol):
    def assess(self, capture: Capture, *, seconds: float) -> Judged:
        """A judgement within so many seconds; whatever fails is UNAVAILABLE, nothing is raised."""
        ...
