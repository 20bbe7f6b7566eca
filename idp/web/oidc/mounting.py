"""How the protocol endpoints are hung into the application: no session, no guard, no filters."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from flask import Blueprint, Flask, Response
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from idp.platform.database import Unavailable
from idp.platform.settings import Settings
from idp.relying_parties.domain.client import BACKCHANNEL
from idp.relying_parties.domain.disclosure import (
    ABOUT_THE_SIGN_IN,
    CLAIMS_BY_SCOPE,
    DISCLOSABLE,
    PROTOCOL_SCOPES,
)
from idp.services import Services
from idp.tokens.domain.grant import MATCHES
from idp.tokens.signing_out import SigningOut
from idp.web.current import attach_dispatcher
from idp.web.oidc import discovery
from idp.web.oidc.authlib_adapter import Adapter
from idp.web.oidc.authorize import AuthorizeEndpoint
from idp.web.oidc.backchannel import PATH as BACKCHANNEL_PATH
from idp.web.oidc.backchannel import BackchannelEndpoint
from idp.web.oidc.backchannel_grant import BackchannelGrant
from idp.web.oidc.client_authentication import ClientAuthentication
from idp.web.oidc.cross_origin import CrossOrigin, named_in_form, named_in_token
from idp.web.oidc.dispatcher import Dispatcher
from idp.web.oidc.errors import ProtocolError, as_json, of_absence, of_http
from idp.web.oidc.introspect import IntrospectionEndpoint
from idp.web.oidc.logout import ANSWER, SIGNED_OUT, LogoutEndpoint
from idp.web.oidc.par import PushedRequests, PushEndpoint
from idp.web.oidc.requests import RequestReader
from idp.web.oidc.revoke import RevocationEndpoint
from idp.web.oidc.static_documents import StaticDocuments
from idp.web.oidc.token import TokenEndpoint
from idp.web.oidc.userinfo import UserinfoEndpoint
from idp.web.pages.mounting import page_blueprint


def mount(app: Flask, *, services: Services, settings: Settings) -> None:
    """Every endpoint for relying parties, and the documents ahead of Flask."""
    adapter, clients = _adapter(services, settings)
    reader = RequestReader(settings.issuer, services.keyring, adapter)
    pushed = PushedRequests(services.proofs, services.clock)
    wire = Blueprint("wire", __name__)
    wire.register_error_handler(ProtocolError, as_json)
    wire.register_error_handler(HTTPException, of_http)
    wire.register_error_handler(Unavailable, of_absence)
    grant = BackchannelGrant(clients, services.counter)
    parties = services.relying_parties
    tokens = TokenEndpoint(adapter, {BACKCHANNEL: grant})
    _add(wire, "/token", CrossOrigin(tokens, parties, ("POST",), named_in_form))
    _add(wire, BACKCHANNEL_PATH, _backchannel(services, settings, clients))
    _add(wire, "/introspect", IntrospectionEndpoint(adapter))
    _add(
        wire,
        "/revoke",
        CrossOrigin(RevocationEndpoint(adapter), parties, ("POST",), named_in_form),
    )
    userinfo = UserinfoEndpoint(services.tokens)
    _add(wire, "/userinfo", CrossOrigin(userinfo, parties, ("GET", "POST"), named_in_token))
    _add(wire, "/par", PushEndpoint(clients, reader, pushed))
    app.register_blueprint(wire)
    dispatcher = Dispatcher(services.authorization, settings.issuer)
    attach_dispatcher(app, dispatcher)
    authorize = AuthorizeEndpoint(dispatcher, reader, pushed)
    app.register_blueprint(_pages(services, settings, dispatcher, authorize))
    app.wsgi_app = StaticDocuments(  # type: ignore[method-assign] # the way Flask documents
        app.wsgi_app, _documents(services, settings)
    )


def _adapter(services: Services, settings: Settings) -> tuple[Adapter, ClientAuthentication]:
    clients = ClientAuthentication(services.relying_parties, f"{settings.issuer}/token")
    adapter = Adapter(
        relying_parties=services.relying_parties, tokens=services.tokens, clients=clients
    )
    return adapter, clients


def _backchannel(
    services: Services, settings: Settings, clients: ClientAuthentication
) -> BackchannelEndpoint:
    """CIBA Core 7.1 demands that an assertion may also name this endpoint."""
    here = (f"{settings.issuer}{BACKCHANNEL_PATH}",)
    return BackchannelEndpoint(
        clients=replace(clients, here=here),
        counter=services.counter,
        proofs=services.proofs,
        clock=services.clock,
        issuer=settings.issuer,
    )


def _add(wire: Blueprint, path: str, endpoint: Callable[[], Response]) -> None:
    """An endpoint sees every method itself, so that a wrong one is answered in JSON too.

    `Blueprint.add_url_rule` demands a list of methods; only a rule without one takes the methods
    that nobody has heard of.
    """
    name = f"{wire.name}.{path[1:]}"
    wire.record(lambda state: state.app.url_map.add(Rule(path, endpoint=name)))
    wire.endpoint(name)(endpoint)


def _pages(
    services: Services, settings: Settings, dispatcher: Dispatcher, authorize: AuthorizeEndpoint
) -> Blueprint:
    """Where browsers are sent: no guard on the entrances, the usual one on the answers."""
    logout = LogoutEndpoint(
        issuer=settings.issuer,
        keyring=services.keyring,
        relying_parties=services.relying_parties,
        sessions=services.sessions,
        signing_out=SigningOut(
            services.database, services.proofs, services.tokens, services.relying_parties
        ),
    )
    entrances = Blueprint("entrances", __name__)
    entrances.add_url_rule("/authorize", "authorize", authorize, methods=("GET", "POST"))
    entrances.add_url_rule("/authorize/<uuid:transaction>", "dispatcher", dispatcher.show)
    entrances.add_url_rule("/logout", "logout", logout.ask, methods=("GET", "POST"))
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
        claims=sorted(ABOUT_THE_SIGN_IN | DISCLOSABLE | {MATCHES}),
    )
    return {
        discovery.DISCOVERY: lambda: about_us,
        discovery.METADATA: lambda: about_us,
        discovery.JWKS: services.keyring.jwks,
    }
