"""The person's half of what a relying party written by others began."""

from tests.support.http import Answer, Visitor
from tests.support.live import House
from tests.support.walks import Walk
from tests.support.world import Party, Person


def callback(
    house: House, party: Party, person: Person, url: str, *, visitor: Visitor | None = None
) -> str:
    """Prove what is asked, tick everything, allow; the address the browser is sent back to.

    `visitor` is a browser that was here before; without one it is new.
    """
    walk: Walk = house.walk(party, visitor=visitor)
    page = walk.visitor.arrive(walk.visitor.get(url))
    if "username" in page.ids:
        page = walk.sign_in(page, person)
    answer = walk.allow_all(page) if "consent-allow" in page.ids else page
    assert answer.location.startswith(party.redirect_uri), answer.text[:2000]
    return answer.location


def signed_out(visitor: Visitor, url: str) -> Answer:
    """Follow a party's sign-out address, say yes, and return what leaves the house."""
    page = visitor.arrive(visitor.get(url))
    return visitor.arrive(visitor.submit(page, "decision", decision="allow"))
