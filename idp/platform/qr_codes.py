"""QR codes as SVG. The only module that imports segno."""

import io

import segno
from markupsafe import Markup


def qr_code(text: str) -> Markup:
    """A QR code as SVG inside the page, so that its content is in no image address."""
    drawn = io.BytesIO()
    segno.make(text, error="m").save(
        drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=2, nl=False
    )
    return Markup(drawn.getvalue().decode())  # noqa: S704 - drawn from our own text


def qr_code_file(text: str) -> str:
    """The same as an SVG file of its own."""
    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", border=0, nl=False)
    return drawn.getvalue().decode()
