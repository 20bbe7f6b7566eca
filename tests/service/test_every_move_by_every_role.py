"""Every procedure, walked over state × event × who: what its value and the table of powers say.

Each case is a real one, opened by its own slice and brought into each state by moves that are found
by a search over the transitions. There every move is tried by an officer of each role and by
everybody who is none, and what is no move there by a part of them in turn, by the engine as it is
outside the demonstration, with the effects and the signed decisions of the product. The answer that
is expected is computed here, from the transitions, the refusals and the roles of each power; a move
is undone again, so that all start from one case.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, NamedTuple

import pytest
from sqlalchemy import select

from idp.access.desks import DeskKind
from idp.access.powers import FOR_PROGRAMS, POWERS, Power
from idp.accounts.shown_documents import DocumentData
from idp.casework.domain.cases import Case, CaseEvent, owner_of
from idp.casework.domain.facts import FieldKind, FormField, facts_from, form_of
from idp.casework.domain.moves import About
from idp.casework.domain.procedure import Lapse, Procedure, Transition
from idp.casework.ports import Powers, UnsignedApprovals
from idp.casework.rows import ONE, case_from
from idp.casework.service import Cases
from idp.corrections.procedures import CorrectionEvent
from idp.deadlines.tables import DEADLINE
from idp.factors.domain import CredentialKind
from idp.history.domain import EventType
from idp.history.tables import HISTORY
from idp.issuance.domain import BiometricsCompared, ComparedAs, SignedConfirmation
from idp.issuance.level_one.domain import JointLevelOneApplication, joint
from idp.issuance.level_one.procedures import LEVEL_ONE
from idp.issuance.organisations.domain import OrganisationConclusion
from idp.issuance.procedures import (
    FOREIGNER_LEVEL_2,
    ISSUANCE,
    ForeignerEvent,
    IssuanceEvent,
    JointEvent,
)
from idp.kernel.actors import (
    ActingClient,
    Actor,
    Officer,
    OfficerRole,
    Person,
    SecondPerson,
    System,
    Through,
    Unproven,
)
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import LossReason, LostItem, Report, ReportedBy
from idp.officers.approvals import SignedApprovals
from idp.officers.case_decisions import CaseDecisions
from idp.officers.domain.decisions import Decision
from idp.officers.procedures import PERSON_REQUEST, RequestGround
from idp.policy.anchors import AnchorKind
from idp.policy.domain import Switch
from idp.registries.procedures import PersonHeard
from idp.subjects.domain import Datum, Source
from idp.violations.domain import ViolationKind
from idp.wiring.procedures import PROCEDURES
from tests.support import anchorings, databases
from tests.support.activations import number_of
from tests.support.biometrics import matcher
from tests.support.corrections import ask, declared
from tests.support.desks import Desk, desk_of
from tests.support.issuance import MATCHED, SIGNED, applied
from tests.support.level_one import CARD_APPLICATION, applied_online, matching
from tests.support.makers import authority
from tests.support.officers import OPERATOR
from tests.support.organisations import CONCLUSION, opened
from tests.support.registry_merges import NAME, waits_at_the_desk
from tests.support.representing import PAPER, guardian_of, with_paper
from tests.support.telephones import telephone_of
from tests.support.world import World, sure

ROOT: Final = authority("A root")
LOST: Final = Report(LossReason.LOST_CONTROL, frozenset({LostItem.SECRETS}))
ABSENT: Final = replace(MATCHED, fingers=ComparedAs.NOT_ENROLLED)
PORTAL: Final = ActingClient(client_id="portal")
EVERY_POWER: Final = ActingClient(client_id="robot", powers=tuple(Power))
"""A client of the admin API with a token for everything."""
KIND: Final = DeskKind.COMMUNE_POLICE
"""Of the officers' desks: people appear in person there."""
KINDS: Final = {FOREIGNER_LEVEL_2.name: DeskKind.IMMIGRATION_PROVINCIAL}
"""By procedure, where people appear at another kind."""
ELSEWHERE: Final = DeskKind.HOTLINE
"""A kind of desk at which nobody appears in person."""
WHO: Final = 2 * len(OfficerRole) + 6
"""How many actors there are: officers of each role at two desks, and six who are none."""
TURNS: Final = 3
"""An event that a state has not is refused whoever fires it: a third of everybody tries each, and
all of them one after another."""
EXPECTED = Transition | Reason
OF_ANY_OFFICER: Final = frozenset(
    {
        ("policy_change", "withdraw"),
        ("means_rules_change", "withdraw"),
        ("trust_anchor", "withdraw"),
        ("biometric_record", "retire"),
        ("counter_recovery", "withdraw"),
        ("key_anchoring", "withdraw"),
        ("registration_merge", "refuse"),
        ("guardianship_record", "refuse"),
        ("guardianship_record", "withdraw"),
    }
)
"""What any officer with the power does, though a colleague has the case: it stops something."""


def _misuse(world: World, me: str, _: Officer) -> str:
    return world.services.violations.open(
        ViolationKind.CODE_REPLAYED, issued_to="portal", actor=PORTAL, subject_id=me
    )


def _loss(world: World, me: str, by: Officer) -> str:
    losses = world.services.losses
    return losses.report(me, LOST, reported_by=ReportedBy.HOTLINE, actor=by).id


def _anchor(world: World, _: str, by: Officer) -> str:
    return sure(world.services.trust_anchors.propose(AnchorKind.CSCA, ROOT.pem, by)).id


def _service(world: World, _: str, by: Officer) -> str:
    made = matcher("http://127.0.0.1:9")
    return sure(world.services.biometric_providers.propose(made, actor=by)).id


def _visit(world: World, me: str, by: Officer) -> str:
    shown = DocumentData(**{"birthdate": "", **world.services.accounts.registered(me)})
    visits = world.services.counter_visits
    return sure(visits.begin("", shown, document="identity card", actor=by)).id


def _key(world: World, me: str, by: Officer) -> str:
    telephone_of(world, me)
    (key,) = [
        each for each in world.services.credentials.held(me) if each.kind is CredentialKind.APP_KEY
    ]
    return sure(anchorings.begin(world.services, key.id, by=by)).id


def _request(world: World, me: str, by: Officer) -> str:
    """As `Looks.request` opens it, which takes it at once."""
    facts, about = RequestGround("A call of the person."), About(subject_id=me)
    happening = EventType.PERSON_REQUEST_OPENED
    cases = world.services.cases
    return sure(cases.open(PERSON_REQUEST, by, happening, about=about, facts=facts)).id


def _correction(world: World, me: str, _: Officer) -> str:
    return sure(ask(world, declared(world, me, nickname="Ann"), "nickname", "An")).id


def _merge(world: World, me: str, by: Officer) -> str:
    """As the desk opens it: a registry told that this person has the number of another."""
    holder, event_id = world.person(totp=False).subject_id, new_id()
    waits_at_the_desk(world, me, holder, event_id)
    merges = world.services.registry_merges
    return sure(merges.open(NAME, event_id, told=me, holder=holder, actor=by)).id


def _guardianship(world: World, me: str, by: Officer) -> str:
    """As the desk opens it about a ward, for whom a court appointed somebody."""
    placed = world.services.endings.place_under_guardian
    assert placed(me, body=PAPER.body, actor=OPERATOR) is None
    stated = guardian_of(number_of(world, world.person(totp=False)))
    proposals = world.services.guardianship_proposals
    case = sure(proposals.propose_agent(me, stated, by=PAPER, actor=by))
    with_paper(world, case)
    return case.id


def _application(procedure: Procedure) -> Callable[[World, str, Officer], str]:
    return lambda world, _, by: applied(world, by, procedure).id


def _organisation(world: World, me: str, _: Officer) -> str:
    return opened(world, me).id


def _from_telephone(procedure: Procedure) -> Callable[[World, str, Officer], str]:
    return lambda world, _, __: applied_online(world, procedure).id


def _switch(switch: Switch, value: object) -> Callable[[World, str, Officer], str]:
    def propose(world: World, _: str, by: Officer) -> str:
        return sure(world.services.policy.propose(switch, value, by)).id

    return propose


OPENED_BY: Final[Mapping[str, Callable[[World, str, Officer], str]]] = {
    "misuse": _misuse,
    "loss": _loss,
    "policy_change": _switch(Switch.SSO, "off"),
    "means_rules_change": _switch(Switch.MEANS_RULES, []),
    "trust_anchor": _anchor,
    "biometric_record": _service,
    "counter_recovery": _visit,
    "key_anchoring": _key,
    "person_request": _request,
    "data_correction": _correction,
    "registration_merge": _merge,
    "guardianship_record": _guardianship,
    **{each.name: _application(each) for each in ISSUANCE},
    "organisation_account": _organisation,
    **{each.name: _from_telephone(each) for each in LEVEL_ONE},
}
"""How a case of each procedure begins: in its own slice, about a person, by an officer."""


BEGUN_BY: Final = {"organisation_account": OfficerRole.IDENTITY_OFFICER}
"""The officer who moves a case first that no officer opens; of every other one an operator."""


class Written(NamedTuple):
    """Everything the engine writes of one case, and the ids of the whole history."""

    case: Case
    events: tuple[CaseEvent, ...]
    history: tuple[str, ...]
    clocks: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, repr=False)
class Walk:
    """One procedure in one house. `desks` has an officer of each role."""

    world: World
    procedure: Procedure
    cases: Cases
    decisions: CaseDecisions
    desks: Mapping[OfficerRole, Desk]

    def written(self, case_id: str) -> Written:
        database = self.world.services.database
        row = database.one(ONE, case=case_id)
        assert row is not None
        entries = database.all(select(HISTORY.c.id).order_by(HISTORY.c.id))
        clocks = select(DEADLINE).where(DEADLINE.c.case_id == case_id).order_by(DEADLINE.c.id)
        return Written(
            case_from(row),
            tuple(self.cases.events(case_id)),
            tuple(each.id for each in entries),
            tuple(tuple(each) for each in database.all(clocks)),
        )

    def undone(self) -> AbstractContextManager[None]:
        return databases.undone(self.world.services.database)

    def able(self, power: Power) -> Desk:
        return self.desks[min(POWERS[power].roles)]

    def began(self) -> tuple[str, Desk]:
        """A new case and who opened it: somebody new, so that nobody else acted in it."""
        opening = self.procedure.opening
        role = BEGUN_BY.get(self.procedure.name, OfficerRole.OPERATOR)
        role = role if opening is None else min(POWERS[opening].roles)
        if self.procedure in LEVEL_ONE:  # a stranger opens it; who proposes it is an officer
            role = OfficerRole.IDENTITY_OFFICER
        desk, me = desk_of(self.world, role, kind=self.kind), self.world.person(totp=False)
        return OPENED_BY[self.procedure.name](self.world, me.subject_id, desk.officer), desk

    def brought_to(self, state: str) -> tuple[str, Desk]:
        case_id, opener = self.began()
        for move in path_to(self.procedure, state):
            alone = not move.second_person and opener.officer.roles[0] in POWERS[move.power].roles
            desk = opener if alone else self.able(move.power)
            assert self.press(case_id, opener, move, desk) is None
        if self.procedure in ISSUANCE:
            self._prepare_application(case_id)
        assert self.written(case_id).case.state == state
        return case_id, opener

    def press(self, case_id: str, opener: Desk, move: Transition, desk: Desk) -> Reason | None:
        """Make a move as an officer does at the desk: alone, or as the second who signs."""
        if move.second_person:
            decision = self.proposal(case_id, opener, move)
            return self.sign(decision, desk)
        subject_id = self.written(case_id).case.subject_id
        by: Actor = desk.officer
        self.prepare(case_id, move.event)
        if move.of_person:
            assert subject_id is not None
            first = self.cases.events(case_id)[0].actor
            acts = isinstance(first, Person) and first.acting_for is not None
            by = first if acts else Person(subject_id=subject_id)
        if move.of_rule:
            by = System(rule=move.of_rule)
        answer = self.cases.fire(case_id, move.event, by, self.facts(case_id, move))
        return answer.reason if isinstance(answer, Refused) else None

    def facts(self, case_id: str, move: Transition) -> object:
        """The facts of a move: of a hearing, from a document that is of the person.

        And what is compared once the card exists, of the person too.
        """
        me = self.written(case_id).case.subject_id
        if move.needs is JointLevelOneApplication and me is not None:
            return joint(matching(self.world, me), CARD_APPLICATION)
        if move.needs is not PersonHeard or me is None:
            return facts_of_move(move)
        known = self.world.services.accounts.registered(me)
        return PersonHeard(document="identity card", said="Found so.", **known)

    def prepare(self, case_id: str, event: str) -> None:
        """What an event needs besides its state: only what a register holds is referred to it."""
        me = self.written(case_id).case.subject_id
        if event == CorrectionEvent.REFER and me is not None:
            subjects, now = self.world.services.subjects, self.world.clock.now()
            held = Datum("Ann", Source.NATIONAL_POPULATION_DB, now.date())
            with self.world.services.database.transaction():
                subjects.amend(me, {"nickname": held}, from_then=now)

        prepared = event in (IssuanceEvent.COMPLETE, IssuanceEvent.VERIFY, ForeignerEvent.SEND)
        if prepared and self.procedure in ISSUANCE:
            self._prepare_application(case_id)
        if event == ForeignerEvent.TO_ENROL:
            self._prepare_application(case_id, ABSENT)

    def _prepare_application(
        self, case_id: str, compared: BiometricsCompared | None = None
    ) -> None:
        """The card exists, the machine says that it is the person, and they have signed.

        `compared`: what it says instead.
        """
        case, able = self.written(case_id).case, self.receiver.officer
        if case.owner is not None:  # it was prepared before it was given to somebody
            return
        for each in (JointEvent.CARD_ISSUED, IssuanceEvent.COMPARE):
            move = told_of(self.procedure, case.state, each) if each in self.events else None
            if isinstance(move, Transition):
                said = compared if each == IssuanceEvent.COMPARE else None
                sure(self.cases.fire(case_id, each, able, said or facts_of_move(move)))

    @cached_property
    def receiver(self) -> Desk:
        """Who prepares applications and signs no decision."""
        return desk_of(self.world, OfficerRole.RECEIVING_OFFICER, kind=self.kind)

    @property
    def kind(self) -> DeskKind:
        """Of the desks at which the person of a case appears."""
        return KINDS.get(self.procedure.name, KIND)

    @property
    def events(self) -> frozenset[str]:
        return frozenset(map(str, self.procedure.events))

    def give(self, case_id: str, owner: Officer, move: Transition) -> None:
        """Put an officer in charge who makes a move; what it needs is found while nobody is."""
        if move.event == ForeignerEvent.TO_ENROL:
            sure(self.cases.assign(case_id, owner, owner=None))
            self.prepare(case_id, move.event)
        sure(self.cases.assign(case_id, owner, owner=owner))

    def proposal(self, case_id: str, opener: Desk, move: Transition) -> Decision:
        """The decision about the move, signed by who opened the case."""
        number = self.written(case_id).case.number
        made = sure(self.decisions.of_case(number, opener.officer, facts_of_move(move)))
        assert self.sign(made, opener) is None
        return made

    def sign(self, decision: Decision, desk: Desk) -> Reason | None:
        page = sure(self.world.services.decisions.page(decision.id, desk.officer))
        answer = self.decisions.sign(decision.id, desk.officer, desk.answer(page))
        return answer.reason if isinstance(answer, Refused) else None


@pytest.fixture
def walk(world: World, request: pytest.FixtureRequest) -> Walk:
    """The engine of the product, with its effects, under the rules of production."""
    services = world.services
    approvals = SignedApprovals(UnsignedApprovals(SecondPerson()), demo=False)
    approvals.bind(services.decisions, services.case_decisions.contents)
    production = replace(services.cases.permissions, may=Powers())
    cases = replace(services.cases, permissions=production, approvals=approvals)
    decisions = replace(services.case_decisions, cases=cases)
    kind = KINDS.get(request.param, KIND)
    desks = {role: desk_of(world, role, kind=kind) for role in OfficerRole}
    return Walk(world, PROCEDURES[request.param], cases, decisions, desks)


def path_to(procedure: Procedure, state: str) -> tuple[Transition, ...]:
    """The shortest moves from the opening into a state."""
    paths: dict[str, tuple[Transition, ...]] = {procedure.initial: ()}
    while state not in paths:
        longer = {
            str(each.target): (*path, each)
            for source, path in paths.items()
            for each in procedure.transitions
            if each.source == source and each.target not in paths
        }
        assert longer, f"{state} is not reached"
        paths |= longer
    return paths[state]


def facts_of_move(move: Transition) -> object:
    if move.needs is SignedConfirmation:
        return SIGNED
    if move.needs is OrganisationConclusion:
        return CONCLUSION
    made = facts_from(move.needs, {each.name: [_typed(each)] for each in form_of(move.needs)})
    assert isinstance(made, move.needs), made
    return made


def _typed(field: FormField) -> str:
    if field.choices:
        return field.choices[0]
    return {
        FieldKind.NUMBER: str(field.least),
        FieldKind.DATE: "2026-11-23",
        FieldKind.YES_NO: "yes",
    }.get(field.kind, "Found so.")


def told_of(procedure: Procedure, state: str, event: str) -> EXPECTED:
    """What the value says about an event in a state, read without the engine's own lookup."""
    told: list[EXPECTED] = [
        each for each in procedure.transitions if (each.source, each.event) == (state, event)
    ]
    told += [
        each.reason for each in procedure.refusals if event == each.event and state in each.states
    ]
    (answer,) = told
    return answer


def expected(told: EXPECTED, actor: Actor, case: Case, *, lapse: Lapse | None) -> EXPECTED:
    """What the engine answers to somebody who did nothing in the case, and signs nothing.

    `lapse`: of a state that has lapsed; None while it has not.
    """
    if isinstance(told, Reason):
        return told
    if isinstance(actor, System):
        automatic = lapse is not None and lapse.event == told.event
        return told if automatic or actor.rule == told.of_rule else Reason.NOT_AUTHORISED
    if not told.of_officers:
        late = Reason.EXPIRED if lapse is not None else None
        theirs = told.of_person and isinstance(actor, Person)
        return late or (told if theirs else Reason.NOT_AUTHORISED)
    refused = Reason.EXPIRED if lapse is not None else lacks(told, actor)
    if told.second_person and isinstance(actor, Officer) and case.owner == owner_of(actor):
        return Reason.FOUR_EYES  # who owns it took or proposed it
    if refused is None and is_of_a_colleague(case, told, actor):
        return Reason.CASE_OF_ANOTHER
    return told if refused is None else refused


def is_of_a_colleague(case: Case, move: Transition, actor: Actor) -> bool:
    """Whether another officer than this one has the case, and alone makes the move."""
    officers = case.owner is not None and case.owner.startswith("officer:")
    if not officers or case.closed_at is not None or not isinstance(actor, Officer):
        return False
    if not move.of_officers:
        return False
    anybody = move.second_person or (case.procedure, move.event) in OF_ANY_OFFICER
    return not anybody and case.owner != f"officer:{actor.officer_id}"


def lacks(move: Transition, actor: Actor) -> Reason | None:
    """What somebody who is no rule lacks for a move; None: nothing."""
    rule = POWERS[move.power]
    match actor:
        case Officer(roles=roles) if rule.roles.intersection(roles):
            if rule.at_desks and actor.desk_kind == ELSEWHERE:
                return Reason.DESK_NOT_COMPETENT
            return Reason.NOT_PROVEN if move.second_person else None
        case Officer() | Person() | Unproven():
            return Reason.NOT_AUTHORISED
        case ActingClient(powers=powers) if move.power not in powers:
            return Reason.NOT_AUTHORISED
        case ActingClient() if rule.commands and move.power not in FOR_PROGRAMS:
            return Reason.NOT_AUTHORISED
        case _:
            return None if rule.commands else Reason.COMMANDS_PROPOSE


def everybody(walk: Walk, case: Case) -> dict[str, Actor]:
    """An officer of each role, and each other kind of actor."""
    here = {str(role): desk.officer for role, desk in walk.desks.items()}
    elsewhere = {f"{role} elsewhere": replace(x, desk_kind=ELSEWHERE) for role, x in here.items()}
    subject_id = case.subject_id or walk.world.person(totp=False).subject_id
    now = walk.world.clock.now()
    themself = Person(subject_id=subject_id, session_id=case.id, level=4, authenticated_at=now)
    return {
        **here,
        **elsewhere,
        "the person": themself,
        "a rule": System(rule="policy of these tests"),
        "a command": OPERATOR,
        "a client without the power": PORTAL,
        "a client with every power": EVERY_POWER,
        "somebody unproven": Unproven(through=Through.BROWSER),
    }


def whom_it_concerns(walk: Walk, case: Case, move: Transition) -> list[Actor]:
    """Everybody but officers elsewhere who could not make the move at their own desk either."""
    able = POWERS[move.power].roles
    return [
        actor
        for actor in everybody(walk, case).values()
        if not isinstance(actor, Officer)
        or actor.desk_kind != ELSEWHERE
        or able.intersection(actor.roles)
    ]


def is_made(walk: Walk, before: Written, move: Transition, actor: Actor, *, signed: bool) -> None:
    """The case moved exactly once, with its event, its entry of history and its clocks."""
    after, procedure = walk.written(before.case.id), walk.procedure
    owner = owner_of(actor) if move.takes else before.case.owner
    now = walk.world.clock.now()
    closed = None if procedure.owes_work(move.target) else before.case.closed_at or now
    told = (after.case.state, after.case.version, after.case.owner, after.case.closed_at)
    assert told == (move.target, before.case.version + 1, owner, closed)
    assert after.events[:-1] == before.events
    last = after.events[-1]
    assert (last.event, last.state, last.actor) == (move.event, move.target, kept(actor))
    assert (last.version, last.at) == (after.case.version, now)
    assert (last.decision_id is not None) is signed
    assert after.history[: len(before.history)] == before.history
    new = select(HISTORY).where(HISTORY.c.id.in_(set(after.history) - set(before.history)))
    entries = walk.world.services.database.all(new)
    tells = [each for each in entries if each.happening == move.happening]
    # Of two people the history of the other tells it too: the engine's is of the case's person.
    (entry,) = [each for each in tells if each.subject_id == before.case.subject_id]
    assert entry.facts["version"] == after.case.version
    assert after.case.number in {entry.facts.get("number"), entry.facts.get("case")}
    running = running_terms(before)
    stopped = set(move.stops) if procedure.owes_work(move.target) else running
    assert running_terms(after) == (running - stopped) | set(move.starts)
    again = walk.cases.fire(
        before.case.id,
        move.event,
        actor,
        walk.facts(before.case.id, move),
        version=before.case.version,
    )
    assert again == Refused(Reason.CASE_MOVED)


def kept(actor: Actor) -> Actor:
    """As an event keeps it: of a client, without what its token was for."""
    return replace(actor, powers=()) if isinstance(actor, ActingClient) else actor


def running_terms(written: Written) -> set[str]:
    names = [column.name for column in DEADLINE.c]
    rows = [dict(zip(names, each, strict=True)) for each in written.clocks]
    return {each["term"] for each in rows if each["stopped_at"] is None}


def are_refused(walk: Walk, before: Written, told: EXPECTED, reasons: Sequence[Reason]) -> None:
    """Nothing was written; but the history has who was refused as a second person, or as another
    than the officer in charge, in the order of those who tried.
    """
    after = walk.written(before.case.id)
    kept_as = {each: told.if_refused if isinstance(told, Transition) else None for each in reasons}
    kept_as |= {Reason.EXPIRED: None, Reason.CASE_OF_ANOTHER: EventType.CASE_MOVE_REFUSED}
    added = after.history[len(before.history) :]
    assert after._replace(history=before.history) == before
    assert after.history[: len(before.history)] == before.history
    new = select(HISTORY).where(HISTORY.c.id.in_(added)).order_by(HISTORY.c.id)
    entries = walk.world.services.database.all(new) if added else []
    kept = [(kept_as[each], each) for each in reasons if kept_as[each] is not None]
    assert [(each.happening, each.facts["reason"]) for each in entries] == kept


def fired(
    walk: Walk, case_id: str, event: str, actors: Iterable[Actor], *, lapse: Lapse | None = None
) -> list[tuple[Actor, EXPECTED]]:
    """Fire an event by each of these, compare answers and rows with what is expected, and undo it.

    Each who moves the case finds it as it was. Those who are refused try one after another, as a
    refusal changes nothing, and what is written is looked at when all of them have tried. The
    answers.
    """
    with walk.undone():
        walk.prepare(case_id, event)
        before = walk.written(case_id)
        told = told_of(walk.procedure, before.case.state, event)
        facts = walk.facts(case_id, told) if isinstance(told, Transition) else object()
        due = [(each, expected(told, each, before.case, lapse=lapse)) for each in actors]
        reasons = []
        for actor, answer in due:
            if isinstance(answer, Reason):
                reasons.append(answer)
                made = walk.cases.fire(case_id, event, actor, facts, version=before.case.version)
                assert made == Refused(answer), actor
        are_refused(walk, before, told, reasons)
    for actor, answer in due:
        if isinstance(answer, Transition):
            moved(walk, case_id, answer, actor)
    return due


def moved(walk: Walk, case_id: str, move: Transition, actor: Actor) -> None:
    """Make a move by somebody who may, look at what it writes, and undo it."""
    with walk.undone():
        walk.prepare(case_id, move.event)
        before, facts = walk.written(case_id), walk.facts(case_id, move)
        version = before.case.version
        answer = walk.cases.fire(case_id, move.event, actor, facts, version=version)
        assert not isinstance(answer, Refused), answer
        is_made(walk, before, move, actor, signed=False)


def signed_by_each(walk: Walk, case_id: str, opener: Desk, move: Transition) -> None:
    """Who may complete what another began: whoever has the power, by a signature; not who began."""
    decision = walk.proposal(case_id, opener, move)
    with walk.undone():
        before = walk.written(case_id)
        answer = walk.cases.fire(case_id, move.event, opener.officer, facts_of_move(move))
        assert answer == Refused(Reason.FOUR_EYES)
        are_refused(walk, before, move, [Reason.FOUR_EYES])
    for role, desk in walk.desks.items():
        with walk.undone():
            before = walk.written(case_id)
            reason = walk.sign(decision, desk)
            if role in POWERS[move.power].roles:
                assert reason is None, role
                is_made(walk, before, move, desk.officer, signed=True)
            else:
                assert reason is Reason.NOT_AUTHORISED, role
                after = walk.written(case_id)
                assert after._replace(history=before.history) == before
                (added,) = after.history[len(before.history) :]
                query = select(HISTORY).where(HISTORY.c.id == added)
                (entry,) = walk.world.services.database.all(query)
                assert (entry.happening, entry.facts["reason"]) == ("decision_refused", reason)


class Turns:
    """Who tries an event: everybody a move, a part of them what no state has."""

    def __init__(self) -> None:
        self.moves, self.others = 0, 0
        self.names: set[str] = set()
        """Who tried what is no move."""

    def of(self, actors: Mapping[str, Actor], told: EXPECTED) -> list[Actor]:
        assert len(actors) == WHO
        if isinstance(told, Transition):
            self.moves += 1
            return list(actors.values())
        some = list(actors.items())[self.others % TURNS :: TURNS]
        self.others += 1
        self.names |= {name for name, _ in some}
        return [actor for _, actor in some]


def lapsed(walk: Walk, case_id: str, lapse: Lapse, turns: Turns) -> None:
    """After its time, a state takes no decision of anybody, and the rule ends it."""
    walk.world.clock.advance(lapse.after)
    case = walk.written(case_id).case
    for event in walk.procedure.events:
        told = told_of(walk.procedure, case.state, event)
        fired(walk, case_id, event, turns.of(everybody(walk, case), told), lapse=lapse)


def tried_besides(case: Case, opener: Desk, told: EXPECTED) -> list[Actor]:
    """Who opened the case, if they own it, and the rule that makes a move by itself."""
    owner = [opener.officer] if case.owner == owner_of(opener.officer) else []
    rule = told.of_rule if isinstance(told, Transition) else ""
    return [*owner, *([System(rule=rule)] if rule else [])]


EVERY: Final = pytest.mark.parametrize("walk", sorted(PROCEDURES), indirect=True)


def test_a_new_procedure_is_walked_too() -> None:
    assert set(OPENED_BY) == set(PROCEDURES)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@EVERY
@pytest.mark.norm("D4.8", limb="each move of a case by each role is as the table of powers says")
def test_every_event_in_every_state_by_everybody(walk: Walk) -> None:
    turns, made = Turns(), set()
    for state in walk.procedure.states:
        case_id, opener = walk.brought_to(state)
        case = walk.written(case_id).case
        for event in walk.procedure.events:
            told = told_of(walk.procedure, state, event)
            if isinstance(told, Transition) and told.second_person:
                signed_by_each(walk, case_id, opener, told)
                made.add((state, event))
            besides = tried_besides(case, opener, told)
            some = (*turns.of(everybody(walk, case), told), *besides)
            for _, answer in fired(walk, case_id, event, some):
                if isinstance(answer, Transition):
                    made.add((answer.source, answer.event))
        lapse = walk.procedure.lapse_of(state)
        if lapse is not None:
            lapsed(walk, case_id, lapse, turns)
    assert made == {(each.source, each.event) for each in walk.procedure.transitions}
    assert len(turns.names) == WHO
    states, lapses = len([*walk.procedure.states]), len(walk.procedure.lapses)
    assert turns.moves + turns.others == (states + lapses) * len([*walk.procedure.events])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@EVERY
@pytest.mark.norm("A4.3", limb="only the officer in charge moves a case; another is told and kept")
def test_a_case_that_a_colleague_has_is_moved_by_them_alone(walk: Walk) -> None:
    refused, alone = set(), set()
    for state in walk.procedure.states:
        case_id, opener = walk.brought_to(state)
        moves = walk.procedure.moves_from(state)
        if walk.written(case_id).case.closed_at is not None or not moves:
            continue
        for move in moves:
            owner = desk_of(walk.world, min(POWERS[move.power].roles), kind=walk.kind).officer
            walk.give(case_id, owner, move)
            case = walk.written(case_id).case
            if move.second_person:
                signed_by_each(walk, case_id, opener, move)
                continue
            some = (owner, *whom_it_concerns(walk, case, move))
            for actor, answer in fired(walk, case_id, move.event, some):
                if isinstance(actor, Officer) and isinstance(answer, Transition):
                    alone.add((state, move.event, actor.officer_id == owner.officer_id))
                if answer is Reason.CASE_OF_ANOTHER:
                    refused.add((state, move.event))
    of_owner = {(source, event) for source, event, owns in alone if owns} & refused
    shared = {(source, event) for source, event, owns in alone if not owns}
    assert of_owner == refused
    assert {(walk.procedure.name, event) for _, event in shared} <= OF_ANY_OFFICER
    assert not shared & refused


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("walk", ["trust_anchor"], indirect=True)
def test_a_procedure_with_everything_on_postgresql(walk: Walk) -> None:
    """The one with a second person, a lapse and a state at rest; by one who may and one who not."""
    for state in walk.procedure.states:
        case_id, opener = walk.brought_to(state)
        for move in walk.procedure.moves_from(state):
            if move.second_person:
                signed_by_each(walk, case_id, opener, move)
        for event in walk.procedure.events:
            two = (OfficerRole.APPROVER, OfficerRole.HOTLINE)
            fired(walk, case_id, event, [walk.desks[role].officer for role in two])
        lapse = walk.procedure.lapse_of(state)
        if lapse is not None:
            lapsed(walk, case_id, lapse, Turns())
