"""The interface of the registries, and the page on which their manner is chosen."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from relying_party_demo.state_registries.config import Config
from relying_party_demo.state_registries.messages import (
    Keys,
    KeysAway,
    NotAsked,
    Questions,
    answer,
    published_by,
)
from relying_party_demo.state_registries.registers import Registers
from relying_party_demo.visitors import own_forms_only, without_scripts

TITLES = {
    "population": ("Cơ sở dữ liệu quốc gia về dân cư", "National Population Database"),
    "identity": ("Cơ sở dữ liệu căn cước", "Identity Database"),
    "immigration": (
        "Cơ sở dữ liệu quốc gia về xuất nhập cảnh",
        "National Immigration Database",
    ),
    "business": (
        "Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp",
        "National Business Registration Database",
    ),
    "subscribers": ("Cơ sở dữ liệu thuê bao", "Subscribers' numbers"),
}
_OF_CITIZENS = {"living": "còn sống", "dead": "đã chết"}
STATUSES = {
    "population": _OF_CITIZENS,
    "identity": _OF_CITIZENS,
    "immigration": {"staying": "đang cư trú", "stay_ended": "hết hạn cư trú", "dead": "đã chết"},
    "business": {
        "operating": "đang hoạt động",
        "suspended": "tạm ngừng",
        "dissolved": "giải thể",
        "bankrupt": "phá sản",
        "terminated": "chấm dứt",
    },
}
MANNERS = {
    "prompt": ("Trả lời đúng", "answers truly"),
    "down": ("Hỏng (503)", "out of order"),
    "other": ("Trả lời về người khác", "answers about another person"),
}
_LARGEST = 65_536
_MEDIA = "application/jose"


class Registries:
    """Answers signed questions."""

    def __init__(self, config: Config, keys: Keys) -> None:
        self._config = config
        self._questions = Questions(config.issuer, keys)
        self.registers = Registers({name: it.records for name, it in config.registries.items()})

    def answer(self, name: str, verb: str) -> Response:
        """The answer to the question in the request."""
        if self.registers.manner == "down":
            abort(503)
        if name not in self._config.registries:
            abort(404)
        address, text = f"{request.host_url}{name}", request.get_data(as_text=True)
        try:
            asked = self._questions.read(text, address=address)
            about = {} if verb == "changes" else _about(asked)
            said = _VERBS[verb](self.registers, name, asked)
        except KeysAway:
            abort(503)
        except (NotAsked, KeyError, TypeError, ValueError, AttributeError):
            abort(400)
        if self.registers.manner == "other":
            about = {**about, "number": "000000000000"}
        signed = answer(
            text,
            {**about, **said},
            address=address,
            issuer=self._config.issuer,
            key=self._config.registries[name].key,
        )
        return Response(signed, content_type=_MEDIA)


def create_app(config: Config, *, keys: Keys | None = None) -> Flask:
    app, registries = Flask(__name__), Registries(config, keys or published_by(config.issuer))
    registers = registries.registers
    app.config.update(TRUSTED_HOSTS=["localhost", "127.0.0.1"], MAX_CONTENT_LENGTH=_LARGEST)
    app.before_request(own_forms_only)
    app.after_request(without_scripts)

    @app.post("/<name>/v1/<any(compare, 'look-up', changes):verb>")
    def ask(name: str, verb: str) -> Response:
        return registries.answer(name, verb)

    @app.get("/")
    def desk() -> str:
        return render_template(
            "desk.html",
            registries=registers.all(),
            titles=TITLES,
            manners=MANNERS,
            manner=registers.manner,
            statuses=STATUSES,
        )

    @app.post("/records")
    def change() -> AnyResponse:
        form = request.form
        typed = {each: form.get(each, "").strip() for each in ("name", "status")}
        said = {each: value for each, value in typed.items() if value}
        registry = form.get("registry", "")
        fits = said.get("status", "") in {"", *STATUSES.get(registry, {})}
        known = bool(said) and fits and registers.change(registry, form.get("number", ""), said)
        return redirect("/", 303) if known else abort(400)

    @app.post("/manner")
    def choose() -> AnyResponse:
        chosen = request.form.get("manner", "")
        if chosen not in MANNERS:
            abort(400)
        registers.manner = chosen
        return redirect("/", 303)

    return app


def _about(asked: Mapping[str, Any]) -> dict[str, str]:
    return {"number": asked["number"], "number_kind": asked["number_kind"]}


def _compared(registers: Registers, name: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    record = registers.find(name, asked["number_kind"], asked["number"])
    if record is None:
        return {"found": False}
    held = {**record.data, **record.numbers}
    matches = {each: _same(held.get(each), said) for each, said in asked["data"].items()}
    return {"found": True, "matches": matches}


def _told(registers: Registers, name: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The record; never of a telephone number, whose owner is nobody's to know."""
    if name == "subscribers":
        raise NotAsked
    record = registers.find(name, asked["number_kind"], asked["number"])
    return {"found": False} if record is None else {"found": True, "record": dict(record.data)}


def _changed(registers: Registers, name: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    events, following, more = registers.events(name, asked["after"], asked["most"])
    return {"events": events, "next": following, "more": more}


_VERBS = {"compare": _compared, "look-up": _told, "changes": _changed}


def _same(held: object, said: object) -> bool:
    return isinstance(held, str) and isinstance(said, str) and _folded(held) == _folded(said)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
