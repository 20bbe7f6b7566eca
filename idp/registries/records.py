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
from idp.kernel.texts import is_plain_name
from idp.subjects.countries import country_of
from idp.subjects.datum_values import day_of, is_address, is_birthdate
from idp.subjects.domain import NUMBER_OF, SubjectKind

_CODE: Final = re.compile(r"[A-Za-z0-9-]{1,40}")
_ADDRESS: Final = frozenset(
    {"formatted", "street_address", "locality", "region", "postal_code", "country"}
)
_ROLES: Final = ("legal_representative", "head")
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
    """What a record says. `number` and `status`: None where it says nothing of them.

    The number is the identification number; what was asked for may be another code.
    """

    number: str | None
    data: Mapping[str, Any]
    recorded_on: date
    status: str | None = None


def read_record(kind: SubjectKind, record: RegistryRecord, today: date) -> ReadRecord | None:
    """The record in our terms; None for a faulty one."""
    said, number_name = dict(record.data), NUMBER_OF[kind]
    told, number = number_name in said, said.pop(number_name, None)
    status, recorded_on = said.pop("status", None), said.pop("recorded_on", today.isoformat())
    day = day_of(recorded_on) if isinstance(recorded_on, str) else None
    if day is None or day > today or (told and not _is_number(kind, number)):
        return None
    if status is not None and (not isinstance(status, str) or status not in LOCKING[kind]):
        return None
    readers = _READERS[kind]
    if not all(name in readers and readers[name](value) for name, value in said.items()):
        return None
    if "birthdate" in said and not is_birthdate(said["birthdate"], today):
        return None
    founded = day_of(said["established_on"]) if "established_on" in said else None
    if founded is not None and founded > today:
        return None
    data = {name: _kept(name, value) for name, value in said.items()}
    return ReadRecord(None if number is None else str(number), data, day, status)


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
    SubjectKind.FOREIGNER: _OF_PEOPLE,
    SubjectKind.ORGANISATION: {
        **dict.fromkeys(("name", "short_name", "foreign_name"), _is_name),
        "established_on": _is_day,
        "address": _is_address,
        **dict.fromkeys(("tax_code", "enterprise_code", "body_code"), _is_code),
        "representative": _is_representative,
    },
}
