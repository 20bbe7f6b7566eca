"""The one question that verbs ask about officers before they change something on their behalf."""

from dataclasses import dataclass

from idp.access.desks import Matter
from idp.access.powers import POWERS, Power
from idp.casework.ports import Matters, May
from idp.kernel.actors import Actor, Officer
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason


@dataclass(frozen=True)
class Permissions:
    """`may` is the table of powers, `matters` for whom a desk has to be competent."""

    clock: Clock
    may: May
    matters: Matters

    def strict(self, actor: Actor, power: Power, *, about: Id | None = None) -> Reason | None:
        """Why this actor may not do it now, as the table of powers says; None when they may.

        Where the power is one of a counter, at a desk that is competent for the person `about`
        (D10.2a-1, D11.2a-1). What a person, a client or a rule may do by what they proved is
        decided by the calling verb, which then does not ask. OWN_MATTER before everything: nobody
        decides about themself, with any account under their identification number. An account that
        an officer made by signing up has a number of its own, and is not known as theirs.
        """
        if self.is_own(actor, about):
            return Reason.OWN_MATTER
        matter = self.matters.matter_of(about) if POWERS[power].at_desks else None
        return self.may(actor, power, self.clock.now(), matter)

    def for_matter(self, actor: Actor, power: Power, matter: Matter) -> Reason | None:
        """Why this actor may not do it for who comes with this matter, whoever that is."""
        return self.may(actor, power, self.clock.now(), matter)

    def is_own(self, actor: Actor, about: Id | None) -> bool:
        """Whether an officer would act about themself."""
        if about is None or not isinstance(actor, Officer):
            return False
        return self.matters.is_one_person(actor.subject_id, about)
