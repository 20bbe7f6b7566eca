"""Levels of kinds alone, each bound as well as it can be."""

from collections.abc import Iterable

from idp.assurance import allowances, levels
from idp.assurance.allowances import Allowance
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level
from idp.assurance.pieces import Piece, ShownPiece, at_best, kinds_in
from idp.factors.credential_types import type_of
from idp.factors.domain import Credential

Kinds = Iterable[EvidenceKind]


def level_of_kinds(kinds: Kinds) -> Level:
    return levels.level_of_pieces(at_best(kinds))


def reachable(kinds: Kinds) -> Level:
    return levels.reachable(at_best(kinds))


def leads_to(target: Level, *, done: Kinds, available: Kinds) -> frozenset[EvidenceKind]:
    return levels.leads_to(target, done=at_best(done), available=at_best(available))


def level_counted(kinds: Kinds, allowance: Allowance) -> Level:
    return allowances.level_counted(at_best(kinds), allowance)


def reachable_within(kinds: Kinds, allowance: Allowance) -> Level:
    return allowances.reachable_within(at_best(kinds), allowance)


def bodiless(kinds: Kinds) -> frozenset[EvidenceKind]:
    return kinds_in(allowances.without_biometrics(at_best(kinds)))


def best(kind: EvidenceKind) -> Piece:
    (piece,) = at_best((kind,))
    return piece


def shown(kinds: Kinds, held: Iterable[Credential] = ()) -> tuple[ShownPiece, ...]:
    """Each shown by the oldest of these credentials that proves it, or by an unknown one."""
    held = tuple(held)
    return tuple(
        ShownPiece(
            best(kind),
            next(
                (each.id for each in held if kind in type_of(each).evidence),
                "credential",
            ),
        )
        for kind in kinds
    )
