"""Links that open the national application on a telephone; they carry a handle and nothing else."""

from urllib.parse import urlencode

from idp.web.current import settings


def approval_link(handle: str) -> str:
    """Opens one request of a browser."""
    return _link(h=handle)


def enrolment_link(handle: str) -> str:
    """Adds a key for the person who was given the handle."""
    return _link(e=handle)


def card_link(handle: str) -> str | None:
    """Reads an identity card; None where no application is known, for the answer can be pasted."""
    return _link(c=handle) if settings().app_link else None


def _link(**handle: str) -> str:
    address = settings().app_link
    return f"{address}{'&' if '?' in address else '?'}{urlencode(handle)}"
