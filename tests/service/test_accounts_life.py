from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from idp.accounts.domain import CURRENT_TERMS, Account, AccountState, GuardianReason, acts_alone
from idp.accounts.guardianship import GuardianshipReview
from idp.accounts.service import Accounts
from idp.accounts.tables import ACCOUNT
from idp.history.domain import EventType
from idp.history.service import History
from idp.kernel.actors import ActingClient, Actor, Person, System
from idp.kernel.clock import civil_day
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from idp.subjects.domain import Datum, Identity, Source
from idp.subjects.service import Subjects
from tests.support.frozen_clock import FrozenClock
from tests.support.officers import OPERATOR, of_every_role, themself
from tests.support.people import CITIZEN, FOREIGNER, ORGANISATION
from tests.support.races import race
from tests.support.world import sure

WIDE = "".join(chr(ord(letter) + 0xFEE0) for letter in "bich.hanh")
"""The same name in full-width letters."""
GROUND = {"ground": "loss_of_control", "body": "C06", "remedy": "Call the hotline."}


@dataclass(frozen=True)
class ByAgeAlone:
    """Of accounts without any means, nothing else ends."""

    accounts: Accounts

    def settle(self, subject_id: Id) -> bool:
        return self.accounts.end_guardianship_by_age(subject_id)


def state_of(accounts: Accounts, subject_id: Id) -> AccountState:
    status = accounts.status_of(subject_id)
    assert status is not None
    return status.state


@pytest.mark.norm("D3.3", limb="no account before the match")
def test_no_account_before_the_identity_was_matched(accounts: Accounts, citizen: Identity) -> None:
    answer = accounts.create(citizen.subject_id, username="bich.hanh", level=2, actor=OPERATOR)
    assert answer == Refused(Reason.MATCH_MISSING)
    assert accounts.by_subject(citizen.subject_id) is None


@pytest.mark.norm("D7.1b", limb="no account of level 02 is created below six years")
@pytest.mark.norm("X3.1", limb="the sixth birthday widens what may be created")
def test_no_account_of_level_02_before_the_sixth_birthday(
    subjects: Subjects, accounts: Accounts, clock: FrozenClock
) -> None:
    sixth = civil_day(clock.now()) + timedelta(days=1)
    born = sixth.replace(year=sixth.year - 6).isoformat()
    birthdate = Datum(born, Source.NATIONAL_POPULATION_DB, civil_day(clock.now()))
    child = sure(subjects.register("citizen", {**CITIZEN, "birthdate": birthdate}, actor=OPERATOR))
    subjects.match(child.subject_id, Source.NATIONAL_POPULATION_DB, actor=OPERATOR)
    refused = accounts.create(child.subject_id, username="be.na", level=2, actor=OPERATOR)
    assert refused == Refused(Reason.AGE_BELOW_6)
    assert accounts.by_subject(child.subject_id) is None
    clock.advance(timedelta(days=1))
    assert (
        sure(accounts.create(child.subject_id, username="be.na", level=2, actor=OPERATOR)).level
        == 2
    )


@pytest.mark.norm("X3.1", limb="no birthday changes the level of an account")
def test_no_birthday_changes_the_level_of_an_account(
    subjects: Subjects, accounts: Accounts, clock: FrozenClock
) -> None:
    today = civil_day(clock.now())
    born = today.replace(year=today.year - 5).isoformat()
    birthdate = Datum(born, Source.NATIONAL_POPULATION_DB, today)
    child = sure(subjects.register("citizen", {**CITIZEN, "birthdate": birthdate}, actor=OPERATOR))
    me = child.subject_id
    subjects.match(me, Source.NATIONAL_POPULATION_DB, actor=OPERATOR)
    sure(accounts.create(me, username="be.na", level=1, actor=OPERATOR))
    for _ in range(10):
        clock.advance(timedelta(days=366))
        GuardianshipReview(accounts, clock, ByAgeAlone(accounts)).review_next()
    status = accounts.status_of(me)
    assert status is not None
    assert status.level == 1
    assert acts_alone(status, clock.now())


@pytest.mark.norm("D7.3", limb="an account of an organisation has no level")
def test_an_account_of_an_organisation_has_no_level(
    subjects: Subjects, accounts: Accounts, history: History
) -> None:
    body = sure(subjects.register("organisation", ORGANISATION, actor=OPERATOR)).subject_id
    subjects.match(body, Source.NATIONAL_ORGANISATION_DB, actor=OPERATOR)
    for level in (1, 2):
        refused = accounts.create(body, username="sen.vang", level=level, actor=OPERATOR)
        assert refused == Refused(Reason.ORGANISATION_HAS_NO_LEVEL)
    before = [entry.happening for entry in history.for_subject(body)]
    assert EventType.ACCOUNT_CREATED not in before
    created = sure(accounts.create(body, username="sen.vang", level=None, actor=OPERATOR))
    assert created.level is None


def test_no_organisation_has_a_guardian(
    subjects: Subjects, accounts: Accounts, clock: FrozenClock
) -> None:
    body = sure(subjects.register("organisation", ORGANISATION, actor=OPERATOR)).subject_id
    subjects.match(body, Source.NATIONAL_ORGANISATION_DB, actor=OPERATOR)
    sure(accounts.create(body, username="sen.vang", level=None, actor=OPERATOR))
    by, refused = of_every_role(clock.now()), Refused(Reason.UNKNOWN_SUBJECT_KIND)
    assert accounts.place_under_guardian(body, body="C06", actor=by) == refused
    assert accounts.end_guardianship(body, body="C06", actor=by) == refused
    status = accounts.status_of(body)
    assert status is not None
    assert acts_alone(status, clock.now())


@pytest.mark.norm("D3.3", limb="the four acts stand in their order")
def test_the_four_acts_of_identification_stand_in_their_order(
    account: Account, history: History
) -> None:
    acts = [entry.happening for entry in reversed(history.for_subject(account.subject_id))]
    assert acts == [
        EventType.SUBJECT_REGISTERED,
        EventType.SUBJECT_MATCHED,
        EventType.ACCOUNT_CREATED,
        EventType.IDENTITY_BOUND,
    ]


@pytest.mark.parametrize("typed", ["bich.hanh", " BICH.HANH ", WIDE])
def test_a_user_name_is_found_however_it_is_typed(
    accounts: Accounts, account: Account, typed: str
) -> None:
    assert accounts.by_username(typed) == account == accounts.by_subject(account.subject_id)
    assert accounts.username_key(typed) == accounts.username_key("bich.hanh")


@pytest.mark.parametrize("typed", ["bich.han", "", "\x00", "\ud800", "x" * 65536])
def test_an_unknown_user_name_is_nobody(accounts: Accounts, account: Account, typed: str) -> None:
    assert accounts.by_username(typed) is None
    assert accounts.username_key(typed) != accounts.username_key(account.username)


def test_a_user_name_belongs_to_one_person(
    accounts: Accounts, account: Account, subjects: Subjects
) -> None:
    other = subjects.register("foreigner", FOREIGNER, actor=OPERATOR)
    assert isinstance(other, Identity)
    subjects.match(other.subject_id, Source.IMMIGRATION_DB, actor=OPERATOR)
    taken = accounts.create(other.subject_id, username="BICH.hanh", level=1, actor=OPERATOR)
    second = accounts.create(account.subject_id, username="another", level=2, actor=OPERATOR)
    assert taken == Refused(Reason.USERNAME_TAKEN)
    assert second == Refused(Reason.STATE_ALREADY_HOLDS)


@pytest.mark.parametrize("username", ["001190000018", "hanh@mail.example", "0912 345 678"])
def test_no_user_name_is_what_may_be_a_number_or_contact_of_somebody(
    accounts: Accounts, subjects: Subjects, citizen: Identity, username: str
) -> None:
    subjects.match(citizen.subject_id, Source.NATIONAL_POPULATION_DB, actor=OPERATOR)
    refused = accounts.create(citizen.subject_id, username=username, level=2, actor=OPERATOR)
    assert refused == Refused(Reason.USERNAME_IS_IDENTIFIER)
    assert accounts.by_username(username) is None


def test_a_user_name_needs_characters(accounts: Accounts) -> None:
    with pytest.raises(ValueError, match="characters"):
        accounts.create(new_id(), username=" \t", level=1, actor=OPERATOR)


@pytest.mark.norm("D4.7", limb="without the current version nothing is activated")
def test_activation_needs_the_current_terms(
    accounts: Accounts, account: Account, history: History
) -> None:
    me = account.subject_id
    assert accounts.activate(me, terms_version="2019", actor=themself(me)) == Refused(
        Reason.TERMS_NOT_ACCEPTED
    )
    assert state_of(accounts, me) is AccountState.GRANTED
    active = accounts.activate(me, terms_version=CURRENT_TERMS, actor=themself(me))
    assert isinstance(active, Account)
    assert (active.state, active.terms_version) == (AccountState.ACTIVE, CURRENT_TERMS)
    newest = history.for_subject(me)[0]
    assert newest.happening is EventType.ACCOUNT_ACTIVATED
    assert newest.facts == {"terms_version": CURRENT_TERMS}


@pytest.mark.norm("D4.7", limb="the accepted version is kept with its time")
def test_the_time_of_acceptance_is_kept(
    accounts: Accounts, account: Account, database: Database, clock: FrozenClock, history: History
) -> None:
    accounts.activate(
        account.subject_id, terms_version=CURRENT_TERMS, actor=themself(account.subject_id)
    )
    mine = ACCOUNT.c.subject_id == account.subject_id
    kept = select(ACCOUNT.c.terms_version, ACCOUNT.c.terms_accepted_at).where(mine)
    with database.transaction() as connection:
        row = connection.execute(kept).one()
    assert tuple(row) == (CURRENT_TERMS, clock.now())
    assert history.for_subject(account.subject_id)[0].happened_at == clock.now()


def test_an_account_is_activated_once_also_in_a_race(accounts: Accounts, account: Account) -> None:
    answers = race(
        lambda: accounts.activate(
            account.subject_id, terms_version=CURRENT_TERMS, actor=themself(account.subject_id)
        ),
        times=8,
    )
    assert answers.count(Refused(Reason.STATE_ALREADY_HOLDS)) == 7


@pytest.mark.norm("D4.2", limb="a lock keeps ground, body, date and remedy")
def test_a_lock_says_why_by_whom_since_when_and_what_to_do(
    accounts: Accounts, account: Account, clock: FrozenClock
) -> None:
    locked = accounts.lock(account.subject_id, **GROUND, actor=OPERATOR)
    assert isinstance(locked, Account)
    assert locked.lock is not None
    assert (locked.lock.ground, locked.lock.body) == ("loss_of_control", "C06")
    assert (locked.lock.at, locked.lock.remedy) == (clock.now(), "Call the hotline.")
    assert state_of(accounts, account.subject_id) is AccountState.LOCKED


def test_a_locked_account_is_neither_locked_again_nor_activated(
    accounts: Accounts, account: Account
) -> None:
    me = account.subject_id
    accounts.lock(me, **GROUND, actor=OPERATOR)
    assert accounts.lock(me, **GROUND, actor=OPERATOR) == Refused(Reason.STATE_ALREADY_HOLDS)
    answer = accounts.activate(me, terms_version=CURRENT_TERMS, actor=themself(me))
    assert answer == Refused(Reason.ACCOUNT_LOCKED)


@pytest.mark.parametrize("activated", [False, True])
def test_unlocking_gives_back_the_state_before(
    accounts: Accounts, account: Account, *, activated: bool
) -> None:
    me = account.subject_id
    before = (
        accounts.activate(me, terms_version=CURRENT_TERMS, actor=themself(me))
        if activated
        else account
    )
    accounts.lock(me, **GROUND, actor=OPERATOR)
    assert accounts.unlock(me, actor=OPERATOR) == before
    assert accounts.unlock(me, actor=OPERATOR) == Refused(Reason.STATE_ALREADY_HOLDS)


def test_the_chosen_language_is_remembered_and_told_once(
    accounts: Accounts, account: Account, history: History
) -> None:
    for _ in range(2):
        accounts.set_locale(account.subject_id, "en", actor=themself(account.subject_id))
    kept = accounts.by_subject(account.subject_id)
    assert kept is not None
    assert kept.locale == "en"
    told = [entry.happening for entry in history.for_subject(account.subject_id)]
    assert told.count(EventType.LANGUAGE_CHOSEN) == 1


def test_nobody_unknown_is_locked_unlocked_or_activated(accounts: Accounts) -> None:
    stranger = new_id()
    missing = Refused(Reason.NOT_FOUND)
    assert accounts.lock(stranger, **GROUND, actor=OPERATOR) == missing
    assert accounts.unlock(stranger, actor=OPERATOR) == missing
    assert (
        accounts.activate(stranger, terms_version=CURRENT_TERMS, actor=themself(stranger))
        == missing
    )
    assert accounts.status_of(stranger) is None


def guarded(database: Database) -> list[str | None]:
    with database.transaction() as connection:
        return list(connection.execute(select(ACCOUNT.c.guarded)).scalars())


def guard_by_age(database: Database) -> None:
    """As the upgrade leaves every account."""
    with database.transaction() as connection:
        connection.execute(update(ACCOUNT).values(guarded=GuardianReason.BY_AGE))


def test_whether_somebody_acts_alone_is_asked_without_writing(
    accounts: Accounts, account: Account, database: Database, clock: FrozenClock
) -> None:
    """Hot paths ask it, some of them with a session or a code locked."""
    guard_by_age(database)
    standing = accounts.status_of(account.subject_id)
    assert standing is not None
    assert acts_alone(standing, clock.now())
    assert guarded(database) == [GuardianReason.BY_AGE]


def test_a_worker_keeps_who_is_old_enough(
    accounts: Accounts, account: Account, database: Database, clock: FrozenClock
) -> None:
    guard_by_age(database)
    ages = GuardianshipReview(accounts, clock, ByAgeAlone(accounts))
    assert ages.review_next() == 1
    assert guarded(database) == [None]
    told = [each.happening for each in accounts.context.history.for_subject(account.subject_id)]
    assert told.count(EventType.ACTS_ALONE) == 1
    guard_by_age(database)
    assert ages.review_next() == 0
    clock.advance(timedelta(hours=12))
    assert ages.review_next() == 1
    clock.advance(timedelta(days=-3_650))
    guard_by_age(database)
    assert ages.review_next() == 1, "the clock was set back"


def test_a_ward_stays_one_however_old(
    accounts: Accounts, account: Account, database: Database, clock: FrozenClock
) -> None:
    assert accounts.place_under_guardian(account.subject_id, body="C06", actor=OPERATOR) is None
    assert GuardianshipReview(accounts, clock, ByAgeAlone(accounts)).review_next() == 0
    assert not accounts.end_guardianship_by_age(account.subject_id)
    assert guarded(database) == [GuardianReason.WARD]


@pytest.mark.parametrize(
    "actor", [ActingClient(client_id="portal"), Person(subject_id=new_id()), System(rule="a rule")]
)
def test_no_person_no_program_and_no_rule_acts_on_an_account(
    accounts: Accounts, account: Account, actor: Actor
) -> None:
    """Locks are an officer's, or a command's."""
    me, refused = account.subject_id, Refused(Reason.NOT_AUTHORISED)
    assert accounts.lock(me, **GROUND, actor=actor) == refused
    sure(accounts.lock(me, **GROUND, actor=OPERATOR))
    assert accounts.unlock(me, actor=actor) == refused
    assert state_of(accounts, me) is AccountState.LOCKED
