"""A strict DER reader for the data of chips and phone hardware.

Lengths are definite, minimal and within the input; callers read each field explicitly and nothing
may follow the last one. No recursion, so deep nesting costs nothing. Raw bytes are kept: hashed or
signed data are compared as received, never re-encoded.

A schema library accepts more than DER allows, recurses as deep as the sender likes, and refuses the
properties that new Android releases add. This reader of untrusted bytes is small enough to be
tested with every truncation.
"""

from dataclasses import dataclass
from typing import Final

BOOLEAN: Final = 0x01
INTEGER: Final = 0x02
BIT_STRING: Final = 0x03
OCTET_STRING: Final = 0x04
NULL: Final = 0x05
OBJECT_IDENTIFIER: Final = 0x06
ENUMERATED: Final = 0x0A
SEQUENCE: Final = 0x30
SET: Final = 0x31

_LONG_FORM: Final = 0x80
_MOST_LENGTH_BYTES: Final = 3
_MOST_NUMBER_BYTES: Final = 2
_LOW_BITS: Final = 0x1F
_CONTEXT: Final = 0xA0
_CLASS_AND_FORM: Final = 0xE0
_WIDEST_BYTE: Final = 0x7F


class MalformedDer(ValueError):
    """The bytes are not the expected DER."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its tag's bytes as a number, its content, and its raw bytes."""

    tag: int
    content: bytes
    encoded: bytes

    @property
    def is_property(self) -> bool:
        """Whether its tag is one that `tagged` gives."""
        return self.encoded[0] & _CLASS_AND_FORM == _CONTEXT


def tagged(number: int) -> int:
    """The context-specific tag of a constructed element, such as [0] or [704]."""
    if number < _LOW_BITS:
        return _CONTEXT | number
    return int.from_bytes(bytes((_CONTEXT | _LOW_BITS,)) + _base_128(number))


class Fields:
    """Reads the elements of some bytes one after the other. Every method raises Malformed."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    @property
    def more(self) -> bool:
        return self._at < len(self._content)

    def take(self, tag: int) -> Element:
        """The next element, which must have this tag."""
        element = self._next()
        if element.tag != tag:
            raise MalformedDer(f"tag {element.tag:#x} instead of {tag:#x}")
        return element

    def take_if(self, tag: int) -> Element | None:
        """The next element if it has this tag; else None."""
        began = self._at
        if self.more:
            element = self._next()
            if element.tag == tag:
                return element
        self._at = began
        return None

    def any(self) -> Element:
        """The next element, whatever it is."""
        return self._next()

    def inside(self, tag: int) -> "Fields":
        """The fields inside the next element."""
        return Fields(self.take(tag).content)

    def end(self) -> None:
        """Nothing may follow."""
        if self.more:
            raise MalformedDer("something follows")

    def _next(self) -> Element:
        began = self._at
        tag = self._tag()
        length = self._length()
        content = self._bytes(length)
        return Element(tag, content, self._content[began : self._at])

    def _tag(self) -> int:
        began = self._at
        if self._byte() & _LOW_BITS == _LOW_BITS:
            self._number()
        return int.from_bytes(self._content[began : self._at])

    def _number(self) -> None:
        """The bytes of a tag number that is too large for one byte."""
        number = 0
        for _ in range(_MOST_NUMBER_BYTES):
            byte = self._byte()
            number = number << 7 | byte & _WIDEST_BYTE
            if number == 0:
                break
            if byte <= _WIDEST_BYTE:
                if number < _LOW_BITS:
                    break
                return
        raise MalformedDer("a tag that is not written in its shortest form, or too long")

    def _length(self) -> int:
        first = self._byte()
        if first < _LONG_FORM:
            return first
        count = first - _LONG_FORM
        if not 0 < count <= _MOST_LENGTH_BYTES:
            raise MalformedDer("an indefinite or impossible length")
        length = int.from_bytes(self._bytes(count))
        if length < _LONG_FORM or length < 1 << 8 * (count - 1):
            raise MalformedDer("a length that is not written in its shortest form")
        return length

    def _byte(self) -> int:
        return self._bytes(1)[0]

    def _bytes(self, count: int) -> bytes:
        taken = self._content[self._at : self._at + count]
        if len(taken) != count:
            raise MalformedDer("cut off")
        self._at += count
        return taken


def only(data: bytes, tag: int) -> Element:
    """The one element these bytes consist of. Raises Malformed."""
    fields = Fields(data)
    element = fields.take(tag)
    fields.end()
    return element


def fields_of(data: bytes, tag: int) -> Fields:
    """The fields inside the one element these bytes consist of. Raises Malformed."""
    return Fields(only(data, tag).content)


def natural(element: Element) -> int:
    """The value of an INTEGER that is not negative. Raises Malformed."""
    if element.tag != INTEGER:
        raise MalformedDer("not a number")
    return _natural(element.content)


def _natural(content: bytes) -> int:
    if not content or content[0] > _WIDEST_BYTE:
        raise MalformedDer("not a natural number")
    if len(content) > 1 and content[0] == 0 and content[1] <= _WIDEST_BYTE:
        raise MalformedDer("a number that is not written in its shortest form")
    return int.from_bytes(content)


def enumerated(element: Element) -> int:
    """The value of an ENUMERATED that is not negative. Raises Malformed."""
    if element.tag != ENUMERATED:
        raise MalformedDer("not one of a list")
    return _natural(element.content)


def truth(element: Element) -> bool:
    """The value of a BOOLEAN. Raises Malformed."""
    if element.tag != BOOLEAN or element.content not in {b"\x00", b"\xff"}:
        raise MalformedDer("neither yes nor no")
    return element.content == b"\xff"


def whole_bytes(element: Element) -> bytes:
    """The bytes of a BIT STRING without unused bits. Raises Malformed."""
    if element.tag != BIT_STRING or element.content[:1] != b"\x00":
        raise MalformedDer("not a string of whole bytes")
    return element.content[1:]


def object_identifier(dotted: str) -> bytes:
    """The content bytes of an OBJECT IDENTIFIER written with dots."""
    first, second, *rest = map(int, dotted.split("."))
    return b"".join(map(_base_128, (40 * first + second, *rest)))


def _base_128(number: int) -> bytes:
    digits = [number & _WIDEST_BYTE]
    while number := number >> 7:
        digits.append(number & _WIDEST_BYTE | _LONG_FORM)
    return bytes(reversed(digits))
