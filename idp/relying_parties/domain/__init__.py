"""Words and rules of the slice: a client, its registration, its addresses, its assertion."""

from idp.relying_parties.domain.client import (
    CURRENT_PARTY_TERMS,
    Client,
    ClientState,
    Connection,
    PartyKind,
    Purpose,
)
from idp.relying_parties.domain.disclosure import match_item
from idp.relying_parties.domain.registration import Fault, Registration, faults

__all__ = [
    "CURRENT_PARTY_TERMS",
    "Client",
    "ClientState",
    "Connection",
    "Fault",
    "PartyKind",
    "Purpose",
    "Registration",
    "faults",
    "match_item",
]
