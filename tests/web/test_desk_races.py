"""Two officers press at once, on PostgreSQL: one of them writes, the other reads what changed."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from idp.history.domain import EventType
from idp.kernel.actors import OfficerRole
from tests.support.at_desk import AtDesk, at_desk
from tests.support.http import Answer
from tests.support.live import House

OPERATOR = OfficerRole.OPERATOR
HAPPENING = {
    "edit": EventType.CLIENT_EDITED,
    "rotate-secret": EventType.CLIENT_SECRET_ROTATED,
    "suspend": EventType.CLIENT_SUSPENDED,
    "remove": EventType.CLIENT_REMOVED,
}


def typed(event: str, who: int) -> dict[str, str]:
    """What the officer of this number types."""
    return {
        "edit": {"changes": json.dumps({"redirect_uris": [f"https://rp{who}.example/cb"]})},
        "rotate-secret": {"overlap": "0"},
        "suspend": {"reason": f"by {who}"},
        "remove": {"reason": f"by {who}"},
    }[event]


def at_once(presses: list[Callable[[], Answer]]) -> list[Answer]:
    with ThreadPoolExecutor(len(presses)) as threads:
        return [each.result() for each in [threads.submit(press) for press in presses]]


@pytest.mark.parametrize("event", HAPPENING)
def test_of_officers_who_press_at_once_one_writes(racing_house: House, event: str) -> None:
    house, party = racing_house, racing_house.world.party()
    officers = [at_desk(house, OPERATOR) for _ in range(4)]
    path = f"/officer/parties/{party.client_id}"

    def pressing(there: AtDesk, who: int) -> Callable[[], Answer]:
        page = there.get(path)
        return lambda: there.press(page, event, **typed(event, who))

    answers = at_once([pressing(there, who) for who, there in enumerate(officers)])
    statuses = sorted(each.status for each in answers)
    assert statuses in ([200, 409, 409, 409], [303, 409, 409, 409]), statuses
    assert sum('id="secret"' in each.text for each in answers) == (event == "rotate-secret")
    entries = house.world.services.history.search(party.client_id)
    assert [each.happening for each in entries].count(HAPPENING[event]) == 1


def test_a_page_of_before_a_new_secret_gives_no_other(house: House) -> None:
    """The page does not show the secret, and yet knows that it is another one by now."""
    first, second, party = at_desk(house, OPERATOR), at_desk(house, OPERATOR), house.world.party()
    path = f"/officer/parties/{party.client_id}"
    theirs, mine = first.get(path), second.get(path)
    assert 'id="secret"' in first.press(theirs, "rotate-secret", overlap="0").text
    late = second.press(mine, "rotate-secret", overlap="0")
    assert (late.status, 'id="secret"' in late.text) == (409, False)
