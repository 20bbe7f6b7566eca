"""Rule sets: the terms of one dated text, read from a data file and checked (X7.3)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

import idp.law
from idp.kernel.rule_sets import RuleSetName
from idp.law.calendar_files import BadLawData, read_toml
from idp.law.terms import DutyHolder, Ends, Instrument, Seen, Start, Term, TermId
from idp.law.units import Unit

ESCALATES_AT: Final = 90
"""Percent of a term after which the head is told, where its line says nothing else."""
STRICT: Final = "+strict"
"""The end of the name of a rule set whose terms do not roll (Q9)."""
_REQUIRED: Final = frozenset({"length", "unit", "starts", "binds"})
_OPTIONAL: Final = frozenset(
    {"rolls", "ends", "instrument", "article", "norms", "seen", "escalates_at"}
)
_ROLLING: Final = frozenset({Unit.DAY, Unit.MONTH, Unit.YEAR})


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All terms of one text.

    `in_force_from` is the first day on which the text bound anybody; None for a draft. `strict`:
    none of the terms rolls, for a stricter house target (Q9).
    """

    text: RuleSetName
    source: str
    in_force_from: date | None
    terms: Mapping[TermId, Term]
    strict: bool = False

    @property
    def name(self) -> str:
        """The name that a running term keeps: of the text, and STRICT where none rolls."""
        return f"{self.text}{STRICT}" if self.strict else str(self.text)

    def without_rolling(self) -> "RuleSet":
        terms = {each: replace(term, rolls=False) for each, term in self.terms.items()}
        return replace(self, terms=terms, strict=True)


@cache
def rule_set(name: str) -> RuleSet:
    """The rule set of that name, or its strict form. Raises BadLawData, ValueError if unknown."""
    plain, strict, _ = name.partition(STRICT)
    found = rule_set_of(RuleSetName(plain), read_toml(_file(RuleSetName(plain))))
    return found.without_rolling() if strict else found


def _file(name: RuleSetName) -> Any:  # noqa: ANN401 - a Traversable of the package
    return files(idp.law) / "data" / "rule_sets" / f"{name}.toml"


def rule_set_of(name: RuleSetName, content: Mapping[str, Any]) -> RuleSet:
    """The rule set in the content of a file. Raises BadLawData with all its faults."""
    lines = content.get("terms", {})
    unknown, missing = set(lines) - set(TermId), set(TermId) - set(lines)
    faults = [f"no such term: {each}" for each in sorted(unknown)]
    faults += [f"no line for {each}" for each in sorted(missing)]
    terms: dict[TermId, Term] = {}
    for each in sorted(set(lines) & set(TermId)):
        try:
            terms[TermId(each)] = _term(TermId(each), lines[each])
        except (TypeError, ValueError) as error:
            faults.append(f"{each}: {error}")
    faults += [fault for term in terms.values() for fault in _faults(term)]
    faults += _head_faults(content)
    if faults:
        raise BadLawData(f"{name}: {'; '.join(faults)}")
    ordered = {each: terms[each] for each in TermId}
    return RuleSet(name, content["source"], content.get("in_force_from"), ordered)


def _head_faults(content: Mapping[str, Any]) -> Iterator[str]:
    if not {"source", "terms"} <= set(content) <= {"source", "in_force_from", "terms"}:
        yield f"has {', '.join(content)}, and needs source and terms"
    if not isinstance(content.get("source"), str):
        yield "source is no text"
    if "in_force_from" in content and type(content["in_force_from"]) is not date:
        yield "in_force_from is no date"


def _term(term_id: TermId, line: Mapping[str, Any]) -> Term:
    if not _REQUIRED <= set(line) <= _REQUIRED | _OPTIONAL:
        raise ValueError(f"has {', '.join(line)}")
    unit = Unit(line["unit"])
    return Term(
        id=term_id,
        length=_whole(line["length"]),
        unit=unit,
        rolls=bool(line.get("rolls", unit in _ROLLING)),
        ends=Ends(line.get("ends", Ends.DAY_OVER)),
        starts=Start(line["starts"]),
        binds=DutyHolder(line["binds"]),
        instrument=Instrument(line.get("instrument", Instrument.DECREE)),
        article=str(line.get("article", "")),
        norms=tuple(line.get("norms", ())),
        seen=Seen(line.get("seen", Seen.IN_TEXT)),
        escalates_at=_whole(line.get("escalates_at", ESCALATES_AT)),
    )


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError(f"{value!r} is no whole number")
    return value


def _cites(term: Term) -> bool:
    """Whether its article is named; of the one-stop decree the articles were not seen."""
    return bool(term.article) or term.instrument is Instrument.ONE_STOP


def _faults(term: Term) -> Iterator[str]:
    if term.length < 0 or (term.length == 0 and term.unit is not Unit.HOUR):
        yield f"{term.id}: a length of {term.length} {term.unit}"
    if term.rolls and term.unit not in _ROLLING:
        yield f"{term.id}: {term.unit} never rolls"
    if term.ends is Ends.DAY_REACHED and (term.rolls or term.unit not in _ROLLING):
        yield f"{term.id}: what is reached like an age does not roll"
    if not term.norms:
        yield f"{term.id}: no norm"
    if term.article if term.instrument is Instrument.POLICY else not _cites(term):
        yield f"{term.id}: the article is {term.article!r}"
    if not 0 < term.escalates_at <= 100:  # noqa: PLR2004 - percent
        yield f"{term.id}: escalates at {term.escalates_at} percent"
