"""Metrics tell every surface apart, and only ours."""

from idp.cli.running import surfaces_of
from idp.web.route_access import ROUTE_ACCESS
from tests.support.running import bare_app


def test_no_route_is_counted_among_the_others() -> None:
    surfaces = surfaces_of(bare_app())
    assert {rule.split("/")[1] for rule in ROUTE_ACCESS} - {""} <= surfaces
    assert {"app", "backchannel-authn", "jwks", ".well-known"} <= surfaces
    assert not {each for each in surfaces if "<" in each}
