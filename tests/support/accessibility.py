"""What axe finds wrong on the page that a browser shows."""

from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_AXE: Final = Axe()
_OPTIONS: Final = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
"""Every violation with all its places. To list the places of all rules that a page keeps, too,
takes axe longer than to look for them."""


def faults(page: Page) -> str:
    """The report of every rule of WCAG 2.2 AA and of axe's own that the page breaks; else empty."""
    found = _AXE.run(page, options=_OPTIONS)
    return str(found.generate_report()) if found.violations_count else ""
