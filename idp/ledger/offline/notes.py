"""Signed notes and checkpoints (C2SP signed-note, tlog-checkpoint, tlog-cosignature). Ed25519.

Keys are written as Go's `sumdb/note` does: a public one `<name>+<id>+<key>`, a private one
`PRIVATE+KEY+<name>+<id>+<seed>`, with the id in hexadecimal and the key, after one byte for its
type, in base64.
"""

import struct
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LOG: Final = 1
"""The type of a key that signs checkpoints of its own log."""
WITNESS: Final = 4
"""The type of a key that cosigns those of others, with a time (cosignature/v1)."""

_PRIVATE: Final = "PRIVATE+KEY+"
_KEY_BYTES: Final = 32
_ID_BYTES: Final = 4
_TIME_BYTES: Final = 8
_SIGNED: Final = "\u2014 "
"""How the line of a signature begins."""
_LONGEST: Final = 100_000
"""Characters of a note; a checkpoint has some three hundred."""
_TEXT_LINES: Final = 3
_MOST_LEAVES: Final = 2**62


class UnusableKey(ValueError):
    """No key of a log or witness; the text says why and repeats nothing of a private one."""


class NoteRefused(ValueError):
    """A text is no signed note or checkpoint, or is not signed by a key that is trusted."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key with its name; `kind` is LOG or WITNESS."""

    name: str
    kind: int
    raw: bytes

    @classmethod
    def read(cls, text: str) -> "PublicKey":
        """Raises UnusableKey."""
        name, _, rest = text.strip().partition("+")
        named, _, encoded = rest.partition("+")
        kind, raw = _typed(encoded)
        key = cls(name, kind, raw)
        if not is_key_name(name) or named != key.id.hex():
            raise UnusableKey("not a public key written as name+id+key")
        return key

    @property
    def id(self) -> bytes:
        """The first four bytes of the digest of name, type and key."""
        named = self.name.encode() + b"\n" + bytes((self.kind,)) + self.raw
        return sha256(named).digest()[:_ID_BYTES]

    def __str__(self) -> str:
        encoded = b64encode(bytes((self.kind,)) + self.raw).decode()
        return f"{self.name}+{self.id.hex()}+{encoded}"

    def verifies(self, text: str, signature: bytes) -> bool:
        """Whether it signed the text of a note; a cosignature signs its time too."""
        signed, made = text.encode(), signature
        if self.kind == WITNESS:
            when, made = cosigned_at(signature), signature[_TIME_BYTES:]
            signed = _cosigned(text, when)
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(made, signed)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """A private key of a log or a witness."""

    name: str
    kind: int
    seed: bytes = field(repr=False)

    @classmethod
    def new(cls, name: str, *, kind: int) -> "PrivateKey":
        """A fresh key. Raises UnusableKey for a name that cannot stand in a note."""
        if not is_key_name(name):
            raise UnusableKey("a name has no space, plus sign or line break, and is not empty")
        return cls(name, kind, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def read(cls, text: str) -> "PrivateKey":
        """Raises UnusableKey."""
        stripped = text.strip()
        name, _, rest = stripped.removeprefix(_PRIVATE).partition("+")
        named, _, encoded = rest.partition("+")
        kind, seed = _typed(encoded)
        key = cls(name, kind, seed)
        if not stripped.startswith(_PRIVATE) or named != key.public.id.hex():
            raise UnusableKey("not a private key written as PRIVATE+KEY+name+id+key")
        return key

    @property
    def public(self) -> PublicKey:
        raw = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return PublicKey(self.name, self.kind, raw)

    def text(self) -> str:
        """The key as it is kept in a file."""
        encoded = b64encode(bytes((self.kind,)) + self.seed).decode()
        return f"{_PRIVATE}{self.name}+{self.public.id.hex()}+{encoded}\n"

    def sign(self, text: str, *, at: int = 0) -> str:
        """The line of a signature below the text; `at`, in seconds since 1970, for a witness."""
        key = Ed25519PrivateKey.from_private_bytes(self.seed)
        if self.kind == WITNESS:
            made = struct.pack(">Q", at) + key.sign(_cosigned(text, at))
        else:
            made = key.sign(text.encode())
        return f"{_SIGNED}{self.name} {b64encode(self.public.id + made).decode()}\n"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log signed: its origin, the number of leaves, their root, and further lines."""

    origin: str
    size: int
    root: bytes
    others: tuple[str, ...] = ()

    def text(self) -> str:
        """The text that is signed."""
        lines = (self.origin, str(self.size), b64encode(self.root).decode(), *self.others)
        return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A text and the signatures below it: name of the key, its id, signature."""

    text: str
    signatures: tuple[tuple[str, bytes, bytes], ...]

    @classmethod
    def read(cls, written: str) -> "SignedNote":
        """Raises NoteRefused."""
        text, blank, below = written.rpartition("\n\n")
        lines = below.split("\n")
        if len(written) > _LONGEST or not blank or not text or lines.pop() != "" or not lines:
            raise NoteRefused("not a signed note")
        return cls(text + "\n", tuple(_signature(line) for line in lines))

    def signed_by(self, keys: Iterable[PublicKey]) -> list[tuple[PublicKey, bytes]]:
        """Those of the keys that signed, each with its signature.

        Raises NoteRefused when a signature in the name and id of one of them is wrong.
        """
        known = {(key.name, key.id): key for key in keys}
        found = []
        for name, number, signature in self.signatures:
            key = known.get((name, number))
            if key is None:
                continue
            if not key.verifies(self.text, signature):
                raise NoteRefused(f"the signature of {name} is wrong")
            found.append((key, signature))
        return found

    def checkpoint(self) -> Checkpoint:
        """What it says as a checkpoint. Raises NoteRefused."""
        lines = self.text.split("\n")[:-1]
        if len(lines) < _TEXT_LINES or not all(lines):
            raise NoteRefused("not a checkpoint")
        origin, size, root, *others = lines
        canonical = size.isascii() and size.isdecimal() and str(int(size[:20])) == size
        try:
            hashed = b64decode(root, validate=True)
        except ValueError as error:
            raise NoteRefused("not a checkpoint") from error
        read = Checkpoint(origin, int(size) if canonical else -1, hashed, tuple(others))
        if not 0 <= read.size < _MOST_LEAVES or len(hashed) != _KEY_BYTES:
            raise NoteRefused("not a checkpoint")
        if read.text() != self.text:
            raise NoteRefused("not a checkpoint in its canonical spelling")
        return read


def signed(checkpoint: Checkpoint, key: PrivateKey) -> str:
    """The checkpoint as a note signed by its log."""
    text = checkpoint.text()
    return f"{text}\n{key.sign(text)}"


def opened(written: str, keys: Sequence[PublicKey]) -> Checkpoint:
    """The checkpoint in a note that one of the log's `keys` signed, in the name of its origin.

    Raises NoteRefused.
    """
    note = SignedNote.read(written)
    checkpoint = note.checkpoint()
    if not any(key.name == checkpoint.origin for key, _ in note.signed_by(keys)):
        raise NoteRefused("not signed by a key of this log")
    return checkpoint


def cosigned_at(signature: bytes) -> int:
    """The time of a cosignature in seconds since 1970; 0 when it is too short."""
    if len(signature) < _TIME_BYTES:
        return 0
    (when,) = struct.unpack(">Q", signature[:_TIME_BYTES])
    return int(when)


def is_key_name(name: str) -> bool:
    """Whether a name can stand in a note: not empty, no space, no plus sign."""
    return bool(name) and "+" not in name and not any(each.isspace() for each in name)


def _cosigned(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _typed(encoded: str) -> tuple[int, bytes]:
    """The type and the bytes of a key."""
    try:
        raw = _base64(encoded)
    except ValueError as error:
        raise UnusableKey("the key is not in base64") from error
    if len(raw) != 1 + _KEY_BYTES or raw[0] not in {LOG, WITNESS}:
        raise UnusableKey("not an Ed25519 key of a log or a witness")
    return raw[0], raw[1:]


def _base64(encoded: str) -> bytes:
    """Decode base64 in its one spelling: bits that no byte takes are zero (RFC 4648, 3.5).

    Else a changed last character could go unnoticed. Raises ValueError.
    """
    raw = b64decode(encoded, validate=True)
    if b64encode(raw).decode() != encoded:
        raise ValueError("not the canonical spelling")
    return raw


def _signature(line: str) -> tuple[str, bytes, bytes]:
    name, space, encoded = line.removeprefix(_SIGNED).partition(" ")
    if not line.startswith(_SIGNED) or not space or not is_key_name(name):
        raise NoteRefused("the line of a signature is malformed")
    try:
        raw = _base64(encoded)
    except ValueError as error:
        raise NoteRefused("a signature is not in base64") from error
    return name, raw[:_ID_BYTES], raw[_ID_BYTES:]
