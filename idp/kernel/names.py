"""Names of relying parties and providers: allowed letters, and which two look alike.

A name is written in the Latin script, as the Law on Enterprises 2020, Art. 37(1) wants the names of
enterprises: the letters of Vietnamese with F, J, Z, W, digits and signs. One script leaves
Cyrillic, Greek, full-width and mathematical twins outside at once. Left of UTS 39's confusables are
those inside ASCII, and names that differ in marks alone, which are the same to people who write
without marks: `skeleton` maps both to one form.
"""

import re
import string
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from idp.kernel.texts import LONGEST_NAME, is_plain

LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
_LATIN: Final = frozenset("đĐøØæÆœŒßłŁ")
"""Letters that Unicode takes apart no further and that have no twin in ASCII."""

_SIGNS: Final = frozenset(string.punctuation + " \u2013\u2014\u2018\u2019\u201c\u201d\u00b7\u2022")
"""ASCII's, dashes, quotation marks and dots."""

_TWINS: Final = (
    ("rn", "m"),
    ("vv", "w"),
    ("0", "o"),
    ("1", "l"),
    ("|", "l"),
    ("!", "l"),
    ("i", "l"),
    ("@", "a"),
    ("$", "s"),
)
PRODUCT: Final = "Minh Danh"
"""The name of this product, and of a deployment that sets none (`brand_name`)."""
_LIKE_LETTERS: Final = frozenset("|!@$")
_STROKED: Final = str.maketrans({"đ": "d", "ø": "o", "ł": "l"})


def are_sound(texts: Mapping[str, str]) -> bool:
    """Whether a party's names, by language, include Vietnamese and are readable."""
    return "vi" in texts and all(
        LANGUAGE.fullmatch(language) is not None and is_sound(text)
        for language, text in texts.items()
    )


def look_alike(names: Iterable[str], others: Iterable[str]) -> bool:
    """Whether a reader could take one of the names for one of the others."""
    return not {skeleton(name) for name in names}.isdisjoint(map(skeleton, others))


def speaks_for_the_provider(names: Iterable[str], *, provider: str) -> bool:
    """Whether a name could be taken for the provider's own, or one of its offices.

    `provider`: the name of the deployment; that of the product is reserved everywhere. A party may
    have those words in its name, but not in front: "Minh Danh Support" is reserved.
    """
    ours = tuple(map(skeleton, (provider, PRODUCT)))
    return any(skeleton(name).startswith(ours) for name in names)


def skeleton(name: str) -> str:
    """The letters of a name as they look at a glance: without marks, confusables unified."""
    bare = (
        character
        for character in unicodedata.normalize("NFD", name.casefold())
        if character.isalnum() or character in _LIKE_LETTERS
    )
    letters = "".join(bare).translate(_STROKED)
    for twin, one in _TWINS:
        letters = letters.replace(twin, one)
    return letters


def is_sound(name: str) -> bool:
    """Whether one name is readable, and written in Latin letters, digits and usual signs."""
    return is_plain(name, LONGEST_NAME) and all(map(_is_ours, name))


def _is_ours(character: str) -> bool:
    """A Latin letter built on A to Z, a mark upon one, an ASCII digit, or one of the signs."""
    if unicodedata.combining(character):
        return ord(character) <= 0x0323  # noqa: PLR2004 - the marks of Latin alphabets
    if not character.isalnum():
        return character in _SIGNS
    base = unicodedata.normalize("NFD", character)[0]
    return character in _LATIN or (base.isascii() and base.isalnum())
