"""Sign-ins as the factors see them: a transaction in a browser, begun now."""

import secrets

from idp.assurance.kinds import Means
from idp.factors.domain import VerificationContext, VerifiedFactor
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.policy.domain import Switch
from tests.support.officers import AN, BINH
from tests.support.world import World, sure


def sign_in(world: World, *, audience: str | None = None) -> VerificationContext:
    """A new sign-in in a new browser, unless its binding is given."""
    return VerificationContext(new_id(), world.clock.now(), audience or secrets.token_hex(32))


def proven(answer: VerifiedFactor | Refused) -> VerifiedFactor:
    assert isinstance(answer, VerifiedFactor), answer
    return answer


def reason(answer: object) -> Reason:
    assert isinstance(answer, Refused), answer
    return answer.reason


def switch_off(world: World, *means: Means) -> None:
    """A change of the operator's switch by two persons."""
    policy = world.services.policy
    change = sure(policy.propose(Switch.DISABLED_MEANS, [each.value for each in means], actor=AN))
    sure(policy.approve(change.id, actor=BINH))
