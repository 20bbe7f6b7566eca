"""Event types of the history, an entry, its retention, and signed evidence."""

import calendar
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple, Protocol, assert_never

from idp.kernel.actors import ActingClient, Actor, Officer, Operator, Person, System, Unproven
from idp.kernel.ids import Id
from idp.kernel.stored_words import StoredWord
from idp.kernel.user_agents import browser_and_system

LEAST_YEARS: Final = 5
"""The shortest time history may be kept (D17.2-1)."""


class EventType(StoredWord):
    """The types of events in the history, in the past tense."""

    # a sign-in
    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGN_IN_CONTINUED = "sign_in_continued"
    FACTOR_PROVEN = "factor_proven"
    FACTOR_REFUSED = "factor_refused"
    SESSION_ENDED = "session_ended"
    # -- for somebody else (D14.2-2, X6.1)
    ACTED_FOR_ANOTHER = "acted_for_another"
    # -- held for a guardian (D14.2-1)
    GUARDIAN_ASKED = "guardian_asked"
    GUARDIAN_CONFIRMED = "guardian_confirmed"
    WARD_AGREED = "ward_activation_agreed"
    WARD_AGREEMENT_TAKEN_BACK = "ward_activation_agreement_taken_back"
    WARD_ACTIVATED = "ward_account_activated"
    WARD_PASSWORD_AGREED = "ward_password_agreed"
    WARD_PASSWORD_AGREEMENT_TAKEN_BACK = "ward_password_agreement_taken_back"
    WARD_PASSWORD_SET = "ward_password_set"
    WARD_MEANS_STOPPED = "ward_means_stopped"
    WARD_SESSIONS_ENDED = "ward_sessions_ended"
    GUARDIAN_REFUSED = "guardian_refused"
    # -- at the place of transaction (D21.2)
    COUNTER_ASKED = "counter_asked"
    COUNTER_DECLINED = "counter_declined"
    COUNTER_CANCELLED = "counter_cancelled"
    # -- disclosures to a relying party
    CONSENT_GIVEN = "consent_given"
    CONSENT_DECLINED = "consent_declined"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CONSENT_WITHDRAWN_FOR_ANOTHER = "consent_withdrawn_for_another"
    ITEMS_DISCLOSED = "items_disclosed"
    TOKENS_ISSUED = "tokens_issued"
    TOKENS_REFRESHED = "tokens_refreshed"
    TOKENS_REVOKED = "tokens_revoked"
    RESULT_SHARED_BY_LAW = "result_shared_by_law"
    # means of authentication
    PASSWORD_SET = "password_set"
    PIN_SET = "pin_set"
    TOTP_ENROLLED = "totp_enrolled"
    PASSKEY_ENROLLED = "passkey_enrolled"
    APP_KEY_ENROLLED = "app_key_enrolled"
    APP_KEY_REFUSED = "app_key_refused"
    KEY_ANCHORING_BEGUN = "key_anchoring_begun"
    KEY_ANCHORING_REFUSED = "key_anchoring_refused"
    KEY_ANCHORING_ENDED = "key_anchoring_ended"
    APP_KEY_ANCHORED = "app_key_anchored"
    CHIP_CARD_ENROLLED = "chip_card_enrolled"
    CHIP_CARD_REFUSED = "chip_card_refused"
    RECOVERY_CODES_RENEWED = "recovery_codes_renewed"
    CREDENTIAL_REMOVED = "credential_removed"
    CREDENTIAL_FLAGGED = "credential_flagged"
    CREDENTIAL_RESUMED = "credential_resumed"
    CREDENTIAL_STOPPED = "credential_stopped"
    CREDENTIAL_CANCELLED = "credential_cancelled"
    BINDING_TAINTED = "binding_tainted"
    # how the person is reached
    CONTACT_CHANGED = "contact_changed"
    CONTACT_CONFIRMED = "contact_confirmed"
    CONTACT_UNDONE = "contact_undone"
    CONTACTS_LOST = "contacts_lost"
    # losses, and the way back (D32.3)
    USERNAME_ASKED = "username_asked"
    PASSWORD_LINK_ASKED = "password_link_asked"
    PASSWORD_LINK_REFUSED = "password_link_refused"
    PASSWORD_LINK_USED = "password_link_used"
    LOSS_LINK_ASKED = "loss_link_asked"
    LOSS_REPORTED = "loss_reported"
    LOSS_REPORT_TAKEN_BACK = "loss_report_taken_back"
    LOSS_CASE_TAKEN = "loss_case_taken"
    LOSS_CASE_CLOSED = "loss_case_closed"
    COUNTER_VISIT_BEGUN = "counter_visit_begun"
    COUNTER_VISIT_REFUSED = "counter_visit_refused"
    COUNTER_VISIT_REVIEWED = "counter_visit_reviewed"
    COUNTER_VISIT_ENDED = "counter_visit_ended"
    MEANS_RECOVERED = "means_recovered"
    BIOMETRIC_CONSENT_GIVEN = "biometric_consent_given"
    BIOMETRIC_CONSENT_WITHDRAWN = "biometric_consent_withdrawn"
    BIOMETRIC_ATTACK_SUSPECTED = "biometric_attack_suspected"
    BIOMETRIC_STOPPED = "biometric_stopped"
    BIOMETRIC_REOPENED = "biometric_reopened"
    # the four acts of identification, in their order (D3.3)
    SUBJECT_REGISTERED = "subject_registered"
    SUBJECT_MATCHED = "subject_matched"
    SUBJECT_MATCH_REFUSED = "subject_match_refused"
    SUBJECT_UPDATED = "subject_updated"
    SUBJECT_JOINED = "subject_joined"
    SUBJECT_PARTED = "subject_parted"
    MERGE_ASKED = "merge_asked"
    MERGE_HEARD = "merge_heard"
    MERGE_HEARING_REFUSED = "merge_hearing_refused"
    MERGE_PROPOSED = "merge_proposed"
    MERGE_APPROVAL_REFUSED = "merge_approval_refused"
    MERGE_REFUSED = "merge_refused"
    REGISTRATIONS_MERGED = "registrations_merged"
    ACCOUNT_CREATED = "account_created"
    IDENTITY_BOUND = "identity_bound"
    # the account
    ACTIVATION_LINK_ASKED = "activation_link_asked"
    ACTIVATION_LINK_SENT = "activation_link_sent"
    ACTIVATION_LINK_PRINTED = "activation_link_printed"
    ACTIVATION_REOPENED = "activation_reopened"
    ACTIVATION_REFUSED = "activation_refused"
    ACCOUNT_ACTIVATED = "account_activated"
    SIGN_UP_TRIED = "sign_up_tried"
    ACCOUNT_LEVEL_RAISED = "account_level_raised"
    ACCOUNT_LOCKED = "account_locked"
    ACCOUNT_UNLOCKED = "account_unlocked"
    GUARDIANSHIP_RECORDED = "guardianship_recorded"
    GUARDIANSHIP_ENDED = "guardianship_ended"
    WARD_ACTS_ALONE = "ward_acts_alone"
    ACTS_ALONE = "acts_alone"
    REPRESENTATION_RECORDED = "representation_recorded"
    REPRESENTATION_ENDED = "representation_ended"
    REPRESENTATION_PROPOSED = "representation_proposed"
    REPRESENTATION_APPROVED = "representation_approved"
    REPRESENTATION_APPROVAL_REFUSED = "representation_approval_refused"
    REPRESENTATION_NOT_APPROVED = "representation_not_approved"
    REPRESENTATION_WITHDRAWN = "representation_withdrawn"
    LANGUAGE_CHOSEN = "language_chosen"
    DATA_COPIED = "data_copied"
    HISTORY_COPIED = "history_copied"
    ERASURE_ASKED = "erasure_asked"
    ERASURE_WITHDRAWN = "erasure_withdrawn"
    ACCOUNT_ERASED = "account_erased"
    # files of a case
    DOCUMENT_ADDED = "document_added"
    DOCUMENT_REFUSED = "document_refused"
    DOCUMENT_OPENED = "document_opened"
    # answers and results in writing
    LETTER_ISSUED = "letter_issued"
    LETTER_DELIVERED = "letter_delivered"
    # the officers' desk
    DESK_OPENED = "desk_opened"
    DESK_APPOINTMENT_CHOSEN = "desk_appointment_chosen"
    DESK_CLOSED = "desk_closed"
    # violations (D4.5, D19.4-1)
    RESULT_SHOWN_BY_OTHER = "result_shown_by_other"
    RESULT_SHOWN_AS_FACTOR = "result_shown_as_factor"
    RESULT_SHOWN_AGAIN = "result_shown_again"
    VIOLATION_TAKEN = "violation_taken"
    VIOLATION_CLOSED = "violation_closed"
    # cases of every procedure
    CASE_ASSIGNED = "case_assigned"
    CASE_MOVE_REFUSED = "case_move_refused"
    CASE_RECOUNTED = "case_recounted"
    CASE_CARRIED_OVER = "case_carried_over"
    # terms of the law that run in cases (X7.2)
    DEADLINE_STARTED = "deadline_started"
    DEADLINE_STOPPED = "deadline_stopped"
    DEADLINE_ESCALATED = "deadline_escalated"
    DEADLINE_BREACHED = "deadline_breached"
    DEADLINE_RECOUNTED = "deadline_recounted"
    # operation
    POLICY_PROPOSED = "policy_proposed"
    POLICY_APPROVED = "policy_approved"
    POLICY_WITHDRAWN = "policy_withdrawn"
    POLICY_APPROVAL_REFUSED = "policy_approval_refused"
    ANCHOR_PROPOSED = "anchor_proposed"
    ANCHOR_APPROVED = "anchor_approved"
    ANCHOR_APPROVAL_REFUSED = "anchor_approval_refused"
    ANCHOR_WITHDRAWN = "anchor_withdrawn"
    NOTICE_RETRIED = "notice_retried"
    REGISTRY_EVENT_RETRIED = "registry_event_retried"
    CLIENT_REGISTERED = "client_registered"
    CLIENT_ACTIVATED = "client_activated"
    CLIENT_SUSPENDED = "client_suspended"
    CLIENT_EDITED = "client_edited"
    CLIENT_SECRET_ROTATED = "client_secret_rotated"
    CLIENT_REMOVED = "client_removed"
    PROVIDER_REGISTERED = "provider_registered"
    PROVIDER_REVOKED = "provider_revoked"
    TERMINAL_REGISTERED = "terminal_registered"
    TERMINAL_SUSPENDED = "terminal_suspended"
    TERMINAL_RESUMED = "terminal_resumed"
    BIOMETRIC_RECORD_PROPOSED = "biometric_record_proposed"
    BIOMETRIC_RECORD_APPROVED = "biometric_record_approved"
    BIOMETRIC_RECORD_NOT_APPROVED = "biometric_record_not_approved"
    BIOMETRIC_RECORD_RETIRED = "biometric_record_retired"
    # officers (D4.8, D16, D17.3)
    OFFICERS_INSTALLED = "officers_installed"
    INSTALLATION_REFUSED = "installation_refused"
    OFFICER_APPOINTED = "officer_appointed"
    OFFICER_FOUND_DISHONEST = "officer_found_dishonest"
    APPOINTMENT_ENDED = "appointment_ended"
    POWERS_DELEGATED = "powers_delegated"
    DELEGATION_ENDED = "delegation_ended"
    DECISION_OPENED = "decision_opened"
    DECISION_SIGNED = "decision_signed"
    DECISION_REFUSED = "decision_refused"
    DECISION_EXECUTED = "decision_executed"
    PERSON_LOOKED_AT = "person_looked_at"
    PERSON_LOOK_REFUSED = "person_look_refused"
    PEOPLE_SEARCHED = "people_searched"
    PERSON_LISTED = "person_listed"
    PERSON_REQUEST_OPENED = "person_request_opened"
    PERSON_REQUEST_TAKEN = "person_request_taken"
    PERSON_REQUEST_CLOSED = "person_request_closed"
    PERSON_REQUEST_WITHDRAWN = "person_request_withdrawn"
    CORRECTION_ASKED = "correction_asked"
    CORRECTION_TAKEN = "correction_taken"
    CORRECTION_QUESTION = "correction_question"
    CORRECTION_ANSWERED = "correction_answered"
    DATUM_CORRECTED = "datum_corrected"
    CORRECTION_REFERRED = "correction_referred"
    CORRECTION_REFUSED = "correction_refused"
    CORRECTION_WITHDRAWN = "correction_withdrawn"
    # applications for an account (Arts. 10, 13)
    ISSUANCE_APPLIED = "issuance_applied"
    ISSUANCE_NOT_RECEIVED = "issuance_not_received"
    ISSUANCE_APPLIED_ONLINE = "issuance_applied_online"
    """From the national application, by somebody whom nobody has seen (D10.1b-4)."""
    ISSUANCE_TURNED_AWAY = "issuance_turned_away"
    """An application from there made no case: a register or the law says no."""
    ISSUANCE_IN_REVIEW = "issuance_in_review"
    """Not everything agreed, so an officer looks at it (D10.1c-1)."""
    ISSUANCE_TOLD = "issuance_told"
    """The application on the telephone was told the result (D10.1c-2)."""
    ISSUANCE_AMENDED = "issuance_amended"
    ISSUANCE_COMPARED = "issuance_compared"
    ISSUANCE_RETURNED = "issuance_returned"
    ISSUANCE_COMPLETE = "issuance_complete"
    ISSUANCE_CARD_ISSUED = "issuance_card_issued"
    ISSUANCE_SENT = "issuance_sent"
    ISSUANCE_VERIFIED = "issuance_verified"
    ISSUANCE_GRANTED = "issuance_granted"
    ISSUANCE_GRANT_REFUSED = "issuance_grant_refused"
    ISSUANCE_REFUSED = "issuance_refused"
    ISSUANCE_WITHDRAWN = "issuance_withdrawn"
    CO_REPRESENTATIVE_ASKED = "co_representative_asked"
    CO_REPRESENTATIVE_AGREED = "co_representative_agreed"
    CO_REPRESENTATIVE_REFUSED = "co_representative_refused"
    CO_REPRESENTATIVES_SILENT = "co_representatives_silent"
    CO_REPRESENTATIVES_ADDED = "co_representatives_added"
    ORGANISATION_REGISTER_ASKED = "organisation_register_asked"
    CARD_REVOCATIONS_IMPORTED = "card_revocations_imported"
    METADATA_IMPORTED = "metadata_imported"
    REVOCATIONS_IMPORTED = "revocations_imported"
    HISTORY_PURGED = "history_purged"
    SEALS_BROKEN = "seals_broken"


class Sealed(StrEnum):
    """Whether an entry is unchanged since its seal was made."""

    WHEN_WRITTEN = "when_written"
    AT_UPGRADE = "at_upgrade"
    """Written by a release without seals, and sealed when that release was replaced."""
    NOT_YET = "not_yet"
    """Written by a release without seals and not sealed yet: changes cannot be detected."""
    NOT = "not"
    """Changed since, or not written by this provider."""


class EntryBent(Exception):
    """An entry was altered, so it is not signed."""


class RemovedEntries(NamedTuple):
    """How many entries a purge removed, and their leaves: first and last index of each span."""

    entries: int
    leaves: Sequence[Sequence[int]]


class EntryLedger(Protocol):
    """What history needs of the ledger, which is built on it."""

    def chain(self) -> int:
        """Give the newest committed entries their leaves; returns how many."""
        ...

    def remove_aged(self, *, before: datetime, most: int) -> RemovedEntries:
        """Remove up to `most` entries that happened before and are past the legal term."""
        ...

    def proofs(
        self, entry_ids: Collection[Id], *, withheld: Collection[Id]
    ) -> dict[str, Any] | None:
        """The proofs of those entries that a checkpoint covers; None when it covers none.

        `withheld`: entries of which the document says something in other words.
        """
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. `facts` never hold values of personal data, only names of items.

    `fields_act` names the legal act whose list of fields the entry follows (D17.2-2).
    """

    id: Id
    happened_at: datetime
    happening: EventType
    subject_id: Id | None
    actor: Actor
    client_id: str | None
    transaction_id: Id | None
    facts: Mapping[str, Any] = field(default_factory=dict)
    fields_act: str = ""
    sealed: Sealed = Sealed.WHEN_WRITTEN


def kept_since(now: datetime, *, years: int) -> datetime:
    """The start of the retention period; a missing 29 February becomes the 28th."""
    year = now.year - years
    last_day = calendar.monthrange(year, now.month)[1]
    return now.replace(year=year, day=min(now.day, last_day))


def check_retention(years: int) -> None:
    """Raises ValueError for a retention the law does not allow (D17.2-1)."""
    if years < LEAST_YEARS:
        raise ValueError(f"history must be kept for at least {LEAST_YEARS} years, not {years}")


_NOT_AN_ACT_OF_THE_PERSON: Final = frozenset(
    {EventType.FACTOR_REFUSED, EventType.BIOMETRIC_ATTACK_SUSPECTED}
)


CHECKED_WHERE_SEALED: Final = "compared with its seal, but for acts that are not sealed yet"
"""The text beside `each_act` when one of them is `not_yet` sealed."""
CHECKED: Final[Mapping[str, str]] = {
    "each_act": "compared with its seal",
    "in_ledger": "not shown: no checkpoint covered an act when this was issued",
    "no_act_missing": "not checked here: idp verify-history finds an entry that was removed",
}
"""The assurances of a statement without proofs of the ledger."""
IN_LEDGER: Final = "each act is a leaf under the checkpoint in this statement"
IN_LEDGER_PARTLY: Final = "acts with a proof are leaves under the checkpoint; others have none yet"


def _in_our_words(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The device in our own words: older entries hold the User-Agent, which must not be signed.

    Who proposed what another officer decided is kept whole, and told as `role_of` tells who acted.
    """
    said: dict[str, Any] = {}
    if "device" in facts:
        said["device"] = browser_and_system(facts["device"])
    proposer = facts.get("proposed_by")
    if isinstance(proposer, Mapping):
        said["proposed_by"] = proposer.get("actor")
    return {**facts, **said}


def _role_of_person(person: Person, subject_id: Id | None) -> str:
    if person.subject_id == subject_id:
        return "subject"
    return "representative" if person.acting_for == subject_id else "another_person"


def role_of(actor: Actor, *, subject_id: Id | None, client_id: str | None) -> str:
    """Who acted, in a word for anybody: no officer, session or host is told.

    `representative` is who acts for that person, `another_person` anybody else.
    `subject` is the person whom the act is about, `relying_party` the client that it is about;
    another client is told by its id.
    """
    match actor:
        case Person():
            return _role_of_person(actor, subject_id)
        case ActingClient():
            return "relying_party" if actor.client_id == client_id else actor.client_id
        case Officer():
            return "officer"
        case Operator():
            return "operator"
        case System():
            return "system"
        case Unproven():
            return actor.through
        case _:
            assert_never(actor)


def told(entry: Entry) -> dict[str, Any]:
    """One entry as a document tells it to the person, as JSON members."""
    return {
        "id": entry.id,
        "at": entry.happened_at.isoformat(),
        "happening": entry.happening,
        "by": role_of(entry.actor, subject_id=entry.subject_id, client_id=entry.client_id),
        "client_id": entry.client_id,
        "facts": _in_our_words(entry.facts),
        "fields": entry.fields_act,
        "sealed": entry.sealed,
    }


def told_columns(entry: Entry) -> dict[str, Any]:
    """The columns of an entry that a document may tell, as the leaves of the ledger spell them."""
    return {
        "client_id": entry.client_id,
        "facts": entry.facts,
        "fields_act": entry.fields_act,
        "happened_at": entry.happened_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "happening": entry.happening,
        "id": entry.id,
        "subject_id": entry.subject_id,
        "transaction_id": entry.transaction_id,
    }


def acts_of_person(entries: Iterable[Entry]) -> list[Entry]:
    """Without refused tries, which prove no act of the person."""
    return [each for each in entries if each.happening not in _NOT_AN_ACT_OF_THE_PERSON]


def in_other_words(entries: Iterable[Entry]) -> frozenset[Id]:
    """The ids of entries whose facts a statement says in other words."""
    return frozenset(each.id for each in entries if _in_our_words(each.facts) != each.facts)


def statement_claims(acts: Sequence[Entry], proofs: Mapping[str, Any] | None) -> dict[str, Any]:
    """The signed evidence about one transaction of a person (D14.3), as JSON members.

    Each act with its time, relying party and facts: digest of the text shown, means, level, device,
    consent; `sealed` is when it was protected against change. `ledger` proves that acts are leaves
    of the ledger.
    """
    checked = dict(CHECKED)
    if any(each.sealed is Sealed.NOT_YET for each in acts):
        checked["each_act"] = CHECKED_WHERE_SEALED
    if proofs is None:
        return {"acts": list(map(told, acts)), "checked": checked}
    whole = len(proofs["entries"]) == len(acts)
    checked["in_ledger"] = IN_LEDGER if whole else IN_LEDGER_PARTLY
    return {"acts": list(map(told, acts)), "checked": checked, "ledger": proofs}
