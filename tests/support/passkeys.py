"""A person with an authenticator in front of the server, without any page between them."""

from dataclasses import dataclass
from datetime import timedelta

from idp.factors.domain import ACTIVATING, Credential, VerificationContext, VerifiedFactor
from idp.factors.passkeys import Passkeys, PresentedPasskey
from idp.kernel.refusals import Refused
from idp.policy.domain import Switch
from tests.support.authenticator import Authenticator
from tests.support.officers import AN, BINH
from tests.support.sign_ins import sign_in
from tests.support.world import Person, World, sure

AUDIENCE = "b" * 64


def let_models_lift(world: World) -> None:
    """Two operators decide that a passkey's model may count as a biometric."""
    policy = world.services.policy
    if policy.value(Switch.BIOMETRIC_PASSKEYS):
        return
    change = sure(policy.propose(Switch.BIOMETRIC_PASSKEYS, value=True, actor=AN))
    sure(policy.approve(change.id, BINH))


@dataclass
class Holder:
    """A person with a device, in front of our server."""

    world: World
    person: Person
    device: Authenticator

    @property
    def passkeys(self) -> Passkeys:
        return self.world.services.passkeys

    @property
    def origin(self) -> str:
        return self.world.settings.issuer

    @property
    def subject_id(self) -> str:
        return self.person.subject_id

    def register(self, device: Authenticator | None = None) -> Credential | Refused:
        options = self.passkeys.registration(
            self.subject_id, audience=AUDIENCE, name=self.person.username
        )
        response = (device or self.device).create(options, origin=self.origin)
        return self.passkeys.register(
            self.subject_id, audience=AUDIENCE, response=response, label="phone", binding=ACTIVATING
        )

    def answer(self, context: VerificationContext, *, named: bool = False) -> str:
        options = self.passkeys.challenge(context, subject_id=self.subject_id if named else None)
        return self.device.get(options, origin=self.origin)

    def verify(
        self, context: VerificationContext, response: str, *, named: bool = False
    ) -> VerifiedFactor | Refused:
        subject_id = self.subject_id if named else None
        return self.passkeys.verify(
            context, PresentedPasskey(response=response, subject_id=subject_id)
        )

    def sign_in(self, *, named: bool = False) -> VerifiedFactor | Refused:
        ceremony = sign_in(self.world)
        return self.verify(ceremony, self.answer(ceremony, named=named), named=named)


def holder_of(world: World, device: Authenticator) -> Holder:
    holder = Holder(world, world.person(totp=False), device)
    sure(holder.register())
    world.clock.advance(timedelta(minutes=1))
    return holder
