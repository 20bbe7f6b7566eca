"""Clients, registrations, addresses, assertions. Pure."""

from idp.relying_parties.domain.client import (
    CURRENT_PARTY_TERMS,
    ClaimPurpose,
    Client,
    ClientState,
    Connection,
    PartyKind,
)
from idp.relying_parties.domain.disclosure import match_item
from idp.relying_parties.domain.registration import Fault, Registration, faults

__all__ = [
    "CURRENT_PARTY_TERMS",
    "ClaimPurpose",
    "Client",
    "ClientState",
    "Connection",
    "Fault",
    "PartyKind",
    "Registration",
    "faults",
    "match_item",
]
