"""What entries of the history are called where it is no matter who reads them; message ids.

A surface adds what it says otherwise: to the person "you", at the desk "the person".
"""

from collections.abc import Mapping
from typing import Final

from idp.history.domain import EventType
from idp.web.pages.labels import N_

EVENTS: Final[Mapping[EventType, str]] = {
    EventType.SIGN_IN_REFUSED: N_("A sign-in was refused"),
    EventType.FACTOR_PROVEN: N_("A factor was proven"),
    EventType.FACTOR_REFUSED: N_("A try to sign in failed"),
    EventType.SESSION_ENDED: N_("A session ended"),
    EventType.COUNTER_CANCELLED: N_("A request of a counter was cancelled"),
    EventType.ITEMS_DISCLOSED: N_("Data was passed on"),
    EventType.TOKENS_REFRESHED: N_("Access was renewed, once or more that day"),
    EventType.TOKENS_REVOKED: N_("Access was ended"),
    EventType.RESULT_SHARED_BY_LAW: N_("A result was told to another party, as a law provides"),
    EventType.PASSWORD_SET: N_("The password was set"),
    EventType.PIN_SET: N_("The PIN was set"),
    EventType.PASSKEY_ENROLLED: N_("A passkey was added"),
    EventType.APP_KEY_ENROLLED: N_("An application key was added"),
    EventType.APP_KEY_REFUSED: N_("An application key could not be added"),
    EventType.CHIP_CARD_ENROLLED: N_("An identity card was added"),
    EventType.CHIP_CARD_REFUSED: N_("An identity card could not be added"),
    EventType.RECOVERY_CODES_RENEWED: N_("New recovery codes were made"),
    EventType.CREDENTIAL_REMOVED: N_("A way of signing in was removed"),
    EventType.CREDENTIAL_FLAGGED: N_("A passkey was blocked because a copy seems to exist"),
    EventType.CREDENTIAL_STOPPED: N_("A way of signing in was stopped"),
    EventType.CREDENTIAL_CANCELLED: N_("The addition of a way of signing in was cancelled"),
    EventType.BINDING_TAINTED: N_("What added a way of signing in was found to be a fraud"),
    EventType.CONTACT_UNDONE: N_("The change of an address or number was undone"),
    EventType.CONTACTS_LOST: N_("Addresses or numbers that others had set count as lost"),
    EventType.USERNAME_ASKED: N_("Your user name was asked for, and sent to you"),
    EventType.PASSWORD_LINK_ASKED: N_("A link for a new password was asked for"),
    EventType.PASSWORD_LINK_REFUSED: N_("A new password was refused: the code was not right"),
    EventType.PASSWORD_LINK_USED: N_("A new password was set by a link that was sent to you"),
    EventType.LOSS_LINK_ASKED: N_("A link to report a loss was asked for"),
    EventType.LOSS_REPORTED: N_("A loss was reported"),
    EventType.CREDENTIAL_RESUMED: N_("A stopped way of signing in works again"),
    EventType.LOSS_REPORT_TAKEN_BACK: N_("The report of a loss was taken back"),
    EventType.LOSS_CASE_TAKEN: N_("An officer took up the report of a loss"),
    EventType.LOSS_CASE_CLOSED: N_("The report of a loss was closed"),
    EventType.OFFICER_FOUND_DISHONEST: N_("An officer was found dishonest"),
    EventType.COUNTER_VISIT_BEGUN: N_("An officer compared a document with the register"),
    EventType.COUNTER_VISIT_REFUSED: N_("A recovery at a counter was refused"),
    EventType.COUNTER_VISIT_REVIEWED: N_("The contacts were gone through at a counter"),
    EventType.COUNTER_VISIT_ENDED: N_("A recovery at a counter ended, and nothing was changed"),
    EventType.KEY_ANCHORING_BEGUN: N_("An officer began to bind an application key in person"),
    EventType.KEY_ANCHORING_REFUSED: N_("Binding an application key in person was refused"),
    EventType.KEY_ANCHORING_ENDED: N_("An application key was not bound, and nothing was changed"),
    EventType.BIOMETRIC_ATTACK_SUSPECTED: N_("Pictures that looked faked were refused"),
    EventType.BIOMETRIC_STOPPED: N_("Biometric sign-in was stopped after too many failures"),
    EventType.BIOMETRIC_REOPENED: N_("Biometric sign-in was opened again"),
    EventType.GUARDIANSHIP_ENDED: N_("It was recorded that the guardianship ended"),
    EventType.ACTED_FOR_ANOTHER: N_("Somebody acted for another at a service"),
    EventType.CONSENT_WITHDRAWN_FOR_ANOTHER: N_(
        "A consent was withdrawn in an organisation's place"
    ),
    EventType.GUARDIAN_ASKED: N_("A guardian was asked to confirm a sign-in"),
    EventType.WARD_AGREED: N_("Somebody who acts with others agreed to activate the account"),
    EventType.WARD_AGREEMENT_TAKEN_BACK: N_("Somebody agreed no more to activate the account"),
    EventType.WARD_ACTIVATED: N_("The account of a child or ward was activated for them"),
    EventType.WARD_PASSWORD_AGREED: N_(
        "Somebody who acts with others agreed to a new password for a child or ward"
    ),
    EventType.WARD_PASSWORD_AGREEMENT_TAKEN_BACK: N_(
        "Somebody agreed no more to a new password for a child or ward"
    ),
    EventType.WARD_PASSWORD_SET: N_("A new password was set for a child or ward"),
    EventType.WARD_MEANS_STOPPED: N_("A way to sign in was stopped for a child or ward"),
    EventType.WARD_SESSIONS_ENDED: N_("A child or ward was signed out everywhere"),
    EventType.WARD_ACTS_ALONE: N_("A child or ward began to act alone"),
    EventType.GUARDIAN_CONFIRMED: N_("A guardian confirmed a sign-in"),
    EventType.GUARDIAN_REFUSED: N_("A guardian refused a sign-in"),
    EventType.REPRESENTATION_RECORDED: N_("It was recorded who acts for whom"),
    EventType.REPRESENTATION_ENDED: N_("It was recorded that somebody acts for another no more"),
    EventType.REPRESENTATION_PROPOSED: N_(
        "An officer proposed to record a guardianship, or who acts for a person"
    ),
    EventType.REPRESENTATION_APPROVED: N_(
        "Two officers decided about a guardianship, or who acts for a person"
    ),
    EventType.REPRESENTATION_APPROVAL_REFUSED: N_(
        "A second officer could not agree about a guardianship, or who acts for a person"
    ),
    EventType.REPRESENTATION_NOT_APPROVED: N_(
        "A second officer refused what was proposed about a guardianship, or who acts for a person"
    ),
    EventType.REPRESENTATION_WITHDRAWN: N_(
        "What was proposed about a guardianship, or who acts for a person, was withdrawn"
    ),
    EventType.RESULT_SHOWN_BY_OTHER: N_("A result was shown by somebody it was not made for"),
    EventType.RESULT_SHOWN_AS_FACTOR: N_("A result was shown as if it were a factor"),
    EventType.RESULT_SHOWN_AGAIN: N_("A result was shown a second time"),
    EventType.VIOLATION_TAKEN: N_("A violation case was taken up"),
    EventType.VIOLATION_CLOSED: N_("A violation case was closed"),
    EventType.CASE_ASSIGNED: N_("A case was given to another officer"),
    EventType.CASE_MOVE_REFUSED: N_("An officer tried to move a case of another officer"),
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
    EventType.REGISTRY_EVENT_RETRIED: N_("A record of a register is asked for again"),
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
    EventType.DECISION_OPENED: N_("A decision was proposed"),
    EventType.DECISION_SIGNED: N_("A decision was signed"),
    EventType.DECISION_REFUSED: N_("A signature was refused, or a decision"),
    EventType.DECISION_EXECUTED: N_("A decision that two people signed was carried out"),
    EventType.CARD_REVOCATIONS_IMPORTED: N_("A list of revoked signers of cards was imported"),
    EventType.METADATA_IMPORTED: N_("Facts about models of security keys were imported"),
    EventType.REVOCATIONS_IMPORTED: N_("A list of revoked telephone hardware was imported"),
    EventType.PEOPLE_SEARCHED: N_("An officer searched for people"),
    EventType.PERSON_LOOK_REFUSED: N_("A look at a person was refused, or found nobody"),
    EventType.PERSON_REQUEST_TAKEN: N_("A request about a person was taken up"),
    EventType.PERSON_REQUEST_CLOSED: N_("A request about a person was closed"),
    EventType.PERSON_REQUEST_WITHDRAWN: N_("A request about a person was withdrawn"),
    EventType.CORRECTION_TAKEN: N_("An officer took up a request to correct a datum"),
    EventType.CORRECTION_QUESTION: N_("An officer asked the person about a request to correct"),
    EventType.CORRECTION_ANSWERED: N_("The person answered about a request to correct"),
    EventType.DATUM_CORRECTED: N_("A datum was corrected, as it was asked for"),
    EventType.CORRECTION_REFERRED: N_("A request to correct a datum was referred to a register"),
    EventType.CORRECTION_REFUSED: N_("A request to correct a datum was refused"),
    EventType.MERGE_ASKED: N_("It began to be examined whether two registrations are one person"),
    EventType.MERGE_HEARD: N_("A person was heard about two registrations, at a counter"),
    EventType.MERGE_HEARING_REFUSED: N_("A document was not that of both of two registrations"),
    EventType.MERGE_PROPOSED: N_("An officer proposed to merge two registrations"),
    EventType.MERGE_APPROVAL_REFUSED: N_("A second officer could not agree to merge registrations"),
    EventType.MERGE_REFUSED: N_("Two registrations were not merged"),
    EventType.REGISTRATIONS_MERGED: N_("Two officers decided to merge two registrations"),
    EventType.CORRECTION_WITHDRAWN: N_("A request to correct a datum was withdrawn"),
    EventType.ISSUANCE_NOT_RECEIVED: N_("An application for an account was not received at a desk"),
    EventType.ISSUANCE_APPLIED_ONLINE: N_(
        "An application for an account came from the application on a telephone"
    ),
    EventType.ISSUANCE_TURNED_AWAY: N_(
        "An application for an account from a telephone was refused by the registers or the law"
    ),
    EventType.ISSUANCE_IN_REVIEW: N_("An application for an account waits for an officer's review"),
    EventType.ISSUANCE_TOLD: N_(
        "The application on the telephone was told what became of the application for an account"
    ),
    EventType.ISSUANCE_AMENDED: N_("An application for an account was changed at the desk"),
    EventType.ISSUANCE_COMPARED: N_(
        "Face and finger were compared with the record of the State for an application"
    ),
    EventType.ISSUANCE_RETURNED: N_("An application for an account was found not complete"),
    EventType.ISSUANCE_COMPLETE: N_("An application for an account was found complete and valid"),
    EventType.ISSUANCE_CARD_ISSUED: N_("The card of an application for an account was issued"),
    EventType.ISSUANCE_SENT: N_("An application for an account was sent to the authority"),
    EventType.ISSUANCE_VERIFIED: N_("An application for an account was verified"),
    EventType.ISSUANCE_GRANTED: N_("An application for an account was granted"),
    EventType.ISSUANCE_GRANT_REFUSED: N_("A decision to grant an account did not count"),
    EventType.ISSUANCE_REFUSED: N_("An application for an account was refused"),
    EventType.ISSUANCE_WITHDRAWN: N_("An application for an account was withdrawn"),
    EventType.CO_REPRESENTATIVE_ASKED: N_("A representative was asked to agree to an account"),
    EventType.CO_REPRESENTATIVE_AGREED: N_("A representative agreed to an account"),
    EventType.CO_REPRESENTATIVE_REFUSED: N_("A representative did not agree to an account"),
    EventType.CO_REPRESENTATIVES_SILENT: N_("Not every representative answered in time"),
    EventType.CO_REPRESENTATIVES_ADDED: N_("Somebody else represents it now, and was asked too"),
    EventType.ORGANISATION_REGISTER_ASKED: N_(
        "The register of organisations was asked before the account was activated"
    ),
    EventType.LETTER_DELIVERED: N_("The delivery of a letter was recorded"),
    EventType.HISTORY_PURGED: N_("Old history was deleted after its term"),
    EventType.SEALS_BROKEN: N_("Entries of history were found that this service did not write"),
}
