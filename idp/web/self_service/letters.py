"""A signed document as a file for download."""

from flask import Response


def letter(signed: str, *, name: str) -> Response:
    """A compact JWS as a text file; `name` is one of our own ids."""
    response = Response(signed, mimetype="application/jose")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.jws"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
