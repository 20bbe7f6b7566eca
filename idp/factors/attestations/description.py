"""The extension in which Android's key store says what a key is (KeyDescription, versions 2 on).

https://source.android.com/docs/security/features/keystore/attestation: two lists of properties, one
that software enforces and one that the hardware does. What decides anything is believed from the
hardware's list only; what weakens a key counts wherever it stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from idp.factors.attestations.der import (
    CONTEXT,
    ENUMERATED,
    OCTET_STRING,
    SEQUENCE,
    SET,
    Element,
    Malformed,
    content,
    inside,
    integer,
    only,
    truth,
)

PURPOSE, ALGORITHM, KEY_SIZE, CURVE = 1, 2, 3, 10
NO_AUTH_REQUIRED, USER_AUTH_TYPE, AUTH_TIMEOUT = 503, 504, 505
ALL_APPLICATIONS, ORIGIN, ROOT_OF_TRUST, PATCH_LEVEL = 600, 702, 704, 706
APPLICATION_ID: Final = 709

_MEMBERS: Final = 8
_ROOT_MEMBERS: Final = 3

Properties = Mapping[int, Element]


@dataclass(frozen=True, slots=True)
class Boot:
    """What the hardware says about the system that was started."""

    locked: bool
    state: int


@dataclass(frozen=True, slots=True)
class Application:
    """Who asked the key store for the key: package names and digests of who signed them."""

    packages: frozenset[str]
    signers: frozenset[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """`software`, `hardware`: the two lists, by tag number. Levels: 0 software, 1 TEE, 2 chip."""

    attestation_level: int
    keystore_level: int
    challenge: bytes
    software: Properties
    hardware: Properties

    def number(self, tag: int) -> int | None:
        """A whole number of the hardware's list."""
        found = self.hardware.get(tag)
        return None if found is None else integer(found)

    def numbers(self, tag: int) -> frozenset[int]:
        """A set of whole numbers of the hardware's list; empty when it is not there."""
        found = self.hardware.get(tag)
        return frozenset() if found is None else frozenset(map(integer, inside(found, SET)))

    def says(self, tag: int) -> bool:
        """Whether either list has this property at all."""
        return tag in self.hardware or tag in self.software


def read_description(extension: bytes) -> Description:
    """Raises Malformed for anything that is not wholly a description."""
    parts = inside(only(extension), SEQUENCE)
    if len(parts) != _MEMBERS:
        raise Malformed("not eight members")
    return Description(
        attestation_level=integer(parts[1], ENUMERATED),
        keystore_level=integer(parts[3], ENUMERATED),
        challenge=content(parts[4], OCTET_STRING),
        software=_properties(parts[6]),
        hardware=_properties(parts[7]),
    )


def boot_of(description: Description) -> Boot | None:
    """The hardware's word about the system; None when it says nothing. Raises Malformed."""
    found = description.hardware.get(ROOT_OF_TRUST)
    if found is None:
        return None
    parts = inside(found, SEQUENCE)
    if len(parts) < _ROOT_MEMBERS:
        raise Malformed("a root of trust without its members")
    return Boot(locked=truth(parts[1]), state=integer(parts[2], ENUMERATED))


def application_of(description: Description) -> Application | None:
    """Whose key it is, as the system (which the hardware vouches for) says. Raises Malformed."""
    found = description.software.get(APPLICATION_ID)
    if found is None:
        return None
    parts = inside(only(content(found, OCTET_STRING)), SEQUENCE)
    if len(parts) != 2:  # noqa: PLR2004 - packages and signers
        raise Malformed("an application without its members")
    packages, signers = parts
    return Application(
        packages=frozenset(_name(each) for each in inside(packages, SET)),
        signers=frozenset(content(each, OCTET_STRING) for each in inside(signers, SET)),
    )


def _name(package: Element) -> str:
    try:
        return content(inside(package, SEQUENCE)[0], OCTET_STRING).decode("ascii")
    except (IndexError, UnicodeDecodeError) as fault:
        raise Malformed("a package without a name") from fault


def _properties(listed: Element) -> Properties:
    """Each property under its tag; one that stands twice is a trick."""
    found: dict[int, Element] = {}
    for each in inside(listed, SEQUENCE):
        if each.kind & 0xE0 != CONTEXT:
            raise Malformed("a property without a tag")
        if each.number in found:
            raise Malformed("a property twice")
        found[each.number] = only(each.content)
    return found
