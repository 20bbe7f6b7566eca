"""The check of a numbered letter by anybody who holds it: by its number, and by its file.

A number alone tells that we wrote such a letter, of which kind and when, and no personal
data. The file is compared by its digest: it is never read as a PDF here, and not stored.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response, request

from idp.letters.domain import NumberedLetter, number_in
from idp.web.current import services, settings
from idp.web.pages.labels import N_
from idp.web.pages.language import negotiate_language
from idp.web.pages.rendering import error_page, render, see_other

PATH: Final = "/public/letters"
CERTIFICATES: Final = f"{PATH}/certificates.pem"
LONGEST_FILE: Final = 2**20
"""Bytes of a letter's PDF, far more than any has."""
SAME: Final = "same"
OTHER: Final = "other"
NO_FILE: Final = "no_file"
_NO_CERTIFICATES: Final = N_("There are no certificates here: letters are not sealed yet.")


@dataclass(frozen=True, slots=True)
class LetterNumberPage:
    """`unknown`: the number that was asked for, which no letter has."""

    unknown: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCheckPage:
    """`digest`: the SHA-256 of the sealed PDF in hexadecimal, None while it is being made.

    `verdict`: the outcome of a comparison, None where no file was sent.
    """

    number: str
    title: str
    dated_at: datetime
    sealed_at: datetime | None
    digest: str | None
    verdict: str | None


def ask() -> Response:
    """GET /public/letters; with `number` to the page of that letter."""
    typed = request.args.get("number", "")
    number = number_in(typed)
    if number is not None:
        return see_other(f"{PATH}/{number}")
    return _unknown(typed) if typed else _number_page(LetterNumberPage())


def show(number: str) -> Response:
    """GET: what anybody may know of a letter by its number."""
    return _check_page(number, None)


def compare(number: str) -> Response:
    """POST: whether the file that was sent is the sealed PDF of this letter."""
    sent = request.files.get("file")
    digest, length = hashlib.sha256(), 0
    while sent is not None and (part := sent.stream.read(65_536)):
        digest.update(part)
        length += len(part)
    return _check_page(number, digest.digest() if length else b"")


def certificates() -> Response:
    """GET: the certificates by which seals are verified offline (PEM)."""
    path = settings().letter_certificates
    if path is None or not path.is_file():
        return error_page(404, _NO_CERTIFICATES)
    response = Response(path.read_bytes(), mimetype="application/pem-certificate-chain")
    response.headers["Content-Disposition"] = 'attachment; filename="letter-certificates.pem"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _check_page(number: str, sent: bytes | None) -> Response:
    letter = services().letters.by_number(number)
    if letter is None:
        return _unknown(number)
    lang = negotiate_language()
    view = LetterCheckPage(
        number=letter.number,
        title=services().letters.title(letter.kind, lang),
        dated_at=letter.dated_at,
        sealed_at=letter.sealed_at,
        digest=None if letter.digest is None else letter.digest.hex(),
        verdict=None if sent is None else _verdict(letter, sent),
    )
    return render("public/check_letter", view, lang=lang)


def _verdict(letter: NumberedLetter, sent: bytes) -> str:
    if not sent:
        return NO_FILE
    return SAME if sent == letter.digest else OTHER


def _unknown(typed: str) -> Response:
    return _number_page(LetterNumberPage(typed[:40]), status=404)


def _number_page(view: LetterNumberPage, *, status: int = 200) -> Response:
    return render("public/check_letters", view, lang=negotiate_language(), status=status, at=PATH)
