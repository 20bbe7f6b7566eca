"""Organisations that the person represents: their accounts, applied for and agreed to (Art. 12)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from flask import Response, request

from idp.accounts.domain import CURRENT_TERMS, AccountState
from idp.assurance.levels import Level
from idp.authorization.domain.credential_change import RequiredLevels
from idp.casework.domain.cases import Case
from idp.issuance.domain import FieldRefused
from idp.issuance.organisations.domain import LEAST_LEVEL, TOLD, LegalRole, OrganisationState
from idp.issuance.organisations.service import (
    AskedAgreement,
    OrganisationForm,
    RepresentedOrganisation,
    ToldOrganisation,
)
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.rule_sets import RuleSetName
from idp.representation.domain import AgreementRequest, AgreementState
from idp.subjects.datum_values import day_of
from idp.web.current import services
from idp.web.pages.labels import ITEMS, N_
from idp.web.pages.rendering import error_page, see_other
from idp.web.self_service.account_labels import (
    CASE_STATES,
    OF_ORGANISATIONS,
    OTHER_CASE,
    OWN_ITEMS,
)
from idp.web.self_service.data_on_record import DataGroup, groups_of_organisation
from idp.web.self_service.guards import (
    ORGANISATIONS,
    AccountHolder,
    address_telling,
    held_from_others,
    login_required,
    own_query,
    refusal_in_query,
    refusal_message,
    show,
    show_with_problem,
    shown_version,
)
from idp.web.state_accounts import of_the_state

PATH: Final = ORGANISATIONS
APPLY: Final = f"{PATH}/<number>/apply"
ACTIVATE: Final = f"{PATH}/<number>/activate"
AGREEMENT: Final = f"{PATH}/agreements/<uuid:request_id>"
WITHDRAW: Final = f"{PATH}/applications/<number>/withdraw"
GO_ON: Final = f"{PATH}/applications/<number>/go-on"
_LEVEL_2: Final = RequiredLevels(Level(LEAST_LEVEL), Level.NONE)
NOT_HERE: Final = N_("There is no such organisation, request or application for you.")
_of_the_state = of_the_state(lambda: error_page(404, NOT_HERE))
DONE: Final = {
    "filed": N_("Done: the application was sent. What happens next stands below."),
    "agreed": N_("Done: you agreed. Who applied goes on once everybody agreed."),
    "not-agreed": N_("Done: you did not agree, so the application was refused."),
    "withdrawn": N_("Done: the application was withdrawn."),
    "went-on": N_("Done: the application is complete, and the authority checks it."),
    "activated": N_("Done: the account is activated. You act for it after your own sign-in."),
}
_SENTENCES: Final[Mapping[Reason, str]] = {
    Reason.NOT_REPRESENTATIVE: N_("By the register you do not represent this organisation now."),
    Reason.FILER_MAY_NOT_ACT: N_(
        "Nothing was done: who applied may not act for this organisation now. A no of who is asked "
        "to agree ends the application."
    ),
    Reason.LEVEL2_REQUIRED: N_(
        "Nothing was sent: who applies for an organisation needs an account of level 02."
    ),
    Reason.ACCOUNT_LOCKED: N_("Nothing was changed: your account is locked."),
    Reason.PAGE_CHANGED: N_(
        "This was changed meanwhile. Look at what is on record now, and go on."
    ),
    Reason.STATE_ALREADY_HOLDS: N_("This organisation has an account already."),
    Reason.CASE_OPEN: N_("An application for this organisation is open already."),
    Reason.IDENTITY_EXISTS: N_(
        "This organisation was joined to another registration. Ask the help line."
    ),
    Reason.NOT_OPERATING: N_("By its register this organisation does not operate now."),
    Reason.REGISTRY_NOT_CONNECTED: N_(
        "Nothing was done: the register of organisations is not connected here."
    ),
    Reason.SERVICE_UNAVAILABLE: N_(
        "Nothing was done: the register of organisations does not answer. Try again later."
    ),
    Reason.REGISTRY_HAS_NO_RECORD: N_(
        "Nothing was done: the register has no record of this organisation now. Ask the body that"
        " registered it."
    ),
    Reason.REGISTRY_DIFFERS: N_(
        "Nothing was done: under this number the register has another organisation. Ask the help"
        " line."
    ),
    Reason.REGISTRY_ANSWER_REFUSED: N_(
        "Nothing was done: the answer of the register could not be used. Try again later."
    ),
    Reason.REGISTRY_RECORD_FAULTY: N_(
        "Nothing was done: the record of this organisation in the register is faulty. Ask the body"
        " that registered it."
    ),
    Reason.REGISTRATION_FAULTY: N_(
        "Fill in this field, without signs that hide or reorder others."
    ),
    Reason.AGREEMENT_MISSING: N_("Not every other representative has agreed yet."),
    Reason.EXPIRED: N_("The time for answers is over, so the application ended."),
    Reason.CASE_MOVED: N_("This was moved meanwhile. Look at how far it is now."),
    Reason.TERMS_NOT_ACCEPTED: N_("Read the terms of use and tick that you accept them."),
}
_FAULTS: Final[Mapping[Reason, str]] = {
    Reason.REGISTRATION_FAULTY: _SENTENCES[Reason.REGISTRATION_FAULTY],
    Reason.IDENTITY_EXISTS: N_(
        "Another registration has this code. If it is the same body, apply for that one: both stand"
        " under “Organisations” where you represent both. If not, correct the code here, or ask the"
        " help line."
    ),
}
"""What is wrong with one field."""
ROLES: Final[Mapping[LegalRole, str]] = {
    LegalRole.LEGAL_REPRESENTATIVE: N_("Legal representative"),
    LegalRole.HEAD: N_("Head"),
}
_AT_DESKS: Final = {
    **ROLES,
    LegalRole.AUTHORISED: N_("Authorised by who represents it"),
}
"""At a desk somebody who is authorised may file it as well."""
_ALL_LABELS: Final = {**ITEMS, **OWN_ITEMS, **OF_ORGANISATIONS}
LABELS: Final[Mapping[str, str]] = {name: _ALL_LABELS[name] for name in TOLD}
_DAYS: Final = frozenset({"established_on"})
_NEEDED: Final = frozenset({"name", "established_on", "address"})
AGREEMENTS: Final[Mapping[AgreementState, str]] = {
    AgreementState.SENT: N_("was asked, and has not answered"),
    AgreementState.AGREED: N_("agreed"),
    AgreementState.ON_PAPER: N_("agreed in writing"),
}
"""Of an open application: who did not agree ended it, and is named to nobody."""
_NOT_ASKED: Final = N_("is not registered here, and is asked once they are")


@dataclass(frozen=True, slots=True)
class AskedOf:
    """One representative who was asked; `said` is a message id, `name` "" of who is not here."""

    name: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRow:
    """One organisation; `state` of its account, and of the newest application, are message ids.

    `apply`, `activate`, `withdraw`, `go_on`: where the person goes on, None where they cannot.
    `version`: of the case, as its forms carry it. `asked`: while it is open, as nobody is told
    afterwards who did not agree (D12.3-2). `data`: what is on record of the organisation.
    """

    name: str
    number: str
    account: str | None
    case: str | None
    state: str | None
    due_at: datetime | None
    asked: tuple[AskedOf, ...]
    data: tuple[DataGroup, ...]
    version: int
    apply: str | None
    activate: str | None
    withdraw: str | None
    go_on: str | None


@dataclass(frozen=True, slots=True)
class WaitingAgreement:
    """What waits for the person's agreement."""

    link: str
    name: str
    filer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationsPage:
    """`terms`: the version of the terms of use that an activation accepts.

    `papers`: by the rule set in force a desk takes an application on paper.
    """

    papers: bool
    waiting: tuple[WaitingAgreement, ...]
    organisations: tuple[OrganisationRow, ...]
    terms: str
    done: str | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class OrganisationField:
    """One field of the form; `label` and `problem` are message ids. `day`: it is a date."""

    name: str
    label: str
    value: str
    needed: bool
    day: bool
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationApplyPage:
    """`version` of what is shown; `others`: how many are asked beside. `roles`: message ids.

    `before`: by the rule set in force the others have to agree before it is filed.
    """

    name: str
    number: str
    action: str
    version: str
    fields: tuple[OrganisationField, ...]
    roles: Mapping[str, str]
    role: str
    others: int
    before: bool
    problem: str | None


@dataclass(frozen=True, slots=True)
class AgreedFact:
    """One datum that was told; `label` is a message id. `on`: the same where it is a day."""

    label: str
    text: str
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationAgreementPage:
    """What one representative agrees to. `role`: of who filed."""

    name: str
    case: str
    filer: str
    role: str
    filed_at: datetime
    action: str
    version: str
    facts: tuple[AgreedFact, ...]
    problem: str | None


@login_required
@_of_the_state
def organisations(person: AccountHolder) -> Response:
    """GET /me/organisations."""
    return show(person, "organisations", _list(person, refusal_in_query()))


@login_required
@_of_the_state
def ask_apply(person: AccountHolder, number: str) -> Response:
    """GET: the form about one organisation, filled in with what is on record."""
    return _at_level_2(person) or _form_page(person, number, None, refusal_in_query())


@login_required
@_of_the_state
def apply(person: AccountHolder, number: str) -> Response:
    """POST: file it."""
    held_back = _at_level_2(person)
    if held_back is not None:
        return held_back
    told = ToldOrganisation(
        number=number,
        shown=request.form.get("shown", ""),
        role=_role(request.form.get("role", "")),
        **{name: request.form.get(name, "") for name in LABELS},
    )
    filed = services().organisation_issuance.apply(told, actor=person.actor)
    if not isinstance(filed, Refused):
        return see_other(f"{PATH}?done=filed")
    if filed.reason is Reason.NOT_REPRESENTATIVE:
        return see_other(address_telling(PATH, _SENTENCES[filed.reason]))
    at = _FAULTS.get(filed.reason) if isinstance(filed, FieldRefused) else None
    return _form_page(person, number, filed, at or _sentence(filed))


@login_required
@_of_the_state
def ask_agreement(person: AccountHolder, request_id: UUID) -> Response:
    """GET: what the person is asked to agree to."""
    return _at_level_2(person) or _agreement_page(person, str(request_id), refusal_in_query())


@login_required
@_of_the_state
def agree(person: AccountHolder, request_id: UUID) -> Response:
    """POST: agree as the page showed it, or not; once."""
    held_back = _at_level_2(person)
    if held_back is not None:
        return held_back
    agreed = request.form.get("decision") == "agree"
    answered = services().organisation_issuance.answer(
        str(request_id),
        agreed=agreed,
        shown=request.form.get("shown", ""),
        actor=person.actor,
    )
    if not isinstance(answered, Refused):
        return see_other(f"{PATH}?done={'agreed' if agreed else 'not-agreed'}")
    if answered.reason is Reason.NOT_FOUND:
        return error_page(404, NOT_HERE)
    back = f"{PATH}/agreements/{request_id}"
    at = back if answered.reason is Reason.PAGE_CHANGED else PATH
    return see_other(address_telling(at, _sentence(answered)))


@login_required
@_of_the_state
def activate(person: AccountHolder, number: str) -> Response:
    """POST: activate the granted account, with the terms of use accepted for it."""
    held_back = _at_level_2(person)
    if held_back is not None:
        return held_back
    terms = request.form.get("terms", "") if "accept" in request.form else ""
    done = services().organisation_issuance.activate(number, terms, actor=person.actor)
    return _answered(person, done, "activated")


@login_required
@_of_the_state
def withdraw(person: AccountHolder, number: str) -> Response:
    """POST: by who filed it, or represents it without others, as the page showed it."""
    held_back = _at_level_2(person)
    if held_back is not None:
        return held_back
    ended = services().organisation_issuance.withdraw(
        number, version=shown_version(), actor=person.actor
    )
    return _answered(person, ended, "withdrawn")


@login_required
@_of_the_state
def go_on(person: AccountHolder, number: str) -> Response:
    """POST: by who filed it, where nobody's agreement is missing any more."""
    held_back = _at_level_2(person)
    if held_back is not None:
        return held_back
    gone = services().organisation_issuance.go_on(
        number, version=shown_version(), actor=person.actor
    )
    return _answered(person, gone, "went-on")


def _answered(person: AccountHolder, done: object, said: str) -> Response:
    if not isinstance(done, Refused):
        return see_other(f"{PATH}?done={said}")
    if done.reason is Reason.NOT_FOUND:
        return error_page(404, NOT_HERE)
    page = _list(person, _sentence(done))
    return show_with_problem(person, "organisations", page, path=PATH)


def _at_level_2(person: AccountHolder) -> Response | None:
    return held_from_others(person, LEAST_LEVEL, back=PATH)


def _sentence(refused: Refused) -> str:
    return _SENTENCES.get(refused.reason) or refusal_message(refused)


def _in_force() -> bool:
    return services().cases.rule_set is RuleSetName.DECREE_69_2024


def _role(text: str) -> LegalRole:
    """The role that was chosen; what is none of them is that of most."""
    known = {each.value: each for each in ROLES}
    return known.get(text, LegalRole.LEGAL_REPRESENTATIVE)


def _list(person: AccountHolder, problem: str | None) -> OrganisationsPage:
    found = services().organisation_issuance
    return OrganisationsPage(
        papers=_in_force(),
        waiting=tuple(_waiting(found.asked(person.subject_id))),
        organisations=tuple(_row(each, person) for each in found.represented(person.subject_id)),
        terms=CURRENT_TERMS,
        done=None if problem else DONE.get(own_query("done")),
        problem=problem,
    )


def _waiting(asked: tuple[AskedAgreement, ...]) -> Iterator[WaitingAgreement]:
    for each in asked:
        link = f"{PATH}/agreements/{each.request.id}"
        yield WaitingAgreement(link, each.application.name, _name(each.filer))


def _row(found: RepresentedOrganisation, person: AccountHolder) -> OrganisationRow:
    identity, account, case = found
    number, is_open = identity.number, case is not None and case.closed_at is None
    known, me = services().organisation_issuance, person.subject_id
    mine = case is not None and known.is_of(case, me)
    ends = is_open and case is not None and known.may_withdraw(case, me)
    here = None if case is None else f"{PATH}/applications/{case.number}"
    awaits = is_open and case is not None and case.state == OrganisationState.AWAITING
    granted = account is not None and account.state is AccountState.GRANTED
    return OrganisationRow(
        name=identity.name or number,
        number=number,
        account=None if account is None else _ACCOUNTS[account.state],
        case=None if case is None else case.number,
        state=None if case is None else CASE_STATES.get(case.state, OTHER_CASE),
        due_at=None if case is None or awaits or not is_open else case.due_by,
        asked=() if case is None or not is_open else tuple(_asked_of(case)),
        data=groups_of_organisation(identity, person.lang),
        version=0 if case is None else case.version,
        apply=f"{PATH}/{number}/apply" if account is None and not is_open else None,
        activate=f"{PATH}/{number}/activate" if granted else None,
        withdraw=f"{here}/withdraw" if ends else None,
        go_on=f"{here}/go-on" if case and awaits and mine and _can_go_on(case) else None,
    )


def _can_go_on(case: Case) -> bool:
    found = services().organisation_issuance
    stands = found.effects.filer_refusal(case) is None
    return stands and found.effects.is_filed(case) and not found.missing(case)


_ACCOUNTS: Final[Mapping[AccountState, str]] = {
    AccountState.GRANTED: N_("It has an account, which waits to be activated"),
    AccountState.ACTIVE: N_("It has an account"),
    AccountState.LOCKED: N_("Its account is locked"),
}


def _asked_of(case: Case) -> Iterator[AskedOf]:
    for each in services().organisation_issuance.agreements(case):
        if each.state in AGREEMENTS:
            yield AskedOf(_name(each.agent_id), _said(each))


def _said(asked: AgreementRequest) -> str:
    unknown = asked.state is AgreementState.SENT and asked.sent_at is None
    return _NOT_ASKED if unknown else AGREEMENTS[asked.state]


def _name(subject_id: Id | None) -> str:
    if subject_id is None:
        return ""
    return services().subjects.identity(subject_id).name or subject_id


def _form_page(
    person: AccountHolder, number: str, refused: Refused | None, problem: str | None
) -> Response:
    """The form with what is on record, or with what was typed where it was refused."""
    form = services().organisation_issuance.form(number, person.subject_id)
    if isinstance(form, Refused):
        return error_page(404, NOT_HERE)
    view = OrganisationApplyPage(
        name=form.identity.name or form.identity.number,
        number=form.identity.number,
        action=f"{PATH}/{form.identity.number}/apply",
        version=form.version,
        fields=tuple(_fields(form, refused)),
        roles={each.value: label for each, label in ROLES.items()},
        role=request.form.get("role", LegalRole.LEGAL_REPRESENTATIVE),
        others=form.others,
        before=_in_force(),
        problem=problem,
    )
    return show_with_problem(person, "organisation_apply", view, path=view.action)


def _fields(form: OrganisationForm, refused: Refused | None) -> Iterator[OrganisationField]:
    faulty = refused.field if isinstance(refused, FieldRefused) else None
    problem = None if refused is None else _FAULTS.get(refused.reason)
    for name, label in LABELS.items():
        yield OrganisationField(
            name=name,
            label=label,
            value=request.form.get(name, form.said[name]),
            needed=name in _NEEDED,
            day=name in _DAYS,
            problem=problem if name == faulty else None,
        )


def _agreement_page(person: AccountHolder, request_id: Id, problem: str | None) -> Response:
    asked = services().organisation_issuance.asked(person.subject_id)
    found = next((each for each in asked if each.request.id == request_id), None)
    if found is None:
        return error_page(404, NOT_HERE)
    said = found.application.said()
    view = OrganisationAgreementPage(
        name=found.application.name,
        case=found.case.number,
        filer=_name(found.filer),
        role=_AT_DESKS[found.application.role],
        filed_at=found.case.opened_at,
        action=f"{PATH}/agreements/{request_id}",
        version=found.version,
        facts=tuple(
            AgreedFact(label, said[name], day_of(said[name]) if name in _DAYS else None)
            for name, label in LABELS.items()
            if said[name]
        ),
        problem=problem,
    )
    return show_with_problem(person, "organisation_agreement", view, path=view.action)
