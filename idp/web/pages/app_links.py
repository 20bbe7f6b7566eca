"""Links that open the national application on a telephone; they carry a handle and nothing else."""

from urllib.parse import urlencode

from idp.web.current import settings


def approval_link(handle: str) -> str:
    """The link to one request of a browser."""
    return _link(h=handle)


def enrolment_link(handle: str) -> str:
    """The link to add a key, for the person who was given the handle."""
    return _link(e=handle)


def card_link(handle: str) -> str:
    """The link to read an identity card."""
    return _link(c=handle)


def _link(**handle: str) -> str:
    address = settings().app_link
    return f"{address}{'&' if '?' in address else '?'}{urlencode(handle)}"
