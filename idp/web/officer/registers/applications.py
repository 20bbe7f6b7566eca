"""Applications for accounts at the desk: the form of a new one, and the moves with verbs of ours.

A move whose verb asks a register first is not fired by the engine alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Annotated, Final

from idp.access.powers import Power
from idp.accounts.shown_documents import DocumentData
from idp.casework.domain.cases import Case
from idp.casework.domain.moves import Moved
from idp.issuance.applicants import (
    Applicant,
    CitizenAtCounter,
    ForeignerAtCounter,
    GuardianAtCounter,
)
from idp.issuance.domain import (
    NOT_COMPLETE,
    CardCheck,
    FieldRefused,
    Integrated,
    IssuedCard,
    TravelDocumentType,
)
from idp.issuance.guardians import GuardianPaper, ShownPaper
from idp.issuance.level_one.domain import ReviewFinding
from idp.issuance.level_one.procedures import LEVEL_ONE, LevelOneEvent
from idp.issuance.procedures import (
    CITIZEN_LEVEL_2,
    CITIZEN_LEVEL_2_WITH_CARD,
    FOREIGNER_LEVEL_2,
    ISSUANCE,
    ForeignerEvent,
    IssuanceEvent,
    JointEvent,
)
from idp.kernel.actors import Officer
from idp.kernel.clock import civil_day
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.representation.domain import RepresentationKind
from idp.web.current import services
from idp.web.officer.case_words import CHOICES, EVENTS
from idp.web.officer.forms import NEEDED, Ask, Problems
from idp.web.officer.records import ActDone, ActTarget, DeskAct, Outcome
from idp.web.pages.labels import N_, REPRESENTATIONS

_CARD_CHECKS: Final = {each: CHOICES[each] for each in CardCheck}
_INTEGRATED: Final = {each: CHOICES[each] for each in Integrated}
_OWN: Final = N_("Registered in the person's own name; the register of subscribers is asked.")
_OF_WHO_ACTS: Final = N_(
    "That of who comes along, registered in their own name; the register of subscribers is asked."
)
_OF_EITHER: Final = N_(
    "Registered in the own name of the person, or of who came along for a child or ward; the "
    "register of subscribers is asked."
)
_ONLY_IF: Final = N_("Only if there is one.")
_ONE_OF_BOTH: Final = N_("An e-mail address, or a registered number, or both.")
_DOCUMENTS: Final = {each: CHOICES[each] for each in TravelDocumentType}
_WHO_HAS_NONE: Final = N_("Which the person chooses; not needed where they have an account.")


class GuardianDocument(StrEnum):
    """What who comes along is identified with."""

    IDENTITY_CARD = "identity_card"
    PASSPORT = "passport"
    TRAVEL_DOCUMENT = "travel_document"


_GUARDIAN_DOCUMENTS: Final = {
    GuardianDocument.IDENTITY_CARD: N_("Identity card"),
    GuardianDocument.PASSPORT: CHOICES[TravelDocumentType.PASSPORT],
    GuardianDocument.TRAVEL_DOCUMENT: CHOICES[TravelDocumentType.TRAVEL_DOCUMENT],
}
_ACTING: Final = {
    each: REPRESENTATIONS[each]
    for each in (
        RepresentationKind.PARENT,
        RepresentationKind.GUARDIAN,
        RepresentationKind.REPRESENTATIVE,
    )
}
_PAPERS: Final = {each: CHOICES[each] for each in GuardianPaper}
_OF_A_CARD: Final = N_("Only of an identity card.")
_OF_A_PASSPORT: Final = N_("Only of a passport or travel document.")
_OF_A_PAPER: Final = N_(
    "Only where no register says who acts: add a copy to the documents of the case as an "
    "authorisation."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenWithCard:
    """A citizen with an identity card, at the counter."""

    number: Annotated[str, Ask(N_("Identification number on the card"))]
    name: Annotated[str, Ask(N_("Full name on it"))]
    birthdate: Annotated[date, Ask(N_("Date of birth on it"))]
    card_number: Annotated[str, Ask(N_("Number of the card itself"))]
    checked: Annotated[CardCheck, Ask(N_("How the card was checked"), choices=_CARD_CHECKS)]
    phone: Annotated[str, Ask(N_("Telephone number"), hint=_OWN)]
    email: Annotated[str, Ask(N_("E-mail address"), hint=_ONLY_IF)] = ""
    username: Annotated[str, Ask(N_("User name"), hint=_WHO_HAS_NONE)] = ""
    key: Annotated[
        str,
        Ask(
            N_("Number of the key"),
            hint=N_("Only of an application that the person unlocked before you, to bind it."),
        ),
    ] = ""
    integrate: Annotated[
        tuple[Integrated, ...], Ask(N_("To be integrated, as the person asks"), choices=_INTEGRATED)
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenWithoutCard:
    """A citizen whose identity card is applied for at the same time."""

    number: Annotated[str, Ask(N_("Identification number"))]
    name: Annotated[str, Ask(N_("Full name"))]
    birthdate: Annotated[date, Ask(N_("Date of birth"))]
    card_application: Annotated[
        str, Ask(N_("Number of the application for the card"), hint=N_("Filed at this visit."))
    ]
    phone: Annotated[str, Ask(N_("Telephone number"), hint=_OWN)]
    email: Annotated[str, Ask(N_("E-mail address"), hint=_ONLY_IF)] = ""
    username: Annotated[str, Ask(N_("User name"), hint=_WHO_HAS_NONE)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignerAtImmigration:
    """A foreigner with a passport or travel document, at immigration."""

    document: Annotated[TravelDocumentType, Ask(N_("Document shown"), choices=_DOCUMENTS)]
    nationality: Annotated[
        str, Ask(N_("Nationality"), hint=N_("The code of the country on it, like FRA."))
    ]
    number: Annotated[str, Ask(N_("Number on it"), hint=N_("With its symbol, where it has one."))]
    expires_on: Annotated[
        date, Ask(N_("Valid until"), hint=N_("The last day, as printed on the document."))
    ]
    name: Annotated[str, Ask(N_("Full name on it"))]
    birthdate: Annotated[date, Ask(N_("Date of birth on it"))]
    email: Annotated[str, Ask(N_("E-mail address"), hint=_ONE_OF_BOTH)] = ""
    phone: Annotated[str, Ask(N_("Telephone number"), hint=_OWN)] = ""
    username: Annotated[str, Ask(N_("User name"), hint=_WHO_HAS_NONE)] = ""
    integrate: Annotated[
        tuple[Integrated, ...],
        Ask(N_("To be integrated into the account, as the person asks"), choices=_INTEGRATED),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedReach:
    """What is changed in an application of a foreigner."""

    email: Annotated[str, Ask(N_("E-mail address"), hint=_ONE_OF_BOTH)] = ""
    phone: Annotated[str, Ask(N_("Telephone number"), hint=_OF_EITHER)] = ""
    username: Annotated[str, Ask(N_("User name"), hint=_WHO_HAS_NONE)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedContacts:
    """What is changed in an application."""

    phone: Annotated[str, Ask(N_("Telephone number"), hint=_OF_EITHER)]
    email: Annotated[str, Ask(N_("E-mail address"), hint=_ONLY_IF)] = ""
    username: Annotated[str, Ask(N_("User name"), hint=_WHO_HAS_NONE)] = ""


@dataclass(frozen=True, kw_only=True)
class WithGuardian:
    """Who comes along and acts for the applicant, beside what is asked about the applicant."""

    acts_as: Annotated[RepresentationKind, Ask(N_("Who comes along is"), choices=_ACTING)]
    guardian_document: Annotated[
        GuardianDocument, Ask(N_("What who comes along shows"), choices=_GUARDIAN_DOCUMENTS)
    ]
    guardian_number: Annotated[
        str,
        Ask(
            N_("Number of who comes along"),
            hint=N_("Identification number on the card; number of the passport, with its symbol."),
        ),
    ]
    guardian_name: Annotated[str, Ask(N_("Full name of who comes along"))]
    guardian_birthdate: Annotated[date, Ask(N_("Date of birth of who comes along"))]
    guardian_card_number: Annotated[
        str, Ask(N_("Number of the card itself, of who comes along"), hint=_OF_A_CARD)
    ] = ""
    guardian_nationality: Annotated[
        str, Ask(N_("Nationality of who comes along"), hint=_OF_A_PASSPORT)
    ] = ""
    guardian_expires_on: Annotated[
        date | None, Ask(N_("Last valid day of that document"), hint=_OF_A_PASSPORT)
    ] = None
    paper: Annotated[
        GuardianPaper, Ask(N_("Paper that shows who acts"), choices=_PAPERS, hint=_OF_A_PAPER)
    ]
    paper_number: Annotated[str, Ask(N_("Number of that paper"))] = ""
    paper_issuer: Annotated[str, Ask(N_("Who issued that paper"))] = ""
    paper_issued_on: Annotated[date | None, Ask(N_("Day on which it was issued"))] = None


@dataclass(frozen=True, kw_only=True)
class GuardedCitizenWithCard(WithGuardian, CitizenWithCard):
    """A child or ward with an identity card, and who acts for them."""

    phone: Annotated[str, Ask(N_("Telephone number"), hint=_OF_WHO_ACTS)]


@dataclass(frozen=True, kw_only=True)
class GuardedCitizenWithoutCard(WithGuardian, CitizenWithoutCard):
    """A child or ward whose identity card is applied for too, and who acts for them."""

    phone: Annotated[str, Ask(N_("Telephone number"), hint=_OF_WHO_ACTS)]


@dataclass(frozen=True, kw_only=True)
class GuardedForeigner(WithGuardian, ForeignerAtImmigration):
    """A foreign child or ward, and who acts for them."""

    phone: Annotated[str, Ask(N_("Telephone number"), hint=_OF_WHO_ACTS)] = ""


_Received = CitizenWithCard | CitizenWithoutCard | ForeignerAtImmigration
PROBLEMS: Final[Mapping[Reason, str]] = {
    Reason.IDENTITY_CARD_REQUIRED: N_(
        "Without a card nothing is applied for here: apply for the card and the account together."
    ),
    Reason.NUMBER_MISSING: NEEDED,
    Reason.CONTACT_REQUIRED: NEEDED,
    Reason.ADDRESS_MALFORMED: N_("This is no number or address that anything could be sent to."),
    Reason.PHONE_NOT_OWN: N_(
        "By the register of subscribers this number is not the person's, or, with a child or ward, "
        "not that of who comes along. Ask for one of their own."
    ),
    Reason.CARD_NOT_VALID: N_("By the register of cards this card is not in force."),
    Reason.USERNAME_TAKEN: N_("Somebody has this user name. The person chooses another one."),
    Reason.USERNAME_MALFORMED: N_("At most 64 letters, digits and signs, in one line."),
    Reason.USERNAME_IS_IDENTIFIER: N_("This reads as a number or an address. Choose another one."),
    Reason.TRAVEL_DOCUMENT_EXPIRED: N_("This document is not valid any more."),
    Reason.PICTURES_REFUSED: N_("This is no photograph (JPEG) of a usual size."),
    Reason.MATCH_MISSING: N_("The register does not agree with what this document says."),
    Reason.REGISTRY_HAS_NO_RECORD: N_("The register knows nobody with this number."),
    Reason.NOT_ENTERED: N_(
        "The National Immigration Database does not show that the person entered Viet Nam and "
        "stays here."
    ),
    Reason.NO_GUARDIANSHIP: N_(
        "By the registers this person does not act alone for the applicant. Where no register "
        "names anybody who acts, fill in the paper that shows it."
    ),
}
"""What is wrong with one field of an application."""
PRINT: Final = N_("Print the confirmation to sign")


def told(refused: Refused) -> Outcome:
    """What was refused, at its field where it is about one."""
    if isinstance(refused, FieldRefused) and refused.reason in PROBLEMS:
        return Problems({refused.field: PROBLEMS[refused.reason]})
    return refused


def moved(on: ActTarget, verb: Callable[[Id, int], Moved | Refused]) -> Outcome:
    """What a verb does, with the id of the case and the version that the page showed."""
    case = services().cases.by_number(on.key)
    if case is None or on.version is None:
        return Refused(Reason.NOT_FOUND)
    done = verb(case.id, on.version)
    return told(done) if isinstance(done, Refused) else ActDone(key=on.key)


def _apply(officer: Officer, _: ActTarget, facts: _Received) -> Outcome:
    told_at_counter = _at_counter(facts)
    if isinstance(facts, WithGuardian):
        along = _along(facts)
        if isinstance(along, Problems):
            return along
        told_at_counter = replace(told_at_counter, guardian=along)
    opened = services().issuance.apply(told_at_counter, actor=officer)
    return told(opened) if isinstance(opened, Refused) else ActDone(key=opened.number)


def _along(facts: WithGuardian) -> GuardianAtCounter | Problems:
    """Who comes along, or what is missing of them."""
    paper = _paper(facts)
    if isinstance(paper, Problems):
        return paper
    shown = DocumentData(
        number=facts.guardian_number,
        name=facts.guardian_name,
        birthdate=facts.guardian_birthdate.isoformat(),
    )
    if facts.guardian_document is GuardianDocument.IDENTITY_CARD:
        citizen = CitizenAtCounter(shown=shown, card_number=facts.guardian_card_number)
        return GuardianAtCounter(identified=citizen, acts_as=facts.acts_as, paper=paper)
    if facts.guardian_expires_on is None:
        return Problems({"guardian_expires_on": NEEDED})
    foreigner = ForeignerAtCounter(
        shown=shown,
        nationality=facts.guardian_nationality,
        document=TravelDocumentType(facts.guardian_document.value),
        expires_on=facts.guardian_expires_on,
    )
    return GuardianAtCounter(identified=foreigner, acts_as=facts.acts_as, paper=paper)


def _paper(facts: WithGuardian) -> ShownPaper | Problems | None:
    """The paper that shows who acts, whole or not at all."""
    if facts.paper is GuardianPaper.NONE:
        return None
    told = {"paper_number": facts.paper_number, "paper_issuer": facts.paper_issuer}
    missing = {name: NEEDED for name, value in told.items() if not value}
    if facts.paper_issued_on is None:
        return Problems({**missing, "paper_issued_on": NEEDED})
    if facts.paper_issued_on > civil_day(services().clock.now()):
        missing["paper_issued_on"] = N_("This takes today or a day before.")
    if missing:
        return Problems(missing)
    return ShownPaper(
        kind=facts.paper,
        number=facts.paper_number,
        issuer=facts.paper_issuer,
        issued_on=facts.paper_issued_on,
    )


def _at_counter(facts: _Received) -> Applicant:
    """What was typed, as the slice takes it."""
    shown = DocumentData(
        number=facts.number, name=facts.name, birthdate=facts.birthdate.isoformat()
    )
    match facts:
        case CitizenWithCard():
            return CitizenAtCounter(
                shown=shown,
                card_number=facts.card_number,
                checked=facts.checked,
                phone=facts.phone,
                email=facts.email,
                username=facts.username,
                key=facts.key,
                integrate=facts.integrate,
            )
        case CitizenWithoutCard():
            return CitizenAtCounter(
                shown=shown,
                card_application=facts.card_application,
                phone=facts.phone,
                email=facts.email,
                username=facts.username,
            )
        case ForeignerAtImmigration():
            return ForeignerAtCounter(
                shown=shown,
                nationality=facts.nationality,
                document=facts.document,
                expires_on=facts.expires_on,
                phone=facts.phone,
                email=facts.email,
                username=facts.username,
                integrate=facts.integrate,
            )


def _amend(officer: Officer, on: ActTarget, facts: ChangedContacts | ChangedReach) -> Outcome:
    return moved(
        on,
        lambda case, version: services().issuance.amend(
            case,
            phone=facts.phone,
            email=facts.email,
            username=facts.username,
            version=version,
            actor=officer,
        ),
    )


def _to_compare(_: Officer, on: ActTarget, __: object) -> Outcome:
    return ActDone(key=on.key, then=f"/officer/applications/{on.key}/compare")


def _complete(officer: Officer, on: ActTarget, _: object, *, to_enrol: bool = False) -> Outcome:
    complete = partial(services().issuance.complete, to_enrol=to_enrol, actor=officer)
    return moved(on, lambda case, version: complete(case, version=version))


def _verify(officer: Officer, on: ActTarget, _: object) -> Outcome:
    verify = services().issuance.verify
    return moved(on, lambda case, version: verify(case, version=version, actor=officer))


def _review(officer: Officer, on: ActTarget, facts: ReviewFinding) -> Outcome:
    verify = services().level_one.reviews.verify
    return moved(on, lambda case, version: verify(case, facts, version=version, actor=officer))


def _card_issued(officer: Officer, on: ActTarget, facts: IssuedCard) -> Outcome:
    issued, number = services().issuance.card_issued, facts.card_number
    return moved(on, lambda case, version: issued(case, number, version=version, actor=officer))


_COMMON: Final = (
    DeskAct(
        event=IssuanceEvent.COMPARE,
        label=EVENTS[IssuanceEvent.COMPARE],
        power=Power.ISSUANCE_RECEIVE,
        does=_to_compare,
    ),
    DeskAct(
        event=IssuanceEvent.AMEND,
        label=EVENTS[IssuanceEvent.AMEND],
        power=Power.ISSUANCE_RECEIVE,
        facts=ChangedContacts,
        does=_amend,
    ),
    DeskAct(
        event=IssuanceEvent.COMPLETE,
        label=EVENTS[IssuanceEvent.COMPLETE],
        power=Power.ISSUANCE_RECEIVE,
        question=N_(
            "The time to decide begins. Is the confirmation that the person signed among the "
            "documents?"
        ),
        does=_complete,
    ),
    DeskAct(
        event=IssuanceEvent.VERIFY,
        label=EVENTS[IssuanceEvent.VERIFY],
        power=Power.ISSUANCE_PROPOSE,
        question=N_("The registers are asked again. Did you look through what was brought?"),
        does=_verify,
    ),
)
_CARD_ISSUED: Final = DeskAct(
    event=JointEvent.CARD_ISSUED,
    label=EVENTS[JointEvent.CARD_ISSUED],
    power=Power.ISSUANCE_RECEIVE,
    facts=IssuedCard,
    does=_card_issued,
)
_TO_ENROL: Final = DeskAct(
    event=ForeignerEvent.TO_ENROL,
    label=EVENTS[ForeignerEvent.TO_ENROL],
    power=Power.ISSUANCE_RECEIVE,
    question=N_(
        "The time to decide begins, and is the longer one. Is the confirmation that the person "
        "signed among the documents?"
    ),
    does=partial(_complete, to_enrol=True),
)
_AMEND_REACH: Final = DeskAct(
    event=IssuanceEvent.AMEND,
    label=EVENTS[IssuanceEvent.AMEND],
    power=Power.ISSUANCE_RECEIVE,
    facts=ChangedReach,
    does=_amend,
)
_REVIEW: Final = DeskAct(
    event=LevelOneEvent.VERIFY,
    label=EVENTS[LevelOneEvent.VERIFY],
    power=Power.ISSUANCE_PROPOSE,
    facts=ReviewFinding,
    does=_review,
)
OWN_ACTS: Final[Mapping[tuple[str, str], DeskAct]] = {
    **{
        (procedure.name, act.event): act
        for procedure in ISSUANCE
        for act in (*_COMMON, _CARD_ISSUED)
    },
    **{(FOREIGNER_LEVEL_2.name, act.event): act for act in (_TO_ENROL, _AMEND_REACH)},
    **{(procedure.name, _REVIEW.event): _REVIEW for procedure in LEVEL_ONE},
}
"""By procedure and event: the acts whose verb is not the engine's."""


def shut_of(case: Case) -> Mapping[str, Reason]:
    """The way to a complete dossier that is not that of a foreigner, by what was compared."""
    if case.procedure != FOREIGNER_LEVEL_2.name or case.state not in NOT_COMPLETE:
        return {}
    paths = {IssuanceEvent.COMPLETE.value: False, ForeignerEvent.TO_ENROL.value: True}
    refusals = (
        (event, services().issuance.effects.path_refusal(case, to_enrol=to_enrol))
        for event, to_enrol in paths.items()
    )
    return {event: reason for event, reason in refusals if reason is not None}


def onward_of(case: Case) -> tuple[tuple[str, str], ...]:
    """The paper that the person signs, while the dossier is not complete."""
    if case.procedure not in {each.name for each in ISSUANCE} or case.state not in NOT_COMPLETE:
        return ()
    return ((f"/officer/applications/{case.number}/confirmation", PRINT),)


WITH_GUARDIAN: Final = "apply-with-guardian"
_TOGETHER: Final = N_(
    "For who is 6 to under 14 years old, or a ward: both stand before you, each with a document "
    "of their own. The telephone number is that of who acts. A register says that they act, or a "
    "paper does that you keep with the case."
)


def _with_guardian(label: str, facts: type) -> DeskAct:
    """An application of a child or ward, with who acts for them."""
    return DeskAct(
        event=WITH_GUARDIAN,
        label=label,
        power=Power.ISSUANCE_RECEIVE,
        facts=facts,
        hint=_TOGETHER,
        does=_apply,
    )


OPENINGS: Final[Mapping[str, tuple[DeskAct, ...]]] = {
    CITIZEN_LEVEL_2.name: (
        DeskAct(
            event="apply",
            label=N_("Receive an application with a card"),
            power=Power.ISSUANCE_RECEIVE,
            facts=CitizenWithCard,
            hint=N_(
                "Look at the person and at the card first. Who they are comes from the register: "
                "what you type is compared with it."
            ),
            does=_apply,
        ),
        _with_guardian(
            N_("Receive an application with a card, of a child or ward"),
            GuardedCitizenWithCard,
        ),
    ),
    CITIZEN_LEVEL_2_WITH_CARD.name: (
        DeskAct(
            event="apply",
            label=N_("Receive an application together with that for the card"),
            power=Power.ISSUANCE_RECEIVE,
            facts=CitizenWithoutCard,
            hint=N_(
                "For a citizen who has no identity card yet. The account is granted once the card "
                "exists, and refused where the card is."
            ),
            does=_apply,
        ),
        _with_guardian(
            N_("Receive one together with that for the card, of a child or ward"),
            GuardedCitizenWithoutCard,
        ),
    ),
    FOREIGNER_LEVEL_2.name: (
        DeskAct(
            event="apply",
            label=N_("Receive an application of a foreigner"),
            power=Power.ISSUANCE_RECEIVE,
            facts=ForeignerAtImmigration,
            hint=N_(
                "Look at the person and at the document first. Who they are comes from the "
                "National Immigration Database: what you type is compared with it."
            ),
            does=_apply,
        ),
        _with_guardian(N_("Receive an application of a foreign child or ward"), GuardedForeigner),
    ),
}
"""By procedure: the acts by which an application is received."""
