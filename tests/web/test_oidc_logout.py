"""RP-initiated logout over HTTP (checklist G1 to G3)."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from tests.support import assertions
from tests.support.http import Answer
from tests.support.live import House
from tests.support.walks import Walk, contents


@dataclass(frozen=True)
class Leaving:
    """A signed-in person about to sign out."""

    walk: Walk
    hint: str
    bye: str

    def ask(self, fields: Mapping[str, str], *, post: bool = False) -> Answer:
        send = self.walk.visitor.post if post else self.walk.visitor.get
        return send("/logout", fields)

    def answer(self, page: Answer, decision: str = "allow") -> Answer:
        return self.walk.visitor.submit(page, "decision", decision=decision)

    def present(self) -> bool:
        return "code" in self.walk.ask(prompt="none").query


@pytest.fixture
def leaving(house: House) -> Leaving:
    walk = house.walk()
    tokens = walk.tokens(house.world.person(totp=False))
    return Leaving(walk, tokens["id_token"], walk.party.redirect_uri.removesuffix("cb") + "bye")


@pytest.mark.parametrize("post", [False, True])
def test_g1_the_question_then_the_registered_address_with_the_state(
    leaving: Leaving, *, post: bool
) -> None:
    fields = {"id_token_hint": leaving.hint, "post_logout_redirect_uri": leaving.bye}
    page = leaving.ask({**fields, "state": "a b+c"}, post=post)
    assert (page.status, page.location) == (200, "")
    assert "logout-confirm" in page.ids
    assert leaving.present()
    answer = leaving.answer(page)
    assert (answer.status, answer.location) == (303, f"{leaving.bye}?state=a+b%2Bc")
    assert not leaving.present()


def test_g1_without_state_nothing_is_added(leaving: Leaving) -> None:
    fields = {"id_token_hint": leaving.hint, "post_logout_redirect_uri": leaving.bye}
    assert leaving.answer(leaving.ask(fields)).location == leaving.bye


def test_g2_an_expired_hint_still_names_its_client(house: House, leaving: Leaving) -> None:
    house.world.clock.advance(timedelta(hours=2))
    fields = {"id_token_hint": leaving.hint, "post_logout_redirect_uri": leaving.bye}
    assert leaving.answer(leaving.ask(fields)).location == leaving.bye


@pytest.mark.parametrize(
    "bend",
    [
        {"post_logout_redirect_uri": "https://evil.example/bye"},
        {"post_logout_redirect_uri": "more"},
        {"id_token_hint": "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."},
        {"id_token_hint": "a.b.c"},
        {"id_token_hint": ""},
        {"client_id": "another"},
        {"state": "\x00"},
    ],
)
def test_g2_what_is_not_proven_asks_and_leaves_out_the_way_back(
    leaving: Leaving, bend: dict[str, str]
) -> None:
    """RP-Initiated Logout 1.0 §2 to §4: the wish to leave needs no proof, the address does."""
    fields = {"id_token_hint": leaving.hint, "post_logout_redirect_uri": leaving.bye, **bend}
    if bend.get("post_logout_redirect_uri") == "more":
        fields["post_logout_redirect_uri"] = leaving.bye + "?more=1"
    page = leaving.ask(fields)
    assert (page.status, page.location) == (200, "")
    assert {"logout-confirm", "logout-stays"} <= page.ids
    assert leaving.present()
    answer = leaving.answer(page)
    assert answer.location.endswith("/logged-out")
    assert not leaving.present()


def test_g2_a_hint_we_did_not_make_for_this_leads_nowhere(leaving: Leaving) -> None:
    claims, kid = contents(leaving.hint), contents(leaving.hint, 0)["kid"]
    page = None
    for forged in (
        assertions.unsigned(claims),
        assertions.ClientKey(kid=kid).sign(claims),
        leaving.hint[:-8] + "AAAAAAAA",
    ):
        fields = {"id_token_hint": forged, "post_logout_redirect_uri": leaving.bye}
        page = leaving.ask(fields)
        assert "did not prove which one it is" in page.text
    assert leaving.present()
    assert page is not None
    assert leaving.answer(page).location.endswith("/logged-out")


def test_g2_an_address_with_one_slash_more_says_so_and_stays(
    leaving: Leaving, log_lines: list[MutableMapping[str, Any]]
) -> None:
    fields = {"id_token_hint": leaving.hint, "post_logout_redirect_uri": leaving.bye + "/"}
    page = leaving.ask(fields)
    assert "has not registered the address" in page.text
    log = str(log_lines)
    assert "sign-out without a way back" in log
    assert leaving.walk.party.client_id in log
    assert leaving.bye not in log


def test_g2_a_hint_is_no_use_after_its_key_is_gone_and_the_person_still_leaves(
    house: House, leaving: Leaving
) -> None:
    house.rotate_keys()
    house.world.clock.advance(timedelta(days=9))
    walk = leaving.walk
    answer = walk.ask()
    if not answer.location:
        walk.complete(house.world.person(totp=False))
    fields = {"id_token_hint": leaving.hint, "post_logout_redirect_uri": leaving.bye}
    page = leaving.ask(fields)
    assert (page.status, "logout-confirm" in page.ids) == (200, True)
    leaving.answer(page)
    assert not leaving.present()


def test_a_native_application_is_left_to_its_port(house: House) -> None:
    registered = "http://127.0.0.1:9/bye"
    party = house.world.party(
        auth_method="none",
        grant_types=frozenset({"authorization_code"}),
        redirect_uris=("http://127.0.0.1:9/cb",),
        post_logout_redirect_uris=(registered,),
        loopback=True,
    )
    walk = house.walk(party)
    hint = walk.tokens(house.world.person(totp=False))["id_token"]
    asked = {"id_token_hint": hint, "post_logout_redirect_uri": "http://127.0.0.1:54321/bye"}
    leaving = Leaving(walk, hint, registered)
    assert leaving.answer(leaving.ask(asked)).location == "http://127.0.0.1:54321/bye"


def test_g2_an_address_is_registered_by_the_party_of_the_hint(
    house: House, leaving: Leaving
) -> None:
    other = house.world.party("Other").redirect_uri.removesuffix("cb") + "bye"
    fields = {"id_token_hint": leaving.hint, "post_logout_redirect_uri": other}
    assert "logout-stays" in leaving.ask(fields).ids
    named = {"client_id": leaving.walk.party.client_id, "post_logout_redirect_uri": leaving.bye}
    page = leaving.ask(named)
    assert "logout-stays" in page.ids
    assert leaving.answer(page).location.endswith("/logged-out")


def test_g2_a_hint_of_somebody_else_asks_who_is_here(house: House, leaving: Leaving) -> None:
    theirs = house.walk(leaving.walk.party).tokens(house.world.person(totp=False))["id_token"]
    fields = {"id_token_hint": theirs, "post_logout_redirect_uri": leaving.bye}
    page = leaving.ask(fields)
    assert "logout-confirm" in page.ids
    leaving.answer(page, "deny")
    assert leaving.present()


@pytest.mark.parametrize("fields", [{}, {"state": "x"}, {"ui_locales": "en"}])
def test_g3_without_an_address_there_is_a_signed_out_page(
    leaving: Leaving, fields: dict[str, str]
) -> None:
    answer = leaving.answer(leaving.ask(fields))
    assert answer.location.endswith("/logged-out")
    page = leaving.walk.visitor.get(answer.location)
    assert page.status == 200
    assert "signed out" in page.text
    assert not leaving.present()


def test_a_no_keeps_the_person_signed_in(leaving: Leaving) -> None:
    answer = leaving.answer(leaving.ask({}), "deny")
    assert (answer.status, answer.path) == (303, "/logout/answer")
    assert answer.location.endswith("/me")
    assert "Clear-Site-Data" not in answer.headers
    assert leaving.present()


@pytest.mark.parametrize("named", [True, False])
def test_a_no_leads_back_to_the_service_and_not_to_its_signed_out_page(
    leaving: Leaving, *, named: bool
) -> None:
    address = {"post_logout_redirect_uri": leaving.bye, "state": "x"} if named else {}
    page = leaving.ask({"id_token_hint": leaving.hint, **address})
    assert "form-action" not in page.headers["Content-Security-Policy"]
    answer = leaving.answer(page, "deny")
    assert (answer.status, answer.location) == (303, leaving.bye.removesuffix("bye"))
    assert leaving.present()


def test_who_signs_out_leaves_no_kept_page_behind(leaving: Leaving) -> None:
    answer = leaving.answer(leaving.ask({}))
    assert answer.headers["Clear-Site-Data"] == '"cache"'


def test_an_answer_counts_once_and_in_its_own_browser(house: House, leaving: Leaving) -> None:
    page = leaving.ask({})
    stranger = house.visitor()
    form = page.form("decision")
    assert stranger.post(form.action, form.filled(decision="allow")).status == 403
    assert leaving.present()
    assert leaving.answer(page).status == 303
    assert leaving.answer(page).status == 400


def test_nobody_present_has_nothing_to_answer(house: House, leaving: Leaving) -> None:
    fields = {"id_token_hint": leaving.hint, "post_logout_redirect_uri": leaving.bye}
    assert house.visitor().get("/logout", fields).location == leaving.bye
    assert house.visitor().get("/logout").location.endswith("/logged-out")
