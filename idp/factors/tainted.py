"""The binding of a credential after all findings of fraud so far."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from idp.assurance.binding import Bound
from idp.assurance.pieces import LEAST
from idp.assurance.tainting import Fraud, Held, bound_again, enrolled_by_it, lowers
from idp.factors.bindings import Bindings
from idp.factors.domain import Credential
from idp.kernel.ids import Id


@dataclass(frozen=True, slots=True)
class ReassessedCredential:
    """A credential without the fraud.

    `lowered`: its bound is lower without it. `by_fraud`: the fraud enrolled it.
    """

    credential: Credential
    lowered: bool
    by_fraud: bool


def reassess(
    means: Collection[Credential], ceremonies: Collection[Held], fraud: Fraud
) -> dict[Id, ReassessedCredential]:
    """Each of these credentials without the fraud; the bound only gets lower (factors.md 1.4)."""
    left, enrolled = bound_again(ceremonies, fraud), enrolled_by_it(ceremonies, fraud)
    found: dict[Id, ReassessedCredential] = {}
    for each in means:
        now = left.get(each.id)
        fell = now is not None and lowers(_bound(each), now)
        anew = _lowered(each, now) if fell and now is not None else each
        found[each.id] = ReassessedCredential(anew, fell, by_fraud=fell and each.id in enrolled)
    return found


def reassess_after(
    bindings: Bindings, this: Credential, held: Collection[Credential]
) -> Credential | None:
    """A credential to be restored, without all frauds found; None if it was a fraud's own."""
    fraud = bindings.frauds()
    ceremonies = bindings.for_subject(this.subject_id, [*held, this])
    again = reassess([this], ceremonies, fraud)[this.id]
    return None if again.by_fraud or this.id in fraud.credentials else again.credential


def _bound(credential: Credential) -> Bound:
    return Bound(
        credential.utmost,
        identity=credential.identity or credential.rises_identity,
        resistant=credential.resistant,
    )


def _lowered(credential: Credential, left: Bound) -> Credential:
    return replace(
        credential,
        bound=max(min(credential.bound, left.bound), LEAST),
        identity=credential.identity and left.identity,
        resistant=credential.resistant and left.resistant,
        rises_to=None,
        rises_identity=False,
        rises_at=None,
    )
