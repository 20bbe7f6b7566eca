"""Strict DER, as much of it as an attestation needs: one element at a time, never recursive.

A schema of the whole extension (there is one inside the webauthn library) refuses every tag it
does not know, and Android adds some with each release. So the list is read by tag, what nobody here
asks for is passed over, and no library of a stranger's bytes is needed besides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

LARGEST: Final = 16 * 1024
_MOST_ELEMENTS: Final = 256
_LONG_TAG: Final = 0x1F
_MOST_TAG_OCTETS: Final = 3
_MOST_LENGTH_OCTETS: Final = 3
_CONSTRUCTED: Final = 0x20

BOOLEAN, INTEGER, OCTET_STRING, NULL, ENUMERATED = 0x01, 0x02, 0x04, 0x05, 0x0A
SEQUENCE, SET = 0x30, 0x31
CONTEXT: Final = 0xA0


class Malformed(ValueError):
    """The bytes are not what they should be; whoever made them gets a refusal."""


@dataclass(frozen=True, slots=True)
class Element:
    """`kind`: the first octet without its tag number when that is long; `number`: that number."""

    kind: int
    number: int
    content: bytes


def only(data: bytes) -> Element:
    """The one element these bytes are. Raises Malformed, also for anything after it."""
    found = list(elements(data))
    if len(found) != 1:
        raise Malformed("more or less than one element")
    return found[0]


def elements(data: bytes) -> Iterator[Element]:
    """The elements these bytes are, side by side. Raises Malformed."""
    if len(data) > LARGEST:
        raise Malformed("too large")
    at, count = 0, 0
    while at < len(data):
        count += 1
        if count > _MOST_ELEMENTS:
            raise Malformed("too many elements")
        kind, number, at = _tag(data, at)
        length, at = _length(data, at)
        if at + length > len(data):
            raise Malformed("cut short")
        yield Element(kind, number, data[at : at + length])
        at += length


def inside(element: Element, kind: int) -> tuple[Element, ...]:
    """The elements inside one of this kind. Raises Malformed."""
    return tuple(elements(content(element, kind)))


def content(element: Element, kind: int) -> bytes:
    """The octets of an element of this kind. Raises Malformed for another kind."""
    if element.kind != kind:
        raise Malformed("another kind of element")
    return element.content


def integer(element: Element, kind: int = INTEGER) -> int:
    """A whole number, or with ENUMERATED one of a list. Raises Malformed."""
    octets = content(element, kind)
    padded = len(octets) > 1 and octets[0] in (0, 0xFF) and (octets[0] ^ octets[1]) < 0x80  # noqa: PLR2004 - the sign bit
    if not octets or padded:
        raise Malformed("not a whole number")
    return int.from_bytes(octets, "big", signed=True)


def truth(element: Element) -> bool:
    """Yes or no, as DER writes them. Raises Malformed."""
    octets = content(element, BOOLEAN)
    if octets not in (b"\x00", b"\xff"):
        raise Malformed("neither yes nor no")
    return octets == b"\xff"


def _tag(data: bytes, at: int) -> tuple[int, int, int]:
    first = data[at]
    if first & _LONG_TAG != _LONG_TAG:
        return first, first & _LONG_TAG, at + 1
    number = 0
    for taken in range(1, _MOST_TAG_OCTETS + 1):
        octet = _octet(data, at + taken)
        number = number << 7 | octet & 0x7F
        if number == 0:
            raise Malformed("a tag with a leading zero")
        if octet < 0x80:  # noqa: PLR2004 - no more octets follow
            if number < _LONG_TAG:
                raise Malformed("a short tag written long")
            return first & ~_LONG_TAG, number, at + taken + 1
    raise Malformed("a tag too long")


def _length(data: bytes, at: int) -> tuple[int, int]:
    first = _octet(data, at)
    if first < 0x80:  # noqa: PLR2004 - short form
        return first, at + 1
    octets = first & 0x7F
    if not 0 < octets <= _MOST_LENGTH_OCTETS or at + octets >= len(data):
        raise Malformed("a length without end")
    length = int.from_bytes(data[at + 1 : at + 1 + octets], "big")
    if length < 0x80 or data[at + 1] == 0:  # noqa: PLR2004 - DER takes the shortest form
        raise Malformed("a length written too long")
    return length, at + 1 + octets


def _octet(data: bytes, at: int) -> int:
    if at >= len(data):
        raise Malformed("cut short")
    return data[at]
