"""Labels of enumerations in the own account; every enumeration complete."""

from collections.abc import Mapping
from typing import Final

from idp.accounts.domain import AccountState
from idp.factors.biometrics.domain import BiometricPurpose
from idp.history.domain import EventType
from idp.kernel.biometrics import Modality
from idp.losses.domain import LossState
from idp.officers.domain.looks import Purpose
from idp.subjects.domain import Source
from idp.web.pages.labels import N_

SOURCES: Final[Mapping[Source, str]] = {
    Source.NATIONAL_POPULATION_DB: N_("National Population Database"),
    Source.IDENTITY_DB: N_("Identity Database"),
    Source.IMMIGRATION_DB: N_("National Immigration Database"),
    Source.NATIONAL_ORGANISATION_DB: N_("National database of organisations"),
    Source.SELF_DECLARED: N_("Declared by you"),
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

LOSS_STATES: Final[Mapping[LossState, str]] = {
    LossState.OPEN: N_("Open"),
    LossState.TAKEN: N_("An officer is looking at it"),
    LossState.CLOSED: N_("Closed"),
}

LOOK_PURPOSES: Final[Mapping[Purpose, str]] = {
    Purpose.SERVE_THE_PERSON: N_("because you asked for something"),
    Purpose.SETTLE_A_CASE: N_("to settle a case that concerns you"),
    Purpose.DECIDE_ON_THE_ACCOUNT: N_("to decide on your account"),
    Purpose.REQUEST_OF_A_BODY: N_("at the request of a body that is competent by law"),
    Purpose.INSPECTION: N_("for an inspection"),
}

OWN_ITEMS: Final[Mapping[str, str]] = {
    "organisation_number": N_("Organisation identification number"),
}
"""Items of an identity that are never disclosed, besides those of `pages.labels.ITEMS`."""

EVENT_LABELS: Final[Mapping[EventType, str]] = {
    EventType.SIGNED_IN: N_("You signed in"),
    EventType.SIGN_IN_REFUSED: N_("A sign-in was refused"),
    EventType.SIGN_IN_CONTINUED: N_("Your earlier sign-in was continued"),
    EventType.FACTOR_PROVEN: N_("A factor was proven"),
    EventType.FACTOR_REFUSED: N_("A try to sign in failed"),
    EventType.DESK_OPENED: N_("You opened the officers' desk"),
    EventType.DESK_CLOSED: N_("You closed the officers' desk"),
    EventType.SESSION_ENDED: N_("A session ended"),
    EventType.COUNTER_ASKED: N_("A counter asked who you are"),
    EventType.COUNTER_DECLINED: N_("You said no to a counter"),
    EventType.COUNTER_CANCELLED: N_("A request of a counter was cancelled"),
    EventType.CONSENT_GIVEN: N_("You consented"),
    EventType.CONSENT_DECLINED: N_("You did not consent"),
    EventType.CONSENT_WITHDRAWN: N_("You withdrew your consent"),
    EventType.ITEMS_DISCLOSED: N_("Data was passed on"),
    EventType.TOKENS_ISSUED: N_("The result of your sign-in was passed on"),
    EventType.TOKENS_REFRESHED: N_("Access was renewed, once or more that day"),
    EventType.TOKENS_REVOKED: N_("Access was ended"),
    EventType.RESULT_SHARED_BY_LAW: N_("A result was told to another party, as a law provides"),
    EventType.PASSWORD_SET: N_("The password was set"),
    EventType.PIN_SET: N_("The PIN was set"),
    EventType.TOTP_ENROLLED: N_("A code application was added"),
    EventType.PASSKEY_ENROLLED: N_("A passkey was added"),
    EventType.APP_KEY_ENROLLED: N_("An application key was added"),
    EventType.APP_KEY_REFUSED: N_("An application key could not be added"),
    EventType.APP_KEY_ANCHORED: N_("An application key was bound to you in person"),
    EventType.CHIP_CARD_ENROLLED: N_("An identity card was added"),
    EventType.CHIP_CARD_REFUSED: N_("An identity card could not be added"),
    EventType.RECOVERY_CODES_RENEWED: N_("New recovery codes were made"),
    EventType.CREDENTIAL_REMOVED: N_("A way of signing in was removed"),
    EventType.CREDENTIAL_FLAGGED: N_("A passkey was blocked because a copy seems to exist"),
    EventType.CREDENTIAL_STOPPED: N_("A way of signing in was stopped"),
    EventType.CREDENTIAL_CANCELLED: N_("The addition of a way of signing in was cancelled"),
    EventType.BINDING_TAINTED: N_("What added a way of signing in was found to be a fraud"),
    EventType.CONTACT_CHANGED: N_("Another address or number for messages to you was set"),
    EventType.CONTACT_CONFIRMED: N_("An address or number for messages to you was confirmed"),
    EventType.CONTACT_UNDONE: N_("The change of an address or number was undone"),
    EventType.LOSS_LINK_ASKED: N_("A link to report a loss was asked for"),
    EventType.LOSS_REPORTED: N_("A loss was reported"),
    EventType.CREDENTIAL_RESUMED: N_("A stopped way of signing in works again"),
    EventType.LOSS_REPORT_TAKEN_BACK: N_("The report of a loss was taken back"),
    EventType.LOSS_CASE_TAKEN: N_("An officer took up the report of a loss"),
    EventType.LOSS_CASE_CLOSED: N_("The report of a loss was closed"),
    EventType.COUNTER_VISIT_BEGUN: N_("An officer compared a document with the register"),
    EventType.COUNTER_VISIT_REFUSED: N_("A recovery at a counter was refused"),
    EventType.MEANS_RECOVERED: N_("Your account was recovered at a counter"),
    EventType.BIOMETRIC_CONSENT_GIVEN: N_("You consented to biometric sign-in"),
    EventType.BIOMETRIC_CONSENT_WITHDRAWN: N_("You withdrew your consent to biometric sign-in"),
    EventType.BIOMETRIC_ATTACK_SUSPECTED: N_("Pictures that looked faked were refused"),
    EventType.BIOMETRIC_STOPPED: N_("Biometric sign-in was stopped after too many failures"),
    EventType.BIOMETRIC_REOPENED: N_("Biometric sign-in was opened again"),
    EventType.SUBJECT_REGISTERED: N_("Your identity data was registered"),
    EventType.SUBJECT_MATCHED: N_("Your identity data was compared with a register"),
    EventType.ACCOUNT_CREATED: N_("Your account was created"),
    EventType.IDENTITY_BOUND: N_("Your identity was bound to your account"),
    EventType.ACCOUNT_ACTIVATED: N_("Your account was activated"),
    EventType.ACCOUNT_LOCKED: N_("Your account was locked"),
    EventType.ACCOUNT_UNLOCKED: N_("Your account was unlocked"),
    EventType.GUARDIANSHIP_RECORDED: N_("It was recorded that you have a guardian"),
    EventType.GUARDIANSHIP_ENDED: N_("It was recorded that the guardianship ended"),
    EventType.ACTS_ALONE: N_("By the register no guardian has to confirm for you any more"),
    EventType.LANGUAGE_CHOSEN: N_("You chose a language"),
    EventType.RESULT_SHOWN_BY_OTHER: N_("A result was shown by somebody it was not made for"),
    EventType.RESULT_SHOWN_AS_FACTOR: N_("A result was shown as if it were a factor"),
    EventType.RESULT_SHOWN_AGAIN: N_("A result was shown a second time"),
    EventType.VIOLATION_TAKEN: N_("A violation case was taken up"),
    EventType.VIOLATION_CLOSED: N_("A violation case was closed"),
    EventType.CASE_ASSIGNED: N_("A case was given to another officer"),
    EventType.CASE_RECOUNTED: N_("A case is due at another time, by a newer calendar"),
    EventType.CASE_CARRIED_OVER: N_("A case follows what an earlier release did to it"),
    EventType.DEADLINE_STARTED: N_("A term of the law began to run"),
    EventType.DEADLINE_STOPPED: N_("A term of the law ended"),
    EventType.DEADLINE_ESCALATED: N_("A term of the law is nearly over"),
    EventType.DEADLINE_BREACHED: N_("A term of the law was not kept"),
    EventType.DEADLINE_RECOUNTED: N_("A term of the law was counted with a newer calendar"),
    EventType.POLICY_PROPOSED: N_("A change of policy was proposed"),
    EventType.POLICY_APPROVED: N_("A change of policy was approved"),
    EventType.POLICY_WITHDRAWN: N_("A proposed change of policy was withdrawn"),
    EventType.POLICY_APPROVAL_REFUSED: N_("A change of policy was not approved"),
    EventType.ANCHOR_PROPOSED: N_("A root certificate was proposed"),
    EventType.ANCHOR_APPROVED: N_("A root certificate was approved"),
    EventType.ANCHOR_APPROVAL_REFUSED: N_("A root certificate was not approved"),
    EventType.ANCHOR_WITHDRAWN: N_("A root certificate was withdrawn"),
    EventType.NOTICE_RETRIED: N_("A letter or message that failed is sent again"),
    EventType.CLIENT_REGISTERED: N_("A relying party was registered"),
    EventType.CLIENT_ACTIVATED: N_("A relying party was activated"),
    EventType.CLIENT_SUSPENDED: N_("A relying party was suspended"),
    EventType.CLIENT_EDITED: N_("A relying party's registration was changed"),
    EventType.CLIENT_SECRET_ROTATED: N_("A relying party got a new secret"),
    EventType.CLIENT_REMOVED: N_("A relying party was removed"),
    EventType.PROVIDER_REGISTERED: N_("A provider was registered"),
    EventType.PROVIDER_REVOKED: N_("A provider's certificate was revoked"),
    EventType.TERMINAL_REGISTERED: N_("A terminal at a counter was registered"),
    EventType.TERMINAL_SUSPENDED: N_("A terminal at a counter was suspended"),
    EventType.TERMINAL_RESUMED: N_("A terminal at a counter may ask again"),
    EventType.BIOMETRIC_RECORD_PROPOSED: N_("A record of a biometric service was proposed"),
    EventType.BIOMETRIC_RECORD_APPROVED: N_("A record of a biometric service was approved"),
    EventType.BIOMETRIC_RECORD_NOT_APPROVED: N_("A record of a biometric service was not approved"),
    EventType.BIOMETRIC_RECORD_RETIRED: N_("A record of a biometric service was retired"),
    EventType.OFFICERS_INSTALLED: N_("The first two officers were appointed"),
    EventType.INSTALLATION_REFUSED: N_("The installation of officers was refused"),
    EventType.OFFICER_APPOINTED: N_("You were appointed as an officer"),
    EventType.APPOINTMENT_ENDED: N_("Your appointment as an officer ended"),
    EventType.POWERS_DELEGATED: N_("Powers of the Director were delegated to you"),
    EventType.DELEGATION_ENDED: N_("A delegation of powers to you ended"),
    EventType.DECISION_OPENED: N_("A decision was proposed"),
    EventType.DECISION_SIGNED: N_("A decision was signed"),
    EventType.DECISION_REFUSED: N_("A signature was refused, or a decision"),
    EventType.DECISION_EXECUTED: N_("A decision that two people signed was carried out"),
    EventType.PERSON_LOOKED_AT: N_("An officer looked at your data"),
    EventType.CARD_REVOCATIONS_IMPORTED: N_("A list of revoked signers of cards was imported"),
    EventType.METADATA_IMPORTED: N_("Facts about models of security keys were imported"),
    EventType.REVOCATIONS_IMPORTED: N_("A list of revoked telephone hardware was imported"),
    EventType.DOCUMENT_ADDED: N_("A document was added to a case of yours"),
    EventType.DOCUMENT_REFUSED: N_("A file for a case of yours was refused"),
    EventType.DOCUMENT_OPENED: N_("An officer opened a document of yours"),
    EventType.LETTER_ISSUED: N_("A letter was written to you or about you"),
    EventType.LETTER_DELIVERED: N_("The delivery of a letter was recorded"),
    EventType.HISTORY_PURGED: N_("Old history was deleted after its term"),
    EventType.SEALS_BROKEN: N_("Entries of history were found that this service did not write"),
}

TROUBLE: Final = frozenset(
    {
        EventType.SIGN_IN_REFUSED,
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
