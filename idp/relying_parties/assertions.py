"""Client assertions (RFC 7523): signature first, then claims."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from idp.platform.jose import unverified, verify_foreign
from idp.relying_parties.domain.assertion import ALGORITHMS, replay_key
from idp.relying_parties.domain.replay import ReplayKey


def key_id_of(assertion: str) -> str | None:
    """The `kid` of an assertion, unverified."""
    said = unverified(assertion)
    kid = None if said is None else said.header.get("kid")
    return kid if isinstance(kid, str) else None


def verified_replay_key(
    assertion: str,
    *,
    keys: Mapping[str, Any],
    client_id: str,
    audiences: Collection[str],
    now: datetime,
) -> ReplayKey | None:
    """The replay key of a valid assertion, signed by one of the keys; else None."""
    verified = verify_foreign(assertion, keys=keys, algorithms=ALGORITHMS)
    if verified is None:
        return None
    return replay_key(verified.claims, client_id=client_id, audiences=audiences, now=now)
