"""Every procedure there is."""

from collections.abc import Mapping
from typing import Final

from idp.casework.domain.procedure import Procedure
from idp.violations.procedures import MISUSE

PROCEDURES: Final[Mapping[str, Procedure]] = {each.name: each for each in (MISUSE,)}
"""By name, in the order of the pages that show them."""
