"""The portal: everything that is mounted."""

from functools import partial

from flask import Flask, Response
from jinja2 import StrictUndefined
from requests import RequestException

from relying_party_demo.kept_pages import KeptPages
from relying_party_demo.public_service.api import create_api
from relying_party_demo.public_service.config import Config
from relying_party_demo.public_service.logout import create_logout
from relying_party_demo.public_service.pages import create_pages, error_page
from relying_party_demo.public_service.provider import Provider
from relying_party_demo.public_service.visits import Visits
from relying_party_demo.texts import LANGUAGES
from relying_party_demo.visitors import remember_language, show_errors


def create_app(config: Config) -> Flask:
    """One portal with its visits in memory: a restart signs everyone out here."""
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=config.cookie_key,
        SESSION_COOKIE_NAME="portal",  # cookies ignore ports: the provider's must not collide
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.address.startswith("https:"),
        TRUSTED_HOSTS=["localhost", "127.0.0.1"],
        MAX_CONTENT_LENGTH=64 * 1024,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals["config"] = config
    provider, visits, kept = Provider(app, config), Visits(), KeptPages()
    kept.mount(app)
    app.register_blueprint(create_pages(provider, visits, kept))
    app.register_blueprint(create_api(provider))
    app.register_blueprint(create_logout(provider, visits))
    app.after_request(partial(remember_language, languages=LANGUAGES))
    show_errors(app, error_page, machines=("/api", "/backchannel-logout"))
    app.after_request(partial(_strict, policy=_policy(config)))
    app.register_error_handler(RequestException, _provider_unreachable)
    return app


def _provider_unreachable(_: Exception) -> tuple[str, int]:
    """For API clients: 503 while the provider's keys cannot be read to check a token."""
    return "", 503


def _strict(response: Response, *, policy: str) -> Response:
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _policy(config: Config) -> str:
    """CSP: own resources only; the sign-out form leads to the provider."""
    return (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action 'self' {config.issuer}"
    )
