"""Somebody without an account applies for one of level 01 from this telephone."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Flask, Response, abort, redirect, render_template, request, url_for

from relying_party_demo.kept_pages import Page
from relying_party_demo.phone.endings import ended
from relying_party_demo.phone.installation import Installation, Receipt
from relying_party_demo.phone.phone import Phone
from relying_party_demo.phone.provider import No
from relying_party_demo.texts import LANGUAGES
from relying_party_demo.visitors import language

KINDS = ("citizen", "foreigner")
FIELDS = (
    *("number", "name", "birthdate", "gender", "nationality", "phone_number", "email"),
    "card_application",
)
_INCOMPLETE = frozenset({"dossier_incomplete", "contact_required"})
_WAITS = frozenset({"submitted", "complete_valid"})
"""The states in which a machine is at it: the page asks again by itself."""
_OPEN = _WAITS | {"awaiting_card", "needs_review", "verified"}
"""The states in which it can be withdrawn."""
_FIELD_OF = {"contact": "phone_number"}
"""Where a fault stands that is of no field alone."""
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Offered:
    """The part of the first page: whose details can be taken over, and what was sent."""

    newcomers: tuple[Mapping[str, str], ...]
    receipts: list[Receipt]


def section(phone: Phone) -> Offered | None:
    """None for a telephone that keeps no application."""
    file = phone.config.application_file
    if file is None:
        return None
    return Offered(tuple(phone.config.newcomers), Installation(phone, file).receipts())


def mount(app: Flask, phone: Phone) -> None:
    file = phone.config.application_file
    if file is None:
        return
    pages = Blueprint("application", __name__)
    bound = _Pages(phone, Installation(phone, file))
    pages.add_url_rule("/application", "form", bound.form, methods=["GET"])
    pages.add_url_rule("/application", "send", bound.send, methods=["POST"])
    pages.add_url_rule("/application/<number>", "state", bound.state, methods=["GET"])
    pages.add_url_rule("/application/<number>/letter", "letter", bound.letter, methods=["GET"])
    pages.add_url_rule(
        "/application/<number>/withdraw", "withdraw", bound.withdraw, methods=["POST"]
    )
    app.register_blueprint(pages)


class _Pages:
    def __init__(self, phone: Phone, installed: Installation) -> None:
        self._phone = phone
        self._installed = installed

    def form(self) -> Page:
        """Empty, or with the details of a newcomer of the demonstration."""
        known = dict(enumerate(self._phone.config.newcomers))
        typed = known.get(request.args.get("of", type=int, default=-1), {})
        fresh = secrets.token_urlsafe(16)
        return self._form(dict(typed), faults={}, application=fresh, filer="")

    def send(self) -> Page:
        """Send what the form has, once for each form, however often it is pressed."""
        typed = {name: _typed(name) for name in ("kind", *FIELDS)}
        application, filer = _typed("application"), _typed("filer")
        known = not filer or self._phone.keys.get(filer) is not None
        if typed["kind"] not in KINDS or not application or not known:
            abort(400)
        try:
            made = self._installed.apply(
                typed, language(LANGUAGES), idempotency_key=application, filer=filer
            )
        except No as no:
            if no.word not in _INCOMPLETE:
                return self._ended(no.word)
            faults = {_FIELD_OF.get(name, name): fault for name, fault in no.fields.items()}
            return self._phone.pages.keep(
                lambda name: (
                    self._form(
                        typed, faults=faults, application=application, filer=filer, kept=name
                    ),
                    422,
                )
            )
        return redirect(url_for("application.state", number=made.number), 303)

    def state(self, number: str) -> Page:
        """What the provider says now; asked again each second while it is being checked."""
        receipt = self._receipt(number)
        try:
            told = self._installed.state(receipt, language(LANGUAGES))
        except No as no:
            return self._ended(no.word)
        return render_template(
            "application_state.html",
            receipt=receipt,
            told=told,
            waits=told["state"] in _WAITS,
            is_open=told["state"] in _OPEN,
            inbox=self._phone.config.inbox,
        )

    def withdraw(self, number: str) -> Page:
        """Nobody decides on it any more; what was decided in between says so."""
        receipt = self._receipt(number)
        try:
            self._installed.withdraw(receipt, language(LANGUAGES))
        except No as no:
            return self._ended(no.word)
        return redirect(url_for("application.state", number=receipt.number), 303)

    def letter(self, number: str) -> Page:
        """The refusal in writing, to be kept."""
        receipt = self._receipt(number)
        try:
            content = self._installed.letter(receipt)
        except No as no:
            return self._ended(no.word)
        response = Response(content, mimetype="application/pdf")
        response.headers["Content-Disposition"] = f'attachment; filename="{receipt.number}.pdf"'
        return response

    def _receipt(self, number: str) -> Receipt:
        sent = {each.number: each for each in self._installed.receipts()}
        return sent.get(number) or abort(404)

    def _form(
        self, typed: Mapping[str, str], *, faults: Mapping[str, str], **view: str | None
    ) -> str:
        return render_template(
            "application.html",
            typed=typed,
            faults=faults,
            fields=FIELDS,
            kinds=KINDS,
            keys=self._phone.keys.all(),
            **view,
        )

    def _ended(self, word: str) -> Page:
        return ended(self._phone, f"application.{word}", status=422)


def _typed(name: str) -> str:
    return " ".join(request.form.get(name, "").split())[:_LONGEST]
