"""Argon2id hashes (RFC 9106) of passwords and PINs, in the PHC string format.

Both methods are slow on purpose: run them on the hashing pool, never on a request's thread. OpenSSL
computes them, in about nine tenths of the time that the reference implementation takes.
"""

import base64
import os
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf import argon2

from idp.factors.domain import HashParameters

_SALT_BYTES: Final = 16
_HASH_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Checked:
    """`renewed` is a new hash to store, when the compared one has outdated parameters."""

    right: bool
    renewed: str | None = None


class Argon2id:
    """Hashes with the cost of `parameters`.

    `unmatched` is a hash without a known secret, to do the same work for unknown names.
    """

    def __init__(self, parameters: HashParameters) -> None:
        self._parameters = parameters
        cost = f"m={parameters.memory_kib},t={parameters.time},p={parameters.parallelism}"
        self._header = f"$argon2id$v=19${cost}$"
        # Random, not of a secret: hashing one would take as long as a sign-in in each process.
        self.unmatched = f"{self._header}{_random(_SALT_BYTES)}${_random(_HASH_BYTES)}"

    def hash(self, secret: str) -> str:
        """The hash with its salt and its parameters."""
        return self._hash(_encoded(secret))

    def compare(self, hashed: str, secret: str) -> Checked:
        """Whether the hash is of this secret."""
        written = _encoded(secret)
        try:
            argon2.Argon2id.verify_phc_encoded(written, hashed)
        except (InvalidKey, ValueError):  # ValueError: no hash could have these parameters
            return Checked(right=False)
        outdated = not hashed.startswith(self._header)
        return Checked(right=True, renewed=self._hash(written) if outdated else None)

    def _hash(self, written: bytes) -> str:
        return argon2.Argon2id(
            salt=os.urandom(_SALT_BYTES),
            length=_HASH_BYTES,
            iterations=self._parameters.time,
            lanes=self._parameters.parallelism,
            memory_cost=self._parameters.memory_kib,
        ).derive_phc_encoded(written)


def _encoded(secret: str) -> bytes:
    return secret.encode("utf-8", "surrogatepass")


def _random(size: int) -> str:
    return base64.b64encode(os.urandom(size)).rstrip(b"=").decode()
