"""The CIBA client: a signed request, polling, and validation of tokens."""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

from relying_party_demo.counter_desk.config import Config

CIBA = "urn:openid:params:grant-type:ciba"
_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_SECONDS, _LIVES, _LEEWAY = 10, 60, 30


class No(RuntimeError):
    """The provider's refusal, by its OAuth error code."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Asked:
    """The provider's response to a request; times in seconds."""

    auth_req_id: str
    expires_in: int
    interval: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The person as asserted by the ID token, and the level."""

    claims: Mapping[str, Any]
    person: Mapping[str, Any]


class Terminal:
    """One registered terminal of one client."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self._key = ECKey.import_key(dict(config.key))

    def ask(self, code: str, *, level: int, message: str, notify: str) -> Asked:
        """Send a request for the scanned code (CIBA Core 7.1.1). Raises No, RequestException."""
        said = self._signed(
            {
                "iss": self.config.client_id,
                "aud": self.config.issuer,
                "nbf": int(time.time()),
                "scope": "openid profile",
                "acr_values": self.config.acr(level),
                "login_hint_token": code,
                "binding_message": message,
                "client_notification_token": notify,
            }
        )
        told = self._post("/backchannel-authn", {"request": said})
        return Asked(told["auth_req_id"], told["expires_in"], told["interval"])

    def fetch(self, auth_req_id: str) -> Answer:
        """Poll for the result (CIBA Core 10.1). Raises No: `authorization_pending` meanwhile."""
        tokens = self._post("/token", {"grant_type": CIBA, "auth_req_id": auth_req_id})
        claims = self._believed(tokens["id_token"])
        bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
        answer = requests.get(f"{self.config.issuer}/userinfo", headers=bearer, timeout=_SECONDS)
        person = answer.json() if answer.ok else {}
        if person.get("sub", claims["sub"]) != claims["sub"]:
            raise No("wrong_person")
        return Answer(claims, person)

    def _believed(self, token: str) -> Mapping[str, Any]:
        """The verified claims of an ID token of this provider for this desk. Raises No."""
        published = requests.get(f"{self.config.issuer}/jwks", timeout=_SECONDS).json()
        try:
            read = jwt.decode(token, KeySet.import_key_set(published), algorithms=["ES256"])
        except (JoseError, ValueError) as error:
            raise No("unreadable_token") from error
        claims: Mapping[str, Any] = read.claims
        ours = (
            claims.get("iss") == self.config.issuer and claims.get("aud") == self.config.client_id
        )
        if not ours or claims.get("exp", 0) + _LEEWAY < time.time():
            raise No("unreadable_token")
        return claims

    def _post(self, path: str, fields: Mapping[str, str]) -> Any:  # noqa: ANN401 - provider's JSON
        proof = {"client_assertion_type": _ASSERTION, "client_assertion": self._assertion()}
        address = f"{self.config.issuer}{path}"
        answer = requests.post(address, data={**fields, **proof}, timeout=_SECONDS)
        value = answer.json()
        if not answer.ok:
            raise No(str(value.get("error", "unreadable")))
        return value

    def _assertion(self) -> str:
        client_id = self.config.client_id
        return self._signed({"iss": client_id, "sub": client_id, "aud": self.config.issuer})

    def _signed(self, claims: Mapping[str, Any]) -> str:
        now = int(time.time())
        fresh = {"iat": now, "exp": now + _LIVES, "jti": secrets.token_urlsafe(16)}
        header = {"alg": "ES256", "kid": self.config.key["kid"]}
        return jwt.encode(header, {**fresh, **claims}, self._key, algorithms=["ES256"])
