"""File uploads stay in memory and are never written to disk: they may be a person's face."""

from io import BytesIO
from typing import IO

from idp.web.bare_flask import ShortRequest


class InMemory(ShortRequest):
    """Keeps uploads in memory; the framework would write larger ones to disk."""

    def _get_file_stream(self, *_: object, **__: object) -> IO[bytes]:
        return BytesIO()
