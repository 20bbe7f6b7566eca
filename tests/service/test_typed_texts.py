"""What officers type about a person stands nowhere in clear, and goes with the person's key."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from idp.casework.tables import CASE_EVENT
from idp.casework.typed_texts import SEALED
from idp.documents.domain import DocumentKind
from idp.history.domain import EventType
from idp.history.domain import Sealed as Seal
from idp.kernel.actors import ActingClient, OfficerRole
from idp.ledger.offline import program
from idp.losses.domain import LossReason, LostItem, Report, ReportedBy
from idp.losses.tables import LOSS_CASE
from idp.platform.database import Base
from idp.subjects.tables import IDENTITY
from idp.violations.domain import ViolationKind
from idp.violations.tables import VIOLATION
from tests.support import databases, ledgers
from tests.support.desks import desk_of
from tests.support.ledgers import Keys
from tests.support.pdf_files import pdf_of
from tests.support.world import Person, World, sure

WORD = "xylophonist"
SAID = f"The caller is the {WORD} Đặng Văn Kèn; his sister keeps the telephone."
LOST = Report(LossReason.LOST_CONTROL, frozenset({LostItem.SECRETS}))


@dataclass(frozen=True)
class Typed:
    """A case of a person that was closed with words about people. `outcome` reads them again."""

    world: World
    person: Person
    case_id: str
    happening: EventType
    outcome: Callable[[], str | None]


def loss(world: World) -> Typed:
    by, person, losses = desk_of(world, OfficerRole.HOTLINE), world.person(), world.services.losses
    case = losses.report(person.subject_id, LOST, reported_by=ReportedBy.HOTLINE, actor=by.officer)
    sure(losses.cases.take(case.number, actor=by.officer))
    sure(losses.cases.close(case.number, outcome=SAID, actor=by.officer))

    def outcome() -> str | None:
        found = losses.cases.by_number(case.number)
        assert found is not None
        return found.outcome

    return Typed(world, person, case.id, EventType.LOSS_CASE_CLOSED, outcome)


def misuse(world: World) -> Typed:
    by, person = desk_of(world, OfficerRole.REVIEWER), world.person()
    violations = world.services.violations
    case_id = violations.open(
        ViolationKind.CODE_REPLAYED,
        issued_to="portal",
        actor=ActingClient(client_id="other"),
        subject_id=person.subject_id,
    )
    sure(violations.take(case_id, by.officer))
    sure(violations.close(case_id, SAID, by.officer))

    def outcome() -> str | None:
        found = violations.one(case_id)
        assert found is not None
        return found.outcome

    return Typed(world, person, case_id, EventType.VIOLATION_CLOSED, outcome)


EACH = pytest.mark.parametrize("closed", [loss, misuse], ids=["loss", "misuse"])


def erase(world: World, person: Person) -> None:
    """The key of a person, and what it opens, is gone."""
    database = world.services.database
    with databases.past_the_guards(database):
        database.execute(delete(IDENTITY).where(IDENTITY.c.subject_id == person.subject_id))


def rows_with(world: World, word: str) -> list[str]:
    """The tables in which a word stands in clear."""
    database, found = world.services.database, []
    for table in Base.metadata.sorted_tables:
        for row in database.all(select(table)):
            shown = repr([bytes(x) if isinstance(x, memoryview) else x for x in row])
            if word in shown:
                found.append(table.name)
    return found


@pytest.mark.norm("D4.3", limb="what an officer typed about a person is stored sealed")
@EACH
def test_an_outcome_stands_in_clear_nowhere(world: World, closed: Callable[[World], Typed]) -> None:
    made = closed(world)
    assert rows_with(world, WORD) == []
    assert rows_with(world, "portal" if closed is misuse else "hotline") != []
    texts, me = world.services.cases.texts, made.person.subject_id
    last = world.services.cases.events(made.case_id)[-1]
    assert set(last.facts["outcome"]) == {SEALED}
    assert texts.opened(me, last.facts) == {"outcome": SAID}
    (entry,) = [
        each for each in world.services.history.for_subject(me) if each.happening is made.happening
    ]
    assert entry.facts["outcome"] == last.facts["outcome"]
    assert made.outcome() == SAID
    assert texts.opened(world.person().subject_id, last.facts) == {"outcome": None}, "another key"


@EACH
def test_it_goes_with_the_persons_key_and_nothing_of_the_proof_does(
    world: World, tmp_path: Path, closed: Callable[[World], Typed]
) -> None:
    keys = Keys.new(tmp_path)
    made, ledger = closed(world), ledgers.signing(world.services.ledger, keys)
    ledger.chain()
    ledger.sign()
    erase(world, made.person)
    assert made.outcome() is None
    last = world.services.cases.events(made.case_id)[-1]
    assert world.services.cases.texts.opened(made.person.subject_id, last.facts) == {
        "outcome": None
    }
    assert [*world.services.case_checks.faults()] == []
    entries = world.services.history.for_subject(made.person.subject_id)
    assert {each.sealed for each in entries} == {Seal.WHEN_WRITTEN}
    told: list[str] = []
    dump = ledgers.dump_of(world.services.database, tmp_path)
    given = program.Given([keys.public], [keys.folder])
    assert program.check_file(dump, given, told.append), told


def test_a_case_of_a_person_whose_key_is_gone_keeps_no_text(world: World) -> None:
    person, texts = world.person(), world.services.cases.texts
    erase(world, person)
    assert texts.keep(person.subject_id, SAID) == {SEALED: ""}
    assert texts.read(person.subject_id, {SEALED: ""}) is None


def test_a_case_about_no_person_keeps_its_text_as_it_was_typed(world: World) -> None:
    by, violations = desk_of(world, OfficerRole.REVIEWER).officer, world.services.violations
    case_id = violations.open(
        ViolationKind.CODE_REPLAYED, issued_to="portal", actor=ActingClient(client_id="other")
    )
    sure(violations.take(case_id, by))
    assert sure(violations.close(case_id, SAID, by)).outcome == SAID
    assert world.services.cases.events(case_id)[-1].facts == {"outcome": SAID}


@EACH
def test_rows_of_earlier_releases_are_read_as_they_are(
    world: World, closed: Callable[[World], Typed]
) -> None:
    made, database = closed(world), world.services.database
    with databases.past_the_guards(database):
        for table in (LOSS_CASE, VIOLATION):
            mine = update(table).where(table.c.id == made.case_id)
            database.execute(mine.values(outcome=SAID))
        event = update(CASE_EVENT).where(
            CASE_EVENT.c.case_id == made.case_id, CASE_EVENT.c.event == "close"
        )
        database.execute(event.values(facts={"outcome": SAID}))
    assert made.outcome() == SAID
    last = world.services.cases.events(made.case_id)[-1]
    texts = world.services.cases.texts
    assert texts.opened(made.person.subject_id, last.facts) == {"outcome": SAID}


@pytest.mark.parametrize(
    "typed", ['{"sealed": "AAAA"}', '{"sealed', '{"sealed": 7}', "", "Đã đổi khoá.\nXong."]
)
def test_every_text_comes_back_as_it_was_typed(world: World, typed: str) -> None:
    person, texts = world.person(), world.services.cases.texts
    for about in (person.subject_id, None):
        assert texts.read(about, texts.keep(about, typed)) == typed
        assert texts.from_column(about, texts.column(about, typed)) == typed


def test_the_ground_of_a_lock_and_the_purpose_of_a_look_are_sealed(world: World) -> None:
    by = desk_of(world, OfficerRole.DIRECTOR, OfficerRole.REVIEWER)
    person, services = world.person(), world.services
    sure(
        services.accounts.lock(
            person.subject_id, ground=SAID, body="police", remedy="complaint", actor=by.officer
        )
    )
    document = sure(
        services.documents.add(
            person.subject_id,
            "BM-1",
            DocumentKind.EVIDENCE,
            io.BytesIO(pdf_of()),
            actor=by.officer,
        )
    )
    sure(services.documents.open(document.id, purpose=SAID, actor=by.officer))
    entries = services.history.for_subject(person.subject_id)
    (opened,) = [each for each in entries if each.happening is EventType.DOCUMENT_OPENED]
    assert set(opened.facts["purpose"]) == {SEALED}
    told = services.cases.texts.opened(person.subject_id, opened.facts)
    assert (told["purpose"], told["document"]) == (SAID, document.id)
    (locked,) = [each for each in entries if each.happening is EventType.ACCOUNT_LOCKED]
    assert set(locked.facts["ground"]) == {SEALED}
    assert services.cases.texts.opened(person.subject_id, locked.facts) == {
        "ground": SAID,
        "body": "police",
    }
