"""Subjects are found by the names they have now, whoever wrote them, and by no others."""

import secrets
from collections.abc import Callable, Iterable
from functools import partial

import pytest
from sqlalchemy import delete, func, insert, select

from idp.cli.worker import names
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from idp.subjects.domain import Datum, Source, SubjectKind
from idp.subjects.name_index import AGAIN_AFTER, BEFORE_ALL, MOST_FOUND, NamedSubjects
from idp.subjects.name_prefixes import Birth, words_of
from idp.subjects.newcomers import NewSubject
from idp.subjects.tables import NAME_INDEXING, NAME_TERM
from tests.support.commands import Idp
from tests.support.officers import OPERATOR
from tests.support.races import race
from tests.support.world import World


def found(world: World, typed: str, birth: str | None = None) -> NamedSubjects:
    when = None if birth is None else Birth(birth)
    return world.services.name_index.find(words_of(typed), when)


def ids(world: World, typed: str, birth: str | None = None) -> list[str]:
    named = found(world, typed, birth)
    assert not named.too_many
    return [each.subject_id for each in named.found]


def rows(world: World, subject_id: str) -> int:
    counted = select(func.count()).where(NAME_TERM.c.subject_id == subject_id)
    row = world.services.database.one(counted)
    assert row is not None
    return int(row[0])


def amend(world: World, subject_id: str, **data: str | None) -> None:
    today = world.clock.now().date()
    said = {
        name: None if value is None else Datum(value, Source.NATIONAL_POPULATION_DB, today)
        for name, value in data.items()
    }
    with world.services.database.transaction():
        world.services.subjects.amend(subject_id, said, from_then=world.clock.now())


def person(world: World, name: str, born: str = "1957-03-12") -> str:
    return world.person(totp=False, data={"name": name, "birthdate": born}).subject_id


def test_a_person_is_found_as_people_say_their_name(world: World) -> None:
    an = person(world, "Nguyễn Văn Ân")
    hoa = person(world, "Trần Thị Hòa")
    for typed in ("nguyen van an", "NGUYỄN VĂN", "ân", "nguyễn ân", "nguy", "nguyen va"):
        assert ids(world, typed) == [an], typed
        for birth in ("1957",) if len(typed) < 6 else ("1957", "1957-03-12"):
            assert an in ids(world, typed, birth), (typed, birth)
        assert an not in ids(world, typed, "1958"), typed
    assert ids(world, "van", "1957-03-12") == [an]
    assert ids(world, "hoa tran", "1957-03-12") == [hoa]
    assert ids(world, "hoa tran") == []
    assert ids(world, "van") == []


def test_whole_words_are_found_before_words_that_are_only_begun(world: World) -> None:
    an, anh = person(world, "Lê Văn An"), person(world, "Lê Văn Anh")
    assert ids(world, "le van an") == [an]
    assert sorted(ids(world, "le va")) == sorted([an, anh])
    assert ids(world, "le van anh") == [anh]


def test_of_too_many_nobody_is_told(world: World) -> None:
    enter(world, [("Phạm Thị Lan", f"1960-01-{day:02}") for day in range(1, MOST_FOUND + 2)])
    assert found(world, "pham thi lan") == NamedSubjects((), too_many=True)
    assert found(world, "pham thi la") == NamedSubjects((), too_many=True)
    assert found(world, "pham thi lan", "1960").too_many
    assert len(ids(world, "pham thi lan", "1960-01-05")) == 1
    assert ids(world, "pham thi lan", "1961") == []


def enter(world: World, people: Iterable[tuple[str, str]]) -> list[str]:
    """Registered together, as an import does."""
    today = world.clock.now().date()
    new = [
        NewSubject(
            SubjectKind.CITIZEN,
            {
                key: Datum(value, Source.NATIONAL_POPULATION_DB, today)
                for key, value in (
                    ("personal_number", "".join(secrets.choice("0123456789") for _ in range(12))),
                    ("name", name),
                    ("birthdate", born),
                )
            },
            Source.NATIONAL_POPULATION_DB,
        )
        for name, born in people
    ]
    registrations = world.services.intake.registrations
    with world.services.database.transaction():
        registrations.let_no_other_run()
        return [each.subject_id for each in registrations.add(new, actor=OPERATOR)]


def test_another_name_moves_the_rows_and_an_erasure_deletes_them(world: World) -> None:
    one = person(world, "Đỗ Minh Khôi")
    before = rows(world, one)
    amend(world, one, name="Đỗ Khánh Vy")
    assert (ids(world, "do minh khoi"), ids(world, "do khanh vy")) == ([], [one])
    amend(world, one, birthdate="1990")
    assert (ids(world, "do khanh vy", "1957"), ids(world, "vy", "1990")) == ([], [one])
    assert ids(world, "khanh", "1990-05-06") == [one], "the register knows the year alone"
    amend(world, one, email=None)
    assert 0 < rows(world, one) <= before + 2
    with world.services.database.transaction():
        world.services.subjects.erase(one)
    assert rows(world, one) == 0
    assert ids(world, "do khanh vy") == []


def test_a_name_that_is_to_hold_later_is_found_from_then_on(world: World) -> None:
    one = person(world, "Bùi Thị Mai")
    later = world.clock.now() + AGAIN_AFTER
    datum = Datum("Bùi Ngọc Mai", Source.NATIONAL_POPULATION_DB, later.date())
    with world.services.database.transaction():
        world.services.subjects.amend(one, {"name": datum}, from_then=later)
    assert (ids(world, "bui thi mai"), ids(world, "bui ngoc mai")) == ([one], [])
    world.clock.advance(AGAIN_AFTER)
    assert (ids(world, "bui thi mai"), ids(world, "bui ngoc mai")) == ([], [one])


def test_no_row_says_a_name_or_a_birth(world: World) -> None:
    """The same name gives the same terms, which only the key makes."""
    one, other = enter(world, [("Vũ Hải Đăng", "1980-01-02"), ("Vũ Hải Đăng", "1980-01-02")])
    terms = {
        each: {
            row.term
            for row in world.services.database.all(
                select(NAME_TERM.c.term).where(NAME_TERM.c.subject_id == each)
            )
        }
        for each in (one, other)
    }
    assert terms[one] == terms[other] != set()


def owed(world: World, subject_ids: Iterable[str]) -> None:
    """As an upgrade leaves people who were there before, and one renamed by the release before."""
    with world.services.database.transaction() as work:
        for each in subject_ids:
            work.execute(delete(NAME_TERM).where(NAME_TERM.c.subject_id == each))
        work.execute(
            insert(NAME_INDEXING).values(
                version=1, rounds_left=2, after=BEFORE_ALL, due_at=world.clock.now()
            )
        )


def test_people_of_before_are_found_once_the_worker_has_gone_through_them(world: World) -> None:
    index = world.services.name_index
    assert index.is_complete()
    old, renamed = person(world, "Hồ Xuân Hương"), person(world, "Phan Bội Châu")
    owed(world, [old])
    stray = world.services.database
    with stray.transaction() as work:
        work.execute(insert(NAME_TERM).values(term=7, subject_id=renamed))
    assert ids(world, "ho xuan huong") == []
    assert not index.is_complete()
    assert index.work() == 2, "one without rows, and one with a row too many"
    assert ids(world, "ho xuan huong") == [old]
    assert stray.all(select(NAME_TERM).where(NAME_TERM.c.term == 7)) == []
    assert not index.is_complete(), "a process of the release before may have written since"
    assert index.work() == 0
    owing = person(world, "Nguyễn Du")
    with stray.transaction() as work:
        work.execute(delete(NAME_TERM).where(NAME_TERM.c.subject_id == owing))
    world.clock.advance(AGAIN_AFTER)
    assert index.work() == 1
    assert (index.is_complete(), ids(world, "nguyen du")) == (True, [owing])


def test_passports_of_before_are_found_once_the_worker_has_gone_through_them(world: World) -> None:
    """As migration 0068 leaves an installation with foreigners."""
    said = {"travel_document": {"type": "passport", "number": "12AB34567"}, "nationality": "FRA"}
    old = world.person(kind=SubjectKind.FOREIGNER, totp=False, data=said).subject_id
    index = world.services.name_index
    assert [each.subject_id for each in index.with_document("12ab 34567")] == [old]
    owed(world, [old])
    assert index.with_document("12AB34567") == ()
    assert index.work() == 1
    assert [each.subject_id for each in index.with_document("12AB34567")] == [old]
    world.clock.advance(AGAIN_AFTER)
    assert index.work() == 0
    assert index.is_complete()


def test_a_round_that_waits_for_its_day_is_kept_when_another_is_ordered(world: World) -> None:
    index, stray = world.services.name_index, world.services.database
    owed(world, [person(world, "Hồ Xuân Hương")])
    assert index.work() == 1
    for _ in range(2):
        index.order()
        assert index.work() == 0, "the ordered round is made at once"
        assert not index.is_complete(), "the last one waits: an old process may write today"
    owing = person(world, "Nguyễn Du")
    with stray.transaction() as work:
        work.execute(delete(NAME_TERM).where(NAME_TERM.c.subject_id == owing))
    world.clock.advance(AGAIN_AFTER)
    index.order()
    assert index.work() == 1
    assert (index.is_complete(), ids(world, "nguyen du")) == (True, [owing])


def test_a_pass_that_was_stopped_goes_on_where_it_was(world: World) -> None:
    people = enter(world, [(f"Lý {word}", "1970") for word in ("Bí", "Nam", "Đế") * 80])
    owed(world, people)
    assert world.services.name_index.step() == 200
    row = world.services.database.one(select(NAME_INDEXING.c.after))
    assert row is not None
    assert row.after > people[0]
    assert world.services.name_index.work() == 40


def test_a_worker_that_owes_no_names_opens_no_transaction(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = world.services.name_index
    (duty,) = names(world.services, stopped=lambda: False)
    with monkeypatch.context() as closed:
        closed.setattr(Database, "transaction", None)
        assert duty.act() == 0
    owed(world, [])
    assert names(world.services, stopped=lambda: True)[0].act() == 0
    assert duty.act() == 0
    with monkeypatch.context() as closed:
        closed.setattr(Database, "transaction", None)
        assert duty.act() == 0, "the last round waits for its day"
    world.clock.advance(AGAIN_AFTER)
    duty.act()
    assert index.is_complete()


def test_the_command_indexes_who_is_owed_and_everybody_again(idp: Idp) -> None:
    assert "everybody is found" in idp("people", "index-names").output
    again = idp("people", "index-names", "--again")
    assert "the names of 0 people were written anew" in again.output
    assert "everybody is found" in again.output


def test_a_change_of_name_and_a_pass_end_with_the_rows_of_the_new_name(world: World) -> None:
    one = person(world, "Trưng Trắc")
    for turn in range(5):
        world.services.name_index.order()
        name = f"Trưng {'Nhị' if turn % 2 else 'Trắc'}"

        acts: list[Callable[[], object]] = [
            world.services.name_index.work,
            partial(amend, world, one, name=name),
        ]
        race(lambda acts=acts: acts.pop()(), times=2)  # type: ignore[misc]
        world.services.name_index.work()
        assert ids(world, name) == [one]
        expected = rows(world, one)
        amend(world, one, name=name)
        assert rows(world, one) == expected


def test_an_id_without_an_identity_is_found_by_nothing(world: World) -> None:
    with world.services.database.transaction() as work:
        term = world.services.subjects.sealing.name_term("g\x1fan\x1f")
        work.execute(insert(NAME_TERM).values(term=term, subject_id=new_id()))
    assert ids(world, "an") == []


@pytest.mark.parametrize("typed", ["", "  ", "'", "\u200d", "…", "; DROP TABLE name_term"])
def test_what_is_no_name_finds_nobody(world: World, typed: str) -> None:
    person(world, "Nguyễn Văn An")
    assert ids(world, typed) == []


def test_the_subjects_of_a_registration_that_was_refused_are_not_found(world: World) -> None:
    an = person(world, "Tô Hiến Thành")
    number = world.services.subjects.identity(an).number
    today = world.clock.now().date()
    again = {
        key: Datum(value, Source.NATIONAL_POPULATION_DB, today)
        for key, value in (("personal_number", number), ("name", "Đinh Bộ Lĩnh"))
    }
    refused = world.services.subjects.register(SubjectKind.CITIZEN, again, actor=OPERATOR)
    assert refused == Refused(Reason.IDENTITY_EXISTS)
    assert ids(world, "dinh bo linh") == []
