"""The register of terminals: networks, keys, and history entries."""

from typing import Any

import pytest
from sqlalchemy import select

from idp.ciba.domain.terminal import TerminalState
from idp.ciba.terminals import TerminalLocation
from idp.history.actors import operator_id
from idp.history.tables import HISTORY
from idp.kernel.refusals import Reason, Refused
from tests.support.assertions import ClientKey, claims_of, unsigned, with_shared_key
from tests.support.counters import PLACE, bank
from tests.support.officers import AN, OPERATOR
from tests.support.world import World, sure


def reason(answer: object) -> Reason | None:
    return answer.reason if isinstance(answer, Refused) else None


def happenings(world: World) -> list[tuple[str, str, dict[str, Any]]]:
    with world.services.database.transaction() as connection:
        rows = connection.execute(
            select(HISTORY.c.happening, HISTORY.c.actor_id, HISTORY.c.facts)
            .where(HISTORY.c.happening.like("terminal_%"))
            .order_by(HISTORY.c.id)
        )
        return [(row.happening, row.actor_id, row.facts) for row in rows]


@pytest.mark.norm("D21.2", limb="a terminal is registered, suspended and resumed")
def test_a_terminal_is_registered_suspended_and_resumed_with_history(world: World) -> None:
    key, terminals = ClientKey(), world.services.ciba.terminals
    made = sure(terminals.register(bank(world, key), PLACE, key=key.public, actor=AN))
    assert (made.branch, made.state) == (PLACE.branch, TerminalState.ACTIVE)
    stopped = sure(terminals.suspend(made.id, reason="stolen", actor=AN))
    assert stopped.state is TerminalState.SUSPENDED
    assert (
        reason(terminals.suspend(made.id, reason="again", actor=OPERATOR))
        is Reason.STATE_ALREADY_HOLDS
    )
    assert sure(terminals.resume(made.id, actor=OPERATOR)).state is TerminalState.ACTIVE
    told = [(happening, actor) for happening, actor, _ in happenings(world)]
    assert told == [
        ("terminal_registered", AN.officer_id),
        ("terminal_suspended", AN.officer_id),
        ("terminal_resumed", operator_id(OPERATOR)),
    ]
    assert all(facts["terminal"] == made.id for _, _, facts in happenings(world))


def test_one_key_is_one_terminal_and_one_name_one_key(world: World) -> None:
    one, same_name = ClientKey(kid="a"), ClientKey(kid="a")
    client_id, terminals = bank(world, one, same_name), world.services.ciba.terminals
    sure(terminals.register(client_id, PLACE, key=one.public, actor=OPERATOR))
    for key in (one.public, one.public | {"kid": "b"}, same_name.public):
        answer = terminals.register(client_id, PLACE, key=key, actor=OPERATOR)
        assert reason(answer) is Reason.STATE_ALREADY_HOLDS


def test_only_a_clients_own_key_makes_a_terminal_of_it(world: World) -> None:
    key, terminals = ClientKey(), world.services.ciba.terminals
    client_id, web_only = bank(world, key), world.party().client_id
    private = key.public | {"d": "AAAA"}
    assert (
        reason(terminals.register("nobody", PLACE, key=key.public, actor=OPERATOR))
        is Reason.NOT_FOUND
    )
    for whose, shown in ((client_id, ClientKey().public), (client_id, private), (client_id, {})):
        assert (
            reason(terminals.register(whose, PLACE, key=shown, actor=OPERATOR))
            is Reason.REGISTRATION_FAULTY
        )
    answer = terminals.register(web_only, PLACE, key=key.public, actor=OPERATOR)
    assert reason(answer) is Reason.REGISTRATION_FAULTY


@pytest.mark.parametrize(
    ("place", "networks"),
    [
        (TerminalLocation(branch="", address="A", desk="1"), ()),
        (TerminalLocation(branch="A", address="A\n", desk="1"), ()),
        (PLACE, ("not a network",)),
    ],
)
def test_a_place_nobody_could_recognise_is_not_registered(
    world: World, place: TerminalLocation, networks: tuple[str, ...]
) -> None:
    key = ClientKey()
    answer = world.services.ciba.terminals.register(
        bank(world, key), place, key=key.public, networks=networks, actor=OPERATOR
    )
    assert reason(answer) is Reason.REGISTRATION_FAULTY


def test_a_client_that_was_removed_gets_no_terminal(world: World) -> None:
    key, terminals = ClientKey(), world.services.ciba.terminals
    client_id = bank(world, key)
    sure(world.services.relying_parties.remove(client_id, reason="closed", actor=OPERATOR))
    assert (
        reason(terminals.register(client_id, PLACE, key=key.public, actor=OPERATOR))
        is Reason.NOT_FOUND
    )
    assert terminals.for_client(client_id) == []


def test_an_unknown_terminal_is_not_found(world: World) -> None:
    terminals = world.services.ciba.terminals
    for terminal_id in ("", "x", "00000000-0000-0000-0000-000000000000"):
        assert terminals.by_id(terminal_id) is None
        assert (
            reason(terminals.suspend(terminal_id, reason="x", actor=OPERATOR)) is Reason.NOT_FOUND
        )
        assert reason(terminals.resume(terminal_id, actor=OPERATOR)) is Reason.NOT_FOUND


def test_a_terminal_is_found_by_what_its_key_signed(world: World) -> None:
    key, terminals = ClientKey(kid="q3"), world.services.ciba.terminals
    client_id = bank(world, key)
    made = sure(terminals.register(client_id, PLACE, key=key.public, actor=OPERATOR))
    said = claims_of(client_id, "issuer", 0)
    found = terminals.signer_of(client_id, key.sign(said))
    assert found is not None
    assert (found[0], dict(found[1].claims)) == (made, said)


def test_j01_j02_j03_j04_no_other_signature_is_a_terminals(world: World) -> None:
    key, other = ClientKey(kid="q3"), ClientKey(kid="q3")
    client_id, terminals = bank(world, key), world.services.ciba.terminals
    sure(terminals.register(client_id, PLACE, key=key.public, actor=OPERATOR))
    said = claims_of(client_id, "issuer", 0)
    forged = [
        unsigned(said),
        other.sign(said),
        other.sign(said, jwk=other.public),
        key.sign(said, alg="RS256"),
        key.sign(said, crit=["b64"]),
        key.sign(said, kid=None),
        key.sign(said, kid="q4"),
        key.sign(said, kid="q3\0"),
        with_shared_key(said, str(key.public).encode(), kid="q3"),
        "",
        "a.b.c",
        "\udc80",
    ]
    for token in forged:
        assert terminals.signer_of(client_id, token) is None
    assert terminals.signer_of("another", key.sign(said)) is None
