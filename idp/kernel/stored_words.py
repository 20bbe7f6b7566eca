"""Words of a vocabulary that are stored, of which a later release may have more."""

from enum import StrEnum
from typing import Self


class StoredWord(StrEnum):
    """A vocabulary that reads words it does not know, from processes of a later release."""

    @classmethod
    def of(cls, word: str) -> Self:
        """The member of this stored word.

        A word that this release does not know is from a later one, whose processes write beside
        ours during an upgrade. It is told as it is, and equals no member that is known here.
        """
        try:
            return cls(word)
        except ValueError:
            later = str.__new__(cls, word)
            later._name_, later._value_ = "OF_A_LATER_RELEASE", word
            return later

    @property
    def is_known(self) -> bool:
        """Whether this release has the word."""
        return self._name_ in type(self).__members__
