"""Who calls the admin API, and whether their token carries the power (RFC 6750)."""

from typing import Final

from flask import request

from idp.access.powers import FOR_PROGRAMS, Power, may
from idp.kernel.actors import ActingClient
from idp.kernel.refusals import Reason, Refused
from idp.relying_parties.domain.registration import ADMIN_SCOPE
from idp.web.admin.problems import ProblemDetails, problem_of
from idp.web.current import services, settings
from idp.web.pages.problem_types import RequestFault

_LONGEST: Final = 8_192
_REALM: Final = 'Bearer realm="admin"'


def audience() -> str:
    """The resource indicator of the API: the audience of its access tokens (RFC 8707)."""
    return f"{settings().issuer}/admin"


def demand(power: Power, actor: ActingClient) -> None:
    """Raises the ProblemDetails of a power that no program has, or whose scope the token lacks."""
    if power not in FOR_PROGRAMS:
        raise problem_of(Refused(Reason.COMMANDS_PROPOSE), "Only a person at a desk does this.")
    refused = may(actor, power, services().clock.now())
    if refused is not None:
        challenge = f'{_REALM}, error="insufficient_scope", scope="{ADMIN_SCOPE}{power}"'
        raise ProblemDetails(
            RequestFault.INSUFFICIENT_SCOPE,
            f"The access token needs the scope {ADMIN_SCOPE}{power}.",
            headers={"WWW-Authenticate": challenge},
        )


def authenticated() -> ActingClient:
    """The client that calls, whatever its powers. Raises ProblemDetails."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip()
    if not token or scheme.lower() != "bearer":
        raise ProblemDetails(
            RequestFault.TOKEN_MISSING,
            "An access token is needed in the header Authorization.",
            headers={"WWW-Authenticate": _REALM},
        )
    if len(token) > _LONGEST or not token.isascii():
        raise _invalid()
    shown = services().tokens.client_token(token, audience=audience())
    if isinstance(shown, Refused):
        raise _invalid()
    powers = tuple(
        sorted(
            each.removeprefix(ADMIN_SCOPE) for each in shown.scope if each.startswith(ADMIN_SCOPE)
        )
    )
    return ActingClient(
        client_id=shown.client.client_id,
        authenticated_by=f"{shown.client.auth_method}, access token {shown.jti}",
        powers=powers,
    )


def _invalid() -> ProblemDetails:
    return ProblemDetails(
        RequestFault.INVALID_TOKEN,
        "The access token is not valid here.",
        headers={"WWW-Authenticate": f'{_REALM}, error="invalid_token"'},
    )
