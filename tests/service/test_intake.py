"""People of a file become subjects, accounts and passwords, each line for itself."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from threading import Thread

import pytest
from sqlalchemy import select

from idp.accounts.domain import CURRENT_TERMS, AccountState, GuardianReason
from idp.accounts.tables import ACCOUNT
from idp.assurance.kinds import Means
from idp.factors.domain import CredentialKind, VerificationContext, VerifiedFactor
from idp.factors.passwords import PresentedPassword
from idp.factors.tables import CREDENTIAL, PASSWORD
from idp.history.domain import EventType
from idp.history.tables import HISTORY
from idp.intake.domain.faults import FaultyLine
from idp.intake.domain.line import PersonLine
from idp.intake.domain.report import ImportReport
from idp.intake.service import AT_ONCE, OF_ONE_WRITER
from idp.kernel.ids import Id, new_id
from idp.kernel.number_patterns import NumberPattern, number_pattern
from idp.services import Services
from idp.subjects.domain import Source, SubjectKind
from idp.subjects.registration import Indexes, NumbersExhausted, Registrations
from idp.subjects.tables import CONTACT, IDENTITY, SUBJECT, SUBJECT_KEY
from tests.support.databases import counts
from tests.support.newcomers import (
    CITIZEN_CELLS,
    FOREIGNER_CELLS,
    ORGANISATION_CELLS,
    RECORDED,
    REPRESENTATIVE_CELLS,
    citizen,
    line,
)
from tests.support.officers import OPERATOR, themself
from tests.support.people import CITIZEN
from tests.support.races import race
from tests.support.sign_ins import switch_off
from tests.support.world import World

ALL = (SUBJECT, IDENTITY, CONTACT, SUBJECT_KEY, ACCOUNT, CREDENTIAL, PASSWORD, HISTORY)
TYPED = "mật khẩu của tôi"
BCRYPT = "$2b$04$CCCCCCCCCCCCCCCCCCCCC.Cg0ly9t/KVBCBYYDfOmZKwry9JuXClC"


@dataclass
class Kept:
    """What a run told of single lines."""

    faults: list[tuple[int, str, str]] = field(default_factory=list)
    numbers: dict[int, str] = field(default_factory=dict)

    def fault(self, found: FaultyLine) -> None:
        self.faults += [(found.line, each.reason, each.column) for each in found.faults]

    def number(self, line: int, kind: SubjectKind, number: str) -> None:
        assert kind
        self.numbers[line] = number


def take(
    services: Services, lines: Iterable[PersonLine | FaultyLine], *, dry_run: bool = False
) -> tuple[ImportReport, Kept]:
    kept = Kept()
    run = services.intake.take(lines, RECORDED, kept, actor=OPERATOR, dry_run=dry_run)
    *_, report = run
    return report, kept


@pytest.fixture
def house(world: World) -> Services:
    return world.services


@pytest.mark.norm("D3.3", limb="an imported person passes the four acts in their order")
def test_a_citizen_gets_identity_contacts_and_an_account(house: Services) -> None:
    told = line(
        CITIZEN_CELLS,
        email="hanh@example.test",
        email_verified="true",
        email__source="self_declared",
        username="Bich.Hanh",
        level="2",
        locale="vi",
    )
    report, kept = take(house, [told])
    assert (report.registered, report.accounts, kept.faults) == (1, 1, [])
    account = house.accounts.by_username("bich.hanh")
    assert account is not None
    assert (account.state, account.level, account.locale) == (AccountState.GRANTED, 2, "vi")
    person = account.subject_id
    identity = house.subjects.identity(person)
    assert identity.data["name"].value == CITIZEN_CELLS["name"]
    assert identity.data["birthdate"].source is Source.NATIONAL_POPULATION_DB
    assert identity.data["email"].source is Source.SELF_DECLARED
    assert identity.data["updated_at"].source is Source.SYSTEM
    entries = house.history.for_subject(person)
    assert [each.happening for each in reversed(entries)] == [
        EventType.SUBJECT_REGISTERED,
        EventType.SUBJECT_MATCHED,
        EventType.ACCOUNT_CREATED,
        EventType.IDENTITY_BOUND,
    ]
    assert {each.actor for each in entries} == {OPERATOR}
    assert {each.sealed for each in entries} == {"when_written"}
    (address,) = house.notices.contacts.for_subject(person)
    assert (address.value, address.facts.bound) == ("hanh@example.test", 2)


def test_an_imported_account_can_be_activated_and_not_be_used_before(house: Services) -> None:
    take(house, [line(CITIZEN_CELLS, username="hanh", level="1")])
    account = house.accounts.by_username("hanh")
    assert account is not None
    activated = house.accounts.activate(
        account.subject_id, terms_version=CURRENT_TERMS, actor=themself(account.subject_id)
    )
    assert getattr(activated, "state", None) is AccountState.ACTIVE


def test_a_child_needs_a_guardian(house: Services) -> None:
    born = f"{house.clock.now().year - 10}-01-01"
    take(house, [line(CITIZEN_CELLS, birthdate=born, username="child", level="1")])
    with house.database.transaction() as work:
        assert work.execute(select(ACCOUNT.c.guarded)).scalar_one() == GuardianReason.BY_AGE


def test_the_same_file_again_changes_nothing(house: Services) -> None:
    lines = [
        citizen(2, username="one", level="1"),
        line(FOREIGNER_CELLS, 3),
        line(ORGANISATION_CELLS, 4),
    ]
    first, numbers = take(house, lines)
    before = counts(house.database, *ALL)
    again, same = take(house, [*lines, *lines])
    assert (first.registered, first.numbered) == (3, 2)
    assert (again.registered, again.there, again.numbered) == (0, 6, 0)
    assert same == numbers
    assert counts(house.database, *ALL) == before


def test_two_lines_of_one_batch_about_one_person_are_one_person(house: Services) -> None:
    lines = [citizen(2), citizen(2), line(FOREIGNER_CELLS, 4), line(FOREIGNER_CELLS, 5)]
    report, kept = take(house, lines)
    assert (report.registered, report.there, report.conflicts) == (2, 2, 0)
    assert kept.numbers[4] == kept.numbers[5]


def test_other_data_of_a_person_are_a_conflict_and_nothing_is_overwritten(
    house: Services,
) -> None:
    take(house, [citizen(2, username="one", level="1")])
    before = counts(house.database, *ALL)
    lines = [
        citizen(2, name="Lê Văn Khác", gender="male", username="one", level="1"),
        citizen(2, phone_number="0912345678", username="one", level="1"),
        citizen(2, username="two", level="1"),
        citizen(2, username="one", level="2"),
    ]
    numbered = [PersonLine(at, each.cells) for at, each in enumerate(lines, 2)]
    report, kept = take(house, numbered)
    assert (report.conflicts, report.refused, report.there) == (4, 0, 0)
    assert kept.faults == [
        (2, "data_differ", "name"),
        (2, "data_differ", "gender"),
        (3, "data_differ", "phone_number"),
        (4, "data_differ", "username"),
        (5, "data_differ", "level"),
    ]
    assert counts(house.database, *ALL) == before


@pytest.mark.norm("D6.2", limb="a tax code that another organisation has is refused")
def test_a_code_of_another_organisation_is_a_conflict(house: Services) -> None:
    one = line(ORGANISATION_CELLS, 2, number="812345678901")
    other = line(ORGANISATION_CELLS, 3, number="812345678919", name="Công ty Khác")
    report, kept = take(house, [one, other])
    assert (report.registered, report.conflicts) == (1, 1)
    assert kept.faults == [(3, "key_taken", "tax_code")]


def test_an_organisation_never_has_the_number_of_a_person(house: Services) -> None:
    number = "912345678903"
    foreigner = line(FOREIGNER_CELLS, 2, number=number)
    organisation = line(ORGANISATION_CELLS, 3, number=number)
    assert take(house, [foreigner, organisation])[1].faults == [(3, "key_taken", "number")]
    other = line(FOREIGNER_CELLS, 4, number="812345678903", travel_document__number="OTHER")
    both = [line(ORGANISATION_CELLS, 3, number="812345678903"), other]
    assert take(house, both)[1].faults == [(4, "key_taken", "number")]


def test_a_line_with_a_fault_costs_no_other(house: Services) -> None:
    lines = [citizen(2), line(CITIZEN_CELLS, 3, number="1"), citizen(4), citizen(5)]
    report, kept = take(house, lines)
    assert (report.lines, report.registered, report.refused, report.after) == (4, 3, 1, 5)
    assert kept.faults == [(3, "number_malformed", "number")]


def test_a_user_name_that_is_taken_costs_the_line(house: Services) -> None:
    take(house, [citizen(2, username="Đỗ.An", level="1")])
    lines = [
        citizen(3, username="đỗ.an", level="1"),
        citizen(4, username="new", level="1"),
        citizen(5, username="NEW", level="1"),
    ]
    report, kept = take(house, lines)
    assert (report.registered, report.accounts) == (1, 1)
    assert kept.faults == [(3, "username_taken", "username"), (5, "username_taken", "username")]


def test_a_dry_run_says_the_same_and_leaves_nothing(house: Services) -> None:
    lines = [
        citizen(2, username="one", level="1"),
        citizen(2, name="Khác"),
        citizen(4, birthdate="x"),
    ]
    before = counts(house.database, *ALL)
    dry, _ = take(house, lines, dry_run=True)
    assert counts(house.database, *ALL) == before
    real, _ = take(house, lines)
    assert replace(dry, dry_run=False) == real
    assert real.registered == 1


@pytest.mark.norm("D5.2")
@pytest.mark.norm("D6.2", limb="in a name space of their own")
def test_numbers_are_assigned_once_in_two_name_spaces(house: Services) -> None:
    foreigners = [
        line(FOREIGNER_CELLS, at, travel_document__number=f"P{at}") for at in range(2, 42)
    ]
    organisations = [line(ORGANISATION_CELLS, at, tax_code=f"01{at:08}") for at in range(42, 82)]
    report, kept = take(house, [*foreigners, *organisations])
    assert report.numbered == len(set(kept.numbers.values())) == 80
    assert all(number.isascii() and number.isdigit() for number in kept.numbers.values())
    assert {kept.numbers[at][0] for at in range(2, 42)} == {"9"}
    assert {kept.numbers[at][0] for at in range(42, 82)} == {"8"}
    (subject,) = house.subjects.by_number(kept.numbers[2])
    data = house.subjects.identity(subject).data
    assert data["personal_number"].source is Source.SYSTEM


class _Few(NumberPattern):
    """A structure of which only one number is drawn."""

    def number(self, below: Callable[[int], int]) -> str:
        return f"90000000000{5 + below(1)}"


def test_a_number_is_never_assigned_again(house: Services) -> None:
    patterns = {SubjectKind.FOREIGNER: _Few("9", 10, check_digit=True)}
    few = replace(house, intake=replace(house.intake, patterns=patterns))
    take(few, [line(FOREIGNER_CELLS)])
    for table in (CONTACT, IDENTITY, SUBJECT):
        with house.database.transaction() as work:
            work.execute(table.delete())
    with house.database.transaction() as work:
        passports = SUBJECT_KEY.c.name == "travel_document"
        work.execute(SUBJECT_KEY.delete().where(passports))
    with pytest.raises(NumbersExhausted):
        take(few, [line(FOREIGNER_CELLS)])


@pytest.mark.norm("D35.3-2")
def test_another_structure_holds_for_new_numbers_and_old_ones_stay(house: Services) -> None:
    _, before = take(house, [line(FOREIGNER_CELLS, 2)])
    changed = replace(house.intake, patterns={SubjectKind.FOREIGNER: number_pattern("77########")})
    other = line(FOREIGNER_CELLS, 3, travel_document__number="OTHER")
    _, after = take(replace(house, intake=changed), [line(FOREIGNER_CELLS, 2), other])
    assert after.numbers[2] == before.numbers[2]
    assert (len(after.numbers[3]), after.numbers[3][:2]) == (10, "77")
    assert len(house.subjects.by_number(before.numbers[2])) == 1


def test_many_batches_in_parallel_bring_in_everybody_once(house: Services) -> None:
    lines = [citizen(at) for at in range(2, 2 + AT_ONCE + 20)]
    reports = race(lambda: take(house, lines)[0], times=2)
    assert sum(each.registered for each in reports) == len(lines)
    assert sum(each.there for each in reports) == len(lines)
    assert counts(house.database, SUBJECT) == (len(lines),)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_others_write_while_a_file_is_read_and_after_each_short_batch(house: Services) -> None:
    """Each free moment is tried without any patience, by another connection."""
    file = str(house.database.engine.url.database)
    free: list[int] = []
    batches: list[int] = []

    def others_write() -> None:
        with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("COMMIT")

    def lines() -> Iterator[PersonLine]:
        for at in range(2, 2 + OF_ONE_WRITER + 10):
            others_write()
            free.append(at)
            yield citizen(at)

    for report in house.intake.take(lines(), RECORDED, Kept(), actor=OPERATOR):
        others_write()
        batches.append(report.lines)
    assert batches == [OF_ONE_WRITER, OF_ONE_WRITER + 10]
    assert len(free) == OF_ONE_WRITER + 10


def test_somebody_who_was_registered_otherwise_is_there(house: Services) -> None:
    house.subjects.register("citizen", CITIZEN, actor=OPERATOR)
    report, kept = take(house, [line(CITIZEN_CELLS)])
    assert (report.registered, report.there, kept.faults) == (0, 1, [])


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_somebody_who_is_registered_meanwhile_is_there(house: Services) -> None:
    """As on SQLite, where there is one writer, but here the other registration comes between."""
    others: list[Thread] = []

    class Overtaken(Registrations):
        def found(self, every: Sequence[Indexes]) -> list[dict[str, Id]]:
            seen = super().found(every)
            if not others:
                registers = partial(house.subjects.register, "citizen", CITIZEN, actor=OPERATOR)
                others.append(Thread(target=registers))
                others[0].start()
                others[0].join()
            return seen

    own = house.intake.registrations
    overtaken = Overtaken(own.context, own.sealing, own.subjects)
    late = replace(house, intake=replace(house.intake, registrations=overtaken))
    report, kept = take(late, [line(CITIZEN_CELLS), citizen(3)])
    assert (report.registered, report.there, kept.faults) == (1, 1, [])


def pbkdf2(password: str) -> str:
    made = hashlib.pbkdf2_hmac("sha256", password.encode(), b"salt-of-4-tests", 1000).hex()
    return f"pbkdf2:sha256:1000$salt-of-4-tests${made}"


def signing_in(services: Services, username: str, password: str) -> object:
    now = services.clock.now()
    context = VerificationContext(new_id(), now, "0" * 64)
    return services.passwords.verify_at_once(
        context, PresentedPassword(username=username, password=password)
    )


def stored(services: Services) -> Iterator[str]:
    with services.database.transaction() as work:
        yield work.execute(select(PASSWORD.c.hash)).scalar_one()


def test_an_imported_password_counts_for_the_least_and_becomes_ours(world: World) -> None:
    services = world.services
    told = line(CITIZEN_CELLS, username="hanh", level="1", password_hash=pbkdf2(TYPED))
    report, _ = take(services, [told])
    assert report.passwords == 1
    account = services.accounts.by_username("hanh")
    assert account is not None
    (held,) = services.credentials.held(account.subject_id)
    assert (held.kind, held.bound, held.resistant) == (CredentialKind.PASSWORD, 1, False)
    happened = [each.happening for each in services.history.for_subject(account.subject_id)]
    assert happened[0] is EventType.PASSWORD_SET
    world.clock.advance(timedelta(minutes=1))
    assert not isinstance(signing_in(services, "hanh", "another"), VerifiedFactor)
    assert next(stored(services)).startswith("pbkdf2:")
    assert isinstance(signing_in(services, "hanh", TYPED), VerifiedFactor)
    assert next(stored(services)).startswith("$argon2id$")
    assert isinstance(signing_in(services, "hanh", TYPED), VerifiedFactor)


@pytest.mark.parametrize(
    ("hashed", "reason"),
    [
        ("secret", "hash_unknown"),
        ("$scrypt$ln=30,r=8,p=1$c2FsdHNhbHQ$" + "A" * 43, "hash_too_costly"),
        (BCRYPT.replace("$04$", "$20$"), "hash_too_costly"),
    ],
)
def test_a_hash_that_is_not_taken_costs_its_line(house: Services, hashed: str, reason: str) -> None:
    told = line(CITIZEN_CELLS, username="hanh", level="1", password_hash=hashed)
    report, kept = take(house, [told])
    assert report.registered == 0
    assert kept.faults == [(2, reason, "password_hash")]


def test_no_password_is_taken_over_where_passwords_are_switched_off(
    world: World, house: Services
) -> None:
    told = line(CITIZEN_CELLS, username="hanh", level="1", password_hash=pbkdf2(TYPED))
    switch_off(world, Means.PASSWORD)
    report, kept = take(house, [told])
    assert report.registered == 0
    assert kept.faults == [(2, "passwords_disabled", "password_hash")]


def test_an_account_of_an_organisation(house: Services) -> None:
    told = line({**ORGANISATION_CELLS, **REPRESENTATIVE_CELLS}, username="sen.vang")
    assert take(house, [told])[0].accounts == 1
    account = house.accounts.by_username("sen.vang")
    assert account is not None
    assert account.level is None
