"""Binding of a credential: the level it gets at enrolment, and what a change must reach.

A new credential is bound at most at the level that was proven when it was added. Three exceptions,
all vouched for by the State: two officers at a desk, the identity card, and the State's record of a
person's face.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from idp.assurance.allowances import PHISHING_RESISTANT, without_biometrics
from idp.assurance.kinds import EVIDENCE_RULES, TAKES_BIOMETRIC_DATA, Category, EvidenceKind
from idp.assurance.levels import Level, level_of_pieces
from idp.assurance.pieces import LEAST, UTMOST, Piece, Pieces, holds_card, kinds_in


class CeremonyKind(StrEnum):
    """The ceremonies in which a credential is bound."""

    ACTIVATION = "activation"
    """The first credential after a recovery at a counter, or of an account that was handed over."""
    INVITATION = "invitation"
    """The first credential, by the link that went to a contact of the person (D14.1)."""
    SIGN_UP = "sign_up"
    """The first credential of an account that its person made, by a code to their contact."""
    INSTALLING = "installing"
    """The first credential, in front of the witnesses of the installation, before any officer."""
    OWN_ACCOUNT = "own_account"
    """A sign-in to the own account for this change."""
    CARD = "card"
    """An identity card that answered, checked with its register."""
    DESK = "desk"
    """Two officers, the credential itself, and a machine that compared the person."""
    DESK_BY_EYE = "desk_by_eye"
    """The same with a visual comparison and a document only."""
    RELEASE = "release"
    """Enrolled before bindings existed, or with another system: counted at the least it proves."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The binding of one credential by one ceremony. `waits`: effective only after the cool-off."""

    bound: int
    identity: bool = False
    resistant: bool = False
    waits: bool = False


_KNOWLEDGE: Final = frozenset(
    kind
    for kind, rule in EVIDENCE_RULES.items()
    if rule.alternatives == (frozenset({Category.KNOWLEDGE}),)
)
_INHERITS: Final[dict[EvidenceKind, frozenset[EvidenceKind]]] = {
    **dict.fromkeys(_KNOWLEDGE, _KNOWLEDGE),
    EvidenceKind.TOTP: frozenset({EvidenceKind.TOTP}),
    EvidenceKind.PASSKEY_VERIFIED: frozenset(
        {EvidenceKind.PASSKEY_VERIFIED, EvidenceKind.PASSKEY_BIOMETRIC}
    ),
    EvidenceKind.APP_KEY_VERIFIED: frozenset(
        {
            EvidenceKind.APP_KEY_VERIFIED,
            EvidenceKind.APP_KEY_BIOMETRIC,
            EvidenceKind.APP_KEY_IDENTITY_BOUND,
        }
    ),
}
"""From which shown kind a new means takes over its bound: one that showed as much as it will show.

A key that was only touched hands nothing down to one that verifies its user."""

_KEEPS_ITS_BODY: Final = frozenset({EvidenceKind.APP_KEY_VERIFIED})
"""Keys destroyed by the enrolment of another finger, so that they stay with one person. A passkey
accepts a finger enrolled by anyone who knows its code, so it is never bound to an identity."""

_AT_MOST: Final = {
    CeremonyKind.ACTIVATION: 2,
    CeremonyKind.INSTALLING: 2,
    CeremonyKind.DESK: UTMOST,
    CeremonyKind.DESK_BY_EYE: UTMOST,
    CeremonyKind.CARD: UTMOST,
    CeremonyKind.INVITATION: LEAST,
    CeremonyKind.SIGN_UP: LEAST,
    CeremonyKind.RELEASE: LEAST,
}
_BY_EYE_AT_ONCE: Final = 2
_MOST_RELAYED: Final = EVIDENCE_RULES[EvidenceKind.CHIP_CARD_CROSS_DEVICE].part_of
_AT_ONCE: Final = frozenset(
    {
        CeremonyKind.ACTIVATION,
        CeremonyKind.INSTALLING,
        CeremonyKind.INVITATION,
        CeremonyKind.SIGN_UP,
        CeremonyKind.DESK,
        CeremonyKind.RELEASE,
    }
)
_PHISHABLE: Final = frozenset({CeremonyKind.INVITATION, CeremonyKind.SIGN_UP, CeremonyKind.RELEASE})


def bind(
    ceremony: CeremonyKind,
    proven: Collection[Piece],
    *,
    gives: EvidenceKind,
    guard: Level = Level.NONE,
) -> Bound:
    """The binding that a ceremony with these proven pieces gives a credential of this kind.

    `gives` is the strongest evidence of the credential; `guard` the level of the account before.
    Recovery codes open an account and raise no level, so they are always bound at 1. Who reads a
    contact, and knows a number, has shown one factor at most: so is a credential by invitation, or
    of a sign-up.
    """
    if gives is EvidenceKind.RECOVERY_CODE:
        return Bound(LEAST)
    if ceremony is CeremonyKind.OWN_ACCOUNT:
        return _in_own_account(proven, gives, guard)
    desk = ceremony in {CeremonyKind.DESK, CeremonyKind.DESK_BY_EYE}
    return Bound(
        _AT_MOST[ceremony],
        identity=desk and gives in _KEEPS_ITS_BODY,
        resistant=ceremony not in _PHISHABLE,
        waits=ceremony not in _AT_ONCE and _AT_MOST[ceremony] > guard,
    )


def at_once(bound: Bound) -> Bound:
    """The part of a binding by two officers' visual check that counts at once; the rest waits."""
    if not bound.waits:
        return bound
    return Bound(min(bound.bound, _BY_EYE_AT_ONCE), resistant=bound.resistant)


def _in_own_account(proven: Collection[Piece], gives: EvidenceKind, guard: Level) -> Bound:
    level, inherited = int(level_of_pieces(proven)), _inherited(proven, gives)
    resistant = resists(proven)
    bound = max(level, inherited, LEAST)
    waits = bound > LEAST and (bound > guard or not resistant)
    if waits and gives in _KNOWLEDGE and inherited > LEAST:
        # A holder of the old password gains nothing by a new one, so it need not wait.
        bound, waits = inherited, False
    identity = gives in _KEEPS_ITS_BODY and shows_the_person(proven)
    return Bound(bound, identity=identity, resistant=resistant, waits=waits)


def _inherited(proven: Iterable[Piece], gives: EvidenceKind) -> int:
    older = _INHERITS.get(gives, frozenset())
    return max((piece.bound for piece in proven if piece.kind in older), default=0)


def bound_anew(proven: Collection[Piece], guard: Level) -> Bound:
    """The bound that all credentials shown in a change get at least.

    `waits`: from the end of the cool-off on; until then each counts for what it did before.
    """
    level = max(int(level_of_pieces(proven)), LEAST)
    return Bound(level, waits=level > guard or not resists(proven))


def resists(proven: Iterable[Piece]) -> bool:
    """Whether the evidence resists phishing (NIST SP 800-63B section 5.2.5)."""
    return any(piece.resistant and EVIDENCE_RULES[piece.kind].resists_phishing for piece in proven)


def shows_the_person(proven: Collection[Piece]) -> bool:
    """Whether identity card and a biometric matched by the State both named the person."""
    face = any(piece.kind in TAKES_BIOMETRIC_DATA and piece.identity for piece in proven)
    return face and holds_card(proven) and level_of_pieces(proven) >= Level.THREE


def level_for_change(enrolled: Pieces) -> Level:
    """The level that a change of credentials must reach: that of all settled credentials.

    Counted as enrolled: also stopped, switched-off and no longer attested ones, so that an
    emergency does not lower the level; pending ones do not count, so that a new credential cannot
    lock out the older ones.
    """
    return max(level_of_pieces(enrolled), Level.ONE)


def may_change(proven: Collection[Piece], enrolled: Pieces) -> bool:
    """Whether this evidence may add, replace or remove a credential (hostile cases A09 and A22).

    It has to reach the guard, with and without biometrics: a finger on a stolen telephone must not
    be enough to replace the password. What `demanded_in_change` keeps out does not count.
    """
    if demanded_in_change(enrolled):
        proven = [each for each in proven if each.kind is not EvidenceKind.CHIP_CARD_CROSS_DEVICE]
    return _reaches_guard(proven, enrolled)


def demanded_in_change(enrolled: Pieces) -> frozenset[EvidenceKind]:
    """The kinds of which a change must show one; empty where any will do.

    A card read for another screen can be relayed. So it counts in a change only where the person
    could be talked out of the guard without the card as well, by what else does not resist
    phishing: else one is demanded that resists it, and is bound at what the card would add.
    """
    if all(each.kind is not EvidenceKind.CHIP_CARD for each in enrolled):
        return frozenset()
    relayed = [
        each
        for each in enrolled
        if each.kind is not EvidenceKind.CHIP_CARD_CROSS_DEVICE
        and not EVIDENCE_RULES[each.kind].resists_phishing
    ]
    if _reaches_guard(relayed, enrolled):
        return frozenset()
    least = min(level_for_change(enrolled), _MOST_RELAYED)
    return PHISHING_RESISTANT & kinds_in(each for each in enrolled if each.bound >= least)


def _reaches_guard(proven: Collection[Piece], enrolled: Pieces) -> bool:
    strong = level_of_pieces(proven) >= level_for_change(enrolled)
    return strong and level_of_pieces(
        without_biometrics(proven)
    ) >= level_for_change_without_biometrics(enrolled)


def level_for_change_without_biometrics(enrolled: Pieces) -> Level:
    """The level that a change must reach with biometrics left out."""
    return level_of_pieces(without_biometrics(enrolled))
