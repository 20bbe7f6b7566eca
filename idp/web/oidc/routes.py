"""Routes of the protocol endpoints: no session, no CSRF token, no request filters."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from flask import Blueprint, Flask

from idp.platform.settings import Settings
from idp.relying_parties.domain.client import BACKCHANNEL
from idp.relying_parties.domain.disclosure import (
    ABOUT_THE_SIGN_IN,
    ACT,
    CLAIMS_BY_SCOPE,
    DISCLOSABLE,
    PROTOCOL_SCOPES,
)
from idp.services import Services
from idp.tokens.domain.grant import MATCHES
from idp.web import route_access
from idp.web.current import attach_dispatcher
from idp.web.oidc import discovery
from idp.web.oidc.authlib_adapter import Adapter
from idp.web.oidc.authorize import AuthorizeEndpoint
from idp.web.oidc.backchannel import PATH as BACKCHANNEL_PATH
from idp.web.oidc.backchannel import BackchannelEndpoint
from idp.web.oidc.backchannel_grant import BackchannelGrant
from idp.web.oidc.client_authentication import ClientAuthentication
from idp.web.oidc.cross_origin import CrossOrigin, named_in_form, named_in_token
from idp.web.oidc.dispatcher import InteractionDispatcher
from idp.web.oidc.introspect import IntrospectionEndpoint
from idp.web.oidc.logout import ANSWER, ASK, SIGNED_OUT, LogoutEndpoint
from idp.web.oidc.par import PushedRequests, PushEndpoint
from idp.web.oidc.protocol_request import Endpoint, ProtocolEndpoints
from idp.web.oidc.request_reader import RequestReader
from idp.web.oidc.revoke import RevocationEndpoint
from idp.web.oidc.static_documents import StaticDocuments
from idp.web.oidc.token import TokenEndpoint
from idp.web.oidc.userinfo import UserinfoEndpoint
from idp.web.pages.routes import answer_head, page_blueprint


def mount(app: Flask, *, services: Services, settings: Settings) -> None:
    """Mount the endpoints for browsers in Flask, those for clients ahead of it."""
    adapter, clients = _adapter(services, settings)
    reader = RequestReader(settings.issuer, services.keyring, adapter)
    pushed = PushedRequests(services.one_time_tokens, services.clock)
    dispatcher = InteractionDispatcher(services.authorization, settings.issuer)
    attach_dispatcher(app, dispatcher)
    authorize = AuthorizeEndpoint(dispatcher, reader, pushed)
    app.register_blueprint(_pages(services, settings, dispatcher, authorize))
    endpoints: dict[str, Endpoint] = {
        **_for_clients(services, adapter, clients),
        BACKCHANNEL_PATH: _backchannel(services, settings, clients),
        "/par": PushEndpoint(clients, reader, pushed),
    }
    route_access.declare_ahead(app, endpoints)
    app.wsgi_app = StaticDocuments(  # type: ignore[method-assign] # the way Flask documents
        ProtocolEndpoints(app.wsgi_app, endpoints), _documents(services, settings)
    )


def _for_clients(
    services: Services, adapter: Adapter, clients: ClientAuthentication
) -> dict[str, Endpoint]:
    """The endpoints for tokens; origins of public clients may call three of them."""
    parties = services.relying_parties
    tokens = TokenEndpoint(
        adapter,
        clients,
        services.tokens,
        {BACKCHANNEL: BackchannelGrant(clients, services.ciba)},
    )
    revocation, userinfo = RevocationEndpoint(adapter), UserinfoEndpoint(services.tokens)
    return {
        "/token": CrossOrigin(tokens, parties, ("POST",), named_in_form),
        "/introspect": IntrospectionEndpoint(adapter),
        "/revoke": CrossOrigin(revocation, parties, ("POST",), named_in_form),
        "/userinfo": CrossOrigin(userinfo, parties, ("GET", "POST"), named_in_token),
    }


def _adapter(services: Services, settings: Settings) -> tuple[Adapter, ClientAuthentication]:
    clients = ClientAuthentication(services.relying_parties, f"{settings.issuer}/token")
    adapter = Adapter(
        relying_parties=services.relying_parties,
        tokens=services.tokens,
        clients=clients,
        clock=services.clock,
    )
    return adapter, clients


def _backchannel(
    services: Services, settings: Settings, clients: ClientAuthentication
) -> BackchannelEndpoint:
    """The endpoint accepts its own URL as audience of an assertion (CIBA Core 7.1)."""
    here = (f"{settings.issuer}{BACKCHANNEL_PATH}",)
    return BackchannelEndpoint(
        clients=replace(clients, here=here),
        counter=services.ciba,
        one_time_tokens=services.one_time_tokens,
        clock=services.clock,
        issuer=settings.issuer,
    )


def _pages(
    services: Services,
    settings: Settings,
    dispatcher: InteractionDispatcher,
    authorize: AuthorizeEndpoint,
) -> Blueprint:
    """The endpoints for browsers: no CSRF check at the entrances, the usual one for our forms."""
    logout = LogoutEndpoint(
        issuer=settings.issuer,
        keyring=services.keyring,
        relying_parties=services.relying_parties,
        sessions=services.sessions,
        signing_out=services.logout_confirmation,
    )
    entrances = Blueprint("entrances", __name__)
    entrances.before_request(answer_head)
    entrances.add_url_rule("/authorize", "authorize", authorize, methods=("GET", "POST"))
    entrances.add_url_rule("/authorize/<uuid:transaction>", "dispatcher", dispatcher.show)
    entrances.add_url_rule(ASK, "logout", logout.ask, methods=("GET", "POST"))
    entrances.add_url_rule(SIGNED_OUT, "logged_out", logout.over)
    answers = page_blueprint("answers", __name__)
    answers.add_url_rule(ANSWER, "logout_answer", logout.answer, methods=("POST",))
    entrances.register_blueprint(answers)
    return entrances


def _documents(services: Services, settings: Settings) -> dict[str, Callable[[], bytes]]:
    scopes: Iterable[str] = sorted(PROTOCOL_SCOPES, reverse=True)
    about_us = discovery.metadata(
        settings.issuer,
        algorithms=services.keyring.algorithms(),
        scopes=(*scopes, *CLAIMS_BY_SCOPE),
        claims=sorted(ABOUT_THE_SIGN_IN | DISCLOSABLE | {ACT, MATCHES}),
    )
    return {
        discovery.DISCOVERY: lambda: about_us,
        discovery.METADATA: lambda: about_us,
        discovery.JWKS: services.keyring.jwks,
    }
