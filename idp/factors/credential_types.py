"""The kinds of credentials: one row each, and functions of the rows. Pure.

Two more tables have a row for each: the value of its evidence
(`idp.assurance.kinds.EVIDENCE_RULES`), and the page of the sign-in that asks for it
(`idp.web.pages.means_pages.MEANS_PAGES`).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from idp.assurance.kinds import EvidenceKind, Means, kinds_of
from idp.assurance.levels import shortest_way
from idp.assurance.pieces import Piece, Pieces
from idp.factors.domain import Credential, CredentialKind
from idp.history.domain import EventType
from idp.kernel.ids import Id


class Carrier(StrEnum):
    """The carrier of a credential, with which it is lost (D32.3)."""

    MEMORY = "memory"
    PAPER = "paper"
    PHONE = "phone"
    CARD = "card"


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialType:
    """The common properties of all credentials of one kind.

    `means`: the means in the law's list by which the operator can switch the kind off (D3.8).
    `binds_as`: the evidence for which a new one is bound, the strongest of its kind. `enrolled`:
    the history entry of an enrolment. `tables`: the names of those that hold its rows by
    `credential_id`, the secret first. `opens_account`: a sign-in can begin with it alone.
    `one_per_person`: a new one takes the place of the old. `used_up`: the evidence used the
    credential up, so nothing rests on that any more; it raises no level either.
    """

    means: Means
    binds_as: EvidenceKind
    carrier: Carrier
    enrolled: EventType
    tables: tuple[str, ...]
    opens_account: bool = False
    one_per_person: bool = False
    used_up: bool = False

    @property
    def evidence(self) -> frozenset[EvidenceKind]:
        """The evidence a credential of this kind could give at best."""
        return kinds_of(self.means)


CREDENTIAL_TYPES: Final[dict[CredentialKind, CredentialType]] = {
    CredentialKind.PASSWORD: CredentialType(
        means=Means.PASSWORD,
        binds_as=EvidenceKind.PASSWORD,
        carrier=Carrier.MEMORY,
        enrolled=EventType.PASSWORD_SET,
        tables=("password",),
        opens_account=True,
        one_per_person=True,
    ),
    CredentialKind.PIN: CredentialType(
        means=Means.PIN,
        binds_as=EvidenceKind.PIN,
        carrier=Carrier.MEMORY,
        enrolled=EventType.PIN_SET,
        tables=("pin",),
        one_per_person=True,
    ),
    CredentialKind.TOTP: CredentialType(
        means=Means.TOTP,
        binds_as=EvidenceKind.TOTP,
        carrier=Carrier.PHONE,
        enrolled=EventType.TOTP_ENROLLED,
        tables=("totp",),
    ),
    CredentialKind.PASSKEY: CredentialType(
        means=Means.PASSKEY,
        binds_as=EvidenceKind.PASSKEY_VERIFIED,
        carrier=Carrier.PHONE,
        enrolled=EventType.PASSKEY_ENROLLED,
        tables=("passkey",),
        opens_account=True,
    ),
    CredentialKind.APP_KEY: CredentialType(
        means=Means.APP_KEY,
        binds_as=EvidenceKind.APP_KEY_VERIFIED,
        carrier=Carrier.PHONE,
        enrolled=EventType.APP_KEY_ENROLLED,
        tables=("app_key", "app_key_certificate"),
    ),
    CredentialKind.CHIP_CARD: CredentialType(
        means=Means.CHIP_CARD,
        binds_as=EvidenceKind.CHIP_CARD,
        carrier=Carrier.CARD,
        enrolled=EventType.CHIP_CARD_ENROLLED,
        tables=("chip_card",),
    ),
    CredentialKind.RECOVERY_CODES: CredentialType(
        means=Means.RECOVERY_CODE,
        binds_as=EvidenceKind.RECOVERY_CODE,
        carrier=Carrier.PAPER,
        enrolled=EventType.RECOVERY_CODES_RENEWED,
        tables=("recovery_code",),
        one_per_person=True,
        used_up=True,
    ),
}


def type_of(credential: Credential) -> CredentialType:
    return CREDENTIAL_TYPES[credential.kind]


def kept_on(carrier: Carrier) -> frozenset[CredentialKind]:
    """The kinds of credential lost with this carrier."""
    return frozenset(kind for kind, each in CREDENTIAL_TYPES.items() if each.carrier is carrier)


def evidence_of(kinds: Iterable[CredentialKind]) -> frozenset[EvidenceKind]:
    """The evidence that credentials of these kinds could give at best."""
    return frozenset[EvidenceKind]().union(*(CREDENTIAL_TYPES[kind].evidence for kind in kinds))


ON_A_PHONE: Final = kept_on(Carrier.PHONE)
"""The kinds lost with a phone; knowledge and paper are not (D32.3)."""
OPENS_ALONE: Final = frozenset(
    kind for kind, each in CREDENTIAL_TYPES.items() if each.opens_account
)
"""The kinds a sign-in can begin with; an account must keep one of them (D3.5)."""
BEGINS_A_SIGN_IN: Final = OPENS_ALONE | {CredentialKind.RECOVERY_CODES}
"""The kinds a sign-in can begin with, one that ends at level 1 included."""
ONE_OF_A_KIND: Final = frozenset(
    kind for kind, each in CREDENTIAL_TYPES.items() if each.one_per_person
)
ADDED_ALONE: Final = frozenset(
    each.binds_as for each in CREDENTIAL_TYPES.values() if not each.used_up
)
"""Kinds a person can add in their own account without an officer, where offered, to reach a higher
level."""
_OPENING: Final = evidence_of(OPENS_ALONE)
_RECOVERING: Final = evidence_of({CredentialKind.RECOVERY_CODES})
STOPPABLE: Final = evidence_of(kind for kind, each in CREDENTIAL_TYPES.items() if not each.used_up)
"""The evidence of a credential that still exists. A recovery code is used up, and with the last one
the whole set is gone."""


def leaves_a_way_in(credentials: Collection[Credential], removed: Id) -> bool:
    """Whether the account can still be opened without this credential (D3.5)."""
    return any(
        each.kind in OPENS_ALONE and each.disabled_at is None
        for each in credentials
        if each.id != removed
    )


def usable_pieces(available: Iterable[Piece]) -> Pieces:
    """The pieces a sign-in can come to: all, where one of them begins it, else recovery codes.

    A sign-in that begins with a recovery code ends there, at level 1.
    """
    pieces = frozenset(available)
    if any(piece.kind in _OPENING for piece in pieces):
        return pieces
    return frozenset(piece for piece in pieces if piece.kind in _RECOVERING)


def shortest_sign_in(available: Iterable[Piece]) -> tuple[Piece, ...]:
    """The fewest pieces with which a sign-in reaches what it can; empty where none can begin."""
    return shortest_way(usable_pieces(available), begins=_OPENING | _RECOVERING)


def lost_with_a_phone(credentials: Collection[Credential]) -> tuple[Credential, ...]:
    """The credentials to stop when a phone is lost, whichever phone it was."""
    return tuple(
        each for each in credentials if each.kind in ON_A_PHONE and each.disabled_at is None
    )


def opens_without_a_phone(credentials: Collection[Credential]) -> bool:
    """Whether the account can be opened when every phone is gone."""
    return any(
        each.kind in OPENS_ALONE - ON_A_PHONE and each.disabled_at is None for each in credentials
    )
