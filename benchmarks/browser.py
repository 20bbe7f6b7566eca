"""A minimal HTTP client for measurements: keep-alive, cookies, forms."""

import base64
import hashlib
import http.client
import json
import secrets
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit

from benchmarks.prepare import PASSWORD

_CHOSEN: Final = frozenset({"checkbox", "radio"})
_PRESSED: Final = frozenset({"submit", "button", "image", "reset", "file"})


@dataclass(slots=True)
class Form:
    """One form of a page: what is sent unless something else is entered, and its buttons."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    """The forms of a page, with the default values of their fields."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        words = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(words.get("action", "")))
        elif tag == "option" and self._select:
            fields = self.forms[-1].fields
            if "selected" in words or self._select not in fields:
                fields[self._select] = words.get("value", "")
        elif self.forms and words.get("name"):
            self._control(tag, words)

    def _control(self, tag: str, words: Mapping[str, str]) -> None:
        form, name, kind = self.forms[-1], words["name"], words.get("type", "text")
        self._select = name if tag == "select" else ""
        if tag == "button" or kind in _PRESSED:
            form.buttons.add(name)
        elif tag == "input" and (kind not in _CHOSEN or "checked" in words):
            form.fields[name] = words.get("value", "")


def forms_of(page: str) -> list[Form]:
    """Every form of a page, in its order."""
    parser = _Forms()
    parser.feed(page)
    return parser.forms


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def forms(self) -> "list[Form]":
        return forms_of(self.body.decode())

    def json(self) -> Any:  # noqa: ANN401 - JSON
        return json.loads(self.body)


@dataclass(slots=True)
class Browser:
    """One connection to the provider that a description of `prepare` names."""

    provider: Mapping[str, Any]
    cookies: dict[str, str] = field(default_factory=dict)
    _connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, form: Mapping[str, str], *, client: bool = False) -> Answer:
        """A form from one of our own pages, or with the credentials of the relying party."""
        credentials = f"{self.provider['client_id']}:{self.provider['client_secret']}"
        proof = {"Authorization": "Basic " + base64.b64encode(credentials.encode()).decode()}
        origin = {"Origin": self.provider["issuer"]}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            **(proof if client else origin),
        }
        return self._ask("POST", path, urlencode(form), headers)

    def send(self, path: str, body: bytes | str | None, headers: Mapping[str, str]) -> Answer:
        """A POST as a script of our own pages sends it."""
        return self._ask("POST", path, body, {"Origin": self.provider["issuer"], **headers})

    def sign_in(self, username: str, **asked: str) -> tuple[str, str]:
        """A code and its verifier, by password the first time and by the session after that."""
        verifier = secrets.token_urlsafe(48)
        answer = self._begun(verifier, asked)
        while not answer.location.startswith(self.provider["redirect_uri"]):
            answer = self._step(answer, username)
        return parse_qs(urlsplit(answer.location).query)["code"][0], verifier

    def begin(self, **asked: str) -> Answer:
        """The first page of a sign-in that is not carried through by `sign_in`."""
        return self.arrive(self._begun(secrets.token_urlsafe(48), asked))

    def arrive(self, answer: Answer) -> Answer:
        """The page at the end of the provider's redirects."""
        while answer.status == http.HTTPStatus.SEE_OTHER:
            answer = self.get(answer.location)
        return answer

    def _begun(self, verifier: str, asked: Mapping[str, str]) -> Answer:
        return self.get("/authorize?" + urlencode(self._request(verifier) | dict(asked)))

    def redeem(self, code: str, verifier: str) -> Answer:
        form = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier}
        return self.post(
            "/token", form | {"redirect_uri": self.provider["redirect_uri"]}, client=True
        )

    def userinfo(self, token: str) -> Answer:
        return self._ask("GET", "/userinfo", None, {"Authorization": f"Bearer {token}"})

    def introspect(self, token: str) -> Answer:
        return self.post("/introspect", {"token": token}, client=True)

    def of_its_own(self) -> Answer:
        """A client-credentials token (RFC 6749 section 4.4)."""
        return self.post("/token", {"grant_type": "client_credentials"}, client=True)

    def refresh(self, token: str) -> Answer:
        form = {"grant_type": "refresh_token", "refresh_token": token}
        return self.post("/token", form, client=True)

    def _request(self, verifier: str) -> dict[str, str]:
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
        return {
            "response_type": "code",
            "client_id": self.provider["client_id"],
            "redirect_uri": self.provider["redirect_uri"],
            "scope": self.provider["refresh_scope"],
            "state": "measured",
            "code_challenge": challenge.rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }

    def _step(self, answer: Answer, username: str) -> Answer:
        """Follow a redirect, or fill in the one form of the page."""
        if answer.status == http.HTTPStatus.SEE_OTHER:
            return self.get(answer.location)
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"sign-in answered {answer.status}")
        forms = forms_of(answer.body.decode())
        asked = [form for form in forms if "password" in form.fields]
        if asked:
            entered = {"username": username, "password": PASSWORD}
            return self.post(asked[0].action, asked[0].fields | entered)
        decided = next(form for form in forms if "decision" in form.buttons)
        return self.post(decided.action, decided.fields | {"decision": "allow"})

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(
                urlsplit(self.provider["issuer"]).netloc, timeout=60
            )
        carried = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        self._connection.request(method, path, body, {**carried, **(headers or {})})
        response = self._connection.getresponse()
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status, headers.get("location", ""), response.read(), headers)


@dataclass(frozen=True, slots=True)
class Serving:
    """A running provider, and its root process."""

    provider: Mapping[str, Any]
    pid: int


@contextmanager
def serving(folder: Path, description: str = "ours.json") -> Iterator[Serving]:
    """Run the provider that `prepare` described in this folder."""
    provider = json.loads((folder / description).read_text("utf-8"))
    process = provider["process"]
    with (
        Path(process["log"]).open("wb") as log,
        subprocess.Popen(  # noqa: S603 - the command that `prepare` wrote
            process["start"], cwd=process["cwd"], env=process["env"], stdout=log, stderr=log
        ) as server,
    ):
        try:
            _wait_for(provider)
            yield Serving(provider, server.pid)
        finally:
            server.terminate()


def _wait_for(provider: Mapping[str, Any]) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            if Browser(provider).get("/health/ready").status == http.HTTPStatus.OK:
                return
        except OSError:
            if time.monotonic() > until:
                raise
        time.sleep(0.1)
