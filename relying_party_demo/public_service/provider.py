"""The provider's client: Authlib's Flask client, and tokens verified with the published keys."""

import time
from collections.abc import Mapping, Sequence
from typing import Any, cast

from authlib.integrations.flask_client import OAuth
from flask import Flask
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from relying_party_demo.public_service.config import Config

_ALGORITHMS: Sequence[str] = ("ES256", "RS256")
_LEEWAY_SECONDS = 30
_RELOAD_KEYS_SECONDS = 30


class Provider:
    """One issuer: its client for the browser flow, and its published keys."""

    def __init__(self, app: Flask, config: Config) -> None:
        self.config = config
        self.client: Any = OAuth(app).register(
            "minh_danh",
            client_id=config.client_id,
            client_secret=config.client_secret,
            server_metadata_url=f"{config.issuer}/.well-known/openid-configuration",
            client_kwargs={"scope": "openid", "code_challenge_method": "S256", "timeout": 10},
        )
        self._reloaded_at = 0.0

    def claims(self, token: str, *, typ: str, audience: str) -> Mapping[str, Any] | None:
        """The claims of a token of this type from this issuer for this audience, else None."""
        verified = self._verified(token)
        if verified is None or str(verified.header.get("typ", "")).lower() != typ:
            return None
        claims: Mapping[str, Any] = verified.claims
        issued_to = claims.get("aud")
        ours = audience in (issued_to if isinstance(issued_to, list) else [issued_to])
        expires = claims.get("exp")
        alive = isinstance(expires, int) and expires + _LEEWAY_SECONDS > time.time()
        return claims if ours and alive and claims.get("iss") == self.config.issuer else None

    def _verified(self, token: str) -> jwt.Token | None:
        for reload in (False, True):
            try:
                return jwt.decode(token, self._keys(reload=reload), algorithms=list(_ALGORITHMS))
            except (JoseError, ValueError, TypeError):
                # An unknown key may be a new one: fetch again, but at a limited rate.
                if time.monotonic() - self._reloaded_at < _RELOAD_KEYS_SECONDS:
                    return None
        return None

    def _keys(self, *, reload: bool) -> KeySet:
        if reload:
            self._reloaded_at = time.monotonic()
        return KeySet.import_key_set(cast("Any", self.client.fetch_jwk_set(force=reload)))
