"""A browser small enough not to disturb what is measured: keep-alive, cookies, one form."""

import base64
import hashlib
import http.client
import json
import re
import secrets
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit

from benchmarks.prepare import PASSWORD

_FIELD: Final = re.compile(r'name="([^"]+)"[^>]*value="([^"]*)"')
_FORM: Final = re.compile(r'<form[^>]*action="([^"?]+)"[^>]*>(.*?)</form>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str
    body: bytes

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

    def sign_in(self, username: str, **asked: str) -> tuple[str, str]:
        """A code and its verifier, by password the first time and by the session after that."""
        verifier = secrets.token_urlsafe(48)
        answer = self.get("/authorize?" + urlencode(self._request(verifier) | asked))
        while not answer.location.startswith(self.provider["redirect_uri"]):
            answer = self._step(answer, username)
        return parse_qs(urlsplit(answer.location).query)["code"][0], verifier

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
        """A token for the relying party itself."""
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
        path, form = next(
            (form[1], form[2])
            for form in _FORM.finditer(answer.body.decode())
            if 'name="password"' in form[2] or 'name="decision"' in form[2]
        )
        filled = {"csrf": dict(_FIELD.findall(form))["csrf"]}
        if 'name="decision"' in form:
            return self.post(path, filled | {"decision": "allow", "days": "90"})
        return self.post(path, filled | {"username": username, "password": PASSWORD})

    def _ask(
        self,
        method: str,
        path: str,
        body: str | None = None,
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
        return Answer(response.status, response.headers.get("Location", ""), response.read())


@dataclass(frozen=True, slots=True)
class Serving:
    """A provider that runs, and the process at the root of it."""

    provider: Mapping[str, Any]
    pid: int


@contextmanager
def serving(folder: Path, description: str = "ours.json") -> Iterator[Serving]:
    """A provider that `prepare` described in this folder, while it runs."""
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
