"""A deployment with a name, logo and colours of its own: people see these, and nothing of ours."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest

from idp.app import create_app
from idp.kernel.refusals import Reason, Refused
from idp.letters.domain import LetterKind, ToPerson
from idp.relying_parties.domain import Connection, PartyKind, Registration
from idp.wiring import build
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.web.test_public_pages import PAGES

NAME = "Bưu điện <Số> & 100%"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'
SHOWN = "Bưu điện &lt;Số&gt; &amp; 100%"


@pytest.fixture
def branded(house: House, tmp_path: Path) -> Iterator[House]:
    """The same house under another sign."""
    logo = tmp_path / "logo.svg"
    logo.write_text(LOGO)
    changed = {
        "brand_name": NAME,
        "brand_logo": logo,
        "brand_accent": "#B00020",
        "brand_accent_dark": "#ff8a9a",
    }
    settings = house.world.settings.model_copy(update=changed)
    services = build(settings, clock=house.world.clock)
    house.door.app = create_app(settings, services=services)
    yield replace(house, world=replace(house.world, settings=settings, services=services))
    services.passwords.hashing.close()
    services.database.close()


def test_people_see_the_name_of_the_deployment(branded: House) -> None:
    for lang in ("vi", "en"):
        visitor = branded.visitor(language=lang)
        for path in (*PAGES, "/nowhere", "/public/letters", "/public/forgotten"):
            page = visitor.get(path).text
            assert f"· {SHOWN}</title>" in page, path
            assert "Minh Danh" not in page, path
    asked = branded.walk().ask().text
    assert f"Checked by {SHOWN}" in asked
    assert "Minh Danh" not in asked


def test_the_logo_and_the_colours_are_served_and_no_policy_is_loosened(branded: House) -> None:
    visitor = branded.visitor()
    page = visitor.get("/")
    style, icon = re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"', page.text)
    assert f'<img src="{icon}" alt="">' in page.text
    logo = visitor.get(icon)
    assert (logo.text, logo.headers["Content-Type"]) == (LOGO, "image/svg+xml")
    assert "immutable" in logo.headers["Cache-Control"]
    assert logo.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    policy = page.headers["Content-Security-Policy"]
    assert "style-src 'self'; script-src 'self'" in policy
    assert "unsafe" not in policy
    colours = visitor.get(style).text.partition("@media screen {")[2]
    light, dark = colours.split("@media screen and (prefers-color-scheme: dark)")
    assert "--accent: #b00020;" in light
    assert "--on-accent: #ffffff;" in light
    assert "--accent: #ff8a9a;" in dark


def test_another_brand_is_another_address(house: House, branded: House) -> None:
    """Caches keep a file for ever, so the files of two brands are never mistaken for each other."""
    own = create_app(house.world.settings, services=house.world.services).test_client()
    link = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
    (theirs,) = link.findall(branded.visitor().get("/").text)
    page = own.get("/").text
    assert "Minh Danh" in page
    assert SHOWN not in page
    assert link.findall(page) != [theirs]
    assert "@media screen {" not in own.get(link.findall(page)[0]).text
    assert own.get("/static/x/logo.svg").status_code == 404


def test_no_party_is_named_like_the_deployment(branded: House) -> None:
    wanted = Registration(
        name={"vi": "Buu dien So 100: tra cứu"},
        kind=PartyKind.PUBLIC_SERVICE,
        connection=Connection.DIRECT,
        redirect_uris=("https://party.example/cb",),
    )
    services = branded.world.services
    refused = services.relying_parties.register(wanted, actor=OPERATOR)
    assert refused == Refused(Reason.NAME_LOOKS_ALIKE)
    until = branded.world.clock.now() + timedelta(days=9)
    unlicensed = services.licensing.register(
        name=NAME, certificate_until=until, help_line="1900", actor=OPERATOR
    )
    assert unlicensed == Refused(Reason.NAME_LOOKS_ALIKE)


def test_letters_and_wallets_name_the_deployment(branded: House) -> None:
    services, person = branded.world.services, branded.world.person(totp=False)
    begun = services.one_time_codes.begin(person.subject_id, label="phone")
    code = pyotp.parse_uri(begun.uri)
    assert (code.name, code.issuer) == (person.username, NAME)
    passkey = services.passkeys.registration(
        person.subject_id, audience="here", name=person.username
    )
    assert passkey["rp"]["name"] == NAME
    assert services.notices.sending.name == NAME


def test_a_letter_keeps_the_name_it_was_written_under(house: House, branded: House) -> None:
    person = branded.world.person()
    letter = branded.world.services.letters.issue(
        LetterKind.ACCOUNT_LOCKED,
        ToPerson(person.subject_id),
        reasons=("Theo yêu cầu của cơ quan điều tra",),
        signer=OPERATOR,
        data={"body": "Công an tỉnh", "remedy": "Đến trụ sở"},
    )
    for world in (branded.world, house.world):
        content = world.services.letters.content(letter)
        assert content.author == NAME
        assert content.sender == f"{NAME}, định danh và xác thực điện tử"
        assert content.signer.startswith(f"{NAME}, ")
