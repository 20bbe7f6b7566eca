"""The first page of a sign-in is shown from what began it, once, to that browser alone."""

from datetime import timedelta

import pytest

from idp.authorization.domain.request import AuthorizationRequest
from idp.authorization.domain.steps import Authenticate, Ended
from idp.authorization.interaction import Interaction
from idp.authorization.just_begun import JustBegun
from idp.kernel.refusals import Reason, Refused
from idp.platform.secrets import random_token
from tests.support.counting import counted
from tests.support.world import World, sure


def begin(
    world: World, browser: str, *, session_token: str | None = None, hint: str | None = None
) -> Interaction:
    party = world.party()
    request = AuthorizationRequest(
        client_id=party.client_id,
        redirect_uri=party.redirect_uri,
        scope=("openid",),
        code_challenge="c" * 43,
        login_hint=hint,
    )
    authorization = world.services.authorization
    begun = authorization.begin(request, browser=browser, session_token=session_token)
    authorization.just_begun.keep(begun)  # as /authorize does
    return begun


def reads(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    begun: Interaction,
    browser: str,
    session_token: str | None = None,
) -> bool:
    """Show the page; whether the transaction was read for it."""
    with counted(world.services.database, monkeypatch) as cost:
        shown = sure(
            world.services.authorization.first_page(
                begun.transaction.id, browser=browser, session_token=session_token
            )
        )
    assert isinstance(shown.step, Authenticate)
    assert (shown.transaction.id, shown.stored) == (begun.transaction.id, True)
    return any("authorization_transaction" in each for each in cost.statements)


def test_the_first_page_reads_nothing_and_the_next_one_reads(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = random_token()
    begun = begin(world, browser)
    assert not reads(world, monkeypatch, begun, browser)
    assert reads(world, monkeypatch, begun, browser)


def test_a_page_that_is_opened_later_reads(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = random_token()
    begun = begin(world, browser)
    world.clock.advance(timedelta(seconds=6))
    assert reads(world, monkeypatch, begun, browser)


def test_a_session_of_meanwhile_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another tab may have signed in between the redirect and the page."""
    browser = random_token()
    begun = begin(world, browser)
    assert reads(world, monkeypatch, begun, browser, session_token=random_token())


def test_one_begun_with_a_session_is_not_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = random_token()
    begun = begin(world, browser, session_token=random_token())
    assert reads(world, monkeypatch, begun, browser)


def test_a_hint_of_a_person_is_not_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = random_token()
    assert reads(world, monkeypatch, begin(world, browser, hint="hanh@people.example"), browser)


def test_another_browser_gets_nothing_and_takes_nothing_away(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = random_token()
    begun = begin(world, browser)
    for other in (random_token(), None):
        refused = world.services.authorization.first_page(
            begun.transaction.id, browser=other, session_token=None
        )
        assert isinstance(refused, Refused)
        assert refused.reason is Reason.OTHER_BROWSER
    assert not reads(world, monkeypatch, begun, browser)


def test_once_it_was_read_it_is_read_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every form reads the transaction, so no page after one shows it as it was before."""
    authorization, browser = world.services.authorization, random_token()
    begun = begin(world, browser)
    sure(authorization.resume(begun.transaction.id, browser=browser, session_token=None))
    assert reads(world, monkeypatch, begun, browser)


def test_the_end_of_a_sign_in_is_seen_by_its_form(world: World) -> None:
    """Ended by another process, of which this one knows nothing."""
    authorization, browser = world.services.authorization, random_token()
    begun = begin(world, browser)
    authorization.decline(begun)
    authorization.refuse(begun, "access_denied", Reason.DECLINED)
    authorization.just_begun.keep(begun)
    found = sure(authorization.resume(begun.transaction.id, browser=browser, session_token=None))
    assert isinstance(found.step, Ended)


def test_what_begins_in_a_unit_of_work_is_read(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sign-in that begins anew has its evidence before its first page is asked for."""
    authorization, browser = world.services.authorization, random_token()
    again = authorization.restart(begin(world, browser), Reason.DECLINED)
    assert reads(world, monkeypatch, again, browser)


def test_those_that_are_never_opened_are_dropped(world: World) -> None:
    begun = [begin(world, random_token()) for _ in range(4)]
    few = JustBegun(world.clock, most=2)
    for each in begun:
        few.keep(each)
    taken = [
        few.take(each.transaction.id, browser=each.browser, session_token=None) for each in begun
    ]
    assert taken == [None, None, *begun[2:]]
