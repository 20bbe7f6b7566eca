"""The portal's words, one file per language; both files have the same keys."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language. An unknown key is a mistake and raises."""

    lang: str
    sentences: Mapping[str, str]

    def __call__(self, key: str, **facts: object) -> str:
        return self.sentences[key].format(**facts)

    def get(self, key: str) -> str:
        """The sentence, or the last part of its key for values no one has named yet."""
        return self.sentences.get(key, key.rpartition(".")[2])


def _read(lang: str) -> Words:
    return Words(lang, json.loads((Path(__file__).parent / f"{lang}.json").read_text("utf-8-sig")))


WORDS: Mapping[str, Words] = {lang: _read(lang) for lang in LANGUAGES}
