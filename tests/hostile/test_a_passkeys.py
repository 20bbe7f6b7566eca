"""Group A, continued: a passkey proves what it signed here."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

import pytest

from idp.factors.domain import ACTIVATING
from tests.support.authenticator import Authenticator, Lie
from tests.support.http import Answer
from tests.support.live import House
from tests.support.passkey_pages import Holder, bent, holder_of
from tests.support.walks import Walk, contents
from tests.support.world import sure


@pytest.fixture
def holder(house: House) -> Holder:
    return holder_of(house, Authenticator())


def test_a24_a_passkey_switched_off_meanwhile_is_refused_when_posted(
    house: House, holder: Holder
) -> None:
    walk = house.walk()
    page = walk.ask()
    response = holder.device.get(holder.options(walk, page), origin=holder.origin)
    house.disable("passkey")
    assert not is_through(holder.answer(walk, page, response))
    assert "passkey" not in house.walk().ask().ids


def is_through(page: Answer) -> bool:
    return page.status == 200 and "consent-allow" in page.ids


def level_told(walk: Walk, page: Answer) -> object:
    answer = walk.decide(page, "allow")
    return contents(walk.redeem(answer.query["code"]).json["id_token"])["acr"]


def test_the_honest_passkey_is_accepted(house: House, holder: Holder) -> None:
    walk = house.walk()
    assert level_told(walk, holder.use(walk, walk.ask())) == house.acr(2)


@pytest.mark.norm("D19.4-2", limb="what was enrolled inside a sign-in does not count in it")
def test_a08_a_passkey_made_inside_a_sign_in_does_not_count_in_it(house: House) -> None:
    person, passkeys = house.world.person(), house.world.services.passkeys
    walk = house.walk()
    page = walk.ask()
    house.world.clock.advance(timedelta(seconds=5))
    device = Authenticator()
    options = passkeys.registration(person.subject_id, audience="a" * 64, name=person.username)
    made = device.create(options, origin=house.origin)
    sure(
        passkeys.register(
            person.subject_id, audience="a" * 64, response=made, label="key", binding=ACTIVATING
        )
    )
    holder = Holder(house, person, device)
    assert not is_through(holder.use(walk, page))
    fresh = house.walk()
    house.world.clock.advance(timedelta(seconds=1))
    assert is_through(holder.use(fresh, fresh.ask()))


@pytest.mark.norm("D20.1a", limb="a passkey that was only touched, told to a relying party")
@pytest.mark.norm("X16.3", limb="a passkey that was only touched is one factor")
def test_a11_a_passkey_that_verified_nobody_is_one_factor(house: House) -> None:
    holder = holder_of(house, Authenticator(verifies_user=False))
    walk = house.walk()
    assert level_told(walk, holder.use(walk, walk.ask())) == house.acr(1)
    strict = house.walk(house.world.party(minimum_level=2))
    assert not is_through(holder.use(strict, strict.ask()))


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_a12_an_answer_is_good_for_one_use_in_one_sign_in(house: House, holder: Holder) -> None:
    walk = house.walk()
    page = walk.ask()
    response = holder.device.get(holder.options(walk, page), origin=holder.origin)
    other = house.walk()
    assert not is_through(holder.answer(other, other.ask(), response))
    tab = house.walk(visitor=walk.visitor)
    assert not is_through(holder.answer(tab, tab.ask(), response))
    first = holder.device.get(holder.options(walk, page), origin=holder.origin)
    assert is_through(holder.answer(walk, page, first))
    again = house.walk()
    assert not is_through(holder.answer(again, again.ask(), first))
    house.restart()
    later = house.walk()
    assert not is_through(holder.answer(later, later.ask(), first))


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "http://localhost", "http://localhost.evil.example", "null", ""],
)
def test_a12_an_answer_made_on_another_site_is_refused(
    house: House, holder: Holder, origin: str
) -> None:
    walk = house.walk()
    page = walk.ask()
    response = holder.device.get(holder.options(walk, page), origin=origin)
    assert not is_through(holder.answer(walk, page, response))


def test_a12_an_answer_that_comes_too_late_is_refused(house: House, holder: Holder) -> None:
    walk = house.walk()
    page = walk.ask()
    response = holder.device.get(holder.options(walk, page), origin=holder.origin)
    house.world.clock.advance(timedelta(minutes=6))
    assert not is_through(holder.answer(walk, page, response))


BENDS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "user handle of somebody else": ("userHandle", lambda raw: bytes(len(raw))),
    "flags raised after signing": (
        "authenticatorData",
        lambda raw: raw[:32] + bytes([raw[32] | 0x04 | 0x10]) + raw[33:],
    ),
    "other relying party": ("authenticatorData", lambda raw: bytes(32) + raw[32:]),
    "counter raised after signing": ("authenticatorData", lambda raw: raw[:33] + b"\xff" * 4),
    "empty signature": ("signature", lambda _: b""),
    "broken signature": ("signature", lambda raw: raw[:-1] + bytes([raw[-1] ^ 1])),
    "cross-origin frame": (
        "clientDataJSON",
        lambda raw: raw.replace(b"{", b'{"crossOrigin": true, ', 1),
    ),
    "other ceremony": (
        "clientDataJSON",
        lambda raw: raw.replace(b"webauthn.get", b"webauthn.create"),
    ),
}


@pytest.mark.parametrize("name", BENDS)
def test_a12_a_bent_answer_is_refused(house: House, holder: Holder, name: str) -> None:
    walk = house.walk()
    page = walk.ask()
    response = holder.device.get(holder.options(walk, page), origin=holder.origin)
    assert not is_through(holder.answer(walk, page, bent(response, *BENDS[name])))


def presence_lowered(raw: bytes) -> bytes:
    return raw[:32] + bytes([raw[32] & ~0x01]) + raw[33:]


def for_host(host: str) -> Lie:
    return lambda raw: hashlib.sha256(host.encode()).digest() + raw[32:]


def replaced(old: bytes, new: bytes) -> Lie:
    """The client data with one member changed; the honest text has it."""

    def lie(raw: bytes) -> bytes:
        assert old in raw
        return raw.replace(old, new)

    return lie


SIGNED_LIES: dict[str, tuple[str, Lie]] = {
    "nobody present": ("authenticatorData", presence_lowered),
    "made for another relying party": ("authenticatorData", for_host("evil.example")),
    "made for a sibling host": ("authenticatorData", for_host("sub.localhost")),
    "in a frame of another site": (
        "clientDataJSON",
        replaced(b'"crossOrigin": false', b'"crossOrigin": true'),
    ),
    "another ceremony": ("clientDataJSON", replaced(b"webauthn.get", b"webauthn.create")),
    "another challenge": ("clientDataJSON", replaced(b'"challenge": "', b'"challenge": "AAAA')),
    "without a challenge": ("clientDataJSON", replaced(b'"challenge"', b'"other"')),
    "backed up without being eligible": (
        "authenticatorData",
        lambda raw: raw[:32] + bytes([raw[32] | 0x10]) + raw[33:],
    ),
}


@pytest.mark.parametrize("name", SIGNED_LIES)
def test_a12_a_lie_under_a_right_signature_is_refused(
    house: House, holder: Holder, name: str
) -> None:
    """The signature covers it, so that only the check of this very member can refuse it."""
    walk = house.walk()
    page = walk.ask()
    member, lie = SIGNED_LIES[name]
    options = holder.options(walk, page)
    response = holder.device.get(options, origin=holder.origin, lies={member: lie})
    assert not is_through(holder.answer(walk, page, response))
    honest = house.walk()
    assert is_through(holder.use(honest, honest.ask()))


def test_a12_somebody_elses_passkey_is_no_second_factor(house: House, holder: Holder) -> None:
    walk, other = house.walk(), house.world.person()
    page = walk.ask(acr_values=house.acr(2))
    assert not is_through(walk.password(page, other))
    assert not is_through(holder.use(walk, page))


@pytest.mark.parametrize("response", ["", "{}", "[]", "null", "x" * 40_000, "[" * 9000, "é\x00"])
def test_a12_what_is_no_answer_is_refused(house: House, holder: Holder, response: str) -> None:
    walk = house.walk()
    page = walk.ask()
    answer = holder.answer(walk, page, response)
    assert 400 <= answer.status < 500
    assert not is_through(answer)


def test_a13_a_counter_that_goes_back_blocks_the_passkey(house: House, holder: Holder) -> None:
    copy = holder.device.copy()
    for _ in range(2):
        walk = house.walk()
        assert is_through(holder.use(walk, walk.ask()))
    thief, walk = Holder(house, holder.person, copy), house.walk()
    assert not is_through(thief.use(walk, walk.ask()))
    owner = house.walk()
    assert not is_through(holder.use(owner, owner.ask()))
    credentials = house.world.services.credentials.held(holder.person.subject_id)
    assert [each.label for each in credentials if each.disabled_at] == ["key"]


@pytest.mark.norm("X16.3", limb="a synced passkey stays at level 2")
def test_a14_a_synced_passkey_reaches_no_more_than_level_two(house: House) -> None:
    holder = holder_of(house, Authenticator(backup_eligible=True, backed_up=True))
    walk = house.walk()
    assert level_told(walk, holder.use(walk, walk.ask())) == house.acr(2)


@pytest.mark.norm("X16.3", limb="a synced passkey stays at level 2")
@pytest.mark.parametrize("synced", [False, True])
def test_a14_no_passkey_reaches_level_three(
    house: House,
    synced: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    holder = holder_of(house, Authenticator(backup_eligible=synced, backed_up=synced))
    walk = house.walk()
    walk.complete(holder.person)
    demand = f'{{"id_token": {{"acr": {{"essential": true, "value": "{house.acr(3)}"}}}}}}'
    page = walk.ask(claims=demand)
    assert not is_through(page)
    left = walk.visitor.arrive(walk.visitor.submit(page, decision="deny"))
    assert left.query["error"] == "unmet_authentication_requirements"


@pytest.mark.norm("D20.1b", "X16.1", limb="two means of one kind are one factor")
def test_a15_a_touched_passkey_and_a_code_are_both_possession(house: House) -> None:
    holder = holder_of(house, Authenticator(verifies_user=False))
    walk = house.walk(house.world.party(minimum_level=2))
    page = walk.ask()
    proof = dict(page.form("csrf").fields)["csrf"]
    asked = holder.use(walk, page)
    assert "password" in asked.ids
    assert "code" not in asked.ids
    code = house.world.code(holder.person.totp_secret or "")
    after = walk.visitor.arrive(
        walk.visitor.post(f"{page.path}/code", {"csrf": proof, "code": code})
    )
    assert not is_through(after)
    assert "password" in after.ids
    assert is_through(walk.password(after, holder.person))


@pytest.mark.norm("D4.3", limb="a guesser shuts nobody out who has a passkey")
def test_a27_a_passkey_still_opens_while_the_password_is_being_guessed(
    house: House, holder: Holder
) -> None:
    for number in range(12):
        walk = house.walk()
        walk.password(walk.ask(), holder.person, password=f"wrong {number}")
    closed = house.walk()
    assert not is_through(closed.password(closed.ask(), holder.person))
    walk = house.walk()
    assert is_through(holder.use(walk, walk.ask()))
