"""Sealed personal data: AES-256-GCM under a data key per subject, and keyed blind indexes.

A subject's data key is stored wrapped by the keyring; deleting it deletes everything sealed
under it, in every backup. The context (such as "identity:<subject id>") is authenticated, so a
sealed value moved to another row or column does not open.
"""

import os
from functools import lru_cache
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from idp.platform.secrets import Keyed, keyed_digest

_VERSION: Final = b"\x01"
_NONCE_BYTES: Final = 12
_WRAP_CONTEXT: Final = b"data-key"
_NAME_TERM_BYTES: Final = 8
_TERMS_AT_HAND: Final = 4_096
"""Most names share their parts with others: two of three need not be computed again."""
NAME_INDEX_VERSION: Final = 1
"""Of the key under which names are found; with another one every row is made anew."""


class CannotOpen(Exception):
    """The sealed bytes were altered, moved to another context, or sealed under another key."""


class DerivesKeys(Protocol):
    def derive(self, purpose: str) -> bytes:
        """32 bytes for this purpose, always the same."""
        ...


class Sealing:
    """Seals and opens text; every key it uses comes from the keyring by purpose."""

    def __init__(self, keys: DerivesKeys) -> None:
        self._wrap = AESGCM(keys.derive("wrap"))
        self._indexed = Keyed(keys.derive("blind-index"))
        self._named = Keyed(keys.derive(f"name-index-{NAME_INDEX_VERSION}"))
        self._terms = lru_cache(_TERMS_AT_HAND)(self._term)

    def new_data_key(self) -> bytes:
        """A new data key, already wrapped, for the subject's row."""
        return _seal(self._wrap, AESGCM.generate_key(256), _WRAP_CONTEXT)

    def seal(self, data_key: bytes, text: str, *, context: str) -> bytes:
        """The text sealed under a wrapped data key, bound to its context."""
        return self.seal_bytes(data_key, text.encode(), context=context)

    def open(self, data_key: bytes, sealed: bytes, *, context: str) -> str:
        """Open a sealed text. Raises CannotOpen unless `seal` made it for this context."""
        return self.open_bytes(data_key, sealed, context=context).decode()

    def seal_bytes(self, data_key: bytes, content: bytes, *, context: str) -> bytes:
        """The same for the content of a file."""
        return _seal(self._unwrap(data_key), content, context.encode())

    def open_bytes(self, data_key: bytes, sealed: bytes, *, context: str) -> bytes:
        """Open what `seal_bytes` made. Raises CannotOpen."""
        return _open(self._unwrap(data_key), sealed, context.encode())

    def blind_index(self, kind: str, value: str) -> bytes:
        """32 bytes to look a value up by without storing it; equal for equal kind and value."""
        return self._indexed.digest(f"{len(kind)}:{kind}:{value}")

    def name_term(self, term: str) -> int:
        """The 64 bits, signed, under which a part of a name is found; equal for equal parts.

        The key is of this use alone, so that it can be replaced by itself. Two parts that have the
        same bits are told apart once the name is opened.
        """
        return self._terms(term)

    def _term(self, term: str) -> int:
        found = self._named.digest(term)[:_NAME_TERM_BYTES]
        return int.from_bytes(found, "big", signed=True)

    def _unwrap(self, data_key: bytes) -> AESGCM:
        return AESGCM(_open(self._wrap, data_key, _WRAP_CONTEXT))


def seal_under(handle: str, text: str, *, context: str) -> bytes:
    """Seal a text under a handle.

    The row has the handle's digest only, so the database alone cannot open it.
    """
    return _seal(_handle_cipher(handle), text.encode(), context.encode())


def open_under(handle: str, sealed: bytes, *, context: str) -> str:
    """Open a text. Raises CannotOpen unless `seal_under` made it."""
    return _open(_handle_cipher(handle), sealed, context.encode()).decode()


def _handle_cipher(handle: str) -> AESGCM:
    return AESGCM(keyed_digest(handle.encode("utf-8", "surrogatepass"), "sealed content"))


def _seal(cipher: AESGCM, plain: bytes, context: bytes) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return _VERSION + nonce + cipher.encrypt(nonce, plain, _VERSION + context)


def _open(cipher: AESGCM, sealed: bytes, context: bytes) -> bytes:
    version, rest = sealed[:1], sealed[1:]
    if version != _VERSION:
        raise CannotOpen("sealed by an unknown version")
    try:
        return cipher.decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], version + context)
    except (InvalidTag, ValueError) as error:
        raise CannotOpen("altered, moved, or sealed under another key") from error
