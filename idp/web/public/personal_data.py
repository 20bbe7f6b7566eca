"""The JSON Schema of the copies that people get of their data."""

from importlib import resources
from typing import Final

from flask import Response

from idp.personal_data.domain import SCHEMA_PATH

PATH: Final = SCHEMA_PATH
_TEXT: Final = resources.files("idp.personal_data").joinpath("schema.json").read_bytes()


def schema() -> Response:
    """GET /public/personal-data.schema.json."""
    response = Response(_TEXT, mimetype="application/schema+json")
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
