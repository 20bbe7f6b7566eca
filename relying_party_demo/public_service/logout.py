"""Back-channel logout (OpenID Connect Back-Channel Logout 1.0)."""

import threading
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request

from relying_party_demo.public_service.provider import Provider
from relying_party_demo.public_service.visits import Visits

_EVENT = "http://schemas.openid.net/event/backchannel-logout"


class _Seen:
    """Each logout token counts once (section 2.6, step 8)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ids: set[str] = set()

    def first_time(self, identifier: str) -> bool:
        with self._lock:
            fresh = identifier not in self._ids
            self._ids.add(identifier)
            return fresh


def create_logout(provider: Provider, visits: Visits) -> Blueprint:
    """`POST /backchannel-logout` with `logout_token`."""
    logout, seen = Blueprint("logout", __name__), _Seen()

    @logout.post("/backchannel-logout")
    def backchannel_logout() -> Response:
        claims = provider.claims(
            request.form.get("logout_token", ""),
            typ="logout+jwt",
            audience=provider.config.client_id,
        )
        if claims is None or not _is_logout(claims) or not seen.first_time(claims["jti"]):
            return _answer(400)
        visits.end_by_provider(subject=claims.get("sub"), sid=claims.get("sid"))
        return _answer(200)

    return logout


def _is_logout(claims: Mapping[str, Any]) -> bool:
    """Section 2.6: the event, `sub` or `sid`, a `jti`, and no nonce."""
    events = claims.get("events")
    names_someone = isinstance(claims.get("sub"), str) or isinstance(claims.get("sid"), str)
    return (
        isinstance(events, dict)
        and isinstance(events.get(_EVENT), dict)
        and names_someone
        and isinstance(claims.get("jti"), str)
        and "nonce" not in claims
    )


def _answer(status: int) -> Response:
    return Response(status=status, headers={"Cache-Control": "no-store"})
