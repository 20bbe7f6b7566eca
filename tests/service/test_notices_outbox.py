import contextlib
import json
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from idp.accounts.domain import Account
from idp.accounts.service import Accounts
from idp.kernel.ids import new_id
from idp.notices.domain import Channel, NoticeKind
from idp.notices.failures import outbox_lag
from idp.notices.service import Notices
from idp.platform.database import Database
from idp.platform.keyring import Keyring
from idp.platform.outbound import Outbound
from idp.subjects.domain import Identity
from idp.subjects.service import Subjects
from idp.wiring.people import People
from idp.wiring.platform import Platform
from tests.service.conftest import ISSUER
from tests.support.counting import counted
from tests.support.frozen_clock import FrozenClock
from tests.support.inbox import Inbox, receiving_mail
from tests.support.officers import OPERATOR, themself
from tests.support.people import CITIZEN, ORGANISATION
from tests.support.races import race
from tests.support.receiver import Receiver, receiving

CHANGED = NoticeKind.ACCOUNT_LOCKED
"""A letter that goes to one address only."""


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with receiving_mail() as inbox:
        yield inbox


@pytest.fixture
def party() -> Iterator[Receiver]:
    with receiving() as party:
        yield party


@pytest.fixture
def platform(platform: Platform, inbox: Inbox, party: Receiver) -> Platform:
    """Letters go to this inbox, text messages to this party."""
    addresses = {
        "mail_url": inbox.url,
        "mail_from": "Minh Danh <no-reply@id.test>",
        "sms_url": f"{party.origin}/sms",
    }
    return platform._replace(
        settings=platform.settings.model_copy(update=addresses),
        to_relying_parties=Outbound(("127.0.0.1",), seconds=60),
        to_services=Outbound(("127.0.0.1",), seconds=60),
    )


@pytest.fixture
def notices(people: People) -> Notices:
    return people.notices


def states(database: Database) -> list[str]:
    with database.transaction() as connection:
        return list(connection.exec_driver_sql("SELECT state FROM notice ORDER BY id").scalars())


def queue_logout(notices: Notices, party: Receiver, **claims: str) -> str:
    claims = claims or {"sub": "pairwise", "sid": "s1"}
    return notices.queue_logout(client_id="rp", uri=f"{party.origin}/bye", claims=claims)


def test_a_kind_of_a_later_release_waits_for_its_worker(
    notices: Notices, account: Account, inbox: Inbox, database: Database
) -> None:
    for _ in range(2):
        notices.notify(account.subject_id, text_key=CHANGED, facts={})
    with database.transaction() as connection:
        connection.exec_driver_sql(
            "UPDATE notice SET kind = 'of_later' WHERE id = (SELECT id FROM notice ORDER BY id"
            " LIMIT 1)"
        )
    assert notices.deliver(limit=1) == 1
    assert states(database) == ["queued", "delivered"]
    assert notices.deliver() == 0
    with database.transaction() as connection:
        left = connection.exec_driver_sql(
            "SELECT attempts, claimed_until FROM notice WHERE state = 'queued'"
        )
        assert tuple(left.one()) == (0, None)
    assert len(inbox.letters) == 1


def test_a_person_gets_a_letter_once_in_their_language(
    notices: Notices, accounts: Accounts, account: Account, inbox: Inbox, database: Database
) -> None:
    accounts.set_locale(account.subject_id, "en", actor=themself(account.subject_id))
    notices.notify(account.subject_id, text_key=CHANGED, facts={})
    assert (notices.deliver(), notices.deliver()) == (1, 0)
    [letter] = inbox.letters
    assert letter["To"] == "bich.hanh@example.test"
    assert letter["Subject"] == "Your account was locked"
    assert "unlocking, at https://id.test/me" in letter.get_content()
    assert states(database) == ["delivered"]


def test_a_person_without_mail_gets_a_text_message(
    notices: Notices, subjects: Subjects, inbox: Inbox, party: Receiver
) -> None:
    data = {name: datum for name, datum in CITIZEN.items() if not name.startswith("email")}
    citizen = subjects.register("citizen", data, actor=OPERATOR)
    assert isinstance(citizen, Identity)
    notices.notify(citizen.subject_id, text_key=CHANGED, facts={"locale": "vi"})
    assert notices.deliver() == 1
    assert (len(party.forms), inbox.letters) == (1, [])


def test_a_person_without_mail_is_told_of_the_pause_too(
    notices: Notices, subjects: Subjects, party: Receiver
) -> None:
    data = {name: datum for name, datum in CITIZEN.items() if not name.startswith("email")}
    citizen = subjects.register("citizen", data, actor=OPERATOR)
    assert isinstance(citizen, Identity)
    facts = {"client_name": "Portal", "client_id": "portal", "locale": "en"}
    for _ in range(6):
        notices.notify(citizen.subject_id, text_key=NoticeKind.CONSENT_GIVEN, facts=facts)
        notices.deliver()
    texts = [json.loads(each.body)["text"] for each in party.posts]
    assert ["may bring no message" in each for each in texts] == [False] * 4 + [True]


def test_who_cannot_be_reached_is_owed_nothing(
    notices: Notices, subjects: Subjects, database: Database
) -> None:
    organisation = subjects.register("organisation", ORGANISATION, actor=OPERATOR)
    assert isinstance(organisation, Identity)
    notices.notify(organisation.subject_id, text_key=CHANGED, facts={})
    assert states(database) == []


def test_a_notice_is_taken_back_with_the_fact_it_tells(
    notices: Notices, citizen: Identity, database: Database
) -> None:
    with contextlib.suppress(ZeroDivisionError), database.transaction():
        notices.notify(citizen.subject_id, text_key=CHANGED, facts={})
        raise ZeroDivisionError
    assert states(database) == []


@pytest.mark.norm("D4.3", limb="no address is stored in clear with a letter")
def test_the_outbox_holds_no_address_and_nothing_a_person_typed(
    notices: Notices, citizen: Identity, database: Database
) -> None:
    facts = {"kind": "passkey", "label": "phone of Hanh"}
    notices.notify(citizen.subject_id, text_key=NoticeKind.CREDENTIAL_ADDED, facts=facts)
    with database.transaction() as connection:
        row = repr(connection.exec_driver_sql("SELECT * FROM notice").all())
    assert "phone of Hanh" not in row
    assert "example.test" not in row


def test_a_failed_delivery_is_tried_again_after_growing_pauses(
    notices: Notices, citizen: Identity, inbox: Inbox, clock: FrozenClock, database: Database
) -> None:
    notices.notify(citizen.subject_id, text_key=CHANGED, facts={})
    inbox.refuses = True
    for minutes in (1, 5, 30):
        assert notices.deliver() == 0
        clock.advance(timedelta(minutes=minutes, microseconds=-1))
        assert notices.deliver() == 0
        clock.advance(timedelta(microseconds=1))
    inbox.refuses = False
    assert notices.deliver() == 1
    assert (len(inbox.letters), states(database)) == (1, ["delivered"])


def test_delivery_is_given_up_after_a_day(
    notices: Notices, citizen: Identity, inbox: Inbox, clock: FrozenClock, database: Database
) -> None:
    notices.notify(citizen.subject_id, text_key=CHANGED, facts={})
    inbox.refuses = True
    for _ in range(20):
        notices.deliver()
        clock.advance(timedelta(hours=2))
    inbox.refuses = False
    assert notices.deliver() == 0
    assert states(database) == ["failed"]


def test_the_lag_of_the_outbox_is_known(
    notices: Notices, citizen: Identity, inbox: Inbox, clock: FrozenClock, database: Database
) -> None:
    assert outbox_lag(database, clock.now()) == (0, None)
    queued_at = clock.now()
    notices.notify(citizen.subject_id, text_key=CHANGED, facts={})
    inbox.refuses = True
    assert outbox_lag(database, clock.now()) == (0, queued_at)
    for _ in range(20):
        notices.deliver()
        clock.advance(timedelta(hours=2))
    assert states(database) == ["failed"]
    assert outbox_lag(database, clock.now()) == (1, None)
    clock.advance(timedelta(days=1))
    assert outbox_lag(database, clock.now()) == (0, None), "what was given up long ago is no alarm"


def test_one_hopeless_notice_does_not_hold_up_the_others(
    notices: Notices, citizen: Identity, inbox: Inbox, party: Receiver, database: Database
) -> None:
    notices.queue_logout(client_id="rp", uri=f"{party.origin}/", claims={"sid": "s"}, alg="none")
    notices.queue_logout(client_id="rp", uri="http://10.0.0.1/", claims={"sid": "s"})
    notices.queue_logout(client_id="rp", uri="no url at all", claims={"sid": "s"})
    notices.notify(citizen.subject_id, text_key=CHANGED, facts={})
    assert notices.deliver() == 1
    assert len(inbox.letters) == 1
    assert states(database) == ["queued", "queued", "queued", "delivered"]


def test_racing_workers_deliver_each_notice_once(
    notices: Notices, party: Receiver, database: Database
) -> None:
    for number in range(12):
        queue_logout(notices, party, sid=str(number))
    assert sum(race(lambda: notices.deliver(limit=3), times=6)) <= 12
    while notices.deliver(limit=3):
        pass
    assert len(party.forms) == 12
    assert set(states(database)) == {"delivered"}


def test_a_notice_of_a_worker_that_died_is_taken_over_later(
    notices: Notices, party: Receiver, clock: FrozenClock
) -> None:
    notice_id = queue_logout(notices, party)
    assert len(notices._claim([notice_id], 1)) == 1  # noqa: SLF001 - and then it died
    assert notices.deliver() == 0
    clock.advance(timedelta(minutes=5))
    assert notices.deliver() == 1


def test_a_logout_token_says_what_the_specification_asks(
    notices: Notices, party: Receiver, keyring: Keyring, clock: FrozenClock
) -> None:
    notice_id = queue_logout(notices, party)
    clock.advance(timedelta(minutes=30))
    assert notices.deliver([notice_id]) == 1
    [form] = party.forms
    claims = keyring.verify(form["logout_token"], typ="logout+jwt")
    assert claims is not None
    now = int(clock.now().timestamp())
    assert claims["jti"]
    assert {name: claims[name] for name in claims if name != "jti"} == {
        "iss": ISSUER,
        "aud": "rp",
        "iat": now,
        "exp": now + 120,
        "sub": "pairwise",
        "sid": "s1",
        "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
    }
    assert keyring.verify(form["logout_token"], typ="jwt") is None


def test_only_the_asked_notices_are_delivered(notices: Notices, party: Receiver) -> None:
    asked = queue_logout(notices, party, sid="asked")
    queue_logout(notices, party, sid="other")
    assert notices.deliver([asked]) == 1
    assert notices.deliver([asked]) == 0
    assert notices.deliver([new_id()]) == 0
    assert notices.deliver() == 1


def test_every_attempt_carries_a_fresh_token(
    notices: Notices, party: Receiver, clock: FrozenClock
) -> None:
    queue_logout(notices, party)
    party.status = 500
    assert notices.deliver() == 0
    party.status = 204
    clock.advance(timedelta(minutes=1))
    assert notices.deliver() == 1
    assert len({form["logout_token"] for form in party.forms}) == 2


def test_relying_parties_are_told_in_parallel(
    notices: Notices, party: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = threading.Barrier(8)
    take = type(party).finish_request

    def wait_for_the_others(*arguments: object) -> None:
        everybody.wait(timeout=60)
        take(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(type(party), "finish_request", wait_for_the_others)
    for number in range(8):
        queue_logout(notices, party, sid=str(number))
    assert notices.deliver() == 8


def test_what_was_tried_in_vain_does_not_come_before_what_is_new(
    notices: Notices, party: Receiver, clock: FrozenClock
) -> None:
    for _ in range(3):
        notices.queue_logout(client_id="gone", uri="http://127.0.0.1:9/", claims={"sub": "s"})
    assert notices.deliver() == 0
    clock.advance(timedelta(minutes=10))
    notices.queue_logout(client_id="here", uri=f"{party.origin}/bye", claims={"sub": "s"})
    assert notices.deliver(limit=1) == 1


def test_a_worker_that_is_told_to_stop_begins_nothing_and_gives_back_what_it_took(
    notices: Notices, party: Receiver
) -> None:
    notices.queue_logout(client_id="here", uri=f"{party.origin}/bye", claims={"sub": "s"})
    assert notices.deliver(stopped=lambda: True) == 0
    assert notices.deliver() == 1


def test_what_is_due_elsewhere_costs_a_channel_one_question(
    notices: Notices, party: Receiver, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    notices.queue_logout(client_id="here", uri=f"{party.origin}/bye", claims={"sub": "s"})
    with counted(database, monkeypatch) as cost:
        assert notices.deliver(channels={Channel.SMS}) == 0
    assert len(cost.statements) == 1
    assert notices.deliver(channels={Channel.SMS, Channel.LOGOUT}) == 1


def test_each_channel_is_delivered_apart(notices: Notices, party: Receiver) -> None:
    notices.queue_logout(client_id="here", uri=f"{party.origin}/bye", claims={"sub": "s"})
    assert notices.deliver(channels={Channel.MAIL, Channel.SMS}) == 0
    assert notices.deliver(channels={Channel.LOGOUT}) == 1
