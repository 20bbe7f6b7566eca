"""What is asked of a registry about whom."""

import unicodedata
from datetime import timedelta

import pytest

from idp.kernel.registries import RegistryNumber
from idp.registries.domain import asked_again_at, phone_question, question_of
from idp.subjects.domain import Identity, Source, SubjectKind
from tests.support.frozen_clock import START
from tests.support.people import CITIZEN, FOREIGNER, ORGANISATION, recorded


def test_a_name_is_asked_in_one_normal_form() -> None:
    typed = unicodedata.normalize("NFD", "  Trần  Thị\u00a0Bích Hạnh ")
    data = {**CITIZEN, **recorded(Source.SELF_DECLARED, name=typed)}
    question = question_of(Identity("1", SubjectKind.CITIZEN, data))
    assert question.data["name"] == "Trần Thị Bích Hạnh"
    assert unicodedata.is_normalized("NFC", question.data["name"])


def test_a_foreigner_is_told_apart_by_nationality() -> None:
    question = question_of(Identity("1", SubjectKind.FOREIGNER, FOREIGNER))
    assert question.data.keys() == {"name", "birthdate", "nationality"}
    without = {name: it for name, it in FOREIGNER.items() if name != "nationality"}
    assert question_of(Identity("1", SubjectKind.FOREIGNER, without)).missing == {"nationality"}


def test_an_organisation_is_found_by_its_enterprise_code_where_it_has_one() -> None:
    plain = question_of(Identity("1", SubjectKind.ORGANISATION, ORGANISATION))
    assert plain.number == RegistryNumber("organisation_number", "500000000031")
    code = recorded(Source.NATIONAL_ORGANISATION_DB, enterprise_code="0100000001")
    enterprise = question_of(Identity("1", SubjectKind.ORGANISATION, {**ORGANISATION, **code}))
    assert enterprise.number == RegistryNumber("enterprise_code", "0100000001")
    assert phone_question(Identity("1", SubjectKind.ORGANISATION, ORGANISATION)) is None


def test_who_has_no_number_cannot_be_asked_about() -> None:
    with pytest.raises(LookupError):
        question_of(Identity("1", SubjectKind.CITIZEN, {}))


def test_waits_grow_to_six_hours() -> None:
    waits = [asked_again_at(START, tries) - START for tries in (1, 2, 3, 9, 10, 10_000)]
    assert waits == [
        timedelta(minutes=1),
        timedelta(minutes=2),
        timedelta(minutes=4),
        timedelta(minutes=256),
        timedelta(hours=6),
        timedelta(hours=6),
    ]
