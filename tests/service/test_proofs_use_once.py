from datetime import timedelta

import pytest

from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from idp.proofs.domain import Proof, ProofKind
from idp.proofs.service import Proofs
from tests.support.frozen_clock import FrozenClock
from tests.support.races import race

MINUTE = timedelta(minutes=1)
CHALLENGE = ProofKind.PASSKEY_CHALLENGE


def test_a_proof_gives_its_content_back(proofs: Proofs) -> None:
    subject, transaction = new_id(), new_id()
    handle = proofs.issue(
        CHALLENGE,
        audience="browser",
        valid_for=MINUTE,
        subject_id=subject,
        transaction_id=transaction,
        content={"challenge": "abc"},
    )
    looked = proofs.look(CHALLENGE, handle, audience="browser")
    used = proofs.consume(
        CHALLENGE, handle, audience="browser", subject_id=subject, transaction_id=transaction
    )
    assert used == looked
    assert isinstance(used, Proof)
    assert (used.content, used.subject_id) == ({"challenge": "abc"}, subject)


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_a_proof_is_used_once(proofs: Proofs) -> None:
    handle = proofs.issue(CHALLENGE, audience="browser", valid_for=MINUTE)
    assert isinstance(proofs.consume(CHALLENGE, handle, audience="browser"), Proof)
    assert proofs.look(CHALLENGE, handle, audience="browser") is None
    assert proofs.consume(CHALLENGE, handle, audience="browser") == Refused(Reason.USED_BEFORE)


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_racing_connections_use_a_proof_once(proofs: Proofs) -> None:
    handle = proofs.issue(CHALLENGE, audience="browser", valid_for=MINUTE)
    answers = race(lambda: proofs.consume(CHALLENGE, handle, audience="browser"), times=20)
    assert sum(isinstance(answer, Proof) for answer in answers) == 1
    assert answers.count(Refused(Reason.USED_BEFORE)) == 19


def test_racing_connections_spend_a_foreign_value_once(proofs: Proofs, clock: FrozenClock) -> None:
    until = clock.now() + MINUTE
    answers = race(
        lambda: proofs.spend(
            ProofKind.CLIENT_ASSERTION, "jti-1", audience="client", expires_at=until
        ),
        times=20,
    )
    assert answers.count(True) == 1


def test_a_foreign_value_counts_once_for_each_audience(proofs: Proofs, clock: FrozenClock) -> None:
    until = clock.now() + MINUTE
    for audience in ("one", "two"):
        spent = [
            proofs.spend(ProofKind.CLIENT_ASSERTION, "jti", audience=audience, expires_at=until)
            for _ in range(2)
        ]
        assert spent == [True, False]


def test_a_proof_expires(proofs: Proofs, clock: FrozenClock) -> None:
    handle = proofs.issue(CHALLENGE, audience="browser", valid_for=MINUTE)
    clock.advance(MINUTE)
    assert proofs.look(CHALLENGE, handle, audience="browser") is None
    assert proofs.consume(CHALLENGE, handle, audience="browser") == Refused(Reason.EXPIRED)


def test_a_proof_is_for_one_kind_and_one_audience(proofs: Proofs) -> None:
    handle = proofs.issue(CHALLENGE, audience="browser", valid_for=MINUTE)
    other_kind = proofs.consume(ProofKind.LOGOUT_QUESTION, handle, audience="browser")
    other_audience = proofs.consume(CHALLENGE, handle, audience="another")
    assert (other_kind, other_audience) == (Refused(Reason.NOT_FOUND),) * 2
    assert isinstance(proofs.consume(CHALLENGE, handle, audience="browser"), Proof)


@pytest.mark.norm("D19.4-2", limb="a proof counts in its own transaction")
@pytest.mark.parametrize("bound", ["transaction_id", "subject_id"])
def test_a_proof_of_another_transaction_or_person_is_refused(proofs: Proofs, bound: str) -> None:
    mine = {bound: new_id()}
    handle = proofs.issue(CHALLENGE, audience="browser", valid_for=MINUTE, **mine)  # type: ignore[arg-type]
    for shown in ({bound: new_id()}, {}):
        answer = proofs.consume(CHALLENGE, handle, audience="browser", **shown)
        assert answer == Refused(Reason.FACTOR_FROM_OTHER_TRANSACTION)
    assert isinstance(proofs.consume(CHALLENGE, handle, audience="browser", **mine), Proof)


def test_only_expired_proofs_are_forgotten(proofs: Proofs, clock: FrozenClock) -> None:
    proofs.issue(CHALLENGE, audience="browser", valid_for=MINUTE)
    kept = proofs.issue(CHALLENGE, audience="browser", valid_for=2 * MINUTE)
    clock.advance(MINUTE)
    assert proofs.forget_expired() == 1
    assert proofs.look(CHALLENGE, kept, audience="browser") is not None


@pytest.mark.norm("D4.3", limb="pending proofs are sealed at rest")
def test_the_database_alone_cannot_read_a_proof(proofs: Proofs, database: Database) -> None:
    handle = proofs.issue(
        ProofKind.TOTP_ENROLMENT, audience="b", valid_for=MINUTE, content={"secret": "JBSWY3DP"}
    )
    with database.transaction() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM proof").all()
    assert "JBSWY3DP" not in repr(rows)
    assert handle not in repr(rows)
