"""Statements of the hot paths: no more than were measured against other products.

One more statement is no fault by itself, but must be a decision.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from idp.kernel.refusals import Refused
from idp.platform.database.driver import OnPostgresql, Ran, Text
from idp.policy.domain import Switch
from tests.support import families
from tests.support.counting import counted
from tests.support.families import at_home, child_of
from tests.support.http import bearer
from tests.support.live import House
from tests.support.statements import told

SIGN_IN, REFRESH, READ, PAGE = 15, 4, 1, 6
"""With the begins of units of work; on PostgreSQL, whose inserts travel together."""


def test_a_sign_in_in_a_known_browser_asks_no_more(
    racing_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, walk = racing_house.world.person(totp=False), racing_house.walk()
    walk.tokens(person)
    del walk.visitor.cookies["md_session"]
    with counted(racing_house.world.services.database, monkeypatch) as cost:
        walk.complete(person)
    asked = [each for each in cost.statements if "FROM client" not in each]
    assert len(asked) <= SIGN_IN, "\n".join(asked)


def test_where_people_may_act_for_others_who_acts_for_nobody_costs_one_read_a_page(
    racing_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only there: where the party's registration does not allow it, nothing is read (D14.2-2)."""
    person, asked = racing_house.world.person(totp=False), []
    for party in (
        racing_house.world.party(),
        racing_house.world.party("Two", delegated_acting=True),
    ):
        walk = racing_house.walk(party)
        walk.tokens(person)
        with counted(racing_house.world.services.database, monkeypatch) as cost:
            assert "code" in walk.ask().query
        asked.append([each for each in cost.statements if "representation" in each])
    assert [len(each) for each in asked] == [0, 1]


def test_the_history_of_who_acts_for_others_reads_each_name_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    mother = house.world.person(totp=False)
    child, page = child_of(house.world, mother), at_home(house, mother)
    reads = []
    for _ in range(2):
        with counted(house.world.services.database, monkeypatch) as cost:
            assert "Lê Gia Đức" in page.get("/me/history").text
        reads.append(sum("identity_sealed" in each for each in cost.statements))
        for agents in ((), (mother,)) * 2:
            families.told(house.world, child, *agents)
    assert reads[0] == reads[1]


def test_refresh_and_introspection_ask_no_more(
    racing_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    services, walk = racing_house.world.services, racing_house.walk()
    tokens = walk.tokens(racing_house.world.person(totp=False), scope="openid offline_access")
    client = services.relying_parties.client(walk.party.client_id)
    assert client is not None
    with counted(services.database, monkeypatch) as cost:
        assert services.tokens.introspect(tokens["access_token"], client)["active"]
    assert len(cost.statements) <= READ, cost.statements
    with counted(services.database, monkeypatch) as cost:
        assert not isinstance(services.tokens.refresh(tokens["refresh_token"], client), Refused)
    assert len(cost.statements) <= REFRESH, cost.statements


def test_a_page_after_a_first_factor_asks_no_more(
    racing_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its account is read for the language of the page and for the user name on it, not again."""
    person, walk = racing_house.world.person(), racing_house.walk()
    page = walk.password(walk.ask(acr_values=racing_house.acr(2)), person)
    with counted(racing_house.world.services.database, monkeypatch) as cost:
        assert "code" in walk.visitor.get(page.path).form("code").names
    asked = [each for each in cost.statements if "FROM client" not in each]
    assert len(asked) <= PAGE, "\n".join(asked)
    assert sum("account.locale" in each for each in asked) <= 2, "\n".join(asked)


def test_hot_paths_run_prepared_statements_alone(
    racing_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Statements compiled by SQLAlchemy cost more; caches of some seconds are warm here."""
    services, walk = racing_house.world.services, racing_house.walk()
    person = racing_house.world.person(totp=False)
    client = services.relying_parties.client(walk.party.client_id)
    assert client is not None
    walk.tokens(person)
    del walk.visitor.cookies["md_session"]
    slow: list[str] = []
    with told(
        services.database,
        monkeypatch,
        lambda *_: None,
        before_cursor_execute=lambda _, __, sql, *___: slow.append(sql),
    ):
        walk.tokens(person, scope="openid offline_access")
        tokens = walk.tokens(person, scope="openid offline_access")
        assert walk.visitor.get("/userinfo", headers=bearer(tokens["access_token"])).status == 200
        assert walk.refresh(tokens["refresh_token"]).status == 200
        assert services.tokens.introspect(tokens["access_token"], client)["active"]
        assert walk.visitor.get("/me").status == 200
        assert slow == []
        racing_house.world.clock.advance(timedelta(seconds=6))
        services.policy.value(Switch.DISABLED_MEANS)
        assert len(slow) == 1, "a cold statement is seen here"


def test_a_proof_waits_once_with_its_lock_and_once_with_its_evidence(
    racing_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, walk = racing_house.world.person(totp=False), racing_house.walk()
    page, together = walk.ask(), list[list[str]]()
    run = OnPostgresql.run_together

    def told_of(driver: OnPostgresql, asked: Sequence[tuple[Text, Sequence[Any]]]) -> list[Ran]:
        together.append([text.sql for text, _ in asked])
        return run(driver, asked)

    with (
        monkeypatch.context() as patched,
        counted(racing_house.world.services.database, patched) as cost,
    ):
        patched.setattr(OnPostgresql, "run_together", told_of)
        walk.password(page, person)
    (lock, transaction), (evidence, credentials, account, browsers) = together
    assert "locked_account" in lock
    assert "FROM authorization_transaction" in transaction
    assert "INSERT INTO evidence" in evidence
    assert "credential.kind" in credentials
    assert "standing" in account
    assert "known_browser" in browsers
    reads = (credentials, browsers, account)
    assert [cost.statements.count(each) for each in reads] == [1, 1, 1]
