"""Public keys of certificates and chips: named curves, and explicit parameters of known ones.

Many issuers spell out every parameter of a curve (ICAO Doc 9303 part 12 asked for it), which the
cryptographic library refuses for all but three. A spelled-out curve is accepted only when each
parameter is that of a curve known by name: a curve with a generator of the sender's choice would
let anybody make a key that verifies (CVE-2020-0601).
"""

from hashlib import sha256
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from idp.factors.der import (
    BIT_STRING,
    INTEGER,
    OBJECT_IDENTIFIER,
    OCTET_STRING,
    SEQUENCE,
    Fields,
    MalformedDer,
    fields_of,
    natural,
    object_identifier,
    whole_bytes,
)

PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey

_EC_KEY: Final = object_identifier("1.2.840.10045.2.1")
_PRIME_FIELD: Final = object_identifier("1.2.840.10045.1.1")
_UNCOMPRESSED: Final = b"\x04"


_CURVES: Final = (
    ec.SECP256R1(),
    ec.SECP384R1(),
    ec.SECP521R1(),
    ec.BrainpoolP256R1(),
    ec.BrainpoolP384R1(),
    ec.BrainpoolP512R1(),
)
_ACCEPTED: Final = {curve.name for curve in _CURVES}
_KNOWN: Final = dict(
    zip(
        (
            "aa71dff187e1c583a7da5fc1986d16f7782fe55d25d3c4f227d286880c865efd",
            "862d2401ee7cebfe0f3c2ba4e54cbe511c2e63007fc5ed7c62fe15686f307d9e",
            "0b77e0b8372b61134f243a560b8a0470fb86dca808847c77efa4b35f706482bd",
            "db8cb3cc933a9c2da4f55bef5f14c438b611501ff4cd416451b3a449c40664ea",
            "850e646787c47481ad28e0713b13c7e02a9593d49dd26be566585dce2b48e99d",
            "4083f1b57310cf7cbf2080c36264100b279adecf89e3ed517c2f8347d4c9d364",
        ),
        _CURVES,
        strict=True,
    )
)
"""Curves by the SHA-256 of their six numbers p, a, b, x, y, n in hexadecimal with colons between.

Made from `openssl ecparam -name … -param_enc explicit` (SEC 2 version 2, RFC 5639).
"""


def public_key(info: bytes) -> PublicKey:
    """The RSA or elliptic-curve key of a SubjectPublicKeyInfo (DER). Raises Malformed."""
    spelled_out = _spelled_out(info)
    if spelled_out is not None:
        return spelled_out
    try:
        key = load_der_public_key(info)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise MalformedDer("a public key that cannot be read") from error
    if isinstance(key, rsa.RSAPublicKey):
        return key
    if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in _ACCEPTED:
        return key
    raise MalformedDer("a public key of a kind that is not accepted")


def _spelled_out(info: bytes) -> ec.EllipticCurvePublicKey | None:
    """The key, when its curve has explicit parameters; else None."""
    key = fields_of(info, SEQUENCE)
    algorithm = key.inside(SEQUENCE)
    if algorithm.take(OBJECT_IDENTIFIER).content != _EC_KEY:
        return None
    parameters = algorithm.take_if(SEQUENCE)
    if parameters is None:
        return None
    algorithm.end()
    point = whole_bytes(key.take(BIT_STRING))
    key.end()
    curve = _curve_of(Fields(parameters.content))
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(curve, point)
    except ValueError as error:
        raise MalformedDer("a point that is not on its curve") from error


def _curve_of(parameters: Fields) -> ec.EllipticCurve:
    """The known curve with exactly these parameters (RFC 3279 section 2.3.5)."""
    if natural(parameters.take(INTEGER)) != 1:
        raise MalformedDer("curve parameters of another version")
    field = parameters.inside(SEQUENCE)
    if field.take(OBJECT_IDENTIFIER).content != _PRIME_FIELD:
        raise MalformedDer("a curve over another kind of field")
    p = natural(field.take(INTEGER))
    field.end()
    equation = parameters.inside(SEQUENCE)
    a, b = (int.from_bytes(equation.take(OCTET_STRING).content) for _ in range(2))
    equation.take_if(BIT_STRING)  # the seed that a and b were drawn with
    equation.end()
    generator = parameters.take(OCTET_STRING).content
    n = natural(parameters.take(INTEGER))
    cofactor = parameters.take_if(INTEGER)
    parameters.end()
    half = (p.bit_length() + 7) // 8
    if generator[:1] != _UNCOMPRESSED or len(generator) != 1 + 2 * half:
        raise MalformedDer("a generator that is not written out")
    x, y = int.from_bytes(generator[1 : 1 + half]), int.from_bytes(generator[1 + half :])
    numbers = ":".join(f"{number:x}" for number in (p, a, b, x, y, n))
    known = _KNOWN.get(sha256(numbers.encode()).hexdigest())
    if known is None or (cofactor is not None and natural(cofactor) != 1):
        raise MalformedDer("a curve of the sender's own")
    return known
