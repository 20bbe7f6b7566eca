"""Client assertions (RFC 7523): signature first, then claims."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from idp.platform.jose import unverified, verify_foreign
from idp.relying_parties.domain.assertion import ALGORITHMS, replay_key
from idp.relying_parties.domain.replay import ReplayKey


@dataclass(frozen=True, slots=True)
class ProvenAssertion:
    """A valid assertion: what its one use is known by, and the thumbprint of its key (RFC 7638)."""

    use: ReplayKey
    signed_by: str


def key_id_of(assertion: str) -> str | None:
    """The `kid` of an assertion, unverified."""
    said = unverified(assertion)
    kid = None if said is None else said.header.get("kid")
    return kid if isinstance(kid, str) else None


def proven(
    assertion: str,
    *,
    keys: Mapping[str, Any],
    client_id: str,
    audiences: Collection[str],
    now: datetime,
) -> ProvenAssertion | None:
    """A valid assertion, signed by one of the keys; else None."""
    verified = verify_foreign(assertion, keys=keys, algorithms=ALGORITHMS)
    if verified is None or verified.signed_by is None:
        return None
    use = replay_key(verified.claims, client_id=client_id, audiences=audiences, now=now)
    return None if use is None else ProvenAssertion(use, verified.signed_by)
