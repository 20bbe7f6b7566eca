"""The key set of a client that signs its assertions: what a registration must have (RFC 7517)."""

import binascii
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Mapping
from typing import Any, Final

_LEAST_MODULUS: Final = 256
"""Bytes: RSA of 2,048 bits (RFC 7518 section 3.3)."""
_COORDINATE: Final = 32
"""Bytes of a coordinate of P-256, and of a public key of Ed25519."""


def one_is_usable(keys: Iterable[Mapping[str, Any]]) -> bool:
    """Whether one of the keys is of a kind whose signatures are accepted, by its form.

    Others are passed over when a signature is verified (RFC 7517 section 5), so a set without any
    lets nobody in.
    """
    return any(_is_usable(key) for key in keys)


def _is_usable(key: Mapping[str, Any]) -> bool:
    if key.get("use", "sig") != "sig":
        return False
    match key.get("kty"), key.get("crv"):
        case "RSA", _:
            modulus = _bytes(key.get("n")).lstrip(b"\0")
            return len(modulus) >= _LEAST_MODULUS and bool(_bytes(key.get("e")))
        case "EC", "P-256":
            return len(_bytes(key.get("x"))) == len(_bytes(key.get("y"))) == _COORDINATE
        case "OKP", "Ed25519":
            return len(_bytes(key.get("x"))) == _COORDINATE
        case _:
            return False


def _bytes(value: object) -> bytes:
    """Bytes of base64url; none where it is none."""
    if not isinstance(value, str):
        return b""
    try:
        return urlsafe_b64decode(value + "=" * (-len(value) % 4))
    except (binascii.Error, ValueError):
        return b""
