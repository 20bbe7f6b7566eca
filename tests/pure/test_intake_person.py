"""What a line says of a person, and all that can be wrong with it."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.intake.domain.columns import COLUMNS, IDENTITY
from idp.intake.domain.faults import FaultyLine, LineFault, LineReason
from idp.intake.domain.line import PersonLine, cells_of_json
from idp.intake.domain.person import Defaults, Newcomer, differences, examine
from idp.subjects.domain import Datum, Source, SubjectKind
from tests.support.newcomers import (
    CITIZEN_CELLS,
    FOREIGNER_CELLS,
    ORGANISATION_CELLS,
    RECORDED,
    REPRESENTATIVE_CELLS,
    line,
)

TODAY = date(2026, 3, 1)


def taken(examined: PersonLine) -> Newcomer:
    person = examine(examined, RECORDED, TODAY)
    assert isinstance(person, Newcomer), person
    return person


def reasons(examined: PersonLine, defaults: Defaults = RECORDED) -> list[tuple[str, str]]:
    person = examine(examined, defaults, TODAY)
    assert isinstance(person, FaultyLine), person
    return [(each.reason, each.column) for each in person.faults]


@pytest.mark.norm("X2.1")
def test_the_groups_of_a_citizen() -> None:
    groups = {
        "number",
        "name",
        "family_name",
        "middle_name",
        "given_name",
        "birthdate",
        "gender",
        "face_image",
        "fingerprints",
    }
    assert set(IDENTITY[SubjectKind.CITIZEN]) == groups
    assert reasons(line(CITIZEN_CELLS, nationality="FRA")) == [
        ("field_of_other_kind", "nationality")
    ]


@pytest.mark.parametrize(("told", "kept"), [("FR", "FRA"), ("FRA", "FRA"), ("D", "DEU")])
def test_a_nationality_is_kept_in_three_letters(told: str, kept: str) -> None:
    data = taken(line(FOREIGNER_CELLS, nationality=told))
    assert data.subject.data["nationality"].value == kept


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("GER", "country_malformed"),
        ("fra", "country_malformed"),
        ("VN", "citizens_nationality"),
        ("VNM", "citizens_nationality"),
    ],
)
def test_a_nationality_of_no_other_country_is_refused(told: str, reason: str) -> None:
    assert reasons(line(FOREIGNER_CELLS, nationality=told)) == [(reason, "nationality")]


@pytest.mark.norm("D5.1", limb="the groups of a foreigner's identity, and no other field")
def test_the_groups_of_a_foreigner() -> None:
    data = taken(line(FOREIGNER_CELLS, number="912345678903", level="2", username="alice"))
    assert set(data.subject.data) == {
        "personal_number",
        "name",
        "birthdate",
        "gender",
        "nationality",
        "travel_document",
        "face_image",
        "fingerprints",
    }
    assert data.subject.data["travel_document"].value == {
        "type": "passport",
        "number": "12AB34567",
        "issued_on": "2020-02-29",
        "issued_at": "Paris",
    }
    assert reasons(line(FOREIGNER_CELLS, religion="none")) == [("field_unknown", "")]
    assert cells_of_json('{"kind": "foreigner", "religion": "none"}') == LineFault(
        LineReason.FIELD_UNKNOWN, "religion"
    )


@pytest.mark.parametrize(
    "missing", ["name", "birthdate", "gender", "nationality", "travel_document.number"]
)
def test_a_foreigner_needs_each_of_them(missing: str) -> None:
    assert ("field_missing", missing) in reasons(
        line({name: cell for name, cell in FOREIGNER_CELLS.items() if name != missing})
    )


@pytest.mark.norm("D5.1", limb="level 02 of a foreigner needs face image and fingerprints")
@pytest.mark.parametrize("missing", ["face_image", "fingerprints"])
def test_level_02_of_a_foreigner_needs_biometric_references(missing: str) -> None:
    cells = {**FOREIGNER_CELLS, "username": "alice"}
    assert reasons(line(cells, level="2", **{missing: ""})) == [("field_missing", missing)]
    assert taken(line(cells, level="1", **{missing: ""})).account is not None


@pytest.mark.norm("D6.1")
def test_an_organisation_has_no_code_that_it_does_not_have() -> None:
    body = line(ORGANISATION_CELLS, tax_code="", body_code="000.00.01.H26")
    assert set(taken(body).subject.data) == {"name", "established_on", "address", "body_code"}
    assert reasons(line(ORGANISATION_CELLS, name="")) == [("field_missing", "name")]


def test_an_organisation_without_number_code_and_reference_could_not_be_found_again() -> None:
    assert reasons(line(ORGANISATION_CELLS, tax_code="")) == [("field_missing", "number")]
    assert taken(line(ORGANISATION_CELLS, tax_code="", reference="A-1")).subject.keys


@pytest.mark.norm("D6.1h", limb="an account of an organisation names its representative")
def test_an_account_of_an_organisation_names_its_representative() -> None:
    wanted = line(ORGANISATION_CELLS, username="sen.vang")
    assert {column for _, column in reasons(wanted)} == set(REPRESENTATIVE_CELLS)
    told = taken(line({**ORGANISATION_CELLS, **REPRESENTATIVE_CELLS}, username="sen.vang"))
    assert told.account is not None
    assert told.account.level is None
    assert told.subject.data["representative"].value["number"] == "001190000017"


@pytest.mark.norm("X6.1", limb="no password comes with an organisation")
def test_no_password_is_brought_for_an_organisation() -> None:
    cells = {**ORGANISATION_CELLS, **REPRESENTATIVE_CELLS}
    told = line(cells, username="sen.vang", password_hash="$2b$12$" + "a" * 53)
    assert reasons(told) == [("password_of_organisation", "password_hash")]


@pytest.mark.norm("D6.2", limb="the number is no tax or enterprise code")
@pytest.mark.parametrize("code", ["tax_code", "enterprise_code"])
def test_the_number_of_an_organisation_is_no_code_of_others(code: str) -> None:
    told = line(ORGANISATION_CELLS, number="0312345678", **{code: "031-234-5678"})
    assert reasons(told) == [("number_is_code", "number")]


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("number", "01190000017", "number_malformed"),
        ("number", "00119000001\u0667", "number_malformed"),
        ("birthdate", "1990-02-30", "date_malformed"),
        ("birthdate", "20240101", "date_malformed"),
        ("birthdate", "2026-03-02", "date_in_future"),
        ("birthdate", "0990", "date_malformed"),
        ("gender", "nữ", "word_unknown"),
        ("name", "Trần\u202eThị", "text_malformed"),
        ("name", "Trần\0", "text_malformed"),
        ("name", "\ud800", "text_malformed"),
        ("email", "a@b", "address_malformed"),
        ("phone_number", "123", "address_malformed"),
        ("source", "system", "word_unknown"),
        ("recorded_on", "2026-03-02", "date_in_future"),
        ("kind", "device", "kind_unknown"),
        ("level", "1", "field_missing"),
    ],
)
def test_a_cell_that_is_wrong(column: str, cell: str, reason: str) -> None:
    assert [each for each, _ in reasons(line(CITIZEN_CELLS, **{column: cell}))] == [reason]


@pytest.mark.parametrize("username", ["001190000017", "Hanh@Mail.Example", "0912 345 678"])
def test_a_user_name_is_no_number_and_no_contact(username: str) -> None:
    told = line(CITIZEN_CELLS, username=username, level="1")
    assert reasons(told) == [("username_is_identifier", "username")]


PERSIAN = "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627"


@pytest.mark.parametrize(
    "name",
    [
        PERSIAN,
        "\u0645\u0644\u06a9\u0647\u064e\u200c\u0632\u0627\u062f\u0647",  # a vowel mark before it
        "\u0936\u0930\u094d\u200d\u092e\u093e",  # Devanagari, behind a virama
        "\u0dc1\u0dca\u200d\u0dbb\u0dd3",  # Sinhala
        "\u0c2a\u0c4d\u200c\u0c30",  # Telugu, U+200C behind a virama
    ],
)
def test_a_name_keeps_the_joiners_of_its_script(name: str) -> None:
    person = taken(line(CITIZEN_CELLS, name=name, family_name=name))
    assert person.subject.data["name"].value == name
    assert person.subject.data["family_name"].value == name


@pytest.mark.parametrize(
    "name",
    [
        "Tr\u200cần",
        "Tr\u200dần",
        PERSIAN + "\u200c",
        "\u200c" + PERSIAN,
        PERSIAN.replace("\u200c", "\u200c\u200c"),
        PERSIAN.replace("\u200c", "\u200d"),
        PERSIAN.replace("\u200c", "\u200c "),
        PERSIAN.replace("\u200c", "\u200c\u202e"),
        PERSIAN.replace("\u200c", "\u200f"),
        PERSIAN.replace("\u06cc", "\u0627"),  # a letter that joins nothing behind it
        "\u0936\u0930\u200d\u092e\u093e",
        "\u0936\u0930\u094d\u200d",
    ],
)
def test_a_joiner_that_shows_nothing_is_refused(name: str) -> None:
    assert reasons(line(CITIZEN_CELLS, name=name)) == [("text_malformed", "name")]


def test_other_texts_than_names_have_no_joiners() -> None:
    told = reasons(line(CITIZEN_CELLS, username=PERSIAN, level="1", reference=PERSIAN))
    assert {("text_malformed", "username"), ("text_malformed", "reference")} <= set(told)


def test_a_name_without_its_joiner_is_another_one() -> None:
    with_it = {"name": Datum(PERSIAN, Source.IMMIGRATION_DB, TODAY)}
    without = {"name": Datum(PERSIAN.replace("\u200c", ""), Source.IMMIGRATION_DB, TODAY)}
    assert differences(with_it, without, own=()) == ("name",)
    assert differences(with_it, with_it, own=()) == ()


def test_every_fault_of_a_line_is_told_at_once() -> None:
    wrong = line(CITIZEN_CELLS, number="1", birthdate="x", gender="y", email="z")
    assert len(reasons(wrong)) == 4


def test_a_line_without_source_and_day_needs_those_of_the_command() -> None:
    told = reasons(line(CITIZEN_CELLS), Defaults())
    assert told == [("field_missing", "source"), ("field_missing", "recorded_on")]


@pytest.mark.norm("D3.6", limb="each datum of a file has its source and day")
def test_each_datum_has_its_own_source_and_day() -> None:
    told = line(
        CITIZEN_CELLS,
        email="An@Example.test",
        email__source="self_declared",
        email__recorded_on="2025-01-01",
    )
    data = taken(told).subject.data
    assert data["email"] == Datum("An@example.test", Source.SELF_DECLARED, date(2025, 1, 1))
    assert data["name"].source is Source.NATIONAL_POPULATION_DB


def test_what_only_the_person_says_is_no_match_and_gives_no_account() -> None:
    told = line(CITIZEN_CELLS, source="self_declared")
    assert taken(told).subject.matched is None
    with_account = line(told.cells, username="an", level="1")
    assert reasons(with_account) == [("source_unproven", "source")]


@pytest.mark.norm("D7.1b", limb="no level 02 below six years")
@pytest.mark.parametrize(
    ("born", "fits"),
    [("2020-03-01", True), ("2020-03-02", False), ("2020", False), ("2019", True)],
)
def test_level_02_begins_with_six_years(born: str, fits: bool) -> None:  # noqa: FBT001
    told = line(CITIZEN_CELLS, birthdate=born, username="an", level="02")
    if fits:
        assert taken(told).account
    else:
        assert reasons(told) == [("age_below_6", "level")]


@pytest.mark.parametrize(
    "name", ["Suharto", "Seán O'Brien", "Đỗ Thị Ánh", "محمد علي", "=cmd|'/c calc'!A0", "+84", "@a"]
)
def test_names_of_all_kinds_are_data(name: str) -> None:
    assert taken(line(CITIZEN_CELLS, name=name)).subject.data["name"].value == name


@given(st.sampled_from(["Nguyễn Thị Hường", "Đặng Ở", "Zoë Ångström", "Lê Ký"]))
def test_both_normal_forms_are_one_name(name: str) -> None:
    one, other = (
        taken(line(CITIZEN_CELLS, name=unicodedata.normalize(form, name))).subject.data
        for form in ("NFC", "NFD")
    )
    assert one == other
    assert differences(one, other, own=()) == ()


def test_a_contact_that_its_owner_has_changed_since_is_no_difference() -> None:
    wanted = {"email": Datum("a@x.test", Source.NATIONAL_POPULATION_DB, date(2024, 7, 1))}
    changed = {"email": Datum("b@x.test", Source.SELF_DECLARED, date(2025, 7, 1))}
    assert differences(wanted, changed, own=("email",)) == ()
    assert differences(wanted, changed, own=()) == ("email",)
    declared = {"email": Datum("b@x.test", Source.SELF_DECLARED, date(2024, 7, 1))}
    assert differences(wanted, declared, own=("email",)) == ("email",)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[]", LineFault(LineReason.LINE_MALFORMED)),
        ("{", LineFault(LineReason.LINE_MALFORMED)),
        ("[" * 50_000, LineFault(LineReason.LINE_MALFORMED)),
        ('{"name": "a", "name": "b"}', LineFault(LineReason.LINE_MALFORMED)),
        ('{"name": "a", "name.value": "b"}', LineFault(LineReason.FIELD_UNKNOWN, "name.value")),
        ('{"name": "a", "name": {"value": "b"}}', LineFault(LineReason.LINE_MALFORMED)),
        ('{"number": 1190000017}', LineFault(LineReason.VALUE_OF_OTHER_TYPE, "number")),
        ('{"level": true}', LineFault(LineReason.VALUE_OF_OTHER_TYPE, "level")),
        ('{"name": ["a"]}', LineFault(LineReason.VALUE_OF_OTHER_TYPE, "name")),
        ('{"Nguyễn An": "x"}', LineFault(LineReason.FIELD_UNKNOWN)),
    ],
)
def test_json_that_is_no_line(text: str, fault: LineFault) -> None:
    assert cells_of_json(text) == fault


def test_json_may_be_nested() -> None:
    text = """{"birthdate": {"value": "1990-01-01", "source": "self_declared"}, "level": 2,
        "email_verified": true, "middle_name": null, "travel_document": {"number": " 1 "}}"""
    assert cells_of_json(text) == {
        "birthdate": "1990-01-01",
        "birthdate.source": "self_declared",
        "level": "2",
        "email_verified": "true",
        "travel_document.number": "1",
    }


_CELLS = st.dictionaries(
    st.sampled_from(sorted(COLUMNS)),
    st.text(min_size=1, max_size=20)
    | st.sampled_from(["1", "2", "2020-01-01", "citizen", "foreigner", "organisation", "true"]),
)


@given(_CELLS)
def test_whatever_a_line_says_it_is_a_person_or_has_faults(cells: dict[str, str]) -> None:
    person = examine(PersonLine(1, cells), Defaults(), TODAY)
    assert isinstance(person, Newcomer) or person.faults
