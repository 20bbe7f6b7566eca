"""The interface of the registries, and the page on which their manner is chosen."""

import secrets
import threading
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from relying_party_demo.state_registries.config import Config, Record
from relying_party_demo.state_registries.messages import (
    Keys,
    KeysAway,
    NotAsked,
    Questions,
    answer,
    published_by,
)
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
_PARTS = frozenset({"family_name", "middle_name", "given_name"})
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


class Registers:
    """The records by what finds them, and the manner of answering."""

    def __init__(self, records: Mapping[str, Iterable[Record]]) -> None:
        self._lock = threading.Lock()
        self._records = {name: tuple(each) for name, each in records.items()}
        self._began = secrets.token_hex(4)
        self._events: list[tuple[str, Mapping[str, str]]] = []
        self.manner = "prompt"

    def find(self, name: str, kind: str, number: str) -> Record | None:
        with self._lock:
            every = self._records[name]
        return next((each for each in every if each.numbers.get(kind) == number), None)

    def change(self, name: str, number: str, said: Mapping[str, str]) -> bool:
        """Change a record, and tell it in the feed; False for one that is not there."""
        with self._lock:
            every = self._records.get(name, ())
            for at, each in enumerate(every):
                if number in each.numbers.values():
                    gone = _PARTS if "name" in said else frozenset()
                    kept = {part: it for part, it in each.data.items() if part not in gone}
                    changed = Record(each.numbers, {**kept, **said})
                    self._records[name] = (*every[:at], changed, *every[at + 1 :])
                    self._events.append((name, each.numbers))
                    return True
        return False

    def events(self, name: str, after: str, most: int) -> tuple[list[dict[str, str]], str, bool]:
        """The events of a registry after a cursor, the next cursor, whether more come.

        Records and events begin anew with the process, and so does a cursor of before.
        """
        began, _, read = after.partition(".")
        begin = int(read) if began == self._began else 0
        with self._lock:
            mine = [
                {"event_id": f"{self._began}.{at}", "number": number, "number_kind": kind}
                for at, (registry, numbers) in enumerate(self._events)
                for kind, number in numbers.items()
                if registry == name
            ]
        told = mine[begin : begin + most]
        end = begin + len(told)
        return told, f"{self._began}.{end}", end < len(mine)

    def all(self) -> Mapping[str, tuple[Record, ...]]:
        with self._lock:
            return dict(self._records)


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
