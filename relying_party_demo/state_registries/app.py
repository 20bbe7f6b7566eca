"""The interface of the registries, and the page on which their manner is chosen."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from relying_party_demo.state_registries.config import Config
from relying_party_demo.state_registries.enterprises import (
    CODE,
    FIELDS,
    NEEDED,
    PERSONAL_NUMBER,
    fault_of,
    record_of,
    typed_in,
)
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
REFUSED = {
    "not_here": (
        "Không có bản ghi này, hoặc không có gì thay đổi.",
        "There is no such record, or nothing would change.",
    ),
    "number": ("Số định danh cá nhân có 12 chữ số.", "A personal number has 12 digits."),
    "code": (
        "Mã số có không quá 40 chữ cái, chữ số hoặc dấu gạch ngang.",
        "A code has at most 40 letters, digits or hyphens.",
    ),
    "code_taken": ("Mã số doanh nghiệp này đã có.", "There is an enterprise with this code."),
    "incomplete": (
        "Cần có tên, mã số, địa chỉ và ngày thành lập; người đại diện cần cả họ tên và số.",
        "Name, code, address and day are needed; of a representative, both name and number.",
    ),
    "day": (
        "Ngày thành lập phải là một ngày đã qua, hoặc hôm nay.",
        "The day of establishment is today or in the past.",
    ),
}
_NOTHING: Mapping[str, str] = {}
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
        return _page(registers)

    @app.post("/records")
    def change() -> AnyResponse:
        return _answered(registers, _changed_on_page(registers, request.form), {})

    @app.post("/enterprises")
    def enterprise() -> AnyResponse:
        typed = typed_in(request.form)
        return _answered(registers, _registered(registers, typed), typed)

    @app.post("/manner")
    def choose() -> AnyResponse:
        chosen = request.form.get("manner", "")
        if chosen not in MANNERS:
            abort(400)
        registers.manner = chosen
        return redirect("/", 303)

    return app


def _answered(registers: Registers, refused: str, typed: Mapping[str, str]) -> AnyResponse:
    """To the page after a form was sent; with what was typed where it was refused."""
    if not refused:
        return redirect("/", 303)
    return Response(_page(registers, REFUSED[refused], typed), 422)


def _page(
    registers: Registers,
    refused: tuple[str, str] | None = None,
    typed: Mapping[str, str] = _NOTHING,
) -> str:
    return render_template(
        "desk.html",
        registries=registers.all(),
        titles=TITLES,
        manners=MANNERS,
        manner=registers.manner,
        statuses=STATUSES,
        fields=FIELDS,
        needed=NEEDED,
        refused=refused,
        typed=typed,
    )


def _registered(registers: Registers, typed: Mapping[str, str]) -> str:
    """Tell of a new enterprise; why not, empty where it was done."""
    fault = fault_of(typed)
    if fault:
        return fault
    return "" if registers.add("business", record_of(typed)) else "code_taken"


def _changed_on_page(registers: Registers, form: Mapping[str, str]) -> str:
    """Change a record as a form of the page says; why not, empty where it was done."""
    registry, number = form.get("registry", ""), form.get("number", "")
    typed = {each: form.get(each, "").strip() for each in ("name", "status")}
    said = {each: value for each, value in typed.items() if value}
    new = form.get("new_number", "").strip()
    if registry not in STATUSES or said.get("status", "") not in {"", *STATUSES[registry]}:
        abort(400)
    if new and registry == "business" and not CODE.fullmatch(new):
        return "code"
    if new and registry != "business" and not PERSONAL_NUMBER.fullmatch(new):
        return "number"
    changed = bool(said) and registers.change(registry, number, said)
    renumbered = bool(new) and registers.renumber(registry, number, new)
    return "" if changed or renumbered else "not_here"


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
