"""The register of terminals: registered, suspended and resumed by an operator."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy import bindparam, select, update

from idp.access.powers import Power
from idp.casework.permissions import Permissions
from idp.ciba.domain.terminal import (
    Terminal,
    TerminalState,
    is_valid_kid,
    is_valid_place,
    thumbprint,
)
from idp.ciba.tables import TERMINAL
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Actor
from idp.kernel.ids import Id, is_id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import OrderedReads, ReadOrder, Row, insert_new
from idp.platform.jose import Verified, unverified, verify_foreign
from idp.relying_parties.domain.client import BACKCHANNEL, Client, ClientState
from idp.relying_parties.service import RelyingParties

_INSERT: Final = insert_new(TERMINAL)
_BY_ID: Final = select(TERMINAL).where(TERMINAL.c.id == bindparam("id"))
_OF_CLIENT: Final = (
    select(TERMINAL).where(TERMINAL.c.client_id == bindparam("client_id")).order_by(TERMINAL.c.id)
)
_BY_KID: Final = select(TERMINAL).where(
    TERMINAL.c.client_id == bindparam("client_id"), TERMINAL.c.kid == bindparam("kid")
)
_BEFORE_ALL: Final[Id] = "00000000-0000-0000-0000-000000000000"
_PAGE: Final = (
    select(TERMINAL)
    .where(TERMINAL.c.id > bindparam("after"))
    .order_by(TERMINAL.c.id)
    .limit(bindparam("limit"))
)
_ORDERS: Final = OrderedReads(
    {
        "client": (TERMINAL.c.client_id, TERMINAL.c.kid),
        "branch": (TERMINAL.c.branch, TERMINAL.c.id),
        "since": (TERMINAL.c.id,),
    },
    state=TERMINAL.c.state,
)
_ALL: Final = select(TERMINAL).order_by(TERMINAL.c.client_id, TERMINAL.c.id)
_CHANGE: Final = (
    update(TERMINAL)
    .where(TERMINAL.c.id == bindparam("terminal"), TERMINAL.c.state != bindparam("becomes"))
    .values(state=bindparam("becomes"))
)

ALGORITHMS: Final = ("ES256", "PS256")
"""The algorithms of terminals' signatures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalLocation:
    """The place of a terminal, in words that people read on their phones."""

    branch: str
    address: str
    desk: str


@dataclass(frozen=True)
class Terminals:
    context: ServiceContext
    permissions: Permissions
    relying_parties: RelyingParties

    def register(
        self,
        client_id: str,
        place: TerminalLocation,
        *,
        key: Mapping[str, Any],
        networks: tuple[str, ...] = (),
        actor: Actor,
    ) -> Terminal | Refused:
        """Register a terminal, active at once. `key` is one of the client's registered public keys.

        Refused: as `Permissions`, NOT_FOUND, REGISTRATION_FAULTY (the client does not use CIBA, the
        key is not one of its own, an empty text, a malformed network), STATE_ALREADY_HOLDS (the key
        is another terminal's).
        """
        refused = self.permissions.strict(actor, Power.TERMINAL_REGISTER)
        if refused is not None:
            return Refused(refused)
        client = self.relying_parties.client(client_id)
        if client is None or client.state is ClientState.REMOVED:
            return Refused(Reason.NOT_FOUND)
        made = self._owned(client, thumbprint(key))
        if made is None or not is_valid_place(asdict(place), networks):
            return Refused(Reason.REGISTRATION_FAULTY)
        row = {"id": new_id(), "client_id": client_id, **asdict(place), "networks": list(networks)}
        row |= {"state": TerminalState.ACTIVE, "registered_at": self.context.clock.now()}
        row |= {"kid": key["kid"], "key": dict(key), "key_thumbprint": made}
        with self.context.database.transaction():
            if not self.context.database.execute(_INSERT, **row):
                return Refused(Reason.STATE_ALREADY_HOLDS)
            terminal = self._stored(row["id"])
            self._record(EventType.TERMINAL_REGISTERED, terminal, actor=actor, **asdict(place))
            return terminal

    def suspend(self, terminal_id: Id, *, reason: str, actor: Actor) -> Terminal | Refused:
        """Suspend a terminal and its requests. Refused as `_change`."""
        return self._change(
            terminal_id,
            TerminalState.SUSPENDED,
            EventType.TERMINAL_SUSPENDED,
            actor=actor,
            reason=reason,
        )

    def resume(self, terminal_id: Id, *, actor: Actor) -> Terminal | Refused:
        """Resume a suspended terminal. Refused as `_change`."""
        return self._change(
            terminal_id, TerminalState.ACTIVE, EventType.TERMINAL_RESUMED, actor=actor
        )

    def by_id(self, terminal_id: Id) -> Terminal | None:
        """The terminal as stored now; it is not cached."""
        row = self.context.database.one(_BY_ID, id=terminal_id) if is_id(terminal_id) else None
        return None if row is None else _terminal(row)

    def signer_of(self, client_id: str, token: str) -> tuple[Terminal, Verified] | None:
        """The terminal of this client whose key signed a JWS, and the JWS's claims.

        Only ES256 and PS256 (FAPI-CIBA 5.2.2); `kid` is required.
        """
        said = unverified(token)
        kid = said.header.get("kid") if said is not None else None
        if not isinstance(kid, str) or not is_valid_kid(kid):
            return None
        row = self.context.database.one(_BY_KID, client_id=client_id, kid=kid)
        terminal = None if row is None else _terminal(row)
        verified = None if terminal is None else self.signed_by(terminal, token)
        return None if terminal is None or verified is None else (terminal, verified)

    def signed_by(self, terminal: Terminal, token: str) -> Verified | None:
        """The claims of a JWS, if this terminal's key signed it."""
        return verify_foreign(token, keys=terminal.jwks, algorithms=ALGORITHMS)

    def for_client(self, client_id: str) -> list[Terminal]:
        """The terminals of a client, suspended ones too."""
        return [
            _terminal(row) for row in self.context.database.all(_OF_CLIENT, client_id=client_id)
        ]

    def page(self, after: Id | None, limit: int) -> list[Terminal]:
        """Terminals by id, after this one."""
        last = after or _BEFORE_ALL
        return [_terminal(row) for row in self.context.database.all(_PAGE, after=last, limit=limit)]

    def in_order(
        self, order: ReadOrder, *, after: str | None, limit: int
    ) -> list[tuple[str, Terminal]]:
        """Terminals by `client`, `branch` or `since`, each with the mark it is read on behind."""
        read = _ORDERS.read(self.context.database, order, after=after, limit=limit)
        return [(each.mark, _terminal(each.row)) for each in read]

    def all(self) -> list[Terminal]:
        return [_terminal(row) for row in self.context.database.all(_ALL)]

    def _owned(self, client: Client, key: bytes | None) -> bytes | None:
        """The thumbprint, when the key is one that the client registered for CIBA."""
        if key is None or BACKCHANNEL not in client.grant_types:
            return None
        listed = self.relying_parties.keys(client, kid=None).get("keys", ())
        own = {thumbprint(each) for each in listed if isinstance(each, Mapping)}
        return key if key in own else None

    def _change(
        self,
        terminal_id: Id,
        becomes: TerminalState,
        happening: EventType,
        *,
        actor: Actor,
        **facts: str,
    ) -> Terminal | Refused:
        """Refused: as `Permissions`, NOT_FOUND, STATE_ALREADY_HOLDS."""
        refused = self.permissions.strict(actor, Power.TERMINAL_SUSPEND)
        if refused is not None:
            return Refused(refused)
        with self.context.database.transaction():
            if self.by_id(terminal_id) is None:
                return Refused(Reason.NOT_FOUND)
            if not self.context.database.execute(_CHANGE, terminal=terminal_id, becomes=becomes):
                return Refused(Reason.STATE_ALREADY_HOLDS)
            terminal = self._stored(terminal_id)
            self._record(happening, terminal, actor=actor, **facts)
            return terminal

    def _stored(self, terminal_id: Id) -> Terminal:
        terminal = self.by_id(terminal_id)
        if terminal is None:
            raise LookupError(terminal_id)
        return terminal

    def _record(
        self, happening: EventType, terminal: Terminal, *, actor: Actor, **facts: str
    ) -> None:
        self.context.history.append(
            happening,
            client_id=terminal.client_id,
            actor=actor,
            facts={"terminal": terminal.id, **facts},
        )


def _terminal(row: Row) -> Terminal:
    columns = row._asdict() | {
        "networks": tuple(row.networks),
        "state": TerminalState(row.state),
    }
    del columns["key_thumbprint"]
    return Terminal(**columns)
