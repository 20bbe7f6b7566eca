"""What a decision about a case shows and executes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from idp.casework.domain.cases import Case
from idp.casework.domain.facts import to_document
from idp.casework.domain.procedure import Procedure, Transition
from idp.officers.domain.signing import DecisionContent, ShownValue


@dataclass(frozen=True, slots=True)
class CaseContent:
    """The lines of the page about a case, and the same as JSON, without names of people."""

    citation: str
    shown: tuple[ShownValue, ...]
    data: Mapping[str, Any]


class CaseContents(Protocol):
    """What each case is about, as its slice keeps it."""

    def of(self, case: Case) -> CaseContent:
        """The content of a case as it is now."""


def content_of_case(
    case: Case, transition: Transition, content: CaseContent, *, facts: object
) -> DecisionContent:
    """The decision to make this move of a case, in its present version."""
    told = to_document(facts)
    whom = {} if case.subject_id is None else {"subject": case.subject_id}
    return DecisionContent(
        case_id=case.id,
        version=case.version,
        procedure=case.procedure,
        event=transition.event,
        legal_basis=content.citation,
        shown=(
            ShownValue("case", None, case.number),
            *(ShownValue("subject", None, value) for value in whom.values()),
            *content.shown,
            *(ShownValue(name, None, str(value)) for name, value in sorted(told.items())),
        ),
        data={
            "number": case.number,
            **whom,
            "from": case.state,
            "to": str(transition.target),
            "content": dict(content.data),
            "facts": told,
        },
    )


def second_person_move(procedure: Procedure, state: str) -> Transition | None:
    """The one move of a state that takes a second person, if there is one."""
    moves = procedure.moves_from(state)
    return next((each for each in moves if each.second_person), None)
