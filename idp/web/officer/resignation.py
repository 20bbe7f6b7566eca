"""Laying down one's own appointment: the one in which the officer acts, alone and at once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response

from idp.access.powers import Power
from idp.kernel.refusals import Refused
from idp.web.current import services
from idp.web.officer.guards import at_desk, with_power
from idp.web.officer.page import HOME, AtDesk, show, why_not
from idp.web.pages.rendering import see_other

PATH: Final = f"{HOME}/resignation"
_CONFLICT: Final = 409


@dataclass(frozen=True, slots=True)
class ResignationPage:
    """The appointment as the page shows it; its desk and roles stand in the head of the page."""

    appointment: str
    until: datetime | None
    action: str


@with_power(Power.OFFICER_RESIGN)
def ask(at: AtDesk) -> Response:
    """GET /officer/resignation."""
    return _page(at)


@at_desk
def resign(at: AtDesk) -> Response:
    """POST /officer/resignation: the form is bound to the appointment that its page showed."""
    ended = services().appointments.resign(at.whom, at.officer)
    if isinstance(ended, Refused):
        return _page(at, status=_CONFLICT, problem=why_not(ended.reason))
    return see_other(HOME)


def _page(at: AtDesk, *, status: int = 200, problem: str | None = None) -> Response:
    view = ResignationPage(at.whom, at.officer.until, PATH)
    return show(at, "resignation", view, status=status, problem=problem, address=PATH)
