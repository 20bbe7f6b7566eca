"""What a case is about, as facts of its page; read from the slice that keeps it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Final

from idp.casework.domain.cases import Case
from idp.casework.domain.facts import facts_of
from idp.corrections.domain import OF_ONE_NAME
from idp.factors.app_keys.procedures import KeyToAnchor
from idp.factors.biometrics.domain import (
    Assurance,
    BiometricProvider,
)
from idp.issuance.domain import (
    CitizenApplication,
    ForeignerApplication,
    IssuanceState,
    LevelTwoApplication,
    last_comparison,
)
from idp.issuance.effects import application_in, guardian_in
from idp.issuance.guardians import AuthorityToAct, StatedGuardian
from idp.issuance.level_one.domain import LevelOneApplication
from idp.issuance.level_one.procedures import LEVEL_ONE
from idp.issuance.organisations.domain import OrganisationApplication
from idp.issuance.organisations.effects import completed
from idp.issuance.organisations.procedures import ORGANISATION_ACCOUNT
from idp.issuance.procedures import ISSUANCE
from idp.kernel.ids import Id
from idp.kernel.registries import RegistryName
from idp.losses.procedures import LOSS
from idp.policy.anchors import AnchorKind
from idp.representation.deciding import decision_asked_in
from idp.representation.domain import AgreementState
from idp.representation.procedures import AgentAsked
from idp.subjects.contact_values import masked
from idp.subjects.domain import Contact, ContactKind
from idp.violations.domain import ViolationKind
from idp.violations.procedures import MISUSE as MISUSE_CASES
from idp.violations.service import MisuseInList
from idp.web.current import services
from idp.web.officer.biometric_words import (
    ORIGINS,
    PROFILES,
    PROTOCOLS,
    REFERENCES,
    REPORTS,
    TASKS,
    TRAITS,
)
from idp.web.officer.case_reads import CaseReads
from idp.web.officer.case_words import CHOICES, FOUND, LINES, MISUSE, SOURCES
from idp.web.officer.identity_values import identity_value
from idp.web.officer.officer_names import OwnerNames
from idp.web.officer.plain_values import changed, plain
from idp.web.officer.records import person_value
from idp.web.officer.registry_words import NAMES
from idp.web.officer.values import NONE, Fact, Value, code, day, moment, several, text, word, words
from idp.web.pages.labels import ITEMS, N_

ANCHORS: Final[Mapping[AnchorKind, str]] = {
    AnchorKind.CSCA: N_("Signing authority of identity cards (CSCA)"),
    AnchorKind.ANDROID: N_("Root of the attestations of Android hardware"),
}


def contents_of(case: Case) -> tuple[Fact, ...]:
    """The facts of a case; of a procedure without an entry, those of its last event."""
    return tuple(CONTENTS.get(case.procedure, _of_events)(case, CaseReads.of([case])))


def summary_of(case: Case, reads: CaseReads) -> Value:
    """What a list says of a case in a few words, so that no two cases read the same.

    Whatever it takes is read once for all rows of a page.
    """
    if case.procedure == MISUSE_CASES.name:
        found = reads.misuse(case)
        return NONE if found is None else several(*_misuse_in_list(found, reads))
    number = _TOLD_IN_A_LIST.get(case.procedure, 1)
    facts = CONTENTS.get(case.procedure, _of_events)(case, reads)
    return several(*(each.value for each in islice(facts, number)))


def _misuse_in_list(found: MisuseInList, reads: CaseReads) -> Iterator[Value]:
    """What happened, and to whom the result was issued."""
    yield word(MISUSE[ViolationKind(found.kind)])
    yield reads.party(found.issued_to)


def case_page(case_id: Id) -> str | None:
    """The page of a case, which a record or a decision is about; None where it is of none."""
    case = services().work_list.by_id(case_id)
    return None if case is None else f"/officer/{case.procedure.replace('_', '-')}/{case.number}"


def owner_of_case(case: Case, names: OwnerNames) -> Value:
    """Who is in charge, by name; an operator by user and host."""
    return NONE if case.owner is None else text(names.of(case.owner))


def _misuse(case: Case, reads: CaseReads) -> Iterator[Fact]:
    found = services().violations.one(case.id)
    if found is None:
        return
    yield Fact(N_("What happened"), word(MISUSE[found.kind]))
    yield Fact(N_("Issued to"), reads.party(found.issued_to))
    yield Fact(N_("Shown by"), reads.party(found.shown_by))
    yield Fact(N_("Times"), text(str(found.times)))
    yield Fact(N_("Last time"), moment(found.last_at))
    yield Fact(N_("Evidence"), plain(dict(found.evidence)))
    yield Fact(N_("Outcome and reasons"), text(found.outcome))


def _loss(case: Case, reads: CaseReads) -> Iterator[Fact]:
    found = reads.loss(case)
    if found is not None:
        yield Fact(N_("What happened"), word(CHOICES[found.reason]))


def _change(case: Case, reads: CaseReads) -> Iterator[Fact]:
    found = reads.change(case)
    if found is None:
        return
    yield Fact(N_("Switch"), word(LINES.get(found.switch, found.switch)))
    yield Fact(N_("What changes"), changed(found.before, found.after))
    yield Fact(N_("Value before"), plain(found.before))
    yield Fact(N_("Value after"), plain(found.after))


def _anchor(case: Case, reads: CaseReads) -> Iterator[Fact]:
    found = reads.anchor(case)
    if found is None:
        return
    yield Fact(N_("Certificate"), text(found.subject))
    yield Fact(N_("Kind"), word(ANCHORS[found.kind]))
    yield Fact(N_("Fingerprint (SHA-256)"), code(found.fingerprint))
    yield Fact(N_("Valid until"), moment(found.not_after))


def _biometric(case: Case, reads: CaseReads) -> Iterator[Fact]:
    found = reads.biometric(case.id)
    if isinstance(found, Assurance):
        yield from _report(found, reads)
    elif found is not None:
        yield Fact(N_("Name"), text(found.name))
        yield Fact(N_("Task"), word(TASKS[found.role]))
        yield Fact(N_("Protocol"), word(PROTOCOLS[found.interface]))
        yield Fact(N_("Address"), code(found.endpoint))
        yield Fact(N_("Gallery"), text(found.gallery))
        yield Fact(N_("Traits"), words(TRAITS[one] for one in found.modalities))
        yield Fact(N_("How people are named there"), word(REFERENCES[found.person_reference]))
        yield Fact(N_("Where references come from"), word(ORIGINS.get(found.provenance, "")))
        yield Fact(N_("Profile"), word(PROFILES[found.profile]))


def _report(report: Assurance, reads: CaseReads) -> Iterator[Fact]:
    service = reads.biometric(report.provider_id)
    name = service.name if isinstance(service, BiometricProvider) else report.provider_id
    yield Fact(N_("Report"), text(report.report))
    yield Fact(N_("Kind"), word(REPORTS[report.kind]))
    yield Fact(N_("Service"), text(name, link=case_page(report.provider_id)))
    yield Fact(N_("Standard"), text(report.standard))
    yield Fact(N_("Laboratory"), text(report.lab))
    yield Fact(N_("Measured value"), text(str(report.value or "")))
    yield Fact(N_("Valid until"), moment(report.valid_until))


def _recovery(case: Case, reads: CaseReads) -> Iterator[Fact]:
    """The document, and the contacts to go through with the person while nothing changed yet."""
    told = reads.told(case)
    yield Fact(N_("Document shown"), text(told.get("document")))
    if case.subject_id is not None and case.closed_at is None:
        for kind in ContactKind:
            now, coming = services().contacts.now_and_next(case.subject_id, kind)
            if now is not None:
                yield Fact(CHOICES[kind], words(_contact(now)))
            if coming is not None:
                yield Fact(_WAITING[kind], words(_contact(coming)))
    if "keeps" in told:
        yield Fact(
            N_("Contacts that the person named as theirs"),
            words(CHOICES[each] for each in told["keeps"]),
        )


_WAITING: Final[Mapping[ContactKind, str]] = {
    ContactKind.EMAIL: N_("E-mail address that waits; a recovery undoes it"),
    ContactKind.PHONE: N_("Telephone number that waits; a recovery undoes it"),
}


def _contact(contact: Contact) -> Iterator[str]:
    """A masked address or number, how it came to be there, and since when."""
    registered = contact.ceremony_id is None
    yield masked(contact.value)
    yield N_("As registered") if registered else N_("Set in a sign-in")
    yield f"{contact.facts.set_at:%d/%m/%Y}"


def _anchoring(case: Case, reads: CaseReads) -> Iterator[Fact]:
    sought = facts_of(KeyToAnchor, reads.told(case))
    yield Fact(N_("Number of the key"), code(sought.key))
    yield Fact(N_("Document shown"), text(sought.document))


def _request(case: Case, reads: CaseReads) -> Iterator[Fact]:
    told = reads.told(case)
    yield Fact(N_("What is asked, by whom"), text(told.get("ground")))
    yield Fact(N_("Outcome and reasons"), text(told.get("outcome")))


def _correction(case: Case, reads: CaseReads) -> Iterator[Fact]:
    """What the person asked and told, and why it was decided so."""
    told = reads.correction(case)
    asked, ground = told.asked, told.ground
    yield Fact(N_("Datum"), word(ITEMS[asked.datum]))
    yield Fact(N_("On record when it was asked"), identity_value(asked.datum, asked.was))
    yield Fact(N_("What it should be"), identity_value(asked.datum, asked.wanted))
    yield Fact(N_("Where it comes from"), word(SOURCES.get(asked.source, asked.source)))
    yield Fact(N_("Why, as the person says"), text(asked.why))
    if asked.datum in OF_ONE_NAME:
        yield Fact(N_("Not corrected with it"), word(_OTHER_NAMES))
    for each in told.inquiries:
        yield Fact(N_("What the person was asked"), text(each.question))
        yield Fact(N_("Answer of the person"), text(each.answer))
    yield Fact(N_("Outcome and reasons"), text(ground))


def _merge(case: Case, reads: CaseReads) -> Iterator[Fact]:
    """The two, by which registry; who was heard, and what is proposed."""
    told = reads.told(case)
    yield Fact(N_("Registry"), word(NAMES[RegistryName(told["registry"])]))
    yield Fact(CHOICES["told"], person_value(case.subject_id, case=case.number))
    yield Fact(CHOICES["holder"], person_value(told["other"]))
    yield Fact(N_("Event of the registry"), code(told["event_id"]))
    if "said" in told:
        yield Fact(N_("Document shown"), text(told["document"]))
        yield Fact(N_("What the person says about the two accounts"), text(told["said"]))
    if "goes_on" in told:
        yield Fact(N_("Which registration goes on"), word(CHOICES[told["goes_on"]]))
    yield Fact(N_("Outcome and reasons"), text(told.get("ground")))
    join = services().registry_merges.join_of(case)
    if join is not None and join.undone_at is None:
        at = f"/officer/registries/join.{join.id}"
        yield Fact(N_("Joined"), word(N_("Where the two can be parted again"), link=at))
    elif join is not None:
        yield Fact(N_("Parted again"), moment(join.undone_at))


def _guardianship(case: Case, reads: CaseReads) -> Iterator[Fact]:
    """By which decision; who acts, as what, from when until when: a list names nobody."""
    told = reads.told(case)
    asked = decision_asked_in(told)
    if asked is None:
        return
    yield Fact(N_("What is recorded"), word(CHOICES[asked.change]))
    yield Fact(N_("Body that decided"), text(asked.deciding_body))
    yield Fact(N_("Number of the decision"), text(asked.decision_number))
    yield Fact(N_("Day of the decision"), day(asked.decision_day))
    if isinstance(asked, AgentAsked):
        last_day = day(date.fromisoformat(asked.last_day)) if asked.last_day else NONE
        yield Fact(N_("Who acts"), _who_acts(asked))
        yield Fact(N_("Acts as"), word(CHOICES[asked.acts_as]))
        yield Fact(N_("First day"), day(asked.first_day))
        yield Fact(N_("Last day"), last_day)
        yield Fact(N_("Only together with the others"), word(_YES_NO[asked.together]))
    yield Fact(N_("Why it is refused"), text(told.get("ground")))


def _who_acts(asked: AgentAsked) -> Value:
    """A person who is registered here by a recorded look, anybody else by the number alone."""
    if asked.agent:
        return person_value(asked.agent)
    return word(N_("Not registered here"), aside=asked.agent_number)


_YES_NO: Final = {True: N_("Yes"), False: N_("No")}
_OTHER_NAMES: Final = N_(
    "Only this datum is written. The full name and its parts are separate data: where they do not"
    " agree afterwards, the person asks for each."
)


def _application(case: Case, reads: CaseReads) -> Iterator[Fact]:
    """What was applied for, what the machine said, and why it was decided so."""
    told = reads.told(case)
    asked = application_in(case, told)
    yield from _shown_document(asked)
    yield from _guardian(guardian_in(told))
    yield Fact(N_("Telephone number"), text(asked.phone))
    yield Fact(N_("E-mail address"), text(asked.email))
    yield Fact(N_("User name"), text(asked.username))
    yield Fact(N_("Number of the key"), code(asked.key))
    yield Fact(N_("To be integrated"), words(CHOICES[each] for each in asked.integrate))
    compared = last_comparison(told)
    if compared is not None:
        yield Fact(N_("Face"), word(CHOICES[compared[0]]))
        yield Fact(N_("Finger"), word(CHOICES[compared[1]]))
    if case.state == IssuanceState.INCOMPLETE:
        yield Fact(N_("What is missing"), text(told.get("missing")))
    yield Fact(N_("Outcome and reasons"), text(told.get("ground")))


def _guardian(guardian: StatedGuardian | None) -> Iterator[Fact]:
    """Who came along, apart from the person, and by what they act."""
    if guardian is None:
        return
    yield Fact(N_("Came along, and acts for the person"), text(guardian.guardian_name))
    yield Fact(N_("Number of who acts"), code(guardian.guardian_number))
    yield Fact(N_("Document of who acts"), code(guardian.guardian_document))
    yield Fact(N_("Acts as"), word(CHOICES[guardian.acts_as]))
    yield Fact(N_("By what they act"), word(CHOICES[guardian.authority]))
    source, by_register = guardian.authority_source, guardian.authority is AuthorityToAct.REGISTER
    said = word(NAMES[RegistryName(source)]) if by_register else text(source)
    yield Fact(N_("Who says so"), said)
    if guardian.authority is AuthorityToAct.PAPER:
        yield Fact(N_("Paper shown"), word(CHOICES[guardian.paper_kind]))
        yield Fact(N_("Number of the paper"), code(guardian.paper_number))
        issued_on = date.fromisoformat(guardian.paper_issued_on)
        yield Fact(N_("Day of the paper"), day(issued_on))


def _organisation(case: Case, reads: CaseReads) -> Iterator[Fact]:
    """What was told of the organisation, who agreed, and what an officer verified."""
    issuance = services().organisation_issuance
    told = completed(reads.told(case))
    asked = facts_of(OrganisationApplication, told)
    for name, value in asked.said().items():
        yield Fact(CHOICES[name], identity_value(name, value))
    yield Fact(N_("Applied for by"), person_value(issuance.filed_by(case)))
    yield Fact(N_("As what they apply"), word(CHOICES[asked.role]))
    if asked.authorised_by:
        yield Fact(N_("Authorised by"), person_value(asked.authorised_by))
    yield Fact(N_("Not in the register as told"), words(CHOICES[each] for each in asked.differing))
    for each in issuance.agreements(case):
        yield Fact(_AGREEMENTS[each.state], person_value(each.agent_id))
    yield Fact(N_("What was verified"), words(CHOICES[each] for each in told.get("checks", ())))
    yield Fact(N_("What was found, by which papers"), text(told.get("conclusion")))
    yield Fact(N_("Outcome and reasons"), text(told.get("ground")))


_AGREEMENTS: Final[Mapping[AgreementState, str]] = {
    AgreementState.SENT: N_("Representative who has not answered"),
    AgreementState.AGREED: N_("Representative who agreed"),
    AgreementState.ON_PAPER: N_("Representative who agreed in writing"),
    AgreementState.REFUSED: N_("Representative who did not agree"),
    AgreementState.EXPIRED: N_("Representative who did not answer in time"),
    AgreementState.CEASED: N_("Represents it no more, and did not answer"),
}


def _shown_document(asked: LevelTwoApplication) -> Iterator[Fact]:
    """What the person showed, which is also what a list tells cases apart by."""
    if isinstance(asked, ForeignerApplication):
        yield Fact(N_("Passport or travel document"), code(asked.document))
        yield Fact(N_("Valid until"), day(date.fromisoformat(asked.expires_on)))
    if isinstance(asked, CitizenApplication):
        if asked.card_number:
            yield Fact(N_("Number of the identity card"), code(asked.card_number))
        if asked.card_application:
            yield Fact(N_("Application for the card"), code(asked.card_application))
        yield Fact(N_("How the card was checked"), word(CHOICES[asked.checked]))


def _level_one(case: Case, reads: CaseReads) -> Iterator[Fact]:
    """What was declared otherwise, what the machine said of the face, and why it was decided so."""
    told = reads.told(case)
    asked = facts_of(LevelOneApplication, told)
    if "card_application" in told:
        yield Fact(N_("Application for the card"), code(told["card_application"]))
        found = [said for reason, said in FOUND.items() if reason == told["found"]]
        yield Fact(N_("What the machine found"), words(found))
    yield Fact(N_("Declared otherwise"), words(CHOICES[each] for each in asked.differs))
    yield Fact(N_("Face"), words(CHOICES[each] for each in asked.face))
    yield Fact(N_("Reference of the comparison"), code(asked.comparison))
    yield Fact(N_("Telephone number"), text(asked.phone))
    yield Fact(N_("E-mail address"), text(asked.email))
    if asked.filer:
        yield Fact(N_("Filed by"), person_value(asked.filer))
    yield Fact(N_("Why what differs is no other person"), text(told.get("finding")))
    yield Fact(N_("Outcome and reasons"), text(told.get("ground")))


def _of_events(case: Case, reads: CaseReads) -> Iterator[Fact]:
    for each in reads.events(case)[-1:]:
        yield Fact(N_("Details"), plain(each.facts))


CONTENTS: Final[Mapping[str, Callable[[Case, CaseReads], Iterator[Fact]]]] = {
    "misuse": _misuse,
    LOSS.name: _loss,
    "policy_change": _change,
    "means_rules_change": _change,
    "trust_anchor": _anchor,
    "biometric_record": _biometric,
    "counter_recovery": _recovery,
    "key_anchoring": _anchoring,
    "person_request": _request,
    "data_correction": _correction,
    "registration_merge": _merge,
    "guardianship_record": _guardianship,
    **{each.name: _application for each in ISSUANCE},
    ORGANISATION_ACCOUNT.name: _organisation,
    **{each.name: _level_one for each in LEVEL_ONE},
}
"""By procedure: the facts of a case, those that a list shows first."""
_TOLD_IN_A_LIST: Final[Mapping[str, int]] = {
    "misuse": 2,
    "registration_merge": 3,
    "guardianship_record": 3,
    "policy_change": 2,
    "means_rules_change": 2,
    "biometric_record": 3,
}
"""How many of them a list shows; of every other procedure one."""
