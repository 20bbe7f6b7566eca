"""The pages that ask for a factor, and the services that verify it: the tables agree."""

import pytest

from idp.assurance.kinds import Means, kinds_of
from idp.web.current import services
from idp.web.pages.means_pages import MEANS_PAGES
from idp.web.signin.routes import FACTOR_PAGES
from tests.support.running import bare_app

APP = bare_app()


def test_each_address_of_a_means_has_the_page_that_asks() -> None:
    assert set(FACTOR_PAGES) == set(MEANS_PAGES)


@pytest.mark.parametrize("means", FACTOR_PAGES)
def test_a_page_asks_for_what_its_service_can_verify(means: Means) -> None:
    page = FACTOR_PAGES[means]
    with APP.app_context():
        factor = page.factor()
        assert factor in services().factors
        assert page.kinds
        assert page.kinds <= factor.kinds & kinds_of(means)
