"""Client assertions as they arrive (RFC 7523): the signature first, then what they say."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from idp.platform.jose import unverified, verify_foreign
from idp.relying_parties.domain.assertion import ALGORITHMS, one_use
from idp.relying_parties.domain.one_use import OneUse


def key_named_by(assertion: str) -> str | None:
    """The key id an assertion names, before anything about it is checked."""
    said = unverified(assertion)
    kid = None if said is None else said.header.get("kid")
    return kid if isinstance(kid, str) else None


def proven_use(
    assertion: str,
    *,
    keys: Mapping[str, Any],
    client_id: str,
    audiences: Collection[str],
    now: datetime,
) -> OneUse | None:
    """The use that is left to be spent when one of the keys signed what the client must say."""
    verified = verify_foreign(assertion, keys=keys, algorithms=ALGORITHMS)
    if verified is None:
        return None
    return one_use(verified.claims, client_id=client_id, audiences=audiences, now=now)
