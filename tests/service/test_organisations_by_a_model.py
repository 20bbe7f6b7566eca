"""An organisation's account against a model: whoever does what, in whatever order, over days.

The model says in a few words what the law says: who represents it files, everybody else who does
agrees before a term runs, officers decide while that is so, one of them activates it, who acts
alone acts for it, and each of them ends its consents (D12.1, D12.3, D14.1-1, X6.1, X15.2).
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from idp.accounts.domain import CURRENT_TERMS
from idp.authorization.organisation_consents import OrganisationConsentList
from idp.casework.domain.cases import Case
from idp.consent.domain.record import DEFAULT_DAYS
from idp.consent.domain.request import ConsentRequest
from idp.history.domain import EventType
from idp.issuance.domain import IssuanceGround
from idp.issuance.organisations.procedures import ANSWER_WITHIN, OrganisationEvent
from idp.kernel.actors import OfficerRole
from idp.kernel.clock import civil_day
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from tests.service.test_consent_verbs import PHONE, SIGN_IN, page
from tests.support.activations import number_of
from tests.support.desks import desk_of
from tests.support.organisations import RECORD, Enterprise, enterprise, registered, represented
from tests.support.world import World, sure

WHO = (0, 1, 2)
OPEN = ("awaiting_co_representatives", "complete_valid", "verified")
AWAITING, COMPLETE, VERIFIED = OPEN
DESKS = (OfficerRole.REVIEWER, OfficerRole.APPROVER)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
_NUMBERS = count(100)


@dataclass(frozen=True)
class Named:
    """One record of the register: it is the same as long as the register says the same."""

    who: int
    last: date | None
    jointly: bool
    record: int = field(compare=False)


@dataclass
class Body:
    """The organisation; `asked`: by the number of the record, whether it was agreed to."""

    live: set[Named] = field(default_factory=set)
    state: str | None = None
    filer: int = 0
    asked: dict[int, bool] = field(default_factory=dict)
    whose: dict[int, int] = field(default_factory=dict)
    proposed: bool = False
    account: str | None = None
    given_by: int | None = None
    given_until: datetime = LONG_AGO

    def held(self, today: date) -> set[Named]:
        return {each for each in self.live if today <= (each.last or date.max)}

    def agents(self, today: date) -> set[int]:
        return {each.who for each in self.held(today)}

    def alone(self, today: date) -> set[int]:
        return {each.who for each in self.held(today) if not each.jointly}

    def missing(self, today: date) -> set[Named]:
        agreed = {self.whose[record] for record, yes in self.asked.items() if yes}
        return {it for it in self.held(today) if it.who not in agreed | {self.filer}}

    def unasked(self, today: date) -> set[Named]:
        """Who has to be asked first, which nobody is for a filer who represents it no more."""
        stands = self.filer in self.agents(today)
        return {it for it in self.missing(today) if it.record not in self.asked and stands}

    def ask(self, those: set[Named]) -> None:
        for each in those:
            self.asked[each.record] = False
            self.whose[each.record] = each.who

    def ask_added(self, today: date) -> bool:
        more = self.unasked(today)
        if more:
            self.ask(more)
            self.state, self.proposed = AWAITING, False
        return bool(more)

    def obstacle(self, today: date) -> Reason | None:
        if self.filer not in self.agents(today):
            return Reason.NOT_REPRESENTATIVE
        return Reason.AGREEMENT_MISSING if self.missing(today) else None


class Bodies(RuleBasedStateMachine):
    """One organisation after the other; the same three people, at times, represent it."""

    def __init__(self, at: Enterprise, party: str) -> None:
        super().__init__()
        self.shared, self.party, self.records = at, party, count()
        self.case: Case | None = None
        self.consent: Id | None = None
        self.model = Body()

    @property
    def today(self) -> date:
        return civil_day(self.at.world.clock.now())

    @initialize(who=st.sets(st.sampled_from(WHO), min_size=1), has_account=st.booleans())
    def is_founded(self, who: set[int], *, has_account: bool) -> None:
        """By officers of its own: appointments last a year, and the one before may be long ago."""
        number = f"8000{next(_NUMBERS):08}"
        record = {**RECORD, "organisation_number": number, "tax_code": f"T{number}"}
        self.shared.register.records[number] = record
        organisation = registered(self.shared.world, record)
        world = self.shared.world
        reviewer, approver = (desk_of(world, each) for each in DESKS)
        self.at = replace(
            self.shared, id=organisation, number=number, reviewer=reviewer, approver=approver
        )
        self.register_tells(who, jointly=False, ends=None)
        if has_account:
            filer, *others = sorted(who)
            self.applies(filer)
            for each in others:
                self.answers(each, yes=True)
            self.officer_verifies()
            self.officers_decide()
            self.activates(filer)

    @rule(
        who=st.sets(st.sampled_from(WHO)),
        jointly=st.booleans(),
        ends=st.sampled_from([None, None, 0, 1]),
    )
    def register_tells(self, who: set[int], *, jointly: bool, ends: int | None) -> None:
        last = None if ends is None else self.today + timedelta(days=ends)
        numbers = [number_of(self.at.world, self.at.people[each]) for each in sorted(who)]
        represented(self.at.world, self.at.id, numbers, until=last, jointly=jointly)
        said = {Named(each, last, jointly, next(self.records)) for each in who}
        known = {each for each in self.model.live if each in said}
        self.model.live = known | {each for each in said if each not in known}

    @property
    def is_given(self) -> bool:
        model = self.model
        return model.given_by is not None and self.at.world.clock.now() < model.given_until

    def agrees(self, answer: object, reason: Reason | None) -> None:
        found = answer.reason if isinstance(answer, Refused) else None
        assert found is reason, (found, reason, self.model)

    @rule(who=st.sampled_from(WHO))
    def applies(self, who: int) -> None:
        model, person = self.model, self.at.people[who]
        form = self.at.issuance.form(self.at.number, person.subject_id)
        if who not in model.agents(self.today):
            self.agrees(form, Reason.NOT_REPRESENTATIVE)
            return
        answer = self.at.file(person)
        if model.account is not None:
            self.agrees(answer, Reason.STATE_ALREADY_HOLDS)
        elif model.state in OPEN:
            self.agrees(answer, Reason.CASE_OPEN)
        else:
            self.case = sure(answer)
            model.filer, model.asked, model.proposed = who, {}, False
            model.ask(model.missing(self.today))
            model.state = AWAITING if model.asked else COMPLETE

    @rule(who=st.sampled_from(WHO), yes=st.sampled_from([True, True, True, False]))
    def answers(self, who: int, *, yes: bool) -> None:
        model, person = self.model, self.at.people[who]
        waiting = [
            each
            for each in self.at.issuance.asked(person.subject_id)
            if self.case is not None and each.case.id == self.case.id
        ]
        mine = {each for each, said in model.asked.items() if model.whose[each] == who and not said}
        agents = model.agents(self.today)
        there = model.state == AWAITING and who in agents
        assert len(waiting) == (len(mine) if there else 0), model
        if not waiting:
            return
        newest = max(waiting, key=lambda each: each.request.id)
        answer = self.at.issuance.answer(
            newest.request.id, agreed=yes, shown=newest.version, actor=self.at.acting(person)
        )
        if yes and model.filer not in agents:
            self.agrees(answer, Reason.FILER_MAY_NOT_ACT)
            return
        self.agrees(answer, None)
        if not yes:
            model.state = "refused"
            return
        model.asked[max(mine)] = True
        model.ask(model.unasked(self.today))
        model.state = AWAITING if model.missing(self.today) else COMPLETE

    @precondition(lambda self: self.model.state == AWAITING)
    @rule()
    def goes_on(self) -> None:
        assert self.case is not None
        by, version = self.at.people[self.model.filer], self.at.now(self.case).version
        answer = self.at.issuance.go_on(self.case.number, version=version, actor=self.at.acting(by))
        added = self.model.ask_added(self.today)
        reason = Reason.AGREEMENT_MISSING if added else self.model.obstacle(self.today)
        self.agrees(answer, reason)
        if reason is None:
            self.model.state = COMPLETE

    @precondition(lambda self: self.model.state in OPEN)
    @rule(by_officer=st.booleans())
    def ends(self, *, by_officer: bool) -> None:
        assert self.case is not None
        if by_officer:
            fire, ground = self.at.world.services.cases.fire, IssuanceGround("It is not so.")
            sure(fire(self.case.id, OrganisationEvent.REFUSE, self.at.reviewer.officer, ground))
            self.model.state = "refused"
            return
        by, version = self.at.people[self.model.filer], self.at.now(self.case).version
        sure(self.at.issuance.withdraw(self.case.number, version=version, actor=self.at.acting(by)))
        self.model.state = "withdrawn"

    @precondition(lambda self: self.model.state == COMPLETE)
    @rule()
    def officer_verifies(self) -> None:
        assert self.case is not None
        answer = self.at.verify(self.case)
        added = self.model.ask_added(self.today)
        reason = Reason.AGREEMENT_MISSING if added else self.model.obstacle(self.today)
        self.agrees(answer, reason)
        if reason is None:
            self.model.state = VERIFIED

    @precondition(lambda self: self.model.state == VERIFIED)
    @rule()
    def officers_decide(self) -> None:
        assert self.case is not None
        if not self.model.proposed:
            sure(self.at.sign(self.case, self.at.reviewer))
            self.model.proposed = True
        reason = self.model.obstacle(self.today)
        self.agrees(self.at.decide(self.case), reason)
        if reason is None:
            self.model.state, self.model.account = "granted", "granted_pending_activation"

    @precondition(lambda self: self.model.account is not None)
    @rule(who=st.sampled_from(WHO))
    def activates(self, who: int) -> None:
        by = self.at.acting(self.at.people[who])
        answer = self.at.issuance.activate(self.at.number, CURRENT_TERMS, actor=by)
        if who not in self.model.agents(self.today):
            self.agrees(answer, Reason.NOT_REPRESENTATIVE)
        elif self.model.account == "active":
            self.agrees(answer, Reason.STATE_ALREADY_HOLDS)
        else:
            self.agrees(answer, None)
            self.model.account = "active"

    def acting_for_it(self) -> set[int]:
        """Who may choose at a relying party to act for it."""
        principals = self.at.world.services.authorization.context_loader.principals
        return {
            each
            for each in WHO
            if self.at.id
            in {it.principal_id for it in principals.of(self.at.people[each].subject_id)}
        }

    @rule(who=st.sampled_from(WHO))
    def consents(self, who: int) -> None:
        if who not in self.acting_for_it():
            return
        ask = ConsentRequest(self.party, (SIGN_IN, PHONE))
        person = replace(self.at.acting(self.at.people[who]), acting_for=self.at.id)
        given = self.at.world.services.consents.record(
            self.at.id,
            ask,
            page(ask),
            chosen=frozenset(),
            level=2,
            transaction_id=new_id(),
            given_by=person,
        )
        self.consent, self.model.given_by = given.id, who
        self.model.given_until = self.at.world.clock.now() + timedelta(days=DEFAULT_DAYS)

    @precondition(lambda self: self.consent is not None)
    @rule(who=st.sampled_from(WHO))
    def withdraws_a_consent(self, who: int) -> None:
        assert self.consent is not None
        services, person = self.at.world.services, self.at.people[who]
        seen = services.organisation_consents.of(self.at.id, person.subject_id)
        answer = services.organisation_consents.withdraw(
            self.at.id, self.consent, actor=self.at.acting(person)
        )
        if who not in self.model.agents(self.today):
            self.agrees(seen, Reason.NOT_REPRESENTATIVE)
            self.agrees(answer, Reason.NOT_REPRESENTATIVE)
        elif not self.is_given:
            self.agrees(answer, Reason.STATE_ALREADY_HOLDS)
        else:
            self.agrees(answer, None)
            assert isinstance(seen, OrganisationConsentList)
            assert self.model.given_by is not None
            assert seen.given[0].given_by == self.at.people[self.model.given_by].subject_id
            told = services.history.last(person.subject_id, EventType.CONSENT_WITHDRAWN_FOR_ANOTHER)
            assert told is not None
            assert told.facts["other"] == self.at.id
            self.model.given_by = None

    @rule(hours=st.sampled_from([6, 24]))
    def time_passes(self, hours: int) -> None:
        self.at.world.clock.advance(timedelta(hours=hours))

    @rule()
    def worker_asks(self) -> None:
        self.at.issuance.remind()
        if self.model.state in OPEN:
            self.model.ask_added(self.today)

    @precondition(lambda self: self.model.state == AWAITING)
    @rule()
    def nobody_answers(self) -> None:
        self.at.world.clock.advance(ANSWER_WITHIN)
        self.at.world.services.cases.lapse()
        self.model.state = "lapsed"

    @invariant()
    def is_as_the_model_says(self) -> None:
        services, model = self.at.world.services, self.model
        if self.case is not None:
            case = self.at.now(self.case)
            assert case.state == model.state, model
            if case.closed_at is None:
                missing = {each.agent_id for each in self.at.issuance.missing(case)}
                assert missing == {
                    self.at.people[each.who].subject_id for each in model.missing(self.today)
                }
            clocks = services.deadlines.of_case(case.id)
            running = [each for each in clocks if each.stopped_at is None]
            assert len(running) == (model.state in {COMPLETE, VERIFIED})
        account = services.accounts.by_subject(self.at.id)
        assert (None if account is None else account.state.value) == model.account
        active = model.account == "active"
        assert self.acting_for_it() == (model.alone(self.today) if active else set())
        live = services.consents.live(self.at.id, self.party)
        assert (None if live is None else live.id) == (self.consent if self.is_given else None)


@pytest.mark.norm("D12.3-2", limb="no term, no account while anybody's agreement is missing")
@pytest.mark.norm("X6.1", limb="offered is an organisation to who acts alone for it now")
def test_an_organisation_is_what_the_model_says(world: World) -> None:
    party = world.party().client_id
    with enterprise(world, people=3) as at:

        class Here(Bodies):
            def __init__(self) -> None:
                super().__init__(at, party)

        run_state_machine_as_test(
            Here,
            settings=settings(
                max_examples=8,
                stateful_step_count=14,
                deadline=None,
                phases=(Phase.explicit, Phase.reuse, Phase.generate),
                suppress_health_check=list(HealthCheck),
            ),
        )


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_model_reaches_an_account_and_its_consent(world: World) -> None:
    """The walk that the machine finds rarely; on the way the filer represents it no more."""
    with enterprise(world, people=3) as at:
        machine = Bodies(at, world.party().client_id)
        steps: tuple[Callable[[], None], ...] = (
            lambda: machine.is_founded({0, 1}, has_account=False),
            lambda: machine.applies(0),
            lambda: machine.register_tells({1, 2}, jointly=False, ends=None),
            machine.worker_asks,
            lambda: machine.answers(1, yes=True),
            machine.goes_on,
            lambda: machine.register_tells({0, 1}, jointly=False, ends=None),
            lambda: machine.answers(1, yes=True),
            machine.officer_verifies,
            lambda: machine.register_tells({0, 1, 2}, jointly=False, ends=None),
            machine.officers_decide,
            machine.worker_asks,
            lambda: machine.answers(2, yes=True),
            machine.officer_verifies,
            machine.officers_decide,
            lambda: machine.activates(2),
            lambda: machine.consents(0),
            lambda: machine.register_tells({1, 2}, jointly=True, ends=None),
            lambda: machine.withdraws_a_consent(0),
            lambda: machine.withdraws_a_consent(1),
        )
        for step in steps:
            step()
            machine.is_as_the_model_says()
        assert (machine.model.account, machine.model.given_by) == ("active", None)
