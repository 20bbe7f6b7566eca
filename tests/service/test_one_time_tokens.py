from datetime import timedelta

import pytest

from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.one_time.domain import OneTimeToken, OneTimeTokenKind
from idp.one_time.service import OneTimeTokens
from idp.platform.database import Database
from tests.support.frozen_clock import FrozenClock
from tests.support.races import race

MINUTE = timedelta(minutes=1)
CHALLENGE = OneTimeTokenKind.PASSKEY_CHALLENGE


def test_a_proof_gives_its_content_back(one_time_tokens: OneTimeTokens) -> None:
    subject, transaction = new_id(), new_id()
    handle = one_time_tokens.issue(
        CHALLENGE,
        audience="browser",
        valid_for=MINUTE,
        subject_id=subject,
        transaction_id=transaction,
        content={"challenge": "abc"},
    )
    looked = one_time_tokens.peek(CHALLENGE, handle, audience="browser")
    used = one_time_tokens.consume(
        CHALLENGE, handle, audience="browser", subject_id=subject, transaction_id=transaction
    )
    assert used == looked
    assert isinstance(used, OneTimeToken)
    assert (used.content, used.subject_id) == ({"challenge": "abc"}, subject)


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_a_proof_is_used_once(one_time_tokens: OneTimeTokens) -> None:
    handle = one_time_tokens.issue(CHALLENGE, audience="browser", valid_for=MINUTE)
    assert isinstance(one_time_tokens.consume(CHALLENGE, handle, audience="browser"), OneTimeToken)
    assert one_time_tokens.peek(CHALLENGE, handle, audience="browser") is None
    assert one_time_tokens.consume(CHALLENGE, handle, audience="browser") == Refused(
        Reason.USED_BEFORE
    )


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_racing_connections_use_a_proof_once(one_time_tokens: OneTimeTokens) -> None:
    handle = one_time_tokens.issue(CHALLENGE, audience="browser", valid_for=MINUTE)
    answers = race(lambda: one_time_tokens.consume(CHALLENGE, handle, audience="browser"), times=20)
    assert sum(isinstance(answer, OneTimeToken) for answer in answers) == 1
    assert answers.count(Refused(Reason.USED_BEFORE)) == 19


def test_racing_connections_spend_a_foreign_value_once(
    one_time_tokens: OneTimeTokens, clock: FrozenClock
) -> None:
    until = clock.now() + MINUTE
    answers = race(
        lambda: one_time_tokens.mark_used(
            OneTimeTokenKind.CLIENT_ASSERTION, "jti-1", audience="client", expires_at=until
        ),
        times=20,
    )
    assert answers.count(True) == 1


def test_a_foreign_value_counts_once_for_each_audience(
    one_time_tokens: OneTimeTokens, clock: FrozenClock
) -> None:
    until = clock.now() + MINUTE
    for audience in ("one", "two"):
        spent = [
            one_time_tokens.mark_used(
                OneTimeTokenKind.CLIENT_ASSERTION, "jti", audience=audience, expires_at=until
            )
            for _ in range(2)
        ]
        assert spent == [True, False]


def test_a_proof_expires(one_time_tokens: OneTimeTokens, clock: FrozenClock) -> None:
    handle = one_time_tokens.issue(CHALLENGE, audience="browser", valid_for=MINUTE)
    clock.advance(MINUTE)
    assert one_time_tokens.peek(CHALLENGE, handle, audience="browser") is None
    assert one_time_tokens.consume(CHALLENGE, handle, audience="browser") == Refused(Reason.EXPIRED)


def test_a_proof_is_for_one_kind_and_one_audience(one_time_tokens: OneTimeTokens) -> None:
    handle = one_time_tokens.issue(CHALLENGE, audience="browser", valid_for=MINUTE)
    other_kind = one_time_tokens.consume(
        OneTimeTokenKind.LOGOUT_QUESTION, handle, audience="browser"
    )
    other_audience = one_time_tokens.consume(CHALLENGE, handle, audience="another")
    assert (other_kind, other_audience) == (Refused(Reason.NOT_FOUND),) * 2
    assert isinstance(one_time_tokens.consume(CHALLENGE, handle, audience="browser"), OneTimeToken)


@pytest.mark.norm("D19.4-2", limb="a proof counts in its own transaction")
@pytest.mark.parametrize("bound", ["transaction_id", "subject_id"])
def test_a_proof_of_another_transaction_or_person_is_refused(
    one_time_tokens: OneTimeTokens, bound: str
) -> None:
    mine = {bound: new_id()}
    handle = one_time_tokens.issue(CHALLENGE, audience="browser", valid_for=MINUTE, **mine)  # type: ignore[arg-type]
    for shown in ({bound: new_id()}, {}):
        answer = one_time_tokens.consume(CHALLENGE, handle, audience="browser", **shown)
        assert answer == Refused(Reason.FACTOR_FROM_OTHER_TRANSACTION)
    assert isinstance(
        one_time_tokens.consume(CHALLENGE, handle, audience="browser", **mine), OneTimeToken
    )


def test_only_expired_proofs_are_forgotten(
    one_time_tokens: OneTimeTokens, clock: FrozenClock
) -> None:
    one_time_tokens.issue(CHALLENGE, audience="browser", valid_for=MINUTE)
    kept = one_time_tokens.issue(CHALLENGE, audience="browser", valid_for=2 * MINUTE)
    clock.advance(MINUTE)
    assert one_time_tokens.purge_expired() == 1
    assert one_time_tokens.peek(CHALLENGE, kept, audience="browser") is not None


@pytest.mark.norm("D4.3", limb="pending proofs are sealed at rest")
def test_the_database_alone_cannot_read_a_proof(
    one_time_tokens: OneTimeTokens, database: Database
) -> None:
    handle = one_time_tokens.issue(
        OneTimeTokenKind.TOTP_ENROLMENT,
        audience="b",
        valid_for=MINUTE,
        content={"secret": "JBSWY3DP"},
    )
    with database.transaction() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM proof").all()
    assert "JBSWY3DP" not in repr(rows)
    assert handle not in repr(rows)
