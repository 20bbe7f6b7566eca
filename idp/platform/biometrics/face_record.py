"""A JPEG in the record that Bio-SDK services expect of a face: ISO/IEC 19794-5:2011.

One representation, no landmarks, no quality blocks, everything about the person unspecified. The
layout is 17 bytes of general header, 47 of representation header, the length of the picture, the
picture.
"""

import struct
from datetime import UTC, datetime
from typing import Final

from idp.kernel.biometrics import Sample

_GENERAL: Final = struct.Struct(">4s4sIHBH")
_REPRESENTATION: Final = struct.Struct(">IHBBBBBHBHHB")
_FACIAL: Final = struct.Struct(">HBBBB3sH3s3s")
_IMAGE: Final = struct.Struct(">BBHHBHBB")
_LENGTH: Final = struct.Struct(">I")
_BASIC: Final = 1
_JPEG: Final = 0
_UNSPECIFIED: Final = 0
_NONE: Final = bytes(3)


def face_record(sample: Sample, captured_at: datetime) -> bytes:
    """The record of one picture."""
    head = (_REPRESENTATION, _FACIAL, _IMAGE, _LENGTH)
    length = sum(part.size for part in head) + len(sample.image)
    return b"".join(
        (
            _GENERAL.pack(b"FAC\0", b"030\0", _GENERAL.size + length, 1, 0, 0),
            _REPRESENTATION.pack(length, *_moment(captured_at), *(_UNSPECIFIED,) * 4),
            _FACIAL.pack(0, *(_UNSPECIFIED,) * 4, _NONE, 0, _NONE, _NONE),
            _IMAGE.pack(_BASIC, _JPEG, sample.width, sample.height, *(_UNSPECIFIED,) * 4),
            _LENGTH.pack(len(sample.image)),
            sample.image,
        )
    )


def _moment(at: datetime) -> tuple[int, int, int, int, int, int, int]:
    utc = at.astimezone(UTC)
    day = (utc.year, utc.month, utc.day)
    return (*day, utc.hour, utc.minute, utc.second, utc.microsecond // 1000)
