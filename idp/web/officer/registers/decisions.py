"""Decisions that two officers sign: what is decided, who signed, and what became of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from idp.access.powers import Power
from idp.casework.domain.facts import NoFacts
from idp.kernel.actors import Officer
from idp.kernel.refusals import Reason, Refused
from idp.officers.appointments import PROCEDURE
from idp.officers.domain.decisions import INSTALLATION, Decision, DecisionState, SignedDecision
from idp.officers.domain.signing import SigningAct
from idp.web.current import services
from idp.web.officer.case_words import LINES, PROCEDURES
from idp.web.officer.plain_values import readable
from idp.web.officer.records import (
    SIGN,
    ActDone,
    ActTarget,
    Column,
    DeskAct,
    Outcome,
    Record,
    Row,
)
from idp.web.officer.signers import NotTheirs, officer_value, refusing_closed, signing_closed
from idp.web.officer.values import Fact, Value, basis, code, moment, text, word
from idp.web.pages.labels import N_

STATES: Final[Mapping[str, str]] = {
    DecisionState.OPEN: N_("Waits for signatures"),
    DecisionState.EXECUTED: N_("Signed by two and done"),
    DecisionState.REFUSED: N_("Refused or expired"),
    DecisionState.VOID: N_("Void: it was changed"),
}
EVENTS: Final[Mapping[tuple[str, str], str]] = {
    ("appointment", "appoint"): N_("Appoint an officer"),
    ("appointment", "delegate"): N_("Delegate powers of the Director"),
    ("appointment", "end"): N_("End an appointment"),
    ("counter_recovery", "confirm"): N_("Give an account back"),
    ("key_anchoring", "confirm"): N_("Bind a key to its person"),
}
ACTS: Final[Mapping[SigningAct, str]] = {
    SigningAct.PROPOSE: N_("Proposed by"),
    SigningAct.APPROVE: N_("Approved by"),
}
LABELS: Final[Mapping[str, str]] = {
    "person": N_("Person"),
    "appointment": N_("Appointment"),
    "roles": N_("Roles"),
    "held": N_("Roles held already; they stay"),
    "desk": N_("Desk"),
    "desk_kind": N_("Kind of desk"),
    "from": N_("From"),
    "until": N_("Until"),
    "officer": N_("Officer"),
    "powers": N_("Powers"),
}
"""The lines of a decision, by their words in the signed bytes; a word without a label is shown."""


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
        for each in services().decisions.iterate():
            if state is None or each.state == state:
                yield _row(each)

    def record(self, key: str) -> Record | None:
        found = services().decisions.find(key)
        return None if found is None else _record(found)


def event_label(decision: Decision) -> str:
    """What is decided, a message id; the event's own word where it has none."""
    words = PROCEDURES.get(decision.procedure)
    named = decision.event if words is None else words.title
    return EVENTS.get((decision.procedure, decision.event), named)


def label_of(line: str) -> str:
    """The label of a line of a decision, a message id."""
    return LABELS.get(line) or LINES.get(line, line)


def _open(decision: Decision) -> bool:
    return decision.open_at(services().clock.now())


def _row(decision: Decision) -> Row:
    cells = (
        moment(decision.opened_at),
        word(event_label(decision)),
        word(STATES[decision.state]),
        moment(decision.expires_at),
    )
    return Row(key=decision.id, cells=cells, waits=_open(decision))


def _record(decision: Decision) -> Record:
    signatures = services().decisions.signatures(decision.id)
    open_now = _open(decision)
    return Record(
        key=decision.id,
        title=word(event_label(decision)),
        state=decision.state,
        state_label=STATES[decision.state],
        facts=(
            *_lines(decision),
            Fact(N_("Legal basis"), basis(decision.document["legal_basis"])),
            Fact(N_("Opened"), moment(decision.opened_at)),
            Fact(N_("Can be signed until"), moment(decision.expires_at)),
            *(Fact(ACTS[each.act], _signer(each)) for each in signatures),
            Fact(N_("SHA-256 of what is signed"), code(decision.digest.hex())),
        ),
        shut={} if open_now and _closes(decision) else {"refuse": Reason.STATE_ALREADY_HOLDS},
        onward=_onward(decision) if open_now else (),
        closed_to=partial(_closed_to, decision) if open_now else _to_nobody,
    )


def _to_nobody(_: Officer) -> Mapping[str, NotTheirs]:
    return {}


def _closes(decision: Decision) -> bool:
    """Whether it is one that officers refuse: the installation's is not."""
    return decision.procedure != INSTALLATION


def _lines(decision: Decision) -> Iterator[Fact]:
    for each in decision.shown:
        before = "" if each.before is None else f"{each.before} → "
        said = text(f"{before}{each.after or '–'}")
        if each.label == "case" and each.after is not None:
            said = code(each.after, link=_case_page(decision))
        yield Fact(label_of(each.label), said)
        after = readable(each.after)
        if after is not None:
            yield Fact(N_("In words"), after)


def _signer(signature: SignedDecision) -> Value:
    signer = signature.signer
    return officer_value(signer.officer_id, signer.appointment_id, at=signature.signed_at)


def _case_page(decision: Decision) -> str | None:
    """The page of the case it is about; of an appointment there is none."""
    case = services().work_list.by_id(decision.case_id)
    return None if case is None else f"/officer/{case.procedure.replace('_', '-')}/{case.number}"


def _onward(decision: Decision) -> tuple[tuple[str, str], ...]:
    """To the page of signing, and to the case, on whose page a proposal is withdrawn."""
    sign = (f"/officer/decisions/{decision.id}/{SIGN}", N_("Read and sign"))
    case = _case_page(decision)
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
