"""The check of a statement, receipt or history: each act is a leaf of a tree that the log signed.

Takes the claims of the document, not its signature: who checks that has seen to it with the
provider's own keys (`/jwks`), or asks `/public/receipt`.
"""

import json
from base64 import b64decode, urlsafe_b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from idp.ledger.offline import leaves
from idp.ledger.offline.merkle import ProofRefused, verify_inclusion
from idp.ledger.offline.notes import Checkpoint, NoteRefused, PublicKey, opened

_CONSENT: Final = "consent_given"
_READABLE: Final = b'{"history":'
"""How a file begins that tells its claims in clear (`history`), and the same `signed`."""
LEDGER: Final = "ledger"
"""The member of the claims: a checkpoint, and for each entry its leaf and its way to the root."""


class NotProven(Exception):
    """A document is not in the ledger as it says; the text says why."""


@dataclass(frozen=True, slots=True)
class ProvenEntry:
    """One entry that a document is about: the leaf at `index`, protected since `chained_at`.

    `compared`: whether what the document says of it is what was entered; an act that the document
    tells in other words has only the digest.
    """

    index: int
    entry_id: str
    chained_at: str
    compared: bool


@dataclass(frozen=True, slots=True)
class ProvenDocument:
    """`entries`: those with a proof. `without`: how many acts of the document have none yet."""

    checkpoint: Checkpoint
    entries: tuple[ProvenEntry, ...]
    without: int


def is_document(path: Path) -> bool:
    """Whether a file looks like a compact JWS (RFC 7515 section 7.1), or has one beside its words.

    Raises OSError.
    """
    with path.open("rb") as file:
        return file.read(len(_READABLE)).startswith((b"eyJ", _READABLE))


def claims_in(path: Path) -> Mapping[str, Any]:
    """What a document says, without looking at its signature. Raises NotProven, OSError."""
    return _claims(signed_in(path.read_bytes()))


def signed_in(content: bytes) -> bytes:
    """The compact JWS in a document. Raises NotProven where its words in clear say another thing.

    Nothing is signed but the JWS, so nobody may read anything else beside it.
    """
    if not content.startswith(_READABLE):
        return content.strip()
    try:
        file = json.loads(content)
        signed, told = file["signed"].encode(), file["history"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotProven("this is no part of a history") from error
    if set(file) != {"history", "signed"} or _claims(signed) != told:
        raise NotProven("the words in clear are not those that were signed")
    return bytes(signed)


def _claims(signed: bytes) -> Mapping[str, Any]:
    try:
        claims = json.loads(urlsafe_b64decode(signed.split(b".")[1] + b"=="))
    except (ValueError, IndexError, RecursionError) as error:
        raise NotProven("this is no statement and no receipt") from error
    if not isinstance(claims, dict):
        raise NotProven("this is no statement and no receipt")
    return claims


def check_claims(claims: Mapping[str, Any], keys: Sequence[PublicKey]) -> ProvenDocument | None:
    """What the proofs of a document prove; None when it has none.

    Raises NotProven when one of them does not hold.
    """
    shared = claims.get(LEDGER)
    if shared is None:
        return None
    try:
        return _check(claims, shared, keys)
    except NoteRefused as error:
        raise NotProven(f"the checkpoint is refused: {error}") from error
    except ProofRefused as error:
        raise NotProven(str(error)) from error
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise NotProven("the proofs of the ledger are malformed") from error


def _check(
    claims: Mapping[str, Any], shared: Mapping[str, Any], keys: Sequence[PublicKey]
) -> ProvenDocument:
    checkpoint = opened(shared["checkpoint"], keys)
    hashes = [b64decode(each, validate=True) for each in shared["hashes"]]
    told = dict(_told(claims))
    proven = [_entry(each, told, checkpoint, hashes) for each in shared["entries"]]
    found = {each.entry_id for each in proven}
    return ProvenDocument(checkpoint, tuple(proven), sum(each not in found for each in told))


def _told(claims: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What a document says of each of its entries, as the columns of the row, by the entry's id.

    A statement says all of them of each act, a part of a history the transaction too; a receipt
    names the one entry of the consent, and gives the columns themselves.
    """
    if "acts" not in claims:
        row = claims[LEDGER]["row"]
        if (row["subject_id"], row["transaction_id"]) != (claims["sub"], claims["txn"]):
            raise NotProven("the entry is not about the person and the sign-in of this receipt")
        if row["facts"]["consent_id"] != claims["jti"] or row["happening"] != _CONSENT:
            raise NotProven("the entry is not the one of this consent")
        yield row["id"], row
        return
    for act in claims["acts"]:
        yield (
            act["id"],
            {
                "client_id": act["client_id"],
                "facts": act["facts"],
                "fields_act": act["fields"],
                "happened_at": leaves.instant(datetime.fromisoformat(act["at"])),
                "happening": act["happening"],
                "id": act["id"],
                "subject_id": claims["subject"],
                "transaction_id": act["txn"] if "txn" not in claims else claims["txn"],
            },
        )


def _entry(
    proof: Mapping[str, Any],
    told: Mapping[str, Mapping[str, Any]],
    checkpoint: Checkpoint,
    hashes: Sequence[bytes],
) -> ProvenEntry:
    leaf = proof["leaf"]
    verify_inclusion(
        leaves.hash_of(leaf),
        index=proof["index"],
        size=checkpoint.size,
        proof=[hashes[at] for at in proof["path"]],
        root=checkpoint.root,
    )
    said, compared = told[leaf["id"]], "told" not in proof
    digest = leaves.part_digest(said) if compared else bytes.fromhex(proof["told"])
    if leaves.parts_digest(digest, bytes.fromhex(proof["rest"])).hex() != leaf["entry"]:
        raise NotProven(f"the document says something else than entry {leaf['id']}")
    if said["happened_at"] != leaf["happened_at"]:
        raise NotProven(f"entry {leaf['id']} happened at another time")
    return ProvenEntry(proof["index"], leaf["id"], leaf["chained_at"], compared)
