"""Our words for what a person finds in their own account; every enum is covered."""

from collections.abc import Mapping
from typing import Final

from idp.accounts.domain import AccountState
from idp.factors.biometrics.domain import Purpose
from idp.history.domain import Happening
from idp.kernel.biometrics import Modality
from idp.losses.domain import LossState
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

BIOMETRIC_PURPOSES: Final[Mapping[Purpose, str]] = {
    Purpose.LOGIN_L3: N_("Sign-in at level 3 with your face"),
    Purpose.LOGIN_L4: N_("Sign-in at level 4 with your face"),
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

OWN_ITEMS: Final[Mapping[str, str]] = {
    "organisation_number": N_("Organisation identification number"),
}
"""Items of an identity that are never disclosed, besides those of `pages.words.ITEMS`."""

HAPPENINGS: Final[Mapping[Happening, str]] = {
    Happening.SIGNED_IN: N_("You signed in"),
    Happening.SIGN_IN_REFUSED: N_("A sign-in was refused"),
    Happening.SIGN_IN_CONTINUED: N_("Your earlier sign-in was continued"),
    Happening.FACTOR_PROVEN: N_("A factor was proven"),
    Happening.FACTOR_REFUSED: N_("A try to sign in failed"),
    Happening.SESSION_ENDED: N_("A session ended"),
    Happening.COUNTER_ASKED: N_("A counter asked who you are"),
    Happening.COUNTER_DECLINED: N_("You said no to a counter"),
    Happening.COUNTER_CANCELLED: N_("A request of a counter was cancelled"),
    Happening.CONSENT_GIVEN: N_("You consented"),
    Happening.CONSENT_DECLINED: N_("You did not consent"),
    Happening.CONSENT_WITHDRAWN: N_("You withdrew your consent"),
    Happening.ITEMS_DISCLOSED: N_("Data was passed on"),
    Happening.TOKENS_ISSUED: N_("The result of your sign-in was passed on"),
    Happening.TOKENS_REFRESHED: N_("Access was renewed, once or more that day"),
    Happening.TOKENS_REVOKED: N_("Access was ended"),
    Happening.RESULT_SHARED_BY_LAW: N_("A result was told to another party, as a law provides"),
    Happening.PASSWORD_SET: N_("The password was set"),
    Happening.PIN_SET: N_("The PIN was set"),
    Happening.TOTP_ENROLLED: N_("A code application was added"),
    Happening.PASSKEY_ENROLLED: N_("A passkey was added"),
    Happening.APP_KEY_ENROLLED: N_("An application key was added"),
    Happening.APP_KEY_REFUSED: N_("An application key could not be added"),
    Happening.APP_KEY_ANCHORED: N_("An application key was bound to you in person"),
    Happening.CHIP_CARD_ENROLLED: N_("An identity card was added"),
    Happening.CHIP_CARD_REFUSED: N_("An identity card could not be added"),
    Happening.RECOVERY_CODES_RENEWED: N_("New recovery codes were made"),
    Happening.CREDENTIAL_REMOVED: N_("A way of signing in was removed"),
    Happening.CREDENTIAL_FLAGGED: N_("A passkey was blocked because a copy seems to exist"),
    Happening.CREDENTIAL_STOPPED: N_("A way of signing in was stopped"),
    Happening.CREDENTIAL_CANCELLED: N_("The addition of a way of signing in was cancelled"),
    Happening.BINDING_TAINTED: N_("What added a way of signing in was found to be a fraud"),
    Happening.CONTACT_CHANGED: N_("Another address or number for messages to you was set"),
    Happening.CONTACT_CONFIRMED: N_("An address or number for messages to you was confirmed"),
    Happening.CONTACT_UNDONE: N_("The change of an address or number was undone"),
    Happening.LOSS_LINK_ASKED: N_("A link to report a loss was asked for"),
    Happening.LOSS_REPORTED: N_("A loss was reported"),
    Happening.CREDENTIAL_RESUMED: N_("A stopped way of signing in works again"),
    Happening.LOSS_REPORT_TAKEN_BACK: N_("The report of a loss was taken back"),
    Happening.LOSS_CASE_TAKEN: N_("An officer took up the report of a loss"),
    Happening.LOSS_CASE_CLOSED: N_("The report of a loss was closed"),
    Happening.COUNTER_VISIT_BEGUN: N_("An officer compared a document with the register"),
    Happening.COUNTER_VISIT_REFUSED: N_("A recovery at a counter was refused"),
    Happening.MEANS_RECOVERED: N_("Your account was recovered at a counter"),
    Happening.BIOMETRIC_CONSENT_GIVEN: N_("You consented to biometric sign-in"),
    Happening.BIOMETRIC_CONSENT_WITHDRAWN: N_("You withdrew your consent to biometric sign-in"),
    Happening.BIOMETRIC_ATTACK_SUSPECTED: N_("Pictures that looked faked were refused"),
    Happening.BIOMETRIC_STOPPED: N_("Biometric sign-in was stopped after too many failures"),
    Happening.BIOMETRIC_REOPENED: N_("Biometric sign-in was opened again"),
    Happening.SUBJECT_REGISTERED: N_("Your identity data was registered"),
    Happening.SUBJECT_MATCHED: N_("Your identity data was compared with a register"),
    Happening.ACCOUNT_CREATED: N_("Your account was created"),
    Happening.IDENTITY_BOUND: N_("Your identity was bound to your account"),
    Happening.ACCOUNT_ACTIVATED: N_("Your account was activated"),
    Happening.ACCOUNT_LOCKED: N_("Your account was locked"),
    Happening.ACCOUNT_UNLOCKED: N_("Your account was unlocked"),
    Happening.GUARDIANSHIP_RECORDED: N_("It was recorded that you have a guardian"),
    Happening.GUARDIANSHIP_ENDED: N_("It was recorded that the guardianship ended"),
    Happening.ACTS_ALONE: N_("By the register no guardian has to confirm for you any more"),
    Happening.LANGUAGE_CHOSEN: N_("You chose a language"),
    Happening.RESULT_SHOWN_BY_OTHER: N_("A result was shown by somebody it was not made for"),
    Happening.RESULT_SHOWN_AS_FACTOR: N_("A result was shown as if it were a factor"),
    Happening.RESULT_SHOWN_AGAIN: N_("A result was shown a second time"),
    Happening.VIOLATION_TAKEN: N_("A violation case was taken up"),
    Happening.VIOLATION_CLOSED: N_("A violation case was closed"),
    Happening.POLICY_PROPOSED: N_("A change of policy was proposed"),
    Happening.POLICY_APPROVED: N_("A change of policy was approved"),
    Happening.POLICY_APPROVAL_REFUSED: N_("A change of policy was not approved"),
    Happening.ANCHOR_PROPOSED: N_("A root certificate was proposed"),
    Happening.ANCHOR_APPROVED: N_("A root certificate was approved"),
    Happening.ANCHOR_APPROVAL_REFUSED: N_("A root certificate was not approved"),
    Happening.ANCHOR_WITHDRAWN: N_("A root certificate was withdrawn"),
    Happening.CLIENT_REGISTERED: N_("A relying party was registered"),
    Happening.CLIENT_ACTIVATED: N_("A relying party was activated"),
    Happening.CLIENT_SUSPENDED: N_("A relying party was suspended"),
    Happening.CLIENT_EDITED: N_("A relying party's registration was changed"),
    Happening.CLIENT_SECRET_ROTATED: N_("A relying party got a new secret"),
    Happening.CLIENT_REMOVED: N_("A relying party was removed"),
    Happening.PROVIDER_REGISTERED: N_("A provider was registered"),
    Happening.PROVIDER_REVOKED: N_("A provider's certificate was revoked"),
    Happening.TERMINAL_REGISTERED: N_("A terminal at a counter was registered"),
    Happening.TERMINAL_SUSPENDED: N_("A terminal at a counter was suspended"),
    Happening.TERMINAL_RESUMED: N_("A terminal at a counter may ask again"),
    Happening.BIOMETRIC_RECORD_PROPOSED: N_("A record of a biometric service was proposed"),
    Happening.BIOMETRIC_RECORD_APPROVED: N_("A record of a biometric service was approved"),
    Happening.BIOMETRIC_RECORD_NOT_APPROVED: N_("A record of a biometric service was not approved"),
    Happening.BIOMETRIC_RECORD_RETIRED: N_("A record of a biometric service was retired"),
    Happening.CARD_REVOCATIONS_IMPORTED: N_("A list of revoked signers of cards was imported"),
    Happening.METADATA_IMPORTED: N_("Facts about models of security keys were imported"),
    Happening.REVOCATIONS_IMPORTED: N_("A list of revoked telephone hardware was imported"),
    Happening.HISTORY_PURGED: N_("Old history was deleted after its term"),
}

TROUBLE: Final = frozenset(
    {
        Happening.SIGN_IN_REFUSED,
        Happening.FACTOR_REFUSED,
        Happening.CREDENTIAL_FLAGGED,
        Happening.LOSS_REPORTED,
        Happening.COUNTER_VISIT_REFUSED,
        Happening.MEANS_RECOVERED,
        Happening.COUNTER_CANCELLED,
        Happening.BIOMETRIC_ATTACK_SUSPECTED,
        Happening.ACCOUNT_LOCKED,
        Happening.RESULT_SHARED_BY_LAW,
        Happening.RESULT_SHOWN_BY_OTHER,
        Happening.RESULT_SHOWN_AS_FACTOR,
        Happening.RESULT_SHOWN_AGAIN,
    }
)
"""What a person should look at twice; the timeline marks it by shape and word, not by colour."""
