"""The signature around metadata: a compact JWS whose certificates lead to the operator's root.

Not done with the JOSE library, because the key is in the header and its chain must be verified
first.
"""

import base64
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from idp.factors.metadata.chains import BROKEN, LONGEST_CHAIN, why_untrusted

LARGEST: Final = 32 * 1024 * 1024
"""Several times the size of today's publication; the file is read into memory once."""

_LARGEST_HEADER: Final = 64 * 1024
_LARGEST_ROOT: Final = 64 * 1024
_LEAST_RSA: Final = 2048
_HALF: Final = 32


class UnusableMetadata(ValueError):
    """The file is not current, complete metadata signed under the given root."""


def signed_payload(blob: bytes, *, root: bytes, now: datetime) -> dict[str, Any]:
    """The JSON object that was signed. Raises UnusableMetadata."""
    if len(blob) > LARGEST:
        raise UnusableMetadata("the file is too large")
    parts = blob.strip().split(b".")
    if len(parts) != 3:  # noqa: PLR2004 - header, payload, signature
        raise UnusableMetadata("the file is not a compact JWS")
    header, payload, signature = parts
    if len(header) > _LARGEST_HEADER:
        raise UnusableMetadata("the header is too large")
    said = json_object(_decoded(header))
    chain = _chain_in(said)
    trouble = why_untrusted(chain, roots=_roots(root), now=now)
    if trouble is not None:
        raise UnusableMetadata(trouble)
    verify = _VERIFY.get(str(said.get("alg")))
    if verify is None or "crit" in said:
        raise UnusableMetadata("the file is signed in a way that is not accepted")
    try:
        verify(chain[0].public_key(), _decoded(signature), header + b"." + payload)
    except UnusableMetadata:
        raise
    except (*BROKEN, InvalidSignature) as error:
        raise UnusableMetadata("the signature does not hold") from error
    return json_object(_decoded(payload))


def json_object(text: bytes) -> dict[str, Any]:
    """An untrusted JSON object. Raises UnusableMetadata."""
    try:
        value = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise UnusableMetadata("the file holds no JSON that can be read") from error
    if not isinstance(value, dict):
        raise UnusableMetadata("the file holds no JSON object")
    return value


def _decoded(part: bytes) -> bytes:
    try:
        return base64.b64decode(part + b"=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise UnusableMetadata("the file is not a compact JWS") from error


def _chain_in(header: Mapping[str, Any]) -> list[x509.Certificate]:
    certificates = header.get("x5c")
    if not isinstance(certificates, list) or not 0 < len(certificates) <= LONGEST_CHAIN:
        raise UnusableMetadata("the header carries no chain of certificates")
    try:
        return [
            x509.load_der_x509_certificate(base64.b64decode(each, validate=True))
            for each in certificates
        ]
    except BROKEN as error:
        raise UnusableMetadata("a certificate cannot be read") from error


def _roots(pem: bytes) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(pem[:_LARGEST_ROOT])
    except BROKEN as error:
        raise UnusableMetadata("the root is not a PEM certificate") from error


def _rs256(key: object, signature: bytes, signed: bytes) -> None:
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < _LEAST_RSA:
        raise UnusableMetadata("the signing key does not fit its algorithm")
    key.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())


def _es256(key: object, signature: bytes, signed: bytes) -> None:
    """R and S side by side, as RFC 7518 section 3.4 has it, and not as DER."""
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise UnusableMetadata("the signing key does not fit its algorithm")
    if len(signature) != 2 * _HALF:
        raise InvalidSignature
    r, s = (int.from_bytes(each) for each in (signature[:_HALF], signature[_HALF:]))
    key.verify(encode_dss_signature(r, s), signed, ec.ECDSA(hashes.SHA256()))


_VERIFY: Final[Mapping[str, Callable[[object, bytes, bytes], None]]] = {
    "RS256": _rs256,
    "ES256": _es256,
}
