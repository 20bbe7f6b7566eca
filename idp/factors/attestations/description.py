"""The extension of Android's key attestation (KeyDescription, version 2 and later).

https://source.android.com/docs/security/features/keystore/attestation: two lists of properties, one
that software enforces and one that the hardware does. Properties that strengthen a key are read
from the hardware's list only, those that weaken it from both.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from idp.factors.der import (
    INTEGER,
    OCTET_STRING,
    SEQUENCE,
    SET,
    Element,
    Fields,
    MalformedDer,
    enumerated,
    fields_of,
    natural,
    only,
    tagged,
    truth,
)

LARGEST: Final = 16 * 1024

PURPOSE, ALGORITHM, KEY_SIZE, CURVE = map(tagged, (1, 2, 3, 10))
NO_AUTH_REQUIRED, USER_AUTH_TYPE, AUTH_TIMEOUT = map(tagged, (503, 504, 505))
ALL_APPLICATIONS, ORIGIN, ROOT_OF_TRUST, PATCH_LEVEL = map(tagged, (600, 702, 704, 706))
APPLICATION_ID: Final = tagged(709)

Properties = Mapping[int, Element]


@dataclass(frozen=True, slots=True)
class Boot:
    """The state of the booted system, by the hardware."""

    locked: bool
    state: int


@dataclass(frozen=True, slots=True)
class Application:
    """The application that owns the key: package names and digests of its signers."""

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
        return None if found is None else natural(only(found.content, INTEGER))

    def numbers(self, tag: int) -> frozenset[int]:
        """A set of whole numbers of the hardware's list; empty when it is not there."""
        found = self.hardware.get(tag)
        if found is None:
            return frozenset()
        return frozenset(map(natural, _all(fields_of(found.content, SET))))

    def says(self, tag: int) -> bool:
        """Whether either list has this property."""
        return tag in self.hardware or tag in self.software


def read_description(extension: bytes) -> Description:
    """Parse the extension. Raises Malformed unless all of it is valid."""
    if len(extension) > LARGEST:
        raise MalformedDer("too large")
    fields = fields_of(extension, SEQUENCE)
    fields.take(INTEGER)  # the version of this description
    attestation_level = enumerated(fields.any())
    fields.take(INTEGER)  # the version of the key store
    keystore_level = enumerated(fields.any())
    challenge = fields.take(OCTET_STRING).content
    fields.take(OCTET_STRING)  # properties that identify the device beyond a reset are not kept
    description = Description(
        attestation_level=attestation_level,
        keystore_level=keystore_level,
        challenge=challenge,
        software=_properties(fields.inside(SEQUENCE)),
        hardware=_properties(fields.inside(SEQUENCE)),
    )
    fields.end()
    return description


def boot_of(description: Description) -> Boot | None:
    """The boot state by the hardware; None without one. Raises Malformed."""
    found = description.hardware.get(ROOT_OF_TRUST)
    if found is None:
        return None
    parts = fields_of(found.content, SEQUENCE)
    parts.take(OCTET_STRING)  # the key that verified the system
    return Boot(locked=truth(parts.any()), state=enumerated(parts.any()))


def application_of(description: Description) -> Application | None:
    """The application in an attestation, as the attested system names it. Raises Malformed."""
    found = description.software.get(APPLICATION_ID)
    if found is None:
        return None
    parts = fields_of(only(found.content, OCTET_STRING).content, SEQUENCE)
    packages, signers = parts.inside(SET), parts.inside(SET)
    parts.end()
    return Application(
        packages=frozenset(map(_name, _all(packages))),
        signers=frozenset(only(each.encoded, OCTET_STRING).content for each in _all(signers)),
    )


def _all(fields: Fields) -> Iterator[Element]:
    while fields.more:
        yield fields.any()


def _name(package: Element) -> str:
    """The name of a package; its version follows."""
    try:
        return fields_of(package.encoded, SEQUENCE).take(OCTET_STRING).content.decode("ascii")
    except UnicodeDecodeError as fault:
        raise MalformedDer("a package without a name") from fault


def _properties(listed: Fields) -> Properties:
    """The properties by tag; a repeated one is refused."""
    found: dict[int, Element] = {}
    for each in _all(listed):
        if not each.is_property:
            raise MalformedDer("a property without a tag")
        if each.tag in found:
            raise MalformedDer("a property twice")
        found[each.tag] = each
    return found
