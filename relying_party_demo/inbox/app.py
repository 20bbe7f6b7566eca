"""The pages of the inbox, and the gateway that takes text messages."""

import json
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, jsonify, render_template, request

from relying_party_demo.inbox import phone, receiver
from relying_party_demo.inbox.letters import Letters


@dataclass(frozen=True, slots=True)
class Config:
    """Ports on loopback, and the demo.json whose people have phones."""

    port: int
    smtp_port: int
    demo_file: Path

    @classmethod
    def read(cls, path: Path) -> "Config":
        stored = json.loads(path.read_text("utf-8-sig"))
        return cls(stored["port"], stored["smtp_port"], Path(stored["demo_file"]))


def create_app(config: Config) -> Flask:
    """The pages; the SMTP server starts beside them because they share the letters."""
    app, letters = Flask(__name__), Letters()
    # A foreign page that rebinds its own name to loopback must not read codes here.
    app.config["TRUSTED_HOSTS"] = ["localhost", "127.0.0.1"]
    receiver.start(letters, port=config.smtp_port)

    @app.get("/")
    def inbox() -> str:
        return render_template("inbox.html", letters=letters.newest())

    @app.get("/letters.json")
    def letters_json() -> Response:
        kept = letters.newest()
        return jsonify(
            [{"channel": k.channel, "to": k.to, "subject": k.subject, "text": k.text} for k in kept]
        )

    @app.get("/phone")
    def phones() -> str:
        return render_template("phone.html", codes=phone.codes(config.demo_file))

    @app.post("/sms")
    def sms() -> tuple[str, int]:
        match request.get_json(silent=True):
            case {"to": str(to), "text": str(text)}:
                letters.keep("sms", to=to, subject="", text=text)
                return "", 204
            case _:
                return "to and text are needed", 400

    @app.after_request
    def strict(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = "default-src 'self'; frame-ancestors 'none'"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"
        return response

    return app
