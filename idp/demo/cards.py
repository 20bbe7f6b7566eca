"""The State of the demonstration: it issues identity cards, and a register of them.

Its root counts in this demonstration only, which enters it as two operators. Files and chip keys go
to the demo telephone only; the register gets numbers and names.
"""

import base64
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from idp.demo.actors import ONE, OTHER
from idp.demo.card_office import (
    LONG,
    Authority,
    authority,
    key_group,
    protocol_group,
    revocation_list,
    security_object,
    zone,
)
from idp.demo.people import CAST, Character
from idp.kernel.refusals import Refused
from idp.policy.anchors import AnchorKind
from idp.services import Services
from idp.subjects.domain import SubjectKind

_DIGITS_ON_THE_CARD: Final = 9
_VALID_YEARS: Final = 10
_EARLIER: Final = timedelta(days=2)


def issue_cards(services: Services) -> list[dict[str, Any]]:
    """Create the State's root, enter it as two operators, and issue a card to each citizen."""
    now = services.clock.now()
    begins, ends = now - _EARLIER, now + LONG
    own, lent = (ec.generate_private_key(curve) for curve in (ec.SECP384R1(), ec.SECP256R1()))
    country = authority("CSCA Viet Nam (demo)", own, begins=begins, ends=ends)
    signer = authority("Document signer (demo)", lent, by=country, begins=begins, ends=ends)
    anchors = services.trust_anchors
    proposed = anchors.propose(AnchorKind.CSCA, country.encoded, actor=ONE)
    if isinstance(proposed, Refused):
        raise RuntimeError(proposed.reason)  # noqa: TRY004 - a bug, not a type
    anchors.approve(proposed.id, actor=OTHER)
    revoked = revocation_list(country, listed=1, begins=begins, ends=ends)
    services.chip_cards.signers.import_list(revoked, actor=ONE)
    citizens = [each for each in CAST if each.kind is SubjectKind.CITIZEN]
    return [_card(each, signer, now) for each in citizens]


def known_to_the_register(cards: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The entry of a card in the register: no key, and none of the files."""
    members = ("personal_number", "document_number", "name")
    return [{member: card[member] for member in members} for card in cards]


def _card(character: Character, signer: Authority, now: datetime) -> dict[str, Any]:
    chip, facts = ec.generate_private_key(ec.SECP256R1()), character.facts
    number = str(facts["personal_number"])
    document = number[-_DIGITS_ON_THE_CARD:]
    groups = {
        1: zone(
            document_number=document,
            personal_number=number,
            birthdate=date.fromisoformat(str(facts["birthdate"])),
            expires_on=now.date().replace(year=now.year + _VALID_YEARS, day=1),
            name=_written(facts),
            sex="F" if facts["gender"] == "female" else "M",
        ),
        14: protocol_group(hashes.SHA256()),
        15: key_group(chip),
    }
    files = {"sod": security_object(groups, signer)}
    files |= {f"dg{group}": content for group, content in groups.items()}
    pem = chip.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return {
        "username": character.username,
        "name": facts["name"],
        "personal_number": number,
        "document_number": document,
        "chip": pem.decode(),
        "files": {name: base64.b64encode(content).decode() for name, content in files.items()},
    }


def _written(facts: Mapping[str, object]) -> str:
    """A name as in the machine-readable zone: capitals without marks."""
    given = f"{facts.get('middle_name', '')} {facts['given_name']}".split()
    text = "<".join((str(facts["family_name"]), "", *given)).upper().replace("Đ", "D")
    plain = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()
    return plain.replace(" ", "<")
