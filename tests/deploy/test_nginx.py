"""`deploy/nginx/minh-danh.conf` as it is delivered, run by nginx in front of the real server."""

import contextlib
import json
import os
import re
import secrets
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

import pytest

from idp.platform.settings import Settings
from idp.web.body_limits import LONGEST_FORM
from tests.support import nginx
from tests.support.http import Answer, Visitor
from tests.support.nginx import HOST, Proxy
from tests.support.serving import free_port, serving
from tests.support.source import ROOT

ISSUER = f"https://{HOST}"
PACKED = {"Accept-Encoding": "gzip, deflate, br"}
LATER_VISIT = 6_000
CALLBACK = "https://portal.example.vn/callback"
PARTY = {
    "name": {"vi": "Cổng thử nghiệm", "en": "Test portal"},
    "kind": "public_service",
    "redirect_uris": [CALLBACK],
    "scopes": ["openid"],
}


@pytest.fixture(scope="module", autouse=True)
def _nginx() -> None:
    nginx.binary()


@dataclass(slots=True)
class Upstream:
    """A server that writes down what reaches it."""

    port: int = 0
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    come: threading.Event = field(default_factory=threading.Event)


@contextlib.contextmanager
def _upstream() -> Iterator[Upstream]:
    seen = Upstream()

    class Listening(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            seen.requests.append(({k.lower(): v for k, v in self.headers.items()}, body))
            seen.come.set()
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """A test's output is what failed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listening)
    seen.port = server.server_port
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with _upstream() as seen:
        yield seen


@pytest.fixture
def proxy(upstream: Upstream, tmp_path: Path) -> Iterator[Proxy]:
    with nginx.before(upstream.port, folder=tmp_path / "nginx") as proxy:
        yield proxy


def test_what_a_caller_says_of_itself_is_replaced(upstream: Upstream, proxy: Proxy) -> None:
    lies = {
        "X-Forwarded-For": "203.0.113.7",
        "X_Forwarded_For": "203.0.113.8",
        "X-Forwarded-Proto": "http",
        "Forwarded": "for=203.0.113.9",
    }
    assert proxy.ask("POST", "/token", body=b"a=b", headers=lies)[0] == 204
    ((headers, body),) = upstream.requests
    assert headers["x-forwarded-for"] == "127.0.0.1"
    assert headers["x-forwarded-proto"] == "https"
    assert headers["host"] == HOST
    assert not {"forwarded", "x_forwarded_for"} & set(headers)
    assert body == b"a=b"


def test_a_slow_body_reaches_no_worker_before_it_is_whole(upstream: Upstream, proxy: Proxy) -> None:
    with contextlib.closing(proxy.line()) as line:
        line.putrequest("POST", "/token")
        line.putheader("Content-Length", "4")
        line.endheaders(b"abc")
        assert not upstream.come.wait(1)
        line.send(b"d")
        assert line.getresponse().status == 204
    assert [body for _, body in upstream.requests] == [b"abcd"]


def test_a_body_larger_than_anything_taken_is_refused(upstream: Upstream, proxy: Proxy) -> None:
    assert proxy.ask("POST", "/token", body=b"a" * 17_000_000)[0] == 413
    assert upstream.requests == []


def test_the_largest_body_that_the_product_takes_comes_through(
    upstream: Upstream, proxy: Proxy
) -> None:
    most = Settings.model_fields["document_bytes"].default + LONGEST_FORM
    assert proxy.ask("POST", "/me/requests/x/answer", body=b"a" * most)[0] == 204
    assert [len(body) for _, body in upstream.requests] == [most]


def test_only_the_name_of_the_issuer_is_served(upstream: Upstream, proxy: Proxy) -> None:
    assert proxy.ask("POST", "/token", name="id.example.com", body=b"")[0] == 421
    assert upstream.requests == []


@pytest.mark.parametrize("name", [HOST, "elsewhere.example.com"])
def test_plain_http_is_sent_to_https_at_the_name_of_the_issuer(proxy: Proxy, name: str) -> None:
    with contextlib.closing(HTTPConnection("127.0.0.1", proxy.plain_port, timeout=30)) as line:
        line.request("GET", "/public/levels?lang=en", headers={"Host": name})
        answer = line.getresponse()
        assert (answer.status, answer.headers["Location"]) == (
            308,
            f"{ISSUER}/public/levels?lang=en",
        )


def test_when_nothing_answers_people_read_it_in_both_languages(tmp_path: Path) -> None:
    with nginx.before(free_port(), folder=tmp_path / "nginx") as proxy:
        status, headers, body = proxy.ask("GET", "/me")
    assert (status, headers["Retry-After"], headers["Cache-Control"]) == (503, "5", "no-store")
    assert headers["Content-Type"].startswith("text/html")
    assert "Vui lòng thử lại" in body.decode()
    assert "Please try again" in body.decode()


@dataclass(frozen=True, slots=True)
class Production:
    """A production of one machine behind its proxy, with one relying party."""

    proxy: Proxy
    client_id: str

    def browser(self) -> Visitor:
        return Visitor(ISSUER, dial=self.proxy.line)


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Production]:
    folder = tmp_path_factory.mktemp("production")
    port = free_port()
    environment = {
        "PATH": os.defpath,
        "PYTHONPATH": str(ROOT),
        "IDP_ALLOW_SQLITE": "true",
        "IDP_CONFIG": str(ROOT / "config/production.toml"),
        "IDP_DATABASE_URL": f"sqlite:///{folder / 'idp.db'}",
        "IDP_HELP_LINE": "1900 0000",
        "IDP_HELP_MAIL": "help@id.example.vn",
        "IDP_HISTORY_FIELDS_ACT": "an act",
        "IDP_KEYRING": str(folder / "keys.json"),
        "IDP_METRICS_PORT": "0",
        "IDP_PORT": str(port),
        "IDP_SECRET": secrets.token_urlsafe(48),
        "IDP_WORKERS": "1",
    }

    def idp(*words: str) -> str:
        ended = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "idp", *words],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, (words, ended.stdout, ended.stderr)
        return ended.stdout

    idp("create-keys", str(folder / "keys.json"))
    idp("migrate")
    (folder / "party.json").write_text(json.dumps(PARTY), "utf-8")
    client_id = json.loads(idp("clients", "register", str(folder / "party.json")))["client_id"]
    idp("clients", "activate", client_id, "--terms", "2026-1")
    with (
        serving(environment, port=port),
        nginx.before(port, folder=folder / "nginx") as proxy,
    ):
        yield Production(proxy, client_id)


def test_discovery_names_the_issuer_and_binds_browsers_to_tls(production: Production) -> None:
    found = production.browser().get("/.well-known/openid-configuration")
    assert found.json["issuer"] == ISSUER
    assert found.json["token_endpoint"].startswith(ISSUER)
    assert "max-age=" in found.headers["Strict-Transport-Security"]


def _request(production: Production, **more: str) -> str:
    request = {
        "client_id": production.client_id,
        "response_type": "code",
        "redirect_uri": CALLBACK,
        "scope": "openid",
        "state": "s" * 30_000,
        "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "code_challenge_method": "S256",
        **more,
    }
    return "/authorize?" + urlencode(request)


def test_a_long_state_comes_back_whole(production: Production) -> None:
    answer = production.browser().get(_request(production, prompt="none"))
    assert answer.location.startswith(CALLBACK)
    assert (answer.query["error"], answer.query["state"]) == ("login_required", "s" * 30_000)


def test_a_page_is_not_packed_and_light_with_what_the_proxy_adds(production: Production) -> None:
    browser = production.browser()
    answer = browser.get(_request(production, state="s"), headers=PACKED)
    while answer.location:
        answer = browser.get(answer.location, headers=PACKED)
    assert {"username", "password"} <= answer.ids
    assert answer.headers["Content-Encoding"] is None
    assert _weight(answer) <= LATER_VISIT
    sheets = re.findall(r'href="(/static/[^"]+[.]css)"', answer.text)
    assert sheets
    for each in sheets:
        assert browser.get(each, headers=PACKED).headers["Content-Encoding"] == "gzip"


def _weight(answer: Answer) -> int:
    """The bytes of an answer in HTTP/1.1, its status line and headers among them."""
    lines = (f"{name}: {value}\r\n" for name, value in answer.headers.items())
    return len(answer.body) + sum(map(len, lines)) + len("HTTP/1.1 200 OK\r\n\r\n")


def test_a_person_reaches_the_password_and_its_form_is_taken(production: Production) -> None:
    browser = production.browser()
    page = browser.arrive(browser.get(_request(production)))
    assert {"username", "password"} <= page.ids, (page.status, page.location, page.text)
    assert browser.set_cookies
    assert all("; Secure" in line for line in browser.set_cookies)
    form = {"username": "nguyen.an", "password": "not the password"}
    again = browser.arrive(browser.submit(page, **form))
    assert again.status == 422
    assert "The user name or the password is not right" in again.text  # so the form was taken
