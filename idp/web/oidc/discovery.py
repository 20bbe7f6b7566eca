"""Provider metadata (OpenID Connect Discovery 1.0, RFC 8414) and the JWK Set.

Only registered metadata names, no null, no empty list (conformance B); the document lists exactly
what is implemented.
"""

import json
from collections.abc import Iterable
from typing import Any, Final

from idp.assurance.acr import NAMED, acr
from idp.ciba.terminals import ALGORITHMS as OF_TERMINALS
from idp.relying_parties.domain.assertion import ALGORITHMS
from idp.relying_parties.domain.client import BACKCHANNEL

DISCOVERY: Final = "/.well-known/openid-configuration"
METADATA: Final = "/.well-known/oauth-authorization-server"
JWKS: Final = "/jwks"

_SECRET_METHODS: Final = ("client_secret_basic", "client_secret_post", "private_key_jwt")
_ALL_METHODS: Final = (*_SECRET_METHODS, "none")


def metadata(
    issuer: str, *, algorithms: Iterable[str], scopes: Iterable[str], claims: Iterable[str]
) -> bytes:
    """The document of both well-known addresses."""
    document = {
        "issuer": issuer,
        **_endpoints(issuer),
        **_authentication(),
        **_authorization(issuer),
        **_backchannel(issuer),
        "id_token_signing_alg_values_supported": list(algorithms),
        "scopes_supported": list(scopes),
        "claims_supported": list(claims),
    }
    return json.dumps(document, separators=(",", ":")).encode()


def _endpoints(issuer: str) -> dict[str, Any]:
    return {
        "authorization_endpoint": f"{issuer}/authorize",
        "token_endpoint": f"{issuer}/token",
        "userinfo_endpoint": f"{issuer}/userinfo",
        "jwks_uri": f"{issuer}{JWKS}",
        "pushed_authorization_request_endpoint": f"{issuer}/par",
        "introspection_endpoint": f"{issuer}/introspect",
        "revocation_endpoint": f"{issuer}/revoke",
        "end_session_endpoint": f"{issuer}/logout",
        "service_documentation": f"{issuer}/public/help",
        "op_policy_uri": f"{issuer}/public/terms",
        "op_tos_uri": f"{issuer}/public/terms",
    }


def _authentication() -> dict[str, Any]:
    offered: dict[str, Any] = {}
    for endpoint, methods in (
        ("token", _ALL_METHODS),
        ("introspection", _SECRET_METHODS),
        ("revocation", _ALL_METHODS),
    ):
        offered[f"{endpoint}_endpoint_auth_methods_supported"] = list(methods)
        offered[f"{endpoint}_endpoint_auth_signing_alg_values_supported"] = list(ALGORITHMS)
    return offered


def _authorization(issuer: str) -> dict[str, Any]:
    return {
        "response_types_supported": ["code"],
        "response_modes_supported": ["query", "form_post"],
        "grant_types_supported": [
            "authorization_code",
            "refresh_token",
            "client_credentials",
            BACKCHANNEL,
        ],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
        "require_pushed_authorization_requests": False,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "require_request_uri_registration": False,
        "claims_parameter_supported": True,
        "claim_types_supported": ["normal"],
        "subject_types_supported": ["pairwise"],
        "acr_values_supported": [acr(issuer, level) for level in NAMED],
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "display_values_supported": ["page", "popup", "touch", "wap"],
        "ui_locales_supported": ["vi", "en"],
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
    }


def _backchannel(issuer: str) -> dict[str, Any]:
    """CIBA Core 4: authentication at the place of transaction."""
    return {
        "backchannel_authentication_endpoint": f"{issuer}/backchannel-authn",
        "backchannel_token_delivery_modes_supported": ["poll", "ping"],
        "backchannel_authentication_request_signing_alg_values_supported": list(OF_TERMINALS),
        "backchannel_user_code_parameter_supported": False,
    }
