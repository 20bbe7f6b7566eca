"""Client assertions as they arrive (RFC 7523): the signature first, then what they say."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from idp.platform.jose import unverified, verify_foreign
from idp.relying_parties.domain.assertion import ALGORITHMS, replay_key
from idp.relying_parties.domain.replay import ReplayKey


def key_id_of(assertion: str) -> str | None:
    """The key id an assertion names, before anything about it is checked."""
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
    """The use that is left to be spent when one of the keys signed what the client must say."""
    verified = verify_foreign(assertion, keys=keys, algorithms=ALGORITHMS)
    if verified is None:
        return None
    return replay_key(verified.claims, client_id=client_id, audiences=audiences, now=now)
