"""Bindings recomputed after a fraud: the level each credential keeps."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, NamedTuple

from idp.assurance.binding import Bound, CeremonyKind, bind, shows_the_person
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import level_of_pieces
from idp.assurance.pieces import LEAST, Piece, ShownPiece
from idp.kernel.ids import Id

MOST_BY_ONE_OFFICER: Final = 2
"""The binding by a ceremony that is left when one of its officers was dishonest."""
NOTHING: Final = Bound(0)


@dataclass(frozen=True, slots=True)
class Held:
    """A ceremony on record. `made`: the binding it gave to each credential.

    `gives`: the strongest evidence of each of these credentials that is still on record.
    """

    id: Id
    kind: CeremonyKind
    proven: tuple[ShownPiece, ...]
    officers: tuple[str, ...]
    held_at: datetime
    tainted: bool
    made: Mapping[Id, Bound]
    gives: Mapping[Id, EvidenceKind]


@dataclass(frozen=True, slots=True)
class Fraud:
    """A finding: fraudulent ceremonies, and credentials and officers doubted from an instant on."""

    ceremonies: frozenset[Id] = frozenset()
    credentials: Mapping[Id, datetime] = field(default_factory=dict)
    officers: Mapping[str, datetime] = field(default_factory=dict)


class Doubt(NamedTuple):
    """Since when a means is doubted, and the level up to which it is not; 0 for none."""

    since: datetime
    left: int


def bound_again(ceremonies: Iterable[Held], fraud: Fraud) -> dict[Id, Bound]:
    """The binding of each credential without the fraud; `ceremonies` in the order they were held.

    Follows the credentials used in each ceremony: what was bound by a lowered one is bound no
    higher than that is now. It only ever lowers. `NOTHING` where no binding is left.
    """
    left: dict[Id, Bound] = {}
    for _ in _one_by_one(ceremonies, fraud, left):
        pass
    return left


def doubts(ceremonies: Iterable[Held], fraud: Fraud) -> dict[Id, Doubt]:
    """The credentials whose use is disputed, also of those deleted since.

    Acts with a credential that the fraud enrolled or stole are another person's; those with one
    that it only raised, or that a dishonest officer bound, are the person's at a lower level.
    """
    left: dict[Id, Bound] = {}
    whole, since, lost = tuple(ceremonies), dict(fraud.credentials), set[Id]()
    theirs = enrolled_by_it(whole, fraud) | since.keys()
    for held, each, made, now in _one_by_one(whole, fraud, left):
        if lowers(made, now):
            since[each] = min(since.get(each, held.held_at), held.held_at)
        if made.identity and not now.identity:
            lost.add(each)
    return {
        each: Doubt(at, 0 if each in theirs else _up_to(left[each], whose=each not in lost))
        for each, at in since.items()
    }


def _up_to(left: Bound, *, whose: bool) -> int:
    """The level that a credential rightly had. `whose`: it was its person's."""
    return left.bound if whose or left.identity else min(left.bound, MOST_BY_ONE_OFFICER)


def enrolled_by_it(ceremonies: Iterable[Held], fraud: Fraud) -> frozenset[Id]:
    """The credentials that the fraud enrolled, or enrolled at a higher bound than without it.

    Not those that were there before and that it only raised; and what a dishonest officer bound is
    doubted and not known to be a fraud.
    """
    first: dict[Id, bool] = {}
    for _, credential_id, made, now in _one_by_one(ceremonies, replace(fraud, officers={}), {}):
        first.setdefault(credential_id, lowers(made, now))
    return frozenset(credential_id for credential_id, fell in first.items() if fell)


def lowers(made: Bound, now: Bound) -> bool:
    """Whether the second binding is lower than the first."""
    return now.bound < made.bound or (made.identity and not now.identity)


def _one_by_one(
    ceremonies: Iterable[Held], fraud: Fraud, left: dict[Id, Bound]
) -> Iterator[tuple[Held, Id, Bound, Bound]]:
    """Each ceremony and credential, with its binding and that without the fraud; fills `left`."""
    for each in ceremonies:
        proven = tuple(_proven_still(each, left, fraud))
        for credential_id, made in each.made.items():
            void = each.tainted or each.id in fraud.ceremonies
            if void or _in_wrong_hands(credential_id, each, fraud):
                now = NOTHING
            else:
                now = _capped(each, _made_by(each, proven, credential_id, made), fraud)
            left[credential_id] = _better(left.get(credential_id, NOTHING), now)
            yield each, credential_id, made, now


def _proven_still(held: Held, left: Mapping[Id, Bound], fraud: Fraud) -> Iterable[Piece]:
    for shown in held.proven:
        if _in_wrong_hands(shown.credential_id, held, fraud):
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


def _in_wrong_hands(credential_id: Id, held: Held, fraud: Fraud) -> bool:
    """Whether a credential was the impostor's when this ceremony was held."""
    since = fraud.credentials.get(credential_id)
    return since is not None and held.held_at >= since


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
    return doubted(made) if dishonest else made


def doubted(made: Bound) -> Bound:
    """The binding that is left when one of its officers was dishonest."""
    return replace(made, bound=min(made.bound, MOST_BY_ONE_OFFICER), identity=False)


def merged(one: Fraud, other: Fraud) -> Fraud:
    """Both findings as one, each entry from the earlier of its two instants on."""
    return Fraud(
        one.ceremonies | other.ceremonies,
        _earliest(one.credentials, other.credentials),
        _earliest(one.officers, other.officers),
    )


def _earliest(one: Mapping[str, datetime], other: Mapping[str, datetime]) -> dict[str, datetime]:
    return {
        name: min(found[name] for found in (one, other) if name in found) for name in {*one, *other}
    }


def _better(one: Bound, other: Bound) -> Bound:
    return Bound(
        max(one.bound, other.bound),
        identity=one.identity or other.identity,
        resistant=one.resistant or other.resistant,
    )
