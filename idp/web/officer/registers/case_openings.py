"""Acts at the desk that open a case: a proposal that two officers sign, a visit to a counter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from idp.access.powers import Power
from idp.accounts.shown_documents import DocumentData
from idp.factors.biometrics.record_documents import (
    MALFORMED,
    message_of,
    provider_from,
    report_from,
)
from idp.kernel.actors import Officer
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.policy.anchors import AnchorKind
from idp.policy.domain import Switch
from idp.policy.trust_anchors import NotACertificate
from idp.web.current import services
from idp.web.officer.case_contents import ANCHORS
from idp.web.officer.case_words import LINES
from idp.web.officer.forms import Ask, Json
from idp.web.officer.records import ActDone, ActTarget, DeskAct, Faulty, Outcome
from idp.web.pages.labels import N_

SWITCHES: Final[Mapping[Switch, str]] = {
    switch: LINES[switch.value] for switch in Switch if switch is not Switch.MEANS_RULES
}
_SIGN_FIRST: Final = N_(
    "Nothing changes before two officers have signed it. You sign the proposal on the next page."
)


@dataclass(frozen=True, slots=True)
class ChangingSwitch:
    """The value that a switch shall have."""

    switch: Annotated[Switch, Ask(N_("Switch"), choices=SWITCHES)]
    value: Annotated[
        Json,
        Ask(N_("New value, as JSON"), hint=N_('Such as true, "same_client" or ["sms_code"].')),
    ]


@dataclass(frozen=True, slots=True)
class ChangingMeansRules:
    """All rules about means, as they shall be."""

    rules: Annotated[
        Json,
        Ask(
            N_("All rules, as JSON"),
            hint=N_("A list of level, client_id and allowed; it replaces all rules there are."),
        ),
    ]


@dataclass(frozen=True, slots=True)
class EnteringAnchor:
    """A root certificate."""

    kind: Annotated[AnchorKind, Ask(N_("Kind"), choices=ANCHORS)]
    certificate: Annotated[
        str,
        Ask(
            N_("Certificate, as PEM"),
            long=True,
            hint=N_("The next page shows its fingerprint, to compare with the published one."),
        ),
    ]


@dataclass(frozen=True, slots=True)
class EnteringService:
    """A biometric service."""

    service: Annotated[Json, Ask(N_("Service, as JSON"), hint=N_("As for the command."))]
    token: Annotated[str, Ask(N_("Bearer token for it"), hint=N_("It is stored sealed."))] = ""


@dataclass(frozen=True, slots=True)
class AskingAboutPerson:
    """What is asked about one person, who reads that a request was opened."""

    ground: Annotated[
        str,
        Ask(
            N_("What is asked, by whom"),
            hint=N_(
                "Who came or called; or the number and date of the written request or of the "
                "inspection decision."
            ),
        ),
    ]
    who: Annotated[
        str,
        Ask(
            N_("User name, identification number or id of the person"),
            hint=N_("Exactly as it is written; nothing is guessed."),
        ),
    ]


@dataclass(frozen=True, slots=True)
class EnteringReport:
    """A laboratory's report about a biometric service."""

    report: Annotated[Json, Ask(N_("Report, as JSON"), hint=N_("As for the command."))]


@dataclass(frozen=True, slots=True)
class DocumentAtCounter:
    """Who stands at the counter, as their document says; none of it is kept but the kind."""

    document: Annotated[
        str,
        Ask(N_("Document shown"), hint=N_("Which document; its number has a field of its own.")),
    ]
    number: Annotated[str, Ask(N_("Identification number on it"))]
    name: Annotated[str, Ask(N_("Full name on it"))]
    birthdate: Annotated[date, Ask(N_("Date of birth on it"))]
    username: Annotated[
        str,
        Ask(
            N_("User name"),
            hint=N_("Only where the person knows it; the number of the document finds them too."),
        ),
    ] = ""


@dataclass(frozen=True, slots=True)
class KeyAtCounter:
    """The same, with the key that the person used before the officer."""

    document: Annotated[
        str,
        Ask(N_("Document shown"), hint=N_("Which document; its number has a field of its own.")),
    ]
    number: Annotated[str, Ask(N_("Identification number on it"))]
    name: Annotated[str, Ask(N_("Full name on it"))]
    birthdate: Annotated[date, Ask(N_("Date of birth on it"))]
    key: Annotated[
        str,
        Ask(
            N_("Number of the key"),
            hint=N_("Twelve digits and letters, read from the application on the telephone."),
        ),
    ]
    username: Annotated[
        str,
        Ask(
            N_("User name"),
            hint=N_("Only where the person knows it; the number of the document finds them too."),
        ),
    ] = ""


def _to_sign(case_id: Id, officer: Officer) -> Outcome:
    """On to the page on which who proposes signs first."""
    case = services().work_list.by_id(case_id)
    opened = None if case is None else services().case_decisions.of_case(case.number, officer)
    if case is None or opened is None:
        return Refused(Reason.NOT_FOUND)
    if isinstance(opened, Refused):
        return ActDone(key=case.number)
    return ActDone(key=case.number, then=f"/officer/decisions/{opened.id}/sign")


def _propose_switch(officer: Officer, _: ActTarget, facts: ChangingSwitch) -> Outcome:
    return _propose(officer, facts.switch, facts.value)


def _propose_means_rules(officer: Officer, _: ActTarget, facts: ChangingMeansRules) -> Outcome:
    return _propose(officer, Switch.MEANS_RULES, facts.rules)


def _propose(officer: Officer, switch: Switch, value: object) -> Outcome:
    try:
        proposed = services().policy.propose(switch, value, officer)
    except ValueError as error:
        return Faulty(str(error))
    return proposed if isinstance(proposed, Refused) else _to_sign(proposed.id, officer)


def _propose_anchor(officer: Officer, _: ActTarget, facts: EnteringAnchor) -> Outcome:
    try:
        proposed = services().trust_anchors.propose(facts.kind, facts.certificate.encode(), officer)
    except NotACertificate as error:
        return Faulty(str(error))
    return proposed if isinstance(proposed, Refused) else _to_sign(proposed.id, officer)


def _propose_service(officer: Officer, _: ActTarget, facts: EnteringService) -> Outcome:
    try:
        provider = provider_from(facts.service, officer)
        proposed = services().biometric_providers.propose(
            provider, token=facts.token, actor=officer
        )
    except MALFORMED as error:
        return Faulty(message_of(error))
    return proposed if isinstance(proposed, Refused) else _to_sign(proposed.id, officer)


def _propose_report(officer: Officer, _: ActTarget, facts: EnteringReport) -> Outcome:
    try:
        report = report_from(facts.report, officer)
        proposed = services().biometric_providers.propose_assurance(report, actor=officer)
    except MALFORMED as error:
        return Faulty(message_of(error))
    return proposed if isinstance(proposed, Refused) else _to_sign(proposed.id, officer)


def _shown(facts: DocumentAtCounter | KeyAtCounter) -> DocumentData:
    return DocumentData(number=facts.number, name=facts.name, birthdate=facts.birthdate.isoformat())


def _begin_recovery(officer: Officer, _: ActTarget, facts: DocumentAtCounter) -> Outcome:
    begun = services().counter_visits.begin(
        facts.username, _shown(facts), document=facts.document, actor=officer
    )
    return begun if isinstance(begun, Refused) else _made(begun.id)


def _begin_anchoring(officer: Officer, _: ActTarget, facts: KeyAtCounter) -> Outcome:
    shown = _shown(facts)
    begun = services().key_anchorings.begin(
        facts.username, shown, key=facts.key, document=facts.document, actor=officer
    )
    return begun if isinstance(begun, Refused) else _to_sign(begun.id, officer)


def _made(case_id: Id) -> Outcome:
    case = services().work_list.by_id(case_id)
    return Refused(Reason.NOT_FOUND) if case is None else ActDone(key=case.number)


def _ask_about(officer: Officer, _: ActTarget, facts: AskingAboutPerson) -> Outcome:
    opened = services().looks.request(officer, facts.who, ground=facts.ground)
    return opened if isinstance(opened, Refused) else ActDone(key=opened.number)


OPENINGS: Final[Mapping[str, tuple[DeskAct, ...]]] = {
    "person_request": (
        DeskAct(
            event="open",
            label=N_("Open a request about a person"),
            power=Power.PERSON_LOOK,
            facts=AskingAboutPerson,
            hint=N_(
                "It is in your charge, and ends after 30 days. A search that finds nobody is "
                "recorded too."
            ),
            does=_ask_about,
        ),
    ),
    "policy_change": (
        DeskAct(
            event="propose",
            label=N_("Propose a change of a switch"),
            power=Power.POLICY_PROPOSE,
            facts=ChangingSwitch,
            hint=_SIGN_FIRST,
            does=_propose_switch,
        ),
    ),
    "means_rules_change": (
        DeskAct(
            event="propose",
            label=N_("Propose other rules"),
            power=Power.MEANS_RULES_PROPOSE,
            facts=ChangingMeansRules,
            hint=_SIGN_FIRST,
            does=_propose_means_rules,
        ),
    ),
    "biometric_record": (
        DeskAct(
            event="propose",
            label=N_("Propose a service"),
            power=Power.BIOMETRIC_PROVIDER_PROPOSE,
            facts=EnteringService,
            hint=_SIGN_FIRST,
            does=_propose_service,
        ),
        DeskAct(
            event="propose-report",
            label=N_("Propose a report about a service"),
            power=Power.BIOMETRIC_PROVIDER_PROPOSE,
            facts=EnteringReport,
            hint=_SIGN_FIRST,
            does=_propose_report,
        ),
    ),
    "counter_recovery": (
        DeskAct(
            event="begin",
            label=N_("Begin a recovery"),
            power=Power.RECOVERY_BEGIN,
            facts=DocumentAtCounter,
            hint=N_(
                "Look at the person and at the document first. Nothing changes before two "
                "officers have signed it; a document that disagrees with the register is "
                "recorded, and the holder of the account gets a letter."
            ),
            does=_begin_recovery,
        ),
    ),
    "key_anchoring": (
        DeskAct(
            event="begin",
            label=N_("Bind a key to its person"),
            power=Power.KEY_ANCHOR_BEGIN,
            facts=KeyAtCounter,
            hint=N_(
                "Look at the person and at the document first, and have them unlock the "
                "application before you. You sign on the next page, a second officer after you."
            ),
            does=_begin_anchoring,
        ),
    ),
    "trust_anchor": (
        DeskAct(
            event="propose",
            label=N_("Propose a certificate"),
            power=Power.ANCHOR_PROPOSE,
            facts=EnteringAnchor,
            hint=_SIGN_FIRST,
            does=_propose_anchor,
        ),
    ),
}
"""By procedure: the acts that open one of its cases."""
