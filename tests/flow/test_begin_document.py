"""docs/begin.md as it stands: an empty database to a hundred people, typed from the page.

The commands run in a shell over PostgreSQL and a real mail server; the people open the pages over
HTTP, as behind a proxy that ends TLS, with authenticators in software.
"""

import contextlib
import html
import json
import os
import re
import shlex
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from tests.support import postgresql, shell
from tests.support.authenticator import Authenticator
from tests.support.http import Answer, Visitor
from tests.support.inbox import Inbox, receiving_mail
from tests.support.serving import free_port
from tests.support.shell import Shell
from tests.support.source import ROOT

ISSUER = "https://id.example.vn"
PEOPLE = 100
FIRST = {
    "an.nguyen": "001080000011",
    "binh.tran": "001185000012",
    "chi.le": "001190000013",
    "dung.vo": "001092000014",
}
PASSWORD = "chín cây tre xanh bên bờ giếng cũ"
_PATIENCE = 120
"""Seconds: on a busy machine the worker comes late to a letter."""


@dataclass
class Installation:
    """A shell of the operator, the mail server, and where the pages are served."""

    operator: Shell
    inbox: Inbox
    folder: Path
    port: int

    def person(self) -> "Browser":
        return Browser(Visitor(ISSUER, through=f"127.0.0.1:{self.port}"))

    def letters_to(self, name: str) -> list[str]:
        """The texts of what arrived for this address, oldest first."""
        found = [each for each in self.inbox.letters if name in str(each["To"])]
        return [each.get_body(("plain",)).get_content() for each in found]  # type: ignore[union-attr]

    def link_for(self, name: str, *, older: int = 0) -> str:
        """The link in the newest letter to this address, once there are more than `older`."""
        until(lambda: len(self._links(name)) > older)
        return self._links(name)[-1]

    def has_link(self, name: str) -> bool:
        return bool(self._links(name))

    def _links(self, name: str) -> list[str]:
        found = [re.search(rf"{ISSUER}/activate/\S+", each) for each in self.letters_to(name)]
        return [each[0].rstrip(".") for each in found if each is not None]


@dataclass
class Browser:
    """A person with a browser and a device that makes passkeys."""

    visitor: Visitor
    device: Authenticator = field(default_factory=Authenticator)

    def go(self, address: str) -> Answer:
        return self.visitor.arrive(self.visitor.get(address))

    def send(self, page: Answer, *names: str, **values: str) -> Answer:
        return self.visitor.arrive(self.visitor.submit(page, *names, **values))

    def press(self, page: Answer, event: str, **typed: str) -> Answer:
        form = next(each for each in page.forms if each.action.endswith(f"/{event}"))
        return self.visitor.arrive(self.visitor.post(form.action, form.filled(**typed)))

    def with_passkey(self, page: Answer, answer: Callable[..., str]) -> Answer:
        """What the script of a page does: ask what for, have the device answer, and send that."""
        (form,) = [each for each in page.forms if "response" in each.names]
        given = re.search(r'data-given="([^"]+)"', page.text)
        asked = re.search(r'data-options="([^"]+)"', page.text)
        if given is not None:
            options = json.loads(html.unescape(given[1]))
        else:
            assert asked is not None
            proof = {"X-CSRF": dict(form.fields)["csrf"]}
            options = self.visitor.post(html.unescape(asked[1]), headers=proof).json
        made = answer(options, origin=ISSUER)
        action = form.action or page.path
        return self.visitor.arrive(self.visitor.post(action, form.filled(response=made)))

    def agrees(self, link: str, number: str) -> Answer:
        """From the link to the choice of the first way to sign in."""
        page = self.send(self.go(link), "number", number=number)
        return self.send(page, "accept", accept="yes")

    def activates_by_passkey(self, link: str, number: str) -> Answer:
        return self.with_passkey(self.agrees(link, number), self.device.create)

    def signs(self, page: Answer) -> Answer:
        return self.with_passkey(page, self.device.get)

    def sits_down(self) -> "Browser":
        """At the desk, by the passkey."""
        page = self.signs(self.go("/officer"))
        assert "at-desk" in page.ids, (page.url, page.status, page.text[:3000])
        return self


def until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.05)


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """An empty cluster, an empty folder, and a mail server."""
    path = f"{tmp_path / 'bin'}:{postgresql.binaries()}:{os.defpath}"
    shell.need("openssl", "psql", path=path)
    idp = tmp_path / "bin" / "idp"
    idp.parent.mkdir()
    idp.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m idp "$@"\n', "utf-8")
    idp.chmod(0o755)
    for each in ("one", "two"):
        (tmp_path / "media" / each).mkdir(parents=True)
    port, metrics = free_port(), free_port()
    with postgresql.cluster() as url, receiving_mail() as inbox:
        server = make_url(url)
        instead = {
            "/etc/minh-danh": str(tmp_path / "etc"),
            "/media/": f"{tmp_path / 'media'}/",
            "smtp://localhost:25": inbox.url,
        }
        more = {
            "PATH": path,
            "PGHOST": str(server.host),
            "PGPORT": str(server.port),
            "PGUSER": str(server.username),
            "IDP_PORT": str(port),
            "IDP_METRICS_PORT": str(metrics),
            "IDP_WORKERS": "1",
        }
        with shell.opened(tmp_path, instead=instead, more=more) as operator:
            made = Installation(operator, inbox, tmp_path / "etc", port)
            with contextlib.ExitStack() as ends:
                ends.callback(stop, operator)
                yield made


def stop(operator: Shell) -> None:
    for each in operator.types("jobs -p").split():
        os.kill(int(each), signal.SIGTERM)


def block(words: str) -> str:
    """The block of the page with these words in it."""
    (found,) = [each for each in shell.blocks(ROOT / "docs/begin.md") if words in each]
    return found


def documents(said: str) -> list[Mapping[str, Any]]:
    """The lines of JSON that a block printed."""
    return [json.loads(each) for each in said.splitlines() if each.startswith("{")]


def people() -> str:
    lines = ["kind,number,name,birthdate,gender,email,email_verified,username,level"]
    lines += [
        f"citizen,0012000{each:05},Nguyễn Thị Số {word(each)},2000-01-02,female,"
        f"so{each}@example.vn,true,so.{each},2"
        for each in range(PEOPLE)
    ]
    return "\n".join(lines) + "\n"


def word(number: int) -> str:
    """A name of letters for a number."""
    return "".join(chr(ord("A") + int(digit)) for digit in str(number))


def number_of(each: int) -> str:
    return f"0012000{each:05}"


def test_the_commands_and_pages_of_the_page_bring_a_hundred_people(
    installation: Installation,
) -> None:
    types = installation.operator.types
    types(block("CREATE ROLE"))
    assert "these settings can serve" in types(block("idp check-config"))
    types(block("idp worker"))
    assert "4 " in types(block("first.csv"))
    first = activated(installation, documents(types(block("idp install activate an"))))
    status = documents(types(block("idp install status")))
    assert [each["username"] for each in status] == list(FIRST)
    assert all(each["ceremony_id"] for each in status)
    signed_by_both(first, documents(types(block("idp install begin"))))
    counter(first, documents(types(block("idp officers propose"))))
    (installation.folder / "people.csv").write_text(people(), "utf-8")
    assert "100 links are on their way" in types(block("idp accounts invite"))
    until(lambda: all(installation.has_link(f"so{each}@") for each in range(PEOPLE)))
    activates_and_signs_in(installation)
    served(installation, first["chi.le"])
    comes_back_at_the_counter(installation, first["chi.le"], first["dung.vo"])


def activated(installation: Installation, printed: list[Mapping[str, Any]]) -> dict[str, Browser]:
    """The four open their links, each on a device of their own."""
    made = {}
    for (name, number), told in zip(FIRST.items(), printed, strict=True):
        made[name] = installation.person()
        done = made[name].activates_by_passkey(told["link"], number)
        assert "activated" in done.ids, (done.status, done.text[:3000])
    return made


def signed_by_both(first: Mapping[str, Browser], told: list[Mapping[str, Any]]) -> None:
    (ceremony,), said = told, set[str]()
    for name, link in ceremony["links"].items():
        done = first[name].signs(first[name].go(link))
        assert done.ids & {"signed", "installed"}, done.text[:3000]
        said |= done.ids
    assert "installed" in said


def counter(first: Mapping[str, Browser], proposed: list[Mapping[str, Any]]) -> None:
    """Both officers find both appointments in the list of decisions, and sign each."""
    an, binh = first["an.nguyen"].sits_down(), first["binh.tran"].sits_down()
    for officer, then in ((an, "Waits for signatures"), (binh, "Signed by two and done")):
        found = decisions_in(officer.go("/officer/decisions"))
        assert found >= {each["id"] for each in proposed}
        for each in proposed:
            page = officer.go(f"/officer/decisions/{each['id']}")
            assert f'href="{page.path}/sign"' in page.text
            signed = officer.signs(officer.go(f"{page.path}/sign"))
            assert then in in_english(officer, signed)


def decisions_in(page: Answer) -> set[str]:
    """The ids of the decisions that a list leads to."""
    return set(re.findall(r'href="/officer/decisions/([0-9a-f-]{36})"', page.text))


def in_english(officer: Browser, page: Answer) -> str:
    return officer.go(f"{page.path}?lang=en").text


def activates_and_signs_in(installation: Installation) -> None:
    """Three of the hundred, each on a phone of their own, which signs them in again."""
    for each in range(3):
        browser = installation.person()
        link = installation.link_for(f"so{each}@")
        assert "activated" in browser.activates_by_passkey(link, number_of(each)).ids
        again = Browser(installation.person().visitor, device=browser.device)
        assert "whose" in again.signs(again.go("/me")).ids


def served(installation: Installation, chi: Browser) -> None:
    """Somebody who never saw the letter is served at the counter, and activates by a password."""
    before = installation.link_for("so99@")  # a page of before its receipt would be out of date
    chi.sits_down()
    asked = chi.go("/officer/person-request/new/open")
    request = chi.press(asked, "open", ground="Người dân đến quầy", who="so.99")
    case = request.path.rsplit("/", 1)[1]
    search = chi.go("/officer/people")
    found = chi.send(search, "who", who="so.99", case=case, purpose="serve_the_person")
    chi.press(found, "send-activation")
    link = installation.link_for("so99@", older=1)
    person = installation.person()
    assert "A newer link was sent" in person.go(before).text
    page = person.agrees(link, number_of(99))
    done = person.send(page, "password_again", password=PASSWORD, password_again=PASSWORD)
    assert "activated" in done.ids, done.text[:3000]
    page = person.go("/me/looks")
    own = person.send(page, "username", "password", username="so.99", password=PASSWORD)
    assert "looks" in own.ids, (own.url, own.text[:3000])
    assert case in own.text
    assert "because you asked for something" in own.text


def comes_back_at_the_counter(installation: Installation, chi: Browser, dung: Browser) -> None:
    """Two officers give an account to its person, who then signs in with a code of the sheet."""
    shown = {"document": "thẻ căn cước", "number": number_of(98)}
    shown |= {"name": f"Nguyễn Thị Số {word(98)}", "birthdate": "2000-01-02"}
    page = chi.press(chi.go("/officer/counter-recovery/new/begin"), "begin", **shown)
    case = page.path
    page = chi.press(page, "review", keeps="email")
    assert "codes" not in chi.signs(chi.press(page, "confirm")).ids
    dung.sits_down()
    sheet = dung.signs(dung.press(dung.go(case), "confirm"))
    codes = re.findall(r'<li><code translate="no">([^<]+)</code>', sheet.text)
    assert len(codes) == 10, (sheet.url, sheet.text[:3000])
    person = installation.person()
    page = person.go("/me")
    page = person.go(f"{page.path}/recovery")
    own = person.send(page, "username", "code", username="so.98", code=codes[0])
    assert "whose" in own.ids, (own.url, own.text[:3000])
