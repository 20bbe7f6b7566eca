"""The interfaces, and the page on which their answers are chosen."""

from flask import Flask, abort, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from relying_party_demo.abis.config import Config
from relying_party_demo.abis.interfaces import interfaces
from relying_party_demo.abis.script import LIVENESS, MANNERS, MATCHES, Desk
from relying_party_demo.visitors import own_forms_only, without_scripts

_LARGEST = 4_000_000  # four pictures, and a third more as text
_WORDS = {
    "match": ("Đúng người", "the person"),
    "no_match": ("Không đúng người", "somebody else"),
    "not_enrolled": ("Chưa có trong cơ sở dữ liệu", "not enrolled"),
    "live": ("Người thật", "alive"),
    "attack": ("Giả mạo", "an imitation"),
    "inconclusive": ("Không rõ", "unclear"),
    "prompt": ("Trả lời ngay", "answers at once"),
    "slow": ("Rất chậm", "hangs for 15 seconds"),
    "down": ("Hỏng (503)", "out of order"),
    "lying": ('Nói dối: "true" là chuỗi', 'lies: "true" as text'),
    "malformed": ("Trả lời dở dang", "half an answer"),
    "later": ("Hẹn trả lời sau (202)", "answers later (202)"),
}
_CHOICES = (
    ("match", "So sánh", "Comparison", MATCHES),
    ("liveness", "Phát hiện giả mạo", "Liveness", LIVENESS),
    ("manner", "Cách trả lời", "Manner", MANNERS),
)


def create_app(config: Config) -> Flask:
    app, desk = Flask(__name__), Desk()
    app.config.update(TRUSTED_HOSTS=["localhost", "127.0.0.1"], MAX_CONTENT_LENGTH=_LARGEST)
    app.register_blueprint(interfaces(config, desk))
    app.after_request(without_scripts)

    @app.get("/")
    def page() -> str:
        return render_template(
            "desk.html", script=desk.script, choices=_CHOICES, words=_WORDS, people=config.people
        )

    @app.post("/script")
    def choose() -> AnyResponse:
        own_forms_only()  # beside it the provider posts its questions, which are no forms
        chosen = [request.form.get(name, "") for name, *_ in _CHOICES]
        return redirect("/", 303) if desk.choose(*chosen) else abort(400)

    return app
