"""Values of application keys: new key, verified message, approval, anchoring."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from idp.assurance.binding import CeremonyKind
from idp.assurance.pieces import Piece, from_words, to_words
from idp.factors.domain import UNPROVEN, Binding, Credential
from idp.kernel.ids import Id


@dataclass(frozen=True, slots=True)
class Anchoring:
    """The officers who bound a key to its person, and the place."""

    by: str
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


def anchoring_of(binding: Binding) -> Anchoring:
    """The officers and the place in a binding of a key to its person."""
    by = "subject" if not binding.officers else ", ".join(binding.officers)
    return Anchoring(by, binding.place or "own_account")


def binding_document(binding: Binding) -> dict[str, Any]:
    """A JSON document that `binding_from` reads back as an equal value."""
    return {
        "kind": binding.kind,
        "proven": [to_words(each) for each in binding.proven],
        "transaction": binding.transaction_id,
        "officers": list(binding.officers),
        "place": binding.place,
    }


def binding_from(document: Mapping[str, Any] | None) -> Binding:
    """The binding of the ceremony a handle was issued in; none for one of an older release."""
    if document is None:
        return UNPROVEN
    return Binding(
        CeremonyKind(document["kind"]),
        tuple(map(from_words, document["proven"])),
        document["transaction"],
        tuple(document["officers"]),
        document["place"],
    )
