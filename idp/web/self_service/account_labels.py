"""Labels of enumerations in the own account; every enumeration complete."""

from collections.abc import Mapping
from typing import Final

from idp.accounts.domain import AccountState
from idp.assurance.binding import CeremonyKind
from idp.factors.biometrics.domain import BiometricPurpose
from idp.history.domain import EventType
from idp.kernel.biometrics import Modality
from idp.losses.domain import LossState
from idp.officers.domain.looks import Purpose
from idp.subjects.domain import Source
from idp.web.pages.event_words import EVENTS
from idp.web.pages.labels import N_

SOURCES: Final[Mapping[Source, str]] = {
    Source.NATIONAL_POPULATION_DB: N_("National Population Database"),
    Source.IDENTITY_DB: N_("Identity Database"),
    Source.IMMIGRATION_DB: N_("National Immigration Database"),
    Source.NATIONAL_ORGANISATION_DB: N_("National database of organisations"),
    Source.SELF_DECLARED: N_("Declared by you"),
    Source.SYSTEM: N_("Recorded by this service"),
}

STATES: Final[Mapping[AccountState, str]] = {
    AccountState.GRANTED: N_("Granted, not yet activated"),
    AccountState.ACTIVE: N_("Active"),
    AccountState.LOCKED: N_("Locked"),
}

BIOMETRIC_PURPOSES: Final[Mapping[BiometricPurpose, str]] = {
    BiometricPurpose.LOGIN_L3: N_("Sign-in at level 3 with your face"),
    BiometricPurpose.LOGIN_L4: N_("Sign-in at level 4 with your face"),
}

TRAITS: Final[Mapping[Modality, str]] = {
    Modality.FACE: N_("Face"),
    Modality.FINGERPRINT: N_("Fingerprint"),
    Modality.IRIS: N_("Iris"),
}

BINDINGS: Final[Mapping[CeremonyKind, str]] = {
    CeremonyKind.ACTIVATION: N_("Bound when your account was activated or recovered"),
    CeremonyKind.INVITATION: N_("Bound when you activated your account by a link"),
    CeremonyKind.SIGN_UP: N_("Bound when you made your account"),
    CeremonyKind.INSTALLING: N_("Bound before witnesses, at the installation"),
    CeremonyKind.OWN_ACCOUNT: N_("Bound in a sign-in to your account, made for that alone"),
    CeremonyKind.CARD: N_("Bound with your identity card"),
    CeremonyKind.DESK: N_("Bound at a counter, your face compared by a machine"),
    CeremonyKind.DESK_BY_EYE: N_("Bound at a counter, by a document and by eye"),
    CeremonyKind.RELEASE: N_("Taken over from an earlier release or another system"),
}
"""How a way to sign in was bound to the person."""

LOSS_STATES: Final[Mapping[LossState, str]] = {
    LossState.OPEN: N_("Open"),
    LossState.TAKEN: N_("An officer is looking at it"),
    LossState.CLOSED: N_("Closed"),
}

CASES: Final[Mapping[str, str]] = {
    "loss": N_("Report of a loss or misuse"),
    "misuse": N_("Misuse of a result of your sign-in"),
    "counter_recovery": N_("Giving your account back at a counter"),
    "key_anchoring": N_("Binding an application to you in person"),
    "person_request": N_("A request about you that an officer deals with"),
    "data_correction": N_("Correction of your data"),
    "guardianship_record": N_("A guardianship, or who acts for you, by a decision"),
    "registration_merge": N_("Whether two registrations are yours"),
    "citizen_level_1": N_("Your application for an account of level 01"),
    "citizen_level_1_with_card": N_("Your application for a card and an account of level 01"),
    "foreigner_level_1": N_("Your application for an account of level 01"),
    "citizen_level_2": N_("Your application for an account of level 02"),
    "citizen_level_2_with_card": N_("Your application for a card and an account of level 02"),
    "organisation_account": N_("The application for an account of this organisation"),
    "foreigner_level_2": N_("Your application for an account of level 02"),
}
"""What the procedures are called whose cases are about a person."""
OTHER_CASE: Final = N_("A case that this version of the service has no words for")
CASE_STATES: Final[Mapping[str, str]] = {
    "open": N_("Waits for an officer"),
    "taken": N_("An officer is looking at it"),
    "question_asked": N_("Waits for your answer"),
    "heard": N_("You were heard at a counter"),
    "pending_second_approval": N_("Waits for a second officer"),
    "merged": N_("Merged"),
    "closed": N_("Closed"),
    "begun": N_("Begun at a counter"),
    "reviewed": N_("Waits for a second officer"),
    "done": N_("Finished"),
    "withdrawn": N_("Ended without a decision"),
    "corrected": N_("Corrected"),
    "referred": N_("To be corrected in the register"),
    "refused": N_("Refused"),
    "submitted": N_("Received at a desk"),
    "incomplete": N_("Something is missing: the message to you says what"),
    "received_by_immigration": N_("Received by immigration"),
    "complete_valid": N_("Complete, and being checked"),
    "sent_to_authority": N_("Sent to the authority, and being checked"),
    "awaiting_card": N_("Waits for the identity card"),
    "needs_review": N_("An officer is looking at it"),
    "verified": N_("Checked, and waits for a second officer"),
    "granted": N_("Granted"),
    "awaiting_co_representatives": N_("Waits for the other representatives to agree"),
    "verifying": N_("Complete, and being verified"),
    "lapsed": N_("Ended without a decision"),
}
"""The states of those procedures."""
OF_ORGANISATIONS: Final[Mapping[str, str]] = {
    "name": N_("Name of the organisation"),
    "address": N_("Registered office"),
}
"""Labels of data that differ for an organisation."""
SEX: Final[Mapping[str, str]] = {
    "female": N_("Female"),
    "male": N_("Male"),
    "other": N_("Other"),
}

LOOK_PURPOSES: Final[Mapping[Purpose, str]] = {
    Purpose.SERVE_THE_PERSON: N_("because you asked for something"),
    Purpose.SETTLE_A_CASE: N_("to settle a case that concerns you"),
    Purpose.DECIDE_ON_THE_ACCOUNT: N_("to decide on your account"),
    Purpose.REQUEST_OF_A_BODY: N_("at the request of a body that is competent by law"),
    Purpose.INSPECTION: N_("for an inspection"),
}
SEARCH_PURPOSES: Final[Mapping[Purpose, str]] = {
    **LOOK_PURPOSES,
    Purpose.SERVE_THE_PERSON: N_("to serve somebody who asked for something"),
    Purpose.SETTLE_A_CASE: N_("to settle a case"),
    Purpose.DECIDE_ON_THE_ACCOUNT: N_("to decide on an account"),
}
"""What people are searched for: of those whom a search shows at most one is meant."""

OWN_ITEMS: Final[Mapping[str, str]] = {
    "account_number": N_("Account number"),
    "established_on": N_("Date of establishment"),
    "body_code": N_("Electronic identification code"),
    "representative": N_("Legal representative or head"),
    "travel_document": N_("Passport or travel document"),
}
"""Items of an identity that are never disclosed, besides those of `pages.labels.ITEMS`."""

EVENT_OF_A_LATER_RELEASE: Final = N_("An event that this version of the service has no words for")

EVENT_LABELS: Final[Mapping[EventType, str]] = {
    **EVENTS,
    EventType.SIGNED_IN: N_("You signed in"),
    EventType.SIGN_IN_CONTINUED: N_("Your earlier sign-in was continued"),
    EventType.DESK_OPENED: N_("You opened the officers' desk"),
    EventType.DESK_APPOINTMENT_CHOSEN: N_(
        "You chose in which of your appointments you act at the officers' desk"
    ),
    EventType.DESK_CLOSED: N_("You closed the officers' desk"),
    EventType.CORRECTION_ASKED: N_("You asked to have a datum corrected"),
    EventType.COUNTER_ASKED: N_("A counter asked who you are"),
    EventType.COUNTER_DECLINED: N_("You said no to a counter"),
    EventType.CONSENT_GIVEN: N_("You consented"),
    EventType.CONSENT_DECLINED: N_("You did not consent"),
    EventType.CONSENT_WITHDRAWN: N_("You withdrew your consent"),
    EventType.TOKENS_ISSUED: N_("The result of your sign-in was passed on"),
    EventType.TOTP_ENROLLED: N_("A code application was added"),
    EventType.APP_KEY_ANCHORED: N_("An application key was bound to you in person"),
    EventType.CONTACT_CHANGED: N_("Another address or number for messages to you was set"),
    EventType.CONTACT_CONFIRMED: N_("An address or number for messages to you was confirmed"),
    EventType.MEANS_RECOVERED: N_("Your account was recovered at a counter"),
    EventType.BIOMETRIC_CONSENT_GIVEN: N_("You consented to biometric sign-in"),
    EventType.BIOMETRIC_CONSENT_WITHDRAWN: N_("You withdrew your consent to biometric sign-in"),
    EventType.SUBJECT_REGISTERED: N_("Your identity data was registered"),
    EventType.SUBJECT_MATCHED: N_("Your identity data was compared with a register"),
    EventType.SUBJECT_MATCH_REFUSED: N_("Your identity data was not confirmed by a register"),
    EventType.SUBJECT_UPDATED: N_("Your identity data was updated from a register"),
    EventType.SUBJECT_JOINED: N_("You were registered twice: the two registrations were joined"),
    EventType.SUBJECT_PARTED: N_("Two registrations that had been joined were parted again"),
    EventType.ACCOUNT_CREATED: N_("Your account was created"),
    EventType.IDENTITY_BOUND: N_("Your identity was bound to your account"),
    EventType.ACTIVATION_LINK_ASKED: N_("A new link to activate your account was asked for"),
    EventType.ACTIVATION_LINK_SENT: N_("A link to activate your account was sent to you"),
    EventType.ACTIVATION_LINK_PRINTED: N_(
        "A link to activate your account was printed at the installation"
    ),
    EventType.ACTIVATION_REOPENED: N_("A new link to activate your account was sent to you"),
    EventType.ACTIVATION_REFUSED: N_(
        "A wrong identification number was typed to activate your account"
    ),
    EventType.ACCOUNT_ACTIVATED: N_("Your account was activated"),
    EventType.SIGN_UP_TRIED: N_(
        "Somebody wanted to make another account with an address or number of yours"
    ),
    EventType.ISSUANCE_APPLIED: N_("You applied for an account at a desk"),
    EventType.ACCOUNT_LEVEL_RAISED: N_("The level of your account was raised"),
    EventType.ACCOUNT_LOCKED: N_("Your account was locked"),
    EventType.ACCOUNT_UNLOCKED: N_("Your account was unlocked"),
    EventType.GUARDIANSHIP_RECORDED: N_("It was recorded that you have a guardian"),
    EventType.ACTS_ALONE: N_("By the register no guardian has to confirm for you any more"),
    EventType.ERASURE_ASKED: N_("You asked that your account is erased"),
    EventType.ERASURE_WITHDRAWN: N_("You withdrew that your account is erased"),
    EventType.ACCOUNT_ERASED: N_("Your account was erased"),
    EventType.DATA_COPIED: N_("A copy of all your data was made"),
    EventType.HISTORY_COPIED: N_("A signed file of a part of your history was made"),
    EventType.LANGUAGE_CHOSEN: N_("You chose a language"),
    EventType.OFFICER_APPOINTED: N_("You were appointed as an officer"),
    EventType.APPOINTMENT_ENDED: N_("Your appointment as an officer ended"),
    EventType.POWERS_DELEGATED: N_("Powers of the Director were delegated to you"),
    EventType.DELEGATION_ENDED: N_("A delegation of powers to you ended"),
    EventType.PERSON_LOOKED_AT: N_("An officer looked at your data"),
    EventType.PERSON_LISTED: N_("An officer searched for people, and you were among the found"),
    EventType.PERSON_REQUEST_OPENED: N_("An officer opened a request about you"),
    EventType.DOCUMENT_ADDED: N_("A document was added to a case of yours"),
    EventType.DOCUMENT_REFUSED: N_("A file for a case of yours was refused"),
    EventType.DOCUMENT_OPENED: N_("An officer opened a document of yours"),
    EventType.LETTER_ISSUED: N_("A letter was written to you or about you"),
}

TROUBLE: Final = frozenset(
    {
        EventType.SIGN_IN_REFUSED,
        EventType.ACTIVATION_REFUSED,
        EventType.FACTOR_REFUSED,
        EventType.CREDENTIAL_FLAGGED,
        EventType.LOSS_REPORTED,
        EventType.COUNTER_VISIT_REFUSED,
        EventType.MEANS_RECOVERED,
        EventType.COUNTER_CANCELLED,
        EventType.BIOMETRIC_ATTACK_SUSPECTED,
        EventType.ACCOUNT_LOCKED,
        EventType.RESULT_SHARED_BY_LAW,
        EventType.RESULT_SHOWN_BY_OTHER,
        EventType.RESULT_SHOWN_AS_FACTOR,
        EventType.RESULT_SHOWN_AGAIN,
    }
)
"""Entries marked for the person's attention, by shape and word, not by colour alone."""
