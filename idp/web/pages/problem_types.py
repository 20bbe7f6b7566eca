"""The problem types of the admin API (RFC 9457): each stable reason and its meaning."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from idp.kernel.refusals import Reason
from idp.web.pages.labels import N_

PATH: Final = "/public/problems"
"""The page of a reason is below it; its address is the `type` of the problem."""


class RequestFault(StrEnum):
    """What may be wrong with a request itself, beside the reasons of services."""

    BODY_FAULTY = "body_faulty"
    BODY_MALFORMED = "body_malformed"
    CERTIFICATE_NOT_ACCEPTABLE = "certificate_not_acceptable"
    HTTP = "http"
    IDEMPOTENCY_KEY_MALFORMED = "idempotency_key_malformed"
    IDEMPOTENCY_KEY_REUSED = "idempotency_key_reused"
    INSUFFICIENT_SCOPE = "insufficient_scope"
    INVALID_TOKEN = "invalid_token"  # noqa: S105 - the name of a fault
    MEDIA_TYPE = "media_type"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    PRECONDITION_REQUIRED = "precondition_required"
    QUERY_MALFORMED = "query_malformed"
    SERVER_ERROR = "server_error"
    TOKEN_MISSING = "token_missing"  # noqa: S105
    TOO_MANY_REQUESTS = "too_many_requests"
    VALUE_NOT_ACCEPTABLE = "value_not_acceptable"


_RULE: Final = N_("A rule of the service refuses this; the reason names the rule.")

MEANINGS: Final[Mapping[Reason | RequestFault, str]] = {
    **dict.fromkeys(Reason, _RULE),
    Reason.CASE_MOVED: N_("The case has been moved since it was read. Read it again."),
    Reason.CLIENT_SUSPENDED: N_("The client is suspended, or not activated yet."),
    Reason.COMMANDS_PROPOSE: N_("An officer does this at a desk. A program only proposes it."),
    Reason.EXPIRED: N_("The time for this is over. Propose it anew."),
    Reason.FOUR_EYES: N_("It takes two different people."),
    Reason.LICENCE_REQUIRED: N_(
        "The party connects through a licensed provider, whose certificate has to be valid."
    ),
    Reason.NAME_LOOKS_ALIKE: N_("People could take this name for the name of another client."),
    Reason.NOT_AUTHORISED: N_("The client has no power for this."),
    Reason.NOT_FOUND: N_("There is nothing with this address or identifier."),
    Reason.PAGE_CHANGED: N_(
        "It has changed since it was read. Read it again, and send the entity tag that you get."
    ),
    Reason.REASON_REQUIRED: N_("A reason has to be given: it is kept, and told to the party."),
    Reason.REGISTRATION_FAULTY: N_(
        "A member of the registration is not acceptable; the detail says which."
    ),
    Reason.SERVICE_UNAVAILABLE: N_(
        "The database cannot be reached, and nothing was changed. Send it again after the seconds "
        "in Retry-After."
    ),
    Reason.STATE_ALREADY_HOLDS: N_(
        "It is so already, the name is taken, or its state does not allow this. Read it again."
    ),
    Reason.TERMS_NOT_ACCEPTED: N_("The party has to accept the present agreement first."),
    Reason.TYPE_NOT_ELIGIBLE_DIRECT: N_(
        "A party of this kind connects through a licensed provider only."
    ),
    RequestFault.BODY_FAULTY: N_(
        "Members of the body are missing, unknown or not acceptable; the errors point to them."
    ),
    RequestFault.BODY_MALFORMED: N_("The body is not a JSON document in UTF-8."),
    RequestFault.CERTIFICATE_NOT_ACCEPTABLE: N_(
        "The certificate is no root certificate of this kind that is valid now."
    ),
    RequestFault.HTTP: N_("The request breaks a rule of HTTP; the status says which."),
    RequestFault.IDEMPOTENCY_KEY_MALFORMED: N_(
        "The header Idempotency-Key has 8 to 128 letters, digits, dots, colons, hyphens or "
        "underscores."
    ),
    RequestFault.IDEMPOTENCY_KEY_REUSED: N_(
        "This Idempotency-Key came with another request in the last 24 hours. Use a new one for "
        "each write."
    ),
    RequestFault.INSUFFICIENT_SCOPE: N_(
        "The access token lacks a scope; WWW-Authenticate names it."
    ),
    RequestFault.INVALID_TOKEN: N_(
        "The access token is expired, revoked, for another audience, or was proven by a key that "
        "the client has no more. Get a new one."
    ),
    RequestFault.MEDIA_TYPE: N_(
        "The body has a media type that this operation does not take; the detail lists those it "
        "takes."
    ),
    RequestFault.METHOD_NOT_ALLOWED: N_(
        "This address does not take this method; the header Allow lists those that it takes."
    ),
    RequestFault.PRECONDITION_REQUIRED: N_(
        "A write to something that exists needs If-Match with the entity tag of what was read."
    ),
    RequestFault.QUERY_MALFORMED: N_(
        "A parameter of the query is unknown, repeated, or out of its range."
    ),
    RequestFault.SERVER_ERROR: N_("The service met an error of its own; its log has it."),
    RequestFault.TOKEN_MISSING: N_("An access token is needed in the header Authorization."),
    RequestFault.TOO_MANY_REQUESTS: N_(
        "The client has sent too many requests. Go on after the seconds in Retry-After."
    ),
    RequestFault.VALUE_NOT_ACCEPTABLE: N_("The switch cannot be set to this value."),
}
"""What each reason means, a message id: the title of the problem and the text of its page."""


def type_of(reason: Reason | RequestFault, issuer: str) -> str:
    """The URI of a problem type: the public page that explains it."""
    return f"{issuer}{PATH}/{reason}"


def reason_named(name: str) -> Reason | RequestFault | None:
    """The reason of this name, None where there is none."""
    return next((each for each in MEANINGS if each == name), None)
