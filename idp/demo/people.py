"""Fictitious people, with every claim of OpenID Connect and its source.

Numbers are of forms that are never assigned: province 000, and phone numbers of a range that Viet
Nam has given up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from idp.subjects.domain import Datum, Source, SubjectKind

_RECORDED_ON = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Character:
    """One account. `with_code`: it has an authenticator besides the password."""

    key: str
    kind: SubjectKind
    username: str
    level: int | None
    with_code: bool
    source: Source
    facts: Mapping[str, Any]
    declared: Mapping[str, Any]

    @property
    def data(self) -> dict[str, Datum]:
        official = {
            name: Datum(value, self.source, _RECORDED_ON) for name, value in self.facts.items()
        }
        own = {
            name: Datum(value, Source.SELF_DECLARED, _RECORDED_ON)
            for name, value in self.declared.items()
        }
        return official | own


def _facts(family: str, middle: str, given: str, **more: object) -> dict[str, object]:
    name = " ".join(part for part in (family, middle, given) if part)
    parts = {"name": name, "family_name": family, "middle_name": middle, "given_name": given}
    return {claim: value for claim, value in parts.items() if value} | more


def _address(street: str, locality: str, country: str = "VN") -> dict[str, str]:
    return {
        "formatted": f"{street}, {locality}",
        "street_address": street,
        "locality": locality,
        "country": country,
    }


def _declared(username: str, nickname: str, phone: str, locale: str) -> dict[str, object]:
    return {
        "nickname": nickname,
        "preferred_username": username,
        "profile": f"https://people.example/{username}",
        "picture": f"https://people.example/{username}.jpg",
        "website": f"https://{username}.example",
        "zoneinfo": "Asia/Ho_Chi_Minh",
        "locale": locale,
        "email": f"{username}@people.example",
        "email_verified": True,
        "phone_number": phone,
        "phone_number_verified": True,
    }


def _citizen(
    key: str,
    name: tuple[str, str, str],
    username: str,
    *,
    number: str,
    born: str,
    gender: str,
    address: Mapping[str, str],
    level: int = 2,
) -> Character:
    """`name`: family, middle and given. The telephone number ends with two digits of `number`.

    Who has an account of level 2 has an authenticator too.
    """
    return Character(
        key=key,
        kind=SubjectKind.CITIZEN,
        username=username,
        level=level,
        with_code=level > 1,
        source=Source.NATIONAL_POPULATION_DB,
        facts=_facts(
            *name,
            personal_number=number,
            birthdate=born,
            gender=gender,
            nationality="VNM",
            address=address,
        ),
        declared=_declared(username, name[2], f"+841000000{number[-2:]}", "vi-VN"),
    )


HOLDER_OF_AN_APP_KEY = replace(
    _citizen(
        "citizen_with_app",
        ("Phạm", "Hải", "Yến"),
        "hai.yen",
        number="000188000007",
        born="1988-12-05",
        gender="female",
        address=_address("21 Lạch Tray", "Hải Phòng"),
    ),
    with_code=False,
)
"""The person whose telephone was bound at a desk before the demonstration began (Q12)."""

_AT_WORK = _address("47 Phạm Văn Đồng", "Hà Nội")
STAFF = (
    _citizen(
        "director",
        ("Đỗ", "Minh", "Trí"),
        "minh.tri",
        number="000175000011",
        born="1975-04-19",
        gender="male",
        address=_AT_WORK,
    ),
    _citizen(
        "operator",
        ("Bùi", "Thanh", "Hà"),
        "thanh.ha",
        number="000182000012",
        born="1982-10-02",
        gender="female",
        address=_AT_WORK,
    ),
    _citizen(
        "receiving_officer",
        ("Vũ", "Hoài", "Nam"),
        "hoai.nam",
        number="000188000013",
        born="1988-01-27",
        gender="male",
        address=_AT_WORK,
    ),
    _citizen(
        "identity_officer",
        ("Hoàng", "Ngọc", "Mai"),
        "ngoc.mai",
        number="000186000014",
        born="1986-06-11",
        gender="female",
        address=_AT_WORK,
    ),
    _citizen(
        "second_identity_officer",
        ("Phan", "Thu", "Hằng"),
        "thu.hang",
        number="000191000017",
        born="1991-08-25",
        gender="female",
        address=_AT_WORK,
    ),
    _citizen(
        "hotline",
        ("Đặng", "Hải", "Âu"),
        "hai.au",
        number="000193000015",
        born="1993-12-30",
        gender="female",
        address=_AT_WORK,
    ),
    _citizen(
        "auditor",
        ("Lý", "Quốc", "Khánh"),
        "quoc.khanh",
        number="000179000016",
        born="1979-09-02",
        gender="male",
        address=_AT_WORK,
    ),
)
"""The officers, as the people they are; `idp.demo.officers` appoints them."""

CAST = (
    _citizen(
        "citizen_l2",
        ("Nguyễn", "Thị Minh", "An"),
        "minh.an",
        number="000190000001",
        born="1990-03-08",
        gender="female",
        address=_address("12 Phố Huế", "Hà Nội"),
    ),
    _citizen(
        "citizen_l1",
        ("Trần", "Quốc", "Bình"),
        "quoc.binh",
        number="000085000002",
        born="1985-11-20",
        gender="male",
        address=_address("3 Đường Trần Phú", "Đà Nẵng"),
        level=1,
    ),
    Character(
        key="foreigner_l2",
        kind=SubjectKind.FOREIGNER,
        username="alice.martin",
        level=2,
        with_code=True,
        source=Source.IMMIGRATION_DB,
        facts=_facts(
            "Martin",
            "",
            "Alice",
            personal_number="000992000003",
            birthdate="1992-05-17",
            gender="female",
            nationality="FRA",
            travel_document={
                "type": "passport",
                "number": "00XX00003",
                "issued_on": "2021-03-15",
                "issued_at": "Lyon",
                "expires_on": "2031-03-14",
            },
            address=_address("45 Nguyễn Huệ", "Thành phố Hồ Chí Minh"),
        ),
        declared=_declared("alice.martin", "Ali", "+84100000003", "en-GB"),
    ),
    _citizen(
        "representative",
        ("Huỳnh", "Bảo", "Ngọc"),
        "bao.ngoc",
        number="000177000008",
        born="1977-04-12",
        gender="female",
        address=_address("90 Lê Lợi", "Huế"),
    ),
    _citizen(
        "guardian",
        ("Lê", "Thu", "Chi"),
        "thu.chi",
        number="000183000005",
        born="1983-09-02",
        gender="female",
        address=_address("7 Hai Bà Trưng", "Cần Thơ"),
    ),
    _citizen(
        "ward",
        ("Lê", "Gia", "Đức"),
        "gia.duc",
        number="000215000006",
        born="2015-06-01",
        gender="male",
        address=_address("7 Hai Bà Trưng", "Cần Thơ"),
        level=1,
    ),
    HOLDER_OF_AN_APP_KEY,
)

COMPANY = Character(
    key="enterprise",
    kind=SubjectKind.ORGANISATION,
    username="sen.vang",
    level=None,
    with_code=False,
    source=Source.NATIONAL_ORGANISATION_DB,
    facts={
        "name": "Công ty Cổ phần Sen Vàng",
        "organisation_number": "000100000004",
        "tax_code": "0109998884",
        "address": _address("88 Lê Lợi", "Huế"),
    },
    declared=_declared("sen.vang", "Sen Vàng", "+84100000004", "vi-VN"),
)
"""The organisation whose account is active and has no means: `representative` acts for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unregistered:
    """Somebody whom the registries know, and who has no account yet: to apply for one.

    `phone`: a number in their own name that any form takes; empty of who gives an address alone.
    """

    kind: SubjectKind
    facts: Mapping[str, Any]
    phone: str = ""
    email: str = ""

    def declared(self) -> dict[str, str]:
        """What they declare on the telephone, by the names of an application."""
        document = self.facts.get("travel_document")
        number = self.facts["personal_number"] if document is None else document["number"]
        said = {each: self.facts[each] for each in ("name", "birthdate", "gender", "nationality")}
        contacts = {"phone_number": self.phone, "email": self.email}
        return {"kind": str(self.kind), "number": number, **said, **contacts}


NEWCOMERS = (
    Unregistered(
        kind=SubjectKind.CITIZEN,
        facts=_facts(
            "Cao",
            "Thảo",
            "Nguyên",
            personal_number="000195000024",
            birthdate="1995-07-14",
            gender="female",
            nationality="VNM",
            address=_address("9 Trần Hưng Đạo", "Quy Nhơn"),
        ),
        phone="+84900000024",
    ),
    Unregistered(
        kind=SubjectKind.FOREIGNER,
        facts=_facts(
            "Weber",
            "",
            "Lukas",
            personal_number="000094000025",
            birthdate="1994-10-30",
            gender="male",
            nationality="DEU",
            travel_document={
                "type": "passport",
                "number": "C01X00T47",
                "issued_on": "2022-05-10",
                "issued_at": "Berlin",
                "expires_on": "2032-05-09",
            },
            address=_address("18 Võ Thị Sáu", "Thành phố Hồ Chí Minh"),
        ),
        email="lukas.weber@people.example",
    ),
)
"""A citizen, and a foreigner who came with a passport."""

ACT_FOR: Mapping[str, tuple[str, str, str]] = {
    "ward": ("guardian", "parent", "2015-06-01"),
    "enterprise": ("representative", "legal_representative", "2019-03-01"),
}
"""Who acts for whom by the registers: by key, who acts, as what and since when."""

REGISTERED_TWICE = _citizen(
    "citizen_twice",
    ("Trần", "Quốc", "Bình"),
    "quoc.binh.85",
    number="000085000022",
    born="1985-11-20",
    gender="male",
    address=_address("3 Đường Trần Phú", "Đà Nẵng"),
    level=1,
)
"""`citizen_l1` again, with another number: an account that was granted and never activated."""
