"""The texts of a demonstration program in each language, from gettext catalogues.

`translations/<language>.po`, or `<part>.<language>.po` for each of its parts; the message ids are
names of sentences, the same in every language. Placeholders are in braces.
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

LANGUAGES = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language. An unknown name is a bug and raises KeyError."""

    lang: str
    names: frozenset[str]
    spoken: Translations

    def __call__(self, name: str, /, **facts: object) -> str:
        self._require(name)
        return self.spoken.gettext(name).format(**facts)

    def count(self, name: str, number: int, /, **facts: object) -> str:
        """The sentence in its form for this number."""
        self._require(name)
        return self.spoken.ngettext(name, name, number).format(number=number, **facts)

    def get(self, name: str, otherwise: str | None = None) -> str:
        """The sentence; for an unknown value `otherwise`, or the last part of its name.

        For values of the provider that are not known here.
        """
        if name in self.names:
            return self(name)
        return name.rpartition(".")[2] if otherwise is None else self(otherwise)

    def value(self, claim: str, value: object) -> object:
        """The value of a claim for a page: a whole day in the way of the language.

        A date of birth may be partly known (OpenID Connect Core 5.1); that stays as it came.
        """
        if claim != "birthdate" or not isinstance(value, str):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return value
        return self.day(day)

    def day(self, day: date) -> str:
        """A day in the way of the language."""
        if self.lang == "vi":
            return f"{day:%d/%m/%Y}"
        return f"{day.day} {day:%B %Y}"

    def _require(self, name: str) -> None:
        if name not in self.names:
            raise KeyError(name)


def words_in(folder: Path) -> Mapping[str, Words]:
    """The sentences of each language in the catalogues of a folder."""
    return {
        lang: _read(lang, [*folder.glob(f"{lang}.po"), *folder.glob(f"*.{lang}.po")])
        for lang in LANGUAGES
    }


def _read(lang: str, paths: Iterable[Path]) -> Words:
    merged = Catalog(locale=lang)
    for path in paths:
        with path.open("rb") as file:
            for message in read_po(file, locale=lang):
                if message.id:
                    merged[message.id] = message
    compiled = io.BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    names = frozenset(each.id if isinstance(each.id, str) else each.id[0] for each in merged)
    return Words(lang, names - {""}, Translations(compiled))
