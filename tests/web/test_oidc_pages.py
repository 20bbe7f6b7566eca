"""The pages of a pending request in a plain browser (checklist D18)."""

from tests.support.http import Answer
from tests.support.live import House


def may_end_anywhere(page: Answer) -> bool:
    """Whether a form of the page may end at the party and beyond; nobody frames the page.

    A policy that names the party's origin stops a callback that leads on to another one.
    """
    policy = page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert page.headers["X-Frame-Options"] == "DENY"
    return "form-action" not in policy


def test_d18_each_page_may_end_at_the_party_and_is_framed_by_nobody(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.ask(acr_values=house.acr(2))
    assert may_end_anywhere(page)
    page = walk.password(page, person)
    assert may_end_anywhere(page)
    page = walk.code(page, person)
    assert may_end_anywhere(page)
    page = walk.ask(prompt="select_account")
    assert may_end_anywhere(page)
    page = house.visitor().arrive(house.visitor().get("/me"))
    assert not may_end_anywhere(page)


def test_d18_a_page_loaded_again_is_the_same_page_and_both_copies_work(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.ask(acr_values=house.acr(2))
    assert "username" in walk.visitor.get(page.path).ids
    page = walk.password(page, person)
    assert "code" in walk.visitor.get(page.path).form("code").names
    page = walk.code(page, person)
    again = walk.visitor.get(page.path)
    assert "consent-allow" in again.ids
    code = walk.decide(page, "allow").query["code"]
    # Both copies say the same, so the second is the same form sent twice: no other code is made.
    assert walk.decide(again, "allow").query["code"] == code
    assert walk.redeem(code).status == 200
    assert "code" not in walk.decide(again, "allow").query


def test_d18_two_tabs_end_each_at_its_own_party(house: House) -> None:
    person, one = house.world.person(), house.walk()
    other = house.walk(visitor=one.visitor)
    pages = one.ask(), other.ask()
    consents = one.sign_in(pages[0], person), other.sign_in(pages[1], person)
    for walk, consent in zip((one, other), consents, strict=True):
        answer = walk.decide(consent, "allow")
        assert answer.location.startswith(f"{walk.party.redirect_uri}?")
        assert answer.query["state"] == walk.state
        assert walk.redeem(answer.query["code"]).status == 200


def test_d18_a_form_is_bound_to_its_browser_and_its_request(house: House) -> None:
    walk, person = house.walk(), house.world.person(totp=False)
    page = walk.ask()
    form = page.form("username", "password")
    filled = form.filled(username=person.username, password=person.password)
    without = [pair for pair in filled if pair[0] != "csrf"]
    assert walk.visitor.post(form.action, without).status == 403
    assert house.visitor().post(form.action, filled).status == 403
    stranger = house.walk()
    own = stranger.ask().form("username").filled(username="x", password="x")
    assert stranger.visitor.post(form.action, own).status == 404
