"""Desks of officers with software authenticators, appointed as an installation would."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from idp.access.desks import DeskKind
from idp.kernel.actors import Officer, OfficerRole, System
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.officers.appointments import AppointmentDecided
from idp.officers.decisions import Signed, SigningPage
from idp.officers.domain.appointments import Appointment
from idp.officers.domain.decisions import Decision
from idp.officers.domain.sign_in import OfficerSignIn
from idp.officers.service import acting_in
from tests.support.authenticator import Authenticator, Lie
from tests.support.passkeys import Holder
from tests.support.world import Person, World, sure

INSTALLATION: Final = System(rule="policy installation")
HEADS: Final = (OfficerRole.DIRECTOR, OfficerRole.OPERATOR)


@dataclass
class Desk:
    """One officer in front of the desk: the person, their key, and a session of level 3."""

    world: World
    person: Person
    device: Authenticator
    appointment_id: str | None = None
    """None: the oldest in force."""
    session_id: str = field(default_factory=new_id)

    def sign_in(self, *, level: int = 3, resistant: bool = True) -> Officer | Refused:
        """The officer of a sign-in that was just made."""
        facts = OfficerSignIn(
            session_id=self.session_id,
            level=level,
            resistant=resistant,
            authenticated_at=self.world.clock.now(),
        )
        held = self.world.services.officers.choices(self.person.subject_id, facts)
        if isinstance(held, Refused):
            return held
        acting = acting_in(held, self.appointment_id or held[0].appointment_id)
        return acting or Refused(Reason.APPOINTMENT_ENDED)

    @property
    def officer(self) -> Officer:
        return sure(self.sign_in())

    def page(self, decision: Decision) -> SigningPage:
        return sure(self.world.services.decisions.page(decision.id, self.officer))

    def answer(self, page: SigningPage, **lies: Lie) -> str:
        """What the browser sends when the officer confirmed on the device."""
        return self.device.get(page.options, origin=self.world.settings.issuer, lies=lies)

    def decide(self, decision: Decision) -> AppointmentDecided | Refused:
        """Sign a decision about an appointment or a delegation; the second one executes it."""
        page = self.world.services.decisions.page(decision.id, self.officer)
        if isinstance(page, Refused):
            return page
        appointments = self.world.services.appointments
        return appointments.sign(decision.id, self.officer, self.answer(page))

    def sign(self, decision: Decision) -> Signed | Refused:
        """Look at the page and sign it."""
        page = self.world.services.decisions.page(decision.id, self.officer)
        if isinstance(page, Refused):
            return page
        return self.world.services.decisions.sign(decision.id, self.officer, self.answer(page))


def desk_of(
    world: World,
    *roles: OfficerRole,
    person: Person | None = None,
    desk: str = "Quầy 1",
    kind: DeskKind = DeskKind.AUTHORITY,
    days: int = 365,
) -> Desk:
    """A person with a passkey who is appointed now."""
    holder = Holder(world, person or world.person(), Authenticator())
    sure(holder.register())
    now = world.clock.now()
    appointment = Appointment(
        id=new_id(),
        officer_id=new_id(),
        roles=roles or HEADS,
        desk=desk,
        desk_kind=kind,
        valid_from=now,
        valid_until=now + timedelta(days=days),
        appointed_at=now,
    )
    services = world.services
    with services.database.transaction():
        sure(services.appointments.appoint(holder.subject_id, appointment, INSTALLATION))
    return Desk(world, holder.person, holder.device)


def appointed_too(desk: Desk, *roles: OfficerRole, name: str, kind: DeskKind) -> Desk:
    """The same person with the same key in another appointment."""
    held = desk.officer
    now = desk.world.clock.now()
    appointment = Appointment(
        id=new_id(),
        officer_id=held.officer_id,
        roles=roles,
        desk=name,
        desk_kind=kind,
        valid_from=now,
        valid_until=now + timedelta(days=365),
        appointed_at=now,
    )
    services = desk.world.services
    with services.database.transaction():
        sure(services.appointments.appoint(held.subject_id, appointment, INSTALLATION))
    return replace(desk, appointment_id=appointment.id)


def end_by_two(one: Desk, other: Desk, whose: Desk) -> Appointment:
    """End an appointment as two officers do: proposed and signed, then signed by the other."""
    ended = whose.officer.appointment_id or ""
    decision = sure(one.world.services.appointments.propose_end(ended, one.officer))
    sure(one.decide(decision))
    made = sure(other.decide(decision)).appointment
    assert made is not None
    return made
