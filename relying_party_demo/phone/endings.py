"""The page that says how something ended."""

from http import HTTPStatus

from flask import render_template

from relying_party_demo.kept_pages import Page
from relying_party_demo.phone.phone import Phone


def ended(phone: Phone, word: str, *, status: int) -> Page:
    """The sentence `end.<word>`; it is a good end if the status is 200."""
    view = {"word": word, "good": status == HTTPStatus.OK}
    return phone.pages.keep(lambda name: (render_template("end.html", kept=name, **view), status))
