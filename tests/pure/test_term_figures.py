"""What interrupts a term, and which length half of them did not exceed."""

from collections import Counter
from math import ceil

import pytest

from idp.casework.term_reports import kind_of
from idp.deadlines.figures import by_rank
from idp.issuance.procedures import CITIZEN_LEVEL_2_WITH_CARD
from idp.law.terms import TermId
from idp.wiring.procedures import PROCEDURES


def test_only_what_is_incomplete_again_interrupts_a_term() -> None:
    """It was sent back, or somebody more has to agree."""
    found = {
        (name, term): set(events) - {"carried_over"}
        for name, each in PROCEDURES.items()
        for term, events in kind_of(each).interrupts.items()
        if set(events) != {"carried_over"}
    }
    sent_back, more_agree = {"return"}, {"ask_more"}
    assert found == {
        ("citizen_level_2", TermId.ISSUE_CITIZEN_LEVEL_2): sent_back,
        (CITIZEN_LEVEL_2_WITH_CARD.name, TermId.ISSUE_CITIZEN_WITHOUT_CARD): sent_back,
        ("foreigner_level_2", TermId.ISSUE_FOREIGNER_LEVEL_2): sent_back,
        ("foreigner_level_2", TermId.ISSUE_FOREIGNER_LEVEL_2_TO_ENROL): sent_back,
        ("organisation_account", TermId.ISSUE_ORGANISATION): more_agree,
        ("organisation_account", TermId.ISSUE_ORGANISATION_NOT_ON_FILE): more_agree,
    }


@pytest.mark.parametrize("lengths", [[4], [1, 9], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [3] * 7])
def test_a_rank_is_one_of_the_values(lengths: list[int]) -> None:
    for percent in (1, 50, 90, 100):
        assert (
            by_rank(Counter(lengths), percent)
            == sorted(lengths)[max(ceil(len(lengths) * percent / 100) - 1, 0)]
        )
    assert by_rank(Counter(), 50) is None
