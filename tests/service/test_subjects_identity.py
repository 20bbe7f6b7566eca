from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from idp.cli.worker import duties, purges
from idp.history.domain import EventType
from idp.history.service import History
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from idp.platform.sealing import CannotOpen
from idp.subjects.domain import Identity, Source
from idp.subjects.newcomers import KeyName
from idp.subjects.service import Subjects
from idp.subjects.tables import IDENTITY
from tests.support.officers import OPERATOR
from tests.support.people import CITIZEN, FOREIGNER, ORGANISATION, recorded
from tests.support.races import race
from tests.support.world import World


@pytest.mark.norm("D2", limb="each kind of subject is registered")
def test_each_kind_of_subject_is_registered(subjects: Subjects) -> None:
    for kind, data in [
        ("citizen", CITIZEN),
        ("foreigner", FOREIGNER),
        ("organisation", ORGANISATION),
    ]:
        identity = subjects.register(kind, data, actor=OPERATOR)
        assert isinstance(identity, Identity)
        assert subjects.identity(identity.subject_id) == identity
        assert identity.kind == kind


@pytest.mark.norm("D2", limb="a device is no subject")
def test_a_device_is_not_a_subject(subjects: Subjects) -> None:
    assert subjects.register("device", CITIZEN, actor=OPERATOR) == Refused(
        Reason.UNKNOWN_SUBJECT_KIND
    )


@pytest.mark.norm("D3.1")
def test_a_second_identity_with_the_same_number_is_refused(
    subjects: Subjects, citizen: Identity
) -> None:
    other = {**CITIZEN, **recorded(Source.NATIONAL_POPULATION_DB, name="Lê Văn Khác")}
    assert subjects.register("citizen", other, actor=OPERATOR) == Refused(Reason.IDENTITY_EXISTS)
    assert subjects.identity(citizen.subject_id) == citizen


@pytest.mark.norm("D3.1", limb="at the same moment too")
def test_racing_registrations_of_one_number_make_one_identity(subjects: Subjects) -> None:
    answers = race(lambda: subjects.register("citizen", CITIZEN, actor=OPERATOR), times=8)
    assert sum(isinstance(answer, Identity) for answer in answers) == 1
    assert answers.count(Refused(Reason.IDENTITY_EXISTS)) == 7


def test_numbers_of_different_kinds_do_not_collide(subjects: Subjects, citizen: Identity) -> None:
    foreigner = {**FOREIGNER, "personal_number": CITIZEN["personal_number"]}
    answer = subjects.register("foreigner", foreigner, actor=OPERATOR)
    assert isinstance(answer, Identity)
    assert answer.subject_id != citizen.subject_id


def test_an_identity_needs_its_number(subjects: Subjects) -> None:
    with pytest.raises(ValueError, match="organisation_number"):
        subjects.register("organisation", CITIZEN, actor=OPERATOR)


@pytest.mark.norm("D3.2")
def test_an_identity_without_a_subject_cannot_be_saved(database: Database) -> None:
    row = {"subject_id": new_id(), "data_key": b"key", "identity_sealed": b"sealed"}
    refused = pytest.raises(IntegrityError, match=r"(?i)foreign key")
    with refused, database.transaction() as connection:
        connection.execute(insert(IDENTITY).values(row))


@pytest.mark.norm("D3.3", limb="a match is made once and against a source")
def test_matching_is_done_once_and_against_a_source(
    subjects: Subjects, citizen: Identity, history: History
) -> None:
    me = citizen.subject_id
    assert subjects.match(me, Source.SELF_DECLARED, actor=OPERATOR) == Refused(Reason.MATCH_MISSING)
    assert not subjects.matched(me)
    assert subjects.match(me, Source.NATIONAL_POPULATION_DB, actor=OPERATOR) is None
    assert subjects.matched(me)
    assert subjects.match(me, Source.IDENTITY_DB, actor=OPERATOR) == Refused(
        Reason.STATE_ALREADY_HOLDS
    )
    assert [entry.happening for entry in history.for_subject(me)] == [
        EventType.SUBJECT_MATCHED,
        EventType.SUBJECT_REGISTERED,
    ]


def test_nobody_unknown_is_matched(subjects: Subjects) -> None:
    stranger = new_id()
    assert subjects.match(stranger, Source.IDENTITY_DB, actor=OPERATOR) == Refused(Reason.NOT_FOUND)
    assert not subjects.matched(stranger)
    with pytest.raises(LookupError):
        subjects.identity(stranger)
    with pytest.raises(LookupError):
        subjects.seal(stranger, "text", context="c")


@pytest.mark.norm("D3.6", limb="each datum keeps its source")
def test_each_datum_keeps_its_source(subjects: Subjects, citizen: Identity) -> None:
    data = subjects.identity(citizen.subject_id).data
    assert data["birthdate"].source == "national_population_db"
    assert data["email"].source == "self_declared"


def test_when_data_changed_is_a_record_of_this_system_and_of_no_register(
    subjects: Subjects,
) -> None:
    identity = subjects.register("foreigner", FOREIGNER, actor=OPERATOR)
    assert isinstance(identity, Identity)
    data = subjects.identity(identity.subject_id).data
    assert data["updated_at"].source is Source.SYSTEM
    assert data["nationality"].source is Source.IMMIGRATION_DB


@pytest.mark.norm("D17.1", limb="identity data and factors outlive what the worker forgets")
def test_a_hundred_years_of_housekeeping_leave_the_identity(world: World) -> None:
    person = world.person()
    before = world.services.subjects.identity(person.subject_id)
    held = world.services.credentials.held(person.subject_id)
    world.clock.advance(timedelta(days=36_525))
    for duty in (*duties(world.services), *purges(world.services)):
        duty.act()
    assert world.services.subjects.identity(person.subject_id) == before
    assert world.services.credentials.held(person.subject_id) == held


@pytest.mark.norm("D4.3", limb="each person's data are sealed with a key of their own")
def test_what_is_sealed_for_one_person_opens_for_nobody_else(
    subjects: Subjects, citizen: Identity
) -> None:
    other = subjects.register("foreigner", FOREIGNER, actor=OPERATOR)
    assert isinstance(other, Identity)
    sealed = subjects.seal(citizen.subject_id, "secret", context="totp")
    assert subjects.open(citizen.subject_id, sealed, context="totp") == "secret"
    for person, context in (other.subject_id, "totp"), (citizen.subject_id, "username"):
        with pytest.raises(CannotOpen):
            subjects.open(person, sealed, context=context)


def test_no_key_is_two_subjects(subjects: Subjects) -> None:
    register = Source.NATIONAL_ORGANISATION_DB
    first = {**ORGANISATION, **recorded(register, tax_code="0100000001")}
    other = {**first, **recorded(register, organisation_number="500000000032")}
    one = subjects.register("organisation", first, actor=OPERATOR)
    assert isinstance(one, Identity)
    assert subjects.register("organisation", other, actor=OPERATOR) == Refused(
        Reason.IDENTITY_EXISTS
    )
    assert subjects.by_number("500000000032") == ()
    assert subjects.by_key(KeyName.TAX_CODE, "0100000001") == one.subject_id
