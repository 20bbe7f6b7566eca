"""What a typed text may name, and whom it names."""

import unicodedata
from datetime import timedelta
from typing import Any

import pytest

from idp.accounts.identifiers import (
    CONTACT,
    NUMBER,
    SPELLED,
    USERNAME,
    Reading,
    identifiers_in,
    is_identifier,
    named,
)
from idp.assurance.contacts import CONFIRMED_FOR
from idp.kernel.ids import new_id
from idp.subjects.domain import SubjectKind
from tests.support.frozen_clock import START

PHONE = "+84912345678"
EARLIER, LATER = START - timedelta(days=1), START + timedelta(days=1)
AGES = START - CONFIRMED_FOR


def wide(text: str) -> str:
    """The same text in full-width letters and digits."""
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text)


@pytest.mark.parametrize(
    "typed",
    ["0912345678", "0912 345 678", "+84 912-345-678", " 0084912345678 ", wide("0912345678")],
)
def test_a_telephone_number_is_one_in_every_spelling(typed: str) -> None:
    found = identifiers_in(typed)
    assert found is not None
    assert (found.phone, found.canonical) == (PHONE, PHONE)


@pytest.mark.parametrize("typed", ["000188000007", "000 188 000 007", wide("000188000007")])
def test_an_identification_number_is_one_in_every_spelling(typed: str) -> None:
    found = identifiers_in(typed)
    assert found is not None
    assert found.number == "000188000007"


@pytest.mark.parametrize("typed", ["001190000017", "011190000017", "012345678901234567"])
def test_a_number_of_a_citizen_or_of_the_system_is_no_telephone(typed: str) -> None:
    found = identifiers_in(typed)
    assert found is not None
    assert (found.phone, found.number, found.canonical) == (None, typed, typed)


@pytest.mark.parametrize(
    "typed", ["Thu@Mail.Example", " thu@mail.example ", wide("thu@mail.example")]
)
def test_an_address_is_one_in_every_spelling(typed: str) -> None:
    found = identifiers_in(typed)
    assert found is not None
    assert (found.email, found.phone, found.number) == ("thu@mail.example", None, None)


def test_an_address_of_a_domain_in_vietnamese_is_one_composed_or_not() -> None:
    every = {
        identifiers_in(unicodedata.normalize(form, "thu@đường.example")) for form in ("NFC", "NFD")
    }
    assert len(every) == 1
    assert None not in every


@pytest.mark.parametrize(
    "typed",
    [
        "thu.chi",
        "person-0912345678",
        "",
        "1234567",
        "1" * 19,
        "@",
        "a@b",
        "\ud800",
        "+",
        "x" * 70_000,
        "\u0660\u0669\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668",
    ],
)
def test_anything_else_can_only_be_a_user_name(typed: str) -> None:
    assert identifiers_in(typed) is None


@pytest.mark.parametrize(
    "username",
    [
        "0912 345 678",
        "000188000007",
        wide("000188000007"),
        "Thu@Mail.Example",
        "stra\u00dfe@mail.example",  # only a user name, whose canonical form is an address
    ],
)
def test_no_user_name_may_be_what_finds_somebody_else(username: str) -> None:
    assert is_identifier(username)


@pytest.mark.parametrize("username", ["thu.chi", "thu@chi", "1234567", "person-0912345678"])
def test_any_other_user_name_is_one(username: str) -> None:
    assert not is_identifier(username)


def by(how: str, key: bytes | None = b"k", **more: object) -> Reading:
    facts = {"confirmed_at": EARLIER, "lost_at": None, "effective_at": EARLIER, **more}
    return Reading(how, new_id(), SubjectKind.CITIZEN, key, **facts)  # type: ignore[arg-type]


def of_body(how: str) -> Reading:
    return by(how, b"body")._replace(kind=SubjectKind.ORGANISATION)


def test_a_confirmed_contact_and_a_number_name_their_person() -> None:
    assert named([by(CONTACT)], START) == b"k"
    assert named([by(NUMBER, confirmed_at=None, effective_at=None)], START) == b"k"
    assert named([], START) is None


@pytest.mark.parametrize(
    "fact",
    [{"confirmed_at": None}, {"confirmed_at": AGES}, {"lost_at": EARLIER}, {"effective_at": LATER}],
)
def test_a_contact_that_is_unconfirmed_confirmed_long_ago_lost_or_pending_names_nobody(
    fact: dict[str, Any],
) -> None:
    assert named([by(CONTACT, **fact)], START) is None


@pytest.mark.parametrize("other", [by(CONTACT, b"o"), by(CONTACT, None), by(NUMBER, b"o")])
@pytest.mark.parametrize("fact", [{}, {"effective_at": LATER}])
def test_what_two_people_have_names_neither(other: Reading, fact: dict[str, Any]) -> None:
    assert named([by(CONTACT, **fact), other], START) is None
    assert named([other, by(CONTACT, **fact)], START) is None


@pytest.mark.parametrize("mine", [by(CONTACT), by(NUMBER, confirmed_at=None, effective_at=None)])
@pytest.mark.parametrize(
    "fact", [{"confirmed_at": None}, {"confirmed_at": AGES}, {"lost_at": EARLIER}]
)
def test_what_another_did_not_confirm_or_lost_takes_no_name_away(
    mine: Reading, fact: dict[str, Any]
) -> None:
    assert named([mine, by(CONTACT, b"o", **fact)], START) == b"k"
    assert named([by(CONTACT, None, **fact), mine], START) == b"k"


def test_a_user_name_is_the_account_that_has_it_whatever_else_it_is() -> None:
    assert (
        named([by(CONTACT, b"o", lost_at=EARLIER), by(USERNAME), by(NUMBER, b"p")], START) == b"k"
    )
    assert named([by(CONTACT, b"o", effective_at=LATER), by(SPELLED)], START) == b"k"
    assert named([by(SPELLED, b"s"), by(USERNAME)], START) == b"k"


@pytest.mark.parametrize("how", [USERNAME, SPELLED])
def test_a_user_name_yields_to_who_has_that_contact_now(how: str) -> None:
    mine, other = by(how, confirmed_at=None, effective_at=None), by(CONTACT, b"o")
    assert named([mine, other], START) == b"o"
    still = by(CONTACT)._replace(subject_id=mine.subject_id)
    assert named([mine, other, still], START) == b"k"
    assert named([mine, other, still._replace(confirmed_at=AGES)], START) == b"o"


def test_a_user_name_that_yields_to_two_people_names_nobody() -> None:
    mine = by(USERNAME, confirmed_at=None, effective_at=None)
    assert named([mine, by(CONTACT, b"o"), by(CONTACT, b"p")], START) is None


def test_who_has_no_account_takes_no_name_away() -> None:
    mine = by(USERNAME, confirmed_at=None, effective_at=None)
    assert named([mine, by(CONTACT)._replace(username_key=None)], START) == b"k"


@pytest.mark.norm("X6.1", limb="what names an organisation takes nothing away from a person")
@pytest.mark.parametrize("how", [USERNAME, SPELLED, NUMBER, CONTACT])
@pytest.mark.parametrize("mine", [by(USERNAME), by(SPELLED), by(NUMBER), by(CONTACT)])
def test_an_organisation_is_named_only_where_no_person_is(how: str, mine: Reading) -> None:
    body = of_body(how)
    assert named([body, mine], START) == named([mine, body], START) == b"k"
    assert named([body], START) == b"body"
    # Nor does it help whoever has the text without having confirmed it.
    assert named([body, by(CONTACT, lost_at=EARLIER)], START) is None
