"""A browser of a few lines: cookies, forms, redirects that are followed on demand only.

It sends any text, well-formed or not, which a real browser would refuse.
"""

import base64
import html
import http.client
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

Fields = Mapping[str, str] | Iterable[tuple[str, str]] | bytes


@dataclass(slots=True)
class Form:
    """One form of a page; `fields` holds what would be sent, `buttons` what each button adds."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        every = [*self.fields, *self.buttons, *self.boxes]
        return {name for name, _ in every}

    def filled(self, **values: str) -> list[tuple[str, str]]:
        """The browser's POST when a person enters these values and presses the button named."""
        kept = [(name, value) for name, value in self.fields if name not in values]
        return [*kept, *values.items()]


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.ids: set[str] = set()
        self._choice = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        words = {name: value or "" for name, value in attrs}
        if "id" in words:
            self.ids.add(words["id"])
        if tag == "form":
            self.forms.append(Form(words.get("action", ""), words.get("method", "get").lower()))
        elif tag == "option" and self._choice:
            self._option(words)
        elif self.forms and words.get("name"):
            self._control(tag, words)

    def _control(self, tag: str, words: Mapping[str, str]) -> None:
        form, pair = self.forms[-1], (words["name"], words.get("value", ""))
        kind = words.get("type", "")
        if tag == "button" or kind == "submit":
            form.buttons.append(pair)
        elif kind in {"checkbox", "radio"}:
            form.boxes.append(pair)
            if "checked" in words:
                form.fields.append(pair)
        elif tag == "select":
            self._choice = words["name"]
        elif tag in {"input", "textarea"}:
            form.fields.append(pair)

    def _option(self, words: Mapping[str, str]) -> None:
        """The selected option is sent, else the first one."""
        fields = self.forms[-1].fields
        chosen = any(name == self._choice for name, _ in fields)
        if "selected" in words or not chosen:
            fields[:] = [pair for pair in fields if pair[0] != self._choice]
            fields.append((self._choice, words.get("value", "")))


@dataclass(frozen=True, slots=True)
class Answer:
    """A response, unchecked."""

    url: str
    status: int
    headers: http.client.HTTPMessage = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever the server said
        return json.loads(self.body)

    @property
    def location(self) -> str:
        """Return the absolute target of a redirect, empty when there is none."""
        target = self.headers.get("Location")
        return urljoin(self.url, target) if target else ""

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    @property
    def query(self) -> dict[str, str]:
        """Return the parameters of the redirect's target; a repeated one shows its last value."""
        return {
            name: values[-1] for name, values in parse_qs(urlsplit(self.location).query).items()
        }

    @property
    def forms(self) -> list[Form]:
        return self._parsed().forms

    @property
    def ids(self) -> set[str]:
        return self._parsed().ids

    def form(self, *names: str) -> Form:
        """Return the first form that has controls of all these names."""
        for form in self.forms:
            if set(names) <= form.names:
                return form
        raise AssertionError(
            f"no form with {names} at {self.url} ({self.status}): {sorted(self.ids)}"
        )

    def _parsed(self) -> _Forms:
        parser = _Forms()
        parser.feed(self.text)
        return parser


def tongue(page: Answer) -> str:
    """Return the address that the language link of a page leads to."""
    found = re.search(r'class="tongue" href="([^"]*)"', page.text)
    if found is None:
        raise AssertionError(f"no language link at {page.url}")
    return urljoin(page.url, html.unescape(found[1]))


def basic(client_id: str, secret: str) -> dict[str, str]:
    """HTTP Basic credentials, form-encoded first as RFC 6749 section 2.3.1 asks."""
    pair = f"{urlencode({'': client_id})[1:]}:{urlencode({'': secret})[1:]}"
    return {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode()}


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


class Visitor:
    """One browser, or one attacker, with its own cookies.

    `through` is the host and port that really answer, where they are not those of the origin;
    `dial` makes the connection itself, where it is more than a plain one.
    """

    def __init__(
        self,
        origin: str,
        *,
        language: str = "en",
        timeout: float = 30,
        through: str | None = None,
        dial: Callable[[], http.client.HTTPConnection] | None = None,
    ) -> None:
        self.origin = origin
        self._through = through
        self._dial = dial
        self.cookies: dict[str, str] = {}
        self.set_cookies: list[str] = []
        self._language = language
        self._timeout = timeout

    def stranger(self) -> "Visitor":
        """Another client of the same house, without these cookies."""
        return Visitor(self.origin, through=self._through)

    def get(
        self, target: str, fields: Fields = b"", *, headers: Mapping[str, str] | None = None
    ) -> Answer:
        query = encoded(fields).decode()
        joint = "&" if "?" in target else "?"
        return self.send("GET", f"{target}{joint}{query}" if query else target, headers=headers)

    def post(
        self, target: str, fields: Fields = b"", *, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Post a form as a page of the same origin would; `headers` overrule."""
        own = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        return self.send("POST", target, body=encoded(fields), headers={**own, **(headers or {})})

    def submit(self, page: Answer, *names: str, **values: str) -> Answer:
        """Fill the first form that has these names in, and press the button."""
        form = page.form(*(names or values))
        return self.post(urljoin(page.url, form.action), form.filled(**values))

    def send(
        self,
        method: str,
        target: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        url = urljoin(self.origin, target)
        parts = urlsplit(url)
        path = url[len(f"{parts.scheme}://{parts.netloc}") :] or "/"
        host = self._through or parts.netloc
        plain = http.client.HTTPConnection
        connection = self._dial() if self._dial else plain(host, timeout=self._timeout)
        try:
            named = {"Host": parts.netloc, **self._headers(headers or {})}
            connection.request(method, path, body, named)
            response = connection.getresponse()
            answer = Answer(url, response.status, response.headers, response.read())
        finally:
            connection.close()
        self._remember(answer)
        return answer

    def arrive(self, answer: Answer, *, hops: int = 10) -> Answer:
        """Follow redirects while they stay in this house; the one that leaves is returned."""
        while answer.location and answer.location.startswith(self.origin) and hops:
            answer, hops = self.get(answer.location), hops - 1
        return answer

    def _headers(self, more: Mapping[str, str]) -> dict[str, str]:
        own = {"Accept-Language": self._language, "User-Agent": "tests"}
        if self.cookies:
            own["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {**own, **more}

    def _remember(self, answer: Answer) -> None:
        for line in answer.headers.get_all("Set-Cookie") or ():
            self.set_cookies.append(line)
            name, _, value = line.split(";", 1)[0].partition("=")
            if not value or "max-age=0" in line.lower():
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value


def encoded(fields: Fields) -> bytes:
    """The query or body as it goes over the wire; bytes are sent as they are."""
    if isinstance(fields, bytes):
        return fields
    pairs = fields.items() if isinstance(fields, Mapping) else fields
    return urlencode(list(pairs)).encode()
