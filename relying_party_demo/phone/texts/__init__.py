"""The telephone's words: `<part>.<language>.json`, together one list of sentences per language."""

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

    def get(self, key: str, otherwise: str) -> str:
        """The sentence, or another one where the provider said a word nobody has named yet."""
        return self.sentences.get(key) or self.sentences[otherwise]


def _read(lang: str) -> Words:
    sentences: dict[str, str] = {}
    for path in sorted(Path(__file__).parent.glob(f"*.{lang}.json")):
        sentences |= json.loads(path.read_text("utf-8-sig"))
    return Words(lang, sentences)


WORDS: Mapping[str, Words] = {lang: _read(lang) for lang in LANGUAGES}
