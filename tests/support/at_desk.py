"""Officers at the desk over HTTP: a browser with a session of the desk, and what it shows."""

import secrets
from dataclasses import dataclass

from idp.access.desks import DeskKind
from idp.assurance.kinds import EvidenceKind
from idp.assurance.pieces import ShownPiece, at_best
from idp.kernel.actors import OfficerRole
from idp.kernel.ids import new_id
from idp.sessions.domain import OPEN_DESK
from tests.support.desks import Desk, desk_of
from tests.support.http import Answer, Visitor
from tests.support.live import House
from tests.support.world import Person, sure

LEVEL_3 = (EvidenceKind.PASSKEY_VERIFIED, EvidenceKind.FACE)
LEVEL_2 = (EvidenceKind.PASSWORD, EvidenceKind.TOTP)


@dataclass
class AtDesk:
    """One officer's browser."""

    house: House
    desk: Desk
    visitor: Visitor

    def get(self, path: str) -> Answer:
        return self.visitor.get(path)

    def open(self, path: str) -> Answer:
        """The page at which the browser ends that opens this address."""
        return self.visitor.arrive(self.visitor.get(path))

    def press(self, page: Answer, event: str, **typed: str) -> Answer:
        """Fill the form of an act in, and press its button; the answer is returned as it is."""
        form = next(each for each in page.forms if each.action.endswith(f"/{event}"))
        return self.visitor.post(form.action, form.filled(**typed))

    def do(self, page: Answer, event: str, **typed: str) -> Answer:
        """The same, and the page that the browser is led to."""
        return self.visitor.arrive(self.press(page, event, **typed))


def session_of(
    house: House,
    subject_id: str,
    *,
    kinds: tuple[EvidenceKind, ...] = LEVEL_3,
    purpose: str | None = OPEN_DESK,
    client_id: str | None = None,
) -> str:
    """The token of a session of the own account, with the evidence of such a sign-in."""
    shown = [ShownPiece(piece, new_id()) for kind in kinds for piece in at_best((kind,))]
    started = house.world.services.sessions.start(
        new_id(),
        subject_id=subject_id,
        shown=shown,
        client_id=client_id,
        device="tests",
        replaces=None,
        token=secrets.token_urlsafe(32),
        purpose=purpose,
    )
    return started.token


def sits_down(house: House, desk: Desk, *, visitor: Visitor | None = None) -> AtDesk:
    """An officer who has just signed in and opened the desk."""
    browser = visitor or house.visitor()
    browser.cookies["md_session"] = session_of(house, desk.person.subject_id)
    there = AtDesk(house, desk, browser)
    arrived = there.open("/officer/session")
    assert "at-desk" in arrived.ids, (arrived.status, arrived.url, arrived.text[:3000])
    return there


def request_about(house: House, desk: Desk, person: Person) -> str:
    """The number of an open request about a person, in the charge of this officer."""
    ground = "Người dân đến quầy"
    opened = house.world.services.looks.request(desk.officer, person.username, ground=ground)
    return sure(opened).number


def at_desk(
    house: House,
    *roles: OfficerRole,
    desk: str = "Quầy 1",
    kind: DeskKind = DeskKind.AUTHORITY,
    days: int = 365,
) -> AtDesk:
    """A new officer with these roles, at the desk."""
    return sits_down(house, desk_of(house.world, *roles, desk=desk, kind=kind, days=days))
