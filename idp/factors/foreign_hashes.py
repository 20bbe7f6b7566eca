"""Hashes of passwords that another system made, in the usual encoded forms.

They are compared as they are and replaced by one of ours at the first right password. Read are
argon2id, argon2i and argon2d (PHC string format, also behind Django's `argon2`), bcrypt (`$2a$`,
`$2b$`, `$2y$`, Django's `bcrypt` and `bcrypt_sha256`), scrypt and PBKDF2 (PHC or Passlib, Django,
Werkzeug). A hash is refused where comparing a text with it, in all forms of the text, costs more
than some two seconds or a quarter of a gigabyte: whoever wrote the file would decide how long each
try keeps a thread. Every comparison is slow on purpose: run it on the hashing pool.
"""

import base64
import binascii
import ctypes
import hashlib
import hmac
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial
from typing import Any, Final

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf import argon2

OURS: Final = "$argon2id$"
"""How hashes of ours begin. One of others in the same form is stored behind `argon2`, as Django has
it: its password may have been hashed in another normal form."""


class HashFault(StrEnum):
    """Why a hash is not taken."""

    UNKNOWN = "hash_unknown"
    TOO_COSTLY = "hash_too_costly"
    NOT_HERE = "hash_not_verifiable_here"
    """bcrypt, on a machine whose C library has none."""


@dataclass(frozen=True, slots=True)
class ForeignHash:
    """A hash in the form it is stored in, and whether it is of a password in bytes."""

    encoded: str
    matches: Callable[[bytes], bool]


Verifies = Callable[[bytes, bytes, int], bytes]
"""From password, salt and length in bytes to the derived key."""

_LONGEST: Final = 1024
_SALTS: Final = range(4, 129)
_KEYS: Final = range(16, 129)
_MOST_KIB: Final = 262_144
_NORMAL_FORMS: Final = ("NFC", "NFKC")
_MOST_FORMS: Final = 1 + len(_NORMAL_FORMS)
"""Whoever guesses can type a text that is another one in each normal form: all of them count."""
_MOST_ITERATIONS: Final = 4_000_000 // _MOST_FORMS
"""Of PBKDF2 with SHA-256, over the blocks of a key."""
_MOST_KIB_PASSES: Final = 786_432 // _MOST_FORMS
_MOST_MIXES: Final = 3_145_728 // _MOST_FORMS
"""The N, r and p of scrypt, multiplied."""
_MOST_PASSES: Final = 20
_MOST_LANES: Final = 16
_BCRYPT_COSTS: Final = range(4, 14)
_SHORT_OF_BASE64: Final = 4
_DIGESTS: Final[Mapping[str, tuple[int, int]]] = {
    "sha1": (20, 1),
    "sha256": (32, 1),
    "sha512": (64, 3),
}
"""The bytes of a block, and what an iteration costs beside one of SHA-256."""

_ARGON2: Final = re.compile(
    r"(?:argon2)?(?P<phc>\$argon2(?P<variant>id|i|d)\$v=19\$m=(?P<m>\d{1,9}),t=(?P<t>\d{1,9})"
    r",p=(?P<p>\d{1,9})\$[A-Za-z0-9+/]{6,180}\$[A-Za-z0-9+/]{20,180})"
)
_BCRYPT: Final = re.compile(
    r"(?:(?P<django>bcrypt(?:_sha256)?)\$)?(?P<hash>\$2[aby]\$(?P<cost>\d\d)\$[./A-Za-z0-9]{53})"
)
_SCRYPT: Final = (
    re.compile(
        r"\$scrypt\$ln=(?P<ln>\d{1,2}),r=(?P<r>\d{1,4}),p=(?P<p>\d{1,4})"
        r"\$(?P<salt64>[^$]{2,180})\$(?P<key64>[^$]{20,180})"
    ),
    re.compile(
        r"scrypt\$(?P<n>\d{1,8})\$(?P<salt>[^$]{1,128})\$(?P<r>\d{1,4})\$(?P<p>\d{1,4})"
        r"\$(?P<key64>[^$]{20,180})"
    ),
    re.compile(
        r"scrypt:(?P<n>\d{1,8}):(?P<r>\d{1,4}):(?P<p>\d{1,4})\$(?P<salt>[^$]{1,128})"
        r"\$(?P<keyhex>[0-9a-f]{32,256})"
    ),
)
_PBKDF2: Final = (
    re.compile(
        r"\$pbkdf2(?:-(?P<digest>sha\d{1,3}))?\$(?:i=)?(?P<rounds>\d{1,9})"
        r"\$(?P<salt64>[^$]{2,180})\$(?P<key64>[^$]{20,180})"
    ),
    re.compile(
        r"pbkdf2_(?P<digest>sha\d{1,3})\$(?P<rounds>\d{1,9})\$(?P<salt>[^$]{1,128})"
        r"\$(?P<key64>[^$]{20,180})"
    ),
    re.compile(
        r"pbkdf2:(?P<digest>sha\d{1,3}):(?P<rounds>\d{1,9})\$(?P<salt>[^$]{1,128})"
        r"\$(?P<keyhex>[0-9a-f]{32,256})"
    ),
)
_VARIANTS: Final[Mapping[str, Any]] = {
    "id": argon2.Argon2id,
    "i": argon2.Argon2i,
    "d": argon2.Argon2d,
}


def foreign_hash(text: str) -> ForeignHash | HashFault:
    """The hash in an encoded form, or why it is not taken."""
    if len(text) > _LONGEST or not text.isascii():
        return HashFault.UNKNOWN
    for read in (_argon2, _bcrypt, _scrypt, _pbkdf2):
        found = read(text)
        if found is not None:
            return found
    return HashFault.UNKNOWN


def is_of(encoded: str, typed: str) -> bool:
    """Whether a stored hash of another system is of this password.

    Compared as it was typed and in both normal forms: the other system may have hashed any.
    """
    found = foreign_hash(encoded)
    if isinstance(found, HashFault):
        return False
    forms = (typed, *(unicodedata.normalize(form, typed) for form in _NORMAL_FORMS))
    written = dict.fromkeys(each.encode("utf-8", "surrogatepass") for each in forms)
    return any(found.matches(each) for each in written)


def _argon2(text: str) -> ForeignHash | HashFault | None:
    parts = _ARGON2.fullmatch(text)
    if parts is None:
        return None
    memory, passes, lanes = int(parts["m"]), int(parts["t"]), int(parts["p"])
    if memory > _MOST_KIB or passes > _MOST_PASSES or lanes > _MOST_LANES:
        return HashFault.TOO_COSTLY
    if memory * passes > _MOST_KIB_PASSES:
        return HashFault.TOO_COSTLY
    return ForeignHash(f"argon2{parts['phc']}", partial(_is_argon2, parts["variant"], parts["phc"]))


def _is_argon2(variant: str, phc: str, password: bytes) -> bool:
    try:
        _VARIANTS[variant].verify_phc_encoded(password, phc)
    except (InvalidKey, ValueError):
        return False
    return True


def _bcrypt(text: str) -> ForeignHash | HashFault | None:
    parts = _BCRYPT.fullmatch(text)
    if parts is None:
        return None
    if int(parts["cost"]) not in _BCRYPT_COSTS:
        return HashFault.TOO_COSTLY
    if _crypt() is None:
        return HashFault.NOT_HERE
    digested = parts["django"] == "bcrypt_sha256"
    return ForeignHash(text, partial(_is_bcrypt, parts["hash"], digested))


def _is_bcrypt(encoded: str, digested: bool, password: bytes) -> bool:  # noqa: FBT001 - of a partial
    """Bcrypt reads 72 bytes, and none behind a NUL."""
    said = hashlib.sha256(password).hexdigest().encode() if digested else password
    crypt = _crypt()
    made = None if crypt is None or b"\0" in said else crypt(said, encoded.encode())
    return made is not None and hmac.compare_digest(made, encoded.encode())


@cache
def _crypt() -> Callable[[bytes, bytes], bytes | None] | None:
    """`crypt_r` of the system's libcrypt; None where that is missing or has no bcrypt."""
    for name in ("libcrypt.so.1", "libcrypt.so.2"):
        try:
            function = ctypes.CDLL(name).crypt_r
        except (OSError, AttributeError):
            continue
        function.restype = ctypes.c_char_p
        function.argtypes = (ctypes.c_char_p, ctypes.c_char_p, ctypes.c_void_p)
        made = partial(_crypted, function)
        if made(*_KNOWN) == _KNOWN_HASH:
            return made
    return None


_KNOWN_HASH: Final = b"$2b$04$CCCCCCCCCCCCCCCCCCCCC.Cg0ly9t/KVBCBYYDfOmZKwry9JuXClC"
_KNOWN: Final = (b"", b"$2b$04$CCCCCCCCCCCCCCCCCCCCC.")
_ROOM: Final = 262_144
"""More than `struct crypt_data` of any C library."""


def _crypted(function: Any, password: bytes, setting: bytes) -> bytes | None:  # noqa: ANN401 - of ctypes
    return function(password, setting, ctypes.create_string_buffer(_ROOM))  # type: ignore[no-any-return]


def _scrypt(text: str) -> ForeignHash | HashFault | None:
    parts = _first(_SCRYPT, text)
    if parts is None:
        return None
    n = 1 << int(parts["ln"]) if "ln" in parts else int(parts["n"])
    r, p = int(parts["r"]), int(parts["p"])
    if n < 2 or n & (n - 1) or not r or not p:  # noqa: PLR2004 - RFC 7914 section 6
        return HashFault.UNKNOWN
    if p > _MOST_LANES or n * r * p > _MOST_MIXES:
        return HashFault.TOO_COSTLY
    return _derived(text, parts, partial(_by_scrypt, n, r, p))


def _by_scrypt(n: int, r: int, p: int, password: bytes, salt: bytes, length: int) -> bytes:
    room = 128 * r * (n + p + 2) + 1_048_576
    return hashlib.scrypt(password, salt=salt, n=n, r=r, p=p, maxmem=room, dklen=length)


def _pbkdf2(text: str) -> ForeignHash | HashFault | None:
    parts = _first(_PBKDF2, text)
    if parts is None:
        return None
    digest, rounds = parts.get("digest") or "sha1", int(parts["rounds"])
    if digest not in _DIGESTS or not rounds:
        return HashFault.UNKNOWN
    size, weight = _DIGESTS[digest]
    affordable = _MOST_ITERATIONS // (rounds * weight) * size
    return _derived(text, parts, partial(_by_pbkdf2, digest, rounds), longest=affordable)


def _by_pbkdf2(digest: str, rounds: int, password: bytes, salt: bytes, length: int) -> bytes:
    return hashlib.pbkdf2_hmac(digest, password, salt, rounds, length)


def _first(shapes: tuple[re.Pattern[str], ...], text: str) -> dict[str, str] | None:
    """The named parts of the text in the one shape that it has."""
    matched = next(filter(None, (each.fullmatch(text) for each in shapes)), None)
    return None if matched is None else matched.groupdict("")


def _derived(
    text: str, parts: Mapping[str, str], derive: Verifies, *, longest: int = _KEYS.stop
) -> ForeignHash | HashFault:
    """`longest`: the bytes of the longest key that does not cost too much."""
    try:
        salt = _base64(parts["salt64"]) if "salt64" in parts else parts["salt"].encode()
        key = bytes.fromhex(parts["keyhex"]) if "keyhex" in parts else _base64(parts["key64"])
    except (binascii.Error, ValueError):
        return HashFault.UNKNOWN
    if len(salt) not in _SALTS or len(key) not in _KEYS:
        return HashFault.UNKNOWN
    if len(key) > longest:
        return HashFault.TOO_COSTLY
    return ForeignHash(text, partial(_is_derived, derive, salt, key))


def _is_derived(derive: Verifies, salt: bytes, key: bytes, password: bytes) -> bool:
    return hmac.compare_digest(derive(password, salt, len(key)), key)


def _base64(text: str) -> bytes:
    """Base64 with or without padding, `.` instead of `+` as Passlib writes it."""
    usual = text.rstrip("=").replace(".", "+")
    return base64.b64decode(usual + "=" * (-len(usual) % _SHORT_OF_BASE64), validate=True)
