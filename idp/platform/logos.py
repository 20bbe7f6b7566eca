"""The logo of a deployment: a small SVG without anything that acts, or a PNG."""

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

LARGEST: Final = 6_144
"""Bytes: with it the first visit to the sign-in page stays below 60,000."""
_WIDEST: Final = 2_048
"""Pixels of a PNG, each way."""
_PNG: Final = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
_SVG: Final = "http://www.w3.org/2000/svg"
_SHAPES: Final = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_PAINTS: Final = {"clipPath", "mask", "linearGradient", "radialGradient", "stop", "pattern"}
_FRAMES: Final = {"svg", "g", "defs", "symbol", "use", "title", "desc", "metadata"}
_DRAWS: Final = frozenset({"text", "tspan"} | _SHAPES | _PAINTS | _FRAMES)
_OUTSIDE: Final = re.compile(
    r"url\(\s*['\"]?(?!#)|image(-set)?\(|src\(|javascript:|@import|\\", re.IGNORECASE
)
"""A value that names another file, or hides its letters behind escapes."""


class UnusableLogo(ValueError):
    """The text says why."""


@dataclass(frozen=True, slots=True)
class Logo:
    """`name`: that of the file it is served as."""

    name: str
    content: bytes = field(repr=False)


def read_logo(path: Path) -> Logo:
    """The logo in a file. Raises UnusableLogo."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnusableLogo(f"{path} cannot be read") from error
    if len(content) > LARGEST:
        raise UnusableLogo(f"{len(content)} bytes; at most {LARGEST}, for every first visit pays")
    if content.startswith(_PNG):
        _check_size(content)
        return Logo("logo.png", content)
    _Svg().check(content)
    return Logo("logo.svg", content)


def _check_size(content: bytes) -> None:
    """The width and height of the header (PNG, section 11.2.1)."""
    if len(content) < len(_PNG) + 8:
        raise UnusableLogo("is no whole PNG")
    sides = struct.unpack_from(">II", content, len(_PNG))
    if not all(0 < side <= _WIDEST for side in sides):
        raise UnusableLogo(f"must be at most {_WIDEST} pixels wide and high")


class _Svg:
    """Reads an SVG by what it may hold; everything else is refused, also what does no harm."""

    def __init__(self) -> None:
        self._empty = True

    def check(self, content: bytes) -> None:
        """Raises UnusableLogo."""
        parser = ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._element
        try:
            parser.Parse(content, True)  # noqa: FBT003 - positional only
        except (ExpatError, ValueError, LookupError) as error:
            if isinstance(error, UnusableLogo):
                raise
            raise UnusableLogo("is neither a PNG nor a well-formed SVG") from error

    def _doctype(self, *_: object) -> None:
        raise UnusableLogo("an SVG without <!DOCTYPE>")

    def _instruction(self, target: str, _: str) -> None:
        raise UnusableLogo(f"an SVG without <?{target}?>")

    def _element(self, name: str, attributes: Mapping[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if self._empty and (space, local) != (_SVG, "svg"):
            raise UnusableLogo("is neither a PNG nor an SVG")
        self._empty = False
        if space != _SVG or local not in _DRAWS:
            raise UnusableLogo(f"an SVG without <{local}>: it may draw, and do nothing else")
        for attribute, value in attributes.items():
            self._attribute(attribute.rpartition(" ")[2].lower(), value)

    def _attribute(self, name: str, value: str) -> None:
        if name.startswith("on"):
            raise UnusableLogo(f"an SVG without {name}=: it may hold no script")
        if name == "style":
            raise UnusableLogo("an SVG without style=: use fill=, stroke= and the like")
        if name in {"href", "src"} and not value.startswith("#"):
            raise UnusableLogo(f"an SVG whose {name}= names a part of itself only")
        if _OUTSIDE.search(value):
            raise UnusableLogo(f"an SVG whose {name}= names no other file")
