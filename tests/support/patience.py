"""How long a test waits for what has to come: no test is timed, and a busy machine is slow."""

from typing import Final

WAIT: Final = 60_000
"""Milliseconds that a browser waits for a page, or for something on it."""
