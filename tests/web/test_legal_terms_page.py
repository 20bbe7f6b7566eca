"""The page of all terms of the law says what the rule set and the calendar say."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.rule_sets import RuleSetName
from idp.law.legal_time import LegalTime, legal_time
from idp.law.terms import DutyHolder, Instrument, Start, TermId
from idp.web.public.law_labels import (
    BORDER_PORTAL,
    DUTY_HOLDERS,
    GROUPS,
    INSTRUMENTS,
    RULE_SETS,
    STARTS,
)
from idp.web.public.legal_terms import ExampleKind, LegalTermsPage, legal_terms_page
from tests.support.http import Visitor
from tests.support.live import House

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
DRAFT, DECREE = RuleSetName
STATE = AccountsMode.STATE_SYSTEM


def counted(name: RuleSetName = DRAFT, *, rolls: bool = True) -> LegalTime:
    return legal_time(name, rolls=rolls, calendars=None)


def test_every_term_and_each_of_its_words_has_a_label() -> None:
    assert [term for names in GROUPS.values() for term in names] == list(TermId)
    assert set(STARTS) == set(Start)
    assert set(DUTY_HOLDERS) == set(DutyHolder)
    assert set(INSTRUMENTS) == set(Instrument)
    assert set(RULE_SETS) == set(BORDER_PORTAL) == set(RuleSetName)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "vi",
            (
                "Thời hạn theo luật",
                "7 ngày làm việc",
                "Điểm a khoản 1 Điều 13",
                "đến hết ngày 25/11/2026",
                "24/11/2026: chưa rõ có phải là ngày nghỉ hay không",
            ),
        ),
        (
            "en",
            (
                "Time limits of the law",
                "7 working days",
                "Article 13, clause 1, point a",
                "until the end of 25 November 2026",
                "24 November 2026: whether it is a day off is not settled",
                "provisional: no notice of the State is in the calendar yet",
            ),
        ),
    ],
)
def test_the_page_shows_lengths_basis_and_an_example(
    house: House, lang: str, words: tuple[str, ...]
) -> None:
    """The clock of the tests stands at 09:00 on Monday 23 November 2026."""
    text = Visitor(house.origin, language=lang).get("/public/deadlines").text
    for word in words:
        assert word in text
    assert text.count("<tr><th") == len(TermId) + len(GROUPS)


def ends(page: LegalTermsPage) -> dict[str, tuple[ExampleKind, datetime, bool]]:
    return {
        row.name: (row.example.kind, row.example.at, row.example.certain)
        for group in page.groups
        for row in group.terms
    }


def test_an_example_ends_as_the_term_does() -> None:
    named = {term: name for names in GROUPS.values() for term, name in names.items()}
    found = ends(legal_terms_page(counted(), NOW, STATE))
    assert found[named[TermId.STOP_LOST_MEANS]] == (ExampleKind.AT_ONCE, NOW, True)
    kind, at, certain = found[named[TermId.NOTIFY_STOP_OF_USE]]
    assert (kind, at.hour, certain) == (ExampleKind.AT, 4, True)
    kind, at, certain = found[named[TermId.PROVIDER_INACTIVE]]
    assert (kind, at, certain) == (
        ExampleKind.DAY_REACHED,
        datetime(2027, 5, 22, 17, tzinfo=UTC),
        True,
    )
    kind, at, certain = found[named[TermId.DECIDE_LOCK]]
    assert (kind, at.date(), certain) == (ExampleKind.DAY_OVER, date(2026, 11, 25), False)


def test_the_page_follows_the_rule_set_and_rolling() -> None:
    draft, decree = (legal_terms_page(counted(name), NOW, STATE) for name in (DRAFT, DECREE))
    strict = legal_terms_page(counted(rolls=False), NOW, STATE)
    assert (draft.strict, strict.strict) == (False, True)
    assert draft.text != decree.text
    forwards = [page.groups[1].terms[0] for page in (draft, decree)]
    assert [(each.unit, each.expected) for each in forwards] == [
        ("day", False),
        ("working_day", True),
    ]


def test_the_page_shows_the_years_that_matter() -> None:
    later = NOW.replace(year=2027)
    page = legal_terms_page(counted(), later, STATE)
    assert [(each.year, each.published) for each in page.years] == [(2027, False)]
    empty = replace(counted().calendar, years={})
    assert legal_terms_page(replace(counted(), calendar=empty), later, STATE).years == ()
