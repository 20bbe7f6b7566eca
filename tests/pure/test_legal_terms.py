"""Every term of requirements S2, with the examples of the requirements as one table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from idp.kernel.clock import VIET_NAM
from idp.kernel.rule_sets import RuleSetName
from idp.law.calendar_files import calendar_of_viet_nam
from idp.law.calendars import Certainty
from idp.law.counting import CalendarEnds, count, due, parts
from idp.law.rule_sets import rule_set
from idp.law.terms import Instrument, Seen, TermId
from idp.law.units import Unit

CALENDAR: Final = calendar_of_viet_nam()
DRAFT, DECREE = RuleSetName.DRAFT_2024, RuleSetName.DECREE_69_2024
STRICT: Final = "draft-2024+strict"
T = TermId


def civil(text: str) -> datetime:
    """An instant in the civil time of Viet Nam; `24:00` is the end of the day."""
    day, at = text.split()
    late = at == "24:00"
    said = datetime.fromisoformat(f"{day}T{'00:00' if late else at}").replace(tzinfo=VIET_NAM)
    return said + timedelta(days=late)


@dataclass(frozen=True)
class Example:
    """`said` is the text of the requirements, shortened."""

    norm: str
    term: TermId
    start: str
    due: str
    said: str
    rules: str = DRAFT


EXAMPLES: Final = (
    # section 7
    Example("D13.0", T.ISSUE_CITIZEN_LEVEL_2, "2024-07-03 10:00", "2024-07-08 24:00",
            "submitted Monday, completed Wednesday: runs from Wednesday"),
    Example("D13.1a", T.ISSUE_CITIZEN_LEVEL_1, "2024-07-05 10:00", "2024-07-08 24:00",
            "complete Fri 10:00: end of Monday"),
    Example("D13.1b", T.ISSUE_CITIZEN_LEVEL_2, "2024-08-29 09:00", "2024-09-05 24:00",
            "Thursday before National Day: Thursday after"),
    Example("D13.2", T.ISSUE_CITIZEN_WITHOUT_CARD, "2024-07-01 08:00", "2024-07-10 24:00",
            "Mon 1 July: Wed 10 July"),
    Example("D13.3a", T.ISSUE_FOREIGNER_LEVEL_1, "2024-07-05 10:00", "2024-07-08 24:00",
            "as D13.1a"),
    Example("D13.3b", T.ISSUE_FOREIGNER_LEVEL_2, "2024-07-01 08:00", "2024-07-04 24:00",
            "Mon 1 July: Thu 4 July"),
    Example("D13.3c", T.ISSUE_FOREIGNER_LEVEL_2_TO_ENROL, "2024-07-01 08:00", "2024-07-10 24:00",
            "Mon 1 July: Wed 10 July"),
    Example("D13.4a", T.ISSUE_ORGANISATION, "2024-07-05 16:59", "2024-07-08 24:00",
            "Fri 5 July: Mon 8 July"),
    Example("D13.4b", T.ISSUE_ORGANISATION_NOT_ON_FILE, "2024-08-05 08:00", "2024-08-20 24:00",
            "Mon 5 August: Tue 20 August"),
    Example("D13.4b", T.ISSUE_ORGANISATION_NOT_ON_FILE, "2024-08-16 08:00", "2024-09-04 24:00",
            "day 15 is Sat 31 August: end of Wed 4 September"),
    Example("X7.1", T.FORWARD_LOCK, "2024-07-05 09:00", "2024-07-08 24:00",
            "1 day from Friday, rolled: Monday"),
    Example("X7.1", T.FORWARD_LOCK, "2024-07-05 09:00", "2024-07-06 24:00",
            "1 day from Friday, strict: Saturday", STRICT),
    Example("X7.1", T.NOTIFY_STOP_OF_USE, "2024-07-05 23:30", "2024-07-06 01:30",
            "2 hours from Fri 23:30: Sat 01:30, never rolled"),
    Example("X7.3", T.FORWARD_LOCK, "2024-07-05 09:00", "2024-07-08 24:00",
            "draft: 1 calendar day"),
    Example("X7.3", T.FORWARD_LOCK, "2024-04-26 09:00", "2024-05-02 24:00",
            "draft: day 1 is Sat 27 April, the next working day is 2 May"),
    Example("X7.3", T.FORWARD_LOCK, "2024-04-26 09:00", "2024-05-02 24:00",
            "decree: the first working day is 2 May", DECREE),
    # activation
    Example("D14.1-1", T.ACTIVATE_ACCOUNT, "2024-07-01 09:00", "2024-07-08 24:00",
            "delivered Mon 1 July: 8 July 23:59 succeeds, 9 July 00:00 does not"),
    Example("D10.1c-2", T.ACTIVATE_ACCOUNT, "2024-07-01 09:00", "2024-07-08 24:00",
            "delivered by SMS at 09:00: end of 8 July"),
    # locking and unlocking
    Example("D15.2d-1", T.FORWARD_LOCK, "2024-07-11 15:00", "2024-07-12 24:00",
            "received Thu 15:00: end of Friday"),
    Example("D15.2d-1", T.FORWARD_LOCK, "2024-07-12 15:00", "2024-07-15 24:00",
            "received Friday: rolled to Monday"),
    Example("D15.2d-1", T.FORWARD_LOCK, "2024-07-12 15:00", "2024-07-13 24:00",
            "received Friday, strict: Saturday", STRICT),
    Example("D15.2dd-1", T.DECIDE_LOCK, "2024-07-08 11:00", "2024-07-10 24:00",
            "forwarded Mon 8 July: Wed 10 July"),
    Example("D15.3c", T.FORWARD_UNLOCK, "2024-07-11 15:00", "2024-07-12 24:00", "as D15.2d-1"),
    Example("D15.3c", T.FORWARD_UNLOCK, "2024-07-12 15:00", "2024-07-15 24:00",
            "final: 1 working day", DECREE),
    Example("D15.3d-1", T.DECIDE_UNLOCK, "2024-07-08 11:00", "2024-07-10 24:00", "as D15.2dd-1"),
    Example("D30.3", T.FORWARD_CARD_LOCK, "2024-07-11 15:00", "2024-07-12 24:00", "as D15.2d-1"),
    Example("D30.4-1", T.DECIDE_CARD_LOCK, "2024-07-08 11:00", "2024-07-10 24:00",
            "2 working days"),
    Example("D31.3", T.FORWARD_CARD_UNLOCK, "2024-07-11 15:00", "2024-07-12 24:00", "as D15.2d-1"),
    Example("D31.4-1", T.DECIDE_CARD_UNLOCK, "2024-07-08 11:00", "2024-07-10 24:00",
            "2 working days"),
    # use at one relying party
    Example("B2.2-2", T.STOP_USE, "2024-07-05 23:30", "2024-07-05 23:30", "at once"),
    Example("B2.2-3", T.NOTIFY_STOP_OF_USE, "2024-07-05 23:30", "2024-07-06 01:30",
            "stopped Fri 23:30: Sat 01:30"),
    Example("B3.2-2", T.RESTORE_USE, "2024-07-05 16:10", "2024-07-05 16:10", "at once"),
    Example("B3.2-3", T.NOTIFY_RESTORATION_OF_USE, "2024-07-05 16:10", "2024-07-05 18:10",
            "restored 16:10: 18:10 the same day"),
    # what is kept
    Example("D17.2-1", T.KEEP_USE_HISTORY, "2019-07-01 10:00", "2024-07-01 24:00", "5 years"),
    Example("D29.3-2", T.KEEP_CARD_USE_HISTORY, "2019-07-01 10:00", "2024-07-01 24:00",
            "used 1 July 2019: gone in the run of 2 July 2024"),
    # connections and licences
    Example("D18.3b-1", T.APPRAISE_CONNECTION, "2024-07-01 08:00", "2024-07-31 24:00",
            "Mon 1 July: Wed 31 July"),
    Example("D24.2b", T.CHECK_LICENCE_DOSSIER, "2024-07-08 08:00", "2024-07-11 24:00",
            "Mon 8 July: Thu 11 July"),
    Example("D24.2c-1", T.ASK_MINISTRIES, "2024-07-08 08:00", "2024-07-11 24:00",
            "Mon 8 July: Thu 11 July"),
    Example("D24.2c-2", T.ANSWER_OF_MINISTRY, "2024-07-12 08:00", "2024-07-22 24:00",
            "12 July: Mon 22 July"),
    Example("D24.2d-1", T.DECIDE_LICENCE, "2024-07-08 08:00", "2024-08-07 24:00",
            "Mon 8 July: Wed 7 August"),
    Example("D25.1a", T.CHANGE_LICENCE_PARTICULARS, "2024-07-01 08:00", "2024-07-11 24:00",
            "Mon 1 July: Thu 11 July"),
    Example("D25.1b", T.CHANGE_LICENCE_SCHEME, "2024-07-01 08:00", "2024-07-31 24:00", "30 days"),
    Example("D25.2b", T.REISSUE_LICENCE, "2024-07-05 08:00", "2024-07-10 24:00",
            "Fri 5 July: Wed 10 July"),
    Example("D26.1a", T.PROVIDER_INACTIVE, "2025-01-15 12:00", "2025-07-15 00:00",
            "last activity 15 January 2025: a proposal on 15 July"),
    Example("D34.1dd-1", T.REPORT_HALF_YEAR, "2025-01-01 00:00", "2025-07-01 00:00",
            "the half year ends on 30 June 2025"),
    Example("D34.1dd-1", T.REPORT_YEAR, "2025-01-01 00:00", "2026-01-01 00:00",
            "the year ends on 31 December 2025"),
    Example("D34.1dd-1", T.SUBMIT_REPORT, "2025-06-30 12:00", "2025-07-15 24:00",
            "ended 30 June 2025, due 15 July: late on 16 July"),
    # losses, misuse, proposals, dossiers
    Example("D32.3", T.STOP_LOST_MEANS, "2024-07-06 02:00", "2024-07-06 02:00",
            "at 02:00, at once"),
    Example("D32.3", T.TAKE_LOSS_CASE, "2024-07-06 02:00", "2024-07-08 24:00",
            "policy: 1 working day"),
    Example("D32.3", T.CLOSE_LOSS_CASE, "2024-07-01 08:00", "2024-07-10 24:00",
            "policy: 7 working days"),
    Example("D4.5", T.TAKE_MISUSE_CASE, "2024-07-05 10:00", "2024-07-08 24:00",
            "policy: 1 working day"),
    Example("D4.5", T.CLOSE_MISUSE_CASE, "2024-07-01 08:00", "2024-07-22 24:00",
            "policy: 15 working days"),
    Example("D4.8", T.APPROVE_PROPOSAL, "2024-07-05 08:00", "2024-07-12 24:00",
            "policy: 5 working days"),
    Example("D8.1", T.DECIDE_CORRECTION, "2024-07-01 08:00", "2024-07-15 24:00",
            "policy: 10 working days"),
    Example("V3-1", T.ACKNOWLEDGE_DOSSIER, "2024-07-05 16:00", "2024-07-08 16:00",
            "received Fri 16:00: Mon 16:00"),
    Example("V3-1", T.ACKNOWLEDGE_DOSSIER, "2024-07-06 10:00", "2024-07-08 17:00",
            "received Sat 10:00: Mon 17:00"),
)  # fmt: skip
EDGES: Final = (
    Example("X7.1", T.ISSUE_CITIZEN_LEVEL_1, "2024-07-05 23:59", "2024-07-08 24:00",
            "a minute before midnight is still Friday"),
    Example("X7.1", T.ISSUE_CITIZEN_LEVEL_1, "2024-07-05 24:00", "2024-07-08 24:00",
            "midnight is Saturday already"),
    Example("X7.1", T.ISSUE_CITIZEN_LEVEL_1, "2024-07-07 24:00", "2024-07-09 24:00",
            "the first instant of Monday"),
    Example("X7.1", T.ISSUE_CITIZEN_LEVEL_1, "2024-02-07 15:00", "2024-02-15 24:00",
            "over the lunar new year of 2024"),
    Example("X7.1", T.ISSUE_CITIZEN_LEVEL_1, "2025-01-24 15:00", "2025-02-03 24:00",
            "over the lunar new year of 2025"),
    Example("X7.1", T.ISSUE_CITIZEN_LEVEL_1, "2026-02-13 15:00", "2026-02-23 24:00",
            "over the lunar new year of 2026"),
    Example("X7.1", T.ISSUE_CITIZEN_LEVEL_1, "2024-05-03 15:00", "2024-05-04 24:00",
            "a Saturday that is made up for is worked"),
    Example("X7.1", T.FORWARD_LOCK, "2025-04-25 15:00", "2025-04-26 24:00",
            "1 day to a Saturday that is worked does not roll"),
    Example("X7.1", T.FORWARD_LOCK, "2025-05-01 15:00", "2025-05-05 24:00",
            "1 day to a Friday that was swapped rolls"),
    Example("X7.1", T.ACKNOWLEDGE_DOSSIER, "2026-01-09 16:00", "2026-01-10 16:00",
            "working hours run on a Saturday that is worked"),
    Example("X7.1", T.ACKNOWLEDGE_DOSSIER, "2024-07-05 12:30", "2024-07-08 12:00",
            "received at lunch: half of the hours after it"),
    Example("X7.1", T.ACKNOWLEDGE_DOSSIER, "2024-07-05 17:00", "2024-07-08 17:00",
            "received when the office closes"),
    Example("X7.1", T.KEEP_USE_HISTORY, "2024-02-29 10:00", "2029-02-28 24:00",
            "5 years from 29 February"),
    Example("X7.1", T.PROVIDER_INACTIVE, "2024-08-31 10:00", "2025-02-28 00:00",
            "6 months from 31 August"),
    Example("X7.1", T.PROVIDER_INACTIVE, "2023-08-31 10:00", "2024-02-29 00:00",
            "6 months from 31 August to a leap year"),
    Example("X7.1", T.CHANGE_LICENCE_PARTICULARS, "2024-02-19 10:00", "2024-02-29 24:00",
            "10 days to 29 February"),
)  # fmt: skip
"""Holidays, midnight, ends of months and 29 February."""
SECTION_7: Final = tuple(each for each in EXAMPLES if each.norm.startswith("D13."))


def named(example: Example) -> str:
    return f"{example.norm}: {example.said}"


def due_of(example: Example) -> datetime:
    return due(rule_set(example.rules).terms[example.term], civil(example.start), CALENDAR)


@pytest.mark.norm(
    "D13.0", "D13.1a", "D13.1b", "D13.2", "D13.3a", "D13.3b", "D13.3c", "D13.4a", "D13.4b",
    limb="how the term is counted",
)  # fmt: skip
@pytest.mark.parametrize("example", SECTION_7, ids=named)
def test_a_term_of_issuing_ends_as_the_requirements_say(example: Example) -> None:
    assert due_of(example) == civil(example.due)


@pytest.mark.norm("X7.1")
@pytest.mark.parametrize(
    "example", [each for each in (*EXAMPLES, *EDGES) if each.norm == "X7.1"], ids=named
)
def test_days_hours_and_rolling_are_counted_by_the_civil_code(example: Example) -> None:
    assert due_of(example) == civil(example.due)


@pytest.mark.parametrize("example", [each for each in EXAMPLES if each not in SECTION_7], ids=named)
def test_every_other_example_of_the_requirements_holds(example: Example) -> None:
    assert due_of(example) == civil(example.due)


def test_every_term_has_an_example() -> None:
    assert {example.term for example in EXAMPLES} == set(TermId)


def test_the_examples_of_a_term_name_its_norm() -> None:
    elsewhere = {"X7.1", "X7.3", "D13.0", "D10.1c-2"}
    for example in EXAMPLES:
        norms = rule_set(example.rules).terms[example.term].norms
        assert example.norm in {*norms, *elsewhere}


@pytest.mark.norm("X7.3", limb="both rule sets")
def test_a_lock_is_forwarded_in_a_day_by_the_draft_and_a_working_day_by_the_decree() -> None:
    draft, decree = (rule_set(each).terms[T.FORWARD_LOCK] for each in (DRAFT, DECREE))
    assert (draft.length, draft.unit) == (1, Unit.DAY)
    assert (decree.length, decree.unit) == (1, Unit.WORKING_DAY)


S2: Final[Mapping[tuple[TermId, ...], tuple[int, Unit]]] = {
    (T.ISSUE_CITIZEN_LEVEL_1, T.ISSUE_FOREIGNER_LEVEL_1, T.ISSUE_ORGANISATION): (
        1,
        Unit.WORKING_DAY,
    ),
    (T.ISSUE_CITIZEN_LEVEL_2, T.ISSUE_FOREIGNER_LEVEL_2): (3, Unit.WORKING_DAY),
    (T.ISSUE_CITIZEN_WITHOUT_CARD, T.ISSUE_FOREIGNER_LEVEL_2_TO_ENROL): (7, Unit.WORKING_DAY),
    (T.ISSUE_ORGANISATION_NOT_ON_FILE,): (15, Unit.DAY),
    (T.ACTIVATE_ACCOUNT,): (7, Unit.DAY),
    (T.FORWARD_LOCK, T.FORWARD_UNLOCK, T.FORWARD_CARD_LOCK, T.FORWARD_CARD_UNLOCK): (1, Unit.DAY),
    (T.DECIDE_LOCK, T.DECIDE_UNLOCK, T.DECIDE_CARD_LOCK, T.DECIDE_CARD_UNLOCK): (
        2,
        Unit.WORKING_DAY,
    ),
    (T.NOTIFY_STOP_OF_USE, T.NOTIFY_RESTORATION_OF_USE): (2, Unit.HOUR),
    (T.KEEP_USE_HISTORY, T.KEEP_CARD_USE_HISTORY): (5, Unit.YEAR),
    (T.APPRAISE_CONNECTION, T.DECIDE_LICENCE, T.CHANGE_LICENCE_SCHEME): (30, Unit.DAY),
    (T.CHECK_LICENCE_DOSSIER, T.ASK_MINISTRIES, T.REISSUE_LICENCE): (3, Unit.WORKING_DAY),
    (T.ANSWER_OF_MINISTRY, T.CHANGE_LICENCE_PARTICULARS): (10, Unit.DAY),
    (T.PROVIDER_INACTIVE, T.REPORT_HALF_YEAR): (6, Unit.MONTH),
    (T.REPORT_YEAR,): (1, Unit.YEAR),
    (T.ACKNOWLEDGE_DOSSIER,): (8, Unit.WORKING_HOUR),
}
"""Each row of requirements S2 with a length, as it stands there (the draft)."""
AT_ONCE: Final = {T.STOP_USE, T.RESTORE_USE, T.STOP_LOST_MEANS}
NOT_IN_S2: Final = {
    T.SUBMIT_REPORT,
    T.TAKE_LOSS_CASE,
    T.CLOSE_LOSS_CASE,
    T.TAKE_MISUSE_CASE,
    T.CLOSE_MISUSE_CASE,
    T.APPROVE_PROPOSAL,
    T.DECIDE_CORRECTION,
}
"""The day by which a report is due, and terms of this product."""


@pytest.mark.parametrize("terms", S2, ids=lambda terms: terms[0])
def test_each_row_of_the_table_of_deadlines_is_a_term(terms: tuple[TermId, ...]) -> None:
    found = [rule_set(DRAFT).terms[each] for each in terms]
    assert {(each.length, each.unit) for each in found} == {S2[terms]}


def test_no_term_is_missing_in_the_table_of_deadlines() -> None:
    listed = [each for terms in S2 for each in terms]
    assert len(listed) == len(set(listed))
    assert {*listed, *AT_ONCE, *NOT_IN_S2} == set(TermId)
    assert {each for each in TermId if rule_set(DRAFT).terms[each].at_once} == AT_ONCE


def differences() -> Iterator[TermId]:
    draft, decree = rule_set(DRAFT).terms, rule_set(DECREE).terms
    for each in TermId:
        if (draft[each].length, draft[each].unit) != (decree[each].length, decree[each].unit):
            yield each


def test_the_two_texts_differ_where_the_final_decree_is_known_to_differ() -> None:
    forwards = {T.FORWARD_LOCK, T.FORWARD_UNLOCK, T.FORWARD_CARD_LOCK, T.FORWARD_CARD_UNLOCK}
    assert set(differences()) == forwards


@pytest.mark.norm("D1", limb="each term of a rule set")
@pytest.mark.parametrize("name", RuleSetName)
def test_every_term_cites_a_law_or_says_that_it_is_policy(name: RuleSetName) -> None:
    for term in rule_set(name).terms.values():
        assert term.norms
        if term.instrument is not Instrument.POLICY:
            assert term.article or term.instrument is Instrument.ONE_STOP
        else:
            assert term.citation == "policy"


def test_what_was_not_seen_in_the_final_text_is_marked() -> None:
    assert rule_set(DECREE).terms[T.FORWARD_LOCK].seen is Seen.EXPECTED
    assert rule_set(DECREE).terms[T.FORWARD_UNLOCK].seen is Seen.IN_TEXT
    assert all(term.seen is Seen.IN_TEXT for term in rule_set(DRAFT).terms.values())


def test_the_first_instant_that_is_too_late_is_midnight() -> None:
    activation = rule_set(DRAFT).terms[T.ACTIVATE_ACCOUNT]
    ends = due(activation, civil("2024-07-01 09:00"), CALENDAR)
    assert civil("2024-07-08 23:59") < ends == datetime(2024, 7, 8, 17, tzinfo=UTC)
    assert ends.tzinfo is UTC


def test_a_term_that_is_not_published_yet_is_marked() -> None:
    term = rule_set(DRAFT).terms[T.ISSUE_CITIZEN_LEVEL_1]
    assert count(term, civil("2026-12-30 09:00"), CALENDAR).certainty is Certainty.PUBLISHED
    counted = count(term, civil("2026-12-31 09:00"), CALENDAR)
    assert counted.certainty is Certainty.PROVISIONAL
    assert counted.at == civil("2027-01-04 24:00")


def test_a_day_that_is_not_settled_is_counted_as_worked_and_marked() -> None:
    term = rule_set(DRAFT).terms[T.ISSUE_CITIZEN_LEVEL_1]
    counted = count(term, civil("2026-11-23 09:00"), CALENDAR)
    assert (counted.at, counted.certainty) == (civil("2026-11-24 24:00"), Certainty.PROVISIONAL)


def test_beyond_the_calendar_a_term_is_refused_or_marked() -> None:
    term = rule_set(DRAFT).terms[T.DECIDE_LICENCE]
    with pytest.raises(CalendarEnds, match="2028"):
        due(term, civil("2027-12-15 09:00"), CALENDAR)
    assert count(term, civil("2027-12-15 09:00"), CALENDAR).certainty is Certainty.UNKNOWN


@pytest.mark.parametrize("term", [T.NOTIFY_STOP_OF_USE, T.KEEP_USE_HISTORY, T.PROVIDER_INACTIVE])
def test_what_asks_no_calendar_is_certain_in_every_year(term: TermId) -> None:
    counted = count(rule_set(DRAFT).terms[term], civil("2040-02-29 09:00"), CALENDAR)
    assert counted.certainty is Certainty.PUBLISHED


def test_an_instant_without_a_zone_starts_no_term() -> None:
    with pytest.raises(ValueError, match="time zone"):
        due(rule_set(DRAFT).terms[T.FORWARD_LOCK], datetime(2024, 7, 5, 9), CALENDAR)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("term", "percent", "at"),
    [
        (T.NOTIFY_STOP_OF_USE, 75, "2024-07-06 01:00"),
        (T.ACKNOWLEDGE_DOSSIER, 75, "2024-07-08 14:30"),
        (T.ACKNOWLEDGE_DOSSIER, 50, "2024-07-08 11:30"),
        (T.FORWARD_LOCK, 50, "2024-07-07 11:45"),
    ],
)
def test_a_part_of_a_term_is_over(term: TermId, percent: int, at: str) -> None:
    """B2.2-3 escalates after 90 minutes, V3-1 after 6 working hours."""
    start = civil("2024-07-05 23:30" if term is not T.ACKNOWLEDGE_DOSSIER else "2024-07-05 16:30")
    _, (over,) = parts(rule_set(DRAFT).terms[term], start, CALENDAR, (percent,))
    assert over == civil(at)
