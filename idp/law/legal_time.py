"""The rule set and the calendar that an installation chose, as one value."""

from dataclasses import dataclass
from pathlib import Path

from idp.kernel.rule_sets import RuleSetName
from idp.law.calendar_files import BadLawData, calendar_of_viet_nam
from idp.law.calendars import Calendar
from idp.law.rule_sets import RuleSet, rule_set
from idp.law.terms import Term, TermId


@dataclass(frozen=True, slots=True)
class LegalTime:
    """What new clocks are counted with. A running clock keeps the rule set it was started under."""

    rules: RuleSet
    calendar: Calendar

    def term(self, term_id: TermId) -> Term:
        """The term of the chosen rule set."""
        return self.rules.terms[term_id]


def legal_time(name: RuleSetName, *, rolls: bool, calendars: Path | None) -> LegalTime:
    """The terms of one text and the calendar with the files of an own folder, all checked.

    Raises BadLawData, also for a folder that cannot be read.
    """
    rules = rule_set(name)
    try:
        calendar = calendar_of_viet_nam(calendars)
    except OSError as error:
        raise BadLawData(f"calendars: {error.filename}: {error.strerror}") from error
    return LegalTime(rules if rolls else rules.without_rolling(), calendar)
