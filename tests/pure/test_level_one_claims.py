"""What an application for level 01 has to hold, and who may file it: read from its claims."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.issuance.level_one.domain import (
    DECLARATION_TEXT,
    DeclaredItem,
    Faults,
    LevelOneDeclaration,
    Missed,
    differing_items,
    is_agent,
    needs_agent,
    read_application,
)
from idp.issuance.level_one.words import GROUNDS
from idp.kernel.refusals import Reason
from idp.law.ages import birthday
from idp.representation.domain import RepresentationKind, StatedAgent

TODAY = date(2026, 11, 29)
CITIZEN: dict[str, Any] = {
    "kind": "citizen",
    "number": "001190000891",
    "name": "Nguyễn Thị Sáu",
    "birthdate": "1990-05-06",
    "phone_number": "0901234567",
    "declaration": DECLARATION_TEXT,
}
FOREIGNER: dict[str, Any] = {
    "kind": "foreigner",
    "number": "c01x-00t47",
    "name": "Anna Weiss",
    "birthdate": "1991-02-03",
    "nationality": "DE",
    "email": "anna@example.test",
    "declaration": DECLARATION_TEXT,
}


def read(
    claims: dict[str, Any], *, face: bool = True, foreign: bool = True
) -> LevelOneDeclaration | Faults:
    return read_application(claims, today=TODAY, face=face, foreign_under_six=foreign)


def born(years: int, days: int = 0) -> str:
    return (date(TODAY.year - years, TODAY.month, TODAY.day) + timedelta(days=days)).isoformat()


@pytest.mark.norm("D10.1b-1", limb="what is asked for is read, and an address is not")
def test_an_address_is_not_needed() -> None:
    told = read(CITIZEN)
    assert isinstance(told, LevelOneDeclaration)
    assert (told.number, told.phone, told.email) == ("001190000891", "+84901234567", "")
    for nothing in (None, ""):
        assert read({**CITIZEN, "email": nothing, "gender": nothing, "locale": nothing}) == told
    assert read({**CITIZEN, "email": "no address"}) == Faults({"email": Missed.MALFORMED})


@pytest.mark.norm("D7.1-3", limb="the number of the application for the card is told, or not")
def test_the_number_of_the_application_for_the_card_is_a_line_of_a_citizen() -> None:
    told = read({**CITIZEN, "card_application": " CC-2026  0001 "})
    assert isinstance(told, LevelOneDeclaration)
    assert told.card_application == "CC-2026 0001"
    for nothing in (None, ""):
        none = read({**CITIZEN, "card_application": nothing})
        assert isinstance(none, LevelOneDeclaration)
        assert none.card_application == ""
    malformed = Faults({"card_application": Missed.MALFORMED})
    for bent in ("x" * 61, "   ", "CC\u202e1", "\ud800", "--", ["CC-1"], 7, True):
        assert read({**CITIZEN, "card_application": bent}) == malformed, bent
    assert read({**FOREIGNER, "card_application": "CC-1"}) == malformed
    assert isinstance(read({**FOREIGNER, "card_application": ""}), LevelOneDeclaration)


@pytest.mark.norm("D10.1b-1", limb="each thing that is missing is named")
@pytest.mark.parametrize(
    ("gone", "fault"),
    [
        ("number", Missed.MISSING),
        ("name", Missed.MISSING),
        ("birthdate", Missed.MISSING),
        ("phone_number", Missed.MISSING),
        ("declaration", Missed.MISSING),
    ],
)
def test_what_is_missing_is_named(gone: str, fault: Missed) -> None:
    told = read({name: value for name, value in CITIZEN.items() if name != gone})
    assert told == Faults({gone: fault})
    assert isinstance(told, Faults)
    assert told.reason is Reason.DOSSIER_INCOMPLETE


@pytest.mark.norm("D10.1b-3", limb="the face, from the sixth birthday on")
@pytest.mark.parametrize(
    ("birthdate", "needed"), [(born(6), True), (born(6, 1), False), (born(5), False)]
)
def test_a_face_is_asked_for_from_six_years_on(birthdate: str, needed: bool) -> None:  # noqa: FBT001 - a case
    told = read({**CITIZEN, "birthdate": birthdate}, face=False)
    assert (told == Faults({"face": Missed.MISSING})) is needed


@pytest.mark.norm("D11.1b-2", limb="a foreigner's face below six is asked for, unless switched off")
def test_a_foreign_child_sends_a_face_unless_that_is_switched_off() -> None:
    child = {**FOREIGNER, "birthdate": born(3)}
    assert read(child, face=False) == Faults({"face": Missed.MISSING})
    assert isinstance(read(child, face=False, foreign=False), LevelOneDeclaration)
    grown = read(FOREIGNER, face=False, foreign=False)
    assert grown == Faults({"face": Missed.MISSING})


@pytest.mark.norm("D11.1b-1", limb="a travel document, and an address or a number")
def test_a_foreigner_needs_a_document_and_a_contact() -> None:
    told = read(FOREIGNER)
    assert isinstance(told, LevelOneDeclaration)
    assert (told.number, told.nationality, told.phone) == ("C01X00T47", "DEU", "")
    without = {name: value for name, value in FOREIGNER.items() if name != "email"}
    none = read(without)
    assert isinstance(none, Faults)
    assert (none.reason, none.members) == (Reason.CONTACT_REQUIRED, {"contact": Missed.MISSING})
    assert isinstance(read({**without, "phone_number": "0901234567"}), LevelOneDeclaration)
    assert read({**FOREIGNER, "number": None}) == Faults({"number": Missed.MISSING})


_ODD: list[Any] = [None, True, 0, [], {}, ["vi"], "", "\u200b", "\u0660" * 12]
_JSON = st.sampled_from(_ODD) | st.text(max_size=9)


@given(
    st.dictionaries(st.sampled_from([*CITIZEN, "email", "gender", "on_behalf", "locale"]), _JSON)
)
def test_nothing_that_is_sent_is_more_than_refused(claims: dict[str, Any]) -> None:
    for kind in ("citizen", "foreigner"):
        told = read({**CITIZEN, "kind": kind, **claims})
        assert isinstance(told, LevelOneDeclaration | Faults)
        assert not isinstance(told, Faults) or told.members


@pytest.mark.norm("D10.1d", limb="who is under 14, a ward or represented does not apply alone")
def test_a_child_and_a_ward_need_somebody_and_only_their_own() -> None:
    parent = StatedAgent(number="1", kind=RepresentationKind.PARENT, starts_on=TODAY)
    guardian = StatedAgent(number="2", kind=RepresentationKind.GUARDIAN, starts_on=TODAY)
    over = StatedAgent(
        number="3", kind=RepresentationKind.GUARDIAN, starts_on=date(2000, 1, 1), ends_on=TODAY
    )
    both = StatedAgent(number="4", kind=RepresentationKind.GUARDIAN, starts_on=TODAY, jointly=True)
    child, grown, tomorrow = born(13), born(30), TODAY + timedelta(days=1)
    assert needs_agent(child, (), TODAY, received_on=TODAY)
    assert not needs_agent(grown, (parent,), TODAY, received_on=TODAY)
    assert needs_agent(grown, (guardian,), TODAY, received_on=TODAY)
    assert is_agent("1", (parent,), child, TODAY, received_on=TODAY)
    assert not is_agent("1", (parent,), grown, TODAY, received_on=TODAY), (
        "a parent acts for a child"
    )
    assert is_agent("2", (guardian,), grown, TODAY, received_on=TODAY)
    assert not is_agent("2", (parent,), child, TODAY, received_on=TODAY)
    assert is_agent("3", (over,), grown, TODAY, received_on=TODAY)
    assert not is_agent("3", (over,), grown, tomorrow, received_on=TODAY)
    assert not is_agent("4", (both,), grown, TODAY, received_on=TODAY), (
        "who acts jointly does not act alone"
    )


def test_names_differ_by_more_than_their_spelling() -> None:
    said = {"name": "NGUYỄN  thị sáu", "birthdate": "1990-05-06", "gender": "male"}
    recorded = {"name": "Nguyễn Thị Sáu", "birthdate": "1990-05-07", "nationality": "VNM"}
    assert differing_items(said, recorded) == (DeclaredItem.BIRTHDATE,)


def test_every_ground_has_words_in_both_languages() -> None:
    assert {frozenset(words) for words in GROUNDS.values()} == {frozenset({"vi", "en"})}


@pytest.mark.norm("D10.1d", limb="ages are those of the day of receipt, whenever it is checked")
@given(born_on=st.dates(date(2005, 1, 1), date(2020, 12, 31)), edge=st.integers(-1, 1))
def test_a_child_of_the_day_of_receipt_is_one_whenever_it_is_checked(
    born_on: date, edge: int
) -> None:
    fourteen, day = birthday(born_on, 14), timedelta(days=1)
    received_on, text = fourteen + edge * day, born_on.isoformat()
    parent = StatedAgent(number="1", kind=RepresentationKind.PARENT, starts_on=born_on)
    for checked_on in (received_on, received_on + day, received_on + 7 * day):
        child = edge < 0
        assert needs_agent(text, (parent,), checked_on, received_on=received_on) is child
        assert is_agent("1", (parent,), text, checked_on, received_on=received_on) is child
