"""Two officers of the demonstration decide at the desk, each by the demo phone alone."""

import re
from html import unescape
from urllib.parse import urljoin

import pytest

from tests.support.demonstration import Demonstration, Traveller
from tests.support.http import Answer, Visitor


@pytest.fixture
def phone(demonstration: Demonstration) -> Visitor:
    visitor = Visitor(demonstration.telephone)
    visitor.get("/?lang=en")
    return visitor


def after(page: Answer, pattern: str) -> str:
    found = re.search(pattern, page.text)
    assert found is not None, (page.url, page.status, page.text[:3000])
    return unescape(found[1])


def officer_of(demonstration: Demonstration, key: str) -> dict[str, str]:
    found: dict[str, str] = next(
        each for each in demonstration.file["officers"] if each["key"] == key
    )
    return found


def looks(phone: Visitor, choice: Answer, username: str) -> Answer:
    """Press the button of this officer's key; the page that says what is asked."""
    pattern = r'name="handle" value="([^"]+)">\s*<input type="hidden" name="key" value="([^"]+)">'
    keys = re.findall(rf"{pattern}\s*<button class=\"look\">([^<]+)<", choice.text)
    handle, key = next(each[:2] for each in keys if username in each[2])
    sent = phone.post("/look", {"handle": handle, "key": key})
    return phone.get(sent.location)


def sits_down(traveller: Traveller, phone: Visitor, key: str) -> Answer:
    """An officer signs in at the desk: the password, then the finger on the demo phone."""
    officer = officer_of(traveller.world, key)
    page = traveller.go(f"{traveller.world.issuer}/officer")
    page = traveller.submit(page, username=officer["username"], password=officer["password"])
    choice = phone.get(after(page, r'id="app-open" href="([^"]+)"'))
    asked = looks(phone, choice, officer["username"])
    answer = phone.post(urljoin(asked.url, asked.path), {"decision": "approve", "unlock": "finger"})
    page = traveller.go(answer.location)
    assert "at-desk" in page.ids, (page.url, page.text[:3000])
    return page


def signs(traveller: Traveller, phone: Visitor, key: str, page: Answer) -> Answer:
    """From the page of signing to the picture, the demo phone, the number, the finger, and back."""
    username = officer_of(traveller.world, key)["username"]
    page = traveller.go(urljoin(page.url, after(page, r'id="sign-on-phone" href="([^"]+)"')))
    scanned = phone.post("/scan", {"text": after(page, r'id="app-text">([^<]+)<')})
    scanned = scanned if not scanned.location else phone.get(scanned.location)
    asked = looks(phone, scanned, username)
    assert "Do you sign this decision?" in asked.text
    assert after(asked, r'id="digest">([0-9a-f]{64})<') in page.text
    signed = re.findall(r"<code[^>]*>([^<]+)</code>", asked.text)
    assert len(signed) > 1
    for each in signed:
        assert each in page.text, each
    number = after(page, r'id="app-number">(\d\d)<')
    fields = {"decision": "approve", "unlock": "finger", "number": number}
    told = phone.post(urljoin(asked.url, asked.path), fields)
    told = told if not told.location else phone.get(told.location)
    assert "Signed. Go on at the desk." in told.text, told.text
    form = next(each for each in page.forms if each.action.endswith("/phone"))
    house = traveller.world.issuer
    sent = traveller.visitor.post(form.action, form.filled(), headers={"Origin": house})
    return traveller.follow(sent)


@pytest.mark.norm("D4.8", limb="two officers of the demonstration sign on their telephones")
def test_two_officers_decide_with_the_demo_phone(
    demonstration: Demonstration, phone: Visitor
) -> None:
    first, second = demonstration.traveller(), demonstration.traveller()
    sits_down(first, phone, "operator")
    event = "propose-biometric-passkeys"
    form = first.go(f"{demonstration.issuer}/officer/policy-change/new/{event}")
    page = first.submit(form, "value", value="yes")
    opened = signs(first, phone, "operator", page)
    decision = opened.path
    assert re.fullmatch(r"/officer/decisions/[0-9a-f-]+", decision), opened.url
    sits_down(second, phone, "director")
    page = second.go(f"{demonstration.issuer}{decision}/sign")
    done = signs(second, phone, "director", page)
    assert done.path == decision
    english = second.go(f"{demonstration.issuer}{decision}?lang=en")
    assert "Signed by two and done" in english.text
    assert english.text.count("Key in the identification application") == 2
