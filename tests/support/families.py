"""Children with parents on record, as a register told it."""

import re
from datetime import date

from idp.kernel.actors import System
from idp.kernel.ids import new_id
from idp.representation.domain import RepresentationKind, StatedAgent
from idp.sessions.domain import NewSession
from tests.support.activations import number_of
from tests.support.http import Answer, Visitor
from tests.support.live import House
from tests.support.walks import Walk
from tests.support.world import Person, World

CHILD = {"birthdate": "2015-06-01", "name": "Lê Gia Đức"}
_REGISTER = System(rule="D8.1")
_SINCE = date(2015, 6, 1)


def told(
    world: World,
    principal: Person,
    *agents: Person,
    kind: RepresentationKind = RepresentationKind.PARENT,
    jointly: bool = False,
    source: str = "population",
) -> None:
    """A register says that these act for the principal now, and nobody else."""
    stated = [
        StatedAgent(number=number_of(world, each), kind=kind, starts_on=_SINCE, jointly=jointly)
        for each in agents
    ]
    with world.services.database.transaction():
        world.services.representations.reconcile(
            principal.subject_id, source, stated, actor=_REGISTER
        )


def child_of(world: World, *parents: Person, jointly: bool = False) -> Person:
    """A child under 14 of these parents."""
    child = world.person(totp=False, level=1, data=CHILD)
    told(world, child, *parents, jointly=jointly)
    return child


def waits(walk: Walk, child: Person, **changes: str | None) -> Answer:
    """The child signs in and has the guardians asked; the page that waits."""
    return asks(walk, walk.sign_in(walk.ask(**changes), child))


def signed_in(world: World, person: Person) -> NewSession:
    """A session of this person that no browser has."""
    account = world.services.accounts.status_of(person.subject_id)
    with world.services.database.transaction():
        return world.services.sessions.start(
            new_id(),
            subject_id=person.subject_id,
            shown=(),
            client_id=None,
            device="",
            replaces=None,
            account=account,
        )


def asks(walk: Walk, page: Answer) -> Answer:
    """The child has the guardians asked on the page that says so; the page that waits."""
    assert "ask-guardian" in page.ids, page.text[:2000]
    form = next(each for each in page.forms if each.action.endswith("/guardian"))
    return walk.visitor.arrive(walk.visitor.post(form.action, form.fields))


def at_home(house: House, person: Person) -> Visitor:
    """A browser in which this person is signed in to the own account."""
    walk = house.walk()
    walk.sign_in(walk.visitor.arrive(walk.visitor.get("/me")), person)
    return walk.visitor


def requests_on(page: Answer) -> list[str]:
    """The links of a guardian's page to what waits for an answer."""
    return re.findall(r'href="(/me/wards/[0-9a-f-]{36})"', page.text)


def to_answer(visitor: Visitor) -> Answer:
    """The one request that waits on the page of the guardian."""
    page = visitor.get("/me/wards")
    (link,) = requests_on(page)
    return visitor.get(link)


def decide(visitor: Visitor, decision: str, **chosen: str) -> Answer:
    """The guardian's answer to the one request that waits; the page it leads to."""
    page = to_answer(visitor)
    return visitor.arrive(visitor.submit(page, "decision", decision=decision, **chosen))
