"""What activation needs of officers, who are beside it."""

from typing import Protocol


class FirstOfficers(Protocol):
    """The installation of the first two (`officers.installation`)."""

    def installed(self) -> bool:
        """Whether there were officers already, so that no printed link works."""

    def hold(self) -> None:
        """Until the end of this transaction `installed` stays as it is."""
