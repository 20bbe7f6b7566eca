"""What officers need of slices above or beside them."""

from datetime import datetime
from typing import Protocol


class FaceComparison(Protocol):
    """Services that compare faces (`factors.biometrics.eligibility`)."""

    def compares_faces(self) -> bool:
        """Whether this installation can compare a face before the camera of a page now."""


class OpenedDesks(Protocol):
    """Sessions of the desk (`sessions.desk`)."""

    def opened(self, *, level: int, since: datetime) -> bool:
        """Whether anybody opened the desk in a sign-in of this level or above, since then."""
