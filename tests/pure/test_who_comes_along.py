"""Who acts for a child or ward at a desk, by registers, by a record, by a paper; and ages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.accounts.domain import alone_from
from idp.issuance.domain import person_refusal
from idp.issuance.guardians import ActsBy, AuthorityToAct, GuardianPaper, ShownPaper, acts_by
from idp.kernel.refusals import Reason
from idp.law.ages import birthday
from idp.representation.domain import RepresentationKind, StatedAgent
from idp.subjects.domain import SubjectKind

TODAY = date(2026, 11, 25)
CHILD, ADULT = "2018-01-15", "1990-05-06"
MOTHER, OTHER = "001190000891", "001188000017"
PARENT, GUARDIAN = RepresentationKind.PARENT, RepresentationKind.GUARDIAN
BORN = st.dates(date(1995, 1, 1), date(2020, 12, 31))


def agent(number: str = MOTHER, kind: RepresentationKind = PARENT, **more: object) -> StatedAgent:
    days = {"starts_on": date(2018, 1, 15)}
    return StatedAgent(number=number, kind=kind, **{**days, **more})  # type: ignore[arg-type]


def paper(kind: GuardianPaper, issued_on: date = TODAY) -> ShownPaper:
    return ShownPaper(kind=kind, number="12/2018", issuer="UBND xã Tân Lập", issued_on=issued_on)


def by(
    *stated: StatedAgent,
    recorded: RepresentationKind | None = None,
    shown: ShownPaper | None = None,
    claimed: RepresentationKind = PARENT,
    born: str = CHILD,
    on: date = TODAY,
) -> ActsBy | Reason:
    said = [("population", each) for each in stated]
    return acts_by(
        MOTHER, stated=said, recorded=recorded, paper=shown, claimed=claimed, born=born, on=on
    )


NOBODY = Reason.NO_GUARDIANSHIP
BIRTH = paper(GuardianPaper.BIRTH_CERTIFICATE)
COURT = paper(GuardianPaper.COURT_DECISION)
BY_REGISTER = ActsBy(PARENT, AuthorityToAct.REGISTER, "population")


SAID = (
    (by(agent()), BY_REGISTER),
    (by(agent(), claimed=GUARDIAN), BY_REGISTER),
    (by(agent(OTHER), agent()), BY_REGISTER),
    (by(agent(jointly=True)), NOBODY),
    (by(agent(ends_on=TODAY)), BY_REGISTER),
    (by(agent(ends_on=TODAY - timedelta(days=1))), NOBODY),
    (by(agent(starts_on=TODAY + timedelta(days=1))), NOBODY),
    (by(agent(), born=ADULT), NOBODY),
    (by(agent(kind=GUARDIAN), born=ADULT), ActsBy(GUARDIAN, AuthorityToAct.REGISTER, "population")),
    (by(shown=BIRTH), ActsBy(PARENT, AuthorityToAct.PAPER)),
    (by(agent(OTHER), shown=BIRTH), NOBODY),
    (by(agent(OTHER, ends_on=date(2020, 1, 1)), shown=BIRTH), ActsBy(PARENT, AuthorityToAct.PAPER)),
    (by(agent(OTHER), recorded=GUARDIAN), ActsBy(GUARDIAN, AuthorityToAct.RECORD)),
    (by(shown=BIRTH, born=ADULT), NOBODY),
    (by(shown=BIRTH, claimed=GUARDIAN), NOBODY),
    (by(shown=COURT), NOBODY),
    (by(shown=COURT, claimed=GUARDIAN, born=ADULT), ActsBy(GUARDIAN, AuthorityToAct.PAPER)),
    (by(shown=COURT, claimed=RepresentationKind.LEGAL_REPRESENTATIVE), NOBODY),
    (by(shown=paper(GuardianPaper.BIRTH_CERTIFICATE, TODAY + timedelta(days=1))), NOBODY),
    (by(shown=paper(GuardianPaper.NONE)), NOBODY),
    (by(), NOBODY),
)


@pytest.mark.norm("D10.2d-1", limb="a register, a record or a paper says who acts")
@pytest.mark.parametrize("number", range(len(SAID)))
def test_who_acts_is_said_by_a_register_before_a_record_before_a_paper(number: int) -> None:
    answer, expected = SAID[number]
    assert answer == expected


@given(born=BORN, named=st.booleans(), days=st.integers(-400, 400))
def test_a_paper_counts_for_nobody_whom_a_register_does_not_name(
    *, born: date, named: bool, days: int
) -> None:
    on = min(birthday(born, 14) + timedelta(days=days), date(2034, 12, 31))
    stated = agent(MOTHER if named else OTHER, starts_on=date(1990, 1, 1))
    shown = paper(GuardianPaper.BIRTH_CERTIFICATE, date(1995, 1, 1))
    answer = by(stated, shown=shown, born=born.isoformat(), on=on)
    child = on < birthday(born, 14)
    assert answer == (BY_REGISTER if named and child else NOBODY)


@pytest.mark.norm("D7.1b", limb="ages are those of the day of receipt")
@given(born=BORN, age=st.sampled_from([6, 14]), days=st.integers(-2, 2), ward=st.booleans())
def test_ages_are_full_on_the_birthday_and_count_on_the_day_of_receipt(
    *, born: date, age: int, days: int, ward: bool
) -> None:
    received_on = birthday(born, age) + timedelta(days=days)
    kind, day = SubjectKind.CITIZEN, born.isoformat()
    young, below = received_on < alone_from(born), received_on < birthday(born, 6)
    alone = person_refusal(kind, day, received_on, ward=ward, accompanied=False)
    along = person_refusal(kind, day, received_on, ward=ward, accompanied=True)
    assert along is (Reason.AGE_BELOW_6 if below else None)
    needed = Reason.GUARDIAN_PRESENCE_REQUIRED if young or ward else None
    assert alone is (Reason.AGE_BELOW_6 if below else needed)
