"""The outcome of an attempt from the answers of both services. Pure."""

import math
from enum import StrEnum
from typing import Final

from idp.kernel.biometrics import Compared, Judged, MatchResult, PadResult
from idp.kernel.refusals import Reason


class Outcome(StrEnum):
    """The outcome of one attempt; only PROVEN makes evidence."""

    PROVEN = "proven"
    REFUSED = "refused"
    UNCLEAR = "unclear"
    ATTACK = "attack"
    NOT_JUDGED = "not_judged"


def outcome_of(judged: Judged, compared: Compared | None) -> Outcome:
    """PROVEN only with MATCH and LIVE over the same bytes, whose digests are compared here."""
    match judged.result:
        case PadResult.UNAVAILABLE:
            return Outcome.NOT_JUDGED
        case PadResult.ATTACK:
            return Outcome.ATTACK
        case PadResult.INCONCLUSIVE:
            return Outcome.REFUSED
        case PadResult.LIVE:
            return _of_comparison(judged, compared)


def _of_comparison(judged: Judged, compared: Compared | None) -> Outcome:
    if compared is None or compared.result is MatchResult.UNAVAILABLE:
        return Outcome.NOT_JUDGED
    if compared.result is MatchResult.QUALITY:
        return Outcome.UNCLEAR
    if compared.result is not MatchResult.MATCH:
        return Outcome.REFUSED
    same = bool(compared.digests) and set(compared.digests) <= set(judged.digests)
    return Outcome.PROVEN if same else Outcome.REFUSED


TOLD: Final[dict[Outcome, Reason]] = {
    # No match, not enrolled, presentation attack: the person at the camera is not told which.
    Outcome.REFUSED: Reason.NOT_PROVEN,
    Outcome.ATTACK: Reason.NOT_PROVEN,
    Outcome.UNCLEAR: Reason.PICTURES_UNCLEAR,
    Outcome.NOT_JUDGED: Reason.SERVICE_UNAVAILABLE,
}
"""The refusal for each outcome that proved nothing."""


def bucket(score: float | None) -> int | None:
    """The order of magnitude of a score, to the power of two; the score itself is not stored."""
    return None if score is None or score <= 0 else math.floor(math.log2(score))
