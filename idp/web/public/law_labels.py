"""Labels of terms of the law, complete for each enumeration."""

from collections.abc import Mapping
from typing import Final

from idp.kernel.rule_sets import RuleSetName
from idp.law.terms import DutyHolder, Instrument, Start, TermId
from idp.web.pages.labels import N_

RULE_SETS: Final[Mapping[RuleSetName, str]] = {
    RuleSetName.DRAFT_2024: N_(
        "the draft decree of 2024 on electronic identification and authentication"
    ),
    RuleSetName.DECREE_69_2024: N_(
        "Decree 69/2024/NĐ-CP on electronic identification and authentication"
    ),
}

BORDER_PORTAL: Final[Mapping[RuleSetName, str]] = {
    RuleSetName.DRAFT_2024: N_("proposal of a decision on the border portal"),
    RuleSetName.DECREE_69_2024: N_("Decision 03/2025/QĐ-TTg"),
}

INSTRUMENTS: Final[Mapping[Instrument, str]] = {
    Instrument.DECREE: "",
    Instrument.BORDER_PORTAL: "",
    Instrument.ONE_STOP: N_("Decree 45/2020/NĐ-CP"),
    Instrument.POLICY: N_("rule of this provider: the law names no length"),
}
"""Empty where the rule set names it."""

GROUPS: Final[Mapping[str, Mapping[TermId, str]]] = {
    N_("Issuing an account"): {
        TermId.ISSUE_CITIZEN_LEVEL_1: N_(
            "Account at level 1 for a citizen who has an identity card"
        ),
        TermId.ISSUE_CITIZEN_LEVEL_2: N_(
            "Account at level 2 for a citizen who has an identity card"
        ),
        TermId.ISSUE_CITIZEN_WITHOUT_CARD: N_("Account for a citizen without an identity card"),
        TermId.ISSUE_FOREIGNER_LEVEL_1: N_("Account at level 1 for a foreigner"),
        TermId.ISSUE_FOREIGNER_LEVEL_2: N_(
            "Account at level 2 for a foreigner whose face and fingerprints are on file"
        ),
        TermId.ISSUE_FOREIGNER_LEVEL_2_TO_ENROL: N_(
            "Account at level 2 for a foreigner whose face and fingerprints are not on file"
        ),
        TermId.ISSUE_ORGANISATION: N_("Account for an organisation whose data are on file"),
        TermId.ISSUE_ORGANISATION_NOT_ON_FILE: N_(
            "Account for an organisation whose data are not on file"
        ),
        TermId.ACTIVATE_ACCOUNT: N_("Activating an account in the application"),
    },
    N_("Locking and unlocking on request of an authority"): {
        TermId.FORWARD_LOCK: N_("Passing on a request to lock an account"),
        TermId.DECIDE_LOCK: N_("Deciding on a request to lock an account"),
        TermId.FORWARD_UNLOCK: N_("Passing on a request to unlock an account"),
        TermId.DECIDE_UNLOCK: N_("Deciding on a request to unlock an account"),
        TermId.FORWARD_CARD_LOCK: N_("Passing on a request to lock an electronic identity card"),
        TermId.DECIDE_CARD_LOCK: N_("Deciding on a request to lock an electronic identity card"),
        TermId.FORWARD_CARD_UNLOCK: N_(
            "Passing on a request to unlock an electronic identity card"
        ),
        TermId.DECIDE_CARD_UNLOCK: N_(
            "Deciding on a request to unlock an electronic identity card"
        ),
    },
    N_("Use of an account at the border portal"): {
        TermId.STOP_USE: N_("Stopping the use of an account"),
        TermId.NOTIFY_STOP_OF_USE: N_("Telling the person and the owner of the stop"),
        TermId.RESTORE_USE: N_("Restoring the use of an account"),
        TermId.NOTIFY_RESTORATION_OF_USE: N_("Telling the person and the owner of the restoration"),
    },
    N_("What is kept"): {
        TermId.KEEP_USE_HISTORY: N_("History of the use of accounts, at least"),
        TermId.KEEP_CARD_USE_HISTORY: N_("History of the use of electronic identity cards"),
    },
    N_("Connecting services, and licences of providers"): {
        TermId.APPRAISE_CONNECTION: N_("Appraising a request to connect an information system"),
        TermId.CHECK_LICENCE_DOSSIER: N_("Saying what a provider’s application lacks"),
        TermId.ASK_MINISTRIES: N_("Asking other ministries about a provider’s application"),
        TermId.ANSWER_OF_MINISTRY: N_("Answer of a ministry that was asked"),
        TermId.DECIDE_LICENCE: N_("Deciding on a provider’s application"),
        TermId.CHANGE_LICENCE_PARTICULARS: N_(
            "Changing name, address or representative in a provider’s certificate"
        ),
        TermId.CHANGE_LICENCE_SCHEME: N_("Changing the scheme or the process of a provider"),
        TermId.REISSUE_LICENCE: N_("Reissuing a certificate that was lost or damaged"),
        TermId.PROVIDER_INACTIVE: N_(
            "Time without activity after which a certificate may be revoked"
        ),
        TermId.REPORT_HALF_YEAR: N_("Period of a provider’s half-yearly report"),
        TermId.REPORT_YEAR: N_("Period of a provider’s yearly report"),
        TermId.SUBMIT_REPORT: N_("Submitting a provider’s report"),
    },
    N_("Losses, misuse, proposals and dossiers"): {
        TermId.STOP_LOST_MEANS: N_("Stopping what was reported lost"),
        TermId.TAKE_LOSS_CASE: N_("Taking up the report of a loss"),
        TermId.CLOSE_LOSS_CASE: N_("Closing the report of a loss"),
        TermId.TAKE_MISUSE_CASE: N_("Taking up a case of misuse"),
        TermId.CLOSE_MISUSE_CASE: N_("Closing a case of misuse"),
        TermId.APPROVE_PROPOSAL: N_("Decision of the second officer on a proposal"),
        TermId.DECIDE_CORRECTION: N_("Decision on a request to correct a datum"),
        TermId.ACKNOWLEDGE_DOSSIER: N_(
            "Saying that a dossier was received, or what it lacks, at a public-service portal"
        ),
    },
}

OWN_TITLES: Final[Mapping[str, str]] = {
    "Issuing an account": N_("Activating an account"),
    "Losses, misuse, proposals and dossiers": N_("Losses, misuse, proposals and corrections"),
}
"""What a group is called where only a part of it runs."""

STARTS: Final[Mapping[Start, str]] = {
    Start.DOSSIER_VALID: N_("the complete and valid dossier"),
    Start.DOSSIER_RECEIVED: N_("receipt of the dossier"),
    Start.RESULT_RECEIVED: N_("receipt of the result"),
    Start.REQUEST_RECEIVED: N_("receipt of the request"),
    Start.PROPOSAL_RECEIVED: N_("receipt of the proposal"),
    Start.DETECTION_OR_REQUEST: N_("the finding of a risk, or the request"),
    Start.DETERMINATION_OR_REQUEST: N_("the finding that no risk is left, or the request"),
    Start.USE_STOPPED: N_("the stop"),
    Start.USE_RESTORED: N_("the restoration"),
    Start.EACH_USE: N_("each use"),
    Start.LETTER_RECEIVED: N_("receipt of the letter"),
    Start.FORM_RECEIVED: N_("receipt of the form"),
    Start.LAST_ACTIVITY: N_("the last activity"),
    Start.PERIOD_BEGUN: N_("the first day of the period"),
    Start.PERIOD_ENDED: N_("the last day of the period"),
    Start.LOSS_REPORTED: N_("the report"),
    Start.CASE_OPENED: N_("the opening of the case"),
    Start.CASE_TAKEN: N_("the day the case was taken up"),
    Start.PROPOSED: N_("the proposal"),
}

DUTY_HOLDERS: Final[Mapping[DutyHolder, str]] = {
    DutyHolder.AUTHORITY: N_("the identification authority"),
    DutyHolder.SUBJECT: N_("the holder of the account"),
    DutyHolder.RECEIVING_UNIT: N_("the police unit that received the request"),
    DutyHolder.HEAD_OF_AGENCY: N_("the head of the Ministry’s identification agency"),
    DutyHolder.STATION: N_("the border guard station"),
    DutyHolder.SYSTEM: N_("this system"),
    DutyHolder.MINISTRY: N_("the Ministry of Public Security"),
    DutyHolder.ASKED_MINISTRY: N_("the ministry that was asked"),
    DutyHolder.PROVIDER: N_("the provider"),
    DutyHolder.OFFICER: N_("the officer in charge"),
}
