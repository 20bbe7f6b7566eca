"""Refusals: return values, not exceptions (S6)."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

Answer = TypeVar("Answer")


class Reason(StrEnum):
    """The reasons, as stable strings (S6); relying parties get RFC codes only."""

    # the law's vocabulary
    ACCOUNT_LOCKED = "account_locked"
    ACCOUNT_NOT_ACTIVATED = "account_not_activated"
    ACCOUNT_LEVEL_INSUFFICIENT = "account_level_insufficient"
    ACTIVATION_WINDOW_CLOSED = "activation_window_closed"
    AGREEMENT_MISSING = "agreement_missing"
    APPOINTMENT_ENDED = "appointment_ended"
    BIOMETRIC_MISMATCH = "biometric_mismatch"
    BIOMETRICS_NOT_ON_FILE = "biometrics_not_on_file"
    BIOMETRICS_ON_FILE = "biometrics_on_file"
    CHANNEL_NOT_ALLOWED = "channel_not_allowed"
    CASE_MISSING = "case_missing"
    CASE_OPEN = "case_open"
    CASE_MOVED = "case_moved"
    CASE_OF_ANOTHER = "case_of_another"
    CASE_UNTAKEN = "case_untaken"
    CLIENT_SUSPENDED = "client_suspended"
    CONTACT_REQUIRED = "contact_required"
    CONTACTS_UNREVIEWED = "contacts_unreviewed"
    PERSON_NOT_HEARD = "person_not_heard"
    COMMANDS_PROPOSE = "commands_only_propose"
    DECISION_MISSING = "decision_missing"
    DELEGATION_MISSING = "delegation_missing"
    DESK_NOT_COMPETENT = "desk_not_competent"
    DOSSIER_INCOMPLETE = "dossier_incomplete"
    DOSSIER_NOT_SENT = "dossier_not_sent"
    DOSSIER_UNVERIFIED = "dossier_unverified"
    FACTOR_FROM_OTHER_TRANSACTION = "factor_from_other_transaction"
    FOUR_EYES = "four_eyes"
    GUARDIAN_LEVEL2_REQUIRED = "guardian_level2_required"
    GUARDIAN_NEEDED = "guardian_needed"
    REPRESENTATIVE_NEEDED = "representative_needed"
    GUARDIAN_PRESENCE_REQUIRED = "guardian_presence_required"
    GUARDIAN_REFUSED = "guardian_refused"
    IDENTITY_CARD_REQUIRED = "identity_card_required"
    IDENTITY_EXISTS = "identity_exists"
    IDENTITY_NOT_EXAMINED = "identity_not_examined"
    IN_PERSON_REQUIRED = "in_person_required"
    INSTALLING_OVER = "installing_over"
    LEVEL2_REQUIRED = "level2_required"
    LICENCE_REQUIRED = "licence_required"
    LOOK_NOT_COVERED = "look_not_covered"
    MATCH_MISSING = "match_missing"
    NAME_LOOKS_ALIKE = "name_looks_alike"
    NOT_ENTERED = "not_entered"
    NOT_OPERATING = "not_operating"
    NO_CONTACT = "no_contact"
    NO_GUARDIANSHIP = "no_guardianship"
    NOT_REPRESENTATIVE = "not_representative"
    FILER_MAY_NOT_ACT = "filer_may_not_act"
    NO_REGISTER = "no_register"
    NOT_AUTHORISED = "not_authorised"
    ON_RECORD = "on_record"
    OTHER_DECISION = "other_decision"
    OTHER_APPOINTMENT = "other_appointment"
    OWN_MATTER = "own_matter"
    PERMANENT_RECORD = "permanent_record"
    PHONE_NOT_OWN = "phone_not_own"
    PLACES_TAKEN = "places_taken"
    PROPOSAL_UNSIGNED = "proposal_unsigned"
    REGISTRY_ANSWER_REFUSED = "registry_answer_refused"
    REGISTRY_DIFFERS = "registry_differs"
    REGISTRY_HAS_NO_RECORD = "registry_has_no_record"
    REGISTRY_RECORD_FAULTY = "registry_record_faulty"
    REGISTRY_NOT_CONNECTED = "registry_not_connected"
    REASON_REQUIRED = "reason_required"
    REGISTRATION_FAULTY = "registration_faulty"
    RESIDENCE_CARD_REQUIRED = "residence_card_required"
    SCOPE_NOT_AVAILABLE = "scope_not_available_for_subject"
    OLDER_MEANS_NEEDED = "older_means_needed"
    SOURCE_MANAGED = "source_managed"
    STATE_ALREADY_HOLDS = "state_already_holds"
    SUBJECT_CONFIRMATION_MISSING = "subject_confirmation_missing"
    TERMS_NOT_ACCEPTED = "terms_not_accepted"
    TRAVEL_DOCUMENT_EXPIRED = "travel_document_expired"
    TYPE_NOT_ELIGIBLE_DIRECT = "type_not_eligible_direct"
    UNKNOWN_SUBJECT_KIND = "unknown_subject_kind"
    VISIT_OPEN = "visit_open"
    UNMET_LEVEL = "unmet_authentication_requirements"
    # proving a factor
    ADDRESS_MALFORMED = "address_malformed"
    AUTHORISATION_MISSING = "authorisation_missing"
    BIOMETRIC_DISABLED = "biometric_disabled"
    BUSY = "busy"
    CONSENT_MISSING = "consent_missing"
    CARD_NOT_GENUINE = "card_not_genuine"
    CARD_NOT_VALID = "card_not_valid"
    CARD_OF_ANOTHER = "card_of_another"
    CREDENTIAL_FLAGGED = "credential_flagged"
    ENROLLED_IN_THIS_SIGN_IN = "enrolled_in_this_sign_in"
    CODE_MALFORMED = "code_malformed"
    COUNTRY_NOT_REACHED = "country_not_reached"
    TOO_MANY_DOCUMENTS = "too_many_documents"
    WRITTEN_TO_BEFORE = "written_to_before"
    DAY_IS_FULL = "day_is_full"
    EXPIRED = "expired"
    FRESH_SIGN_IN_REQUIRED = "fresh_sign_in_required"
    LAST_APPROVER = "last_approver"
    LAST_MEANS = "last_means"
    MEANS_NOT_ALLOWED = "means_not_allowed"
    MEANS_DISABLED = "means_disabled"
    NOT_PROVEN = "not_proven"
    PASSWORD_BREACHED = "password_breached"
    PASSWORD_TOO_LONG = "password_too_long"
    PASSWORD_TOO_WEAK = "password_too_weak"
    PIN_MALFORMED = "pin_malformed"
    PIN_TOO_WEAK = "pin_too_weak"
    PICTURES_REFUSED = "pictures_refused"
    PICTURES_UNCLEAR = "pictures_unclear"
    SERVICE_UNAVAILABLE = "service_unavailable"
    TOO_MANY_TRIES = "too_many_tries"
    USED_BEFORE = "used_before"
    # at the counter
    CANCELLED = "cancelled"
    NUMBER_MISSING = "number_missing"
    WRONG_NUMBER = "wrong_number"
    OTHER_NETWORK = "other_network"
    OTHER_TERMINAL = "other_terminal"
    TERMINAL_SUSPENDED = "terminal_suspended"
    # a document that came in
    DOCUMENT_TOO_LARGE = "document_too_large"
    DOCUMENT_TYPE = "document_type"
    DOCUMENT_ACTIVE = "document_active"
    DOCUMENT_UNREADABLE = "document_unreadable"
    DOCUMENT_INFECTED = "document_infected"
    # bound to something else
    NOT_FOUND = "not_found"
    PAGE_CHANGED = "page_changed"
    OTHER_BROWSER = "other_browser"
    USERNAME_MALFORMED = "username_malformed"
    USERNAME_TAKEN = "username_taken"
    USERNAME_IS_IDENTIFIER = "username_is_identifier"
    # of the level of an account
    AGE_BELOW_6 = "age_below_6"
    LEVEL_MISSING = "level_missing"
    ORGANISATION_HAS_NO_LEVEL = "organisation_has_no_level"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal as a return value. `retry_at` is set when time alone ends it.

    `tries`: the tries left, as advice for a page; it does not count for equality.
    """

    reason: Reason
    retry_at: datetime | None = None
    tries: "RemainingTries | None" = field(default=None, compare=False)


class Undone(Exception):
    """Ends a unit of work so that nothing of it is kept; who began it answers `refused`."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.reason)
        self.refused = refused


def or_undo(answer: Answer | Refused) -> Answer:
    """The answer. Raises Undone for a refusal."""
    if isinstance(answer, Refused):
        raise Undone(answer)
    return answer


@dataclass(frozen=True, slots=True)
class RemainingTries:
    """At most `left` more wrong tries before a wait; with 0 left, the end of the wait."""

    left: int
    opens_at: datetime
