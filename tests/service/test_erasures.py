"""An erased account: nothing of the person can be read, and what is kept verifies as before."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from structlog.testing import capture_logs

from idp.accounts.domain import CURRENT_TERMS
from idp.accounts.service import Accounts
from idp.cli.worker import duties, purges
from idp.history.domain import EventType, Sealed
from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.actors import ActingClient, System
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.ledger.offline import program
from idp.letters.domain import LetterKind, ToPerson
from idp.losses.domain import LOST_PHONE_REPORT, ReportedBy
from idp.notices.domain import Channel, NoticeKind
from idp.notices.tables import NOTICE
from idp.personal_data import erasures
from idp.personal_data.domain.erasure import WAITS
from idp.platform.database import Base
from idp.services import Services
from idp.subjects.domain import Identity, Source
from idp.subjects.newcomers import KeyName
from idp.subjects.tables import SUBJECT_KEY
from idp.violations.domain import ViolationKind
from idp.wiring import build
from tests.support import ledgers
from tests.support.commands import Idp
from tests.support.contact_changes import session
from tests.support.frozen_clock import FrozenClock
from tests.support.grants import Relation, relation
from tests.support.officers import OPERATOR, themself
from tests.support.world import World, sure


@pytest.fixture
def world(world: World) -> World:
    """An installation of accounts that their operator created."""
    settings = world.settings.model_copy(update={"accounts_mode": AccountsMode.SELF_CREATED})
    services = build(settings, database=world.services.database, clock=world.clock)
    return World(services, settings, world.clock)


@pytest.fixture
def portal(world: World) -> Relation:
    portal = relation(world, backchannel_logout_uri="https://portal.example/logout")
    portal.agree()
    return portal


def in_clear_or_sealed(world: World, words: set[str]) -> set[str]:
    """The tables in which one of these words stands."""
    database = world.services.database
    return {
        table.name
        for table in Base.metadata.sorted_tables
        for row in database.all(select(table))
        if any(word in repr(tuple(row)) for word in words)
    }


def do_everything(services: Services) -> None:
    """All that a worker does, once; a duty that fails raises."""
    for duty in (*duties(services), *purges(services)):
        duty.act()
    services.notices.deliver()
    list(services.case_checks.faults())


def test_nothing_of_the_person_is_left_and_everything_else_goes_on(portal: Relation) -> None:
    world, whose = portal.world, portal.subject_id
    services = world.services
    account = services.accounts.by_subject(whose)
    assert account is not None
    data = services.subjects.identity(whose).data
    number = str(data["personal_number"].value)
    tokens = portal.issued(transaction_id=new_id())
    letter = services.letters.issue(
        LetterKind.ACCOUNT_LOCKED,
        ToPerson(whose),
        reasons=("lý do",),
        signer=OPERATOR,
        data={"body": "x", "remedy": "y"},
    )
    assert services.erasures.erase(whose, actor=OPERATOR) is None
    assert services.accounts.by_subject(whose) is None
    assert services.accounts.found(number) is None
    assert services.accounts.by_username(account.username) is None
    with pytest.raises(LookupError):
        services.subjects.identity(whose)
    assert services.contacts.repository.for_subject(whose) == ()
    assert services.credentials.held(whose) == ()
    assert services.sessions.for_subject(whose) == []
    assert services.consents.live(whose, portal.party.client_id) is None
    assert isinstance(portal.tokens.userinfo(tokens.access_token), Refused)
    assert isinstance(portal.refresh(tokens.refresh_token), Refused)
    owed = world.services.database.all(select(NOTICE.c.channel).where(NOTICE.c.state == "queued"))
    assert {row.channel for row in owed} == {Channel.LOGOUT}
    assert services.letters.pdf(letter) is None
    (in_list,) = services.letters.in_list(list(services.letters.listed(1))).values()
    assert in_list.basis == ""
    assert services.notices.notify(whose, text_key=NoticeKind.PASSWORD_CHANGED, facts={}) is False
    assert in_clear_or_sealed(world, {number, account.username, str(data["name"].value)}) == set()
    do_everything(services)
    told = services.history.for_subject(whose)
    assert told[0].happening is EventType.ACCOUNT_ERASED
    assert {each.sealed for each in told} == {Sealed.WHEN_WRITTEN}


def test_history_and_ledger_verify_after_an_erasure(world: World, tmp_path: Path) -> None:
    home = tmp_path / "ledger"
    home.mkdir()
    person, services, keys = world.person(), world.services, ledgers.Keys.new(home)
    ledger = ledgers.signing(services.ledger, keys)
    ledger.chain()
    assert services.erasures.erase(person.subject_id, actor=OPERATOR) is None
    ledger.chain()
    ledger.sign()
    dump = ledgers.dump_of(services.database, tmp_path)
    told: list[str] = []
    given = program.Given([keys.public], [keys.folder])
    assert program.check_file(dump, given, told.append), told


def test_who_was_erased_can_begin_anew_as_somebody_else(portal: Relation) -> None:
    world, whose = portal.world, portal.subject_id
    services, client = world.services, portal.client
    account = services.accounts.by_subject(whose)
    assert account is not None
    data = dict(services.subjects.identity(whose).data)
    before = portal.said(portal.issued().id_token)["sub"]
    assert services.erasures.erase(whose, actor=OPERATOR) is None
    again = services.subjects.register("citizen", data, actor=OPERATOR)
    assert isinstance(again, Identity)
    assert again.subject_id != whose
    sure_none = services.subjects.match(
        again.subject_id, Source.NATIONAL_POPULATION_DB, actor=OPERATOR
    )
    assert sure_none is None
    sure(
        services.accounts.create(
            again.subject_id, username=account.username, level=2, actor=OPERATOR
        )
    )
    sure(
        services.accounts.activate(
            again.subject_id, terms_version=CURRENT_TERMS, actor=themself(again.subject_id)
        )
    )
    anew = replace(portal, subject_id=again.subject_id)
    assert services.tokens.signer.sub(anew.subject_id, client) != before


def test_numbers_of_papers_are_free_and_an_assigned_one_leads_to_nobody(world: World) -> None:
    person, database = world.person(), world.services.database
    keys = {KeyName.ASSIGNED_FOREIGNER: b"a" * 32, KeyName.TAX_CODE: b"t" * 32}
    with database.transaction():
        for name, index in keys.items():
            row = {"name": name, "value_index": index, "subject_id": person.subject_id}
            database.execute(insert(SUBJECT_KEY), **row)
    assert world.services.erasures.erase(person.subject_id, actor=OPERATOR) is None
    (kept,) = database.all(select(SUBJECT_KEY))
    assert kept.name == KeyName.ASSIGNED_FOREIGNER
    assert kept.subject_id != person.subject_id


def test_it_waits_seven_days_and_is_withdrawn(world: World, clock: FrozenClock) -> None:
    person, services = world.person(), world.services
    by = themself(person.subject_id)
    asked = sure(services.erasures.ask(person.subject_id, by=None, actor=by))
    again = services.erasures.ask(person.subject_id, by=None, actor=by)
    assert again == Refused(Reason.STATE_ALREADY_HOLDS)
    kinds = select(NOTICE.c.kind).where(NOTICE.c.subject_id == person.subject_id)
    assert NoticeKind.ERASURE_ASKED in {row.kind for row in services.database.all(kinds)}
    clock.advance(WAITS - timedelta(seconds=1))
    assert services.erasures.carry_out_due() == 0
    assert services.erasures.withdraw(person.subject_id, asked.id, actor=by) is None
    twice = services.erasures.withdraw(person.subject_id, asked.id, actor=by)
    assert twice == Refused(Reason.NOT_FOUND)
    clock.advance(timedelta(days=1))
    assert services.erasures.carry_out_due() == 0
    assert services.accounts.by_subject(person.subject_id) is not None


def test_the_worker_carries_it_out_once(world: World, clock: FrozenClock) -> None:
    person, services = world.person(), world.services
    by = themself(person.subject_id)
    sure(services.erasures.ask(person.subject_id, by=None, actor=by))
    clock.advance(WAITS)
    assert services.erasures.carry_out_due() == 1
    assert services.erasures.carry_out_due() == 0
    assert services.erasures.waiting(person.subject_id) is None
    assert services.history.for_subject(person.subject_id)[0].happening == "account_erased"


def test_an_open_case_is_closed_first(world: World, clock: FrozenClock) -> None:
    person, services = world.person(), world.services
    by = themself(person.subject_id)
    case = services.losses.report(
        person.subject_id, LOST_PHONE_REPORT, reported_by=ReportedBy.ACCOUNT, actor=by
    )
    assert services.erasures.erase(person.subject_id, actor=OPERATOR) == Refused(Reason.CASE_OPEN)
    sure(services.erasures.ask(person.subject_id, by=None, actor=by))
    clock.advance(WAITS)
    assert services.erasures.carry_out_due() == 0
    sure(services.losses.cases.take(case.number, actor=OPERATOR))
    sure(services.losses.cases.close(case.number, outcome="xong", actor=OPERATOR))
    assert services.erasures.carry_out_due() == 1


def test_a_lock_is_ended_first(world: World, clock: FrozenClock) -> None:
    person, services = world.person(), world.services
    by, whose = themself(person.subject_id), person.subject_id
    sure(services.erasures.ask(whose, by=None, actor=by))
    decided = {"ground": "quyết định", "body": "Công an tỉnh", "remedy": "khiếu nại"}
    sure(services.endings.lock(whose, **decided, actor=OPERATOR))
    clock.advance(WAITS)
    assert services.erasures.carry_out_due() == 0
    assert services.erasures.erase(whose, actor=OPERATOR) == Refused(Reason.ACCOUNT_LOCKED)
    assert services.accounts.by_subject(whose) is not None
    sure(services.accounts.unlock(whose, actor=OPERATOR))
    assert services.erasures.carry_out_due() == 1
    told = services.history.for_subject(whose)[0].actor
    assert told == System(rule="policy erasure_asked")


def test_one_that_fails_and_one_that_is_held_delay_no_other(
    world: World, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    services, people = world.services, [world.person().subject_id for _ in range(4)]
    for whose in people:
        sure(services.erasures.ask(whose, by=None, actor=themself(whose)))
        clock.advance(timedelta(seconds=1))
    broken, held = people[:2]
    services.losses.report(
        held, LOST_PHONE_REPORT, reported_by=ReportedBy.ACCOUNT, actor=themself(held)
    )
    erase = Accounts.erase

    def breaks(accounts: Accounts, subject_id: str) -> None:
        if subject_id == broken:
            raise RuntimeError("a bad row")
        erase(accounts, subject_id)

    monkeypatch.setattr(Accounts, "erase", breaks)
    monkeypatch.setattr(erasures, "_AT_ONCE", 1)
    clock.advance(WAITS)
    with capture_logs() as lines:
        assert services.erasures.carry_out_due() == 2
        assert services.erasures.carry_out_due() == 0
    assert [each["event"] for each in lines].count("not erased yet") == 1
    assert [each["event"] for each in lines].count("erasure failed") == 2
    for whose in (broken, held):
        assert services.accounts.by_subject(whose) is not None


def test_a_sign_in_that_made_a_change_asks_for_no_erasure(world: World) -> None:
    person, services = world.person(), world.services
    by, whose = session(world, person, purpose="erase").basis, themself(person.subject_id)
    asked = sure(services.erasures.ask(person.subject_id, by=by, actor=whose))
    assert services.erasures.withdraw(person.subject_id, asked.id, actor=whose) is None
    again = services.erasures.ask(person.subject_id, by=by, actor=whose)
    assert again == Refused(Reason.FRESH_SIGN_IN_REQUIRED)


def test_a_case_of_later_ends_without_a_letter(world: World) -> None:
    person, services = world.person(), world.services
    assert services.erasures.erase(person.subject_id, actor=OPERATOR) is None
    case_id = services.violations.open(
        ViolationKind.CODE_REPLAYED,
        issued_to="portal",
        subject_id=person.subject_id,
        actor=ActingClient(client_id="other"),
    )
    sure(services.violations.take(case_id, OPERATOR))
    sure(services.violations.close(case_id, "đã xử lý", OPERATOR))
    do_everything(services)


@pytest.mark.norm("D17.1", limb="an account of the State is not erased, not even on request")
def test_the_state_erases_nobody(world: World) -> None:
    person = world.person()
    settings = world.settings.model_copy(update={"accounts_mode": AccountsMode.STATE_SYSTEM})
    state = build(settings, database=world.services.database, clock=world.clock)
    refused = Refused(Reason.PERMANENT_RECORD)
    by = themself(person.subject_id)
    assert state.erasures.erase(person.subject_id, actor=OPERATOR) == refused
    assert state.erasures.ask(person.subject_id, by=None, actor=by) == refused
    assert world.services.erasures.erase(new_id(), actor=OPERATOR) == Refused(Reason.NOT_FOUND)


def test_commands_ask_withdraw_and_erase(
    idp: Idp, an: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = idp("accounts", "erase", "an.nguyen", "--yes")
    assert (refused.exit_code, "permanent_record" in refused.output) == (1, True)
    monkeypatch.setenv("IDP_ACCOUNTS_MODE", "self_created")
    for words, said in (
        ((), "will be erased at"),
        (("--withdraw",), "withdrawn"),
        (("--now",), "erased"),
    ):
        done = idp("accounts", "erase", "an.nguyen", "--yes", *words)
        assert (done.exit_code, said in done.output) == (0, True), done.output
    gone = idp("accounts", "erase", "an.nguyen", "--yes")
    assert (gone.exit_code, "no such account" in gone.output) == (1, True)
    assert idp("verify-history").exit_code == 0
    assert an
