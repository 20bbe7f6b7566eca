"""Message catalogues in gettext's format, for pages and letters.

A message id is the English text, so English needs no file. Translations are in
`translations/<language>.po` beside the code that uses them, with as many plural forms as the
language has: one in Vietnamese, two in English.
"""

import io
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations


def N_(message: str) -> str:  # noqa: N802 - the name that extraction tools know
    """Mark a message id for translation where it is only stored."""
    return message


def read(language: str, paths: Iterable[Path]) -> Catalog:
    """All messages of these .po files as one catalogue, with the plural rule of the language."""
    merged = Catalog(locale=language)
    for path in paths:
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    merged[message.id] = message
    return merged


def translations(language: str, paths: Iterable[Path]) -> Translations:
    """`gettext` and `ngettext` from these files; the message id where a translation is missing.

    Compiled in memory, as the build has no step for it.
    """
    compiled = io.BytesIO()
    write_mo(compiled, read(language, paths))
    compiled.seek(0)
    return Translations(compiled)
