"""To which cases searches led is kept as long as the history that names them."""

from datetime import timedelta

import pytest

from idp.history.search_leads import lead_to, led_to
from idp.kernel.ids import new_id
from tests.support.world import World


@pytest.mark.norm("D17.2-1", limb="what a search led to is kept as long as its entry")
def test_what_a_search_led_to_is_kept_as_long_as_history(world: World) -> None:
    history, database, now = world.services.history, world.services.database, world.clock.now()
    (old, young), case = (new_id(), new_id()), new_id()
    with database.transaction():
        lead_to(database, [old], case, history.kept_since() - timedelta(seconds=1))
        lead_to(database, [young], case, history.kept_since())
        for _ in range(2):
            lead_to(database, [young], case, now)
    assert led_to(database, [old, young]) == {old: (case,), young: (case,)}
    assert history.purge_search_leads() == 1
    assert led_to(database, [old, young]) == {young: (case,)}
    assert history.purge_search_leads() == 0
    assert led_to(database, []) == {}
