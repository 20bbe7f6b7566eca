"""Requests of relying parties about a person are not readable in the database (D4.3)."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select

from idp.authorization.domain.request import AuthorizationRequest
from idp.authorization.tables import TRANSACTION
from idp.ciba.tables import REQUEST
from idp.kernel.refusals import Refused
from idp.platform.secrets import random_token
from tests.support.counters import desk, hand
from tests.support.world import World, sure

HINT, NUMBER = "bich.hanh@people.example", "001190012345"


def kept(world: World, table: Any) -> list[Mapping[str, Any]]:  # noqa: ANN401 - a table
    with world.services.database.engine.connect() as connection:
        return [dict(row) for row in connection.execute(select(table)).mappings()]


def asked(world: World) -> AuthorizationRequest:
    party = world.party()
    return AuthorizationRequest(
        client_id=party.client_id,
        redirect_uri=party.redirect_uri,
        scope=("openid",),
        code_challenge="c" * 43,
        login_hint=HINT,
        matches={"personal_number": NUMBER},
        pushed_handle="the handle of a pushed request",
    )


@pytest.mark.norm("D4.3", limb="what is asked is sealed at rest")
def test_a_pending_request_is_read_by_its_browser_alone(world: World) -> None:
    authorization, browser, request = world.services.authorization, random_token(), asked(world)
    begun = authorization.begin(request, browser=browser, session_token=None)
    (row,) = [row for row in kept(world, TRANSACTION) if row["id"] == begun.transaction.id]
    text = str(row)
    assert not any(word in text for word in (HINT, NUMBER, request.redirect_uri, "pushed"))
    again = authorization.resume(begun.transaction.id, browser=browser, session_token=None)
    assert not isinstance(again, Refused)
    assert again.transaction.request == request
    other = authorization.resume(begun.transaction.id, browser="b", session_token=None)
    assert isinstance(other, Refused)


@pytest.mark.norm("D4.3", limb="what is asked is sealed at rest")
def test_what_a_counter_asks_is_sealed(world: World) -> None:
    citizen = hand(world)
    sure(desk(world).ask(citizen.code()))
    rows = [row for row in kept(world, REQUEST) if row["subject_id"] == citizen.person.subject_id]
    (shown,) = citizen.counter.pending(citizen.phone)
    assert shown.request.words
    for row in rows:
        assert (row["asked"], row["words"]) == (None, None)
        assert json.dumps(shown.request.words) not in str(row)
        assert shown.request.words not in str(row)
