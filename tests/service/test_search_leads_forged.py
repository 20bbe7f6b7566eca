"""An officer who makes a search look as if it had led to a case."""

from idp.access.desks import DeskKind
from idp.accounts.finding import Sought
from idp.history.look_figures import look_figures
from idp.kernel.actors import OfficerRole
from idp.kernel.clock import civil_day
from idp.kernel.refusals import Refused
from idp.officers.domain.looks import Purpose
from idp.officers.searches import Searching
from tests.support.desks import Desk, desk_of
from tests.support.world import World, sure

FOR = Searching(Purpose.SERVE_THE_PERSON, "", "Phiếu 17")


def led(world: World, there: Desk) -> tuple[int, int]:
    month = civil_day(world.clock.now())
    (mine,) = [
        each
        for each in look_figures(world.services.database, month)
        if each.officer_id == there.officer.officer_id
    ]
    return mine.led_on, mine.led_nowhere


def test_a_request_about_oneself_makes_no_search_lead_anywhere(world: World) -> None:
    """Whoever has a common name is among those whom searches for it show."""
    me = world.person(totp=False, data={"name": "Nguyễn Văn An"})
    world.person(totp=False, data={"name": "Nguyễn Văn An"})
    there = desk_of(world, OfficerRole.IDENTITY_OFFICER, person=me, kind=DeskKind.COMMUNE_POLICE)
    sure(world.services.person_searches.search(there.officer, Sought("nguyen van an", None), FOR))
    assert led(world, there) == (0, 1)
    asked = world.services.looks.request(there.officer, me.username, ground="17")
    assert isinstance(asked, Refused)
    assert led(world, there) == (0, 1)
