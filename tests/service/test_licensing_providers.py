from datetime import timedelta

import pytest

from idp.history.service import History
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.licensing.domain import Provider, is_valid
from idp.licensing.service import Licensing
from idp.platform.database import Database
from tests.support.frozen_clock import FrozenClock
from tests.support.world import sure

YEAR = timedelta(days=365)


@pytest.fixture
def licensing(database: Database, clock: FrozenClock, history: History) -> Licensing:
    return Licensing(database, clock, history)


@pytest.fixture
def provider(licensing: Licensing, clock: FrozenClock) -> Provider:
    return sure(
        licensing.register(
            name="Nhà cung cấp Một", certificate_until=clock.now() + YEAR, help_line="1900 0000"
        )
    )


@pytest.mark.norm("D19.3-1", limb="a certificate holds until it ends")
def test_a_certificate_holds_until_it_ends(
    licensing: Licensing, provider: Provider, clock: FrozenClock
) -> None:
    assert licensing.provider(provider.id) == provider
    assert is_valid(provider, clock.now())
    clock.advance(YEAR - timedelta(microseconds=1))
    assert is_valid(provider, clock.now())
    clock.advance(timedelta(microseconds=1))
    assert not is_valid(provider, clock.now())


@pytest.mark.norm("D19.3-1", limb="a certificate holds until it is revoked")
def test_a_revoked_certificate_holds_no_more(
    licensing: Licensing, provider: Provider, clock: FrozenClock
) -> None:
    revoked = licensing.revoke(provider.id)
    assert isinstance(revoked, Provider)
    assert revoked.revoked_at == clock.now()
    assert not is_valid(revoked, clock.now())
    assert licensing.revoke(provider.id) == Refused(Reason.STATE_ALREADY_HOLDS)


def test_the_register_lists_providers_by_name(
    licensing: Licensing, provider: Provider, clock: FrozenClock
) -> None:
    first = sure(licensing.register(name="An", certificate_until=clock.now(), help_line=""))
    assert licensing.all() == [first, provider]


def test_no_provider_no_revocation(licensing: Licensing) -> None:
    assert licensing.provider(new_id()) is None
    assert licensing.revoke(new_id()) == Refused(Reason.NOT_FOUND)
