"""Words that passwords are made of here, commonest first.

Composed by hand for this product, Vietnamese ones without diacritics and spaces. The strength
check ranks a word by its place, and the shipped list of common passwords is built from the same
words.
"""

from pathlib import Path
from typing import Final


def _words(language: str) -> tuple[str, ...]:
    return tuple(Path(__file__).with_name(f"{language}.txt").read_text(encoding="ascii").split())


VIETNAMESE: Final = _words("vietnamese")
ENGLISH: Final = _words("english")
