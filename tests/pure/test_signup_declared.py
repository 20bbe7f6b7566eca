"""What a person declares to make an account, and what of it is not taken."""

from datetime import date

import pytest

from idp.assurance.acr import NAMED, acr, level_from_acr
from idp.kernel.accounts_mode import AccountsMode
from idp.policy.domain import SWITCH_RULES, Switch, default_of
from idp.signup.domain import (
    DeclarationFault,
    Declared,
    OwnContact,
    contact_in,
    counted_as,
    declared,
)
from idp.subjects.domain import ContactKind

TODAY = date(2026, 11, 28)
LAN = {"name": "Nguyễn Thị Lan", "birthdate": "1990-03-08", "username": ""}


def test_names_typed_in_either_normal_form_are_one() -> None:
    decomposed = declared({**LAN, "name": " Nguye\u0302\u0303n  Thi\u0323 Lan "}, TODAY)
    assert decomposed == declared(LAN, TODAY) == Declared("Nguyễn Thị Lan", "1990-03-08", "")


@pytest.mark.parametrize(
    "typed", ["8/3/1990", "08-03-1990", " 8.3.1990 ", "1990-03-08", "1990-3-8"]
)
def test_a_day_is_read_as_it_is_written_here_or_by_a_program(typed: str) -> None:
    said = declared({**LAN, "birthdate": typed}, TODAY)
    assert isinstance(said, Declared)
    assert said.birthdate == "1990-03-08"


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        ({"name": ""}, DeclarationFault.NAME),
        ({"name": "x" * 301}, DeclarationFault.NAME),
        ({"name": "La\u200bn"}, DeclarationFault.NAME),
        ({"birthdate": ""}, DeclarationFault.BIRTHDATE),
        ({"birthdate": "31/2/1990"}, DeclarationFault.BIRTHDATE),
        ({"birthdate": "8/3/90"}, DeclarationFault.BIRTHDATE),
        ({"birthdate": "29/11/2026"}, DeclarationFault.BIRTHDATE),
        ({"birthdate": "1/1/1849"}, DeclarationFault.BIRTHDATE),
        ({"birthdate": "29/11/2012"}, DeclarationFault.TOO_YOUNG),
        ({"username": "a\u202eb"}, DeclarationFault.USERNAME),
        ({"username": "x" * 65}, DeclarationFault.USERNAME),
        ({"username": "ai@do.example"}, DeclarationFault.USERNAME_NAMES_A_CONTACT),
        ({"username": "\uff20"}, DeclarationFault.USERNAME),
        ({"username": "stra\u00dfe\uff20mail.example"}, DeclarationFault.USERNAME_NAMES_A_CONTACT),
        ({"username": "je\u00dfica@example.com"}, DeclarationFault.USERNAME_NAMES_A_CONTACT),
        ({"username": "a\uff20b.example"}, DeclarationFault.USERNAME_NAMES_A_CONTACT),
        ({"username": "+84 912 345 678"}, DeclarationFault.USERNAME_NAMES_A_CONTACT),
        ({"username": "SC0000000001"}, DeclarationFault.USERNAME_NAMES_A_CONTACT),
        ({"username": "sc-12"}, DeclarationFault.USERNAME_NAMES_A_CONTACT),
        ({"username": "001190000017"}, DeclarationFault.USERNAME_NAMES_A_CONTACT),
        ({"username": "1"}, DeclarationFault.USERNAME_NAMES_A_CONTACT),
        ({"username": "1\u0662"}, DeclarationFault.USERNAME_NAMES_A_CONTACT),
        ({"username": "\u00b2\u00b3"}, DeclarationFault.USERNAME_NAMES_A_CONTACT),
        ({"username": "1.2-3"}, DeclarationFault.USERNAME_NAMES_A_CONTACT),
    ],
)
def test_a_faulty_declaration_has_one_stable_reason(
    form: dict[str, str], fault: DeclarationFault
) -> None:
    assert declared({**LAN, **form}, TODAY) is fault


@pytest.mark.norm("D14.2-1", limb="who is under 14 makes no account alone")
def test_on_the_fourteenth_birthday_an_account_is_made() -> None:
    assert isinstance(declared({**LAN, "birthdate": "28/11/2012"}, TODAY), Declared)


def test_a_contact_is_an_address_or_where_messages_can_be_sent_a_number() -> None:
    mail = OwnContact(ContactKind.EMAIL, "lan@mail.example")
    assert contact_in(" lan@MAIL.example ", phones=False) == mail
    number = OwnContact(ContactKind.PHONE, "+84912345678")
    assert contact_in("0912 345 678", phones=True) == number
    assert contact_in("0912 345 678", phones=False) is None
    assert contact_in("lan", phones=True) is None


def test_where_one_sign_in_counts_is_by_default_by_whose_accounts_these_are() -> None:
    """Q14: Art. 19(4) read strictly, and an operator's own decision."""
    assert default_of(Switch.SSO, AccountsMode.STATE_SYSTEM) == "same_client"
    assert default_of(Switch.SSO, AccountsMode.SELF_CREATED) == "all"
    for switch in set(Switch) - {Switch.SSO}:
        told = {repr(default_of(switch, mode)) for mode in AccountsMode}
        assert told == {repr(SWITCH_RULES[switch].default)}


@pytest.mark.norm("D9.4-1", limb="its levels have names of its own")
def test_levels_of_one_operator_are_nothing_to_another() -> None:
    state, own = "https://dinhdanh.example.gov.vn", "https://id.cong-ty.example"
    for level in NAMED:
        assert acr(own, level).startswith(f"{own}/")
        assert level_from_acr(own, acr(state, level)) is None


@pytest.mark.parametrize(
    ("value", "counted"),
    [
        ("Ai+tin@do.example", "ai@do.example"),
        ("ai@do.example", "ai@do.example"),
        ("+ai@do.example", "+ai@do.example"),
    ],
)
def test_one_mailbox_is_counted_once(value: str, counted: str) -> None:
    assert counted_as(OwnContact(ContactKind.EMAIL, value)) == counted
