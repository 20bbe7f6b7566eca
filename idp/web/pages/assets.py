"""The static files of this build, with the logo and colours of the deployment among them.

They are read once. Their address holds a digest of all of them, so that caches keep them for ever:
another colour is another address. Texts are compressed once too. Pages never are: they hold a
token beside what a visitor typed, and the length of the two compressed together tells of both.
"""

import functools
import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from idp.kernel.colours import DARK, LIGHT, Theme, shades
from idp.platform.logos import read_logo
from idp.platform.settings import Settings

STATIC: Final = Path(__file__).parent / "static"
_STYLE: Final = "style.css"
_ICON: Final = "icon.svg"
_MINUTE_GAIN: Final = 64
"""Bytes; less is not worth the work of unpacking."""


@dataclass(frozen=True, slots=True)
class Asset:
    """`packed`: the content with gzip, None where that gains nothing. `etag`: of the content."""

    content: bytes = field(repr=False)
    packed: bytes | None = field(repr=False)
    media_type: str
    etag: str


@dataclass(frozen=True, slots=True)
class Assets:
    """`build`: the digest of all; `logo` is empty where the deployment has none."""

    build: str
    logo: str
    icon: str
    files: Mapping[str, Asset] = field(repr=False)

    @property
    def path(self) -> str:
        """Where the files are served."""
        return f"/static/{self.build}"


def assets_of(settings: Settings) -> Assets:
    """Raises UnusableLogo, which `idp serve` told before it began."""
    return _assets(settings.brand_logo, settings.brand_accent, settings.brand_accent_dark)


@functools.cache
def _assets(logo_file: Path | None, accent: str, accent_dark: str) -> Assets:
    contents = {path.name: path.read_bytes() for path in sorted(STATIC.iterdir())}
    contents[_STYLE] += _colours(accent, accent_dark).encode()
    logo = None if logo_file is None else read_logo(logo_file)
    if logo is not None:
        contents[logo.name] = logo.content
    digest = hashlib.sha256()
    for name, content in contents.items():
        digest.update(name.encode() + content)
    return Assets(
        build=digest.hexdigest()[:12],
        logo="" if logo is None else logo.name,
        icon=_ICON if logo is None else logo.name,
        files={name: _asset(name, content) for name, content in contents.items()},
    )


def _asset(name: str, content: bytes) -> Asset:
    media_type, _ = mimetypes.guess_type(name)
    packed = gzip.compress(content, mtime=0)
    gains = len(packed) < len(content) - _MINUTE_GAIN
    return Asset(
        content,
        packed if gains else None,
        media_type or "application/octet-stream",
        hashlib.sha256(content).hexdigest()[:32],
    )


def _colours(accent: str, accent_dark: str) -> str:
    """What follows the style sheet: the accents on screens; paper stays black on white."""
    dark = "screen and (prefers-color-scheme: dark)"
    return _rule("screen", accent, LIGHT) + _rule(dark, accent_dark, DARK)


def _rule(medium: str, accent: str, theme: Theme) -> str:
    if not accent:
        return ""
    made = asdict(shades(accent.lower(), theme))
    lines = (f"    --{name.replace('_', '-')}: {value};" for name, value in made.items())
    return "\n@media {} {{\n  :root {{\n{}\n  }}\n}}\n".format(medium, "\n".join(lines))
