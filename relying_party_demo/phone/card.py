"""The reader of identity cards: a person picks one of the cards on the table.

A demonstration has no cards, so their chips are here, and so is a copier: a copy has all files of a
card and another chip key, so the provider must refuse it.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from flask import Blueprint, Flask, abort, redirect, render_template, request, url_for

from relying_party_demo.kept_pages import Page
from relying_party_demo.phone.endings import ended
from relying_party_demo.phone.phone import Phone
from relying_party_demo.phone.provider import No
from relying_party_demo.texts import LANGUAGES
from relying_party_demo.visitors import language

_HALF = 32
_AGAIN = frozenset({"wrong_number", "not_proven"})
"""The refusals for another screen after which number and card are asked for again."""


@dataclass(frozen=True, slots=True)
class Card:
    """One card: its holder, its chip's key, and its readable files (base64)."""

    username: str
    name: str
    chip: ec.EllipticCurvePrivateKey
    files: Mapping[str, str]

    def copied(self) -> "Card":
        """A copy: all files, with another chip key."""
        return Card(self.username, self.name, ec.generate_private_key(ec.SECP256R1()), self.files)

    def answer(self, asked: Mapping[str, object], handle: str) -> str:
        """The answer for the provider: the chip's signature, and the files if it asks."""
        made = self.chip.sign(_bytes(str(asked["challenge"])), ec.ECDSA(hashes.SHA256()))
        r, s = decode_dss_signature(made)
        said: dict[str, object] = {
            "handle": handle,
            "signature": _text(r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")),
        }
        if asked["files"]:
            said["files"] = {name: _text(base64.b64decode(raw)) for name, raw in self.files.items()}
        return _text(json.dumps(said).encode())


def section(phone: Phone) -> list[Card]:
    """The cards on the table."""
    return _cards(phone.config.cards_file)


def mount(app: Flask, phone: Phone) -> None:
    pages = Blueprint("card", __name__)
    bound = _Pages(phone)
    pages.add_url_rule("/card", "choose", bound.choose, methods=["GET"])
    pages.add_url_rule("/card", "hold", bound.hold, methods=["POST"])
    pages.add_url_rule("/card/denial", "deny", bound.deny, methods=["POST"])
    app.register_blueprint(pages)


class _Pages:
    def __init__(self, phone: Phone) -> None:
        self._phone = phone

    def choose(self) -> Page:
        """The link was opened: the requesting party is shown before a card is chosen."""
        handle = request.args.get("handle", "")
        try:
            lang = language(LANGUAGES)
            asked = self._phone.provider.tell("/app/cards", {"handle": handle}, lang=lang)
        except No as no:
            return self._ended(no)
        cards = section(self._phone)
        problem = request.args.get("problem", "")
        return render_template(
            "card.html",
            handle=handle,
            cards=cards,
            shown=asked["shown"],
            types_number=asked["way"] == "other_device",
            problem=problem if problem in _AGAIN else None,
        )

    def hold(self) -> Page:
        form, provider = request.form, self._phone.provider
        cards = {card.username: card for card in section(self._phone)}
        card = cards.get(form.get("card", "")) or abort(404)
        handle, number = form.get("handle", ""), form.get("number", "").strip()
        try:
            asked = provider.tell("/app/cards", {"handle": handle})
            held = card.copied() if form.get("copy") else card
            said = {"answer": held.answer(asked, handle)}
            if asked["way"] == "other_device":
                provider.tell("/app/cards/answers", said | {"number": number})
                return ended(self._phone, "card.read", status=200)
            back = str(provider.tell("/app/cards/answers", said)["return_to"])
        except No as no:
            if no.word in _AGAIN:
                return redirect(url_for("card.choose", handle=handle, problem=no.word), 303)
            return self._ended(no)
        if not back.startswith(f"{provider.issuer}/"):
            abort(502)
        # The browser that began is on this telephone: continue there.
        return redirect(back, 303)

    def deny(self) -> Page:
        """The person did not begin it: the other screen is told."""
        try:
            self._phone.provider.tell(
                "/app/cards/denials", {"handle": request.form.get("handle", "")}
            )
        except No as no:
            return self._ended(no)
        return ended(self._phone, "denied", status=200)

    def _ended(self, no: No) -> Page:
        return ended(self._phone, f"card.{no.word}", status=422)


def _cards(file: Path | None) -> list[Card]:
    if file is None:
        return []
    return [_card(each) for each in json.loads(file.read_text("utf-8-sig"))]


def _card(stored: Mapping[str, object]) -> Card:
    chip = load_pem_private_key(str(stored["chip"]).encode(), None)
    files = stored["files"]
    if not isinstance(chip, ec.EllipticCurvePrivateKey) or not isinstance(files, dict):
        raise TypeError("a card of this demonstration signs with an elliptic curve")
    return Card(str(stored["username"]), str(stored["name"]), chip, files)


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
