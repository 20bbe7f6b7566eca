"""Whether a secret looks random; length alone is not enough."""

import itertools
import math
import re
import string
from collections import Counter
from typing import Final

LEAST_CHARACTERS: Final = 32
_LEAST_BITS: Final = 96
_LEAST_NEW: Final = 0.82
_MOST_IN_SEQUENCE: Final = 0.3
_MOST_IN_SEQUENCE_OF_HEX: Final = 0.45
_MOST_IN_WORDS: Final = 0.6
_SHORTEST_WORD: Final = 4
_PIECE: Final = 3
_VOWELS: Final = frozenset("aeiouy")
_MOST_CONSONANTS: Final = 3
_LETTERS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def looks_random(secret: str) -> bool:
    """Refuses typical typed secrets: few characters, repetitions, sequences, words."""
    return (
        len(secret) >= LEAST_CHARACTERS
        and _bits(secret) >= _LEAST_BITS
        and _new_pieces(secret) >= _LEAST_NEW
        and not any(each.isspace() for each in secret)
        and _in_sequence(secret) <= _most_in_sequence(secret)
        and _in_words(secret) <= _MOST_IN_WORDS
    )


def _bits(secret: str) -> float:
    """Shannon's entropy of its characters, taken as independent."""
    shares = [count / len(secret) for count in Counter(secret).values()]
    return -len(secret) * sum(share * math.log2(share) for share in shares)


def _new_pieces(secret: str) -> float:
    """The share of its trigrams that did not occur before."""
    folded = secret.lower()
    pieces = [folded[at : at + _PIECE] for at in range(len(folded) - _PIECE + 1)]
    return len(set(pieces)) / len(pieces)


def _in_sequence(secret: str) -> float:
    """The share of its characters that are the one before, the next or the last in the alphabet."""
    steps = (abs(ord(one) - ord(next_)) <= 1 for one, next_ in itertools.pairwise(secret.lower()))
    return sum(steps) / len(secret)


def _most_in_sequence(secret: str) -> float:
    """In sixteen digits some neighbours are in sequence by chance."""
    hexadecimal = set(secret.lower()) <= set(string.hexdigits)
    return _MOST_IN_SEQUENCE_OF_HEX if hexadecimal else _MOST_IN_SEQUENCE


def _in_words(secret: str) -> float:
    """The share of its letters and digits in pronounceable runs."""
    spoken = sum(len(run) for run in _LETTERS.findall(secret) if _could_be_spoken(run))
    return spoken / max(1, sum(each.isalnum() for each in secret))


def _could_be_spoken(run: str) -> bool:
    clusters = re.findall(r"[^aeiouy]+", run.lower())
    short = all(len(each) <= _MOST_CONSONANTS for each in clusters)
    return len(run) >= _SHORTEST_WORD and short and not _VOWELS.isdisjoint(run.lower())
