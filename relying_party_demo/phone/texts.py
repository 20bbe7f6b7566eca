"""The telephone's texts: `translations/<part>.<language>.po`, as one list per language."""

from pathlib import Path

from relying_party_demo.texts import words_in

WORDS = words_in(Path(__file__).parent / "translations")
