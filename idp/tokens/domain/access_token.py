"""Presented access tokens: expiry, and the client's requirements."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from idp.assurance.levels import Level
from idp.tokens.domain.client_requirements import ClientRequirements
from idp.tokens.domain.grant import Granted


def has_expired(claims: Mapping[str, Any], now: datetime) -> bool:
    return bool(now.timestamp() >= claims["exp"])


def family_id_in(jti: str) -> str | None:
    """The family of an access token; None for one of client_credentials."""
    family_id, dot, _ = jti.partition(".")
    return family_id if dot else None


def meets_today(
    requirements: ClientRequirements,
    granted: Granted,
    claims: Mapping[str, Any],
    account_level: int | None,
) -> bool:
    """Whether a token's sign-in meets its client's present requirements."""
    held = Level(claims.get("assurance_level", Level.NONE))
    return requirements.unmet_reason(granted, held=held, account_level=account_level) is None
