"""The key file: private JWKs and the times at which each key is published and signs.

Owner-readable only, replaced as a whole, one writer at a time; its owner stays. A key is published
before it signs, so that relying parties have read it by then, and stays published after, until
everything it signed has expired; then its private half is dropped and the public half kept for old
receipts.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from idp.platform.jose import (
    ISSUER_ALGORITHMS,
    SigningKey,
    new_jwk,
    signing_key,
)
from idp.platform.replacing import replacing

DEMO_PROFILE: Final = "demo"
_OWNER_ALONE: Final = 0o600
PUBLISHED_AHEAD: Final = timedelta(days=1)
"""The longest time a relying party should cache a key set."""


class BrokenKeyFile(ValueError):
    """The file exists and is not a keyring of ours."""


class RotationUnderWay(RuntimeError):
    """A key waits to become the signing key; rotating again would skip it."""


@dataclass(frozen=True)
class KeyFileEntry:
    """One key and the times of its life; None means not decided yet."""

    kid: str
    alg: str
    jwk: Mapping[str, str]
    signing: SigningKey = field(repr=False, compare=False)
    published_from: datetime
    signs_from: datetime
    signs_until: datetime | None = None
    published_until: datetime | None = None
    distrusted_from: datetime | None = None
    """Since when it may be compromised; later dates in its signatures prove nothing."""

    def signs_at(self, now: datetime) -> bool:
        return self.signs_from <= now and (self.signs_until is None or now < self.signs_until)

    def is_published_at(self, now: datetime) -> bool:
        return self.published_from <= now and not self.is_withdrawn_at(now)

    def is_withdrawn_at(self, now: datetime) -> bool:
        return self.published_until is not None and self.published_until <= now

    def public_jwk(self) -> dict[str, str]:
        """The public JWK of this key (RFC 7517 section 4)."""
        return self.signing.public_jwk() | {"kid": self.kid, "alg": self.alg, "use": "sig"}

    def without_private_half(self) -> "KeyFileEntry":
        public = self.signing.public_jwk()
        return replace(self, jwk=public, signing=signing_key(self.alg, public))


def create(path: Path, *, now: datetime, profile: str = "production") -> None:
    """A new key file with one key per algorithm, signing from now on. Raises FileExistsError."""
    keys = [_new_key(alg, now=now, signs_from=now) for alg in ISSUER_ALGORITHMS]
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ALONE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(_document(profile, keys))


def rotate(
    path: Path, *, now: datetime, overlap: timedelta, ahead: timedelta = PUBLISHED_AHEAD
) -> datetime:
    """Publish new keys at once; they sign `ahead` later, and the old stay `overlap` after that.

    `overlap` must outlast everything the old keys signed. Returns when the new keys begin to sign.
    Raises RotationUnderWay while earlier new keys still wait.
    """
    with replacing(path, mode=_OWNER_ALONE) as file:
        profile, keys = _read(path)
        if any(key.signs_from > now for key in keys):
            raise RotationUnderWay
        change = now + ahead
        kept = [_retired(key, at=change, overlap=overlap, now=now) for key in keys]
        fresh = [_new_key(alg, now=now, signs_from=change) for alg in ISSUER_ALGORITHMS]
        file.write(_document(profile, [*fresh, *kept]).encode())
    return change


def replace_at_once(path: Path, *, now: datetime) -> int:
    """New keys sign from now on; the old ones are neither used nor accepted any more.

    For a leaked file: waiting keys are in it as well and never sign. Private halves are erased,
    public ones stay to verify old signatures. Returns how many keys ended.
    """
    with replacing(path, mode=_OWNER_ALONE) as file:
        profile, keys = _read(path)
        kept = [_distrusted(key, now=now) for key in keys if key.signs_from <= now]
        fresh = [_new_key(alg, now=now, signs_from=now) for alg in ISSUER_ALGORITHMS]
        file.write(_document(profile, [*fresh, *kept]).encode())
    return sum(not key.is_withdrawn_at(now) for key in keys)


def _distrusted(key: KeyFileEntry, *, now: datetime) -> KeyFileEntry:
    """A key whose private half was in the file ends now; others are unchanged."""
    if not key.signing.is_private:
        return key
    ended = replace(
        key,
        signs_until=min(key.signs_until or now, now),
        published_until=min(key.published_until or now, now),
        distrusted_from=now,
    )
    return ended.without_private_half()


def read_keys(path: Path) -> tuple[KeyFileEntry, ...]:
    """Every key of the file. Raises FileNotFoundError, BrokenKeyFile."""
    return tuple(_read(path)[1])


def profile_of(path: Path) -> str:
    """The profile the file was made for; a demo key is refused in any other."""
    return _read(path)[0]


def _new_key(alg: str, *, now: datetime, signs_from: datetime) -> KeyFileEntry:
    """The `kid` is the thumbprint of the public half, so it is never reused."""
    jwk = new_jwk(alg)
    signing = signing_key(alg, jwk)
    return KeyFileEntry(
        signing.thumbprint(), alg, jwk, signing, published_from=now, signs_from=signs_from
    )


def _retired(key: KeyFileEntry, *, at: datetime, overlap: timedelta, now: datetime) -> KeyFileEntry:
    if key.is_withdrawn_at(now):
        return key.without_private_half()
    if key.signs_until is not None:
        return key
    return replace(key, signs_until=at, published_until=at + overlap)


def _read(path: Path) -> tuple[str, list[KeyFileEntry]]:
    try:
        document = json.loads(path.read_text("utf-8-sig"))
        profile, keys = document["profile"], [_key(entry) for entry in document["keys"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenKeyFile(f"{path} is not a key file") from error
    if not keys:
        raise BrokenKeyFile(f"{path} holds no keys")
    return profile, keys


_INSTANTS: Final = (
    "published_from",
    "signs_from",
    "signs_until",
    "published_until",
    "distrusted_from",
)


def _key(entry: Mapping[str, Any]) -> KeyFileEntry:
    instants = {
        name: datetime.fromisoformat(entry[name])
        for name in _INSTANTS
        if entry.get(name) is not None
    }
    if any(instant.tzinfo is None for instant in instants.values()):
        raise ValueError("an instant without a zone")
    signing = signing_key(entry["alg"], entry["jwk"])
    return KeyFileEntry(entry["kid"], entry["alg"], entry["jwk"], signing, **instants)


def _document(profile: str, keys: Sequence[KeyFileEntry]) -> str:
    entries = [
        {"kid": key.kid, "alg": key.alg, "jwk": dict(key.jwk)}
        | {
            name: None if (at := getattr(key, name)) is None else at.isoformat()
            for name in _INSTANTS
        }
        for key in keys
    ]
    return json.dumps({"profile": profile, "keys": entries}, indent=1)
