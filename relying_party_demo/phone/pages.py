"""The pages of the telephone: home, a new key, one request, and its result."""

from types import ModuleType

from flask import Blueprint, abort, redirect, render_template, request, url_for

from relying_party_demo.kept_pages import Page
from relying_party_demo.phone.attestation import Unlock
from relying_party_demo.phone.codes import codes
from relying_party_demo.phone.endings import ended
from relying_party_demo.phone.keystore import Locked, StoredKey
from relying_party_demo.phone.phone import Pending, Phone, link_in
from relying_party_demo.phone.provider import No

_UNLOCKS = {"finger": Unlock.FINGER, "pin": Unlock.PIN}
_AT_NEW_KEY = {"finger": Unlock.FINGER, "pin": Unlock.PIN, "either": Unlock.EITHER}
_LONGEST_LABEL = 40


def create_pages(phone: Phone, parts: dict[str, ModuleType]) -> Blueprint:
    """All pages; `parts` are the sections of other modules."""
    pages = Blueprint("pages", __name__)
    bound = _Pages(phone, parts)
    for path, page, methods in (
        ("/", bound.home, ["GET"]),
        ("/open", bound.open, ["GET"]),
        ("/scan", bound.scan, ["POST"]),
        ("/look", bound.look, ["POST"]),
        ("/keys", bound.add_key, ["POST"]),
        ("/keys/<name>/give-up", bound.give_up, ["POST"]),
        ("/requests/<name>", bound.show, ["GET"]),
        ("/requests/<name>", bound.decide, ["POST"]),
    ):
        pages.add_url_rule(path, f"{page.__name__}", page, methods=methods)
    return pages


class _Pages:
    def __init__(self, phone: Phone, parts: dict[str, ModuleType]) -> None:
        self._phone = phone
        self._parts = parts

    def home(self) -> Page:
        return self._home(problem=None)

    def _home(self, **view: str | None) -> Page:
        return render_template(
            "home.html",
            keys=self._phone.keys.all(),
            codes=codes(self._phone.config.demo_file),
            parts={name: part.section(self._phone) for name, part in self._parts.items()},
            **view,
        )

    def open(self) -> Page:
        """A link that was opened in this telephone's browser."""
        return self._open(request.full_path)

    def scan(self) -> Page:
        """The camera of a demonstration: the text of the code is pasted."""
        text = request.form.get("text", "")
        return self._phone.pages.keep(lambda name: self._open(text, kept=name))

    def _open(self, text: str, *, kept: str | None = None) -> Page:
        link = link_in(text)
        if link is None:
            return self._home(problem="no_link", kept=kept)
        if link.kind == "e":
            return render_template("new_key.html", handle=link.handle, kept=kept)
        if link.kind == "c":
            return redirect(url_for("card.choose", handle=link.handle), 303)
        keys = self._phone.keys.all()
        if not keys:
            return self._home(problem="no_key", kept=kept)
        return render_template("choose.html", handle=link.handle, keys=keys, kept=kept)

    def look(self) -> Page:
        key = self._key(request.form.get("key", ""))
        try:
            pending = self._phone.look(request.form.get("handle", ""), key)
        except No as no:
            return self._ended(no.word)
        return redirect(url_for("pages.show", name=pending.name), 303)

    def add_key(self) -> Page:
        handle = request.form.get("handle", "")
        label = request.form.get("label", "").strip()[:_LONGEST_LABEL]
        unlock = _AT_NEW_KEY.get(request.form.get("unlock", ""), Unlock.FINGER)
        try:
            self._phone.add_key(handle, label=label, unlock=unlock)
        except No as no:
            return self._ended(no.word)
        return self._ended("key_added", good=True)

    def give_up(self, name: str) -> Page:
        try:
            self._phone.give_up(name)
        except No as no:
            return self._ended(no.word)
        return self._ended("key_given_up", good=True)

    def show(self, name: str) -> Page:
        return self._request(self._pending(name), problem=None)

    def decide(self, name: str) -> Page:
        pending = self._pending(name)
        try:
            if request.form.get("decision") == "deny":
                self._phone.deny(pending)
                ends = "denied" if pending.statement is None else "not_signed"
                return self._ended(ends, good=True)
            return self._approve(pending)
        except Locked:
            return self._again(pending, "locked")
        except No as no:
            if no.word == "wrong_number":
                return self._again(pending, no.word)
            return self._ended(no.word)

    def _approve(self, pending: Pending) -> Page:
        unlock = _UNLOCKS.get(request.form.get("unlock", ""), Unlock.NOTHING)
        number = request.form.get("number", "").strip()
        back = self._phone.approve(pending, unlock=unlock, number=number)
        if back is not None:  # the browser that began is on this telephone: continue there
            return redirect(back, 303)
        return self._ended("approved" if pending.statement is None else "signed", good=True)

    def _key(self, name: str) -> StoredKey:
        key = self._phone.keys.get(name)
        return key if key is not None else abort(404)

    def _pending(self, name: str) -> Pending:
        pending = self._phone.pending(name)
        return pending if pending is not None else abort(404)

    def _again(self, pending: Pending, problem: str) -> Page:
        return self._phone.pages.keep(
            lambda name: (self._request(pending, problem=problem, kept=name), 422)
        )

    def _request(self, pending: Pending, **view: str | None) -> str:
        template = "request.html" if pending.statement is None else "signature.html"
        return render_template(template, pending=pending, **view)

    def _ended(self, word: str, *, good: bool = False) -> Page:
        return ended(self._phone, word, status=200 if good else 422)
