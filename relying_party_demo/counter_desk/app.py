"""The desk's pages, and the endpoint for the provider's pings."""

from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, redirect, render_template, request
from jinja2 import StrictUndefined
from requests import RequestException
from werkzeug.wrappers import Response as AnyResponse

from relying_party_demo.counter_desk.cases import Case, Cases
from relying_party_demo.counter_desk.config import Config
from relying_party_demo.counter_desk.terminal import Answer, No, Terminal
from relying_party_demo.kept_pages import KeptPages, Page
from relying_party_demo.texts import LANGUAGES, words_in
from relying_party_demo.visitors import language, own_forms_only, remember_language, show_errors

LEVELS = (2, 3, 4)
PURPOSES = ("parcel", "account", "copy")
_BEARER = "Bearer "
_WORDS = words_in(Path(__file__).parent / "translations")


def create_app(config: Config) -> Flask:
    """One desk with one terminal."""
    app, cases = Flask(__name__), Cases(Terminal(config))
    app.config.update(
        SECRET_KEY=config.cookie_key,
        SESSION_COOKIE_NAME="counter_desk",  # cookies ignore ports
        SESSION_COOKIE_SAMESITE="Strict",
        TRUSTED_HOSTS=["localhost", "127.0.0.1"],
        MAX_CONTENT_LENGTH=64 * 1024,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_words)
    kept = KeptPages()
    kept.mount(app)
    desk = _Desk(config, cases, kept)
    app.add_url_rule("/", "home", desk.home, methods=["GET"])
    app.add_url_rule("/ask", "ask", desk.ask, methods=["POST"])
    app.add_url_rule("/cases/<name>", "case", desk.case, methods=["GET"])
    app.add_url_rule("/ping", "ping", desk.ping, methods=["POST"])
    app.before_request(own_forms_only)
    app.after_request(partial(remember_language, languages=LANGUAGES))
    app.after_request(_strict)
    show_errors(app, lambda word: render_template("error.html", word=word), machines=("/ping",))
    app.register_error_handler(RequestException, desk.unreachable)
    return app


class _Desk:
    def __init__(self, config: Config, cases: Cases, kept: KeptPages) -> None:
        self._config = config
        self._cases = cases
        self._kept = kept

    def home(self) -> Page:
        return self._home(problem=None)

    def _home(self, **view: str | None) -> str:
        return render_template(
            "home.html", config=self._config, levels=LEVELS, purposes=PURPOSES, **view
        )

    def ask(self) -> Page:
        """The code was scanned (here: pasted); send a request for its person."""
        level = request.form.get("level", type=int)
        purpose = request.form.get("purpose")
        if level not in LEVELS or purpose not in PURPOSES:
            abort(400)
        try:
            scanned = request.form.get("code", "").strip()
            case = self._cases.begin(
                scanned, level=level, purpose=purpose, words=message_words(purpose)
            )
        except No as no:
            code = no.code
            return self._kept.keep(lambda name: (self._home(problem=code, kept=name), 422))
        return redirect(f"/cases/{case.name}", 303)

    def case(self, name: str) -> Page:
        """The number while the person has not answered, then the result."""
        case = self._cases.get(name) or abort(404)
        self._cases.look(case)
        if case.ended is None:
            response = Response(render_template("waiting.html", config=self._config, case=case))
            response.headers["Refresh"] = str(case.interval)
            return response
        if isinstance(case.ended, Answer):
            return render_template("result.html", **self._shown(case, case.ended))
        return render_template("ended.html", config=self._config, code=case.ended), 422

    def ping(self) -> AnyResponse:
        """CIBA Core 10.2: accepted only with the notification token of this request."""
        shown = request.headers.get("Authorization", "")
        said = request.get_json(silent=True)
        auth_req_id = said.get("auth_req_id") if isinstance(said, dict) else None
        known = shown.startswith(_BEARER) and isinstance(auth_req_id, str)
        if not known or not self._cases.pinged(shown.removeprefix(_BEARER), str(auth_req_id)):
            return Response(status=401)
        return Response(status=204)

    def unreachable(self, _: Exception) -> Page:
        """Minh Danh cannot be reached: 503. An address that can be opened again is not kept."""
        if request.method == "GET":
            return render_template("ended.html", code="unreachable"), 503
        return self._kept.keep(
            lambda name: (render_template("ended.html", code="unreachable", kept=name), 503)
        )

    def _shown(self, case: Case, answer: Answer) -> dict[str, Any]:
        claims = answer.claims
        person = {name: value for name, value in answer.person.items() if name != "sub"}
        return {
            "config": self._config,
            "case": case,
            "level": self._config.level_of(claims.get("acr")),
            "amr": claims.get("amr", ()),
            "txn": claims.get("txn", ""),
            "sub": claims["sub"],
            "person": person,
        }


def message_words(purpose: str) -> str:
    """The purpose in both languages: the customer's phone shows the message as it is sent."""
    return " / ".join(_WORDS[lang](f"purpose.{purpose}") for lang in LANGUAGES)


def _words() -> dict[str, Any]:
    lang = language(LANGUAGES)
    return {"t": _WORDS[lang], "lang": lang, "languages": LANGUAGES}


def _strict(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
        "frame-ancestors 'none'; form-action 'self'"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers.setdefault("Cache-Control", "no-store")
    return response
