"""Pages without dynamic content: home, terms, products, help, status."""

from dataclasses import dataclass
from datetime import datetime

from flask import Response

from idp.accounts.domain import CURRENT_TERMS
from idp.platform.database import Unavailable
from idp.web.current import services, settings
from idp.web.pages.language import negotiate_language
from idp.web.pages.rendering import render


@dataclass(frozen=True, slots=True)
class HomePage:
    pass


@dataclass(frozen=True, slots=True)
class CataloguePage:
    pass


@dataclass(frozen=True, slots=True)
class TermsPage:
    version: str


@dataclass(frozen=True, slots=True)
class HelpPage:
    """`texts`: this installation sends text messages."""

    texts: bool


@dataclass(frozen=True, slots=True)
class StatusPage:
    at: datetime
    working: bool


def home() -> Response:
    """GET /."""
    return render("public/home", HomePage(), lang=negotiate_language())


def catalogue() -> Response:
    """GET /public/catalogue (D22.4)."""
    return render("public/catalogue", CataloguePage(), lang=negotiate_language())


def terms() -> Response:
    """GET /public/terms: the version that activation accepts (D4.7)."""
    return render("public/terms", TermsPage(CURRENT_TERMS), lang=negotiate_language())


def show_help() -> Response:
    """GET /public/help."""
    return render("public/help", HelpPage(bool(settings().sms_url)), lang=negotiate_language())


def status() -> Response:
    """GET /public/status."""
    view = StatusPage(services().clock.now(), _working())
    return render(
        "public/status", view, lang=negotiate_language(), status=200 if view.working else 503
    )


def _working() -> bool:
    try:
        services().database.require_writable()
    except Unavailable:
        return False
    return True
