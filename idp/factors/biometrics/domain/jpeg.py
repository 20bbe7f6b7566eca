"""Check that bytes are one plain photograph (JPEG), without decoding it.

The markers of the JPEG are read from the first to the last: a file that is cut short, too large, of
another type, or carries anything besides the picture is refused and never sent on. No decoder runs
here, so none can be attacked.
"""

import struct
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from idp.kernel.biometrics import Sample

MOST_BYTES: Final = 2_097_152
"""All pictures of one capture together."""
FEWEST: Final = 3
MOST: Final = 6

_START: Final = b"\xff\xd8"
_FRAMES: Final = {0xC0, 0xC2}
"""Baseline and progressive JPEG, as cameras and browsers write them."""
_SCAN: Final = 0xDA
_END: Final = 0xD9
_TABLES: Final = {0xDB, 0xC4, 0xDD}
_NOTES: Final = {
    0xE0: (b"JFIF\0",),
    0xE1: (b"Exif\0\0",),
    0xE2: (b"ICC_PROFILE\0",),
    0xEE: (b"Adobe",),
}
"""Application segments a browser may add, by their first bytes; others could carry any data."""
_LONGEST_NOTE: Final = 4_096
_RESTARTS: Final = range(0xD0, 0xD8)
_SMALLEST_SIDE: Final = 200
_LARGEST_SIDE: Final = 2_048
_PRECISION: Final = 8
_COMPONENTS: Final = {1, 3}


class Flaw(StrEnum):
    """A fault of a picture, or of their number."""

    NOT_A_PHOTOGRAPH = "not_a_photograph"
    CUT_SHORT = "cut_short"
    MORE_THAN_A_PICTURE = "more_than_a_picture"
    WRONG_SIZE = "wrong_size"
    TOO_MUCH = "too_much"
    WRONG_NUMBER = "wrong_number"
    REPEATED = "repeated"


class Unfit(Exception):
    """The bytes are not an acceptable picture."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw)
        self.flaw = flaw


def pictures(images: Sequence[bytes], *, fewest: int = FEWEST) -> tuple[Sample, ...]:
    """The pictures of one capture. Raises Unfit."""
    if not fewest <= len(images) <= MOST:
        raise Unfit(Flaw.WRONG_NUMBER)
    if sum(map(len, images)) > MOST_BYTES:
        raise Unfit(Flaw.TOO_MUCH)
    samples = tuple(map(picture, images))
    if len({sample.digest for sample in samples}) != len(samples):
        # A live capture never has the same bytes twice.
        raise Unfit(Flaw.REPEATED)
    return samples


def picture(image: bytes) -> Sample:
    """One JPEG with the size it states. Raises Unfit."""
    if not image.startswith(_START):
        raise Unfit(Flaw.NOT_A_PHOTOGRAPH)
    size, end = _walked(image)
    if size is None:
        raise Unfit(Flaw.NOT_A_PHOTOGRAPH)
    if end != len(image):
        raise Unfit(Flaw.MORE_THAN_A_PICTURE)
    return Sample(image, *size)


def _walked(image: bytes) -> tuple[tuple[int, int] | None, int]:
    """The size that its frame states, and where the picture ends."""
    at, size = len(_START), None
    while True:
        marker, body, at = _segment(image, at)
        if marker in _FRAMES:
            size = _size(body, size)
        elif marker == _SCAN:
            at = _after_scan(image, at)
            if image[at + 1] == _END:
                return size, at + 2
        elif marker not in _TABLES:
            _check_note(marker, body)


def _segment(image: bytes, at: int) -> tuple[int, bytes, int]:
    """Marker and content of the segment here, and where the next one begins."""
    head = image[at : at + 4]
    if len(head) < 4:  # noqa: PLR2004 - marker and length
        raise Unfit(Flaw.CUT_SHORT)
    mark, marker, length = struct.unpack(">BBH", head)
    if mark != 0xFF or length < 2:  # noqa: PLR2004 - the length counts itself
        raise Unfit(Flaw.NOT_A_PHOTOGRAPH)
    end = at + 2 + length
    if end > len(image):
        raise Unfit(Flaw.CUT_SHORT)
    return marker, image[at + 4 : end], end


def _size(frame: bytes, before: tuple[int, int] | None) -> tuple[int, int]:
    if len(frame) < 6 or before is not None:  # noqa: PLR2004 - precision, height, width, components
        raise Unfit(Flaw.NOT_A_PHOTOGRAPH)
    precision, height, width, components = struct.unpack(">BHHB", frame[:6])
    if precision != _PRECISION or components not in _COMPONENTS:
        raise Unfit(Flaw.NOT_A_PHOTOGRAPH)
    if not all(_SMALLEST_SIDE <= side <= _LARGEST_SIDE for side in (width, height)):
        raise Unfit(Flaw.WRONG_SIZE)
    return width, height


def _after_scan(image: bytes, at: int) -> int:
    """Where the picture's own data end: at the first marker that is neither stuffed nor a restart.

    Raises Unfit when there is none.
    """
    while (at := image.find(b"\xff", at)) >= 0 and at + 1 < len(image):
        following = image[at + 1]
        if following != 0 and following not in _RESTARTS:
            return at
        at += 2
    raise Unfit(Flaw.CUT_SHORT)


def _check_note(marker: int, body: bytes) -> None:
    if len(body) > _LONGEST_NOTE or not body.startswith(_NOTES.get(marker, ())):
        raise Unfit(Flaw.MORE_THAN_A_PICTURE)
