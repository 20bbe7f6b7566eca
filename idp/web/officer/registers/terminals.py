"""Terminals at counters: registered, suspended and resumed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, Final

from idp.access.powers import Power
from idp.casework.domain.facts import NoFacts
from idp.ciba.domain.terminal import Terminal, TerminalState
from idp.ciba.terminals import TerminalLocation
from idp.kernel.actors import Officer
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import ReadOrder
from idp.web.current import services
from idp.web.officer.forms import BY_NAME, Ask, Because, PartyText, Problems
from idp.web.officer.party_names import NO_PARTY, meant_party, party
from idp.web.officer.plain_values import key_words
from idp.web.officer.records import (
    ActDone,
    ActTarget,
    Column,
    DeskAct,
    HistoryOf,
    ListEntry,
    Outcome,
    Record,
    Row,
)
from idp.web.officer.values import Fact, code, moment, text, word, words
from idp.web.pages.labels import N_

STATES: Final[Mapping[str, str]] = {
    TerminalState.ACTIVE: N_("Active"),
    TerminalState.SUSPENDED: N_("Suspended"),
}


@dataclass(frozen=True, slots=True)
class Placing:
    """A terminal, its place and its key."""

    client_id: Annotated[PartyText, Ask(N_("Relying party whose counter it is"), hint=BY_NAME)]
    branch: Annotated[
        str, Ask(N_("Branch"), hint=N_("As people know it; their telephone shows it."))
    ]
    address: Annotated[str, Ask(N_("Address"))]
    desk: Annotated[str, Ask(N_("Counter"))]
    key: Annotated[
        str,
        Ask(
            N_("Number of its key (kid)"),
            hint=N_("One of the public keys that the relying party registered."),
        ),
    ]
    networks: Annotated[
        str,
        Ask(
            N_("Networks it may ask from"),
            hint=N_("Several with a comma between them; empty for any."),
        ),
    ] = ""


@dataclass(frozen=True, slots=True)
class TerminalRegister:
    path: str = "terminals"
    title: str = N_("Terminals")
    about: str = N_("The terminals at counters where people show who they are.")
    reads: tuple[Power, ...] = (Power.WORK_SEE,)
    looks: bool = False
    columns: tuple[Column, ...] = (
        Column("branch", N_("Branch")),
        Column("desk", N_("Counter")),
        Column("client", N_("Relying party")),
        Column("state", N_("State")),
        Column("since", N_("Registered")),
    )
    orders: tuple[str, ...] = ("client", "branch", "since")
    hidden: tuple[str, ...] = ()
    waits_in: tuple[str, ...] = ()

    @property
    def states(self) -> Mapping[str, str]:
        return STATES

    @property
    def begins(self) -> tuple[DeskAct, ...]:
        return (
            DeskAct(
                event="register",
                label=N_("Register a terminal"),
                power=Power.TERMINAL_REGISTER,
                facts=Placing,
                does=_register,
            ),
        )

    @property
    def acts(self) -> tuple[DeskAct, ...]:
        return (
            DeskAct(
                event="suspend",
                label=N_("Suspend"),
                power=Power.TERMINAL_SUSPEND,
                facts=Because,
                question=N_(
                    "Its open requests end, and it can make no others until it is resumed."
                ),
                does=_suspend,
            ),
            DeskAct(event="resume", label=N_("Resume"), power=Power.TERMINAL_SUSPEND, does=_resume),
        )

    def entries(self, order: ReadOrder, *, after: str | None, limit: int) -> list[ListEntry]:
        found = services().ciba.terminals.in_order(order, after=after, limit=limit)
        return [_entry(mark, each) for mark, each in found]

    def exact(self, words: str) -> ListEntry | None:
        found = services().ciba.terminals.by_id(words)
        return None if found is None else _entry("", found)

    def record(self, key: str) -> Record | None:
        found = services().ciba.terminals.by_id(key)
        return None if found is None else _record(found)


def _entry(mark: str, terminal: Terminal) -> ListEntry:
    return ListEntry(mark, terminal.state, partial(_row, terminal))


def _row(terminal: Terminal) -> Row:
    cells = (
        text(terminal.branch),
        text(terminal.desk),
        replace(party(terminal.client_id), aside=terminal.client_id),
        word(STATES[terminal.state]),
        moment(terminal.registered_at),
    )
    return Row(key=terminal.id, cells=cells)


def _record(terminal: Terminal) -> Record:
    other = "suspend" if terminal.state is TerminalState.SUSPENDED else "resume"
    return Record(
        key=terminal.id,
        title=text(f"{terminal.branch}, {terminal.desk}"),
        state=terminal.state,
        state_label=STATES[terminal.state],
        facts=(
            Fact(N_("Terminal id"), code(terminal.id)),
            Fact(N_("Relying party"), party(terminal.client_id)),
            Fact(N_("Client id"), code(terminal.client_id)),
            Fact(N_("Branch"), text(terminal.branch)),
            Fact(N_("Address"), text(terminal.address)),
            Fact(N_("Counter"), text(terminal.desk)),
            Fact(N_("Registered"), moment(terminal.registered_at)),
            Fact(N_("Its public key"), text(key_words(terminal.key))),
            Fact(N_("Networks it may ask from"), words(terminal.networks)),
        ),
        shut={other: Reason.STATE_ALREADY_HOLDS},
        history=HistoryOf(terminal.client_id),
    )


def _register(officer: Officer, _: ActTarget, facts: Placing) -> Outcome:
    party = meant_party(facts.client_id)
    client = services().relying_parties.client(party.client_id)
    if client is None:
        return Problems({"client_id": party.problem or NO_PARTY})
    listed = services().relying_parties.keys(client, kid=facts.key).get("keys", ())
    key = next((each for each in listed if each.get("kid") == facts.key), None)
    if key is None:
        return Problems({"key": N_("The relying party registered no key with this number.")})
    networks = tuple(each.strip() for each in facts.networks.split(",") if each.strip())
    made = services().ciba.terminals.register(
        client.client_id,
        TerminalLocation(branch=facts.branch, address=facts.address, desk=facts.desk),
        key=key,
        networks=networks,
        actor=officer,
    )
    return made if isinstance(made, Refused) else ActDone(key=made.id)


def _suspend(officer: Officer, on: ActTarget, facts: Because) -> Outcome:
    changed = services().ciba.terminals.suspend(on.key, reason=facts.reason, actor=officer)
    return changed if isinstance(changed, Refused) else ActDone(key=on.key)


def _resume(officer: Officer, on: ActTarget, _: NoFacts) -> Outcome:
    changed = services().ciba.terminals.resume(on.key, actor=officer)
    return changed if isinstance(changed, Refused) else ActDone(key=on.key)
