"""What is wrong with a registration of a client, in words; each text is a message id."""

from collections.abc import Mapping
from typing import Final

from idp.relying_parties.domain.registration import Fault
from idp.relying_parties.registration_document import (
    DocumentFault,
    FaultyMember,
    NotARegistration,
)
from idp.web.officer.forms import FaultInDocument, Problems
from idp.web.pages.labels import N_

FAULTY_REGISTRATION: Final = N_("A client cannot be registered like this:")
_FAULTS: Final[Mapping[Fault | DocumentFault, str]] = {
    DocumentFault.NO_OBJECT: N_("This takes a JSON object, in braces."),
    DocumentFault.UNKNOWN_MEMBER: N_("There is no member of this name."),
    DocumentFault.KNOWN_MEMBERS: N_("The members that there are: %(about)s."),
    DocumentFault.GIVEN_TWICE: N_("It is given twice, by two names. Give it once."),
    DocumentFault.ONE_VALUE_ONLY: N_("Here it is %(about)s, or left out."),
    DocumentFault.CLIENT_ID_CHANGED: N_("The id of a client never changes."),
    DocumentFault.MISSING: N_("This is needed."),
    DocumentFault.LIST: N_("This takes a list, between [ and ]."),
    DocumentFault.OBJECT: N_("This takes a JSON object, in braces."),
    DocumentFault.TEXT: N_("This takes a text, between quotation marks."),
    DocumentFault.NUMBER: N_("This takes a whole number."),
    DocumentFault.YES_OR_NO: N_("This takes true or false."),
    DocumentFault.DAY: N_("A day as YYYY-MM-DD."),
    DocumentFault.CHOICE: N_("One of these is needed: %(about)s."),
    DocumentFault.TEXTS_BY_LANGUAGE: N_(
        'This takes a text for each language: {"vi": "…", "en": "…"}.'
    ),
    DocumentFault.UNREADABLE: N_("This value is not of the kind that is needed here."),
    DocumentFault.NEEDS_LOOPBACK: N_('An http address of this machine takes "loopback": true.'),
    DocumentFault.NEEDS_NO_SECRET: N_(
        'An address with a scheme of its own takes "auth_method": "none".'
    ),
    DocumentFault.SCHEME_IS_NO_DOMAIN: N_(
        "A scheme of its own is a domain name in reverse, as vn.example.app:/cb."
    ),
    Fault.ACCOUNT_LEVEL: N_("This is 1 or 2."),
    Fault.ADMIN_SCOPE: N_(
        "Scopes of the admin API stand alone, are powers that a program may have, and take the "
        "auth_method private_key_jwt with the grant type client_credentials only."
    ),
    Fault.ADDRESS: N_(
        "An address begins with https, and has no user, fragment, wildcard or dot segment."
    ),
    Fault.CLAIM: N_(
        "Not approved for any client: %(about)s. Only claims of discovery about a person are, also "
        "as CLAIM_matches."
    ),
    Fault.CLIENT_ID: N_("Up to 64 letters, digits, - and _."),
    Fault.DELIVERY: N_(
        "This is poll, or ping with a backchannel_notification_uri; the grant type of CIBA takes "
        "the auth_method private_key_jwt."
    ),
    Fault.GRANT_TYPE: N_(
        "One or more of authorization_code, refresh_token, client_credentials and that of CIBA. "
        "refresh_token takes authorization_code too, client_credentials an auth_method other than "
        "none."
    ),
    Fault.ID_TOKEN_ALGORITHM: N_("This is RS256, ES256 or EdDSA."),
    Fault.KEYS: N_(
        "private_key_jwt takes jwks or jwks_uri, with public keys only, one of them for a "
        "signature that counts here (RSA of 2048 bits or more); no other auth_method has keys."
    ),
    Fault.LEGAL_BASIS: N_("This is consent, or statutory for a direct connection."),
    Fault.LEVEL: N_("This is 1, 2, 3 or 4."),
    Fault.MAX_AGE: N_("This is a number of seconds that is too small or too large."),
    Fault.METHOD: N_(
        "This is client_secret_basic, client_secret_post, private_key_jwt or none; left out for a "
        "secret that works both ways."
    ),
    Fault.NAME: N_(
        "A name has up to 100 Latin letters, digits and signs, in vi at least, and no invisible or "
        "turning characters."
    ),
    Fault.ORIGIN: N_("This is https://host without a path, and only for auth_method none."),
    Fault.PKCE: N_("This takes a reason of up to 500 characters, and a client that proves itself."),
    Fault.PURPOSE: N_("Each claim takes a purpose in vi, of up to 300 plain characters."),
    Fault.REDIRECT_URI_MISSING: N_("The grant type authorization_code takes at least one."),
    Fault.RESPONSE_PARAMETER: N_(
        "The query of an address may not name code, state, iss, error or another parameter of our "
        "answers."
    ),
    Fault.SCOPE: N_(
        "For %(about)s at least one claim has to be approved, with its purpose in claims."
    ),
    Fault.SECTOR: N_("Redirect URIs on several hosts take a sector."),
    Fault.TOO_MANY: N_("A list of addresses is too long."),
}


def faulty_registration(field: str, error: NotARegistration) -> Problems:
    """What is wrong with the document in this field, one fault a line."""
    return Problems({field: FAULTY_REGISTRATION}, {field: tuple(map(_said, error.faults))})


def _said(each: FaultyMember) -> FaultInDocument:
    return FaultInDocument(_FAULTS[each.fault], each.member, each.about)
