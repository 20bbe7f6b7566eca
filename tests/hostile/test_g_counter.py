"""The counter under every state that must close it: the sibling of `test_sibling_matrix` (G12)."""

import itertools
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.support.counters import Handset, Teller, desk, handset
from tests.support.live import House
from tests.support.officers import OPERATOR, themself
from tests.support.world import sure

Fall = Callable[[House, Teller, Handset], object]


def _lock(house: House, teller: Teller, citizen: Handset) -> object:
    del teller
    lock = {"ground": "D15.2a", "body": "Authority", "remedy": "Ask for it"}
    return sure(
        house.world.services.accounts.lock(citizen.person.subject_id, **lock, actor=OPERATOR)
    )


def _suspend_client(house: House, teller: Teller, citizen: Handset) -> object:
    del citizen
    parties = house.world.services.relying_parties
    return sure(parties.suspend(teller.desk.client_id, reason="breach", actor=OPERATOR))


def _suspend_terminal(house: House, teller: Teller, citizen: Handset) -> object:
    del house, citizen
    return sure(
        teller.desk.counter.terminals.suspend(
            teller.desk.terminal.id, reason="stolen", actor=OPERATOR
        )
    )


def _withdraw(house: House, teller: Teller, citizen: Handset) -> object:
    services, subject_id = house.world.services, citizen.person.subject_id
    consent = services.consents.live(subject_id, teller.desk.client_id)
    assert consent is not None
    return services.tokens.withdraw_consent(subject_id, consent.id, actor=themself(subject_id))


def _lose_phone(house: House, teller: Teller, citizen: Handset) -> object:
    """End everything this person has open, including a thief's sessions."""
    del teller
    services = house.world.services
    for session in services.sessions.for_subject(citizen.person.subject_id):
        services.tokens.end_session(session.id, deliver=False, actor=OPERATOR)
    return services.credentials.stop_lost(
        citizen.person.subject_id, actor=themself(citizen.person.subject_id)
    )


def _wait(house: House, teller: Teller, citizen: Handset) -> object:
    del teller, citizen
    house.world.clock.advance(timedelta(seconds=121))
    return None


FALLS: dict[str, Fall] = {
    "locked": _lock,
    "client suspended": _suspend_client,
    "terminal suspended": _suspend_terminal,
    "consent withdrawn": _withdraw,
    "phone lost": _lose_phone,
    "too late": _wait,
}
PAIRS = [*itertools.combinations(FALLS, 1), *itertools.combinations(FALLS, 2)]


def approved(teller: Teller, citizen: Handset) -> str:
    """A request the person approved; the terminal has not polled yet."""
    auth_req_id: str = teller.ask(citizen.code()).json["auth_req_id"]
    (told,) = citizen.waiting()
    citizen.number(told["txn"])
    assert citizen.approve(told).status == 200
    return auth_req_id


@pytest.fixture
def teller(house: House) -> Teller:
    return Teller(desk(house.world), house.visitor())


@pytest.fixture
def citizen(house: House) -> Handset:
    return handset(house.world, house.visitor())


def test_while_everything_stands_the_result_is_fetched(teller: Teller, citizen: Handset) -> None:
    assert "id_token" in teller.fetch(approved(teller, citizen)).json


REFUSED = {
    (400, "access_denied"),
    (400, "expired_token"),
    (400, "invalid_grant"),
    (400, "unauthorized_client"),
    (401, "invalid_client"),
}
"""The terminal's error in each case; never one that asks to poll again."""


@pytest.mark.norm("D21.2", limb="nothing is fetched once anything fell")
@pytest.mark.norm("D32.3", limb="a lost phone's counter result is refused")
@pytest.mark.norm("X15.2", limb="nothing is given once a consent ended")
@pytest.mark.parametrize("names", PAIRS, ids=" and ".join)
def test_g11_g12_once_anything_fell_the_counter_gets_nothing(
    house: House, teller: Teller, citizen: Handset, names: tuple[str, ...]
) -> None:
    auth_req_id = approved(teller, citizen)
    for name in names:
        FALLS[name](house, teller, citizen)
    for _ in range(2):
        answer = teller.fetch(auth_req_id)
        assert (answer.status, answer.json["error"]) in REFUSED
        assert not {"access_token", "id_token"} & answer.json.keys()


@pytest.mark.parametrize("name", [name for name in FALLS if name != "consent withdrawn"])
def test_g11_g12_once_anything_fell_the_phone_approves_nothing(
    house: House, teller: Teller, citizen: Handset, name: str
) -> None:
    auth_req_id = teller.ask(citizen.code()).json["auth_req_id"]
    (told,) = citizen.waiting()
    citizen.number(told["txn"])
    FALLS[name](house, teller, citizen)
    assert citizen.approve(told).status in {403, 410, 422}
    assert "id_token" not in teller.fetch(auth_req_id).json


def test_a05_j07_nothing_sent_a_second_time_does_anything(teller: Teller, citizen: Handset) -> None:
    """The same assertion, the same signed request, the same word of the phone."""
    request = teller.desk.key.sign(teller.members(login_hint_token=citizen.code()))
    proof = teller.proof
    sent = {**proof, "request": request}
    assert teller.visitor.post("/backchannel-authn", sent).status == 200
    assert teller.visitor.post("/backchannel-authn", sent).status == 401
    assert teller.send(request).json["error"] == "invalid_request"
    assert len(citizen.waiting()) == 1
