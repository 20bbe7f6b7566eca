"""The hand-over between a browser and the application, step by step."""

import json
from urllib.parse import parse_qs, urlsplit

from tests.support import anchorings
from tests.support.http import Answer
from tests.support.live import House
from tests.support.walks import Walk, contents
from tests.support.world import Person, sure


def insisting(house: House, level: int) -> dict[str, str]:
    values = {"essential": True, "values": [house.acr(level)]}
    return {"claims": json.dumps({"id_token": {"acr": values}})}


def at_the_app(house: House, person: Person, level: int = 2) -> tuple[Walk, Answer]:
    """Where the browser stands after the password."""
    walk = house.walk()
    page = walk.password(walk.ask(**insisting(house, level)), person)
    assert page.path.endswith("/app"), page.text
    return walk, page


def finish(walk: Walk, page: Answer, way: str = "other_device", answer: str = "") -> Answer:
    """Send what the page's form would send."""
    form = page.form("way", "csrf") if page.forms else None
    token = dict(form.fields)["csrf"] if form else dict(page.forms[0].fields)["csrf"]
    path = page.path.removesuffix("/return")
    fields = {"csrf": token, "way": way, "answer": answer}
    return walk.visitor.arrive(walk.visitor.post(path, fields))


def answer_in(approved: Answer) -> str:
    back: str = approved.json["return_to"]
    return parse_qs(urlsplit(back).query)["answer"][0]


def back_of(page: Answer, answer: str) -> str:
    """Where an answer arrives in the transaction of this page."""
    return f"{page.path}/return?answer={answer}"


def bring_back(walk: Walk, approved: Answer) -> Answer:
    """The same telephone's browser goes where the application leads."""
    assert not urlsplit(approved.json["return_to"]).fragment
    return walk.visitor.arrive(walk.visitor.get(approved.json["return_to"]))


def acr_of(walk: Walk, page: Answer) -> str:
    done = walk.decide(page, "allow") if "consent-allow" in page.ids else page
    token = walk.redeem(done.query["code"]).json["id_token"]
    found: str = contents(token)["acr"]
    return found


def refused(page: Answer) -> bool:
    """Still no further than the application's page."""
    here = page.path.endswith(("/app", "/app/return")) or page.status == 404
    return here and not page.location and "consent-allow" not in page.ids


def anchor(house: House, person: Person) -> None:
    """Officers see the person with the telephone; what else they hold stays as it was bound."""
    services = house.world.services
    keys = [each for each in services.credentials.held(person.subject_id) if each.user_auth]
    sure(anchorings.anchor(services, keys[0].id))
