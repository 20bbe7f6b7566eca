"""Reading a record of a registry: which data it may have, and which status locks an account.

What is not in these tables makes the whole record faulty: nothing of it is taken (D5.1, D8.1).
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from idp.kernel.number_patterns import is_citizens, is_digits
from idp.kernel.registries import RegistryName, RegistryRecord
from idp.kernel.texts import is_plain, is_plain_name
from idp.representation.domain import RepresentationKind, StatedAgent
from idp.subjects.countries import country_of
from idp.subjects.datum_values import day_of, is_address, is_birthdate
from idp.subjects.domain import NUMBER_OF, SubjectKind

_CODE: Final = re.compile(r"[A-Za-z0-9-]{1,40}")
_ADDRESS: Final = frozenset(
    {"formatted", "street_address", "locality", "region", "postal_code", "country"}
)
_ROLES: Final = ("legal_representative", "head")
_HEAD: Final = RepresentationKind.LEGAL_REPRESENTATIVE
_OF_PERSONS: Final = frozenset(RepresentationKind) - {_HEAD}
_ROLES_OF: Final[Mapping[SubjectKind, frozenset[RepresentationKind]]] = {
    SubjectKind.CITIZEN: _OF_PERSONS,
    SubjectKind.FOREIGNER: _OF_PERSONS,
    SubjectKind.ORGANISATION: frozenset({_HEAD}),
}
_AGENTS: Final[Mapping[SubjectKind, str]] = {
    SubjectKind.CITIZEN: "guardians",
    SubjectKind.FOREIGNER: "guardians",
    SubjectKind.ORGANISATION: "representatives",
}
"""The member of a record that lists who acts for its subject."""
_RESIDENCE: Final = "residence_card_until"
_CARD: Final = "card_issued"
_DOCUMENT_TYPES: Final = ("passport", "travel_document")
_OF_DOCUMENT: Final = frozenset({"type", "number", "issued_on", "issued_at", "expires_on"})
_TOGETHER: Final = ("any", "jointly")
_MOST_AGENTS: Final = 20
_LONGEST: Final = 200
_PARTS: Final = ("family_name", "middle_name", "given_name")


@dataclass(frozen=True, slots=True)
class LockingStatus:
    """A status in a registry that locks the account; the texts are written to its person."""

    ground: str
    remedy: str


_PERSON: Final = "Đề nghị cơ quan công an đính chính nếu thông tin này không đúng."
_BUSINESS: Final = "Đề nghị cơ quan đăng ký kinh doanh đính chính nếu thông tin này không đúng."
LOCKING: Final[Mapping[SubjectKind, Mapping[str, LockingStatus | None]]] = {
    SubjectKind.CITIZEN: {
        "living": None,
        "dead": LockingStatus("Cơ sở dữ liệu ghi nhận chủ tài khoản đã chết.", _PERSON),
    },
    SubjectKind.FOREIGNER: {
        "staying": None,
        "stay_ended": LockingStatus("Thời hạn cư trú tại Việt Nam đã hết.", _PERSON),
        "dead": LockingStatus("Cơ sở dữ liệu ghi nhận chủ tài khoản đã chết.", _PERSON),
    },
    SubjectKind.ORGANISATION: {
        "operating": None,
        "suspended": LockingStatus("Tổ chức tạm ngừng hoạt động.", _BUSINESS),
        "dissolved": LockingStatus("Tổ chức đã giải thể.", _BUSINESS),
        "bankrupt": LockingStatus("Tổ chức đã phá sản.", _BUSINESS),
        "terminated": LockingStatus("Tổ chức đã chấm dứt hoạt động.", _BUSINESS),
    },
}
"""The statuses of each kind of subject (D8.1-2, D8.2-2); None locks nothing."""

BODIES: Final[Mapping[RegistryName, str]] = {
    RegistryName.POPULATION: "Cơ sở dữ liệu quốc gia về dân cư",
    RegistryName.IDENTITY: "Cơ sở dữ liệu căn cước",
    RegistryName.IMMIGRATION: "Cơ sở dữ liệu quốc gia về xuất nhập cảnh",
    RegistryName.BUSINESS: "Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp",
}
"""Who is named as the body that decided. A lock is a registry's when its body and ground are."""


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """What a record says. `number`, `status` and `agents`: None where it says nothing of them.

    The number is the identification number; what was asked for may be another code. `agents`: who
    acts for a person or an organisation (X9.1); none where it says that nobody does.
    `residence_until`: the last day of a foreigner's residence card. `has_card`: whether a citizen
    was issued an identity card (D7.1a).
    """

    number: str | None
    data: Mapping[str, Any]
    recorded_on: date
    status: str | None = None
    agents: tuple[StatedAgent, ...] | None = None
    residence_until: date | None = None
    has_card: bool | None = None


def read_record(kind: SubjectKind, record: RegistryRecord, today: date) -> ReadRecord | None:
    """The record in our terms; None for a faulty one."""
    try:
        return _read(kind, record, today)
    except ValueError:
        return None


def _read(kind: SubjectKind, record: RegistryRecord, today: date) -> ReadRecord | None:
    """The same. Raises ValueError where who acts for its subject is faulty."""
    said, number_name = dict(record.data), NUMBER_OF[kind]
    told, number = number_name in said, said.pop(number_name, None)
    status, recorded_on = said.pop("status", None), said.pop("recorded_on", today.isoformat())
    day = day_of(recorded_on) if isinstance(recorded_on, str) else None
    if day is None or day > today or (told and not _is_number(kind, number)):
        return None
    if status is not None and (not isinstance(status, str) or status not in LOCKING[kind]):
        return None
    agents, residence_until = _agents(kind, said, day), _residence_until(kind, said)
    has_card = _has_card(kind, said)
    readers = _READERS[kind]
    if not all(name in readers and readers[name](value) for name, value in said.items()):
        return None
    if "birthdate" in said and not is_birthdate(said["birthdate"], today):
        return None
    founded = day_of(said["established_on"]) if "established_on" in said else None
    if founded is not None and founded > today:
        return None
    data = {name: _kept(name, value) for name, value in said.items()}
    told_number = None if number is None else str(number)
    return ReadRecord(told_number, data, day, status, agents, residence_until, has_card)


def _residence_until(kind: SubjectKind, said: dict[str, Any]) -> date | None:
    """When the residence card of a foreigner ends, taken out of the record. Raises ValueError."""
    if kind is not SubjectKind.FOREIGNER or _RESIDENCE not in said:
        return None
    return _day(said.pop(_RESIDENCE))


def _has_card(kind: SubjectKind, said: dict[str, Any]) -> bool | None:
    """Whether a citizen has an identity card, taken out of the record. Raises ValueError."""
    if kind is not SubjectKind.CITIZEN or _CARD not in said:
        return None
    has_card = said.pop(_CARD)
    if has_card is True or has_card is False:
        return has_card
    raise ValueError("neither true nor false")


def _agents(kind: SubjectKind, said: dict[str, Any], day: date) -> tuple[StatedAgent, ...] | None:
    """Who acts for the one of the record, taken out of what it says. Raises ValueError.

    An organisation's `representative` (D6.1h) stays a datum, and acts alone from the day of the
    record where no list says more.
    """
    name = _AGENTS[kind]
    together = said.pop(f"{name}_act", "any")
    if together not in _TOGETHER:
        raise ValueError(name)
    if name in said:
        listed = said.pop(name)
        if not isinstance(listed, list) or len(listed) > _MOST_AGENTS:
            raise ValueError(name)
        return tuple(_agent(kind, each, jointly=together == "jointly") for each in listed)
    head = said.get("representative")
    if not isinstance(head, dict) or not _is_representative(head):
        return None
    return (StatedAgent(number=head["number"], kind=_HEAD, starts_on=day),)


def _agent(kind: SubjectKind, each: object, *, jointly: bool) -> StatedAgent:
    """One member of the list: `number`, `kind` (of people), `from`, `until`. Raises ValueError."""
    if not isinstance(each, dict) or not each.keys() <= {"number", "kind", "from", "until"}:
        raise ValueError(kind)
    number, said = each.get("number"), each.get("kind", _HEAD.value)
    if not (isinstance(number, str) and isinstance(said, str) and is_digits(number)):
        raise ValueError(kind)
    if said not in _ROLES_OF[kind]:
        raise ValueError(kind)
    starts_on = _day(each.get("from"))
    ends_on = None if each.get("until") is None else _day(each["until"])
    if ends_on is not None and ends_on < starts_on:
        raise ValueError(kind)
    return StatedAgent(
        number=number,
        kind=RepresentationKind(said),
        starts_on=starts_on,
        ends_on=ends_on,
        jointly=jointly,
    )


def _day(text: object) -> date:
    found = day_of(text) if isinstance(text, str) else None
    if found is None:
        raise ValueError(text)
    return found


def changes_in(held: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """The data that differ from those held; None for the part of a name that is no part any more.

    A name comes with its parts or without: parts that do not make up the new name are removed.
    """
    changed = {name: value for name, value in said.items() if held.get(name) != value}
    if "name" in changed:
        words = str(changed["name"]).split()
        for part in _PARTS:
            if part in held and part not in said and not set(str(held[part]).split()) <= set(words):
                changed[part] = None
    return changed


def _is_name(value: object) -> bool:
    return isinstance(value, str) and is_plain_name(unicodedata.normalize("NFC", value))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_gender(value: object) -> bool:
    return isinstance(value, str) and value in {"male", "female"}


def _is_country(value: object) -> bool:
    return isinstance(value, str) and country_of(value) is not None


def _is_code(value: object) -> bool:
    return isinstance(value, str) and _CODE.fullmatch(value) is not None


def _is_number(kind: SubjectKind, value: object) -> bool:
    sound = is_citizens if kind is SubjectKind.CITIZEN else is_digits
    return isinstance(value, str) and sound(value)


def _is_address(value: object) -> bool:
    if not isinstance(value, dict) or not value or not value.keys() <= _ADDRESS:
        return False
    return all(isinstance(each, str) and is_address(each) for each in value.values())


def _kept(name: str, value: object) -> object:
    """A datum in the one form in which it is kept, whoever tells it."""
    return country_of(str(value)) if name == "nationality" else _normal(value)


def _is_day(value: object) -> bool:
    return isinstance(value, str) and day_of(value) is not None


def _is_representative(value: object) -> bool:
    """The legal representative or head, as D6.1h has them."""
    if not isinstance(value, dict) or value.keys() != {"number", "name", "role"}:
        return False
    number = value["number"]
    return (
        isinstance(number, str)
        and is_digits(number)
        and _is_name(value["name"])
        and value["role"] in _ROLES
    )


def _is_document(value: object) -> bool:
    """A passport or travel document: each member of D5.1, of which a symbol is not needed."""
    if not isinstance(value, dict) or value.keys() - {"symbol"} != _OF_DOCUMENT:
        return False
    return (
        all(isinstance(each, str) and is_plain(each, _LONGEST) for each in value.values())
        and value["type"] in _DOCUMENT_TYPES
        and all(_is_code(value[each]) for each in ("number", "symbol") if each in value)
        and all(_is_day(value[each]) for each in ("issued_on", "expires_on"))
    )


def _normal(value: object) -> object:
    if isinstance(value, dict):
        return {name: _normal(each) for name, each in value.items()}
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


_Reader = Callable[[object], bool]
_OF_PEOPLE: Final[Mapping[str, _Reader]] = {
    **dict.fromkeys(("name", *_PARTS), _is_name),
    "birthdate": _is_text,
    "gender": _is_gender,
    "nationality": _is_country,
    "address": _is_address,
}
_READERS: Final[Mapping[SubjectKind, Mapping[str, _Reader]]] = {
    SubjectKind.CITIZEN: _OF_PEOPLE,
    SubjectKind.FOREIGNER: {**_OF_PEOPLE, "travel_document": _is_document},
    SubjectKind.ORGANISATION: {
        **dict.fromkeys(("name", "short_name", "foreign_name"), _is_name),
        "established_on": _is_day,
        "address": _is_address,
        **dict.fromkeys(("tax_code", "enterprise_code", "body_code"), _is_code),
        "representative": _is_representative,
    },
}
