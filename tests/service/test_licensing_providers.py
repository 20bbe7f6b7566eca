from datetime import timedelta

import pytest

from idp.history.context import ServiceContext
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.licensing.domain import LicensedProvider, is_valid
from idp.licensing.service import Licensing
from idp.wiring.people import People
from idp.wiring.records import Records
from tests.support.frozen_clock import FrozenClock
from tests.support.officers import OPERATOR
from tests.support.races import race
from tests.support.world import sure

YEAR = timedelta(days=365)


@pytest.fixture
def licensing(context: ServiceContext, records: Records, people: People) -> Licensing:
    permissions = records.cases.permissions
    return Licensing(context, permissions, people.decision_letters, "Minh Danh")


@pytest.fixture
def provider(licensing: Licensing, clock: FrozenClock) -> LicensedProvider:
    return sure(
        licensing.register(
            name="Nhà cung cấp Một",
            certificate_until=clock.now() + YEAR,
            help_line="1900 0000",
            actor=OPERATOR,
        )
    )


@pytest.mark.norm("D19.3-1", limb="a certificate holds until it ends")
def test_a_certificate_holds_until_it_ends(
    licensing: Licensing, provider: LicensedProvider, clock: FrozenClock
) -> None:
    assert licensing.provider(provider.id) == provider
    assert is_valid(provider, clock.now())
    clock.advance(YEAR - timedelta(microseconds=1))
    assert is_valid(provider, clock.now())
    clock.advance(timedelta(microseconds=1))
    assert not is_valid(provider, clock.now())


@pytest.mark.norm("D19.3-1", limb="a certificate holds until it is revoked")
def test_a_revoked_certificate_holds_no_more(
    licensing: Licensing, provider: LicensedProvider, clock: FrozenClock
) -> None:
    revoked = licensing.revoke(provider.id, reason="x", actor=OPERATOR)
    assert isinstance(revoked, LicensedProvider)
    assert revoked.revoked_at == clock.now()
    assert not is_valid(revoked, clock.now())
    assert licensing.revoke(provider.id, reason="x", actor=OPERATOR) == Refused(
        Reason.STATE_ALREADY_HOLDS
    )


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Minh Danh", Reason.NAME_LOOKS_ALIKE),
        ("M\u00ednh D\u00e1nh support", Reason.NAME_LOOKS_ALIKE),
        ("Nha cung cap Mot", Reason.NAME_LOOKS_ALIKE),
        ("NHÀ CUNG CẤP M0T", Reason.NAME_LOOKS_ALIKE),
        ("\u041cinh Danh", Reason.REGISTRATION_FAULTY),
        ("Công ty \u202eA", Reason.REGISTRATION_FAULTY),
        ("", Reason.REGISTRATION_FAULTY),
    ],
)
def test_a_provider_is_not_taken_for_us_or_for_another(
    licensing: Licensing, provider: LicensedProvider, clock: FrozenClock, name: str, reason: Reason
) -> None:
    ends = clock.now() + YEAR
    refused = licensing.register(
        name=name, certificate_until=ends, help_line="1900", actor=OPERATOR
    )
    assert refused == Refused(reason)
    assert licensing.all() == [provider]


def test_of_two_alike_at_once_one_is_registered(licensing: Licensing, clock: FrozenClock) -> None:
    names, ends = iter(["Công ty Sao Mai", "Cong ty Sao Mai"]), clock.now() + YEAR
    answers = race(
        lambda: licensing.register(
            name=next(names), certificate_until=ends, help_line="1900", actor=OPERATOR
        ),
        times=2,
    )
    assert answers.count(Refused(Reason.NAME_LOOKS_ALIKE)) == 1
    assert len(licensing.all()) == 1


def test_who_lost_a_certificate_may_be_registered_again(
    licensing: Licensing, provider: LicensedProvider, clock: FrozenClock
) -> None:
    sure(licensing.revoke(provider.id, reason="x", actor=OPERATOR))
    again = licensing.register(
        name=provider.name, certificate_until=clock.now() + YEAR, help_line="1900", actor=OPERATOR
    )
    assert isinstance(again, LicensedProvider)


def test_the_register_lists_providers_by_name(
    licensing: Licensing, provider: LicensedProvider, clock: FrozenClock
) -> None:
    first = sure(
        licensing.register(name="An", certificate_until=clock.now(), help_line="", actor=OPERATOR)
    )
    assert licensing.all() == [first, provider]


def test_no_provider_no_revocation(licensing: Licensing) -> None:
    assert licensing.provider(new_id()) is None
    assert licensing.revoke(new_id(), reason="x", actor=OPERATOR) == Refused(Reason.NOT_FOUND)


@pytest.mark.parametrize("reason", ["", " ", "\n\t"])
def test_a_certificate_is_not_revoked_without_a_reason(
    licensing: Licensing, provider: LicensedProvider, people: People, reason: str
) -> None:
    refused = licensing.revoke(provider.id, reason=reason, actor=OPERATOR)
    assert refused == Refused(Reason.REASON_REQUIRED)
    assert people.letters.newest() == []
    sure(licensing.revoke(provider.id, reason="the conditions are not met", actor=OPERATOR))
    (letter,) = people.letters.newest()
    assert dict(people.letters.content(letter).facts)["Kính gửi"] == provider.name
