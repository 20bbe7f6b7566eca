"""The strength of a new password: estimated, without rules about characters."""

import threading
import unicodedata
from collections.abc import Sequence
from typing import Final

from idp.factors.breached.word_lists import VIETNAMESE
from idp.kernel.texts import without_diacritics

SHORTEST: Final = 8
"""Characters, as NIST SP 800-63B asks at least."""
LONGEST_BYTES: Final = 1024
"""UTF-8 bytes; a longer text is not hashed at all."""

_ENOUGH: Final = 3
"""zxcvbn's score for more than a hundred million guesses."""
_LOOKED_AT: Final = 72
"""The estimator reads no more characters; further ones can only add strength."""
_ONE_AT_A_TIME: Final = threading.Lock()


def normalised(password: str) -> str:
    """The normal form of a password, for all keyboards (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def too_long(password: str) -> bool:
    """Whether it is refused before any computation."""
    return len(password.encode("utf-8", "surrogatepass")) > LONGEST_BYTES


def strong_enough(password: str, *, context_words: Sequence[str] = ()) -> bool:
    """Judge a normalised password, with and without its Vietnamese diacritics.

    `context_words` are what a guesser knows of the person (names, birth year, phone number).
    """
    if len(password) < SHORTEST:
        return False
    known = [*context_words, *map(without_diacritics, context_words), *VIETNAMESE]
    forms = {password[:_LOOKED_AT], without_diacritics(password)[:_LOOKED_AT]}
    return all(_score(form, known) >= _ENOUGH for form in forms)


def _score(password: str, known: Sequence[str]) -> int:
    # Imported at the first new password: its word lists cost 15 MB, and most processes that
    # check passwords never set one. It keeps the known words in a global, hence the lock.
    from zxcvbn import zxcvbn  # noqa: PLC0415

    with _ONE_AT_A_TIME:
        return int(zxcvbn(password, user_inputs=known)["score"])
