import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey
from sqlalchemy import func, select

from idp.history.domain import EventType
from idp.kernel.refusals import Reason, Refused
from idp.letters.tables import LETTER
from idp.licensing.domain import LicensedProvider
from idp.platform.database import ReadOrder
from idp.relying_parties.domain import (
    CURRENT_PARTY_TERMS,
    Client,
    ClientState,
    Connection,
    PartyKind,
    Registration,
)
from idp.relying_parties.service import RelyingParties
from tests.support.officers import OPERATOR
from tests.support.races import meanwhile, race
from tests.support.world import World, sure

ENDPOINT = "http://localhost:8000/token"
SHOP = Registration(
    name={"vi": "Cửa hàng"},
    kind=PartyKind.PRIVATE,
    connection=Connection.VIA_PROVIDER,
    redirect_uris=("https://shop.example/cb",),
)


@pytest.fixture
def parties(world: World) -> RelyingParties:
    return world.services.relying_parties


@pytest.fixture
def provider(world: World) -> LicensedProvider:
    until = world.clock.now() + timedelta(days=365)
    return sure(
        world.services.licensing.register(
            name="Nhà cung cấp", certificate_until=until, help_line="1900", actor=OPERATOR
        )
    )


def active(parties: RelyingParties, registration: Registration) -> Client:
    client_id = sure(parties.register(registration, actor=OPERATOR)).client.client_id
    return sure(parties.activate(client_id, terms_version=CURRENT_PARTY_TERMS, actor=OPERATOR))


@pytest.mark.norm("D19.3-1", limb="without a valid provider a private party is not registered")
def test_a_private_party_comes_only_through_a_valid_provider(
    parties: RelyingParties, provider: LicensedProvider, world: World
) -> None:
    direct = replace(SHOP, connection=Connection.DIRECT)
    assert parties.register(direct, actor=OPERATOR) == Refused(Reason.TYPE_NOT_ELIGIBLE_DIRECT)
    assert parties.register(SHOP, actor=OPERATOR) == Refused(Reason.LICENCE_REQUIRED)
    client = active(parties, replace(SHOP, provider_id=provider.id))
    assert client.provider_name == "Nhà cung cấp"
    assert parties.may_ask(client)
    world.services.licensing.revoke(provider.id, reason="x", actor=OPERATOR)
    assert not parties.may_ask(client)
    assert parties.register(replace(SHOP, provider_id=provider.id), actor=OPERATOR) == (
        Refused(Reason.LICENCE_REQUIRED)
    )


@pytest.mark.norm("D19.3-1", limb="a certificate that ran out carries no party")
def test_a_certificate_that_ran_out_carries_nobody(
    parties: RelyingParties, provider: LicensedProvider, world: World
) -> None:
    client = active(parties, replace(SHOP, provider_id=provider.id))
    waiting = sure(parties.register(replace(SHOP, provider_id=provider.id), actor=OPERATOR)).client
    world.clock.advance(timedelta(days=365))
    assert not parties.may_ask(client)
    late = parties.activate(waiting.client_id, terms_version=CURRENT_PARTY_TERMS, actor=OPERATOR)
    assert late == Refused(Reason.LICENCE_REQUIRED)


@pytest.mark.norm("D19.2-1", limb="a party asks only after approval")
def test_a_party_asks_only_after_approval(parties: RelyingParties, world: World) -> None:
    registered = world.registered(kind=PartyKind.STATE_AGENCY)
    assert registered.client.state is ClientState.REGISTERED
    assert not parties.may_ask(registered.client)
    client_id = registered.client.client_id
    approved = sure(parties.activate(client_id, terms_version=CURRENT_PARTY_TERMS, actor=OPERATOR))
    assert parties.may_ask(approved)
    suspended = sure(parties.suspend(client_id, reason="vi phạm", actor=OPERATOR))
    assert not parties.may_ask(suspended)
    assert parties.client(client_id) == suspended


@pytest.mark.norm("D4.4", limb="without accepted terms no party is activated")
@pytest.mark.parametrize("accepted", [None, "", "2020-1"])
def test_without_accepting_the_terms_nobody_is_activated(
    parties: RelyingParties, world: World, accepted: str | None
) -> None:
    client_id = world.registered().client.client_id
    refused = parties.activate(client_id, terms_version=accepted, actor=OPERATOR)
    assert refused == Refused(Reason.TERMS_NOT_ACCEPTED)
    assert sure(
        parties.activate(client_id, terms_version=CURRENT_PARTY_TERMS, actor=OPERATOR)
    ).terms_version


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_of_three_presses_at_once_one_suspends_and_one_letter_is_written(
    world: World,
) -> None:
    party = world.party()
    parties = world.services.relying_parties
    answers = race(
        lambda: parties.suspend(party.client_id, reason="vi phạm", actor=OPERATOR), times=3
    )
    refused = [each for each in answers if isinstance(each, Refused)]
    assert refused == [Refused(Reason.STATE_ALREADY_HOLDS)] * 2
    entries = [
        each
        for each in world.services.history.search(party.client_id)
        if each.happening is EventType.CLIENT_SUSPENDED
    ]
    assert len(entries) == 1
    with world.services.database.transaction() as work:
        letters = work.execute(select(func.count()).select_from(LETTER)).scalar_one()
    assert letters == 1


def test_nobody_is_activated_or_suspended_by_an_unknown_name(parties: RelyingParties) -> None:
    unknown = parties.activate("nobody", terms_version=CURRENT_PARTY_TERMS, actor=OPERATOR)
    assert unknown == Refused(Reason.NOT_FOUND)
    assert parties.suspend("nobody", reason="x", actor=OPERATOR) == Refused(Reason.NOT_FOUND)
    assert parties.client("nobody") is None
    assert parties.client("é\udc80") is None


def test_a_faulty_registration_leaves_nothing(parties: RelyingParties) -> None:
    faulty = replace(SHOP, kind=PartyKind.STATE_AGENCY, connection=Connection.DIRECT, name={})
    assert parties.register(faulty, actor=OPERATOR) == Refused(Reason.REGISTRATION_FAULTY)
    assert parties.all() == []


def test_what_was_registered_is_what_is_known(parties: RelyingParties, world: World) -> None:
    party = world.party()
    client = parties.client(party.client_id)
    assert client is not None
    assert client == parties.all()[0]
    assert client.redirect_uris == (party.redirect_uri,)
    assert client.claims["name"].essential
    happened = world.services.database
    with happened.transaction() as connection:
        rows = connection.exec_driver_sql("SELECT happening, client_id FROM history").fetchall()
    assert (EventType.CLIENT_REGISTERED, party.client_id) in [tuple(row) for row in rows]
    assert (EventType.CLIENT_ACTIVATED, party.client_id) in [tuple(row) for row in rows]


def test_a_client_id_is_taken_once(parties: RelyingParties, world: World) -> None:
    world.registered(client_id="portal")
    again = replace(SHOP, kind=PartyKind.PUBLIC_SERVICE, connection=Connection.DIRECT)
    taken = parties.register(replace(again, client_id="portal"), actor=OPERATOR)
    assert taken == Refused(Reason.STATE_ALREADY_HOLDS)


def test_a_secret_is_its_own_clients_and_stored_nowhere(
    parties: RelyingParties, world: World
) -> None:
    one, two = world.party(), world.party()
    client, other = parties.client(one.client_id), parties.client(two.client_id)
    assert client is not None
    assert other is not None
    assert one.secret is not None
    assert parties.secret_matches(client, one.secret)
    assert not parties.secret_matches(other, one.secret)
    assert not parties.secret_matches(client, "")
    assert not parties.secret_matches(client, "é\udc80")
    with world.services.database.transaction() as connection:
        assert one.secret not in repr(connection.exec_driver_sql("SELECT * FROM client").fetchall())
    assert one.secret not in repr(client)


KEY = ECKey.generate_key("P-256", parameters={"kid": "one"})


def keyed(world: World, **particulars: Any) -> Client:  # noqa: ANN401
    keys: Mapping[str, Any] = {"keys": [KEY.as_dict(private=False)]}
    usual = {"auth_method": "private_key_jwt", "jwks": keys}
    party = world.party(**{**usual, **particulars})
    client = world.services.relying_parties.client(party.client_id)
    assert client is not None
    return client


def assertion(world: World, client: Client, key: ECKey = KEY, **changes: Any) -> str:  # noqa: ANN401
    at = int(world.clock.now().timestamp())
    claims = {
        "iss": client.client_id,
        "sub": client.client_id,
        "aud": world.settings.issuer,
        "iat": at,
        "exp": at + 60,
        "jti": str(time.perf_counter_ns()),
    }
    return jwt.encode({"alg": "ES256", "kid": key.kid}, {**claims, **changes}, key)


def proves(world: World, client: Client, shown: str) -> bool:
    parties = world.services.relying_parties
    return parties.proving_key(client, shown, token_endpoint=ENDPOINT) is not None


def test_an_assertion_proves_its_client_once(world: World) -> None:
    client = keyed(world)
    shown = assertion(world, client)
    assert race(lambda: proves(world, client, shown), times=8).count(True) == 1
    assert proves(world, client, assertion(world, client, aud=ENDPOINT))


def test_an_assertion_proves_nobody_else(world: World) -> None:
    client, other = keyed(world), keyed(world)
    assert not proves(world, other, assertion(world, client))
    assert not proves(world, client, assertion(world, client, aud=[world.settings.issuer]))
    assert not proves(world, client, assertion(world, client, aud="https://other.example"))
    stranger = ECKey.generate_key("P-256", parameters={"kid": "one"})
    assert not proves(world, client, assertion(world, client, stranger))
    for nonsense in ("", "a.b.c", "é\udc80", "." * 5000):
        assert not proves(world, client, nonsense)


PORTAL = Registration(
    name={"vi": "Cổng dịch vụ công"},
    kind=PartyKind.PUBLIC_SERVICE,
    redirect_uris=("https://portal.example/cb",),
)


def happenings(world: World, client_id: str) -> list[str]:
    with world.services.database.transaction() as connection:
        rows = connection.exec_driver_sql(
            f"SELECT happening FROM history WHERE client_id = '{client_id}' ORDER BY id"  # noqa: S608
        )
        return [row[0] for row in rows]


def test_an_address_is_corrected_and_nothing_else_changes(
    parties: RelyingParties, world: World
) -> None:
    made = sure(parties.register(PORTAL, actor=OPERATOR))
    before = sure(
        parties.activate(made.client.client_id, terms_version=CURRENT_PARTY_TERMS, actor=OPERATOR)
    )
    right = ("https://portal.example/cb/", "https://other.example/cb")
    after = sure(
        parties.edit(
            before.client_id,
            lambda registered: replace(registered, redirect_uris=right),
            actor=OPERATOR,
        )
    )
    assert after.client == replace(before, redirect_uris=right)
    assert after.client.sector == "portal.example"
    assert after.secret is None
    assert parties.secret_matches(after.client, made.secret or "")
    assert happenings(world, before.client_id)[-1] == EventType.CLIENT_EDITED


def test_a_change_obeys_the_rules_of_a_registration(parties: RelyingParties, world: World) -> None:
    sure(
        parties.register(
            replace(PORTAL, name={"vi": "Sở Y tế"}, sector="other.example"), actor=OPERATOR
        )
    )
    client_id = sure(parties.register(PORTAL, actor=OPERATOR)).client.client_id
    faulty: tuple[tuple[dict[str, Any], Reason], ...] = (
        ({"kind": PartyKind.PRIVATE}, Reason.TYPE_NOT_ELIGIBLE_DIRECT),
        ({"redirect_uris": ("https://portal.example/cb?code=x",)}, Reason.REGISTRATION_FAULTY),
        ({"name": {"vi": "So Y te"}}, Reason.NAME_LOOKS_ALIKE),
    )
    for change, reason in faulty:
        answer = parties.edit(client_id, partial(replace, **change), actor=OPERATOR)
        assert answer == Refused(reason)
    assert parties.edit("nobody", lambda known: known, actor=OPERATOR) == Refused(Reason.NOT_FOUND)
    assert happenings(world, client_id) == [EventType.CLIENT_REGISTERED]


def test_a_client_that_changes_how_it_proves_itself_gets_or_loses_a_secret(
    parties: RelyingParties,
) -> None:
    made = sure(parties.register(PORTAL, actor=OPERATOR))
    client_id = made.client.client_id
    public = sure(
        parties.edit(client_id, lambda known: replace(known, auth_method="none"), actor=OPERATOR)
    )
    assert public.secret is None
    assert not parties.secret_matches(public.client, made.secret or "")
    again = sure(
        parties.edit(
            client_id,
            lambda known: replace(known, auth_method="client_secret_post"),
            actor=OPERATOR,
        )
    )
    assert again.secret not in {None, made.secret}
    assert parties.secret_matches(again.client, again.secret or "")


def test_two_changes_at_once_both_stay(parties: RelyingParties) -> None:
    client_id = sure(parties.register(PORTAL, actor=OPERATOR)).client.client_id
    changes: Iterator[Callable[[Registration], Registration]] = iter(
        [lambda known: replace(known, sso=False), lambda known: replace(known, no_biometrics=True)]
    )
    race(lambda: parties.edit(client_id, next(changes), actor=OPERATOR), times=2)
    client = parties.client(client_id)
    assert client is not None
    assert (client.sso, client.no_biometrics) == (False, True)


@pytest.mark.parametrize("late", ["activate", "suspend"])
def test_what_comes_while_a_client_is_removed_finds_it_gone(
    parties: RelyingParties, world: World, late: str
) -> None:
    client_id = active(parties, PORTAL).client_id
    moves: Mapping[str, Callable[[], Client | Refused]] = {
        "activate": lambda: parties.activate(
            client_id, terms_version=CURRENT_PARTY_TERMS, actor=OPERATOR
        ),
        "suspend": lambda: parties.suspend(client_id, reason="late", actor=OPERATOR),
    }
    answer = meanwhile(
        world.services.database,
        lambda: parties.remove(client_id, reason="closed", actor=OPERATOR),
        moves[late],
    )
    assert answer == Refused(Reason.NOT_FOUND)
    client = parties.client(client_id)
    assert client is not None
    assert client.state is ClientState.REMOVED
    assert happenings(world, client_id)[-1] == EventType.CLIENT_REMOVED


def test_of_two_clients_with_one_id_the_second_is_refused(
    parties: RelyingParties, world: World
) -> None:
    wanted = replace(PORTAL, client_id="portal")
    answer = meanwhile(
        world.services.database,
        lambda: parties.register(wanted, actor=OPERATOR),
        lambda: parties.register(wanted, actor=OPERATOR),
    )
    assert answer == Refused(Reason.STATE_ALREADY_HOLDS)


def test_of_two_names_at_once_that_look_alike_the_second_is_refused(
    parties: RelyingParties, world: World
) -> None:
    twin = replace(PORTAL, name={"vi": "Cổng d1ch vụ công"}, redirect_uris=("https://e.example/",))
    answer = meanwhile(
        world.services.database,
        lambda: parties.register(PORTAL, actor=OPERATOR),
        lambda: parties.register(twin, actor=OPERATOR),
    )
    assert answer == Refused(Reason.NAME_LOOKS_ALIKE)


def test_a_rotated_secret_ends_at_once_or_after_the_overlap(
    parties: RelyingParties, world: World
) -> None:
    first = sure(parties.register(PORTAL, actor=OPERATOR))
    client, old = first.client, first.secret or ""
    second = sure(
        parties.rotate_secret(client.client_id, overlap=timedelta(hours=24), actor=OPERATOR)
    )
    assert second.secret not in {None, old}
    assert parties.secret_matches(client, old)
    assert parties.secret_matches(client, second.secret or "")
    world.clock.advance(timedelta(hours=24))
    assert not parties.secret_matches(client, old)
    third = sure(parties.rotate_secret(client.client_id, actor=OPERATOR))
    assert not parties.secret_matches(client, second.secret or "")
    assert parties.secret_matches(client, third.secret or "")
    rotated = happenings(world, client.client_id).count(EventType.CLIENT_SECRET_ROTATED)
    assert rotated == 2


def test_only_a_secret_is_rotated(parties: RelyingParties) -> None:
    client_id = sure(
        parties.register(replace(PORTAL, auth_method="none"), actor=OPERATOR)
    ).client.client_id
    assert parties.rotate_secret(client_id, actor=OPERATOR) == Refused(Reason.STATE_ALREADY_HOLDS)
    assert parties.rotate_secret("nobody", actor=OPERATOR) == Refused(Reason.NOT_FOUND)


def test_a_removed_client_never_comes_back(parties: RelyingParties, world: World) -> None:
    made = sure(parties.register(replace(PORTAL, client_id="portal"), actor=OPERATOR))
    removed = sure(parties.remove("portal", reason="closed", actor=OPERATOR))
    assert removed.state is ClientState.REMOVED
    assert not parties.may_ask(removed)
    assert not parties.secret_matches(removed, made.secret or "")
    gone = Refused(Reason.NOT_FOUND)
    assert parties.remove("portal", reason="again", actor=OPERATOR) == gone
    assert parties.activate("portal", terms_version=CURRENT_PARTY_TERMS, actor=OPERATOR) == gone
    assert parties.suspend("portal", reason="x", actor=OPERATOR) == gone
    assert parties.rotate_secret("portal", actor=OPERATOR) == gone
    assert parties.edit("portal", lambda known: known, actor=OPERATOR) == gone
    taken = parties.register(replace(PORTAL, client_id="portal"), actor=OPERATOR)
    assert taken == Refused(Reason.STATE_ALREADY_HOLDS)
    assert parties.all() == []
    assert parties.all(removed=True) == [removed]
    read = parties.in_order(ReadOrder("id", only="removed"), after=None, limit=2)
    assert [each for _, each in read] == [removed]
    assert parties.in_order(ReadOrder("id", only="active"), after=None, limit=2) == []
    assert happenings(world, "portal")[-1] == EventType.CLIENT_REMOVED


@pytest.mark.parametrize("name", ["Cổng Dịch Vụ Công", "Cong dich vu cong", "Cổng d1ch vụ công"])
def test_a_name_like_a_registered_one_is_refused(parties: RelyingParties, name: str) -> None:
    first = sure(parties.register(PORTAL, actor=OPERATOR)).client
    twin = replace(PORTAL, name={"vi": name}, redirect_uris=("https://evil.example/cb",))
    for shares_name in (False, True):
        answer = parties.register(twin, shares_name=shares_name, actor=OPERATOR)
        assert answer == Refused(Reason.NAME_LOOKS_ALIKE)
    assert parties.look_alike(twin) == first
    sure(parties.remove(first.client_id, reason="closed", actor=OPERATOR))
    sure(parties.register(twin, actor=OPERATOR))


@pytest.mark.parametrize("shares_name", [True, False])
def test_no_party_has_the_providers_name(parties: RelyingParties, *, shares_name: bool) -> None:
    for name in ({"vi": "Minh Đanh"}, {"vi": "Cổng", "en": "Minh Danh Help Desk"}):
        ours = replace(PORTAL, name=name)
        answer = parties.register(ours, shares_name=shares_name, actor=OPERATOR)
        assert answer == Refused(Reason.NAME_LOOKS_ALIKE)
        made = sure(
            parties.register(replace(PORTAL, name={"vi": "Bưu điện"}), actor=OPERATOR)
        ).client
        edited = parties.edit(made.client_id, partial(replace, name=ours.name), actor=OPERATOR)
        assert edited == Refused(Reason.NAME_LOOKS_ALIKE)


def test_the_same_name_is_the_same_partys_or_shared_on_purpose(parties: RelyingParties) -> None:
    sure(parties.register(PORTAL, actor=OPERATOR))
    sure(parties.register(replace(PORTAL, auth_method="none"), actor=OPERATOR))
    elsewhere = replace(PORTAL, redirect_uris=("https://evil.example/cb",))
    assert parties.register(elsewhere, actor=OPERATOR) == Refused(Reason.NAME_LOOKS_ALIKE)
    sure(parties.register(elsewhere, shares_name=True, actor=OPERATOR))
    local = replace(PORTAL, redirect_uris=("http://localhost:1/cb",), loopback=True)
    assert parties.register(local, actor=OPERATOR) == Refused(Reason.NAME_LOOKS_ALIKE)
    mine = replace(local, name={"vi": "Thử nghiệm"})
    sure(parties.register(mine, actor=OPERATOR))
    sure(parties.register(mine, actor=OPERATOR))


def test_origins_are_found_for_as_long_as_their_client_has_them(parties: RelyingParties) -> None:
    page = "https://app.example"
    spa = replace(PORTAL, auth_method="none", allowed_origins=(page,))
    client_id = sure(parties.register(spa, actor=OPERATOR)).client.client_id
    assert parties.is_allowed_origin(page)
    assert not parties.is_allowed_origin("null")
    assert not parties.is_allowed_origin("https://é\x00")
    sure(parties.edit(client_id, lambda known: replace(known, allowed_origins=()), actor=OPERATOR))
    assert not parties.is_allowed_origin(page)
    sure(
        parties.edit(
            client_id, lambda known: replace(known, allowed_origins=(page, page)), actor=OPERATOR
        )
    )
    assert parties.is_allowed_origin(page)
    sure(parties.remove(client_id, reason="closed", actor=OPERATOR))
    assert not parties.is_allowed_origin(page)


def test_a_list_of_clients_is_read_in_its_order_a_page_at_a_time(world: World) -> None:
    parties = world.services.relying_parties
    made = []
    for _ in range(5):
        made.append(world.registered().client.client_id)
        world.clock.advance(timedelta(seconds=1))

    def walk(order: ReadOrder) -> list[str]:
        walked: list[str] = []
        after: str | None = None
        while read := parties.in_order(order, after=after, limit=2):
            assert len(read) <= 2
            walked += [client.client_id for _, client in read]
            after = read[-1][0]
        return walked

    assert walk(ReadOrder("id")) == sorted(made)
    assert walk(ReadOrder("id", descending=True)) == sorted(made, reverse=True)
    assert walk(ReadOrder("since")) == made
    assert walk(ReadOrder("since", descending=True)) == made[::-1]
    assert walk(ReadOrder("id", only="registered")) == sorted(made)


@pytest.mark.parametrize(
    "said",
    [
        "x",
        '["since", "2026-01-01", "x"]',
        '["since", 1, "x"]',
        '["id"]',
        "[]",
        '["since", "2026-01-01T00:00:00+00:00", "\\ud800"]',
        '["id", "x"]',
    ],
)
def test_a_mark_of_no_such_order_begins_anew(world: World, said: str) -> None:
    world.registered()
    mark = urlsafe_b64encode(said.encode()).decode()
    for after in (mark, said, mark[:-1], "é"):
        assert world.services.relying_parties.in_order(ReadOrder("since"), after=after, limit=2)
