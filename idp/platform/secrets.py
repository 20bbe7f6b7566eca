"""Random handles, digests, and comparison in constant time.

Handles carry 256 random bits, so a plain digest is enough to store them. Values chosen by a person
or numbered by a registry need `keyed_digest`.
"""

import hashlib
import hmac
import secrets


def random_token() -> str:
    """256 random bits as 43 characters of base64url, for codes, handles and client secrets."""
    return secrets.token_urlsafe(32)


def digest(text: str) -> bytes:
    """SHA-256 of a high-entropy handle, 32 bytes, stored instead of it.

    Text with lone surrogates, which no handle of ours has, gets a digest too; it matches none.
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def keyed_digest(key: bytes, text: str) -> bytes:
    """HMAC-SHA-256, 32 bytes: for values that could be guessed from the database alone."""
    return hmac.digest(key, text.encode("utf-8", "surrogatepass"), "sha256")


class Keyed:
    """`keyed_digest` under one key, which is read once: for what takes many of them."""

    def __init__(self, key: bytes) -> None:
        self._begun = hmac.new(key, digestmod="sha256")

    def digest(self, text: str) -> bytes:
        """As `keyed_digest` of this key and text."""
        begun = self._begun.copy()
        begun.update(text.encode("utf-8", "surrogatepass"))
        return begun.digest()


def constant_time_equal(a: bytes, b: bytes) -> bool:
    """Equality whose duration does not tell where two values differ."""
    return hmac.compare_digest(a, b)


def six_digits() -> str:
    """Six random digits to be read and typed; who takes them counts the tries."""
    return f"{secrets.randbelow(10**6):06d}"
