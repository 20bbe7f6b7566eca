"""What is read of a record of a registry."""

from datetime import date

import pytest

from idp.kernel.registries import RegistryNumber, RegistryRecord
from idp.registries.records import ReadRecord, read_record
from idp.subjects.domain import SubjectKind

TODAY = date(2026, 3, 1)
PERSIAN = "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627"


def read(name: str) -> ReadRecord | None:
    record = RegistryRecord(RegistryNumber("personal_number", "900000000023"), {"name": name})
    return read_record(SubjectKind.FOREIGNER, record, TODAY)


@pytest.mark.parametrize("name", [PERSIAN, "\u0936\u0930\u094d\u200d\u092e\u093e"])
def test_a_name_of_a_registry_keeps_the_joiners_of_its_script(name: str) -> None:
    found = read(name)
    assert found is not None
    assert found.data["name"] == name


@pytest.mark.parametrize("name", ["Tr\u200cần", PERSIAN + "\u200c", PERSIAN + "\u202e"])
def test_a_joiner_that_no_script_needs_makes_the_record_faulty(name: str) -> None:
    assert read(name) is None


@pytest.mark.parametrize(("told", "kept"), [("FR", "FRA"), ("FRA", "FRA"), ("VN", "VNM")])
def test_a_nationality_of_a_registry_is_kept_in_three_letters(told: str, kept: str) -> None:
    number = RegistryNumber("personal_number", "900000000023")
    found = read_record(SubjectKind.FOREIGNER, RegistryRecord(number, {"nationality": told}), TODAY)
    assert found is not None
    assert found.data == {"nationality": kept}


@pytest.mark.parametrize("told", ["XYZ", "fr", "", "Pháp", 4, None])
def test_a_nationality_of_no_country_makes_the_record_faulty(told: object) -> None:
    number = RegistryNumber("personal_number", "900000000023")
    record = RegistryRecord(number, {"nationality": told})
    assert read_record(SubjectKind.FOREIGNER, record, TODAY) is None


@pytest.mark.parametrize("told", [True, False, 1, 0, "true", None])
def test_a_record_says_whether_a_card_was_issued_or_is_faulty(told: object) -> None:
    number = RegistryNumber("personal_number", "001190000891")
    said = RegistryRecord(number, {"name": "Nguyễn Thị Sáu", "card_issued": told})
    found = read_record(SubjectKind.CITIZEN, said, TODAY)
    assert (None if found is None else found.has_card) is (told if isinstance(told, bool) else None)
    assert found is None or "card_issued" not in found.data
    silent = read_record(SubjectKind.CITIZEN, RegistryRecord(number, {"name": "Sáu"}), TODAY)
    assert silent is not None
    assert silent.has_card is None
