"""A registered terminal: its desk, its public key, and the networks it may call from."""

import hashlib
import ipaddress
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from idp.kernel.ids import Id
from idp.kernel.ip_addresses import read_address
from idp.kernel.texts import is_plain

_THUMBPRINT_MEMBERS: Final = {"EC": ("crv", "kty", "x", "y"), "RSA": ("e", "kty", "n")}
_CURVE: Final = "P-256"
_LONGEST_NAME: Final = 255
_PRIVATE: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "k"})
_LONGEST: Final = 120
_MOST_NETWORKS: Final = 32


class TerminalState(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """A terminal as registered; the person is shown these data, never scanned ones.

    `desk` names the counter or the officer's post. `key` is a public JWK; `networks` are the
    networks it may ask from, anywhere when there are none.
    """

    id: Id
    client_id: str
    branch: str
    address: str
    desk: str
    kid: str
    key: Mapping[str, Any]
    networks: tuple[str, ...]
    state: TerminalState
    registered_at: datetime

    @property
    def jwks(self) -> Mapping[str, Any]:
        return {"keys": [self.key]}

    def is_allowed_address(self, address: str | None) -> bool:
        """Whether the address is in one of its networks; unreadable addresses are in none."""
        if not self.networks:
            return True
        here = read_address(address)
        return here is not None and any(
            here in ipaddress.ip_network(network) for network in self.networks
        )


def is_valid_kid(kid: str) -> bool:
    """Whether a database can store it: short, no control character, no lone surrogate."""
    return len(kid) <= _LONGEST_NAME and kid.isprintable()


def thumbprint(key: Mapping[str, Any]) -> bytes | None:
    """RFC 7638 with SHA-256, 32 bytes; None for anything but a public EC P-256 or RSA key.

    These are the keys of the two algorithms a terminal signs with: ES256 and PS256. The key has a
    name (`kid`), by which the terminal is found.
    """
    name = key.get("kid")
    if not isinstance(name, str) or not is_valid_kid(name):
        return None
    names = _THUMBPRINT_MEMBERS.get(str(key.get("kty")), ())
    members = {name: key.get(name) for name in names}
    if not members or not all(isinstance(value, str) for value in members.values()):
        return None
    if _PRIVATE & key.keys() or members.get("crv", _CURVE) != _CURVE:
        return None
    text = json.dumps(members, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).digest()


def is_valid_place(place: Mapping[str, str], networks: tuple[str, ...]) -> bool:
    """Whether a person can recognise the place, and all networks are valid."""
    readable = all(is_plain(text, _LONGEST) for text in place.values())
    return readable and len(networks) <= _MOST_NETWORKS and all(map(_is_network, networks))


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text)
    except ValueError:
        return False
    return True
