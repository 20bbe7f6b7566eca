"""Offline installation keys (Ed25519): two, kept apart, that bring the desk back once."""

from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

PURPOSE: Final = b"minhdanh-recovery/1\n"
"""What a signature begins with, so that it is none of anything else."""


def make() -> tuple[str, bytes]:
    """A new key: its public half in hexadecimal, and the private one as PEM (PKCS#8)."""
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return _public(key), pem


def public_of(pem: bytes) -> str | None:
    """The public half of a private key as PEM; None when it is none of these."""
    key = _read(pem)
    return None if key is None else _public(key)


def sign(pem: bytes, content: bytes) -> str:
    """The signature (hexadecimal) over a decision. Raises ValueError for another file."""
    key = _read(pem)
    if key is None:
        raise ValueError("not an offline installation key")
    return key.sign(PURPOSE + content).hex()


def is_signed(public: str, content: bytes, signature: str) -> bool:
    """Whether this key signed the decision."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), PURPOSE + content)
    except (InvalidSignature, ValueError):
        return False
    return True


def _read(pem: bytes) -> Ed25519PrivateKey | None:
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, Ed25519PrivateKey) else None


def _public(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
