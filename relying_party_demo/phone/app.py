"""The telephone: everything that is mounted."""

from functools import partial

from flask import Flask, Response, render_template
from jinja2 import StrictUndefined
from requests import RequestException

from relying_party_demo.kept_pages import Page
from relying_party_demo.phone import sections
from relying_party_demo.phone.config import Config
from relying_party_demo.phone.endings import ended
from relying_party_demo.phone.pages import create_pages
from relying_party_demo.phone.phone import Phone
from relying_party_demo.phone.texts import WORDS
from relying_party_demo.phone.waiting import switch_on
from relying_party_demo.texts import LANGUAGES
from relying_party_demo.visitors import language, own_forms_only, remember_language, show_errors


def create_app(config: Config) -> Flask:
    """One telephone, in memory but for its keys."""
    app, phone = Flask(__name__), Phone(config)
    app.config.update(
        # Its cookie holds the language only, so a restart may invalidate it.
        SECRET_KEY=config.maker_key,
        SESSION_COOKIE_NAME="telephone",  # cookies ignore ports: the provider's must not collide
        SESSION_COOKIE_SAMESITE="Lax",
        TRUSTED_HOSTS=["localhost", "127.0.0.1"],
        MAX_CONTENT_LENGTH=64 * 1024,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["issuer"] = config.issuer
    app.context_processor(lambda: {"t": WORDS[language(LANGUAGES)], "languages": LANGUAGES})
    phone.pages.mount(app)
    app.before_request(own_forms_only)
    app.register_blueprint(create_pages(phone, sections.mount(app, phone)))
    app.after_request(partial(remember_language, languages=LANGUAGES))
    app.after_request(_strict)
    show_errors(app, lambda word: render_template("error.html", word=word))
    app.register_error_handler(RequestException, partial(_unreachable, phone))
    ready = switch_on(phone)
    app.add_url_rule("/ready", "ready", lambda: ("", 200 if ready.is_set() else 503))
    return app


def _unreachable(phone: Phone, _: Exception) -> Page:
    return ended(phone, "unreachable", status=503)


def _strict(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers.setdefault("Cache-Control", "no-store")
    return response


_POLICY = (
    # No form-action: an approval is a form that leads over the provider's page to the relying
    # party, and Chromium applies the directive to every redirect.
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
    "frame-ancestors 'none'"
)
