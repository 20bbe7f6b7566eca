"""The camera of a demonstration: a grey picture, as nobody sits before it.

A whole JPEG (ITU-T T.81), baseline and of one component, in which every block is the same grey.
"""

import struct

WIDTH, HEIGHT = 480, 640
_BLOCK = 8
_LUMINANCE = b"\x01\x11\x00"
"""The one component: its number, no subsampling, its quantisation table."""
_ONE_CODE = bytes([1, *[0] * 15])
"""A Huffman table of one code of one bit."""


def picture(note: bytes) -> bytes:
    """A picture of the size of a portrait. `note`, in its header, makes each another file."""
    return b"".join(
        (
            b"\xff\xd8",
            _segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            _segment(0xE1, b"Exif\0\0" + note),
            _segment(0xDB, b"\0" + bytes([1]) * 64),
            _segment(0xC0, struct.pack(">BHHB", 8, HEIGHT, WIDTH, 1) + _LUMINANCE),
            _segment(0xC4, b"\x00" + _ONE_CODE + b"\0"),  # of no difference to the block before
            _segment(0xC4, b"\x10" + _ONE_CODE + b"\0"),  # of the end of a block
            _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00"),
            _blocks(),
            b"\xff\xd9",
        )
    )


def _blocks() -> bytes:
    """Two codes of each block, each the bit 0."""
    blocks = (WIDTH // _BLOCK) * (HEIGHT // _BLOCK)
    return bytes(2 * blocks // 8)


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
