"""What a run did, in numbers."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from idp.intake.domain.faults import CONFLICTS, FaultyLine


@dataclass(slots=True)
class ImportReport:
    """Counts of one run. `after`: the number of the last line that is done.

    `there`: people who were there already, with nothing else in the line. `conflicts`: those of
    whom the line says something else. `refused`: lines with a fault of their own.
    """

    dry_run: bool
    lines: int = 0
    registered: int = 0
    numbered: int = 0
    accounts: int = 0
    passwords: int = 0
    there: int = 0
    conflicts: int = 0
    refused: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    after: int = 0

    def note(self, found: FaultyLine) -> None:
        """Count a line that was not taken."""
        self.reasons.update({fault.reason for fault in found.faults})
        if all(fault.reason in CONFLICTS for fault in found.faults):
            self.conflicts += 1
        else:
            self.refused += 1

    def document(self) -> dict[str, Any]:
        """The report for machines."""
        return {
            "dry_run": self.dry_run,
            "lines": self.lines,
            "registered": self.registered,
            "numbers_assigned": self.numbered,
            "accounts": self.accounts,
            "passwords": self.passwords,
            "already_there": self.there,
            "conflicts": self.conflicts,
            "refused": self.refused,
            "reasons": {str(reason): count for reason, count in sorted(self.reasons.items())},
            "done_to_line": self.after,
        }
