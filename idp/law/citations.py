"""Places in the decree on electronic identification and authentication, as the law is cited."""

import re
from dataclasses import dataclass
from typing import Final

_DECREE: Final = {
    "vi": "Dự thảo Nghị định năm 2024 về định danh và xác thực điện tử",
    "en": "Draft decree of 2024 on electronic identification and authentication",
}


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """An article of the decree, or one clause of it."""

    article: int
    clause: int | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """The legal basis of a procedure: one place of the decree, or several."""

    places: tuple[CitedPlace, ...]

    @property
    def vi(self) -> str:
        """As Vietnamese law is cited; this is what officers sign."""
        said = (
            f"Điều {each.article}" + ("" if each.clause is None else f" khoản {each.clause}")
            for each in self.places
        )
        return f"{', '.join(said)}, {_DECREE['vi']}"

    @property
    def en(self) -> str:
        """The same place in English."""
        said = (
            f"Article {each.article}" + ("" if each.clause is None else f"({each.clause})")
            for each in self.places
        )
        return f"{', '.join(said)}, {_DECREE['en']}"

    def in_letter(self, language: str) -> str:
        """The decree first and its article after it, as a letter cites one place ("vi" or "en")."""
        said = ", ".join(_in_letter(each, language) for each in self.places)
        return f"{_DECREE[language]}, {said}"


def _in_letter(place: CitedPlace, language: str) -> str:
    if language == "vi":
        clause = "" if place.clause is None else f"khoản {place.clause} "
        return f"{clause}Điều {place.article}"
    clause = "" if place.clause is None else f", clause {place.clause}"
    return f"Article {place.article}{clause}"


_PLACES: Final = re.compile(r"((?:Điều \d{1,3}(?: khoản \d{1,3})?(?:, )?)+)(.*)")
_PLACE: Final = re.compile(r"Điều (\d+)(?: khoản (\d+))?")


def citation_in(text: str) -> Citation | None:
    """The citation whose Vietnamese form this text is; None for any other text."""
    found = _PLACES.fullmatch(text)
    if found is None:
        return None
    places = _PLACE.findall(found[1])
    read = cited(*((int(article), int(clause) if clause else None) for article, clause in places))
    return read if read.vi == text else None


def legal_basis(text: str, lang: str) -> str:
    """A legal basis for a page in this language; what is no citation of ours as it stands."""
    read = citation_in(text)
    if read is None:
        return text
    return read.en if lang == "en" else read.vi


def cited(*places: tuple[int, int | None]) -> Citation:
    """The citation of these articles and clauses."""
    return Citation(tuple(CitedPlace(article, clause) for article, clause in places))


INTEGRITY: Final = cited((4, 8))
"""Nobody interferes with the operation of the system: changes of weight take two officers."""
OF_DIRECTOR: Final = cited((16, None))
"""The Director decides, or who the Director authorises."""
