"""The level of a contact (factors.md 1.4), spellings of addresses, and which one is in force."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.assurance.contacts import (
    CHANGED_LATELY,
    CONFIRMED_FOR,
    ContactFacts,
    contact_bound,
    of_a_guardian,
)
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import level_of_pieces
from idp.assurance.pieces import Piece
from idp.kernel.ids import new_id
from idp.subjects.contact_values import email_address, masked, phone_number
from idp.subjects.domain import (
    Contact,
    ContactKind,
    Datum,
    Source,
    amended,
    deserialize,
    replacements,
    serialize,
)

NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def facts(**changes: object) -> ContactFacts:
    """A number bound at 2, set a month ago and confirmed then."""
    then = NOW - 30 * DAY
    usual = {"bound": 2, "set_at": then, "effective_at": then, "confirmed_at": then}
    return ContactFacts(**{**usual, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("contact", "more", "bound"),
    [
        (facts(), {}, 2),
        (facts(bound=1), {}, 1),
        (facts(bound=4), {}, 2),
        (facts(set_at=NOW - CHANGED_LATELY + DAY), {}, 1),
        (facts(set_at=NOW - CHANGED_LATELY), {}, 2),
        (facts(effective_at=NOW + DAY), {}, 1),
        (facts(confirmed_at=None), {}, 1),
        (facts(confirmed_at=NOW - CONFIRMED_FOR), {}, 1),
        (facts(confirmed_at=NOW - CONFIRMED_FOR + DAY), {}, 2),
        (facts(lost_at=NOW - 20 * DAY), {}, 1),
        (facts(replaced_at=NOW), {}, 1),
        (facts(replaced_at=NOW + DAY), {}, 2),
        (facts(), {"shared": True}, 1),
        (facts(), {"fourteen_from": date(2026, 11, 27)}, 1),
        (facts(), {"fourteen_from": date(2026, 11, 28)}, 2),
        (facts(), {"fourteen_from": date(2026, 10, 1)}, 2),
    ],
)
def test_the_table_of_contacts(contact: ContactFacts, more: dict[str, object], bound: int) -> None:
    assert contact_bound(contact, NOW, **more) == bound  # type: ignore[arg-type]


@pytest.mark.norm("D14.2-1", limb="no address of a guardian counts from the midnight on")
def test_a_contact_is_a_guardians_from_midnight_in_viet_nam() -> None:
    birthday = date(2026, 11, 27)
    midnight = datetime(2026, 11, 26, 17, 0, tzinfo=UTC)
    before = facts(set_at=midnight - timedelta(seconds=1))
    assert not of_a_guardian(before, midnight - timedelta(seconds=1), birthday)
    assert of_a_guardian(before, midnight, birthday)
    assert not of_a_guardian(facts(set_at=midnight), midnight, birthday), "set by who acts alone"


instants = st.timedeltas(min_value=-800 * DAY, max_value=30 * DAY).map(lambda each: NOW + each)
contacts = st.builds(
    ContactFacts,
    bound=st.integers(1, 4),
    set_at=instants,
    effective_at=instants,
    confirmed_at=st.none() | instants,
    lost_at=st.none() | instants,
    replaced_at=st.none() | instants,
)


@given(contact=contacts, shared=st.booleans(), fourteen=st.none() | instants)
def test_no_circumstance_makes_more_of_a_contact(
    contact: ContactFacts, *, shared: bool, fourteen: datetime | None
) -> None:
    """Never more than it was bound at, never more than 2, and no doubt raises it."""
    day = None if fourteen is None else fourteen.date()
    bound = contact_bound(contact, NOW, shared=shared, fourteen_from=day)
    assert 1 <= bound <= max(1, min(2, contact.bound))
    assert bound <= contact_bound(contact, NOW)
    assert contact_bound(contact, NOW, shared=True) == 1


@given(contact=contacts, later=st.timedeltas(min_value=timedelta(0), max_value=2000 * DAY))
def test_what_fell_to_1_by_age_stays_there(contact: ContactFacts, later: timedelta) -> None:
    old = NOW + CONFIRMED_FOR + 40 * DAY
    assert contact_bound(contact, old + later) == 1


@given(contact=contacts)
def test_a_code_by_sms_and_a_password_reach_2_at_most_and_only_with_a_contact_bound_at_2(
    contact: ContactFacts,
) -> None:
    bound = contact_bound(contact, NOW)
    level = level_of_pieces({Piece(EvidenceKind.SMS_CODE, bound), Piece(EvidenceKind.PASSWORD, 2)})
    assert level == bound


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("An@Example.COM", "An@example.com"),
        (" an.b+c@mail.example.vn ", "an.b+c@mail.example.vn"),
        ("an@bưu-điện.vn", "an@xn--bu-in-t4a4n6d3u.vn"),
        ("x" * 64 + "@example.com", "x" * 64 + "@example.com"),
        ("x" * 65 + "@example.com", None),
        ("a@" + ".".join(["b" * 60] * 5) + ".vn", None),
        ("an@example.com\r\nBcc: all@example.com", None),
        ("an@example.com\n", None),
        ("\tan@example.com", None),
        ("an@example.com\x00", None),
        ("an@example.com,b@example.com", None),
        ('"an b"@example.com', None),
        ("<an@example.com>", None),
        ("An <an@example.com>", None),
        ("ân@example.com", None),
        ("an@localhost", None),
        ("an@127.0.0.1", None),
        ("an@[127.0.0.1]", None),
        ("an@-a.vn", None),
        ("an@a..vn", None),
        ("an..b@a.vn", None),
        (".an@a.vn", None),
        ("an@" + "a" * 64 + ".vn", None),
        ("\udc80@a.vn", None),
        ("an@\udc80.vn", None),
        ("an@\u202eexample.com", None),
        ("@", None),
        ("", None),
        ("a" * 100_000 + "@a.vn", None),
    ],
)
def test_an_address_is_kept_in_one_spelling(typed: str, kept: str | None) -> None:
    if kept is not None and kept.startswith("an@xn--"):
        assert (email_address(typed) or "").startswith("an@xn--")
        return
    assert email_address(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0912 345 678", "+84912345678"),
        ("+84 912-345-678", "+84912345678"),
        ("0084912345678", "+84912345678"),
        ("(091) 234.5678", "+84912345678"),
        ("+442071234567", "+442071234567"),
        ("024 3825 1234", None),
        ("+84 0912345678", None),
        ("84912345678", None),
        ("912345678", None),
        ("+84912345678\r\n", None),
        ("+84912345678;ext=1", None),
        ("\uff10\uff19\uff11\uff12345678", None),
        ("+1234", None),
        ("+" + "1" * 16, None),
        ("", None),
        ("\udc80", None),
    ],
)
def test_a_number_is_kept_in_one_spelling(typed: str, kept: str | None) -> None:
    assert phone_number(typed) == kept


@given(st.text())
def test_whatever_is_typed_is_judged_and_what_is_kept_stays_as_it_is(typed: str) -> None:
    for spelling in (email_address, phone_number):
        kept = spelling(typed)
        assert kept is None or (spelling(kept) == kept and kept.isascii() and kept.isprintable())


def test_a_letter_shows_enough_for_its_owner() -> None:
    assert masked("minh.an@example.vn") == "m…@example.vn"
    assert masked("+84912345678") == "+84…78"


def at(day: int) -> datetime:
    return NOW + day * DAY


def contact(set_on: int, effective_on: int) -> Contact:
    datum = Datum("an@example.vn", Source.SELF_DECLARED, NOW.date())
    return Contact(
        id=new_id(),
        subject_id=new_id(),
        kind=ContactKind.EMAIL,
        data={"email": datum},
        facts=facts(set_at=at(set_on), effective_at=at(effective_on)),
    )


def test_what_holds_goes_on_until_the_next_is_effective() -> None:
    old, new = contact(0, 0), contact(10, 13)
    assert replacements([old]) == {}
    assert replacements([old, new]) == {old.id: at(13)}


def test_what_was_only_to_come_gives_way_at_once() -> None:
    old, once, new = contact(0, 0), contact(10, 13), contact(11, 14)
    assert replacements([old, once, new]) == {old.id: at(14), once.id: at(11)}


def test_what_became_effective_meanwhile_is_what_holds() -> None:
    old, once, new = contact(0, 0), contact(10, 13), contact(20, 23)
    assert replacements([old, once, new]) == {old.id: at(13), once.id: at(23)}


def declared(value: str) -> Datum:
    return Datum(value, Source.SELF_DECLARED, NOW.date())


def test_data_take_over_by_themselves_when_their_time_comes() -> None:
    text = serialize({"email": declared("old"), "name": declared("An")})
    text = amended(text, {"email": declared("new")}, from_then=at(3), now=NOW)
    assert deserialize(text, NOW)["email"].value == "old"
    assert deserialize(text, at(3) - timedelta(seconds=1))["email"].value == "old"
    assert deserialize(text, at(3))["email"].value == "new"
    assert deserialize(text, at(3))["name"].value == "An"


def test_a_change_cancels_what_was_to_come_for_the_same_data_alone() -> None:
    text = serialize({"email": declared("old"), "phone_number": declared("1")})
    moved = {"updated_at": declared("x")}
    text = amended(text, {"email": declared("new"), **moved}, from_then=at(3), now=NOW)
    text = amended(text, {"phone_number": declared("2"), **moved}, from_then=at(4), now=NOW)
    text = amended(text, {"email": None, **moved}, from_then=NOW, now=NOW)
    assert "email" not in deserialize(text, NOW)
    assert "email" not in deserialize(text, at(9))
    assert deserialize(text, at(3))["phone_number"].value == "1"
    assert deserialize(text, at(4))["phone_number"].value == "2"
