"""Long addresses, user names and names of services on the smallest phone: read, not cut up."""

import pytest
from playwright.sync_api import ViewportSize

from tests.browser.conftest import Screen
from tests.browser.test_accessibility import OWN_PAGES, finish_signing_in

MAIL = "nguyen.thi.minh.anh.1990@phong-ban.thu-dien-tu.cong-ty.example"
USERNAME = "nguyen.thi.minh.anh-phong.ke.toan_chi.nhanh.thanh.pho.ho.chi.minh"
SERVICE = "Cong-dich-vu-cong-truc-tuyen.thanh-pho-ho-chi-minh.example"
SMALLEST = pytest.mark.parametrize(
    "screen",
    [{"viewport": ViewportSize(width=320, height=568), "locale": lang} for lang in ("vi-VN", "en")],
    indirect=True,
    ids=["vi", "en"],
)
CUT = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [], range = document.createRange();
  const at = (node, i) => {
    range.setStart(node, i); range.setEnd(node, i + 1);
    return range.getBoundingClientRect();
  };
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!parent.checkVisibility() || parent.closest("code, .visually-hidden, textarea")) continue;
    for (const word of node.data.matchAll(/\\S{6,}/g)) {
      let piece = 0;
      for (let i = word.index + 1; i < word.index + word[0].length; i++) {
        const last = node.data[i - 1];
        piece = /[@._-]/.test(last) ? 0 : piece + 1;
        const [one, two] = [at(node, i - 1), at(node, i)];
        if (Math.round(two.top) > Math.round(one.top) + 4 && !/[@._-]/.test(last) && piece < 20)
          found.push(`${node.data.slice(word.index, i)}|${node.data.slice(i, i + 12)}`);
      }
    }
  }
  return found;
}"""
"""Where a long word goes on in the next line although no piece of a name ends there; a word of
twenty signs without one may have to."""
WIDER = """() => [...document.querySelectorAll("main *")]
  .filter(each => each.checkVisibility() && !each.closest(".visually-hidden, .scroll, table"))
  .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
  .map(each => each.outerHTML.slice(0, 160))"""


def fits(screen: Screen, name: str) -> None:
    page = screen.page
    assert page.evaluate(WIDER) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    assert page.evaluate(CUT) == [], name


@SMALLEST
def test_long_names_break_where_a_piece_of_them_ends(screen: Screen) -> None:
    world, house = screen.house.world, screen.house
    data = {"name": "Nguyễn Thị Minh Anh", "email": MAIL, "email_verified": True}
    person = world.person(username=USERNAME, data=data)
    party = world.party(SERVICE, redirect_uris=(f"{screen.receiver.origin}/cb",), loopback=True)
    screen.ask(party, acr_values=house.acr(2), scope="openid profile email")
    fits(screen, "signin")
    screen.password(person)
    fits(screen, "code")
    screen.code(person)
    fits(screen, "consent")
    lang = screen.page.evaluate("document.documentElement.lang")
    screen.picture(f"long-names-consent-{lang}")
    screen.allow()
    for path in OWN_PAGES:
        screen.page.goto(f"{house.origin}{path}")
        finish_signing_in(screen, person)
        screen.picture(f"long-names{path.replace('/', '-')}-{lang}")
        fits(screen, path)
    screen.page.goto(f"{house.origin}/public/relying-parties")
    fits(screen, "relying parties")
