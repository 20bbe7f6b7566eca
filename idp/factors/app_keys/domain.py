"""Values of application keys: new key, verified message, approval, anchoring."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from idp.assurance.binding import CeremonyKind
from idp.assurance.pieces import Piece, from_words, to_words
from idp.factors.domain import UNPROVEN, Binding, Credential
from idp.history.actors import from_document, to_document
from idp.kernel.actors import Actor, Through, Unproven
from idp.kernel.ids import Id


@dataclass(frozen=True, slots=True)
class Anchoring:
    """Who bound a key to its person, and the place; the ceremony names every officer.

    `by` is the officer who completed it, None for the person with card and face.
    """

    by: Actor | None
    place: str


@dataclass(frozen=True, slots=True)
class EnrolledKey:
    """A newly enrolled key. `retire_word` is the token for retiring it, returned once."""

    credential: Credential
    thumbprint: str
    retire_word: str


@dataclass(frozen=True, slots=True)
class EnrolmentContext:
    """An enrolled key with the verified claims of one message; each message counts once."""

    credential: Credential
    claims: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Approved:
    """A valid approval and its evidence; `proof_digest` identifies it permanently."""

    credential_id: Id
    subject_id: Id
    piece: Piece
    proof_digest: bytes


def number_of(thumbprint: str) -> str:
    """The number by which a person and an officer name a key: 48 bits of its thumbprint.

    `thumbprint` is that of RFC 7638, in base64url. Twelve hexadecimal digits in groups of four.
    """
    said = base64.urlsafe_b64decode(thumbprint + "=" * (-len(thumbprint) % 4))[:6].hex().upper()
    return "-".join(said[at : at + 4] for at in range(0, len(said), 4))


def anchoring_of(binding: Binding) -> Anchoring:
    """The officers and the place in a binding of a key to its person."""
    by = binding.officers[-1] if binding.officers else None
    return Anchoring(by, binding.place or "own_account")


def binding_document(binding: Binding) -> dict[str, Any]:
    """A JSON document that `binding_from` reads back as an equal value."""
    return {
        "kind": binding.kind,
        "proven": [to_words(each) for each in binding.proven],
        "transaction": binding.transaction_id,
        "officers": [to_document(each) for each in binding.officers],
        "place": binding.place,
    }


def _officer(stored: Mapping[str, Any] | str) -> Actor:
    """An officer of a stored ceremony; a release before wrote a typed name."""
    if isinstance(stored, str):
        return Unproven(through=Through.UNKNOWN, said=stored)
    return from_document(stored)


def binding_from(document: Mapping[str, Any] | None) -> Binding:
    """The binding of the ceremony a handle was issued in; none for one of an older release."""
    if document is None:
        return UNPROVEN
    return Binding(
        CeremonyKind(document["kind"]),
        tuple(map(from_words, document["proven"])),
        document["transaction"],
        tuple(map(_officer, document["officers"])),
        document["place"],
    )
