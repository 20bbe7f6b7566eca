"""The person's half of a sign-in that a relying party written by others began."""

from tests.support.live import House
from tests.support.walks import Walk
from tests.support.world import Party, Person


def callback(house: House, party: Party, person: Person, url: str) -> str:
    """Sign in, tick everything, allow; the address the browser is sent back to."""
    walk: Walk = house.walk(party)
    page = walk.visitor.arrive(walk.visitor.get(url))
    answer = walk.allow_all(walk.sign_in(page, person))
    assert answer.location.startswith(party.redirect_uri), answer.text[:2000]
    return answer.location
