"""Error messages of a page are focused, so that they are seen and read out (WCAG 2.2, 4.1.3)."""

import re
from pathlib import Path

from idp.web.pages.rendering import WEB

ALERT = re.compile(r'<\w+[^>]*role="alert"[^>]*>')
STATUS = re.compile(r'<div[^>]*role="status"[^>]*>.*')
STANDING = ('class="message wrong" role="status"', "each.comes_at")
"""Notices of a list, which no action of the person leads to."""
WRITTEN_BY_A_SCRIPT = re.compile(r"\shidden[\s>]")


def alerts() -> list[tuple[Path, str]]:
    pages = sorted(WEB.glob("*/templates/*.html"))
    found = [(page, tag) for page in pages for tag in ALERT.findall(page.read_text("utf-8"))]
    return [(page, tag) for page, tag in found if not WRITTEN_BY_A_SCRIPT.search(tag)]


def test_every_alert_a_page_opens_with_takes_the_focus() -> None:
    assert len(alerts()) > 5
    bare = [
        (page.name, tag)
        for page, tag in alerts()
        if 'tabindex="-1"' not in tag or "autofocus" not in tag
    ]
    assert bare == []


def test_what_was_done_takes_the_focus() -> None:
    found = [
        (page.name, line)
        for page in sorted(WEB.glob("*/templates/*.html"))
        for line in STATUS.findall(page.read_text("utf-8"))
        if not any(each in line for each in STANDING)
    ]
    assert len(found) > 7
    bare = [each for each in found if 'tabindex="-1" autofocus' not in each[1]]
    assert bare == []


def test_every_page_that_only_says_no_says_so_in_its_title() -> None:
    """A form's page does so by its `problem`; a page that is one error has a title of its own."""
    pages = [page for page, tag in alerts() if 'id="op-error"' in tag]
    assert {page.name for page in pages} >= {"error.html", "stopped.html", "guardian_needed.html"}
    for page in pages:
        assert '{% block failed %}{{ _("Error") }}: ' in page.read_text("utf-8"), page
