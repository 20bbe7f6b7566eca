"""What a person has to prove at a counter besides the key of their phone."""

from collections.abc import Collection
from enum import StrEnum

from idp.assurance.allowances import Allowance, level_counted
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level
from idp.assurance.pieces import Piece


class Need(StrEnum):
    NOTHING = "nothing"
    PIN = "pin"
    OUT_OF_REACH = "out_of_reach"
    """Honest at once: whatever the person does on this phone, the level is not reached."""


def needs(
    level: Level, allowance: Allowance, *, key: Piece | None, held: Collection[Piece]
) -> Need:
    """What lifts this phone's key to the level. `key` is what the key shows today."""
    if key is None:
        return Need.OUT_OF_REACH
    if level_counted((key,), allowance) >= level:
        return Need.NOTHING
    pins = [piece for piece in held if piece.kind is EvidenceKind.PIN]
    if pins and level_counted((key, *pins), allowance) >= level:
        return Need.PIN
    return Need.OUT_OF_REACH


def reaches(
    need: Need, allowance: Allowance, *, key: Piece | None, held: Collection[Piece]
) -> Level:
    """The most that is told to the counter once the key, and what it needs beside it, was shown."""
    if key is None:
        return Level.NONE
    pins = [piece for piece in held if piece.kind is EvidenceKind.PIN and need is Need.PIN]
    return level_counted((key, *pins), allowance)
