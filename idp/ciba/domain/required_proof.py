"""The proof a request needs besides the signature of the device's key."""

from collections.abc import Collection
from enum import StrEnum

from idp.assurance.allowances import Allowance, level_counted
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level
from idp.assurance.pieces import Piece


class RequiredProof(StrEnum):
    NOTHING = "nothing"
    PIN = "pin"
    UNREACHABLE = "out_of_reach"
    """No proof on this phone reaches the level; the person is told at once."""


def required_proof(
    level: Level, allowance: Allowance, *, key: Piece | None, held: Collection[Piece]
) -> RequiredProof:
    """The proof that raises this phone's key to the level. `key` is its evidence today."""
    if key is None:
        return RequiredProof.UNREACHABLE
    if level_counted((key,), allowance) >= level:
        return RequiredProof.NOTHING
    pins = [piece for piece in held if piece.kind is EvidenceKind.PIN]
    if pins and level_counted((key, *pins), allowance) >= level:
        return RequiredProof.PIN
    return RequiredProof.UNREACHABLE


def reachable_level(
    need: RequiredProof, allowance: Allowance, *, key: Piece | None, held: Collection[Piece]
) -> Level:
    """The level asserted to the counter once the key and the further proof were shown."""
    if key is None:
        return Level.NONE
    pins = [piece for piece in held if piece.kind is EvidenceKind.PIN and need is RequiredProof.PIN]
    return level_counted((key, *pins), allowance)
