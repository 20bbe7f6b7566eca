"""The person's cases: what each is about, how far it is, and by when it is due.

What officers note in a case is theirs; the reasons of a decision reach the person.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Final

from flask import Response, request

from idp.casework.domain.cases import Case
from idp.corrections.domain import LONGEST_WHY, CorrectionState, Inquiry
from idp.corrections.procedures import DATA_CORRECTION
from idp.corrections.service import ToldCorrection
from idp.issuance.level_one.procedures import LEVEL_ONE
from idp.issuance.procedures import ISSUANCE
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.losses.procedures import LOSS
from idp.registries.procedures import REGISTRATION_MERGE
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
    shown_version,
)

PATH: Final = REQUESTS
_MOST: Final = 50
DONE: Final = {
    "withdrawn": N_("Done: your request was withdrawn. Nobody decides on it any more."),
    "application": N_("Done: the application was withdrawn. Nobody decides on it any more."),
    "answered": N_("Done: your answer was sent. The officer goes on with your request."),
    "asked": N_("Done: your request was sent. An officer decides on it, and you get a letter."),
}
_LETTERS: Final = ("/me/letters", N_("The decision is in a letter to you"))
_REPORTS: Final = (LOSSES, N_("See the report, or take it back"))


_MOVED: Final = N_("An officer took this up or decided it meanwhile. Look at how far it is now.")


_NOT_SENT: Final[Mapping[Reason, str]] = {
    Reason.CASE_MOVED: N_(
        "The officer went on meanwhile, and does not wait for this answer any more. Look at how "
        "far your request is now."
    ),
    Reason.REASON_REQUIRED: N_(
        "Type an answer of at most 2,000 characters, without signs that hide or reorder others."
    ),
    Reason.TOO_MANY_DOCUMENTS: N_(
        "Nothing was sent: there are as many documents with this request as can be. Answer without "
        "one."
    ),
    Reason.DOCUMENT_TOO_LARGE: N_(
        "Nothing was sent: the file is too large. Take a picture of the page instead, or answer "
        "without a file."
    ),
    Reason.DOCUMENT_TYPE: N_("Nothing was sent: only a PDF, a JPEG or a PNG is taken."),
    Reason.DOCUMENT_ACTIVE: N_(
        "Nothing was sent: the file holds scripts, attachments or actions. Take a picture of the "
        "page instead."
    ),
    Reason.DOCUMENT_UNREADABLE: N_(
        "Nothing was sent: the file is damaged or locked. Take a picture of the page instead."
    ),
    Reason.DOCUMENT_INFECTED: N_("Nothing was sent: the scanner found something harmful in it."),
    Reason.SERVICE_UNAVAILABLE: N_(
        "Nothing was sent: documents cannot be kept just now. Try again later, or answer without "
        "a file."
    ),
}


@dataclass(frozen=True, slots=True)
class WantedCorrection:
    """What the person asked for; `datum` is a message id. `ground`: why it was decided so.

    `inquiries`: what officers asked them since. `asked`: the version of the request in which a
    question waits for an answer, as the page shows it. `documents`: how many are kept with it.
    """

    datum: str
    value: str
    why: str
    ground: str | None
    inquiries: tuple[Inquiry, ...]
    asked: str | None
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCase:
    """One case; `kind`, `state` and the label of `then` are message ids.

    `due_at`: by when a term that runs is due, `late` after that. `then`: where the person goes on.
    `withdrawable`: the version of a request that the person can withdraw, as the page shows it.
    `parted_at`: when two registrations that it merged were parted again. `nobody_able`: no officer
    of this installation can move it now.
    """

    number: str
    kind: str
    state: str
    opened_at: datetime
    closed_at: datetime | None
    parted_at: datetime | None
    due_at: datetime | None
    late: bool
    correction: WantedCorrection | None
    then: tuple[str, str] | None
    withdrawable: str | None
    nobody_able: bool


@dataclass(frozen=True, slots=True)
class FiledApplication:
    """An open application for somebody else; `kind` and `state` are message ids.

    `version`: of the case that can be withdrawn, as the page shows it.
    """

    number: str
    name: str
    kind: str
    state: str
    opened_at: datetime
    version: str


@dataclass(frozen=True, slots=True)
class RequestsPage:
    """The newest cases, newest first; `more`: there are earlier ones, which the copy has.

    `for_others`: what the person filed for another, or came along with another to apply for.
    `longest`: characters of an answer. `typed`: the number of a case, and the answer to its
    question that was not taken.
    """

    cases: tuple[OwnCase, ...]
    for_others: tuple[FiledApplication, ...]
    more: bool
    done: str | None
    problem: str | None = None
    longest: int = LONGEST_WHY
    typed: tuple[str, str] = ("", "")


@login_required
def requests(person: AccountHolder) -> Response:
    """GET /me/requests."""
    return show(person, "requests", _page(person, None))


@login_required
def withdraw(person: AccountHolder, number: str) -> Response:
    """POST: end the request as the page showed it; one that moved on is shown anew."""
    if not acts_without_guardian(person):
        return guardian_needed(person)
    version, actor = shown_version(), person.actor
    ended = services().corrections.withdraw(person.subject_id, number, version=version, actor=actor)
    if not isinstance(ended, Refused):
        return see_other(f"{PATH}?done=withdrawn")
    for verb in (services().issuance.withdraw_own, services().level_one.withdraw_own):
        if ended.reason is Reason.NOT_FOUND:
            application = verb(number, version=version, actor=actor)
            if not isinstance(application, Refused):
                return see_other(f"{PATH}?done=application")
            ended = application
    moved = ended.reason in {Reason.CASE_MOVED, Reason.STATE_ALREADY_HOLDS}
    problem = _MOVED if moved else refusal_message(ended)
    return show_with_problem(person, "requests", _page(person, problem), path=PATH)


@login_required
def answer(person: AccountHolder, number: str) -> Response:
    """POST: the answer to a question of the officer, with a file or without."""
    if not acts_without_guardian(person):
        return guardian_needed(person)
    said, file = request.form.get("answer", ""), request.files.get("file")
    answered = services().corrections.answer(
        person.subject_id,
        number,
        said,
        version=shown_version(),
        document=None if file is None or not file.filename else file.stream,
        actor=person.actor,
    )
    if not isinstance(answered, Refused):
        return see_other(f"{PATH}?done=answered")
    problem = _NOT_SENT.get(answered.reason) or refusal_message(answered)
    page = replace(_page(person, problem), typed=(number, said))
    return show_with_problem(person, "requests", page, path=PATH)


def _page(person: AccountHolder, problem: str | None) -> RequestsPage:
    found = _newest(person.subject_id)
    alone, still = acts_without_guardian(person), services().case_checks.standing_still(found)
    shown = found[:_MOST]
    wanted = _wanted(shown, person.lang, alone=alone)
    own = (_own(person, each, wanted.get(each.id), alone=alone) for each in shown)
    return RequestsPage(
        tuple(replace(each, nobody_able=each.number in still) for each in own),
        for_others=tuple(_for_others(person)) if alone else (),
        more=len(found) > _MOST,
        done=None if problem else DONE.get(own_query("done")),
        problem=problem,
    )


def _newest(subject_id: Id) -> list[Case]:
    """The newest cases about the person, and one more if there are earlier ones.

    A case of two registrations, open, is shown to the holders of both; it names neither.
    """
    own = islice(services().work_list.of_person(subject_id), _MOST + 1)
    found = [*own, *services().registry_merges.open_of_holder(subject_id)]
    return sorted(found, key=lambda each: each.id, reverse=True)[: _MOST + 1]


def _for_others(person: AccountHolder) -> Iterator[FiledApplication]:
    issuance, level_one = services().issuance, services().level_one
    me = person.subject_id
    for case in (*issuance.accompanied(me), *level_one.filed_by(me)):
        whose = services().subjects.identity(str(case.subject_id))
        yield FiledApplication(
            number=case.number,
            name=whose.name or whose.number,
            kind=CASES.get(case.procedure, OTHER_CASE),
            state=CASE_STATES.get(case.state, OTHER_CASE),
            opened_at=case.opened_at,
            version=str(case.version),
        )


def _may_withdraw(person: AccountHolder, case: Case, wanted: WantedCorrection | None) -> bool:
    if case.closed_at is not None:
        return False
    verbs, me = (services().issuance, services().level_one), person.subject_id
    return wanted is not None or any(each.may_withdraw(case, me) for each in verbs)


def _own(
    person: AccountHolder, case: Case, wanted: WantedCorrection | None, *, alone: bool
) -> OwnCase:
    join = services().registry_merges.join_of(case)
    due_at, open_own = _due_at(case), alone and _may_withdraw(person, case, wanted)
    return OwnCase(
        number=case.number,
        kind=CASES.get(case.procedure, OTHER_CASE),
        state=CASE_STATES.get(case.state, OTHER_CASE),
        opened_at=case.opened_at,
        closed_at=case.closed_at,
        parted_at=None if join is None else join.undone_at,
        due_at=due_at,
        late=due_at is not None and due_at <= services().clock.now(),
        correction=wanted,
        then=_then(case),
        withdrawable=str(case.version) if open_own else None,
        nobody_able=False,
    )


def _due_at(case: Case) -> datetime | None:
    """By when a term of the case is due; a state that only lapses is due to nobody."""
    procedure = services().work_list.procedures.get(case.procedure)
    if procedure is None or case.closed_at is not None:
        return None
    return None if procedure.lapse_of(case.state) is not None else case.due_by


_APPLICATIONS: Final = frozenset(each.name for each in (*ISSUANCE, *LEVEL_ONE))


def _then(case: Case) -> tuple[str, str] | None:
    if case.procedure == LOSS.name:
        return _REPORTS
    lettered = case.procedure in {
        DATA_CORRECTION.name,
        MISUSE.name,
        REGISTRATION_MERGE.name,
        *_APPLICATIONS,
    }
    decided = case.closed_at is not None and case.state != CorrectionState.WITHDRAWN
    return _LETTERS if lettered and decided else None


def _wanted(cases: Sequence[Case], lang: Lang, *, alone: bool) -> dict[Id, WantedCorrection]:
    """The requests among these cases, by id, with as many reads for all as for one."""
    requested = [each for each in cases if each.procedure == DATA_CORRECTION.name]
    if not requested:
        return {}
    told = services().corrections.told(requested)
    kept = services().documents.count([each.number for each in requested])
    return {
        each.id: _one_wanted(each, told[each.id], kept.get(each.number, 0), lang, alone=alone)
        for each in requested
    }


def _one_wanted(
    case: Case, told: ToldCorrection, documents: int, lang: Lang, *, alone: bool
) -> WantedCorrection:
    waits = alone and case.state == CorrectionState.QUESTION_ASKED
    asked = told.asked
    return WantedCorrection(
        datum=ITEMS[asked.datum],
        value=plain_value(asked.datum, asked.wanted, lang),
        why=asked.why,
        ground=told.ground,
        inquiries=told.inquiries,
        asked=str(case.version) if waits else None,
        documents=documents,
    )
