"""The interface for the provider, and the page on which a card's status is changed."""

import json
import threading
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from relying_party_demo.visitors import own_forms_only, without_scripts

STATUSES = {
    "valid": "còn hiệu lực",
    "locked": "bị khóa",
    "lost": "bị mất",
    "revoked": "bị thu hồi",
    "expired": "hết hạn",
}
"""Statuses on the wire, with their labels on the page."""
VALID = "valid"
UNKNOWN = "unknown"
_FORM_BYTES = 512  # room for two numbers and a status, and not for deep nesting


@dataclass(frozen=True, slots=True)
class Card:
    """A card by the numbers printed on it."""

    personal_number: str
    document_number: str
    name: str


@dataclass(frozen=True, slots=True)
class Config:
    port: int
    cards: tuple[Card, ...]

    @classmethod
    def read(cls, path: Path) -> "Config":
        stored = json.loads(path.read_text("utf-8-sig"))
        return cls(stored["port"], tuple(Card(**each) for each in stored["cards"]))


class Register:
    """The status of each card; `answers` is off while the register is made unavailable."""

    def __init__(self, cards: tuple[Card, ...]) -> None:
        self._lock = threading.Lock()
        self._cards = {(card.personal_number, card.document_number): card for card in cards}
        self._statuses = dict.fromkeys(self._cards, VALID)
        self.answers = True

    def status(self, personal_number: str, document_number: str) -> str:
        with self._lock:
            return self._statuses.get((personal_number, document_number), UNKNOWN)

    def switch(self, personal_number: str, document_number: str, status: str) -> bool:
        """Set a status; False for an unknown card or status."""
        with self._lock:
            known = (personal_number, document_number) in self._statuses and status in STATUSES
            if known:
                self._statuses[personal_number, document_number] = status
            return known

    def all(self) -> list[tuple[Card, str]]:
        with self._lock:
            return [(card, self._statuses[key]) for key, card in self._cards.items()]


def create_app(config: Config) -> Flask:
    app, register = Flask(__name__), Register(config.cards)
    app.config.update(TRUSTED_HOSTS=["localhost", "127.0.0.1"], MAX_CONTENT_LENGTH=_FORM_BYTES)
    app.before_request(own_forms_only)
    app.after_request(without_scripts)

    @app.post("/status")
    def status() -> Response:
        """The status of a card, which the provider asks at each use."""
        if not register.answers:
            abort(503)
        match request.get_json(silent=True):
            case {"personal_number": str(person), "document_number": str(document)}:
                known = register.status(person, document)
                return jsonify(personal_number=person, document_number=document, status=known)
            case _:
                return abort(400)

    @app.get("/")
    def desk() -> str:
        return render_template(
            "desk.html", cards=register.all(), statuses=STATUSES, answers=register.answers
        )

    @app.post("/cards")
    def switch() -> AnyResponse:
        form = request.form
        known = register.switch(
            form.get("personal_number", ""), form.get("document_number", ""), form.get("status", "")
        )
        return redirect("/", 303) if known else abort(400)

    @app.post("/plug")
    def plug() -> AnyResponse:
        register.answers = not register.answers
        return redirect("/", 303)

    return app
