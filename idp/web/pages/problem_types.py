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


MEANINGS: Final[Mapping[Reason | RequestFault, str]] = {
    Reason.ACCOUNT_LOCKED: N_("The account is locked."),
    Reason.ACCOUNT_NOT_ACTIVATED: N_("The account is granted and not activated yet."),
    Reason.ACCOUNT_LEVEL_INSUFFICIENT: N_("The level of the account is too low for this."),
    Reason.ACTIVATION_WINDOW_CLOSED: N_(
        "The time in which the account could be activated by this link is over."
    ),
    Reason.AGREEMENT_MISSING: N_("Not every representative of the organisation has agreed to it."),
    Reason.APPOINTMENT_ENDED: N_("The officer's appointment has ended."),
    Reason.CASE_MISSING: N_("The number of a case and a purpose are needed."),
    Reason.CASE_OPEN: N_("A case about this is open, and has to be closed first."),
    Reason.CASE_MOVED: N_("The case has been moved since it was read. Read it again."),
    Reason.CASE_OF_ANOTHER: N_("Another officer is in charge of the case."),
    Reason.CASE_UNTAKEN: N_("Nobody is in charge of the case yet: it has to be taken first."),
    Reason.CLIENT_SUSPENDED: N_("The client is suspended, or not activated yet."),
    Reason.BIOMETRIC_MISMATCH: N_(
        "What is compared (the face, or face and finger) was not matched with the record of the "
        "State."
    ),
    Reason.BIOMETRICS_NOT_ON_FILE: N_(
        "The National Immigration Database had no face or fingers of the person: they are enrolled "
        "first, and the term is the longer one."
    ),
    Reason.BIOMETRICS_ON_FILE: N_(
        "The National Immigration Database has face and fingers of the person: the term is the "
        "shorter one."
    ),
    Reason.CONTACT_REQUIRED: N_(
        "An application needs the contact that the account is activated by."
    ),
    Reason.DECISION_MISSING: N_("The decision is not among the documents of the case."),
    Reason.OTHER_DECISION: N_("By the decision of another body somebody represents this person."),
    Reason.DOSSIER_INCOMPLETE: N_("The dossier of the application is not complete and valid yet."),
    Reason.DOSSIER_NOT_SENT: N_(
        "Immigration has not sent the application to the authority yet; nobody decides before that."
    ),
    Reason.DOSSIER_UNVERIFIED: N_(
        "The application was not verified yet; it is granted after that."
    ),
    Reason.GUARDIAN_PRESENCE_REQUIRED: N_(
        "Who is under 14 or a ward applies together with a representative or guardian."
    ),
    Reason.GUARDIAN_REFUSED: N_("The representative or guardian refused this use of the account."),
    Reason.IDENTITY_CARD_REQUIRED: N_(
        "An account needs the identity card of the person, or is applied for together with it."
    ),
    Reason.IN_PERSON_REQUIRED: N_(
        "An account of level 02 is applied for in person, at a desk of the competent police."
    ),
    Reason.NOT_ENTERED: N_(
        "The National Immigration Database does not show that the person entered Viet Nam and "
        "stays here."
    ),
    Reason.RESIDENCE_CARD_REQUIRED: N_(
        "By the decree in force a foreigner needs a permanent or temporary residence card."
    ),
    Reason.TRAVEL_DOCUMENT_EXPIRED: N_("The passport or travel document is not valid any more."),
    Reason.NO_GUARDIANSHIP: N_("By the records this person does not act for the other one now."),
    Reason.NOT_REPRESENTATIVE: N_(
        "By the records this person may not act for the subject any more, or not alone."
    ),
    Reason.FILER_MAY_NOT_ACT: N_(
        "Who filed the application may not act for the organisation now, so it does not go on."
    ),
    Reason.PHONE_NOT_OWN: N_(
        "By the register of subscribers the telephone number is not the person's own."
    ),
    Reason.AUTHORISATION_MISSING: N_(
        "The paper by which somebody acts for the person is not among the documents of the case."
    ),
    Reason.SUBJECT_CONFIRMATION_MISSING: N_(
        "The confirmation that the person signs is not among the documents of the case."
    ),
    Reason.PERSON_NOT_HEARD: N_("The person has to be heard first, at a counter."),
    Reason.CONTACTS_UNREVIEWED: N_("The person's contacts have to be gone through first."),
    Reason.COMMANDS_PROPOSE: N_("An officer does this at a desk. A program only proposes it."),
    Reason.DELEGATION_MISSING: N_("This is a power of the Director, and it was not delegated."),
    Reason.DESK_NOT_COMPETENT: N_("The officer's desk is not competent for this."),
    Reason.FACTOR_FROM_OTHER_TRANSACTION: N_("The answer belongs to another request."),
    Reason.FOUR_EYES: N_("It takes two different people."),
    Reason.GUARDIAN_NEEDED: N_(
        "A parent, guardian or representative has to confirm each use of this account."
    ),
    Reason.REPRESENTATIVE_NEEDED: N_(
        "Nobody signs in as an organisation: who represents it signs in to their own account and "
        "acts for it."
    ),
    Reason.IDENTITY_EXISTS: N_(
        "A person with this number, address or telephone number is on record already."
    ),
    Reason.IDENTITY_NOT_EXAMINED: N_(
        "The person made the account: nobody has examined who they are."
    ),
    Reason.INSTALLING_OVER: N_("The installation is over, or this link of it is too old."),
    Reason.CHANNEL_NOT_ALLOWED: N_(
        "Level 01 is applied for from the national application: with an attested key of it alone."
    ),
    Reason.GUARDIAN_LEVEL2_REQUIRED: N_(
        "Who acts for a child or ward files with an active account of level 02 of their own."
    ),
    Reason.LEVEL2_REQUIRED: N_(
        "An application for an organisation takes an account of level 02 of who files it."
    ),
    Reason.LICENCE_REQUIRED: N_(
        "The party connects through a licensed provider, whose certificate has to be valid."
    ),
    Reason.LOOK_NOT_COVERED: N_(
        "No open case of this officer covers a look at this person for this purpose."
    ),
    Reason.MATCH_MISSING: N_(
        "The person was not found in a register, or the document and the register do not agree."
    ),
    Reason.NOT_OPERATING: N_("By its register this organisation does not operate now."),
    Reason.NAME_LOOKS_ALIKE: N_("People could take this name for the name of another client."),
    Reason.NO_CONTACT: N_("No confirmed address or telephone number of the person is on record."),
    Reason.NO_REGISTER: N_("No register holds this datum."),
    Reason.NOT_AUTHORISED: N_("The client has no power for this."),
    Reason.ON_RECORD: N_(
        "The person is or was an officer: their decisions are kept with who made them."
    ),
    Reason.OTHER_APPOINTMENT: N_("It was proposed in another appointment of the officer."),
    Reason.OWN_MATTER: N_("Officers do not decide about themselves."),
    Reason.PERMANENT_RECORD: N_("The law has this record kept permanently."),
    Reason.PLACES_TAKEN: N_("The places of the installation are taken."),
    Reason.PROPOSAL_UNSIGNED: N_("Who proposed it has not signed it yet."),
    Reason.REGISTRY_ANSWER_REFUSED: N_(
        "The register's answer was not signed as agreed, or is about somebody else."
    ),
    Reason.REGISTRY_DIFFERS: N_("The register holds other data of this person."),
    Reason.REGISTRY_HAS_NO_RECORD: N_("The register has no record of this person."),
    Reason.REGISTRY_RECORD_FAULTY: N_("The register's record cannot be read."),
    Reason.REGISTRY_NOT_CONNECTED: N_("This installation is not connected with that register."),
    Reason.REASON_REQUIRED: N_("A reason has to be given: it is kept, and told to the party."),
    Reason.REGISTRATION_FAULTY: N_(
        "A member of the registration is not acceptable; the detail says which."
    ),
    Reason.SCOPE_NOT_AVAILABLE: N_("This scope is not available for this kind of account holder."),
    Reason.OLDER_MEANS_NEEDED: N_(
        "It takes a sign-in with something that is older than this change."
    ),
    Reason.SOURCE_MANAGED: N_("A register holds this datum: it is corrected there."),
    Reason.STATE_ALREADY_HOLDS: N_(
        "It is so already, the name is taken, or its state does not allow this. Read it again."
    ),
    Reason.TERMS_NOT_ACCEPTED: N_("The party has to accept the present agreement first."),
    Reason.TYPE_NOT_ELIGIBLE_DIRECT: N_(
        "A party of this kind connects through a licensed provider only."
    ),
    Reason.UNKNOWN_SUBJECT_KIND: N_("This is not done for this kind of account holder."),
    Reason.VISIT_OPEN: N_("Another recovery of this account at a counter is open."),
    Reason.UNMET_LEVEL: N_(
        "The sign-in, or the key that signs, does not reach the level that is needed."
    ),
    Reason.ADDRESS_MALFORMED: N_("This is no address or number that a message can be sent to."),
    Reason.BIOMETRIC_DISABLED: N_(
        "Biometric sign-in is stopped for this account after too many tries."
    ),
    Reason.BUSY: N_("The service has more to do than it can. Send it again in a moment."),
    Reason.CONSENT_MISSING: N_("The person has not consented to this."),
    Reason.CARD_NOT_GENUINE: N_("The card could not be verified as a genuine identity card."),
    Reason.CARD_NOT_VALID: N_("The card is expired, reported lost, locked or withdrawn."),
    Reason.CARD_OF_ANOTHER: N_("The card is another person's."),
    Reason.CREDENTIAL_FLAGGED: N_(
        "This way to sign in is stopped: it was reported lost, or a copy of it seems to exist."
    ),
    Reason.ENROLLED_IN_THIS_SIGN_IN: N_(
        "What was added in a sign-in does not count in the same one."
    ),
    Reason.CODE_MALFORMED: N_("This does not have the form of a code."),
    Reason.COUNTRY_NOT_REACHED: N_("No codes are sent to telephone numbers of this country."),
    Reason.DAY_IS_FULL: N_("No more codes are sent today."),
    Reason.EXPIRED: N_("The time for this is over. Propose it anew."),
    Reason.FRESH_SIGN_IN_REQUIRED: N_("It takes a new sign-in, made for this change."),
    Reason.LAST_APPROVER: N_("At least two people who can approve appointments have to stay."),
    Reason.LAST_MEANS: N_("It is the last way to sign in that works."),
    Reason.MEANS_NOT_ALLOWED: N_("This service does not take this way to sign in."),
    Reason.MEANS_DISABLED: N_("This way to sign in is switched off."),
    Reason.NOT_PROVEN: N_("What was shown does not prove it."),
    Reason.PASSWORD_BREACHED: N_("The password is in a published list of leaked passwords."),
    Reason.PASSWORD_TOO_LONG: N_("The password is too long."),
    Reason.PASSWORD_TOO_WEAK: N_("The password is too easy to guess."),
    Reason.PIN_MALFORMED: N_("A PIN is six to twelve digits and nothing else."),
    Reason.PIN_TOO_WEAK: N_("The PIN is too easy to guess."),
    Reason.PICTURES_REFUSED: N_("The pictures cannot be used."),
    Reason.PICTURES_UNCLEAR: N_("The pictures are not clear enough."),
    Reason.SERVICE_UNAVAILABLE: N_(
        "The database cannot be reached, and nothing was changed. Send it again after the seconds "
        "in Retry-After."
    ),
    Reason.TOO_MANY_TRIES: N_("There were too many tries: there is a wait before the next one."),
    Reason.USED_BEFORE: N_("It was used before, and works once only."),
    Reason.CANCELLED: N_("The request was cancelled."),
    Reason.NUMBER_MISSING: N_("The number on the screen was not typed."),
    Reason.WRONG_NUMBER: N_("The number that was typed is not the one on the screen."),
    Reason.OTHER_NETWORK: N_("The terminal asks from a network that is not registered for it."),
    Reason.OTHER_TERMINAL: N_("The request was made by another terminal."),
    Reason.TERMINAL_SUSPENDED: N_("The terminal is suspended."),
    Reason.DOCUMENT_TOO_LARGE: N_("The document is too large."),
    Reason.DOCUMENT_TYPE: N_("A document of this type is not taken."),
    Reason.DOCUMENT_ACTIVE: N_("The document contains something that runs, such as a script."),
    Reason.DOCUMENT_UNREADABLE: N_("The document cannot be read."),
    Reason.DOCUMENT_INFECTED: N_("The scanner found malware in the document."),
    Reason.NOT_FOUND: N_("There is nothing with this address or identifier."),
    Reason.PAGE_CHANGED: N_(
        "It has changed since it was read. Read it again, and send the entity tag that you get."
    ),
    Reason.OTHER_BROWSER: N_("It was begun in another browser."),
    Reason.USERNAME_MALFORMED: N_("The user name is too long, or has signs that hide."),
    Reason.USERNAME_TAKEN: N_("Another account has this user name."),
    Reason.USERNAME_IS_IDENTIFIER: N_(
        "A user name must not look like an identification number, an address or a telephone number."
    ),
    Reason.AGE_BELOW_6: N_("An account of level 02 is for people of full six years and more."),
    Reason.LEVEL_MISSING: N_("An account of a person has a level, 01 or 02."),
    Reason.ORGANISATION_HAS_NO_LEVEL: N_("The account of an organisation has no level."),
    Reason.TOO_MANY_DOCUMENTS: N_("The case has as many documents from its person as it takes."),
    Reason.WRITTEN_TO_BEFORE: N_(
        "This contact was written to already, and the newest message leads on."
    ),
    Reason.DECLINED: N_("The person refused it."),
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
