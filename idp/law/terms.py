"""Terms: how long the law gives, whom it binds, from when, and which norm says so."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from idp.law.units import Unit


class TermId(StrEnum):
    """Every term of requirements S2, and the house terms where the law only says "in time"."""

    # issuing an account
    ISSUE_CITIZEN_LEVEL_1 = "issue_citizen_level_1"
    ISSUE_CITIZEN_LEVEL_2 = "issue_citizen_level_2"
    ISSUE_CITIZEN_WITHOUT_CARD = "issue_citizen_without_card"
    ISSUE_FOREIGNER_LEVEL_1 = "issue_foreigner_level_1"
    ISSUE_FOREIGNER_LEVEL_2 = "issue_foreigner_level_2"
    ISSUE_FOREIGNER_LEVEL_2_TO_ENROL = "issue_foreigner_level_2_to_enrol"
    ISSUE_ORGANISATION = "issue_organisation"
    ISSUE_ORGANISATION_NOT_ON_FILE = "issue_organisation_not_on_file"
    ACTIVATE_ACCOUNT = "activate_account"
    # locking and unlocking on request of an authority
    FORWARD_LOCK = "forward_lock"
    DECIDE_LOCK = "decide_lock"
    FORWARD_UNLOCK = "forward_unlock"
    DECIDE_UNLOCK = "decide_unlock"
    FORWARD_CARD_LOCK = "forward_card_lock"
    DECIDE_CARD_LOCK = "decide_card_lock"
    FORWARD_CARD_UNLOCK = "forward_card_unlock"
    DECIDE_CARD_UNLOCK = "decide_card_unlock"
    # use at one relying party
    STOP_USE = "stop_use"
    NOTIFY_STOP_OF_USE = "notify_stop_of_use"
    RESTORE_USE = "restore_use"
    NOTIFY_RESTORATION_OF_USE = "notify_restoration_of_use"
    # what is kept
    KEEP_USE_HISTORY = "keep_use_history"
    KEEP_CARD_USE_HISTORY = "keep_card_use_history"
    # connecting a relying party, and licences of providers
    APPRAISE_CONNECTION = "appraise_connection"
    CHECK_LICENCE_DOSSIER = "check_licence_dossier"
    ASK_MINISTRIES = "ask_ministries"
    ANSWER_OF_MINISTRY = "answer_of_ministry"
    DECIDE_LICENCE = "decide_licence"
    CHANGE_LICENCE_PARTICULARS = "change_licence_particulars"
    CHANGE_LICENCE_SCHEME = "change_licence_scheme"
    REISSUE_LICENCE = "reissue_licence"
    PROVIDER_INACTIVE = "provider_inactive"
    REPORT_HALF_YEAR = "report_half_year"
    REPORT_YEAR = "report_year"
    SUBMIT_REPORT = "submit_report"
    # losses, misuse, dossiers, and proposals that need a second officer
    STOP_LOST_MEANS = "stop_lost_means"
    TAKE_LOSS_CASE = "take_loss_case"
    CLOSE_LOSS_CASE = "close_loss_case"
    TAKE_MISUSE_CASE = "take_misuse_case"
    CLOSE_MISUSE_CASE = "close_misuse_case"
    APPROVE_PROPOSAL = "approve_proposal"
    DECIDE_CORRECTION = "decide_correction"
    ACKNOWLEDGE_DOSSIER = "acknowledge_dossier"


OF_AN_OPERATOR: Final = frozenset(
    {
        TermId.ACTIVATE_ACCOUNT,
        TermId.KEEP_USE_HISTORY,
        TermId.STOP_LOST_MEANS,
        TermId.TAKE_LOSS_CASE,
        TermId.CLOSE_LOSS_CASE,
        TermId.TAKE_MISUSE_CASE,
        TermId.CLOSE_MISUSE_CASE,
        TermId.APPROVE_PROPOSAL,
        TermId.DECIDE_CORRECTION,
    }
)
"""What runs where the accounts are an operator's own (Art. 9(4)): the decree's duties bind the
authority, its offices and licensed providers there, so all of these are rules of the operator."""


class Start(StrEnum):
    """The event from which a term runs (requirements S2, "From")."""

    DOSSIER_VALID = "dossier_valid"
    DOSSIER_RECEIVED = "dossier_received"
    RESULT_RECEIVED = "result_received"
    REQUEST_RECEIVED = "request_received"
    PROPOSAL_RECEIVED = "proposal_received"
    DETECTION_OR_REQUEST = "detection_or_request"
    DETERMINATION_OR_REQUEST = "determination_or_request"
    USE_STOPPED = "use_stopped"
    USE_RESTORED = "use_restored"
    EACH_USE = "each_use"
    LETTER_RECEIVED = "letter_received"
    FORM_RECEIVED = "form_received"
    LAST_ACTIVITY = "last_activity"
    PERIOD_BEGUN = "period_begun"
    PERIOD_ENDED = "period_ended"
    LOSS_REPORTED = "loss_reported"
    CASE_OPENED = "case_opened"
    CASE_TAKEN = "case_taken"
    PROPOSED = "proposed"


class DutyHolder(StrEnum):
    """Whom a term binds (requirements S2, "Who")."""

    AUTHORITY = "authority"
    SUBJECT = "subject"
    RECEIVING_UNIT = "receiving_unit"
    HEAD_OF_AGENCY = "head_of_agency"
    STATION = "station"
    SYSTEM = "system"
    MINISTRY = "ministry"
    ASKED_MINISTRY = "asked_ministry"
    PROVIDER = "provider"
    OFFICER = "officer"


class Instrument(StrEnum):
    """The legal instrument that sets a term, or the policy of the house."""

    DECREE = "decree"
    """The decree on electronic identification and authentication, as its rule set has it."""
    BORDER_PORTAL = "border_portal"
    """The decision on the e-border-procedure portal (file 004; Decision 03/2025)."""
    ONE_STOP = "one_stop"
    """Decree 45/2020 on administrative procedures in the electronic environment."""
    POLICY = "policy"
    """No law gives a length: a term of this product (requirements D1)."""


class Seen(StrEnum):
    """How well the length is known in the instrument that the rule set names."""

    IN_TEXT = "in_text"
    EXPECTED = "expected"
    """The text was not seen; the length is the one of the instrument before."""


class Ends(StrEnum):
    """Where in its last day a term of days, months or years ends."""

    DAY_OVER = "day_over"
    """At 24:00 of the last day (Civil Code 2015 Art. 148)."""
    DAY_REACHED = "day_reached"
    """At its beginning, like an age: "từ đủ N tháng"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of one rule set.

    `length` counts in `unit`; 0 hours mean at once. `rolls`: a last day that is not worked moves to
    the end of the next working day (Civil Code 2015 Art. 148(5)). `norms` are ids of
    norms/norms.csv, `article` the place in the instrument, as article, clause and point with dots
    between. `escalates_at` is the part of the term, in percent, after which the head is told.
    """

    id: TermId
    length: int
    unit: Unit
    rolls: bool
    ends: Ends
    starts: Start
    binds: DutyHolder
    instrument: Instrument
    article: str
    norms: tuple[str, ...]
    seen: Seen
    escalates_at: int

    @property
    def at_once(self) -> bool:
        """Whether the act is due in the instant of its cause, so that no clock runs."""
        return self.length == 0

    @property
    def citation(self) -> str:
        """The place in English, such as `decree Art. 13(1)(a)`, or `policy`."""
        article, *inner = self.article.split(".")
        if self.instrument is Instrument.POLICY or not article:
            return str(self.instrument)
        return f"{self.instrument} Art. {article}{''.join(f'({each})' for each in inner)}"
