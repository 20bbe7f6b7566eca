"""At a counter: the code to be scanned, and the requests that terminals make of this phone.

The code is the text of a QR code; it only allows to send a request. The number is read from the
counter's screen and typed here; the counter's name comes from the provider.
"""

from collections.abc import Mapping
from typing import Any

import segno
from flask import Blueprint, Flask, abort, render_template, request, session
from requests import RequestException

from relying_party_demo.phone.attestation import Unlock
from relying_party_demo.phone.keystore import Locked, StoredKey
from relying_party_demo.phone.phone import APPROVAL, Phone
from relying_party_demo.phone.provider import No
from relying_party_demo.texts import LANGUAGES

COUNTER = "minhdanh-counter+jwt"
Page = str | tuple[str, int]
_UNLOCKS = {"finger": Unlock.FINGER, "pin": Unlock.PIN}
_SIGNED = ("txn", "client_id", "acr", "nonce", "way")
_MORE = "unmet_authentication_requirements"


def section(phone: Phone) -> list[StoredKey]:
    """The keys a person may use at a counter."""
    return phone.keys.all()


def mount(app: Flask, phone: Phone) -> None:
    pages = Blueprint("counter", __name__)
    bound = _Pages(phone)
    for path, page in (
        ("/counter/code", bound.code),
        ("/counter/requests", bound.requests),
        ("/counter/number", bound.number),
        ("/counter/answer", bound.answer),
    ):
        pages.add_url_rule(path, page.__name__, page, methods=["POST"])
    pages.register_error_handler(RequestException, _unreachable)
    app.register_blueprint(pages)


def _unreachable(_: Exception) -> tuple[str, int]:
    return render_template("end.html", word="unreachable", good=False), 503


class _Pages:
    def __init__(self, phone: Phone) -> None:
        self._phone = phone

    def code(self) -> Page:
        """A fresh code; it is valid for a minute and once."""
        key = self._key()
        try:
            told = self._say(key, "/app/counter-code", "counter-code")
        except No as no:
            return _ended(no.word)
        picture = segno.make(told["code"], error="l").svg_data_uri(scale=3, border=2)
        return render_template("counter_code.html", key=key, code=told["code"], picture=picture)

    def requests(self, problem: str | None = None) -> Page:
        """All pending requests, from the provider."""
        key = self._key()
        try:
            told = self._say(key, "/app/counter/requests", "counter-requests")
        except No as no:
            return _ended(no.word)
        # Several requests may wait, so the error is shown at the one that was meant.
        page = render_template(
            "counter_requests.html",
            key=key,
            waiting=told["requests"],
            problem=problem,
            meant=request.form.get("txn"),
        )
        return page, 200 if problem is None else 422

    def number(self) -> Page:
        txn, number = request.form.get("txn", ""), request.form.get("number", "").strip()
        try:
            said = {"txn": txn, "number": number}
            self._say(self._key(), "/app/counter/numbers", "counter-number", **said)
        except No as no:
            if no.word in {"wrong_number", "not_proven"}:
                return self.requests("wrong_number")
            return _ended(no.word)
        return self.requests()

    def answer(self) -> Page:
        """Approve, with a finger or the phone's code and a PIN where needed; or deny.

        The nonce signed is that of the page the person saw; it must still be the present one.
        """
        key, txn = self._key(), request.form.get("txn", "")
        try:
            if request.form.get("decision") != "approve":
                self._say(key, "/app/counter/denials", "counter-denial", txn=txn)
                return _ended("denied", good=True)
            told = self._say(key, "/app/counter/requests", "counter-requests")
            asked = next((each for each in told["requests"] if each["txn"] == txn), None)
            if asked is None:
                return _ended("not_found")
            if asked["nonce"] != request.form.get("nonce"):
                return self.requests("page_changed")
            return self._approve(key, asked)
        except Locked:
            return self.requests("locked")
        except No as no:
            return self.requests(no.word) if no.word == "page_changed" else _ended(no.word)

    def _approve(self, key: StoredKey, asked: Mapping[str, Any]) -> Page:
        form, provider = request.form, self._phone.provider
        unlock = _UNLOCKS.get(form.get("unlock", "")) or abort(400)
        days = form.get("days", type=int) or 1
        choice = {"items": form.getlist("item"), "days": days}
        word = key.sign(
            APPROVAL,
            provider.issuer,
            {**{name: asked[name] for name in _SIGNED}, **choice},
            unlock,
        )
        try:
            provider.say("/app/counter/approvals", word)
        except No as no:
            if no.word not in {_MORE, "used_before"} or asked["need"] != "pin":
                raise
            said = {"txn": asked["txn"], "pin": form.get("pin", ""), **choice}
            return self._enter_pin(key, said)
        return _ended("approved_at_counter", good=True)

    def _enter_pin(self, key: StoredKey, said: Mapping[str, Any]) -> Page:
        """The PIN that the provider verifies, after the key's approval; it may be retried."""
        try:
            self._say(key, "/app/counter/pins", "counter-pin", **said)
        except No as no:
            if no.word == "not_proven":
                return self.requests("wrong_pin")
            raise
        return _ended("approved_at_counter", good=True)

    def _key(self) -> StoredKey:
        return self._phone.keys.get(request.form.get("key", "")) or abort(404)

    def _say(self, key: StoredKey, path: str, purpose: str, **claims: object) -> Any:  # noqa: ANN401
        """A signed message that only identifies the device, so no finger is asked for."""
        said = {"for": purpose, **claims}
        word = key.sign(COUNTER, self._phone.provider.issuer, said, Unlock(key.unlock))
        return self._phone.provider.say(path, word, lang=_language())


def _language() -> str:
    picked: str = session.get("lang") or request.accept_languages.best_match(LANGUAGES) or "vi"
    return picked


def _ended(word: str, *, good: bool = False) -> tuple[str, int]:
    return render_template("end.html", word=word, good=good), 200 if good else 422
