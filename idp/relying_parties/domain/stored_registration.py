"""A client's registration as the JSON document in the database, and back."""

from dataclasses import fields, replace
from datetime import datetime
from typing import Any, Final, NamedTuple

from idp.assurance.levels import Level
from idp.relying_parties.domain.client import (
    ClaimPurpose,
    Client,
    ClientState,
    Connection,
    PartyKind,
)
from idp.relying_parties.domain.pkce import from_document, to_document
from idp.relying_parties.domain.registration import Fault, Registration, faults

_OWN_COLUMN: Final = frozenset({"client_id", "state", "terms_version", "created_at", "tokens_from"})
_OF_A_REQUEST: Final = frozenset({"authenticated_by", "proven_by"})
_TUPLES: Final = ("redirect_uris", "post_logout_redirect_uris", "resources", "allowed_origins")
_SETS: Final = ("grant_types", "scopes")


def particulars_of(
    registration: Registration, *, sector: str, provider_name: str | None
) -> dict[str, Any]:
    """The JSON form of a registration in the database."""
    kept = {member.name for member in fields(Client)} - _OWN_COLUMN - _OF_A_REQUEST
    document: dict[str, Any] = {name: getattr(registration, name, None) for name in sorted(kept)}
    document |= {"sector": sector, "provider_name": provider_name}
    document |= {name: list(document[name]) for name in _TUPLES}
    document |= {name: sorted(document[name]) for name in _SETS}
    exemption = registration.pkce_exemption
    document["pkce_exemption"] = None if exemption is None else to_document(exemption)
    document["name"] = dict(registration.name)
    document["claims"] = {
        name: {"text": dict(purpose.text), "essential": purpose.essential}
        for name, purpose in registration.claims.items()
    }
    return document


class StoredClient(NamedTuple):
    """The columns of a client."""

    client_id: str
    state: str
    terms_version: str | None
    secret_digest: bytes | None
    former_secret_digest: bytes | None
    former_secret_until: datetime | None
    particulars: dict[str, Any]
    created_at: datetime
    tokens_from: datetime | None


def client_of(row: StoredClient) -> Client:
    """The snapshot of a row."""
    document = dict(row.particulars)
    document |= {name: tuple(document.get(name, ())) for name in _TUPLES}
    document |= {name: frozenset(document[name]) for name in _SETS}
    document |= {
        "kind": PartyKind(document["kind"]),
        "connection": Connection(document["connection"]),
        "minimum_level": Level(document["minimum_level"]),
        "claims": {name: ClaimPurpose(**purpose) for name, purpose in document["claims"].items()},
    }
    if exemption := document.get("pkce_exemption"):
        document["pkce_exemption"] = from_document(exemption)
    return Client(
        client_id=row.client_id,
        state=ClientState(row.state),
        terms_version=row.terms_version,
        created_at=row.created_at,
        tokens_from=row.tokens_from,
        **document,
    )


def registration_of(client: Client) -> Registration:
    """The registration of an existing client, with its sector made explicit.

    So a corrected address changes no pairwise `sub` (Core section 8.1).
    """
    members = {member.name for member in fields(Registration)} - {"loopback"}
    asked = Registration(loopback=True, **{name: getattr(client, name) for name in members})
    faulty = faults(replace(asked, loopback=False)) & {Fault.ADDRESS, Fault.ORIGIN}
    return replace(asked, loopback=bool(faulty))


def exemption_facts(registration: Registration) -> dict[str, Any]:
    """The exemption from PKCE, for the history (decision Q17)."""
    exemption = registration.pkce_exemption
    return {} if exemption is None else {"pkce_exemption": to_document(exemption)}
