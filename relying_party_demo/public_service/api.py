"""The portal's own API: a resource server that demands level 2 (RFC 9470)."""

import time
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, jsonify, request

from relying_party_demo.public_service.provider import Provider

REQUIRED_LEVEL = 2
MAX_AGE_SECONDS = 900
"""A dossier is personal: the sign-in must be at most a quarter of an hour old."""

DOSSIERS = (
    {"number": "DVC-2026-000117", "title": "passport", "state": "in_progress"},
    {"number": "DVC-2026-000093", "title": "residence", "state": "done"},
)


def create_api(provider: Provider) -> Blueprint:
    """`GET /api/dossiers` with an access token whose audience is this API."""
    api = Blueprint("api", __name__, url_prefix="/api")

    @api.get("/dossiers")
    def dossiers() -> Response:
        claims = _presented(provider)
        if claims is None:
            return _challenge('error="invalid_token"')
        if not _sure_enough(provider, claims):
            return _challenge(
                'error="insufficient_user_authentication", '
                f'error_description="Level {REQUIRED_LEVEL} within {MAX_AGE_SECONDS} s is needed", '
                f'acr_values="{provider.config.acr(REQUIRED_LEVEL)}", max_age="{MAX_AGE_SECONDS}"'
            )
        return jsonify(dossiers=DOSSIERS, owner=claims["sub"])

    return api


def _presented(provider: Provider) -> Mapping[str, Any] | None:
    """The claims of the bearer token (RFC 9068 section 4), None when it is not valid."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    return provider.claims(token.strip(), typ="at+jwt", audience=provider.config.resource)


def _sure_enough(provider: Provider, claims: Mapping[str, Any]) -> bool:
    proved_at = claims.get("auth_time")
    fresh = isinstance(proved_at, int) and time.time() - proved_at <= MAX_AGE_SECONDS
    return fresh and provider.config.level_of(claims.get("acr")) >= REQUIRED_LEVEL


def _challenge(parameters: str) -> Response:
    answer = jsonify(error="unauthorized")
    answer.status_code = 401
    answer.headers["WWW-Authenticate"] = f"Bearer {parameters}"
    return answer
