"""From "sign in" to a visit, and from a challenge of the API to a step-up."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from authlib.integrations.flask_client import OAuthError
from flask import redirect, request, session
from joserfc.errors import JoseError
from requests import RequestException
from werkzeug import Response

from relying_party_demo.public_service.provider import Provider
from relying_party_demo.public_service.visits import Visit

_PENDING_AT_ONCE = 5
"""Tabs that may be at the provider at the same time; the cookie that remembers them is small."""

_PERSON: Mapping[str, Mapping[str, bool] | None] = {
    "name": {"essential": True},
    "birthdate": {"essential": True},
    "phone_number": None,
    "email": None,
    "organisation_number": {"essential": True},
    "tax_code": {"essential": True},
}


@dataclass(frozen=True, slots=True)
class Wish:
    """The purpose of a redirect to the provider. `for_api`: a token for the portal's API."""

    level: int
    next: str
    for_api: bool = False
    stepping_up: bool = False


@dataclass(frozen=True, slots=True)
class Arrived:
    """The provider's result, verified by the portal."""

    visit: Visit
    wish: Wish


@dataclass(frozen=True, slots=True)
class Failed:
    """A failed sign-in. `code` is an OAuth error code, or one of this portal."""

    code: str
    wish: Wish | None = None


def send_to_sign_in(provider: Provider, wish: Wish, *, lang: str) -> Response:
    """Redirect to the provider with an essential `acr`: it is met, or the answer is an error."""
    acr = {"essential": True, "values": provider.config.acr_from(wish.level)}
    claims = {"id_token": {"acr": acr}, "userinfo": _PERSON}
    return _send(provider, wish, ui_locales=lang, claims=json.dumps(claims))


def send_for_api(
    provider: Provider, wish: Wish, *, lang: str, challenge: Mapping[str, str], visit: Visit
) -> Response:
    """Redirect to the provider for an API token, as the API's challenge demands (RFC 9470).

    The hint keeps it about the same one, where the visitor acts for somebody else.
    """
    demanded = {name: challenge[name] for name in ("acr_values", "max_age") if name in challenge}
    demanded["id_token_hint"] = visit.id_token
    return _send(provider, wish, ui_locales=lang, resource=provider.config.resource, **demanded)


def arrive(provider: Provider) -> Arrived | Failed:
    """The provider's response at the redirect URI, turned into a visit."""
    pending = provider.client.framework.get_state_data(session, request.args.get("state"))
    if pending is None:
        return Failed("unknown_state")
    wish = Wish(**pending["wish"])
    # RFC 9207: a response of another issuer is refused.
    if request.args.get("iss") != provider.config.issuer:
        return Failed("wrong_issuer", wish)
    try:
        token = provider.client.authorize_access_token()
        return _visit(provider, token, wish)
    except OAuthError as error:
        return Failed(str(error.error), wish)
    except (JoseError, RequestException):
        return Failed("provider_unreachable", wish)


def _visit(provider: Provider, token: Mapping[str, Any], wish: Wish) -> Arrived | Failed:
    claims: Mapping[str, Any] = dict(token["userinfo"])
    if provider.config.level_of(claims.get("acr")) < wish.level:
        return Failed("level_not_reached", wish)
    if wish.for_api:
        visit = Visit(token["id_token"], claims, {}, "", api_token=token["access_token"])
        return Arrived(visit, wish)
    person = dict(provider.client.userinfo(token=token))
    if person.get("sub") != claims["sub"]:
        return Failed("wrong_person", wish)
    return Arrived(Visit(token["id_token"], claims, person, token["access_token"]), wish)


def _send(provider: Provider, wish: Wish, **parameters: str) -> Response:
    callback = f"{provider.config.address}/callback"
    try:
        made = provider.client.create_authorization_url(callback, **parameters)
    except RequestException:
        return redirect("/unreachable", 303)
    address = made.pop("url")
    _forget_old()
    provider.client.save_authorize_data(redirect_uri=callback, **made, wish=asdict(wish))
    return redirect(address, 303)


def _forget_old() -> None:
    pending = [key for key in session if key.startswith("_state_")]
    pending.sort(key=lambda key: float(session[key]["exp"]))
    for key in pending[: 1 - _PENDING_AT_ONCE]:
        del session[key]
