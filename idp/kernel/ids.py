"""Identifiers: UUID version 7 as text: keys sort by time and need no sequence (RFC 9562)."""

import os
import time
import uuid

Id = str
"""A UUID in its canonical 36-character form."""


def new_id() -> Id:
    """A fresh UUIDv7: 48 bits of milliseconds, 12 of their fraction, then 62 random bits.

    The fraction (RFC 9562 §6.2, method 3) keeps ids made in one millisecond in the order of
    their making, which the history relies on.
    """
    milliseconds, nanoseconds = divmod(time.time_ns(), 1_000_000)
    fraction = (nanoseconds << 12) // 1_000_000
    random_bits = int.from_bytes(os.urandom(8), "big")
    value = (milliseconds & 0xFFFFFFFFFFFF) << 80 | fraction << 64 | random_bits
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))
