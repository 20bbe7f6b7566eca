"""Pages that say the same to everybody: the front door, terms, products, help, status."""

from dataclasses import dataclass
from datetime import datetime

from flask import Response

from idp.accounts.domain import CURRENT_TERMS
from idp.platform.database import Unavailable
from idp.web.current import services
from idp.web.pages.language import spoken
from idp.web.pages.rendering import render


@dataclass(frozen=True, slots=True)
class Home:
    pass


@dataclass(frozen=True, slots=True)
class Catalogue:
    pass


@dataclass(frozen=True, slots=True)
class Terms:
    version: str


@dataclass(frozen=True, slots=True)
class Help:
    pass


@dataclass(frozen=True, slots=True)
class Status:
    at: datetime
    working: bool


def home() -> Response:
    """GET /."""
    return render("public/home", Home(), lang=spoken())


def catalogue() -> Response:
    """GET /public/catalogue (D22.4)."""
    return render("public/catalogue", Catalogue(), lang=spoken())


def terms() -> Response:
    """GET /public/terms: the version that activation accepts (D4.7)."""
    return render("public/terms", Terms(CURRENT_TERMS), lang=spoken())


def show_help() -> Response:
    """GET /public/help."""
    return render("public/help", Help(), lang=spoken())


def status() -> Response:
    """GET /public/status."""
    view = Status(services().clock.now(), _working())
    return render("public/status", view, lang=spoken(), status=200 if view.working else 503)


def _working() -> bool:
    try:
        services().database.require_writable()
    except Unavailable:
        return False
    return True
