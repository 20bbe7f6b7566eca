import json
from collections.abc import Sequence
from typing import Any

import pytest

from idp.history.domain import EventType
from idp.kernel.refusals import Reason, Refused
from tests.support.grants import SCOPE, Relation, relation
from tests.support.officers import OPERATOR, themself
from tests.support.world import World

BACKCHANNEL = "https://portal.example/backchannel"


@pytest.fixture
def portal(world: World) -> Relation:
    portal = relation(world, backchannel_logout_uri=BACKCHANNEL)
    portal.agree()
    return portal


def queued(world: World) -> list[dict[str, Any]]:
    """The logout tokens in the outbox: client, address and claims."""
    with world.services.database.transaction() as connection:
        rows: Sequence[Any] = connection.exec_driver_sql(
            "SELECT client_id, uri, claims FROM notice WHERE channel = 'logout' ORDER BY id"
        ).fetchall()
    read = [row[2] if isinstance(row[2], dict) else json.loads(row[2]) for row in rows]
    return [
        {"client": row[0], "uri": row[1], **claims} for row, claims in zip(rows, read, strict=True)
    ]


def logout_of(portal: Relation) -> dict[str, Any]:
    client = portal.client
    return {
        "client": client.client_id,
        "uri": BACKCHANNEL,
        "sub": portal.tokens.sub(portal.subject_id, client),
        "sid": portal.tokens.sid(portal.session.id, client),
    }


@pytest.mark.norm("X15.2", limb="tokens end and the party is told")
def test_withdrawal_ends_tokens_and_sessions_there_at_once(portal: Relation) -> None:
    issued = portal.issued()
    portal.issued()
    services = portal.world.services
    live = services.consents.live(portal.subject_id, portal.party.client_id)
    assert live is not None
    withdrawn = portal.tokens.withdraw_consent(
        portal.subject_id, live.id, actor=themself(portal.subject_id)
    )
    assert not isinstance(withdrawn, Refused)
    assert isinstance(portal.tokens.userinfo(issued.access_token), Refused)
    assert queued(portal.world) == [logout_of(portal)]
    assert [each.facts["reason"] for each in revocations(portal)] == ["consent_withdrawn"] * 2
    assert services.sessions.for_subject(portal.subject_id) == [portal.session]


@pytest.mark.norm("X15.2", limb="past disclosures stay in history")
def test_past_disclosures_stay_in_history(portal: Relation) -> None:
    portal.tokens.userinfo(portal.issued().access_token)
    live = portal.world.services.consents.live(portal.subject_id, portal.party.client_id)
    assert live is not None
    portal.tokens.withdraw_consent(portal.subject_id, live.id, actor=themself(portal.subject_id))
    assert portal.disclosed() == [["email", "email_verified"]]


def test_nobody_withdraws_for_another(portal: Relation, world: World) -> None:
    issued = portal.issued()
    live = world.services.consents.live(portal.subject_id, portal.party.client_id)
    assert live is not None
    stranger = world.person(totp=False).subject_id
    assert portal.tokens.withdraw_consent(stranger, live.id, actor=themself(stranger)) == Refused(
        Reason.NOT_FOUND
    )
    assert isinstance(portal.tokens.userinfo(issued.access_token), dict)
    assert queued(world) == []


def test_the_end_of_a_session_spares_offline_access(portal: Relation) -> None:
    bound, offline = portal.issued(("openid",)), portal.issued(SCOPE)
    portal.tokens.end_session(portal.session.id, deliver=False, actor=OPERATOR)
    assert isinstance(portal.tokens.userinfo(bound.access_token), Refused)
    assert isinstance(portal.tokens.userinfo(offline.access_token), dict)
    assert not isinstance(portal.refresh(offline.refresh_token), Refused)
    assert portal.world.services.sessions.for_subject(portal.subject_id) == []


def test_each_party_of_a_session_is_told_once(portal: Relation) -> None:
    silent = relation(portal.world, portal.subject_id)
    silent.agree()
    here = Relation(portal.world, portal.subject_id, silent.party, portal.session)
    here.issued()
    portal.issued()
    portal.issued()
    portal.tokens.end_session(portal.session.id, deliver=False, actor=OPERATOR)
    assert queued(portal.world) == [logout_of(portal)]


def test_another_session_goes_on(portal: Relation) -> None:
    elsewhere = relation(portal.world, portal.subject_id)
    elsewhere.agree()
    issued = elsewhere.issued(("openid",))
    portal.issued()
    portal.tokens.end_session(portal.session.id, deliver=False, actor=OPERATOR)
    assert isinstance(portal.tokens.userinfo(issued.access_token), dict)


def revocations(portal: Relation) -> list[Any]:
    entries = portal.world.services.history.for_subject(portal.subject_id)
    return [entry for entry in entries if entry.happening is EventType.TOKENS_REVOKED]
