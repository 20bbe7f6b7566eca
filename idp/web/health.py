"""Liveness, and readiness: the database accepts writes."""

from typing import Final

from flask import Flask, Response

from idp.platform.database import Unavailable
from idp.services import Services

LIVE: Final = "/health/live"
_NO_STORE = {"Cache-Control": "no-store"}


def mount(app: Flask, *, services: Services) -> None:
    def live() -> Response:
        return Response("live\n", mimetype="text/plain", headers=_NO_STORE)

    def ready() -> Response:
        try:
            services.database.require_writable()
        except Unavailable:
            return Response("not ready\n", 503, mimetype="text/plain", headers=_NO_STORE)
        return Response("ready\n", mimetype="text/plain", headers=_NO_STORE)

    app.add_url_rule(LIVE, "health_live", live)
    app.add_url_rule("/health/ready", "health_ready", ready)
