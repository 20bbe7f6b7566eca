"""Applications for organisations' accounts at the desk: on paper, and what asks a register."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Final

from idp.access.powers import Power
from idp.casework.domain.cases import Case
from idp.issuance.domain import FieldRefused
from idp.issuance.organisations.desk import OrganisationAtDesk
from idp.issuance.organisations.domain import LegalRole, OrganisationConclusion, OrganisationState
from idp.issuance.organisations.effects import takes_papers
from idp.issuance.organisations.procedures import ORGANISATION_ACCOUNT, OrganisationEvent
from idp.issuance.organisations.service import ToldOrganisation
from idp.kernel.actors import Officer
from idp.kernel.refusals import Reason, Refused
from idp.kernel.rule_sets import RuleSetName
from idp.web.current import services
from idp.web.officer.case_words import CHOICES, EVENTS, QUESTIONS
from idp.web.officer.forms import NEEDED, Ask, Problems
from idp.web.officer.records import ActDone, ActTarget, DeskAct, Outcome
from idp.web.officer.registers.applications import moved
from idp.web.pages.labels import N_

_IF_ANY: Final = N_("If it has one.")
_ROLES: Final = {each: CHOICES[each] for each in LegalRole}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationOnPaper:
    """The paper form of an application, and who brought it."""

    number: Annotated[
        str,
        Ask(
            N_("Number of the organisation"),
            hint=N_("Or its enterprise code, tax code or code of the body."),
        ),
    ]
    applicant: Annotated[
        str,
        Ask(
            N_("Identification number of who stands before you"),
            hint=N_("The person needs an account of level 02, which works now."),
        ),
    ]
    role: Annotated[LegalRole, Ask(N_("As what they apply"), choices=_ROLES)]
    name: Annotated[str, Ask(N_("Name of the organisation"))]
    established_on: Annotated[date, Ask(N_("Established"))]
    address: Annotated[str, Ask(N_("Address of the head office"))]
    authorised_by: Annotated[
        str,
        Ask(
            N_("Identification number of the representative who authorised them"),
            hint=N_("Only of an authorised person."),
        ),
    ] = ""
    short_name: Annotated[str, Ask(CHOICES["short_name"], hint=_IF_ANY)] = ""
    foreign_name: Annotated[str, Ask(CHOICES["foreign_name"], hint=_IF_ANY)] = ""
    tax_code: Annotated[str, Ask(CHOICES["tax_code"], hint=_IF_ANY)] = ""
    enterprise_code: Annotated[str, Ask(CHOICES["enterprise_code"], hint=_IF_ANY)] = ""
    body_code: Annotated[str, Ask(CHOICES["body_code"], hint=_IF_ANY)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersThere:
    """What an officer says of the papers of a dossier."""

    agreements: Annotated[
        bool,
        Ask(
            N_("Every other representative agreed in writing"),
            hint=N_("Their papers are among the documents. Who answers here needs none."),
        ),
    ] = False


_NOBODY: Final = N_("Nobody with this number is registered here.")
_PROBLEMS: Final[Mapping[tuple[str, Reason], str]] = {
    ("number", Reason.NOT_FOUND): N_(
        "No organisation with this number or code is on record. The register tells of a new one by "
        "itself; until then nothing can be applied for."
    ),
    ("applicant", Reason.NOT_FOUND): _NOBODY,
    ("applicant", Reason.ACCOUNT_NOT_ACTIVATED): N_(
        "This person has no activated account: they apply for their own one first."
    ),
    ("applicant", Reason.ACCOUNT_LOCKED): N_("The account of this person is locked."),
    ("applicant", Reason.GUARDIAN_NEEDED): N_(
        "This person is a child or a ward, and applies for no organisation."
    ),
    ("applicant", Reason.LEVEL2_REQUIRED): N_(
        "This person has an account of level 01, and needs one of level 02 first."
    ),
    ("applicant", Reason.NOT_REPRESENTATIVE): N_(
        "By its register somebody else represents the organisation: one of those applies, or "
        "authorises this person."
    ),
    ("authorised_by", Reason.NUMBER_MISSING): NEEDED,
    ("authorised_by", Reason.NOT_FOUND): _NOBODY,
    ("authorised_by", Reason.NOT_REPRESENTATIVE): N_(
        "This person does not represent it on record. Where nobody does, its representative or "
        "head comes with the papers that prove it."
    ),
}
"""What is wrong with the number of an organisation or a person."""
_FAULTS: Final[Mapping[Reason, str]] = {
    Reason.REGISTRATION_FAULTY: N_("In one line, without signs that hide or reorder others."),
    Reason.IDENTITY_EXISTS: N_(
        "Another registration has this code: if it is the same body, it applies by that one."
    ),
}
"""What is wrong with a datum of the organisation."""


def _apply(officer: Officer, _: ActTarget, form: OrganisationOnPaper) -> Outcome:
    told = ToldOrganisation(
        number=form.number,
        shown="",
        role=form.role,
        name=form.name,
        short_name=form.short_name,
        foreign_name=form.foreign_name,
        established_on=form.established_on.isoformat(),
        address=form.address,
        tax_code=form.tax_code,
        enterprise_code=form.enterprise_code,
        body_code=form.body_code,
    )
    sent = OrganisationAtDesk(told=told, applicant=form.applicant, authorised_by=form.authorised_by)
    opened = services().organisation_desk.receive(sent, actor=officer)
    return _at_field(opened) if isinstance(opened, Refused) else ActDone(key=opened.number)


def _at_field(refused: Refused) -> Outcome:
    """What was refused, at its field where it is about one."""
    if not isinstance(refused, FieldRefused):
        return refused
    said = _PROBLEMS.get((refused.field, refused.reason)) or _FAULTS.get(refused.reason)
    return refused if said is None else Problems({refused.field: said})


def _file(officer: Officer, on: ActTarget, said: PapersThere) -> Outcome:
    file = partial(services().organisation_desk.file, agreements=said.agreements, actor=officer)
    return moved(on, lambda case, version: file(case, version=version))


def _in_force() -> bool:
    return services().cases.rule_set is RuleSetName.DECREE_69_2024


def shut_of(case: Case) -> Mapping[str, Reason]:
    """The ways to a complete dossier that are not the one of this case."""
    if case.procedure != ORGANISATION_ACCOUNT.name or case.state != OrganisationState.AWAITING:
        return {}
    if not takes_papers(case):
        return dict.fromkeys(_WAYS, Reason.CHANNEL_NOT_ALLOWED)
    on_file = services().organisation_issuance.effects.is_on_file(case)
    return {OrganisationEvent.FILE_TO_EXAMINE if on_file else OrganisationEvent.FILE: _OTHER_WAY}


def why_of(case: Case) -> Mapping[str, str]:
    """The same in words."""
    said = {Reason.CHANNEL_NOT_ALLOWED: _ONLINE}
    return {
        event: said.get(reason, _WAYS[OrganisationEvent(event)])
        for event, reason in shut_of(case).items()
    }


_OTHER_WAY: Final = Reason.REGISTRY_DIFFERS
_WAYS: Final[Mapping[OrganisationEvent, str]] = {
    OrganisationEvent.FILE: N_("No register has all that was told, so it is verified here."),
    OrganisationEvent.FILE_TO_EXAMINE: N_("The register has all that was told."),
}
"""The ways to a complete dossier, and why one is not that of a case."""
_ONLINE: Final = N_(
    "By the draft decree it is filed and agreed to in self-service alone, and complete by itself "
    "once all representatives agreed."
)


def _verify(officer: Officer, on: ActTarget, _: object) -> Outcome:
    verify = services().organisation_desk.verify
    return moved(on, lambda case, version: verify(case, version=version, actor=officer))


def _conclude(officer: Officer, on: ActTarget, said: OrganisationConclusion) -> Outcome:
    conclude = services().organisation_desk.conclude
    return moved(on, lambda case, version: conclude(case, said, version=version, actor=officer))


_PAPERS_THERE: Final = N_(
    "The time to decide begins. Are the signed form, and the authorisation of who needs one, among "
    "the documents?"
)
OWN_ACTS: Final[Mapping[tuple[str, str], DeskAct]] = {
    **{
        (ORGANISATION_ACCOUNT.name, event): DeskAct(
            event=event,
            label=EVENTS[event],
            power=Power.ISSUANCE_RECEIVE,
            facts=PapersThere,
            question=_PAPERS_THERE,
            does=_file,
        )
        for event in _WAYS
    },
    (ORGANISATION_ACCOUNT.name, OrganisationEvent.VERIFY): DeskAct(
        event=OrganisationEvent.VERIFY,
        label=EVENTS[OrganisationEvent.VERIFY],
        power=Power.ISSUANCE_PROPOSE,
        question=N_("The register is asked again about everything that was told. Go on?"),
        does=_verify,
    ),
    (ORGANISATION_ACCOUNT.name, OrganisationEvent.CONCLUDE): DeskAct(
        event=OrganisationEvent.CONCLUDE,
        label=EVENTS[OrganisationEvent.CONCLUDE],
        power=Power.ISSUANCE_PROPOSE,
        facts=OrganisationConclusion,
        question=QUESTIONS.get(OrganisationEvent.CONCLUDE),
        does=_conclude,
    ),
}
"""By procedure and event: the acts whose verb is not the engine's."""
_RECEIVE: Final = DeskAct(
    event="apply",
    label=N_("Receive an application on paper"),
    power=Power.ISSUANCE_RECEIVE,
    facts=OrganisationOnPaper,
    hint=N_(
        "Look at the person and their document first. What you type is compared with the register; "
        "the signed form and an authorisation are added to the case."
    ),
    does=_apply,
    listed=_in_force,
)
OPENINGS: Final[Mapping[str, tuple[DeskAct, ...]]] = {ORGANISATION_ACCOUNT.name: (_RECEIVE,)}
"""By procedure: the act by which an application on paper is received, under Decree 69/2024."""
