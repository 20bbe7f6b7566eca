"""Through the portal: levels, step-up, no, and the end of a visit, as people meet them."""

import json
import re
import time
from html import unescape

import pytest

from tests.support.demonstration import Demonstration, Traveller
from tests.support.families import requests_on
from tests.support.http import Answer, tongue


def _level(page: Answer) -> str:
    found = re.search(r'data-level="(\d)"', page.text)
    assert found, (page.url, page.status, page.text[:2000])
    return found[1]


def _claims(page: Answer, token: str) -> dict[str, object]:
    """The claims of a token on the portal's page: the last block."""
    blocks = re.findall(rf'<pre class="tokens-{token}"[^>]*>(.*?)</pre>', page.text, re.DOTALL)
    found: dict[str, object] = json.loads(unescape(blocks[-1]))
    return found


def _portal_sees(traveller: Traveller, wanted: str) -> Answer:
    """The portal's front page once the message of the provider arrived, at most a minute later."""
    for _ in range(240):
        page = traveller.go(f"{traveller.world.portal}/")
        if wanted in page.ids:
            return page
        time.sleep(0.25)
    raise AssertionError(f"the portal never showed {wanted}")


@pytest.mark.norm("D3.5", limb="a password and a code sign in at a relying party")
@pytest.mark.norm("X16.1", limb="the level is told with its means")
@pytest.mark.norm("D20.1b", limb="a password and a code, told to a relying party")
def test_a_password_and_a_code_make_level_2_and_the_portal_says_why(
    traveller: Traveller,
) -> None:
    page = traveller.sign_in("citizen_l2", level=2)
    assert page.path == "/why"
    assert _level(page) == "2"
    claims = _claims(traveller.go(f"{traveller.world.portal}/tokens"), "id_token")
    assert claims["acr"] == f"{traveller.world.issuer}/loa/2"
    assert {"pwd", "otp"} <= set(claims["amr"])  # type: ignore[call-overload]
    for why in ("a password", "a one-time code", "two different kinds"):
        assert why in page.text


def test_a_password_makes_level_1_and_no_code_is_asked(traveller: Traveller) -> None:
    page = traveller.go(f"{traveller.world.portal}/sign-in?level=1")
    person = traveller.world.person("citizen_l1")
    page = traveller.submit(page, username=person["username"], password=person["password"])
    assert "code" not in page.ids
    assert _level(traveller.agree(page)) == "1"


def test_the_portal_learns_only_what_was_agreed(traveller: Traveller) -> None:
    traveller.sign_in("foreigner_l2", level=1)
    person = _claims(traveller.go(f"{traveller.world.portal}/tokens"), "userinfo")
    assert person["name"] == "Martin Alice"
    assert "email" not in person
    assert "personal_number" not in person


@pytest.mark.norm("D19.4-3", limb="a step-up repeats every factor")
def test_the_api_demands_level_2_and_the_step_up_repeats_every_factor(
    traveller: Traveller,
) -> None:
    why = traveller.sign_in("citizen_l2", level=1)
    assert _level(why) == "1"
    assert traveller.go(tongue(why)).path == "/why"
    page = traveller.go(f"{traveller.world.portal}/dossiers")
    assert "password" in page.ids, (page.url, page.text[:2000])
    page = traveller.agree(traveller.prove(page, "citizen_l2"))
    assert page.path == "/dossiers"
    assert "DVC-2026-000117" in page.text
    assert _level(page) == "2"


@pytest.mark.norm("D9.2", limb="a public service is used with the account")
def test_a_level_2_visit_opens_the_dossiers_without_another_proof(traveller: Traveller) -> None:
    traveller.sign_in("guardian", level=2)
    page = traveller.go(f"{traveller.world.portal}/dossiers")
    assert "DVC-2026-000117" in page.text


def test_who_cannot_reach_level_2_is_told_and_gets_no_dossier(traveller: Traveller) -> None:
    traveller.sign_in("citizen_l1", level=1)
    page = traveller.go(f"{traveller.world.portal}/dossiers")
    assert "DVC-2026-000117" not in page.text
    assert 'data-code="level_not_reached"' in page.text


@pytest.mark.norm("D14.2-1", limb="held until a guardian confirms in their own session")
def test_the_child_of_the_demonstration_signs_in_with_the_mother(
    demonstration: Demonstration, traveller: Traveller
) -> None:
    page = traveller.go(f"{traveller.world.portal}/sign-in?level=1")
    page = traveller.prove(page, "ward")
    assert "ask-guardian" in page.ids
    form = next(each for each in page.forms if each.action.endswith("/guardian"))
    address = f"{traveller.world.issuer}{form.action}"
    waits = traveller.follow(traveller.visitor.post(address, form.fields))
    assert "waiting" in waits.ids
    mother = demonstration.traveller()
    home = mother.prove(mother.go(f"{mother.world.issuer}/me/wards"), "guardian")
    (link,) = requests_on(home)
    asked = mother.go(f"{mother.world.issuer}{link}")
    assert "Lê Gia Đức" in asked.text
    mother.submit(asked, "decision", decision="allow")
    page = traveller.go(waits.url)
    assert page.url.startswith(traveller.world.portal)
    assert _level(page) == "1"


@pytest.mark.norm("D14.2-2", limb="the guardian acts for the ward: sub the ward, act the guardian")
@pytest.mark.norm("X6.1", limb="the token names the organisation, and who acts")
@pytest.mark.parametrize(
    ("who", "whom"),
    [("guardian", "Lê Gia Đức"), ("representative", "Công ty Cổ phần Sen Vàng")],
)
def test_a_visitor_acts_at_the_portal_for_a_child_and_for_an_enterprise(
    traveller: Traveller, who: str, whom: str
) -> None:
    page = traveller.go(f"{traveller.world.portal}/sign-in?level=1")
    person = traveller.world.person(who)
    page = traveller.submit(page, username=person["username"], password=person["password"])
    page = traveller.agree(traveller.choose(page, whom))
    assert f"You act for {whom}" in page.text
    page = traveller.go(f"{traveller.world.portal}/why")
    assert "act" in page.text


@pytest.mark.parametrize("where", ["signing in", "consenting"])
def test_a_no_goes_back_and_shares_nothing(traveller: Traveller, where: str) -> None:
    page = traveller.go(f"{traveller.world.portal}/sign-in?level=1")
    if where == "consenting":
        page = traveller.prove(page, "representative")
        assert "consent-deny" in page.ids, (page.url, page.text[:2000])
    page = traveller.submit(page, "decision", decision="deny")
    assert page.status == 400
    assert 'data-code="access_denied"' in page.text
    other = traveller.go(tongue(page))
    assert 'data-code="access_denied"' in other.text
    assert '<html lang="vi">' in other.text
    assert "level" not in traveller.go(f"{traveller.world.portal}/").ids


def test_signing_out_at_the_portal_asks_the_provider_too(traveller: Traveller) -> None:
    page = traveller.sign_in("citizen_l1", level=1)
    page = traveller.submit(page, "anti_forgery")
    if "logout-confirm" in page.ids:
        page = traveller.submit(page, "decision", decision="allow")
    assert page.url.startswith(traveller.world.portal)
    assert "signed-out" in page.ids
    assert "password" in traveller.go(f"{traveller.world.portal}/sign-in?level=1").ids


def test_signing_out_everywhere_reaches_the_portal(traveller: Traveller) -> None:
    traveller.sign_in("citizen_l2", level=1)
    sessions = traveller.go(f"{traveller.world.issuer}/me/sessions")
    _press(traveller, sessions, "/me/sessions/end-all")
    page = _portal_sees(traveller, "ended-by-provider")
    assert "sign-in-1" in page.ids
    assert "ended-by-provider" in traveller.go(tongue(page)).ids


@pytest.mark.norm("X15.2", limb="the party is told and asks again")
@pytest.mark.norm("D9.1", limb="the person signs in to the pages of the own account and uses them")
def test_withdrawing_consent_ends_the_visit_at_the_portal(traveller: Traveller) -> None:
    traveller.sign_in("guardian", level=2)
    consents = traveller.go(f"{traveller.world.issuer}/me/consents")
    action = next(form.action for form in consents.forms if form.action.endswith("/withdraw"))
    _press(traveller, consents, action)
    _portal_sees(traveller, "ended-by-provider")
    again = traveller.go(f"{traveller.world.portal}/sign-in?level=1")
    assert "consent-allow" in traveller.prove(again, "guardian").ids


def _press(traveller: Traveller, page: Answer, action: str) -> Answer:
    form = next(form for form in page.forms if form.action == action)
    sent = traveller.visitor.post(action, form.filled(**dict(form.buttons)))
    return traveller.follow(sent)


def test_the_portal_refuses_a_logout_token_of_a_stranger(demonstration: Demonstration) -> None:
    visitor = demonstration.traveller().visitor
    for token in ("", "a.b.c", "eyJhbGciOiJub25lIn0.e30."):
        sent = visitor.post(f"{demonstration.portal}/backchannel-logout", {"logout_token": token})
        assert sent.status == 400


def test_the_api_refuses_what_is_not_an_access_token_for_it(demonstration: Demonstration) -> None:
    visitor = demonstration.traveller().visitor
    for header in ("", "Bearer x", "Basic eDp5", "Bearer a.b.c"):
        answer = visitor.get(
            f"{demonstration.portal}/api/dossiers", headers={"Authorization": header}
        )
        assert answer.status == 401
        assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]
