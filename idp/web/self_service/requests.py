"""The person's cases: what each is about, how far it is, and by when it is due.

What officers note in a case is theirs; the reasons of a decision reach the person.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from flask import Response, request

from idp.casework.domain.cases import Case
from idp.corrections.domain import CorrectionState
from idp.corrections.procedures import DATA_CORRECTION
from idp.kernel.refusals import Reason, Refused
from idp.losses.procedures import LOSS
from idp.violations.procedures import MISUSE
from idp.web.current import services
from idp.web.pages.labels import ITEMS, N_
from idp.web.pages.language import Lang
from idp.web.pages.rendering import see_other
from idp.web.pages.values import plain_value
from idp.web.self_service.account_labels import CASE_STATES, CASES, OTHER_CASE
from idp.web.self_service.guards import (
    LOSSES,
    REQUESTS,
    AccountHolder,
    acts_without_guardian,
    guardian_needed,
    login_required,
    own_query,
    refusal_message,
    show,
    show_with_problem,
)

PATH: Final = REQUESTS
_MOST: Final = 50
_DIGITS: Final = 9
"""More than the version of any case has."""
DONE: Final = {
    "withdrawn": N_("Done: your request was withdrawn. Nobody decides on it any more."),
    "asked": N_("Done: your request was sent. An officer decides on it, and you get a letter."),
}
_LETTERS: Final = ("/me/letters", N_("The decision is in a letter to you"))
_REPORTS: Final = (LOSSES, N_("See the report, or take it back"))


_MOVED: Final = N_("An officer took this up or decided it meanwhile. Look at how far it is now.")


@dataclass(frozen=True, slots=True)
class WantedCorrection:
    """What the person asked for; `datum` is a message id. `ground`: why it was decided so."""

    datum: str
    value: str
    why: str
    ground: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCase:
    """One case; `kind`, `state` and the label of `then` are message ids.

    `due_at`: by when a term that runs is due, `late` after that. `then`: where the person goes on.
    `withdrawable`: the version of a request that the person can withdraw, as the page shows it.
    """

    number: str
    kind: str
    state: str
    opened_at: datetime
    closed_at: datetime | None
    due_at: datetime | None
    late: bool
    correction: WantedCorrection | None
    then: tuple[str, str] | None
    withdrawable: str | None


@dataclass(frozen=True, slots=True)
class RequestsPage:
    """The newest cases, newest first; `more`: there are earlier ones, which the copy has."""

    cases: tuple[OwnCase, ...]
    more: bool
    done: str | None
    problem: str | None = None


@login_required
def requests(person: AccountHolder) -> Response:
    """GET /me/requests."""
    return show(person, "requests", _page(person, None))


@login_required
def withdraw(person: AccountHolder, number: str) -> Response:
    """POST: end the request as the page showed it; one that moved on is shown anew."""
    if not acts_without_guardian(person):
        return guardian_needed(person)
    shown = request.form.get("shown", "")
    version = int(shown) if shown.isascii() and shown.isdigit() and len(shown) < _DIGITS else 0
    ended = services().corrections.withdraw(
        person.subject_id, number, version=version, actor=person.actor
    )
    if not isinstance(ended, Refused):
        return see_other(f"{PATH}?done=withdrawn")
    moved = ended.reason in {Reason.CASE_MOVED, Reason.STATE_ALREADY_HOLDS}
    problem = _MOVED if moved else refusal_message(ended)
    return show_with_problem(person, "requests", _page(person, problem), path=PATH)


def _page(person: AccountHolder, problem: str | None) -> RequestsPage:
    found = list(islice(services().work_list.of_person(person.subject_id), _MOST + 1))
    alone = acts_without_guardian(person)
    return RequestsPage(
        tuple(_own(each, person.lang, alone=alone) for each in found[:_MOST]),
        more=len(found) > _MOST,
        done=None if problem else DONE.get(own_query("done")),
        problem=problem,
    )


def _own(case: Case, lang: Lang, *, alone: bool) -> OwnCase:
    due_at = _due_at(case)
    corrects = case.procedure == DATA_CORRECTION.name
    return OwnCase(
        number=case.number,
        kind=CASES.get(case.procedure, OTHER_CASE),
        state=CASE_STATES.get(case.state, OTHER_CASE),
        opened_at=case.opened_at,
        closed_at=case.closed_at,
        due_at=due_at,
        late=due_at is not None and due_at <= services().clock.now(),
        correction=_wanted(case, lang) if corrects else None,
        then=_then(case),
        withdrawable=str(case.version) if corrects and case.closed_at is None and alone else None,
    )


def _due_at(case: Case) -> datetime | None:
    """By when a term of the case is due; a state that only lapses is due to nobody."""
    procedure = services().work_list.procedures.get(case.procedure)
    if procedure is None or case.closed_at is not None:
        return None
    return None if procedure.lapse_of(case.state) is not None else case.due_by


def _then(case: Case) -> tuple[str, str] | None:
    if case.procedure == LOSS.name:
        return _REPORTS
    lettered = case.procedure in {DATA_CORRECTION.name, MISUSE.name}
    decided = case.closed_at is not None and case.state != CorrectionState.WITHDRAWN
    return _LETTERS if lettered and decided else None


def _wanted(case: Case, lang: Lang) -> WantedCorrection:
    asked, ground = services().corrections.told(case)
    return WantedCorrection(
        datum=ITEMS[asked.datum],
        value=plain_value(asked.datum, asked.wanted, lang),
        why=asked.why,
        ground=ground,
    )
