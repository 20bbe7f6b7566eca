"""Why a passkey of an officer does not sign, and what the officer can do about it; message ids."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from idp.factors.passkey_signatures import PasskeyStanding
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason
from idp.web.current import services
from idp.web.pages.labels import N_

NOT_SIGNED: Final[Mapping[Reason, str]] = {
    Reason.CREDENTIAL_FLAGGED: N_("Nothing was signed: this passkey is stopped."),
    Reason.UNMET_LEVEL: N_("Nothing was signed: this passkey does not count enough to sign."),
    Reason.NOT_PROVEN: N_(
        "Nothing was signed: the passkey was not one of yours, the device did not make sure that "
        "it is you, or the page was open for more than five minutes."
    ),
    Reason.USED_BEFORE: N_("Nothing was signed: this page was used already. Load it anew."),
}
"""What is said after a signature that was not taken."""
_STOPPED: Final = N_("Stopped on %(moment)s.")
_MAY_COME_BACK: Final = N_(
    "It was reported lost. When you have it in your hands, take the report back: on the page of "
    "your own account, or at a counter."
)
_GONE: Final = N_(
    "It is stopped for good, because it was reported lost or a copy of it was seen. Add another "
    "passkey to your own account."
)
_WAITS: Final = N_("Added lately: it signs from %(moment)s on.")
_WEAK: Final = N_(
    "It was added in a sign-in that was too weak. Add a passkey anew in a sign-in of level 2 or "
    "above."
)


@dataclass(frozen=True, slots=True)
class UnfitKey:
    """A passkey that does not sign: `state`, with a moment in it, and what can be done."""

    name: str
    state: str | None
    at: datetime | None
    advice: str | None


@dataclass(frozen=True, slots=True)
class KeysOfOfficer:
    """The passkeys that do not sign, and whether there is one that does."""

    unfit: tuple[UnfitKey, ...]
    one_signs: bool


def keys_of(subject_id: Id) -> KeysOfOfficer:
    """What stands in the way of each passkey of this officer."""
    every = services().decisions.proofs.passkeys.standing(subject_id)
    unfit = tuple(_unfit(each) for each in every if each.refused is not None)
    return KeysOfOfficer(unfit, one_signs=len(unfit) < len(every))


def _unfit(key: PasskeyStanding) -> UnfitKey:
    held = key.credential
    if key.refused is Reason.CREDENTIAL_FLAGGED:
        advice = _MAY_COME_BACK if held.resumable else _GONE
        return UnfitKey(held.label, _STOPPED, held.disabled_at, advice)
    if key.signs_from is not None:
        return UnfitKey(held.label, _WAITS, key.signs_from, None)
    return UnfitKey(held.label, None, None, _WEAK)
