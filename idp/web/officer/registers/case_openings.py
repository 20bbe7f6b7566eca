"""Acts at the desk that open a case: a proposal that two officers sign, a visit to a counter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

from idp.access.powers import Power
from idp.accounts.shown_documents import DocumentData
from idp.kernel.actors import Officer
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.policy.anchors import AnchorKind
from idp.policy.trust_anchors import NotACertificate
from idp.web.current import services
from idp.web.officer.case_contents import ANCHORS
from idp.web.officer.forms import TOO_LONG, Ask, Problems
from idp.web.officer.records import ActDone, ActTarget, DeskAct, Outcome, not_found
from idp.web.officer.registers.biometric_proposals import BIOMETRIC_PROPOSALS
from idp.web.officer.registers.policy_proposals import MEANS_RULES_PROPOSALS, POLICY_PROPOSALS
from idp.web.officer.registers.proposing import SIGN_FIRST, to_sign
from idp.web.pages.labels import N_


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


NOT_READ: Final = N_("This is not a certificate that can be read (PEM).")
_CERTIFICATES: Final[Mapping[str, str]] = {
    "the file is too large for a certificate": N_("This is too large for a certificate."),
    "this certificate may not issue others": N_("This certificate may not issue others."),
    "this certificate has expired": N_("This certificate has expired."),
}


def _propose_anchor(officer: Officer, _: ActTarget, facts: EnteringAnchor) -> Outcome:
    try:
        proposed = services().trust_anchors.propose(facts.kind, facts.certificate.encode(), officer)
    except NotACertificate as error:
        return Problems({"certificate": _CERTIFICATES.get(str(error), NOT_READ)})
    return proposed if isinstance(proposed, Refused) else to_sign(proposed.id, officer)


def _shown(facts: DocumentAtCounter | KeyAtCounter) -> DocumentData:
    return DocumentData(number=facts.number, name=facts.name, birthdate=facts.birthdate.isoformat())


def _begin_recovery(officer: Officer, _: ActTarget, facts: DocumentAtCounter) -> Outcome:
    begun = services().counter_visits.begin(
        facts.username, _shown(facts), document=facts.document, actor=officer
    )
    return _at_field(begun) if isinstance(begun, Refused) else _made(begun.id)


def _begin_anchoring(officer: Officer, _: ActTarget, facts: KeyAtCounter) -> Outcome:
    shown = _shown(facts)
    begun = services().key_anchorings.begin(
        facts.username, shown, key=facts.key, document=facts.document, actor=officer
    )
    return _at_field(begun) if isinstance(begun, Refused) else to_sign(begun.id, officer)


_AT_FIELDS: Final[Mapping[Reason, tuple[str, str]]] = {
    Reason.NOT_FOUND: ("number", N_("No account has this number and this user name.")),
    Reason.MEANS_NOT_ALLOWED: ("key", N_("The person has no key with this number.")),
    Reason.DOCUMENT_UNREADABLE: ("document", TOO_LONG),
}
"""Refusals of what an officer typed at a counter, each with its field; each is in the history."""


def _at_field(refused: Refused) -> Outcome:
    found = _AT_FIELDS.get(refused.reason)
    return refused if found is None else Problems(dict([found]))


def _made(case_id: Id) -> Outcome:
    case = services().work_list.by_id(case_id)
    return Refused(Reason.NOT_FOUND) if case is None else ActDone(key=case.number)


def _ask_about(officer: Officer, _: ActTarget, facts: AskingAboutPerson) -> Outcome:
    opened = services().looks.request(officer, facts.who, ground=facts.ground)
    if isinstance(opened, Refused):
        return not_found("who", opened)
    return ActDone(key=opened.number)


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
    "policy_change": POLICY_PROPOSALS,
    "means_rules_change": MEANS_RULES_PROPOSALS,
    "biometric_record": BIOMETRIC_PROPOSALS,
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
            hint=SIGN_FIRST,
            does=_propose_anchor,
        ),
    ),
}
"""By procedure: the acts that open one of its cases."""
