"""JPEGs of any size and content, made from nothing: well-formed, and of no real person."""

import hashlib
import secrets
import struct

_ZIGZAG = bytes(range(1, 65))


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def photograph(*, width: int = 640, height: int = 480, seed: int | None = None) -> bytes:
    """One picture; no two are equal unless their seed is."""
    data = (
        secrets.token_bytes(3000) if seed is None else hashlib.shake_128(b"%d" % seed).digest(3000)
    )
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return b"".join(
        (
            b"\xff\xd8",
            segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            segment(0xDB, b"\0" + _ZIGZAG),
            segment(0xC0, frame),
            segment(0xC4, b"\0" + bytes(16)),
            segment(0xDA, b"\x01\x01\0\0\x3f\0"),
            data.replace(b"\xff", b"\xff\0"),
            b"\xff\xd9",
        )
    )


def photographs(count: int = 4) -> tuple[bytes, ...]:
    return tuple(photograph() for _ in range(count))
