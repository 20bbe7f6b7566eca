"""At a counter: the code to be scanned, and the requests that terminals make of this phone.

The code is the text of a QR code; it only allows to send a request. The number is read from the
counter's screen and typed here; the counter's name comes from the provider.
"""

from collections.abc import Mapping
from typing import Any

import segno
from flask import Blueprint, Flask, abort, render_template, request

from relying_party_demo.kept_pages import Page
from relying_party_demo.phone.attestation import Unlock
from relying_party_demo.phone.endings import ended
from relying_party_demo.phone.keystore import Locked, StoredKey
from relying_party_demo.phone.phone import APPROVAL, Phone
from relying_party_demo.phone.provider import No
from relying_party_demo.texts import LANGUAGES
from relying_party_demo.visitors import language

COUNTER = "minhdanh-counter+jwt"
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
    app.register_blueprint(pages)


class _Pages:
    def __init__(self, phone: Phone) -> None:
        self._phone = phone

    def code(self) -> Page:
        """A fresh code; it is valid for a minute and once."""
        key = self._key()
        try:
            told = self._say(key, "/app/counter-code", "counter-code")
        except No as no:
            return self._ended(no.word)
        picture = segno.make(told["code"], error="l").svg_data_uri(scale=3, border=2)
        view = {"key": key, "code": told["code"], "picture": picture}
        return self._phone.pages.keep(
            lambda name: render_template("counter_code.html", kept=name, **view)
        )

    def requests(self, problem: str | None = None) -> Page:
        """All pending requests, from the provider; read again in each language."""
        key, meant = self._key(), request.form.get("txn")
        view = {"problem": problem, "meant": meant}
        return self._phone.pages.keep(lambda name: self._requests(key, kept=name, **view))

    def _requests(self, key: StoredKey, **view: str | None) -> Page:
        try:
            told = self._say(key, "/app/counter/requests", "counter-requests")
        except No as no:
            return self._ended(no.word)
        # Several requests may wait, so the error is shown at the one that was meant.
        page = render_template(
            "counter_requests.html",
            key=key,
            waiting=told["requests"],
            **view,
        )
        return page, 200 if view["problem"] is None else 422

    def number(self) -> Page:
        txn, number = request.form.get("txn", ""), request.form.get("number", "").strip()
        try:
            said = {"txn": txn, "number": number}
            self._say(self._key(), "/app/counter/numbers", "counter-number", **said)
        except No as no:
            if no.word in {"wrong_number", "not_proven"}:
                return self.requests("wrong_number")
            return self._ended(no.word)
        return self.requests()

    def answer(self) -> Page:
        """Approve, with a finger or the phone's code and a PIN where needed; or deny.

        The nonce signed is that of the page the person saw; it must still be the present one.
        """
        key, txn = self._key(), request.form.get("txn", "")
        try:
            if request.form.get("decision") != "approve":
                self._say(key, "/app/counter/denials", "counter-denial", txn=txn)
                return self._ended("denied", good=True)
            told = self._say(key, "/app/counter/requests", "counter-requests")
            asked = next((each for each in told["requests"] if each["txn"] == txn), None)
            if asked is None:
                return self._ended("not_found")
            if asked["nonce"] != request.form.get("nonce"):
                return self.requests("page_changed")
            return self._approve(key, asked)
        except Locked:
            return self.requests("locked")
        except No as no:
            return self.requests(no.word) if no.word == "page_changed" else self._ended(no.word)

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
        return self._ended("approved_at_counter", good=True)

    def _enter_pin(self, key: StoredKey, said: Mapping[str, Any]) -> Page:
        """The PIN that the provider verifies, after the key's approval; it may be retried."""
        try:
            self._say(key, "/app/counter/pins", "counter-pin", **said)
        except No as no:
            if no.word == "not_proven":
                return self.requests("wrong_pin")
            raise
        return self._ended("approved_at_counter", good=True)

    def _ended(self, word: str, *, good: bool = False) -> Page:
        return ended(self._phone, word, status=200 if good else 422)

    def _key(self) -> StoredKey:
        return self._phone.keys.get(request.form.get("key", "")) or abort(404)

    def _say(self, key: StoredKey, path: str, purpose: str, **claims: object) -> Any:  # noqa: ANN401
        """A signed message that only identifies the device, so no finger is asked for."""
        said = {"for": purpose, **claims}
        word = key.sign(COUNTER, self._phone.provider.issuer, said, Unlock(key.unlock))
        return self._phone.provider.say(path, word, lang=language(LANGUAGES))
