"""The powers of officers: one total table, default deny, and `may`.

Least privilege (requirements S5, D4.8): a power lists the roles that hold it, and nobody else has
it. A power with `second_person` completes what another person began; that the two are two people is
decided where both are known (`idp.officers.domain.signing`), for every role alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, assert_never

from idp.access.desks import Matter, competent, exists
from idp.kernel.actors import (
    ActingClient,
    Actor,
    Officer,
    Operator,
    Person,
    System,
    Unproven,
)
from idp.kernel.actors import OfficerRole as Role
from idp.kernel.clock import civil_day
from idp.kernel.refusals import Reason


class Power(StrEnum):
    """What an officer may be able to do. Powers of two people come in pairs: begin, complete."""

    # configuration (D4.8)
    POLICY_PROPOSE = "policy_propose"
    POLICY_APPROVE = "policy_approve"
    MEANS_RULES_PROPOSE = "means_rules_propose"
    MEANS_RULES_APPROVE = "means_rules_approve"
    ANCHOR_PROPOSE = "anchor_propose"
    ANCHOR_APPROVE = "anchor_approve"
    ANCHOR_WITHDRAW = "anchor_withdraw"
    BIOMETRIC_PROVIDER_PROPOSE = "biometric_provider_propose"
    BIOMETRIC_PROVIDER_APPROVE = "biometric_provider_approve"
    BIOMETRIC_PROVIDER_RETIRE = "biometric_provider_retire"
    # cases
    MISUSE_TAKE = "misuse_take"
    MISUSE_DECIDE = "misuse_decide"
    FRAUD_FIND = "fraud_find"
    LOSS_REPORT = "loss_report"
    LOSS_TAKE = "loss_take"
    LOSS_DECIDE = "loss_decide"
    LOSS_TAKE_BACK = "loss_take_back"
    CORRECTION_DECIDE = "correction_decide"
    ISSUANCE_RECEIVE = "issuance_receive"
    ISSUANCE_PROPOSE = "issuance_propose"
    ISSUANCE_APPROVE = "issuance_approve"
    # accounts and means of one person
    RECOVERY_BEGIN = "recovery_begin"
    RECOVERY_CONFIRM = "recovery_confirm"
    KEY_ANCHOR_BEGIN = "key_anchor_begin"
    KEY_ANCHOR_CONFIRM = "key_anchor_confirm"
    MEANS_CLEAR = "means_clear"
    ACTIVATION_INVITE = "activation_invite"
    ACTIVATION_REOPEN = "activation_reopen"
    ACCOUNT_LOCK = "account_lock"
    ACCOUNT_UNLOCK = "account_unlock"
    GUARDIANSHIP_PROPOSE = "guardianship_propose"
    GUARDIANSHIP_APPROVE = "guardianship_approve"
    # registers
    CLIENT_REGISTER = "client_register"
    CLIENT_ACTIVATE = "client_activate"
    CLIENT_SUSPEND = "client_suspend"
    CLIENT_KEY_CHANGE = "client_key_change"
    PROVIDER_REGISTER = "provider_register"
    PROVIDER_REVOKE = "provider_revoke"
    TERMINAL_REGISTER = "terminal_register"
    TERMINAL_SUSPEND = "terminal_suspend"
    # looking
    PERSON_LOOK = "person_look"
    HISTORY_READ = "history_read"
    TERM_REPORT_READ = "term_report_read"
    WORK_SEE = "work_see"
    # papers
    DOCUMENT_ADD = "document_add"
    DOCUMENT_OPEN = "document_open"
    LETTER_READ = "letter_read"
    LETTER_DELIVER = "letter_deliver"
    # officers
    OFFICER_APPOINT_PROPOSE = "officer_appoint_propose"
    OFFICER_APPOINT_APPROVE = "officer_appoint_approve"
    OFFICER_END_PROPOSE = "officer_end_propose"
    OFFICER_END_APPROVE = "officer_end_approve"
    OFFICER_RESIGN = "officer_resign"
    DELEGATION_PROPOSE = "delegation_propose"
    DELEGATION_APPROVE = "delegation_approve"
    DELEGATION_END = "delegation_end"
    # operation
    NOTICE_RETRY = "notice_retry"
    REGISTRY_RETRY = "registry_retry"
    JOIN_UNDO = "join_undo"
    MERGE_PROPOSE = "merge_propose"
    MERGE_APPROVE = "merge_approve"


WORKDAY: Final = timedelta(hours=8)
"""How old a sign-in may be for looking and for drafts: as long as a session lives."""
RECENT: Final = timedelta(hours=1)
"""How old it may be for what changes a person's account or a register."""
LEVEL: Final = 3
"""The level officers sign in at, or above (1 to 4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerRule:
    """Who has a power, and what their sign-in must be.

    `fresh_for`: the greatest age of the sign-in. `second_person`: it completes what another person
    began. `at_desks`: only at desks that are competent for one of these matters. `of_director`: a
    power of the Director, so another officer needs a delegation of it (D16). `commands`: whether
    the command line may do it too, which proves no person. A client of the admin API may what
    stands in `FOR_PROGRAMS`.
    """

    roles: frozenset[Role]
    level: int = LEVEL
    fresh_for: timedelta = WORKDAY
    second_person: bool = False
    at_desks: frozenset[Matter] = frozenset()
    of_director: bool = False
    commands: bool = False


_EVERYBODY: Final = frozenset(Role)
_OPERATORS: Final = frozenset({Role.OPERATOR})
_HEADS: Final = frozenset({Role.DIRECTOR, Role.OPERATOR, Role.APPROVER})
_COUNTER: Final = frozenset(
    {Role.RECEIVING_OFFICER, Role.IDENTITY_OFFICER, Role.IMMIGRATION_OFFICER}
)
_HELP: Final = _COUNTER | {Role.HOTLINE}
_REVIEW: Final = frozenset({Role.REVIEWER, Role.IDENTITY_OFFICER, Role.CONNECTION_REVIEWER})
_CONNECTIONS: Final = frozenset({Role.CONNECTION_REVIEWER, Role.CONNECTION_DECIDER, Role.OPERATOR})
_DECIDES_CONNECTIONS: Final = frozenset({Role.CONNECTION_DECIDER, Role.OPERATOR})
_LICENCES: Final = frozenset({Role.LICENCE_DECIDER, Role.OPERATOR})
_INSPECTION: Final = frozenset({Role.INSPECTOR, Role.AUDITOR})
_PERSONS: Final = (
    _HELP
    | _INSPECTION
    | {
        Role.DIRECTOR,
        Role.REVIEWER,
        Role.APPROVER,
        Role.IDENTITY_OFFICER,
    }
)
_IN_PERSON: Final = frozenset({Matter.CITIZEN_IN_PERSON, Matter.FOREIGNER_IN_PERSON})


def _proposes(roles: frozenset[Role] = _OPERATORS) -> PowerRule:
    """The first of two people, or a command."""
    return PowerRule(roles=roles, commands=True)


def _completes(roles: frozenset[Role] = _HEADS) -> PowerRule:
    """The second of two people, who sign what they decide; never a command."""
    return PowerRule(roles=roles, fresh_for=RECENT, second_person=True)


def _alone(roles: frozenset[Role]) -> PowerRule:
    """One officer, or a command."""
    return PowerRule(roles=roles, fresh_for=RECENT, commands=True)


def _at_counter(roles: frozenset[Role] = _COUNTER, *, second: bool = False) -> PowerRule:
    """Beside the person, at a desk where people appear in person; never a command."""
    return PowerRule(roles=roles, fresh_for=RECENT, second_person=second, at_desks=_IN_PERSON)


def _looks(roles: frozenset[Role]) -> PowerRule:
    return PowerRule(roles=roles)


POWERS: Final[Mapping[Power, PowerRule]] = {
    Power.POLICY_PROPOSE: _proposes(),
    Power.POLICY_APPROVE: _completes(),
    Power.MEANS_RULES_PROPOSE: _proposes(_OPERATORS | {Role.CONNECTION_REVIEWER}),
    Power.MEANS_RULES_APPROVE: _completes(_HEADS | {Role.CONNECTION_DECIDER}),
    Power.ANCHOR_PROPOSE: _proposes(),
    Power.ANCHOR_APPROVE: _completes(),
    Power.ANCHOR_WITHDRAW: _alone(_HEADS),
    Power.BIOMETRIC_PROVIDER_PROPOSE: _proposes(),
    Power.BIOMETRIC_PROVIDER_APPROVE: _completes(),
    Power.BIOMETRIC_PROVIDER_RETIRE: _alone(_HEADS),
    Power.MISUSE_TAKE: _alone(_REVIEW),
    Power.MISUSE_DECIDE: _alone(_REVIEW),
    Power.FRAUD_FIND: _alone(frozenset({Role.REVIEWER, Role.IDENTITY_OFFICER})),
    Power.LOSS_REPORT: _alone(_HELP),
    Power.LOSS_TAKE: _alone(_HELP),
    Power.LOSS_DECIDE: _alone(_HELP),
    Power.LOSS_TAKE_BACK: _at_counter(),
    Power.CORRECTION_DECIDE: PowerRule(
        roles=frozenset({Role.IDENTITY_OFFICER, Role.IMMIGRATION_OFFICER}),
        fresh_for=RECENT,
        at_desks=_IN_PERSON | {Matter.OF_OWN_ACCOUNT},
    ),
    Power.ISSUANCE_RECEIVE: PowerRule(
        roles=_COUNTER, fresh_for=RECENT, at_desks=_IN_PERSON | {Matter.ORGANISATION_AT_DESK}
    ),
    Power.ISSUANCE_PROPOSE: PowerRule(
        roles=frozenset({Role.IDENTITY_OFFICER, Role.REVIEWER}), fresh_for=RECENT
    ),
    Power.ISSUANCE_APPROVE: _completes(frozenset({Role.DIRECTOR, Role.APPROVER})),
    Power.RECOVERY_BEGIN: _at_counter(),
    Power.RECOVERY_CONFIRM: _at_counter(second=True),
    Power.KEY_ANCHOR_BEGIN: _at_counter(),
    Power.KEY_ANCHOR_CONFIRM: _at_counter(second=True),
    Power.MEANS_CLEAR: _at_counter(),
    Power.ACTIVATION_INVITE: _alone(_HELP | _OPERATORS),
    Power.ACTIVATION_REOPEN: PowerRule(roles=_HELP, fresh_for=RECENT),
    Power.ACCOUNT_LOCK: PowerRule(
        roles=frozenset({Role.DIRECTOR, Role.APPROVER}),
        fresh_for=RECENT,
        of_director=True,
    ),
    Power.ACCOUNT_UNLOCK: PowerRule(
        roles=frozenset({Role.DIRECTOR, Role.APPROVER}),
        fresh_for=RECENT,
        of_director=True,
    ),
    Power.GUARDIANSHIP_PROPOSE: PowerRule(
        roles=frozenset({Role.IDENTITY_OFFICER, Role.REVIEWER}), fresh_for=RECENT
    ),
    Power.GUARDIANSHIP_APPROVE: _completes(
        frozenset({Role.IDENTITY_OFFICER, Role.REVIEWER, Role.APPROVER})
    ),
    Power.CLIENT_REGISTER: _proposes(_CONNECTIONS),
    Power.CLIENT_ACTIVATE: _alone(_DECIDES_CONNECTIONS),
    Power.CLIENT_SUSPEND: _alone(_CONNECTIONS),
    Power.CLIENT_KEY_CHANGE: _alone(_CONNECTIONS),
    Power.PROVIDER_REGISTER: _alone(_LICENCES),
    Power.PROVIDER_REVOKE: _alone(_LICENCES),
    Power.TERMINAL_REGISTER: _alone(_CONNECTIONS),
    Power.TERMINAL_SUSPEND: _alone(_CONNECTIONS),
    Power.PERSON_LOOK: _looks(_PERSONS),
    Power.HISTORY_READ: _looks(_INSPECTION | {Role.DIRECTOR}),
    Power.TERM_REPORT_READ: _looks(_INSPECTION | {Role.DIRECTOR, Role.APPROVER}),
    Power.WORK_SEE: PowerRule(roles=_EVERYBODY, commands=True),
    Power.DOCUMENT_ADD: _alone(_HELP | _REVIEW),
    Power.DOCUMENT_OPEN: PowerRule(roles=_PERSONS, fresh_for=RECENT),
    Power.LETTER_READ: _looks(_PERSONS | _CONNECTIONS | _LICENCES),
    Power.LETTER_DELIVER: _alone(_HELP | _REVIEW | _OPERATORS),
    Power.OFFICER_APPOINT_PROPOSE: _proposes(_HEADS),
    Power.OFFICER_APPOINT_APPROVE: _completes(frozenset({Role.DIRECTOR, Role.OPERATOR})),
    Power.OFFICER_END_PROPOSE: PowerRule(roles=_HEADS),
    Power.OFFICER_END_APPROVE: _completes(frozenset({Role.DIRECTOR, Role.OPERATOR})),
    Power.OFFICER_RESIGN: PowerRule(roles=_EVERYBODY, fresh_for=RECENT),
    Power.DELEGATION_PROPOSE: _proposes(_OPERATORS | {Role.REVIEWER}),
    Power.DELEGATION_APPROVE: _completes(frozenset({Role.DIRECTOR})),
    Power.DELEGATION_END: PowerRule(roles=frozenset({Role.DIRECTOR}), fresh_for=RECENT),
    Power.NOTICE_RETRY: _alone(_OPERATORS | {Role.HOTLINE}),
    Power.REGISTRY_RETRY: _alone(_OPERATORS | {Role.IDENTITY_OFFICER, Role.IMMIGRATION_OFFICER}),
    Power.JOIN_UNDO: _alone(frozenset({Role.IDENTITY_OFFICER, Role.REVIEWER})),
    Power.MERGE_PROPOSE: _at_counter(frozenset({Role.IDENTITY_OFFICER, Role.IMMIGRATION_OFFICER})),
    Power.MERGE_APPROVE: _completes(
        frozenset({Role.IDENTITY_OFFICER, Role.IMMIGRATION_OFFICER, Role.REVIEWER, Role.APPROVER})
    ),
}
"""The rule of each power."""

_ONLY_COMMANDS: Final = frozenset(
    {
        Power.MISUSE_TAKE,
        Power.FRAUD_FIND,
        Power.LOSS_REPORT,
        Power.LOSS_TAKE,
        Power.ACTIVATION_INVITE,
        Power.DOCUMENT_ADD,
        Power.REGISTRY_RETRY,
        Power.JOIN_UNDO,
    }
)
"""What the command line may do and no operation of the admin API does."""
FOR_PROGRAMS: Final = (
    frozenset(power for power, rule in POWERS.items() if rule.commands) - _ONLY_COMMANDS
)
"""The powers that a client of the admin API may have: each is asked by an operation of it."""

DELEGABLE: Final = frozenset(power for power, rule in POWERS.items() if rule.of_director)
"""The powers of the Director, which may be delegated (D16)."""


def may(actor: Actor, power: Power, now: datetime, matter: Matter | None = None) -> Reason | None:
    """Why this actor may not do it now; None when they may.

    `matter`: what the person comes for, where the person is known: beside a foreigner only desks
    that are competent for foreigners may what is done at a counter (D10.2a-1, D11.2a-1).

    Of an officer: NOT_AUTHORISED (role), APPOINTMENT_ENDED, DESK_NOT_COMPETENT,
    DELEGATION_MISSING, UNMET_LEVEL, FRESH_SIGN_IN_REQUIRED, in this order. Of a command:
    COMMANDS_PROPOSE where it takes a person; of a client too, if its token carries the power and
    it is one of `FOR_PROGRAMS`. Everybody else: NOT_AUTHORISED.
    """
    rule = POWERS[power]
    match actor:
        case Officer():
            return _refusal(actor, power, rule, now, matter)
        case Operator():
            return None if rule.commands else Reason.COMMANDS_PROPOSE
        case ActingClient():
            if power not in actor.powers or power in _ONLY_COMMANDS:
                return Reason.NOT_AUTHORISED
            return None if rule.commands else Reason.COMMANDS_PROPOSE
        case Person() | System() | Unproven():
            return Reason.NOT_AUTHORISED
        case _:
            assert_never(actor)


def _refusal(
    officer: Officer, power: Power, rule: PowerRule, now: datetime, matter: Matter | None
) -> Reason | None:
    if not rule.roles.intersection(officer.roles):
        return Reason.NOT_AUTHORISED
    if officer.until is not None and officer.until <= now:
        return Reason.APPOINTMENT_ENDED
    if not _at_the_right_desk(officer, rule, now, matter):
        return Reason.DESK_NOT_COMPETENT
    if rule.of_director and Role.DIRECTOR not in officer.roles and power not in officer.delegated:
        return Reason.DELEGATION_MISSING
    return _sign_in_refusal(officer, rule, now)


def _at_the_right_desk(
    officer: Officer, rule: PowerRule, now: datetime, matter: Matter | None
) -> bool:
    day = civil_day(now)
    if not rule.at_desks:
        return not officer.desk_kind or exists(officer.desk_kind, day)
    asked = rule.at_desks if matter is None else rule.at_desks & {matter}
    return any(competent(officer.desk_kind, each, day) for each in asked)


def _sign_in_refusal(officer: Officer, rule: PowerRule, now: datetime) -> Reason | None:
    if officer.level < min(rule.level, officer.least_level):
        return Reason.UNMET_LEVEL
    age = now - officer.authenticated_at
    fresh = timedelta(0) <= age <= rule.fresh_for
    return None if fresh else Reason.FRESH_SIGN_IN_REQUIRED
