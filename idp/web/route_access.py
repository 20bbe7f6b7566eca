"""Who may use which route, and what each form is bound to: one line per route.

The checks are made where a route is answered (`pages.routes` for forms, `self_service.guards` for
persons, `oidc.client_authentication` for clients); this table declares which apply, and the tests
request every route without them.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from flask import Flask

from idp.web.pages.means_pages import MEANS_PAGES


class Access(StrEnum):
    """The authentication a route demands. Every form also needs its CSRF token."""

    PUBLIC = "public"
    """No authentication."""
    REQUEST = "request"
    """A request of a registered relying party, which is validated first."""
    BROWSER = "browser"
    """The cookie of the browser that began the transaction."""
    PERSON = "person"
    """A live session of the person, and for a change a recent sign-in."""
    OFFICER = "officer"
    """A live session of the officers' desk, and for each page and act its power."""
    DEVICE = "device"
    """A message signed by an enrolled key of the application, or a handle given to its person.

    The challenge that an installation signs first is given to whoever asks.
    """
    CLIENT = "client"
    """Client authentication."""
    TOKEN = "token"  # noqa: S105 - the name of a duty
    """An access token made for this provider."""


_SIGN_IN: Final = "/signin/<uuid:transaction_id>"
_FACTORS: Final = tuple(f"{_SIGN_IN}{page.path}" for page in MEANS_PAGES.values())
"""The page that asks for each means."""

ROUTE_ACCESS: Final[Mapping[str, Access]] = {
    "/": Access.PUBLIC,
    "/activate/<link>": Access.PUBLIC,
    "/activate/<link>/<step>": Access.PUBLIC,
    "/activate/<link>/<step>/passkey": Access.PUBLIC,
    "/activate/<link>/<step>/passkey/options": Access.PUBLIC,
    "/admin/v1/<path:rest>": Access.TOKEN,
    "/admin/v1/anchors": Access.TOKEN,
    "/admin/v1/anchors/<anchor_id>": Access.TOKEN,
    "/admin/v1/anchors/<anchor_id>/withdraw": Access.TOKEN,
    "/admin/v1/appointments": Access.TOKEN,
    "/admin/v1/biometric-services": Access.TOKEN,
    "/admin/v1/biometric-services/<service_id>": Access.TOKEN,
    "/admin/v1/biometric-services/<service_id>/reports": Access.TOKEN,
    "/admin/v1/biometric-services/<service_id>/reports/<report_id>/retire": Access.TOKEN,
    "/admin/v1/biometric-services/<service_id>/retire": Access.TOKEN,
    "/admin/v1/cases": Access.TOKEN,
    "/admin/v1/cases/<number>": Access.TOKEN,
    "/admin/v1/cases/<number>/events": Access.TOKEN,
    "/admin/v1/clients": Access.TOKEN,
    "/admin/v1/clients/<client_id>": Access.TOKEN,
    "/admin/v1/clients/<client_id>/activate": Access.TOKEN,
    "/admin/v1/clients/<client_id>/remove": Access.TOKEN,
    "/admin/v1/clients/<client_id>/rotate-secret": Access.TOKEN,
    "/admin/v1/clients/<client_id>/suspend": Access.TOKEN,
    "/admin/v1/decisions/<decision_id>": Access.TOKEN,
    "/admin/v1/failed-notices": Access.TOKEN,
    "/admin/v1/failed-notices/<notice_id>": Access.TOKEN,
    "/admin/v1/failed-notices/<notice_id>/retry": Access.TOKEN,
    "/admin/v1/letters": Access.TOKEN,
    "/admin/v1/letters/<number>": Access.TOKEN,
    "/admin/v1/letters/<number>/deliveries": Access.TOKEN,
    "/admin/v1/officers/<officer_id>/delegations": Access.TOKEN,
    "/admin/v1/openapi.json": Access.PUBLIC,
    "/admin/v1/own-acts": Access.TOKEN,
    "/admin/v1/policy": Access.TOKEN,
    "/admin/v1/policy/changes": Access.TOKEN,
    "/admin/v1/policy/changes/<change_id>": Access.TOKEN,
    "/admin/v1/policy/means-rules/changes": Access.TOKEN,
    "/admin/v1/providers": Access.TOKEN,
    "/admin/v1/providers/<provider_id>": Access.TOKEN,
    "/admin/v1/providers/<provider_id>/revoke": Access.TOKEN,
    "/admin/v1/reports/terms/<month>": Access.TOKEN,
    "/admin/v1/terminals": Access.TOKEN,
    "/admin/v1/terminals/<terminal_id>": Access.TOKEN,
    "/admin/v1/terminals/<terminal_id>/resume": Access.TOKEN,
    "/admin/v1/terminals/<terminal_id>/suspend": Access.TOKEN,
    "/app/approvals": Access.DEVICE,
    "/app/cards": Access.DEVICE,
    "/app/cards/answers": Access.DEVICE,
    "/app/cards/denials": Access.DEVICE,
    "/app/counter-code": Access.DEVICE,
    "/app/counter/approvals": Access.DEVICE,
    "/app/counter/denials": Access.DEVICE,
    "/app/counter/numbers": Access.DEVICE,
    "/app/counter/pins": Access.DEVICE,
    "/app/counter/requests": Access.DEVICE,
    "/app/denials": Access.DEVICE,
    "/app/keys": Access.DEVICE,
    "/app/keys/retire": Access.DEVICE,
    "/app/instances/challenges": Access.DEVICE,
    "/app/instances": Access.DEVICE,
    "/app/applications": Access.DEVICE,
    "/app/applications/letter": Access.DEVICE,
    "/app/applications/state": Access.DEVICE,
    "/app/applications/withdrawal": Access.DEVICE,
    "/app/requests": Access.DEVICE,
    "/app/signatures": Access.DEVICE,
    "/authorize": Access.REQUEST,
    "/authorize/<uuid:transaction>": Access.BROWSER,
    "/backchannel-authn": Access.CLIENT,
    "/consent/<uuid:transaction_id>": Access.BROWSER,
    "/health/live": Access.PUBLIC,
    "/health/ready": Access.PUBLIC,
    "/introspect": Access.CLIENT,
    "/logged-out": Access.PUBLIC,
    "/logout": Access.PUBLIC,
    "/logout/answer": Access.BROWSER,
    "/me": Access.PERSON,
    "/me/biometrics": Access.PERSON,
    "/me/biometrics/<purpose>/withdraw": Access.PERSON,
    "/me/biometrics/open-again": Access.PERSON,
    "/me/consents": Access.PERSON,
    "/me/consents/<uuid:consent_id>": Access.PERSON,
    "/me/consents/<uuid:consent_id>/paper": Access.PERSON,
    "/me/consents/<uuid:consent_id>/receipt": Access.PERSON,
    "/me/consents/<uuid:consent_id>/withdraw": Access.PERSON,
    "/me/contacts": Access.PERSON,
    "/me/contacts/email": Access.PERSON,
    "/me/contacts/email/cancel": Access.PERSON,
    "/me/contacts/email/code": Access.PERSON,
    "/me/contacts/phone": Access.PERSON,
    "/me/contacts/phone/cancel": Access.PERSON,
    "/me/contacts/phone/code": Access.PERSON,
    "/me/data/copy": Access.PERSON,
    "/me/data/correction/<name>": Access.PERSON,
    "/me/data/erasure": Access.PERSON,
    "/me/data/erasure/ask": Access.PERSON,
    "/me/data/erasure/withdraw": Access.PERSON,
    "/me/history": Access.PERSON,
    "/me/history/file": Access.PERSON,
    "/me/history/<uuid:transaction_id>/statement": Access.PERSON,
    "/me/letters": Access.PERSON,
    "/me/letters/<number>": Access.PERSON,
    "/me/letters/<number>/pdf": Access.PERSON,
    "/me/looks": Access.PERSON,
    "/me/lost-phone": Access.PERSON,
    "/me/means": Access.PERSON,
    "/me/means/<uuid:credential_id>/cancel": Access.PERSON,
    "/me/means/<uuid:credential_id>/remove": Access.PERSON,
    "/me/means/<uuid:credential_id>/stop": Access.PERSON,
    "/me/means/app": Access.PERSON,
    "/me/means/card": Access.PERSON,
    "/me/means/card/return": Access.PERSON,
    "/me/means/code-app": Access.PERSON,
    "/me/means/passkey": Access.PERSON,
    "/me/means/passkey/options": Access.PERSON,
    "/me/means/password": Access.PERSON,
    "/me/means/recovery-codes": Access.PERSON,
    "/me/means/recovery-codes/file": Access.PERSON,
    "/me/means/recovery-codes/sheet": Access.PERSON,
    "/me/means/pin": Access.PERSON,
    "/me/messages": Access.PERSON,
    "/me/messages/read": Access.PERSON,
    "/me/organisations": Access.PERSON,
    "/me/organisations/<number>": Access.PERSON,
    "/me/organisations/<number>/activate": Access.PERSON,
    "/me/organisations/<number>/apply": Access.PERSON,
    "/me/organisations/<number>/consents/<uuid:consent_id>/withdraw": Access.PERSON,
    "/me/organisations/agreements/<uuid:request_id>": Access.PERSON,
    "/me/organisations/applications/<number>/go-on": Access.PERSON,
    "/me/organisations/applications/<number>/withdraw": Access.PERSON,
    "/me/report-loss": Access.PERSON,
    "/me/report-loss/<number>/take-back": Access.PERSON,
    "/me/requests": Access.PERSON,
    "/me/requests/<number>/answer": Access.PERSON,
    "/me/requests/<number>/withdraw": Access.PERSON,
    "/me/sessions": Access.PERSON,
    "/me/sessions/<uuid:session_id>/end": Access.PERSON,
    "/me/sessions/end-all": Access.PERSON,
    "/me/settings": Access.PERSON,
    "/me/wards": Access.PERSON,
    "/me/wards/<uuid:transaction_id>": Access.PERSON,
    "/me/wards/accounts/<uuid:ward_id>": Access.PERSON,
    "/me/wards/accounts/<uuid:ward_id>/agreement": Access.PERSON,
    "/me/wards/means/<uuid:ward_id>": Access.PERSON,
    "/me/wards/means/<uuid:ward_id>/agreement": Access.PERSON,
    "/me/wards/means/<uuid:ward_id>/<uuid:credential_id>/stop": Access.PERSON,
    "/me/wards/means/<uuid:ward_id>/sessions": Access.PERSON,
    "/officer/install/<handle>": Access.PUBLIC,
    "/officer/install/<handle>/options": Access.PUBLIC,
    "/officer": Access.OFFICER,
    "/officer/<register>": Access.OFFICER,
    "/officer/<register>/<key>": Access.OFFICER,
    "/officer/<register>/<key>/<event>": Access.OFFICER,
    "/officer/<register>/new/<event>": Access.OFFICER,
    "/officer/again": Access.PUBLIC,
    "/officer/appointment": Access.OFFICER,
    "/officer/assign/<case>": Access.OFFICER,
    "/officer/decisions/<decision>/phone": Access.OFFICER,
    "/officer/decisions/<decision>/phone/state": Access.OFFICER,
    "/officer/decisions/<decision>/sign": Access.OFFICER,
    "/officer/applications/<case>/compare": Access.OFFICER,
    "/officer/applications/<case>/confirmation": Access.OFFICER,
    "/officer/documents/<case>/add": Access.OFFICER,
    "/officer/documents/<case>/<document>/open": Access.OFFICER,
    "/officer/history": Access.OFFICER,
    "/officer/letters/<number>/pdf": Access.OFFICER,
    "/officer/letters/<number>/read": Access.OFFICER,
    "/officer/looks": Access.OFFICER,
    "/officer/looks/csv": Access.OFFICER,
    "/officer/terms": Access.OFFICER,
    "/officer/terms/csv": Access.OFFICER,
    "/officer/terms/json": Access.OFFICER,
    "/officer/people": Access.OFFICER,
    "/officer/people/search": Access.OFFICER,
    "/officer/resignation": Access.OFFICER,
    "/officer/session": Access.PUBLIC,
    "/officer/sign-out": Access.OFFICER,
    "/officer/work": Access.OFFICER,
    "/par": Access.CLIENT,
    "/public": Access.PUBLIC,
    "/public/catalogue": Access.PUBLIC,
    "/public/deadlines": Access.PUBLIC,
    "/public/help": Access.PUBLIC,
    "/public/letters": Access.PUBLIC,
    "/public/letters/<number>": Access.PUBLIC,
    "/public/letters/certificates.pem": Access.PUBLIC,
    "/public/levels": Access.PUBLIC,
    "/public/levels.json": Access.PUBLIC,
    "/public/problems/<reason>": Access.PUBLIC,
    "/public/personal-data.schema.json": Access.PUBLIC,
    "/public/providers": Access.PUBLIC,
    "/public/receipt": Access.PUBLIC,
    "/public/relying-parties": Access.PUBLIC,
    "/public/forgotten": Access.PUBLIC,
    "/public/new-password/<link>": Access.PUBLIC,
    "/public/new-password/<link>/code": Access.PUBLIC,
    "/public/report-loss": Access.PUBLIC,
    "/public/report-loss/<link>": Access.PUBLIC,
    "/public/undo/<link>": Access.PUBLIC,
    "/public/sign-up": Access.PUBLIC,
    "/public/sign-up/account/<step>": Access.PUBLIC,
    "/public/sign-up/account/<step>/passkey": Access.PUBLIC,
    "/public/sign-up/account/<step>/passkey/options": Access.PUBLIC,
    "/public/sign-up/code/<handle>": Access.PUBLIC,
    "/public/sign-up/done": Access.PUBLIC,
    "/public/sign-up/message/<link>": Access.PUBLIC,
    "/public/status": Access.PUBLIC,
    "/public/terms": Access.PUBLIC,
    "/revoke": Access.CLIENT,
    **dict.fromkeys(_FACTORS, Access.BROWSER),
    "/signin/<uuid:transaction_id>/account": Access.BROWSER,
    "/signin/<uuid:transaction_id>/waiting": Access.BROWSER,
    "/signin/<uuid:transaction_id>/principal": Access.BROWSER,
    "/signin/<uuid:transaction_id>/guardian": Access.BROWSER,
    "/signin/<uuid:transaction_id>/guardian/state": Access.BROWSER,
    "/signin/<uuid:transaction_id>/app/return": Access.BROWSER,
    "/signin/<uuid:transaction_id>/app/state": Access.BROWSER,
    "/signin/<uuid:transaction_id>/card/state": Access.BROWSER,
    "/signin/<uuid:transaction_id>/cancel": Access.BROWSER,
    "/signin/<uuid:transaction_id>/card/return": Access.BROWSER,
    "/signin/<uuid:transaction_id>/face/consent": Access.BROWSER,
    "/signin/<uuid:transaction_id>/face/question": Access.BROWSER,
    "/signin/<uuid:transaction_id>/passkey-offer": Access.BROWSER,
    "/signin/<uuid:transaction_id>/passkey/options": Access.BROWSER,
    "/signin/<uuid:transaction_id>/password-and-code": Access.BROWSER,
    "/signin/<uuid:transaction_id>/start-again": Access.BROWSER,
    "/signin/<uuid:transaction_id>/stopped": Access.BROWSER,
    "/static/<build>/<path:name>": Access.PUBLIC,
    "/token": Access.CLIENT,
    "/userinfo": Access.TOKEN,
}


class FormBinding(StrEnum):
    """What a form is bound to, compared before anything is done with it.

    A page may be hours old and another person signed in since, in another tab. The binding in the
    form is compared with one computed from the present state.
    """

    PERSON = "person"
    """The signed-in person must be the one the page was made for."""
    PAGE = "page"
    """The same, and the page's content must be unchanged: its digest is in the field `shown`."""
    PROOF = "proof"
    """The form identifies its person by a typed secret or a signature."""
    REFUSAL = "refusal"
    """The form only declines, for this browser's transaction and its signed-in person."""
    NOTHING = "nothing"
    """The form changes nothing."""


FORM_BINDINGS: Final[Mapping[str, FormBinding]] = {
    "/activate/<link>": FormBinding.PROOF,
    "/activate/<link>/<step>": FormBinding.PROOF,
    "/activate/<link>/<step>/passkey": FormBinding.PROOF,
    "/activate/<link>/<step>/passkey/options": FormBinding.PROOF,
    "/consent/<uuid:transaction_id>": FormBinding.PAGE,
    "/logout/answer": FormBinding.PERSON,
    "/me/biometrics/<purpose>/withdraw": FormBinding.PERSON,
    "/me/biometrics/open-again": FormBinding.PERSON,
    "/me/consents/<uuid:consent_id>/paper": FormBinding.PERSON,
    "/me/consents/<uuid:consent_id>/withdraw": FormBinding.PERSON,
    "/me/contacts/email": FormBinding.PAGE,
    "/me/contacts/email/cancel": FormBinding.PAGE,
    "/me/contacts/email/code": FormBinding.PERSON,
    "/me/contacts/phone": FormBinding.PAGE,
    "/me/contacts/phone/cancel": FormBinding.PAGE,
    "/me/contacts/phone/code": FormBinding.PERSON,
    "/me/data/copy": FormBinding.PERSON,
    "/me/data/correction/<name>": FormBinding.PAGE,
    "/me/data/erasure/ask": FormBinding.PERSON,
    "/me/data/erasure/withdraw": FormBinding.PAGE,
    "/me/lost-phone": FormBinding.PERSON,
    "/me/means/<uuid:credential_id>/cancel": FormBinding.PERSON,
    "/me/means/<uuid:credential_id>/remove": FormBinding.PERSON,
    "/me/means/<uuid:credential_id>/stop": FormBinding.PERSON,
    "/me/means/card": FormBinding.PERSON,
    "/me/means/code-app": FormBinding.PERSON,
    "/me/means/passkey": FormBinding.PERSON,
    "/me/means/passkey/options": FormBinding.PERSON,
    "/me/means/password": FormBinding.PERSON,
    "/me/means/pin": FormBinding.PERSON,
    "/me/means/recovery-codes": FormBinding.PERSON,
    "/me/messages/read": FormBinding.PERSON,
    "/me/organisations/<number>/activate": FormBinding.PAGE,
    "/me/organisations/<number>/apply": FormBinding.PAGE,
    "/me/organisations/<number>/consents/<uuid:consent_id>/withdraw": FormBinding.PAGE,
    "/me/organisations/agreements/<uuid:request_id>": FormBinding.PAGE,
    "/me/organisations/applications/<number>/go-on": FormBinding.PAGE,
    "/me/organisations/applications/<number>/withdraw": FormBinding.PAGE,
    "/me/report-loss": FormBinding.PERSON,
    "/me/report-loss/<number>/take-back": FormBinding.PERSON,
    "/me/requests/<number>/answer": FormBinding.PAGE,
    "/me/requests/<number>/withdraw": FormBinding.PAGE,
    "/me/sessions/<uuid:session_id>/end": FormBinding.PERSON,
    "/me/sessions/end-all": FormBinding.PERSON,
    "/me/settings": FormBinding.PERSON,
    "/me/wards/<uuid:transaction_id>": FormBinding.PAGE,
    "/me/wards/accounts/<uuid:ward_id>": FormBinding.PAGE,
    "/me/wards/accounts/<uuid:ward_id>/agreement": FormBinding.PAGE,
    "/me/wards/means/<uuid:ward_id>": FormBinding.PAGE,
    "/me/wards/means/<uuid:ward_id>/agreement": FormBinding.PAGE,
    "/me/wards/means/<uuid:ward_id>/<uuid:credential_id>/stop": FormBinding.PAGE,
    "/me/wards/means/<uuid:ward_id>/sessions": FormBinding.PAGE,
    "/signin/<uuid:transaction_id>/principal": FormBinding.PERSON,
    "/signin/<uuid:transaction_id>/guardian": FormBinding.PERSON,
    "/public/letters/<number>": FormBinding.NOTHING,
    "/officer/install/<handle>": FormBinding.PROOF,
    "/officer/install/<handle>/options": FormBinding.PROOF,
    "/officer/<register>/<key>/<event>": FormBinding.PAGE,
    "/officer/<register>/new/<event>": FormBinding.PERSON,
    "/officer/appointment": FormBinding.PERSON,
    "/officer/assign/<case>": FormBinding.PAGE,
    "/officer/decisions/<decision>/phone": FormBinding.PROOF,
    "/officer/decisions/<decision>/sign": FormBinding.PROOF,
    "/officer/applications/<case>/compare": FormBinding.PAGE,
    "/officer/documents/<case>/add": FormBinding.PERSON,
    "/officer/documents/<case>/<document>/open": FormBinding.PERSON,
    "/officer/people": FormBinding.PERSON,
    "/officer/people/search": FormBinding.PERSON,
    "/officer/resignation": FormBinding.PERSON,
    "/officer/sign-out": FormBinding.PERSON,
    "/public/receipt": FormBinding.NOTHING,
    "/public/forgotten": FormBinding.PROOF,
    "/public/new-password/<link>": FormBinding.PROOF,
    "/public/new-password/<link>/code": FormBinding.PROOF,
    "/public/report-loss": FormBinding.PROOF,
    "/public/report-loss/<link>": FormBinding.PROOF,
    "/public/sign-up": FormBinding.PROOF,
    "/public/sign-up/account/<step>": FormBinding.PROOF,
    "/public/sign-up/account/<step>/passkey": FormBinding.PROOF,
    "/public/sign-up/account/<step>/passkey/options": FormBinding.PROOF,
    "/public/sign-up/code/<handle>": FormBinding.PROOF,
    "/public/sign-up/message/<link>": FormBinding.PROOF,
    "/public/undo/<link>": FormBinding.PROOF,
    **dict.fromkeys(_FACTORS, FormBinding.PROOF),
    "/signin/<uuid:transaction_id>/account": FormBinding.PERSON,
    "/signin/<uuid:transaction_id>/waiting": FormBinding.PERSON,
    "/signin/<uuid:transaction_id>/cancel": FormBinding.REFUSAL,
    "/signin/<uuid:transaction_id>/face/consent": FormBinding.PAGE,
    "/signin/<uuid:transaction_id>/face/question": FormBinding.PROOF,
    "/signin/<uuid:transaction_id>/passkey-offer": FormBinding.PERSON,
    "/signin/<uuid:transaction_id>/passkey/options": FormBinding.PROOF,
    "/signin/<uuid:transaction_id>/password-and-code": FormBinding.PROOF,
    "/signin/<uuid:transaction_id>/start-again": FormBinding.REFUSAL,
}
"""All routes of people's pages that accept a form.

A report of a loss is bound to the person and not to what the page listed: a thief who adds and
removes things must not be able to make the emergency button ask again.
"""

_ANSWERED_BY_PEOPLE: Final = frozenset(
    {Access.PUBLIC, Access.BROWSER, Access.PERSON, Access.OFFICER}
)
_AHEAD: Final = "minh_danh_ahead_of_flask"
_ENTRANCES: Final = frozenset({"/logout"})
"""Routes to which another site may post; they show a page and change nothing."""


def is_bound_to_person(rule: str) -> bool:
    """Whether a form is accepted only from the person its page was made for."""
    return FORM_BINDINGS.get(rule) in {FormBinding.PERSON, FormBinding.PAGE}


def declare_ahead(app: Flask, paths: Iterable[str]) -> None:
    """Declare paths that are answered ahead of Flask's routing."""
    app.extensions[_AHEAD] = frozenset(paths)


def routes(app: Flask) -> set[str]:
    """All paths that are answered, as rules of Flask's routing or ahead of it."""
    ahead: frozenset[str] = app.extensions.get(_AHEAD, frozenset())
    return {rule.rule for rule in app.url_map.iter_rules()} | ahead


def require_route_access(app: Flask) -> None:
    """Refuse an application with an undeclared route, or a form without a binding.

    Raises LookupError.
    """
    missing = routes(app) - ROUTE_ACCESS.keys()
    if missing:
        raise LookupError(f"routes without a duty: {', '.join(sorted(missing))}")
    loose = {rule.rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    loose = {rule for rule in loose if ROUTE_ACCESS[rule] in _ANSWERED_BY_PEOPLE}
    loose -= FORM_BINDINGS.keys() | _ENTRANCES
    if loose:
        raise LookupError(f"forms that are bound to nothing: {', '.join(sorted(loose))}")
