"""What a person knows, kept as argon2id. The only door to argon2.

Both functions are slow on purpose: run them on the hashing pool, never on a request's thread.
"""

import base64
import os
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from argon2.low_level import ARGON2_VERSION

from idp.factors.domain import HashParameters


@dataclass(frozen=True, slots=True)
class Checked:
    """`renewed` is the hash to keep from now on, when the one compared with is outdated."""

    right: bool
    renewed: str | None = None


@dataclass(frozen=True)
class Argon2id:
    """`of_nobody` is a hash nothing matches: the same work for who has none."""

    parameters: HashParameters
    of_nobody: str = field(init=False, repr=False)
    _hasher: PasswordHasher = field(init=False, repr=False)

    def __post_init__(self) -> None:
        hasher = PasswordHasher(
            time_cost=self.parameters.time,
            memory_cost=self.parameters.memory_kib,
            parallelism=self.parameters.parallelism,
        )
        object.__setattr__(self, "_hasher", hasher)
        object.__setattr__(self, "of_nobody", _unmatched(hasher))

    def hash(self, secret: str) -> str:
        """The hash in argon2's own notation, parameters included."""
        return self._hasher.hash(secret.encode("utf-8", "surrogatepass"))

    def compare(self, hashed: str, secret: str) -> Checked:
        """Whether the hash is of this secret."""
        written = secret.encode("utf-8", "surrogatepass")
        try:
            self._hasher.verify(hashed, written)
        except VerifyMismatchError:
            return Checked(right=False)
        outdated = self._hasher.check_needs_rehash(hashed)
        return Checked(right=True, renewed=self._hasher.hash(written) if outdated else None)


def _unmatched(hasher: PasswordHasher) -> str:
    """A hash in argon2's notation that was chosen at random; of 2**256 one would be right.

    To make it from a secret would take as long as a sign-in, in each process that starts.
    """
    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    salt, made = (
        base64.b64encode(os.urandom(size)).rstrip(b"=").decode()
        for size in (hasher.salt_len, hasher.hash_len)
    )
    return f"$argon2id$v={ARGON2_VERSION}${cost}${salt}${made}"
