"""A registered subject is compared with its registry; what is not answered waits."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from idp.access.powers import may
from idp.accounts.domain import Account
from idp.accounts.service import Accounts
from idp.casework.permissions import Permissions
from idp.history.domain import Entry, EventType
from idp.history.service import History
from idp.kernel.actors import System
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import NoAnswer, RegistryComparison, RegistryName, RegistryNumber
from idp.platform.clock import SystemClock
from idp.platform.database import Database
from idp.registries.asking import WhoActsQuestions
from idp.registries.domain import Differing, Matched
from idp.registries.feeds import RegistryFeeds
from idp.registries.service import RegistryMatching
from idp.registries.waiting import WaitingMatches
from idp.subjects.domain import Identity, Source
from idp.subjects.service import Subjects
from idp.subjects.tables import IDENTITY
from tests.support import registries as support
from tests.support.commands import Idp, json_lines
from tests.support.frozen_clock import FrozenClock
from tests.support.officers import OPERATOR
from tests.support.people import CITIZEN, FOREIGNER, ORGANISATION, recorded

MATCHED, REFUSED = EventType.SUBJECT_MATCHED, EventType.SUBJECT_MATCH_REFUSED


@dataclass
class Scripted:
    """A registry that gives these answers in turn; an exception is raised."""

    answers: list[RegistryComparison | NoAnswer] = field(default_factory=list)
    asked: list[tuple[RegistryNumber, Mapping[str, str]]] = field(default_factory=list)

    def compare(self, number: RegistryNumber, data: Mapping[str, str]) -> RegistryComparison:
        self.asked.append((number, data))
        answer = self.answers.pop(0) if self.answers else RegistryComparison(found=True)
        if isinstance(answer, NoAnswer):
            raise answer
        return answer


@dataclass
class Slow(Scripted):
    """One that takes its time for each answer."""

    clock: FrozenClock = field(kw_only=True)

    def compare(self, number: RegistryNumber, data: Mapping[str, str]) -> RegistryComparison:
        self.clock.advance(timedelta(seconds=4.9))
        return super().compare(number, data)


@pytest.fixture
def population() -> Scripted:
    return Scripted()


@pytest.fixture
def subscribers() -> Scripted:
    return Scripted()


@pytest.fixture
def matching(
    history: History,
    subjects: Subjects,
    database: Database,
    clock: FrozenClock,
    population: Scripted,
    subscribers: Scripted,
) -> RegistryMatching:
    connected = {RegistryName.POPULATION: population, RegistryName.SUBSCRIBERS: subscribers}
    waiting, permissions = WaitingMatches(database, clock), Permissions(clock, may, subjects)
    who_acts = WhoActsQuestions(database, subjects, RegistryFeeds(database, clock), ())
    return RegistryMatching(database, history, subjects, connected, waiting, who_acts, permissions)


def told(history: History, subject_id: str, kind: EventType) -> list[Entry]:
    return [each for each in history.for_subject(subject_id) if each.happening is kind]


@pytest.mark.norm("D3.3", limb="the data are compared with a registry")
def test_data_that_agree_are_matched_and_the_source_is_kept(
    matching: RegistryMatching,
    subjects: Subjects,
    citizen: Identity,
    history: History,
    population: Scripted,
) -> None:
    me = citizen.subject_id
    assert matching.match(me, actor=OPERATOR) == Matched(RegistryName.POPULATION, own_phone=True)
    assert subjects.matched(me)
    ((number, data),) = population.asked
    assert number == RegistryNumber("personal_number", "001190000017")
    assert data == {"name": "Trần Thị Bích Hạnh", "birthdate": "1990-01-01", "gender": "female"}
    (entry,) = told(history, me, MATCHED)
    assert entry.facts == {
        "source": "national_population_db",
        "compared": ["birthdate", "gender", "name"],
        "own_phone": True,
    }
    assert matching.match(me, actor=OPERATOR) == Refused(Reason.STATE_ALREADY_HOLDS)
    assert len(population.asked) == 1


@pytest.mark.norm("D3.3", limb="no account before the registry agreed")
def test_what_differs_is_no_match_and_no_account(
    matching: RegistryMatching,
    accounts: Accounts,
    citizen: Identity,
    history: History,
    population: Scripted,
) -> None:
    population.answers = [
        RegistryComparison(found=True, differing=frozenset({"name", "birthdate"}))
    ]
    me = citizen.subject_id
    answer = matching.match(me, actor=OPERATOR)
    assert answer == Differing(Reason.REGISTRY_DIFFERS, data=("birthdate", "name"))
    (entry,) = told(history, me, REFUSED)
    assert entry.facts["data"] == ["birthdate", "name"]
    refused = accounts.create(me, username="hanh", level=2, actor=OPERATOR)
    assert refused == Refused(Reason.MATCH_MISSING)
    assert matching.parked() == []
    assert isinstance(matching.match(me, actor=OPERATOR), Matched)
    assert isinstance(accounts.create(me, username="hanh", level=2, actor=OPERATOR), Account)


def test_no_record_is_refused(
    matching: RegistryMatching, citizen: Identity, population: Scripted, subscribers: Scripted
) -> None:
    population.answers = [RegistryComparison(found=False)]
    answer = matching.match(citizen.subject_id, actor=OPERATOR)
    assert answer == Refused(Reason.REGISTRY_HAS_NO_RECORD)
    assert subscribers.asked == []


@pytest.mark.parametrize("why", [Reason.SERVICE_UNAVAILABLE, Reason.REGISTRY_ANSWER_REFUSED])
def test_what_nobody_answered_waits_for_the_worker(
    why: Reason,
    matching: RegistryMatching,
    subjects: Subjects,
    citizen: Identity,
    history: History,
    population: Scripted,
    clock: FrozenClock,
) -> None:
    population.answers = [NoAnswer(why), NoAnswer(Reason.SERVICE_UNAVAILABLE)]
    me, began = citizen.subject_id, clock.now()
    assert matching.match(me, actor=OPERATOR) == Refused(why)
    (waits,) = matching.parked()
    assert (waits.subject_id, waits.registry, waits.reason) == (me, "population", why)
    assert matching.retry_due() == 0
    assert len(population.asked) == 1, "not before it is due"
    clock.advance(timedelta(minutes=1))
    assert matching.retry_due() == 0
    (waits,) = matching.parked()
    assert (waits.tries, waits.since) == (2, began)
    assert waits.due_at == clock.now() + timedelta(minutes=2)
    assert waits.reason == Reason.SERVICE_UNAVAILABLE
    assert len(told(history, me, REFUSED)) == 1, "its waiting is told once"
    clock.advance(timedelta(minutes=2))
    assert matching.retry_due() == 1
    assert subjects.matched(me)
    assert matching.parked() == []
    (entry,) = told(history, me, MATCHED)
    assert entry.actor == System(rule="D3.3")


def test_a_silent_registry_is_asked_about_one_person_each_time(
    matching: RegistryMatching, subjects: Subjects, population: Scripted, clock: FrozenClock
) -> None:
    population.answers = [NoAnswer(Reason.SERVICE_UNAVAILABLE)] * 10
    for number in range(4):
        data = {**CITIZEN, **recorded(Source.IDENTITY_DB, personal_number=f"00119000010{number}")}
        waiting = subjects.register("citizen", data, actor=OPERATOR)
        assert isinstance(waiting, Identity)
        matching.match(waiting.subject_id, actor=OPERATOR)
    clock.advance(timedelta(minutes=1))
    matching.retry_due()
    assert len(population.asked) == 4 + 1
    assert len(matching.parked()) == 4


def test_a_slow_registry_holds_up_no_match_with_another(
    matching: RegistryMatching, subjects: Subjects, clock: FrozenClock
) -> None:
    immigration = Scripted([NoAnswer(Reason.SERVICE_UNAVAILABLE)])
    slow = Slow([NoAnswer(Reason.REGISTRY_ANSWER_REFUSED)] * 20, clock=clock)
    connected = {RegistryName.POPULATION: slow, RegistryName.IMMIGRATION: immigration}
    mine = replace(matching, registries=connected)
    for number in range(6):
        data = {**CITIZEN, **recorded(Source.IDENTITY_DB, personal_number=f"00119000010{number}")}
        waiting = subjects.register("citizen", data, actor=OPERATOR)
        assert isinstance(waiting, Identity)
        mine.match(waiting.subject_id, actor=OPERATOR)
    foreigner = subjects.register("foreigner", FOREIGNER, actor=OPERATOR)
    assert isinstance(foreigner, Identity)
    mine.match(foreigner.subject_id, actor=OPERATOR)
    clock.advance(timedelta(minutes=2))
    begun = clock.now()
    assert mine.retry_due() == 1
    assert subjects.matched(foreigner.subject_id)
    assert clock.now() - begun < timedelta(seconds=10)


def test_who_is_matched_otherwise_waits_no_more(
    matching: RegistryMatching,
    subjects: Subjects,
    citizen: Identity,
    population: Scripted,
    clock: FrozenClock,
) -> None:
    population.answers = [NoAnswer(Reason.SERVICE_UNAVAILABLE)]
    matching.match(citizen.subject_id, actor=OPERATOR)
    subjects.match(citizen.subject_id, Source.IDENTITY_DB, actor=OPERATOR)
    clock.advance(timedelta(minutes=1))
    matching.retry_due()
    assert matching.parked() == []
    assert len(population.asked) == 1


def test_who_was_erased_waits_no_more(
    matching: RegistryMatching,
    citizen: Identity,
    database: Database,
    population: Scripted,
    clock: FrozenClock,
) -> None:
    population.answers = [NoAnswer(Reason.SERVICE_UNAVAILABLE)]
    matching.match(citizen.subject_id, actor=OPERATOR)
    with database.transaction() as connection:
        connection.execute(delete(IDENTITY).where(IDENTITY.c.subject_id == citizen.subject_id))
    clock.advance(timedelta(minutes=1))
    matching.retry_due()
    assert matching.parked() == []


def test_data_that_changed_while_the_registry_was_asked_are_asked_about_again(
    matching: RegistryMatching,
    subjects: Subjects,
    citizen: Identity,
    clock: FrozenClock,
    database: Database,
) -> None:
    class Meanwhile(Scripted):
        def compare(self, number: RegistryNumber, data: Mapping[str, str]) -> RegistryComparison:
            name = recorded(Source.NATIONAL_POPULATION_DB, name="Trần Thị Khác")
            with database.transaction():
                subjects.amend(citizen.subject_id, name, from_then=clock.now())
            return super().compare(number, data)

    changed = replace(matching, registries={RegistryName.POPULATION: Meanwhile()})
    assert changed.match(citizen.subject_id, actor=OPERATOR) == Refused(Reason.CASE_MOVED)
    assert not subjects.matched(citizen.subject_id)
    assert [each.reason for each in matching.parked()] == [Reason.CASE_MOVED]


@pytest.mark.parametrize(
    ("answer", "own"),
    [
        (RegistryComparison(found=True, differing=frozenset({"personal_number"})), False),
        (RegistryComparison(found=False), False),
        (NoAnswer(Reason.SERVICE_UNAVAILABLE), None),
    ],
)
def test_a_telephone_number_of_another_refuses_no_match_and_is_told(
    answer: RegistryComparison | NoAnswer,
    own: bool | None,  # noqa: FBT001 - a row of the table
    matching: RegistryMatching,
    citizen: Identity,
    subscribers: Scripted,
) -> None:
    subscribers.answers = [answer]
    said = matching.match(citizen.subject_id, actor=OPERATOR)
    assert said == Matched(RegistryName.POPULATION, own_phone=own)
    ((number, data),) = subscribers.asked
    assert number == RegistryNumber("phone_number", "+84900000017")
    assert data == {"personal_number": "001190000017"}


def test_nobody_is_asked_about_whom_nothing_can_be_asked(
    matching: RegistryMatching, subjects: Subjects, population: Scripted
) -> None:
    assert matching.match(new_id(), actor=OPERATOR) == Refused(Reason.NOT_FOUND)
    for kind, data in ("foreigner", FOREIGNER), ("organisation", ORGANISATION):
        other = subjects.register(kind, data, actor=OPERATOR)
        assert isinstance(other, Identity)
        answer = matching.match(other.subject_id, actor=OPERATOR)
        assert answer == Refused(Reason.REGISTRY_NOT_CONNECTED)
    number = {"personal_number": CITIZEN["personal_number"]}
    nameless = subjects.register("citizen", number, actor=OPERATOR)
    assert isinstance(nameless, Identity)
    answer = matching.match(nameless.subject_id, actor=OPERATOR)
    assert answer == Differing(Reason.REGISTRY_DIFFERS, data=("birthdate", "name"))
    assert population.asked == []


def test_an_operator_matches_by_number_and_sees_what_waits(
    idp: Idp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from idp.cli.context import services  # noqa: PLC0415 - after its settings

    with support.registering(SystemClock()) as registry:
        keys = support.key_file(tmp_path, population=registry.key)
        monkeypatch.setenv("IDP_POPULATION_REGISTRY_URL", registry.address)
        monkeypatch.setenv("IDP_REGISTRY_KEYS", str(keys))
        monkeypatch.setenv("IDP_OUTBOUND_HOSTS", "127.0.0.1")
        with services() as opened:
            opened.subjects.register("citizen", CITIZEN, actor=OPERATOR)
        listed = json_lines(idp("registries", "list"))
        assert listed == [{"registry": "population", "url": registry.address}]
        registry.statuses = [503, 503]
        silent = idp("registries", "match", "001190000017")
        assert (silent.exit_code, silent.output) == (1, "Error: refused: service_unavailable\n")
        (waits,) = json_lines(idp("registries", "parked"))
        assert (waits["registry"], waits["tries"]) == ("population", 1)
        assert idp("registries", "match", "001190000017").output == (
            "Error: refused: registry_has_no_record\n"
        )
        registry.records["001190000017"] = {"name": "Trần Thị Bích Hạnh", "gender": "female"}
        assert idp("registries", "match", "001190000017").output == (
            "Error: refused: registry_differs: birthdate\n"
        )
        registry.records["001190000017"] = {
            **registry.records["001190000017"],
            "birthdate": "1990-01-01",
        }
        (matched,) = json_lines(idp("registries", "match", "001190000017"))
        assert matched == {"registry": "population", "own_phone": None}
        (asked,) = json_lines(idp("registries", "parked"))
        assert asked["event_id"].startswith("represented:"), "the worker asks who acts for them"
        nobody = idp("registries", "match", "001190000099")
        assert nobody.output == "Error: no such subject\n"
