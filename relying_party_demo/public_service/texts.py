"""The portal's texts."""

from pathlib import Path

from relying_party_demo.texts import words_in

WORDS = words_in(Path(__file__).parent / "translations")
