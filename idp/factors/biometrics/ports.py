"""Ports of the factor; adapters in `platform.biometrics` implement them."""

from typing import Protocol

from idp.kernel.biometrics import Capture, Compared, Comparison, Judged


class BiometricVerifier(Protocol):
    def verify(self, comparison: Comparison, *, seconds: float) -> Compared:
        """A 1:1 comparison within so many seconds; every failure is UNAVAILABLE, no exception."""
        ...


class LivenessProvider(Protocol):
    def assess(self, capture: Capture, *, seconds: float) -> Judged:
        """A liveness check within so many seconds; every failure is UNAVAILABLE, no exception."""
        ...
