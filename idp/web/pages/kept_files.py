"""Files that are handed out to be kept: letters, and documents of cases."""

from flask import Response


def as_file(content: bytes, media_type: str, name: str) -> Response:
    """A file to be kept, which nothing runs in our origin; `name` is one of our own."""
    response = Response(content, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def as_letter(number: str, content: bytes) -> Response:
    """The PDF of a letter."""
    return as_file(content, "application/pdf", f"{number}.pdf")
