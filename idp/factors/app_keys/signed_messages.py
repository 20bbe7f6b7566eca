"""Messages signed by a key of the application: parsed strictly and checked against the request.

Each is a JWS (ES256) with its own `typ`, for this provider as audience and for two minutes at most.
An approval names the transaction, the client, the level, the nonce and the channel, so that it
cannot be used for another request. A signature names the digest of what is signed too, and is of
another type: neither counts as the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from idp.kernel.ids import Id
from idp.kernel.refusals import Reason
from idp.platform.jose import encode, unverified, verify_foreign

APPROVAL: Final = "minhdanh-approval+jwt"
REQUEST: Final = "minhdanh-request+jwt"
DENIAL: Final = "minhdanh-denial+jwt"
SIGNATURE: Final = "minhdanh-signature+jwt"
STATEMENT: Final = "statement"
"""The claim of a signature with the SHA-256 (base64url) of the bytes that are signed."""

LONGEST_LIFE: Final = timedelta(seconds=120)
_AHEAD: Final = timedelta(seconds=30)
"""The tolerance for a telephone's clock that is ahead of ours."""
_KEPT_HEADER: Final = {"alg", "typ"}
"""The whole header of a signature, which is kept and verified offline."""
_LONGEST_TEXT: Final = 512
_ALGORITHMS: Final = ("ES256",)


class DeviceContext(StrEnum):
    """The channel of a request; it is signed, and compared with the one it was issued on."""

    SAME_DEVICE = "same_device"
    """By a link in the browser of the same telephone, to which the answer returns."""
    OTHER_DEVICE = "other_device"
    """By a QR code on another screen, whose number is typed on the telephone."""
    COUNTER = "counter"
    """From a registered terminal at a counter, whose number is typed on the telephone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """The expected approval. `begun_at`: a key enrolled since then does not count.

    `number` is None where none has to be typed; `credential_id`: the key that has to approve, where
    it is known. `signs`: the SHA-256 of what is signed; None for an approval, which signs nothing
    else.
    """

    txn: str
    client_id: str
    acr: str
    nonce: str
    way: DeviceContext
    number: str | None
    subject_id: Id
    begun_at: datetime
    credential_id: Id | None = None
    signs: bytes | None = None

    @property
    def typ(self) -> str:
        """The type of the message that is expected."""
        return APPROVAL if self.signs is None else SIGNATURE


@dataclass(frozen=True, slots=True)
class SignedMessage:
    """An unverified message: `issuer` is the thumbprint of the claimed key."""

    issuer: str
    jti: str
    issued_at: datetime
    expires_at: datetime
    claims: Mapping[str, Any]


def parse_message(word: str, *, typ: str, audience: str) -> SignedMessage | None:
    """The unverified claims of a message; None when it is not one for this provider."""
    read = unverified(word)
    if read is None or read.header.get("typ") != typ or read.claims.get("aud") != audience:
        return None
    if typ == SIGNATURE and read.header.keys() != _KEPT_HEADER:
        return None
    issuer, jti = _text(read.claims, "iss"), _text(read.claims, "jti")
    issued_at, expires_at = _instant(read.claims, "iat"), _instant(read.claims, "exp")
    if issuer is None or jti is None or issued_at is None or expires_at is None:
        return None
    return SignedMessage(issuer, jti, issued_at, expires_at, read.claims)


def is_signed_by(word: str, key: Mapping[str, str]) -> bool:
    """Whether this key (a JWK) signed it (ES256)."""
    return verify_foreign(word, keys={"keys": [dict(key)]}, algorithms=_ALGORITHMS) is not None


def time_fault(said: SignedMessage, now: datetime) -> Reason | None:
    """Why its times are not valid now."""
    life = said.expires_at - said.issued_at
    if said.issued_at > now + _AHEAD or not timedelta(0) < life <= LONGEST_LIFE:
        return Reason.NOT_PROVEN
    return Reason.EXPIRED if said.expires_at <= now else None


def mismatch(said: SignedMessage, expected: Expected) -> Reason | None:
    """Why this approval does not match the request; the number is compared last."""
    wanted = {
        "txn": expected.txn,
        "client_id": expected.client_id,
        "acr": expected.acr,
        "nonce": expected.nonce,
        "way": expected.way.value,
    }
    if expected.signs is not None:
        wanted[STATEMENT] = encode(expected.signs)
    if any(_text(said.claims, name) != value for name, value in wanted.items()):
        return Reason.FACTOR_FROM_OTHER_TRANSACTION
    return None


def number_differs(said: SignedMessage, expected: Expected) -> bool:
    """Whether the number typed on the telephone differs from the one on the other screen."""
    return expected.number is not None and _text(said.claims, "number") != expected.number


def number_malformed(said: SignedMessage, expected: Expected) -> bool:
    """Whether the typed text cannot be a number of ours, by its form."""
    typed, number = _text(said.claims, "number"), expected.number
    if number is None:
        return False
    return typed is None or len(typed) != len(number) or not (typed.isascii() and typed.isdigit())


def text_of(said: SignedMessage, name: str) -> str | None:
    """A claim that is a text of limited length."""
    return _text(said.claims, name)


def _text(claims: Mapping[str, Any], name: str) -> str | None:
    value = claims.get(name)
    fits = isinstance(value, str) and 0 < len(value) <= _LONGEST_TEXT and value.isprintable()
    return value if fits else None


def _instant(claims: Mapping[str, Any], name: str) -> datetime | None:
    """Seconds since 1970 as a whole number; no boolean, and not in the far future."""
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 1 << 34:
        return None
    return _EPOCH + timedelta(seconds=value)


_EPOCH: Final = datetime.fromtimestamp(0, UTC)
