"""The link by which a page hands a question to the national application."""

from urllib.parse import urlencode

from idp.web.current import settings


def link_for(**handles: str) -> str | None:
    """The application's address with these handles; None where no application is known."""
    base = settings().app_link
    if not base:
        return None
    return f"{base}{'&' if '?' in base else '?'}{urlencode(handles)}"
