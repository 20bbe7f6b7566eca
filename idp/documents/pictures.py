"""Pictures that came in, encoded anew. The only module that imports Pillow.

What remains is the picture: no metadata, no profile, no thumbnail, no bytes behind the end. Runs
in the process of `examiner` alone.
"""

from io import BytesIO
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from idp.documents.domain import MediaType

MOST_PIXELS: Final = 50_000_000
_FORMATS: Final = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG"}
_QUALITY: Final = 90


class UnreadablePicture(Exception):
    """It is no picture of this format, broken, or too large."""


def encoded_anew(content: bytes, media_type: MediaType) -> bytes:
    """The picture alone, upright, in the same format. Raises UnreadablePicture."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    name = _FORMATS[media_type]
    try:
        with Image.open(BytesIO(content), formats=[name]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise UnreadablePicture("too many pixels")
            upright = ImageOps.exif_transpose(opened)
            plain = upright.convert("L" if upright.mode in {"1", "L"} else "RGB")
    except (
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        UnidentifiedImageError,
        ValueError,
    ) as error:
        raise UnreadablePicture("not readable") from error
    alone = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    made = BytesIO()
    alone.save(made, name, **({"quality": _QUALITY} if name == "JPEG" else {"optimize": False}))
    return made.getvalue()
