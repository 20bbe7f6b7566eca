"""Reports of losses: taken on the telephone, followed as cases, taken back at a counter (D32.3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Annotated, Final

from idp.access.powers import Power
from idp.casework.domain.cases import Case, owner_of
from idp.casework.domain.facts import NoFacts
from idp.kernel.actors import Officer
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import LossCase, LossReason, LossState, LostItem, ReportedBy, report_from
from idp.losses.procedures import LOSS
from idp.web.current import services
from idp.web.officer.forms import NEEDED, Ask, Problems
from idp.web.officer.officer_names import OfficerNames, OwnerNames
from idp.web.officer.read_together import ReadTogether
from idp.web.officer.records import (
    ActDone,
    ActTarget,
    Column,
    DeskAct,
    Outcome,
    PapersOf,
    Record,
    Row,
    not_found,
    person_value,
    stages_of,
)
from idp.web.officer.registers.cases import clocks_of, given_by, steps_of
from idp.web.officer.signers import NotTheirs, case_of_another, own_matter
from idp.web.officer.values import NONE, Fact, Value, code, due, moment, text, word, words
from idp.web.pages.labels import N_

_TOGETHER: Final = 50
"""How many rows are made of one read of their cases."""
REASONS: Final[Mapping[LossReason, str]] = {
    LossReason.LOST_CONTROL: N_("A way to sign in was lost, or somebody else may have it"),
    LossReason.UNAUTHORISED_USE: N_("Somebody used the identity without permission"),
    LossReason.OTHER_DANGER: N_("Something else makes the account unsafe"),
}
ITEMS: Final[Mapping[LostItem, str]] = {
    LostItem.PHONE: N_("The telephone: passkeys, application keys and code applications"),
    LostItem.SECRETS: N_("Password and PIN"),
    LostItem.PAPERS: N_("Printed recovery codes"),
    LostItem.CARD: N_("The identity card"),
}
STATES: Final[Mapping[str, str]] = {
    LossState.OPEN: N_("Open"),
    LossState.TAKEN: N_("Taken"),
    LossState.CLOSED: N_("Closed"),
}
REPORTED_BY: Final[Mapping[ReportedBy, str]] = {
    ReportedBy.ACCOUNT: N_("In the own account"),
    ReportedBy.FORM: N_("On the public page, with a password or code"),
    ReportedBy.LINK: N_("Through a link in a letter"),
    ReportedBy.HOTLINE: N_("On the telephone"),
}
PROOF: Final[Mapping[bool, str]] = {
    True: N_("Strong: it cannot be taken back"),
    False: N_("Weak: it can be taken back, by the person only with an older way to sign in"),
}


@dataclass(frozen=True, slots=True)
class LossClosing:
    """The facts of the end of a case."""

    outcome: Annotated[
        str, Ask(N_("Outcome and reasons"), long=True, hint=N_("What was found and done, and why."))
    ]


@dataclass(frozen=True, slots=True)
class CallersReport:
    """What a caller reports."""

    username: Annotated[
        str, Ask(N_("User name"), hint=N_("Of the account, exactly as it is written."))
    ]
    reason: Annotated[LossReason, Ask(N_("What happened?"), choices=REASONS)]
    lost: Annotated[tuple[LostItem, ...], Ask(N_("What has to stop?"), choices=ITEMS)]


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """What the person showed at the counter."""

    document: Annotated[str, Ask(N_("Document shown"), hint=N_("Which document, and its number."))]


@dataclass(frozen=True, slots=True)
class LossRegister:
    path: str = "losses"
    title: str = N_("Losses")
    about: str = N_("Reports of lost telephones, secrets, papers and cards.")
    reads: tuple[Power, ...] = (Power.LOSS_TAKE, Power.HISTORY_READ)
    looks: bool = False
    waits_in: tuple[str, ...] = (LossState.OPEN,)
    columns: tuple[Column, ...] = (
        Column("number", N_("Number")),
        Column("due", N_("Due")),
        Column("reported", N_("Reported")),
        Column("reason", N_("What happened")),
        Column("state", N_("State")),
        Column("letter", N_("Message about the report")),
        Column("owner", N_("Officer in charge")),
    )

    @property
    def states(self) -> Mapping[str, str]:
        return STATES

    @property
    def acts(self) -> tuple[DeskAct, ...]:
        return (
            DeskAct(event="take", label=N_("Take this case"), power=Power.LOSS_TAKE, does=_take),
            DeskAct(
                event="close",
                label=N_("Close this case"),
                power=Power.LOSS_DECIDE,
                facts=LossClosing,
                question=N_("A closed case stays closed. Is the outcome complete?"),
                does=_close,
            ),
            DeskAct(
                event="take-back",
                label=N_("Take the report back"),
                power=Power.LOSS_TAKE_BACK,
                facts=ShownDocument,
                question=N_(
                    "What the report stopped works again at once. Does the person stand before "
                    "you, and is it the person of the document?"
                ),
                does=_take_back,
            ),
        )

    @property
    def begins(self) -> tuple[DeskAct, ...]:
        return (
            DeskAct(
                event="report",
                label=N_("Report a loss for a caller"),
                power=Power.LOSS_REPORT,
                facts=CallersReport,
                hint=N_(
                    "Make sure who calls first. What is ticked stops at once, every session ends, "
                    "and the person gets a letter."
                ),
                question=N_(
                    "What is ticked stops at once and every session of this account ends. Is it "
                    "exactly this user name, and did you make sure who calls?"
                ),
                does=_report,
            ),
        )

    def rows(self, state: str | None) -> Iterable[Row]:
        found = services().losses.cases.iterate(None if state is None else LossState(state))
        names = OwnerNames()
        while some := list(islice(found, _TOGETHER)):
            kept = ReadTogether([each.id for each in some], services().work_list.by_ids)
            yield from (_row(each, kept, names) for each in some)

    def record(self, key: str) -> Record | None:
        case = services().losses.cases.by_number(key)
        return None if case is None else _record(case)


def _owner(case: LossCase, kept: Case | None, names: OwnerNames) -> Value:
    """Who is in charge: as the case of the engine keeps it, which may have been given away."""
    owner = kept.owner if kept is not None else None if case.owner is None else owner_of(case.owner)
    return NONE if owner is None else text(names.of(owner))


def _letter(case: LossCase) -> str:
    return N_("Sent") if case.lettered else N_("On paper: no address is known")


def _row(case: LossCase, read: ReadTogether[Id, Case], names: OwnerNames) -> Row:
    def cells() -> tuple[Value, ...]:
        kept = read.of(case.id)
        return (
            code(case.number),
            due(None if kept is None or kept.closed_at else kept.due_by),
            moment(case.reported_at),
            word(REASONS[case.reason]),
            word(STATES[case.state]),
            word(_letter(case)),
            _owner(case, kept, names),
        )

    return Row(key=case.number, cells=cells, waits=case.state is LossState.OPEN)


def _record(case: LossCase) -> Record:
    names = OfficerNames()
    removed = services().losses.cases.removed_kinds(case.id)
    kept = services().work_list.by_id(case.id)
    return Record(
        key=case.number,
        title=code(case.number),
        state=case.state,
        state_label=STATES[case.state],
        stages=stages_of(STATES, case.state),
        facts=(
            Fact(N_("Reported"), moment(case.reported_at)),
            Fact(N_("Reported how"), word(REPORTED_BY[case.reported_by])),
            Fact(N_("What happened"), word(REASONS[case.reason])),
            Fact(N_("Stopped"), words(ITEMS[each] for each in case.lost)),
            Fact(N_("Removed at the desk since"), text(", ".join(removed))),
            Fact(N_("Proof"), word(PROOF[case.final_at is not None])),
            Fact(N_("Taken back"), moment(case.taken_back_at)),
            Fact(N_("Message about the report"), word(_letter(case))),
            Fact(N_("Providers told"), text(", ".join(case.providers))),
            Fact(N_("Person"), _person(case)),
            Fact(N_("Officer in charge"), _owner(case, kept, OwnerNames(names))),
            Fact(N_("Outcome and reasons"), text(case.outcome)),
        ),
        shut=_shut(case),
        over=case.state is LossState.CLOSED and not case.can_be_retracted,
        closed_to=partial(_closed_to, case.subject_id, kept),
        version=None if kept is None else kept.version,
        given_by=() if kept is None else given_by(kept),
        papers=PapersOf(case.number, case.subject_id),
        clocks=() if kept is None else clocks_of(kept),
        steps=() if kept is None else steps_of(kept, names),
    )


def _closed_to(subject_id: Id, case: Case | None, officer: Officer) -> Mapping[str, NotTheirs]:
    """Every act about themself; else the moves of a case that a colleague has."""
    own = own_matter(subject_id, [each.event for each in LossRegister().acts], officer)
    if own or case is None:
        return own
    return case_of_another(case, LOSS.moves_from(case.state), officer)


def _person(case: LossCase) -> Value:
    return person_value(case.subject_id, case=case.number)


def _shut(case: LossCase) -> Mapping[str, Reason]:
    shut: dict[str, Reason] = {}
    if case.state is not LossState.OPEN:
        shut["take"] = Reason.STATE_ALREADY_HOLDS
    if case.state is LossState.OPEN:
        shut["close"] = Reason.CASE_UNTAKEN
    if case.state is LossState.CLOSED:
        shut["close"] = Reason.STATE_ALREADY_HOLDS
    if case.final_at is not None or case.taken_back_at is not None:
        shut["take-back"] = Reason.STATE_ALREADY_HOLDS
    return shut


def _take(officer: Officer, on: ActTarget, _: NoFacts) -> Outcome:
    taken = services().losses.cases.take(on.key, actor=officer, version=on.version)
    return taken if isinstance(taken, Refused) else ActDone(key=on.key)


def _close(officer: Officer, on: ActTarget, facts: LossClosing) -> Outcome:
    closed = services().losses.cases.close(
        on.key, outcome=facts.outcome, actor=officer, version=on.version
    )
    return closed if isinstance(closed, Refused) else ActDone(key=on.key)


def _take_back(officer: Officer, on: ActTarget, facts: ShownDocument) -> Outcome:
    taken = services().losses.retraction.at_counter(on.key, document=facts.document, actor=officer)
    return taken if isinstance(taken, Refused) else ActDone(key=on.key)


def _report(officer: Officer, _: ActTarget, facts: CallersReport) -> Outcome:
    asked = report_from(facts.reason.value, [each.value for each in facts.lost])
    account = services().accounts.by_username(facts.username)
    if asked is None:
        return Problems({"lost": NEEDED})
    if account is None:
        missed = services().looks.missed(officer, facts.username, Reason.NOT_FOUND)
        return not_found("username", missed)
    case = services().losses.report_for_caller(account.subject_id, asked, actor=officer)
    return case if isinstance(case, Refused) else ActDone(key=case.number)
