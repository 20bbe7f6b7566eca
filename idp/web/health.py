"""Whether this process lives, and whether it is ready: ready means it can reach its database."""

from typing import Final

from flask import Flask, Response
from sqlalchemy.exc import SQLAlchemyError

from idp.services import Services

LIVE: Final = "/health/live"
_NO_STORE = {"Cache-Control": "no-store"}


def mount(app: Flask, *, services: Services) -> None:
    def live() -> Response:
        return Response("live\n", mimetype="text/plain", headers=_NO_STORE)

    def ready() -> Response:
        try:
            services.database.ping()
        except SQLAlchemyError:
            return Response("not ready\n", 503, mimetype="text/plain", headers=_NO_STORE)
        return Response("ready\n", mimetype="text/plain", headers=_NO_STORE)

    app.add_url_rule(LIVE, "health_live", live)
    app.add_url_rule("/health/ready", "health_ready", ready)
