"""A foreigner applies for level 02 at immigration, which sends the dossier to the authority."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from idp.access.desks import DeskKind
from idp.accounts.domain import AccountState
from idp.casework.domain.cases import Case
from idp.history.domain import EventType
from idp.issuance.domain import (
    FieldRefused,
    ForeignerApplication,
    Integrated,
    IssuanceGround,
    Missing,
)
from idp.issuance.procedures import IssuanceEvent
from idp.kernel.actors import OfficerRole
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import RegistryNumber, RegistryRecord
from idp.kernel.rule_sets import RuleSetName
from idp.law.terms import TermId
from idp.letters.domain import LetterKind
from idp.notices.domain import NoticeKind
from idp.registries.domain import Differing
from idp.registries.records import read_record
from idp.subjects.domain import ContactKind, Datum, Source, SubjectKind
from tests.support.desks import desk_of
from tests.support.issuance import (
    EMAIL,
    FOREIGNER,
    FROM_FRANCE,
    NUMBER,
    PASSPORT_KEY,
    PHONE,
    Counter,
    immigration,
)
from tests.support.letters import arrived
from tests.support.world import Person, World, sure

ONLY_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OWN_PHONE = {"personal_number": FOREIGNER["personal_number"]}


@pytest.fixture
def at(world: World) -> Iterator[Counter]:
    with immigration(world) as made:
        yield made


def terms_of(at: Counter, case_id: str) -> list[tuple[TermId, datetime]]:
    found = at.world.services.deadlines.of_case(case_id)
    return [(each.term, each.due_at) for each in found if each.stopped_at is None]


def on_record(at: Counter, case: Case, nationality: str) -> None:
    """That is the nationality on record here by now."""
    services, now = at.world.services, at.world.clock.now()
    assert case.subject_id is not None
    became = Datum(nationality, Source.IMMIGRATION_DB, now.date())
    with services.database.transaction():
        services.subjects.amend(case.subject_id, {"nationality": became}, from_then=now)


@pytest.mark.norm("D11.2c")
@pytest.mark.norm("D11.2d", limb="a granted application is told by e-mail, with the link")
@pytest.mark.norm(
    "D13.0", limb="the term of a foreigner runs while immigration has the complete dossier"
)
@pytest.mark.norm("D13.3b")
@pytest.mark.norm("D7.2-2", limb="a foreigner of six years who entered gets level 02")
def test_an_application_goes_through_immigration_and_makes_the_account(at: Counter) -> None:
    asked = replace(FROM_FRANCE, integrate=(Integrated.DRIVING_LICENCE,))
    case = at.completed(asked)
    assert case.subject_id is not None
    # Monday 23 November 2026, complete: until the end of Thursday 26 November in Viet Nam
    due = datetime(2026, 11, 26, 17, tzinfo=UTC)
    assert terms_of(at, case.id) == [(TermId.ISSUE_FOREIGNER_LEVEL_2, due)]
    assert at.verify(case) == Refused(Reason.DOSSIER_NOT_SENT)
    at.world.clock.advance(timedelta(hours=1))
    sent = sure(at.send(case)).case
    assert sent.state == "sent_to_authority"
    assert terms_of(at, case.id) == [(TermId.ISSUE_FOREIGNER_LEVEL_2, due)], "sending costs nothing"
    last = at.world.services.cases.events(case.id)[-1]
    assert (last.actor, last.at) == (at.receiver.officer, at.world.clock.now())
    kept = at.world.services.history.for_subject(case.subject_id, limit=1)[0]
    assert kept.happening is EventType.ISSUANCE_SENT
    assert kept.facts["desk"] == at.receiver.officer.desk
    sure(at.verify(case))
    moved = sure(at.grant(case))
    account = at.world.services.accounts.by_subject(case.subject_id)
    assert account is not None
    assert (account.username, account.level) == ("jeanne.dupont", 2)
    assert account.state is AccountState.GRANTED
    assert moved.result.kind is LetterKind.ACCOUNT_GRANTED
    words = dict(at.world.services.letters.content(moved.result).facts)
    assert "Giấy phép lái xe" in words, "what no register tells is named in the letter"
    assert words["Căn cứ pháp lý"].endswith("khoản 2 Điều 11, Điều 13")
    told = arrived(at.world, Person(case.subject_id, "", "", None))
    assert [each.to for each in told if "/activate/" in each.text] == [EMAIL]
    assert terms_of(at, case.id) == []


@pytest.mark.norm(
    "D11.2b-1", limb="who a foreigner is comes from the National Immigration Database"
)
@pytest.mark.norm("D11.2a-2", limb="the document is kept; a number only if it is their own")
def test_the_data_come_from_the_immigration_database(at: Counter) -> None:
    told = replace(FROM_FRANCE, phone="0901234567")
    assert at.apply(told) == FieldRefused(Reason.PHONE_NOT_OWN, field="phone")
    at.subscribers.records[PHONE] = OWN_PHONE
    case = sure(at.apply(told))
    assert case.subject_id is not None
    identity = at.world.services.subjects.identity(case.subject_id)
    assert (identity.kind, identity.number) == (SubjectKind.FOREIGNER, FOREIGNER["personal_number"])
    document = identity.data["travel_document"]
    assert (document.value, document.source) == (
        FOREIGNER["travel_document"],
        Source.IMMIGRATION_DB,
    )
    held = {
        each.kind: each
        for each in at.world.services.contacts.repository.for_subject(case.subject_id)
    }
    assert held[ContactKind.PHONE].facts.bound == 2
    assert not held[ContactKind.EMAIL].proven, "beside a number an address is only told"
    application = at.issuance.application(case)
    assert isinstance(application, ForeignerApplication)
    assert (application.document, application.expires_on) == (PASSPORT_KEY, "2031-03-14")


@ONLY_SQLITE
@pytest.mark.norm("D13.3c")
@pytest.mark.norm("D11.2b-1", limb="who has no biometrics on file is flagged and enrolled first")
@pytest.mark.norm("D5.1", limb="no level 02 without fingerprints in the database")
def test_who_is_not_on_file_is_enrolled_first_and_has_the_longer_term(at: Counter) -> None:
    case = sure(at.apply(FROM_FRANCE))
    at.sign(case)
    sure(at.compare(case, finger=None))
    assert at.complete(case) == Refused(Reason.BIOMETRICS_NOT_ON_FILE)
    version, by = at.now(case).version, at.receiver.officer
    sure(at.issuance.complete(case.id, to_enrol=True, version=version, actor=by))
    # seven working days from Monday 23 November 2026
    due = datetime(2026, 12, 2, 17, tzinfo=UTC)
    assert terms_of(at, case.id) == [(TermId.ISSUE_FOREIGNER_LEVEL_2_TO_ENROL, due)]
    assert at.send(case) == Refused(Reason.BIOMETRIC_MISMATCH), "the database has no finger yet"
    sure(at.compare(case))
    sure(at.send(case))
    fire, reviewer = at.world.services.cases.fire, at.reviewer.officer
    sure(fire(case.id, IssuanceEvent.RETURN, reviewer, Missing("A page of the passport.")))
    assert terms_of(at, case.id) == []
    assert at.complete(case) == Refused(Reason.BIOMETRICS_NOT_ON_FILE), "the path stays"


@ONLY_SQLITE
@pytest.mark.norm("D11.2a-1")
@pytest.mark.parametrize("kind", [DeskKind.COMMUNE_POLICE, DeskKind.CARD_PLACE])
def test_a_foreigner_comes_to_immigration(at: Counter, kind: DeskKind) -> None:
    elsewhere = desk_of(at.world, OfficerRole.RECEIVING_OFFICER, kind=kind)
    assert at.apply(FROM_FRANCE, by=elsewhere) == Refused(Reason.DESK_NOT_COMPETENT)
    central = desk_of(at.world, OfficerRole.RECEIVING_OFFICER, kind=DeskKind.IMMIGRATION_CENTRAL)
    case = sure(at.apply(FROM_FRANCE, by=central))
    said = at.issuance.complete(case.id, version=case.version, actor=elsewhere.officer)
    assert said == Refused(Reason.DESK_NOT_COMPETENT)


@ONLY_SQLITE
@pytest.mark.norm("D11.2a-2", limb="a document that expired yesterday is not received")
@pytest.mark.norm("D7.2-2", limb="who did not enter, or whose stay ended, is not received")
def test_what_is_wrong_with_document_contact_or_stay_is_told_and_nothing_is_opened(
    at: Counter,
) -> None:
    """Each in one house, as a refusal leaves nothing behind."""
    today = at.world.clock.now().date()
    typed: dict[tuple[str, Reason], dict[str, Any]] = {
        ("expires_on", Reason.TRAVEL_DOCUMENT_EXPIRED): {"expires_on": today - timedelta(days=1)},
        ("nationality", Reason.NUMBER_MISSING): {"nationality": "VNM"},
        ("number", Reason.NUMBER_MISSING): {"shown": replace(FROM_FRANCE.shown, number="-")},
        ("phone", Reason.CONTACT_REQUIRED): {"email": ""},
        ("email", Reason.ADDRESS_MALFORMED): {"email": "nobody"},
        ("username", Reason.NUMBER_MISSING): {"username": ""},
    }
    for (field, reason), change in typed.items():
        told = replace(FROM_FRANCE, **change)
        assert at.apply(told) == FieldRefused(reason, field=field), field
    others: list[dict[str, Any]] = [
        {"expires_on": date(2031, 3, 15)},
        {"shown": replace(FROM_FRANCE.shown, birthdate="1992-05-18")},
    ]
    for change in others:
        told = replace(FROM_FRANCE, **change)
        assert at.apply(told) == Refused(Reason.MATCH_MISSING), change
    other = replace(FROM_FRANCE, shown=replace(FROM_FRANCE.shown, number="00XX00018"))
    assert at.apply(other) == Refused(Reason.REGISTRY_HAS_NO_RECORD)
    born = (today - timedelta(days=10 * 365)).isoformat()
    recorded: dict[Reason, dict[str, Any]] = {
        Reason.NOT_ENTERED: {"status": "stay_ended"},
        Reason.REGISTRY_RECORD_FAULTY: {"personal_number": None},
        Reason.GUARDIAN_PRESENCE_REQUIRED: {
            "guardians": [{"number": NUMBER, "kind": "guardian", "from": "2020-01-01"}]
        },
        Reason.MATCH_MISSING: {"birthdate": born},
    }
    for reason, change in recorded.items():
        at.immigration.records[PASSPORT_KEY] = {**FOREIGNER, **change}
        assert at.apply(FROM_FRANCE) == Refused(reason), reason
    child = replace(FROM_FRANCE, shown=replace(FROM_FRANCE.shown, birthdate=born))
    assert at.apply(child) == Refused(Reason.GUARDIAN_PRESENCE_REQUIRED)
    at.immigration.silent = True
    assert at.apply(FROM_FRANCE) == Refused(Reason.SERVICE_UNAVAILABLE)
    known = at.world.services.subjects.of_kind
    assert known(SubjectKind.FOREIGNER, FOREIGNER["personal_number"]) is None


@ONLY_SQLITE
@pytest.mark.norm("D7.2-2", limb="the decree in force asks for a residence card")
def test_the_decree_in_force_asks_for_a_residence_card(at: Counter) -> None:
    rule_set = RuleSetName.DECREE_69_2024
    engine = replace(at.issuance.engine, rule_set=rule_set)
    at.issuance = replace(at.issuance, engine=engine, rule_set=rule_set)
    yesterday = (at.world.clock.now().date() - timedelta(days=1)).isoformat()
    none = {name: it for name, it in FOREIGNER.items() if name != "residence_card_until"}
    for record in (none, {**FOREIGNER, "residence_card_until": yesterday}):
        at.immigration.records[PASSPORT_KEY] = record
        assert at.apply(FROM_FRANCE) == Refused(Reason.RESIDENCE_CARD_REQUIRED)
    at.immigration.records[PASSPORT_KEY] = FOREIGNER
    assert sure(at.apply(FROM_FRANCE)).rule_set == rule_set


@ONLY_SQLITE
def test_the_draft_asks_for_none(at: Counter) -> None:
    at.immigration.records[PASSPORT_KEY] = {**FOREIGNER, "residence_card_until": "2020-01-01"}
    sure(at.apply(FROM_FRANCE))


@ONLY_SQLITE
@pytest.mark.norm("D11.2b-2")
def test_nothing_is_complete_without_comparison_and_signature(at: Counter) -> None:
    case = sure(at.apply(FROM_FRANCE))
    assert at.complete(case) == Refused(Reason.SUBJECT_CONFIRMATION_MISSING)
    at.sign(case)
    assert at.complete(case) == Refused(Reason.BIOMETRIC_MISMATCH)
    sure(at.compare(case))
    version, by = at.now(case).version, at.receiver.officer
    enrolled = at.issuance.complete(case.id, to_enrol=True, version=version, actor=by)
    assert enrolled == Refused(Reason.BIOMETRICS_ON_FILE), "the longer term is not for everybody"
    sure(at.complete(case))


@ONLY_SQLITE
def test_references_of_the_identity_database_say_nothing_of_a_foreigner(at: Counter) -> None:
    case = sure(at.apply(FROM_FRANCE))
    services = at.world.services.biometric_providers
    (matcher,) = [each for each in services.all() if each.provenance == Source.IMMIGRATION_DB]
    sure(services.retire(matcher.id, actor=desk_of(at.world, OfficerRole.OPERATOR).officer))
    at.world.clock.advance(timedelta(minutes=1))
    assert at.compare(case) == Refused(Reason.REGISTRY_NOT_CONNECTED)


@ONLY_SQLITE
def test_a_passport_that_expires_meanwhile_stops_the_grant(at: Counter) -> None:
    soon = at.world.clock.now().date().isoformat()
    document = {**FOREIGNER["travel_document"], "expires_on": soon}
    at.immigration.records[PASSPORT_KEY] = {**FOREIGNER, "travel_document": document}
    case = at.completed(replace(FROM_FRANCE, expires_on=date.fromisoformat(soon)))
    sure(at.send(case))
    at.world.clock.advance(timedelta(days=1))
    assert at.verify(case) == Refused(Reason.TRAVEL_DOCUMENT_EXPIRED)


@ONLY_SQLITE
def test_verification_asks_immigration_again(at: Counter) -> None:
    case = at.completed(FROM_FRANCE)
    sure(at.send(case))
    at.immigration.records[PASSPORT_KEY] = {**FOREIGNER, "personal_number": "000992000018"}
    assert at.verify(case) == Differing(Reason.REGISTRY_DIFFERS, data=("personal_number",))
    at.immigration.records[PASSPORT_KEY] = {**FOREIGNER, "status": "dead"}
    assert at.verify(case) == Refused(Reason.NOT_ENTERED)
    at.immigration.records[PASSPORT_KEY] = FOREIGNER
    on_record(at, case, "DEU")
    assert at.verify(case) == Differing(Reason.REGISTRY_DIFFERS, data=("nationality",))
    on_record(at, case, "FRA")
    sure(at.verify(case))


@ONLY_SQLITE
@pytest.mark.norm("D11.2d", limb="a refusal is told by e-mail, with its reasons in a letter")
def test_a_refusal_reaches_who_has_an_address_alone(at: Counter) -> None:
    case = at.completed(FROM_FRANCE)
    fire, by = at.world.services.cases.fire, at.reviewer.officer
    ground = IssuanceGround("The passport was reported as lost.")
    assert fire(case.id, IssuanceEvent.REFUSE, by, ground) == Refused(Reason.DOSSIER_NOT_SENT)
    sure(at.send(case))
    moved = sure(fire(case.id, IssuanceEvent.REFUSE, by, ground))
    assert moved.result.kind is LetterKind.ACCOUNT_REFUSED
    assert case.subject_id is not None
    told = arrived(at.world, Person(case.subject_id, "", "", None))
    assert [each.to for each in told] == [EMAIL]
    assert ground.ground in told[0].text


@ONLY_SQLITE
def test_the_address_of_before_gets_nothing_once_a_number_takes_its_place(at: Counter) -> None:
    case = sure(at.apply(FROM_FRANCE))
    at.subscribers.records[PHONE] = OWN_PHONE
    sure(
        at.issuance.amend(
            case.id,
            phone="0901234567",
            email="",
            username="",
            version=case.version,
            actor=at.receiver.officer,
        )
    )
    fire, by = at.world.services.cases.fire, at.receiver.officer
    sure(fire(case.id, IssuanceEvent.RETURN, by, Missing("The signature.")))
    assert case.subject_id is not None
    told = arrived(at.world, Person(case.subject_id, "", "", None))
    missing = [each.to for each in told if each.kind is NoticeKind.DOSSIER_INCOMPLETE]
    assert missing == [PHONE]


@pytest.mark.parametrize(
    "change",
    [
        {"type": "card"},
        {"number": "0 0"},
        {"expires_on": "soon"},
        {"religion": "none"},
        {"issued_at": ""},
    ],
)
@pytest.mark.norm("D5.1", limb="a travel document with another member is not taken")
def test_a_faulty_document_makes_the_record_faulty(change: dict[str, str]) -> None:
    document = {**FOREIGNER["travel_document"], **change}
    data = {**FOREIGNER, "travel_document": document}
    number = RegistryNumber("travel_document", PASSPORT_KEY)
    today = date(2026, 11, 25)
    assert read_record(SubjectKind.FOREIGNER, RegistryRecord(number, data), today) is None
    sound = read_record(SubjectKind.FOREIGNER, RegistryRecord(number, FOREIGNER), today)
    assert sound is not None
    assert sound.residence_until == date(2027, 6, 30)
