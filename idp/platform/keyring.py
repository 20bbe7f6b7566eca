"""The issuer's keys: which one signs, which are published, and key derivation.

Which key signs is a function of the key file and the clock, the same in every process; running
processes notice a changed file by themselves, and go on with the keys they know while it cannot be
read. The key is never chosen by a library: the present signing key of the requested algorithm is
used, and its `kid` is set (RFC 7515 section 4.1.4).
"""

import hashlib
import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from idp.kernel.clock import Clock
from idp.platform.cached import Cached
from idp.platform.jose import SigningKey, decode, encode, parse_object
from idp.platform.key_file import (
    BrokenKeyFile,
    KeyFileEntry,
    create,
    profile_of,
    read_keys,
    replace_at_once,
    rotate,
)
from idp.platform.logs import logger

__all__ = ["Keyring", "NoSuchKey", "create", "derived", "profile_of", "replace_at_once", "rotate"]

MAX_TOKEN_CHARACTERS: Final = 65_536
"""The longest own token: an ID token carries a `nonce` as long as a request allows."""
_MAX_HEADER_CHARACTERS: Final = 1_024
_REMEMBERED: Final = 4_096
_REMEMBERED_FOR: Final = timedelta(minutes=10)
_LOOK_AGAIN_AFTER: Final = timedelta(seconds=5)
_TELL_AGAIN_AFTER: Final = timedelta(minutes=1)
_LOG: Final = logger(__name__)
_TO_JSON: Final = json.JSONEncoder(separators=(",", ":")).encode


class NoSuchKey(LookupError):
    """No key of this algorithm signs now."""


class Keyring:
    """Signs, verifies its own signatures, publishes its keys and derives secret keys.

    Raises OSError or BrokenKeyFile when the file cannot be read at the start. Later such a file is
    an error in the log, each minute again, and the keys that were read before keep their schedule.
    """

    def __init__(self, path: Path, *, secret: str, clock: Clock) -> None:
        self._path = path
        self._secret = secret.encode()
        self._clock = clock
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._keys: tuple[KeyFileEntry, ...] = ()
        self._told_at: datetime | None = None
        self._held = Cached[bytes, bool | None](clock, kept_for=_REMEMBERED_FOR, most=_REMEMBERED)
        self._schedule = self._look(clock.now())

    def sign(self, claims: Mapping[str, object], *, typ: str, alg: str) -> str:
        """A compact JWS of the claims (RFC 7515). Raises NoSuchKey when no key has this `alg`."""
        key = self._current_schedule().signing.get(alg)
        if key is None:
            raise NoSuchKey(alg)
        signed = f"{_header(alg=alg, kid=key.kid, typ=typ)}.{encode(_TO_JSON(claims).encode())}"
        return f"{signed}.{encode(key.signing.sign(signed.encode()))}"

    def verify(
        self, token: str, *, typ: str | None, withdrawn: bool = False
    ) -> Mapping[str, Any] | None:
        """The claims when a published key of ours signed them, else None.

        The algorithm is the key's own. `typ` is compared without case (RFC 7515 section 4.1.9),
        None accepts any. Receipts outlive keys: `withdrawn` also accepts keys published no longer.
        Expiry, issuer and audience are the caller's to check.
        """
        parts = token.split(".") if len(token) <= MAX_TOKEN_CHARACTERS else ()
        if len(parts) != 3:  # noqa: PLR2004 - header, payload, signature
            return None
        named = _protected_header(parts[0])
        if named is None or (typ is not None and named.typ != typ.lower()):
            return None
        schedule = self._current_schedule()
        key = (schedule.known if withdrawn else schedule.published).get(named.kid)
        if key is None or key.alg != named.alg:
            return None
        return parse_object(parts[1]) if self._holds(key.signing, token) else None

    def distrusted_from(self, token: str) -> datetime | None:
        """Since when the key of an own token may be compromised; None: it is not."""
        named = _protected_header(token.split(".", 1)[0])
        key = None if named is None else self._current_schedule().known.get(named.kid)
        return None if key is None else key.distrusted_from

    def jwks(self) -> bytes:
        """The JWK Set to publish: present keys, next keys, and recent ones (RFC 7517)."""
        return self._current_schedule().jwks

    def algorithms(self) -> tuple[str, ...]:
        """The algorithms that sign now: RS256, ES256, EdDSA."""
        return tuple(self._current_schedule().signing)

    def derive(self, purpose: str) -> bytes:
        """32 bytes for one purpose from the master secret, always the same."""
        return derived(self._secret, purpose)

    def _holds(self, key: SigningKey, token: str) -> bool:
        """Whether this key signed the token; cached, as it never changes.

        A resource server introspects the same token at each call. Only digests of validly signed
        tokens are cached, so forged ones cannot fill the cache. Whether the key is still published
        is checked each time.
        """
        written = token.encode(errors="replace")

        def verified() -> bool | None:
            signed, _, signature = written.rpartition(b".")
            made = decode(signature.decode())
            return True if made is not None and key.verifies(made, signed) else None

        return self._held.get(hashlib.sha256(written).digest(), verified) is not None

    def _current_schedule(self) -> "_KeySchedule":
        now, schedule = self._clock.now(), self._schedule
        if not schedule.since <= now < schedule.until:
            with self._lock:
                schedule = self._schedule
                if not schedule.since <= now < schedule.until:
                    schedule = self._schedule = self._look_again(now)
        return schedule

    def _look_again(self, now: datetime) -> "_KeySchedule":
        try:
            schedule = self._look(now)
        except (OSError, BrokenKeyFile) as error:
            told_at = self._told_at
            if told_at is None or not told_at <= now < told_at + _TELL_AGAIN_AFTER:
                _LOG.error("keyring cannot be read", reason=type(error).__name__)
                self._told_at = now
            return _schedule_at(self._keys, now)
        self._told_at = None
        return schedule

    def _look(self, now: datetime) -> "_KeySchedule":
        status = self._path.stat()
        seen = (status.st_mtime_ns, status.st_ino)
        if seen != self._seen:
            self._keys, self._seen = read_keys(self._path), seen
            self._held.clear()
        return _schedule_at(self._keys, now)


def derived(secret: bytes, purpose: str) -> bytes:
    """32 bytes for one purpose from a master secret (HKDF, RFC 5869)."""
    expand = HKDF(hashes.SHA256(), length=32, salt=b"minh-danh", info=purpose.encode())
    return expand.derive(secret)


@dataclass(frozen=True, slots=True)
class _KeySchedule:
    """The schedule of the keys, until the clock or the file changes it.

    Not valid before `since`, so that a clock that was set back hides no changed file.
    """

    signing: Mapping[str, KeyFileEntry]
    published: Mapping[str, KeyFileEntry]
    known: Mapping[str, KeyFileEntry]
    jwks: bytes
    since: datetime
    until: datetime


def _schedule_at(keys: Sequence[KeyFileEntry], now: datetime) -> _KeySchedule:
    published = {key.kid: key for key in keys if key.is_published_at(now)}
    shown = [key.public_jwk() for key in published.values()]
    turns = [key.signs_from for key in keys if key.signs_from > now]
    return _KeySchedule(
        signing={key.alg: key for key in keys if key.signs_at(now)},
        published=published,
        known={key.kid: key for key in keys},
        jwks=_TO_JSON({"keys": shown}).encode(),
        since=now,
        until=min([now + _LOOK_AGAIN_AFTER, *turns]),
    )


@cache
def _header(*, alg: str, kid: str, typ: str) -> str:
    """The encoded protected header; few different ones are used."""
    return encode(_TO_JSON({"alg": alg, "kid": kid, "typ": typ}).encode())


@dataclass(frozen=True, slots=True)
class _ProtectedHeader:
    kid: str
    alg: str
    typ: str


@lru_cache(maxsize=256)
def _protected_header(segment: str) -> _ProtectedHeader | None:
    """The protected header; None when malformed or critical (RFC 7515 section 4.1.11)."""
    members = parse_object(segment) if len(segment) <= _MAX_HEADER_CHARACTERS else None
    if members is None or "crit" in members:
        return None
    kid, alg, typ = (members.get(name) for name in ("kid", "alg", "typ"))
    if not (isinstance(kid, str) and isinstance(alg, str) and isinstance(typ, str)):
        return None
    return _ProtectedHeader(kid, alg, typ.lower())
