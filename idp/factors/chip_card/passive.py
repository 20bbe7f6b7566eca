"""Passive authentication: the State signed these files of this card, and they are unchanged.

A copy of the files passes; only `active_authentication` proves the chip.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from idp.factors.chip_card.active_authentication import ChipKey, read_chip_key
from idp.factors.chip_card.certificates import Certificate
from idp.factors.chip_card.machine_readable import CardFacts, read_zone
from idp.factors.chip_card.sod import read_security_object
from idp.factors.der import MalformedDer

FACTS: Final = 1
PROTOCOLS: Final = 14
KEY: Final = 15
_NEEDED: Final = (FACTS, KEY)


@dataclass(frozen=True, slots=True)
class ReadCard:
    """The verified files of a card, signed by `signer`, whose own validity is not checked here."""

    facts: CardFacts
    key: ChipKey
    signer: Certificate


def read_card(security_object: bytes, groups: Mapping[int, bytes]) -> ReadCard:
    """The files of a card: EF.SOD and the raw data groups 1, 15 and, if there, 14.

    Raises Malformed unless the signature holds and covers every group exactly as it came.
    """
    signed = read_security_object(security_object)
    if any(each not in groups for each in _NEEDED):
        raise MalformedDer("a data group is missing")
    if not all(signed.covers(number, encoded) for number, encoded in groups.items()):
        raise MalformedDer("a data group is not the one that was signed")
    if PROTOCOLS in signed.digests and PROTOCOLS not in groups:
        # It names the chip's digest algorithm; if it were optional, an attacker could choose that.
        raise MalformedDer("a data group is missing")
    key = read_chip_key(groups[KEY], group_14=groups.get(PROTOCOLS))
    return ReadCard(read_zone(groups[FACTS]), key, signed.signer)
