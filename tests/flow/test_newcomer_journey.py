"""Two people without an account apply from the demonstration's telephone, and sign in with it."""

import re
import time
from collections.abc import Callable
from itertools import count

import pytest

from tests.support.activations import PASSWORD
from tests.support.demonstration import Demonstration
from tests.support.http import Answer, Visitor

CITIZEN, FOREIGNER = 0, 1
"""Whose details the form takes over."""
KNOWN_NUMBER = {CITIZEN: "000195000024", FOREIGNER: "C01X00T47"}
"""The only number that each of them knows: a foreigner that of the passport."""


def within_a_minute(ask: Callable[[], str | None], what: str) -> str:
    """The first answer that is there; the worker of the demonstration has other things to do."""
    for tries in count():
        found = ask()
        if found is not None:
            return found
        assert tries < 240, what
        time.sleep(0.25)
    raise AssertionError(what)


def sent(phone: Visitor, who: int, **otherwise: str) -> Answer:
    return phone.submit(phone.get(f"/application?of={who}&lang=en"), "birthdate", **otherwise)


def decided(phone: Visitor, page: str) -> Answer:
    """The page of an application once it says more than that it is being checked."""

    def told() -> str | None:
        text = phone.get(page).text
        return None if 'http-equiv="refresh"' in text else text

    within_a_minute(told, "the application was not decided")
    return phone.get(page)


def link_for(demonstration: Demonstration, older: int) -> str:
    """The newest link that activates an account, once more than `older` have arrived."""
    inbox = Visitor(demonstration.inbox)

    def arrived() -> str | None:
        texts = [str(each["text"]) for each in inbox.get("/letters.json").json]
        found = [made[0] for text in texts if (made := re.search(r"http\S+/activate/\S+", text))]
        return found[0].rstrip(".") if len(found) > older else None

    return within_a_minute(arrived, "no message with a link")


@pytest.mark.norm("D10.1b-1", limb="in the demonstration: from the form to the first sign-in")
@pytest.mark.norm("D11.1b-1", limb="in the demonstration: by passport, to the first sign-in")
def test_a_citizen_and_a_foreigner_get_level_01_and_sign_in(demonstration: Demonstration) -> None:
    phone = Visitor(demonstration.telephone)
    unreadable = sent(phone, CITIZEN, birthdate="14/07/1995", phone_number="")
    assert unreadable.status == 422
    assert {"birthdate-fault", "phone_number-fault"} <= unreadable.ids
    assert "number-fault" not in unreadable.ids
    for who, number in KNOWN_NUMBER.items():
        page = sent(phone, who)
        assert page.status == 303, page.text
        told = decided(phone, page.location)
        assert 'data-state="granted"' in told.text, told.text
        link = link_for(demonstration, who)
        traveller = demonstration.traveller()
        terms = traveller.submit(traveller.go(link), number=number)
        username = re.search(r"\bu-[2-9a-z]{8}\b", terms.text)
        assert username is not None, terms.text
        choice = traveller.submit(terms, "accept", accept="yes")
        done = traveller.submit(choice, "password", password=PASSWORD, password_again=PASSWORD)
        assert "activated" in done.ids, done.text
        visitor = demonstration.traveller()
        page = visitor.go(f"{demonstration.portal}/sign-in?level=1")
        page = visitor.agree(visitor.submit(page, username=username[0], password=PASSWORD))
        assert page.path == "/why", page.text
        assert 'data-level="1"' in page.text
    again = decided(phone, sent(phone, CITIZEN).location)
    assert 'data-state="refused"' in again.text
    assert "has an identification account already" in again.text
    unknown = decided(phone, sent(phone, FOREIGNER, number="C01X00T48").location)
    assert "has no record of this number" in unknown.text
    letter = re.search(r'id="letter" href="([^"]+)"', unknown.text)
    assert letter is not None, unknown.text

    def written() -> str | None:
        answer = phone.get(letter[1])
        return answer.body[:5].decode() if answer.status == 200 else None

    assert within_a_minute(written, "no letter was made") == "%PDF-"
