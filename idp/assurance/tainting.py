"""What is left of the means of a person when something they were bound by was a fraud."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from idp.assurance.binding import Bound, CeremonyKind, bind, shows_the_person
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import level_of_pieces
from idp.assurance.pieces import LEAST, Piece, Shown
from idp.kernel.ids import Id

MOST_BY_ONE_OFFICER: Final = 2
"""What is left of a ceremony when one of its officers was found dishonest."""
NOTHING: Final = Bound(0)


@dataclass(frozen=True, slots=True)
class Held:
    """A ceremony as it was held: `made` says what it made of each means.

    `gives`: what each of those means shows at best, where it is still on record.
    """

    id: Id
    kind: CeremonyKind
    proven: tuple[Shown, ...]
    officers: tuple[str, ...]
    held_at: datetime
    tainted: bool
    made: Mapping[Id, Bound]
    gives: Mapping[Id, EvidenceKind]


@dataclass(frozen=True, slots=True)
class Fraud:
    """What was found out: ceremonies, and means and officers from an instant on."""

    ceremonies: frozenset[Id] = frozenset()
    credentials: Mapping[Id, datetime] = field(default_factory=dict)
    officers: Mapping[str, datetime] = field(default_factory=dict)


def bound_again(ceremonies: Iterable[Held], fraud: Fraud) -> dict[Id, Bound]:
    """What each means is bound to without the fraud; the ceremonies in the order they were held.

    Along the parents: what was bound by something that fell is bound by what is left of it. It only
    ever lowers. `NOTHING` for a means that nothing is left of.
    """
    left: dict[Id, Bound] = {}
    for each in ceremonies:
        for credential_id in each.made:
            left.setdefault(credential_id, NOTHING)
        if each.tainted or each.id in fraud.ceremonies:
            continue
        proven = tuple(_proven_still(each, left, fraud))
        for credential_id, made in each.made.items():
            now = _capped(each, _made_by(each, proven, credential_id, made), fraud)
            left[credential_id] = _better(left[credential_id], now)
    return left


def _proven_still(held: Held, left: Mapping[Id, Bound], fraud: Fraud) -> Iterable[Piece]:
    for shown in held.proven:
        since = fraud.credentials.get(shown.credential_id)
        if since is not None and held.held_at >= since:
            continue
        bound = left.get(shown.credential_id)
        if bound is None:
            yield shown.piece
        elif bound.bound:
            yield shown.piece._replace(
                bound=min(shown.piece.bound, bound.bound),
                identity=shown.piece.identity and bound.identity,
                resistant=shown.piece.resistant and bound.resistant,
            )


def _made_by(held: Held, proven: tuple[Piece, ...], credential_id: Id, made: Bound) -> Bound:
    whole = tuple(shown.piece for shown in held.proven)
    if held.kind is not CeremonyKind.OWN_ACCOUNT or proven == whole:
        return made
    if not proven:
        return NOTHING
    gives = held.gives.get(credential_id)
    level = int(level_of_pieces(proven))
    again = level if gives is None else bind(held.kind, proven, gives=gives).bound
    return replace(
        made,
        bound=min(made.bound, max(again, LEAST)),
        identity=made.identity and shows_the_person(proven),
    )


def _capped(held: Held, made: Bound, fraud: Fraud) -> Bound:
    dishonest = any(
        officer in fraud.officers and held.held_at >= fraud.officers[officer]
        for officer in held.officers
    )
    if not dishonest:
        return made
    return replace(made, bound=min(made.bound, MOST_BY_ONE_OFFICER), identity=False)


def _better(one: Bound, other: Bound) -> Bound:
    return Bound(
        max(one.bound, other.bound),
        identity=one.identity or other.identity,
        resistant=one.resistant or other.resistant,
    )
