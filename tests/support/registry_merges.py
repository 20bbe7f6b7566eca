"""Two registrations of one person that were both used, and the case by which they become one."""

from dataclasses import dataclass

from idp.access.desks import DeskKind
from idp.casework.domain.cases import Case
from idp.casework.domain.moves import Moved
from idp.kernel.actors import OfficerRole
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import RegistryName
from idp.registries.domain import WhyWaiting
from idp.registries.duplicates import JoinHeld
from idp.registries.procedures import GoesOn, MergeEvent, MergeProposed, PersonHeard
from idp.subjects.joins import SubjectJoin
from tests.support.desks import Desk, desk_of
from tests.support.world import Person, World, sure

SAID = "Cả hai tài khoản là của tôi."
GROUND = "Một người, hai lần đăng ký: giấy tờ và lời khai khớp."
NAME = RegistryName.POPULATION


@dataclass(frozen=True)
class Twice:
    """The one of which a registry told, the one that has the number, and the case of both."""

    world: World
    told: Person
    holder: Person
    event_id: str
    first: Desk
    second: Desk

    def opened(self) -> Case | Refused:
        return self.world.services.registry_merges.open(
            NAME,
            self.event_id,
            told=self.told.subject_id,
            holder=self.holder.subject_id,
            actor=self.first.officer,
        )

    def shown(self, **lies: str) -> PersonHeard:
        """What the officer types from a document that is of both."""
        known = self.world.services.accounts.registered(self.holder.subject_id)
        typed = {"document": "thẻ căn cước", "said": SAID, **known, **lies}
        return PersonHeard(**typed)

    def fired(self, case: Case, event: MergeEvent, facts: object) -> Moved | Refused:
        return self.world.services.cases.fire(case.id, event, self.first.officer, facts)

    def proposed(self, goes_on: GoesOn = GoesOn.HOLDER) -> Case:
        """The case, up to where it waits for a second officer."""
        case = sure(self.opened())
        sure(self.fired(case, MergeEvent.HEAR, self.shown()))
        facts = MergeProposed(goes_on, GROUND)
        return sure(self.fired(case, MergeEvent.PROPOSE, facts)).case

    def signed(self, case: Case) -> Reason | None:
        """Both officers read and sign; why the second one could not."""
        services = self.world.services
        decision = sure(services.case_decisions.of_case(case.number, self.first.officer))
        for desk in (self.first, self.second):
            page = sure(services.decisions.page(decision.id, desk.officer))
            answer = services.case_decisions.sign(decision.id, desk.officer, desk.answer(page))
            if isinstance(answer, Refused):
                return answer.reason
        return None

    def merged(self, goes_on: GoesOn = GoesOn.HOLDER) -> SubjectJoin:
        """Merged by two officers; the join."""
        assert self.signed(self.proposed(goes_on)) is None
        joins = self.world.services.registry_updates.joins.joins
        pair = {self.told.subject_id, self.holder.subject_id}
        return next(
            each
            for each in joins.of_subject(self.told.subject_id)
            if each.undone_at is None and {each.joined_id, each.surviving_id} == pair
        )

    def part(self, join: SubjectJoin) -> SubjectJoin | Refused:
        """Undone, by one officer."""
        joins = self.world.services.registry_updates.joins
        return joins.undo(join.id, reason="Hai người khác nhau", actor=self.first.officer)


def waits_at_the_desk(world: World, told: str, holder: str, event_id: str = "e1") -> None:
    """A registry told that `told` has the number of `holder`, and both were used."""
    feeds, why = (
        world.services.registry_updates.feeds,
        WhyWaiting(Reason.IDENTITY_EXISTS, holder, JoinHeld.BOTH_USED),
    )
    with world.services.database.transaction():
        feeds.take(NAME, event_id, told)
        assert feeds.claim_due(NAME) is not None
        feeds.wait(NAME, event_id, why)


def twice(
    world: World, told: Person | None = None, holder: Person | None = None, event_id: str = "e1"
) -> Twice:
    """Two registrations of one name and birth date, both used, and the officers of a counter."""
    told, holder = told or world.person(), holder or world.person()
    waits_at_the_desk(world, told.subject_id, holder.subject_id, event_id)
    officers = [
        desk_of(world, OfficerRole.IDENTITY_OFFICER, kind=DeskKind.COMMUNE_POLICE) for _ in range(2)
    ]
    return Twice(world, told, holder, event_id, *officers)
