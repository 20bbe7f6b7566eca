"""The smallest phone, with letters twice as large: no word is broken, nothing lies over another."""

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import Screen
from tests.browser.test_accessibility import OWN_PAGES, PUBLIC_PAGES, finish_signing_in

SMALLEST = {"viewport": ViewportSize(width=320, height=568)}
TEXT = pytest.mark.parametrize(
    "screen",
    [{**SMALLEST, "locale": locale} for locale in ("vi-VN", "en-GB")],
    indirect=True,
    ids=["vi", "en"],
)
BROKEN = """longest => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [], range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!parent.checkVisibility() || parent.closest("code, .visually-hidden, textarea")) continue;
    for (const word of node.data.matchAll(/(?<!\\S)[(“]?[\\p{L}\\p{M}]+[.,:;?!)”]*(?!\\S)/gu)) {
      if (word[0].length > longest) continue;
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(each => Math.round(each.top)));
      if (lines.size > 1) found.push(`${word[0]} in ${parent.className || parent.tagName}`);
    }
  }
  return found;
}"""
"""Words on more than one line, of at most so many signs: a longer one may have to break, and so may
addresses and names of accounts."""
COVERED = """() => {
  const range = document.createRange(), found = [];
  for (const button of document.querySelectorAll("button, .button, a, input")) {
    if (!button.checkVisibility() || button.closest(".skip, .visually-hidden")) continue;
    const its = button.getBoundingClientRect();
    for (const near of button.parentElement.children) {
      if (near === button || near.matches(".skip, .visually-hidden")) continue;
      range.selectNodeContents(near);
      for (const each of range.getClientRects()) {
        const wide = Math.min(its.right, each.right) - Math.max(its.left, each.left);
        const high = Math.min(its.bottom, each.bottom) - Math.max(its.top, each.top);
        if (wide > 1 && high > 4) found.push(`${button.outerHTML} over ${near.textContent}`);
      }
    }
  }
  return found;
}"""
"""Controls that overlap the text of a neighbour. Lines of text may touch: 4 pixels."""
GLUED = """() => [...document.querySelectorAll(".out a, .ways a, .foot a, .links a, .rooms a")]
  .filter(link => link.checkVisibility())
  .filter(link => {
    const range = document.createRange(), its = link.getBoundingClientRect();
    range.selectNodeContents(link);
    return range.getBoundingClientRect().top - its.top < 3;
  })
  .map(link => link.outerHTML)"""
"""Links without room above their words: of two such below one another each has several lines, and
they read as one."""
LONGEST = 8
"""Letters and stop of a word that has to stay whole: no Vietnamese syllable is longer."""


def enlarge(page: Page, percent: float) -> None:
    """The size of all letters, as the settings of a browser change it."""
    page.evaluate("size => { document.documentElement.style.fontSize = size }", f"{percent}%")


def whole(page: Page, name: str) -> None:
    for percent in (106.25, 212.5):
        enlarge(page, percent)
        assert page.evaluate(BROKEN, LONGEST) == [], (name, percent)
        assert page.evaluate(COVERED) == [], (name, percent)
        assert page.evaluate(GLUED) == [], (name, percent)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, percent)


@TEXT
def test_no_word_is_broken_or_covered_while_signing_in(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    screen.ask(acr_values=screen.house.acr(2), scope="openid profile email")
    whole(page, "signin")
    screen.picture(f"whole-signin-{page.evaluate('document.documentElement.lang')}")
    screen.password(person)
    page.click(".asker.line summary")
    whole(page, "code")
    screen.code(person)
    whole(page, "consent")


@TEXT
def test_no_word_is_broken_or_covered_on_the_pages_of_the_account(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    for path in (*OWN_PAGES, *PUBLIC_PAGES):
        page.goto(f"{screen.house.origin}{path}")
        if path in OWN_PAGES:
            finish_signing_in(screen, person)
        whole(page, path)
        if path in {"/public/report-loss", "/me/means/password"}:
            lang = page.evaluate("document.documentElement.lang")
            screen.picture(f"whole-{path.replace('/', '-')}-{lang}")


@TEXT
def test_no_word_is_broken_or_covered_on_the_sheet_of_recovery_codes(screen: Screen) -> None:
    person, page = screen.house.world.person(), screen.page
    page.goto(f"{screen.house.origin}/me/means")
    finish_signing_in(screen, person)
    screen.press("form[action$='/recovery-codes'] button")
    finish_signing_in(screen, person)
    page.click("form[action$='/recovery-codes'] button")
    page.locator("#recovery-codes").wait_for()
    whole(page, "recovery-codes")
