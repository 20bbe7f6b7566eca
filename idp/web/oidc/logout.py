"""`/logout` (RP-Initiated Logout 1.0): a confirmation page first, then logout tokens to all.

A link or a form of another site can only show that page (hostile case S02). The relying party's
request is kept under a one-time handle for this browser until the person confirms. With an invalid
`id_token_hint` or an unregistered `post_logout_redirect_uri` the person is asked and signed out as
well, but not redirected (sections 2 to 4).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import Response, request

from idp.kernel.refusals import Refused
from idp.platform.keyring import Keyring
from idp.platform.logs import logger
from idp.relying_parties.domain.client import Client, ClientState
from idp.relying_parties.service import RelyingParties
from idp.sessions.domain import Session
from idp.sessions.service import Sessions
from idp.tokens.logout_confirmation import Confirmed, LogoutConfirmation, ReturnTo
from idp.web.oidc.parameters import LOGOUT, Malformed, Parameters
from idp.web.oidc.request_parsing import parse_request
from idp.web.oidc.request_reader import own_id_token
from idp.web.oidc.responses import site_of, with_query, without_referrer
from idp.web.pages import cookies, csrf
from idp.web.pages.labels import N_
from idp.web.pages.language import Lang, negotiate_language
from idp.web.pages.rendering import error_page, render, see_other
from idp.web.pages.views import LoggedOutPage, LogoutQuestionPage

ASK: Final = "/logout"
ANSWER: Final = "/logout/answer"
SIGNED_OUT: Final = "/logged-out"
BAD_REQUEST: Final = N_("This sign-out request is not valid, so nobody was signed out.")
GONE: Final = N_("This sign-out question was answered already or is too old.")
OTHER_PERSON: Final = N_(
    "Somebody else is signed in in this browser now, so nobody was signed out. Is it you who wants "
    "to sign out?"
)
_CONFLICT: Final = 409

UNPROVEN: Final = N_(
    "The service that sent you did not prove which one it is, so you will stay here afterwards."
)
NOT_REGISTERED: Final = N_(
    "The service that sent you has not registered the address to go on to, so you will stay here "
    "afterwards."
)
_LOG: Final = logger(__name__)


@dataclass(frozen=True, slots=True)
class LogoutRequest:
    """The relying party of a logout request, if proven, and where the browser goes afterwards.

    `stays`: message id of the reason why the requested redirect is refused.
    """

    client: Client | None = None
    return_to: ReturnTo | None = None
    stays: str | None = None


@dataclass(frozen=True, slots=True)
class LogoutEndpoint:
    issuer: str
    keyring: Keyring
    relying_parties: RelyingParties
    sessions: Sessions
    signing_out: LogoutConfirmation

    def ask(self) -> Response:
        """The confirmation page; without a session the signed-out page."""
        try:
            parameters = parse_request(LOGOUT)
        except Malformed:
            return error_page(400, BAD_REQUEST, entrance=True)
        if parameters.repeated:
            return error_page(400, BAD_REQUEST, entrance=True)
        named = parameters.get("question")
        known = None if named is None else self._asked_before(named)
        asking = self._logout_request(parameters) if known is None else known
        session = self.sessions.by_token(cookies.session())
        if session is None:
            return without_referrer(see_other(_onward(asking.return_to)))
        lang = negotiate_language(ui_locales=parameters.get("ui_locales"))
        question = self._kept(asking) if named is None or known is None else named
        view = LogoutQuestionPage(
            action=ANSWER,
            requester=_name(asking.client, lang),
            fields=(("question", question),),
            stays=asking.stays,
        )
        return _question(view, session, lang=lang, leaves=asking.client is not None)

    def answer(self) -> Response:
        """POST: the person's answer."""
        question = request.form.get("question", "")
        session = self.sessions.by_token(cookies.session())
        if session is not None and not csrf.made_for(session.subject_id):
            again = LogoutQuestionPage(ANSWER, None, (("question", question),), OTHER_PERSON)
            return _question(
                again, session, lang=negotiate_language(), leaves=True, status=_CONFLICT
            )
        leaves = request.form.get("decision") == "allow"
        actor = session.actor if leaves and session is not None else None
        answered = self.signing_out.answer(question, audience=cookies.audience(), actor=actor)
        if isinstance(answered, Refused):
            return error_page(400, GONE)
        if not leaves:
            return without_referrer(see_other(_back_to_service(answered)))
        response = without_referrer(see_other(_onward(answered.return_to)))
        cookies.drop_session(response)
        return response

    def _kept(self, asking: LogoutRequest) -> str:
        client_id = None if asking.client is None else asking.client.client_id
        return self.signing_out.ask(
            client_id, asking.return_to, audience=cookies.audience(), stays=asking.stays
        )

    def _asked_before(self, question: str) -> LogoutRequest | None:
        """The pending request named by the language link."""
        found = self.signing_out.asked(question, audience=cookies.audience())
        if found is None:
            return None
        asked, stays = found
        return LogoutRequest(asked.client, asked.return_to, stays)

    def over(self) -> Response:
        """The signed-out page."""
        return render(
            "pages/logged_out",
            LoggedOutPage(requester=None, return_to=None),
            lang=negotiate_language(),
        )

    def _logout_request(self, parameters: Parameters) -> LogoutRequest:
        client = self._client(parameters)
        named = {"post_logout_redirect_uri"} & (parameters.values.keys() | parameters.bad)
        if not named:
            return LogoutRequest(client)
        if client is None:
            return _stays(None, UNPROVEN)
        address = parameters.get("post_logout_redirect_uri")
        if address is None or "state" in parameters.bad or not client.may_sign_out_to(address):
            return _stays(client, NOT_REGISTERED)
        return LogoutRequest(client, ReturnTo(client.client_id, address, parameters.get("state")))

    def _client(self, parameters: Parameters) -> Client | None:
        """The client proven by an `id_token_hint` of ours, also an expired one (G2).

        None without a valid one, or where it is of another client than `client_id`.
        """
        hint, named = parameters.get("id_token_hint"), parameters.get("client_id")
        if hint is None:
            return None
        claims: Mapping[str, object] = own_id_token(self.keyring, hint, issuer=self.issuer) or {}
        audience = claims.get("aud")
        if not isinstance(audience, str) or named not in {None, audience}:
            return None
        client = self.relying_parties.client(audience)
        return None if client is None or client.state is ClientState.REMOVED else client


def _question(
    view: LogoutQuestionPage, session: Session, *, lang: Lang, leaves: bool, status: int = 200
) -> Response:
    """The confirmation page, bound to the person who is signed in now."""
    return render(
        "pages/logout_question",
        view,
        lang=lang,
        status=status,
        whom=session.subject_id,
        leaves=leaves,
        at=with_query(ASK, dict(view.fields)),
    )


def _onward(return_to: ReturnTo | None) -> str:
    """The address after sign-out: a registered one, else our own page."""
    if return_to is None:
        return SIGNED_OUT
    state = {} if return_to.state is None else {"state": return_to.state}
    return with_query(return_to.address, state)


def _back_to_service(answered: Confirmed) -> str:
    """The address without sign-out: the relying party's site, else the own account.

    Not `post_logout_redirect_uri`, whose page may state that the person was signed out.
    """
    client, return_to = answered.client, answered.return_to
    if client is None or client.is_native:
        return "/me"
    known = client.redirect_uris if return_to is None else (return_to.address,)
    return next(filter(None, map(site_of, known)), "/me")


def _stays(client: Client | None, why: str) -> LogoutRequest:
    """The reason for no redirect, for the page; also logged, for the relying party's developers."""
    client_id = None if client is None else client.client_id
    _LOG.warning("sign-out without a way back", client_id=client_id, reason=why)
    return LogoutRequest(client, stays=why)


def _name(client: Client | None, lang: Lang) -> str | None:
    return None if client is None else client.name.get(lang) or client.name["vi"]
