"""Decisions that two officers sign: what is decided, who signed, and what became of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Final

from idp.access.powers import Power
from idp.assurance.kinds import Means
from idp.casework.domain.cases import Case
from idp.casework.domain.facts import NoFacts
from idp.casework.domain.procedure import Apart
from idp.kernel.actors import Officer
from idp.kernel.refusals import Reason, Refused
from idp.officers.appointments import PROCEDURE
from idp.officers.domain.decisions import INSTALLATION, Decision, DecisionState, SignedDecision
from idp.officers.domain.signing import SigningAct
from idp.web.current import services
from idp.web.officer.case_contents import case_page
from idp.web.officer.case_reads import CaseReads
from idp.web.officer.decision_words import (
    about_of,
    event_label,
    label_of,
    line_value,
    proposer_of,
    title_of,
)
from idp.web.officer.officer_names import OfficerNames
from idp.web.officer.read_together import PAGE
from idp.web.officer.records import (
    SIGN,
    ActDone,
    ActTarget,
    Column,
    DeskAct,
    Outcome,
    Record,
    Row,
    person_value,
)
from idp.web.officer.signers import NotTheirs, officer_value, refusing_closed, signing_closed
from idp.web.officer.values import NONE, Fact, Value, basis, code, moment, several, word
from idp.web.pages.labels import MEANS, N_

STATES: Final[Mapping[str, str]] = {
    DecisionState.OPEN: N_("Waits for signatures"),
    DecisionState.EXECUTED: N_("Signed by two and done"),
    DecisionState.REFUSED: N_("Refused or expired"),
    DecisionState.VOID: N_("Void: it was changed"),
}
ACTS: Final[Mapping[SigningAct, str]] = {
    SigningAct.PROPOSE: N_("Proposed by"),
    SigningAct.APPROVE: N_("Approved by"),
}


@dataclass(frozen=True, slots=True)
class DecisionRegister:
    path: str = "decisions"
    title: str = N_("Decisions to sign")
    about: str = N_("What two officers have to sign before it is done.")
    reads: tuple[Power, ...] = (Power.WORK_SEE,)
    looks: bool = False
    waits_in: tuple[str, ...] = (DecisionState.OPEN,)
    columns: tuple[Column, ...] = (
        Column("opened", N_("Opened")),
        Column("what", N_("Decision")),
        Column("about", N_("About")),
        Column("by", N_("Proposed by")),
        Column("state", N_("State")),
        Column("until", N_("Can be signed until")),
    )
    begins: tuple[DeskAct, ...] = ()

    @property
    def states(self) -> Mapping[str, str]:
        return STATES

    @property
    def acts(self) -> tuple[DeskAct, ...]:
        return (
            DeskAct(
                event="refuse",
                label=N_("Refuse or withdraw it"),
                power=Power.WORK_SEE,
                question=N_("A refused decision is closed for ever."),
                does=_refuse,
            ),
        )

    def rows(self, state: str | None) -> Iterable[Row]:
        names = OfficerNames()
        found = services().decisions.iterate(None if state is None else DecisionState(state))
        while some := list(islice(found, PAGE)):
            cases = services().work_list.by_ids({each.case_id for each in some})
            reads = CaseReads.of(cases[each.case_id] for each in some if each.case_id in cases)
            yield from (_row(each, names, cases.get(each.case_id), reads) for each in some)

    def record(self, key: str) -> Record | None:
        found = services().decisions.find(key)
        return None if found is None else _record(found)


def _open(decision: Decision) -> bool:
    return decision.open_at(services().clock.now())


def _apart_for(case: Case | None) -> Apart | None:
    """Who sees a decision alone: as its case, which may be back at the office that it came from."""
    return None if case is None else services().work_list.apart_for(case)


def _row(decision: Decision, names: OfficerNames, case: Case | None, reads: CaseReads) -> Row:
    def cells() -> tuple[Value, ...]:
        return (
            moment(decision.opened_at),
            word(event_label(decision)),
            about_of(decision, names, case, reads),
            proposer_of(decision, names),
            word(STATES[decision.state]),
            moment(decision.expires_at),
        )

    return Row(key=decision.id, cells=cells, waits=_open(decision), apart=_apart_for(case))


def _record(decision: Decision) -> Record:
    signatures = services().decisions.signatures(decision.id)
    open_now = _open(decision)
    return Record(
        key=decision.id,
        title=title_of(decision),
        state=decision.state,
        state_label=STATES[decision.state],
        facts=(
            *_lines(decision),
            Fact(N_("Legal basis"), basis(decision.document["legal_basis"])),
            Fact(N_("Opened"), moment(decision.opened_at)),
            Fact(N_("Can be signed until"), moment(decision.expires_at)),
            *(fact for each in signatures for fact in _signed(each)),
            Fact(N_("SHA-256 of what is signed"), code(decision.digest.hex())),
        ),
        shut={} if open_now and _closes(decision) else {"refuse": Reason.STATE_ALREADY_HOLDS},
        why={} if _closes(decision) else {"refuse": RUNS_OUT},
        over=not open_now,
        apart=_apart_for(services().work_list.by_id(decision.case_id)),
        onward=_onward(decision) if open_now else (),
        closed_to=partial(_closed_to, decision) if open_now else _to_nobody,
    )


RUNS_OUT: Final = N_("Nobody refuses this one at a desk: unsigned, it runs out.")


def _to_nobody(_: Officer) -> Mapping[str, NotTheirs]:
    return {}


def _closes(decision: Decision) -> bool:
    """Whether it is one that officers refuse: the installation's is not."""
    return decision.procedure != INSTALLATION


def _lines(decision: Decision) -> Iterator[Fact]:
    """What is signed, in words; a value that changes under the one before."""
    for each in decision.shown:
        before, after = (line_value(each.label, one) for one in (each.before, each.after))
        if each.label == "case" and each.after is not None:
            after = code(each.after, link=case_page(decision.case_id))
        if each.label == "provider_id" and each.after is not None:
            after = code(each.after, link=case_page(each.after))
        if each.label == "subject" and each.after is not None:
            after = person_value(each.after, case=decision.document["data"]["number"])
        if before is None:
            yield Fact(label_of(each.label), NONE if after is None else after)
        elif after is None:
            yield Fact(label_of(each.label), before)
        else:
            now, then = word(N_("Before")), word(N_("After"))
            yield Fact(label_of(each.label), several(now, before, then, after))


def _signed(signature: SignedDecision) -> tuple[Fact, ...]:
    """Who signed, and with what."""
    means = word(MEANS[Means(signature.means.value)])
    return Fact(ACTS[signature.act], _signer(signature)), Fact(N_("Signed with"), means)


def _signer(signature: SignedDecision) -> Value:
    signer = signature.signer
    return officer_value(signer.officer_id, signer.appointment_id, at=signature.signed_at)


def _onward(decision: Decision) -> tuple[tuple[str, str], ...]:
    """To the page of signing, and to the case, on whose page a proposal is withdrawn."""
    sign = (f"/officer/decisions/{decision.id}/{SIGN}", N_("Read and sign"))
    case = case_page(decision.case_id)
    return (sign,) if case is None else (sign, (case, N_("To the case")))


def _closed_to(decision: Decision, officer: Officer) -> Mapping[str, NotTheirs]:
    sign, refuse = signing_closed(decision, officer), refusing_closed(decision, officer)
    found = {SIGN: sign, "refuse": refuse}
    return {event: closed for event, closed in found.items() if closed is not None}


def _refuse(officer: Officer, on: ActTarget, _: NoFacts) -> Outcome:
    found = services().decisions.find(on.key)
    if found is None:
        return Refused(Reason.NOT_FOUND)
    ours = found.procedure == PROCEDURE
    verbs = services().appointments if ours else services().case_decisions
    refused = verbs.refuse(on.key, officer)
    return refused if isinstance(refused, Refused) else ActDone(key=on.key)
