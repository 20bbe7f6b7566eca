"""What an entry of the history is called at the desk; message ids.

The person reads the same entry in words of their own (`self_service.account_labels`). An entry
without words here is shown by its stable name.
"""

from collections.abc import Mapping
from typing import Final

from idp.history.domain import EventType
from idp.web.pages.event_words import EVENTS
from idp.web.pages.labels import N_

HAPPENINGS: Final[Mapping[EventType, str]] = {
    **EVENTS,
    EventType.SIGNED_IN: N_("The person signed in"),
    EventType.SIGN_IN_CONTINUED: N_("An earlier sign-in was continued"),
    EventType.DESK_OPENED: N_("An officer opened the desk"),
    EventType.DESK_APPOINTMENT_CHOSEN: N_("An officer chose in which appointment they act"),
    EventType.DESK_CLOSED: N_("An officer closed the desk"),
    EventType.CORRECTION_ASKED: N_("The person asked to have a datum corrected"),
    EventType.COUNTER_ASKED: N_("A counter asked who the person is"),
    EventType.COUNTER_DECLINED: N_("The person said no to a counter"),
    EventType.CONSENT_GIVEN: N_("The person consented"),
    EventType.CONSENT_DECLINED: N_("The person did not consent"),
    EventType.CONSENT_WITHDRAWN: N_("The person withdrew the consent"),
    EventType.TOKENS_ISSUED: N_("The result of a sign-in was passed on"),
    EventType.APP_KEY_ANCHORED: N_("An application key was bound to the person"),
    EventType.USERNAME_ASKED: N_("The user name was asked for, and sent to the person"),
    EventType.PASSWORD_LINK_USED: N_(
        "A new password was set by a link that was sent to the person"
    ),
    EventType.CONTACT_CHANGED: N_("Another address or number for messages was set"),
    EventType.CONTACT_CONFIRMED: N_("An address or number for messages was confirmed"),
    EventType.MEANS_RECOVERED: N_("The account was recovered at a counter"),
    EventType.BIOMETRIC_CONSENT_GIVEN: N_("The person consented to biometric sign-in"),
    EventType.BIOMETRIC_CONSENT_WITHDRAWN: N_(
        "The person withdrew the consent to biometric sign-in"
    ),
    EventType.SUBJECT_REGISTERED: N_("Identity data was registered"),
    EventType.SUBJECT_MATCHED: N_("Identity data was compared with a register"),
    EventType.SUBJECT_UPDATED: N_("Identity data was updated from a register"),
    EventType.SUBJECT_JOINED: N_("Two registrations of the person were joined"),
    EventType.SUBJECT_PARTED: N_("Two registrations that had been joined were parted again"),
    EventType.SUBJECT_MATCH_REFUSED: N_("Identity data was not confirmed by a register"),
    EventType.ACCOUNT_CREATED: N_("The account was created"),
    EventType.IDENTITY_BOUND: N_("An identity was bound to the account"),
    EventType.ACTIVATION_LINK_ASKED: N_("A new link to activate the account was asked for"),
    EventType.ACTIVATION_LINK_SENT: N_("A link to activate the account was sent"),
    EventType.ACTIVATION_LINK_PRINTED: N_(
        "A link to activate the account was printed at the installation"
    ),
    EventType.ACTIVATION_REOPENED: N_("A new link to activate the account was sent"),
    EventType.ACTIVATION_REFUSED: N_("A wrong number was typed to activate the account"),
    EventType.ACCOUNT_ACTIVATED: N_("The account was activated"),
    EventType.SIGN_UP_TRIED: N_(
        "Somebody wanted to make an account with an address or number of the person"
    ),
    EventType.ISSUANCE_APPLIED: N_("The person applied for an account at a desk"),
    EventType.ACCOUNT_LEVEL_RAISED: N_("The level of the account was raised"),
    EventType.ACCOUNT_LOCKED: N_("The account was locked"),
    EventType.ACCOUNT_UNLOCKED: N_("The account was unlocked"),
    EventType.GUARDIANSHIP_RECORDED: N_("A guardianship was recorded"),
    EventType.ACTS_ALONE: N_("By the register no guardian has to confirm any more"),
    EventType.ERASURE_ASKED: N_("It was asked that the account is erased"),
    EventType.ERASURE_WITHDRAWN: N_("The erasure of the account was withdrawn"),
    EventType.ACCOUNT_ERASED: N_("The account was erased"),
    EventType.DATA_COPIED: N_("A copy of all data of the person was made"),
    EventType.HISTORY_COPIED: N_("A signed file of a part of the history was made"),
    EventType.LANGUAGE_CHOSEN: N_("The person chose a language"),
    EventType.OFFICER_APPOINTED: N_("The person was appointed as an officer"),
    EventType.APPOINTMENT_ENDED: N_("An appointment as an officer ended"),
    EventType.POWERS_DELEGATED: N_("Powers of the Director were delegated"),
    EventType.DELEGATION_ENDED: N_("A delegation of powers ended"),
    EventType.PERSON_LOOKED_AT: N_("An officer looked at a person's data"),
    EventType.PERSON_LISTED: N_("A search for people showed the person to an officer"),
    EventType.PERSON_REQUEST_OPENED: N_("A request about a person was opened"),
    EventType.DOCUMENT_ADDED: N_("A document was added to a case"),
    EventType.DOCUMENT_REFUSED: N_("A file for a case was refused"),
    EventType.DOCUMENT_OPENED: N_("An officer opened a document"),
    EventType.LETTER_ISSUED: N_("A letter was written"),
}
