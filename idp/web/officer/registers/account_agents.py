"""Wards, and who acts for the person of an account: the records, and what a body decided (X9.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Final

from idp.access.powers import Power
from idp.casework.domain.cases import Case
from idp.kernel.actors import Officer
from idp.kernel.clock import civil_day
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused
from idp.representation.deciding import BodyDecision
from idp.representation.domain import Representation, RepresentationKind, StatedAgent
from idp.representation.procedures import LONGEST_LINE, WardChange
from idp.representation.service import REGISTRIES
from idp.web.current import services
from idp.web.officer.case_contents import case_page
from idp.web.officer.forms import NOT_A_CHOICE, NOT_A_DAY, TOO_LONG, Ask, Problems
from idp.web.officer.records import ActDone, ActTarget, DeskAct, Outcome
from idp.web.officer.registry_words import NAMES
from idp.web.officer.values import Fact, Value, day, several, text, word
from idp.web.pages.labels import N_, REPRESENTATIONS

_UNREGISTERED: Final = N_("Not registered here")
_JOINTLY: Final = N_("Only together with the others")
_NUMBER: Final = N_("Digits alone.")
_PAPER: Final = N_("Number of the decision")
_PAPER_DAY: Final = N_("Day of the decision")
_AS_WRITTEN: Final = N_("As it is written on it.")
_NOT_YET: Final = N_("This takes today or a day before.")
_TWO_OFFICERS: Final = N_(
    "Nothing changes before two officers have signed it. Add the paper to the case on the next "
    "page, then read and sign."
)
_APPOINTED: Final = {
    each: REPRESENTATIONS[each]
    for each in (RepresentationKind.GUARDIAN, RepresentationKind.REPRESENTATIVE)
}


@dataclass(frozen=True, slots=True)
class NamingAgent:
    """Whom a body appointed, and from when to when."""

    number: Annotated[str, Ask(N_("Identification number of who acts"), hint=_NUMBER)]
    kind: Annotated[RepresentationKind, Ask(N_("Acts as"), choices=_APPOINTED)]
    body: Annotated[str, Ask(N_("Body that decided"))]
    starts_on: Annotated[date, Ask(N_("First day"))]
    paper: Annotated[str, Ask(_PAPER, hint=_AS_WRITTEN)]
    paper_on: Annotated[date, Ask(_PAPER_DAY)]
    ends_on: Annotated[
        str, Ask(N_("Last day"), hint=N_("As YYYY-MM-DD; empty where the decision names none."))
    ] = ""
    jointly: Annotated[bool, Ask(_JOINTLY)] = False


@dataclass(frozen=True, slots=True)
class DecidedOfWard:
    """By whose decision a person is a ward, or is none any more."""

    body: Annotated[str, Ask(N_("Body that decided"))]
    paper: Annotated[str, Ask(_PAPER, hint=_AS_WRITTEN)]
    paper_on: Annotated[date, Ask(_PAPER_DAY)]


@dataclass(frozen=True, slots=True)
class EndingAgent:
    """Who acts no more, and by whose decision."""

    record: Annotated[str, Ask(N_("Who acts no more"), of_record=True)]
    body: Annotated[str, Ask(N_("Body that decided"))]
    paper: Annotated[str, Ask(_PAPER, hint=_AS_WRITTEN)]
    paper_on: Annotated[date, Ask(_PAPER_DAY)]


def agent_facts(subject_id: Id) -> Iterable[Fact]:
    """A line for each record that has not ended, of either side."""
    records = services().representations
    for each in records.of_principal(subject_id):
        if each.ended_at is None:
            yield Fact(N_("Acts for this person"), _told(each, each.agent_id))
    for each in records.of_agent(subject_id):
        if each.ended_at is None:
            yield Fact(N_("This person acts for"), _told(each, each.principal_id))


def agents_by_decision(subject_id: Id) -> dict[str, Value]:
    """The records of a body that have not ended, to choose one from."""
    found = services().representations.of_principal(subject_id)
    return {
        each.id: _told(each, each.agent_id)
        for each in found
        if each.ended_at is None and each.source not in REGISTRIES
    }


def _told(record: Representation, other: Id | None) -> Value:
    known = None if other is None else services().accounts.by_subject(other)
    who = word(_UNREGISTERED) if known is None else text(known.username, aside=known.subject_id)
    registry = next((each for each in NAMES if each.value == record.source), None)
    return several(
        who,
        word(REPRESENTATIONS[record.kind]),
        text(record.source) if registry is None else word(NAMES[registry]),
        day(record.starts_on),
        *(() if record.ends_on is None else (day(record.ends_on),)),
        *((word(_JOINTLY),) if record.jointly else ()),
    )


def _name(officer: Officer, on: ActTarget, facts: NamingAgent) -> Outcome:
    problems = {}
    try:
        ends_on = date.fromisoformat(facts.ends_on) if facts.ends_on else None
    except ValueError:
        ends_on, problems["ends_on"] = None, NOT_A_DAY
    if ends_on is not None and ends_on < facts.starts_on:
        problems["ends_on"] = N_("This is before the first day.")
    if not (facts.number.isascii() and facts.number.isdigit()):
        problems["number"] = _NUMBER
    problems |= _paper_problems(facts)
    if problems:
        return Problems(problems)
    stated = StatedAgent(
        number=facts.number,
        kind=facts.kind,
        starts_on=facts.starts_on,
        ends_on=ends_on,
        jointly=facts.jointly,
    )
    proposals = services().guardianship_proposals
    return _to_case(proposals.propose_agent(on.key, stated, by=_decision(facts), actor=officer))


def _end(officer: Officer, on: ActTarget, facts: EndingAgent) -> Outcome:
    problems = _paper_problems(facts)
    if facts.record not in agents_by_decision(on.key):
        problems["record"] = NOT_A_CHOICE
    if problems:
        return Problems(problems)
    proposals = services().guardianship_proposals
    by = _decision(facts)
    return _to_case(proposals.propose_end(on.key, facts.record, by=by, actor=officer))


def _ward(change: WardChange, officer: Officer, on: ActTarget, facts: DecidedOfWard) -> Outcome:
    problems = _paper_problems(facts)
    if problems:
        return Problems(problems)
    proposals = services().guardianship_proposals
    return _to_case(proposals.propose_ward(on.key, change, by=_decision(facts), actor=officer))


def _paper_problems(facts: NamingAgent | EndingAgent | DecidedOfWard) -> dict[str, str]:
    problems = {"paper_on": _NOT_YET} if facts.paper_on > civil_day(services().clock.now()) else {}
    lines = (("body", facts.body), ("paper", facts.paper))
    return problems | {name: TOO_LONG for name, said in lines if len(said) > LONGEST_LINE}


def _decision(facts: NamingAgent | EndingAgent | DecidedOfWard) -> BodyDecision:
    return BodyDecision(facts.body, facts.paper, facts.paper_on)


def _to_case(opened: Case | Refused) -> Outcome:
    """On to the case, where the paper is added and the proposal is signed."""
    if isinstance(opened, Refused):
        return opened
    return ActDone(key=opened.number, then=case_page(opened.id))


NAME: Final = "name-agent"
END: Final = "end-agent"
WARD: Final = "record-guardianship"
NO_WARD: Final = "end-guardianship"
_NO_WARD_HINT: Final = N_(
    "Whoever acts by this guardianship does so no more then, and the person uses the account alone "
    "from the age of 14 on."
)
_WARD_HINT: Final = N_("Only by a decision of a body. Who acts for the person is proposed apart.")
AGENT_ACTS: Final = (
    DeskAct(
        event=WARD,
        label=N_("Propose that this person is a ward"),
        power=Power.GUARDIANSHIP_PROPOSE,
        facts=DecidedOfWard,
        hint=_WARD_HINT,
        question=_TWO_OFFICERS,
        does=partial(_ward, WardChange.BEGINS),
    ),
    DeskAct(
        event=NO_WARD,
        label=N_("Propose that this person is a ward no more"),
        power=Power.GUARDIANSHIP_PROPOSE,
        facts=DecidedOfWard,
        hint=_NO_WARD_HINT,
        question=_TWO_OFFICERS,
        does=partial(_ward, WardChange.ENDS),
    ),
    DeskAct(
        event=NAME,
        label=N_("Propose who acts for this person"),
        power=Power.GUARDIANSHIP_PROPOSE,
        facts=NamingAgent,
        hint=N_("Only by a decision. What a register says of it comes from the register."),
        question=_TWO_OFFICERS,
        does=_name,
    ),
    DeskAct(
        event=END,
        label=N_("Propose that somebody acts for this person no more"),
        power=Power.GUARDIANSHIP_PROPOSE,
        facts=EndingAgent,
        question=_TWO_OFFICERS,
        choices=lambda key: {"record": agents_by_decision(key)},
        does=_end,
    ),
)
NO_AGENT: Final = N_("No decision names anybody who acts for this person.")
