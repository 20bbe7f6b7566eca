"""The request to correct one datum: what is on record, what it should be, and why (Art. 8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import Response, request

from idp.corrections.domain import (
    LONGEST_VALUE,
    LONGEST_WHY,
    OURS,
    Correctable,
    correctable_in,
    version_of,
)
from idp.kernel.refusals import Reason, Refused
from idp.subjects.datum_values import SEXES
from idp.subjects.domain import Datum
from idp.web.current import services
from idp.web.pages.labels import ITEMS, N_
from idp.web.pages.rendering import error_page, see_other
from idp.web.pages.values import plain_value
from idp.web.self_service.account_labels import SEX, SOURCES
from idp.web.self_service.guards import (
    CORRECTION,
    REQUESTS,
    AccountHolder,
    acts_without_guardian,
    guardian_needed,
    login_required,
    refusal_in_query,
    refusal_message,
    show,
    show_with_problem,
)

PATH: Final = f"{CORRECTION}/<name>"
NO_DATUM: Final = N_("There is no such datum on record about you.")
_SENTENCES: Final[Mapping[Reason, str]] = {
    Reason.PAGE_CHANGED: N_(
        "This was changed meanwhile. Look at what is on record now, and go on."
    ),
    Reason.REGISTRATION_FAULTY: N_("Type what it should be, in letters and digits."),
    Reason.REASON_REQUIRED: N_(
        "Say why it is wrong, in at most 2,000 characters, without signs that hide or reorder "
        "others."
    ),
    Reason.STATE_ALREADY_HOLDS: N_("That is what is on record already."),
    Reason.CASE_OPEN: N_("You asked about this already, and it is not decided yet."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionPage:
    """`label` and `source` are message ids; `version` is of the datum that is shown.

    `field` is `text`, `day` or `sex`; `choices`: values with message ids, of a sex.
    `of_register`: nobody writes it here. `waits`: the number of the earlier request about it.
    `value`, `why`: as they were typed.
    """

    name: str
    label: str
    holds: str
    source: str
    recorded_on: date
    of_register: bool
    version: str
    field: str
    choices: Mapping[str, str]
    longest: tuple[int, int]
    waits: str | None
    value: str = ""
    why: str = ""
    problem: str | None = None


@login_required
def ask(person: AccountHolder, name: str) -> Response:
    """GET: the form about one datum."""
    if not acts_without_guardian(person):
        return guardian_needed(person)
    return _page(person, name, problem=refusal_in_query())


@login_required
def send(person: AccountHolder, name: str) -> Response:
    """POST: open the case."""
    if not acts_without_guardian(person):
        return guardian_needed(person)
    asked = services().corrections.ask(
        person.subject_id,
        name,
        version=request.form.get("shown", ""),
        value=request.form.get("value", ""),
        why=request.form.get("why", ""),
        actor=person.actor,
    )
    if isinstance(asked, Refused):
        sentence = _SENTENCES.get(asked.reason) or refusal_message(asked)
        return _page(person, name, problem=sentence)
    return see_other(f"{REQUESTS}?done=asked")


def _page(person: AccountHolder, name: str, *, problem: str | None) -> Response:
    identity = services().subjects.identity(person.subject_id)
    datum = correctable_in(name)
    held = None if datum is None else services().corrections.correctable(identity).get(datum)
    if datum is None or held is None:
        return error_page(404, NO_DATUM)
    view = _view(person, datum, held, problem)
    if view.waits is not None and problem is None:
        return show(person, "correction", view)
    return show_with_problem(person, "correction", view, path=f"{CORRECTION}/{datum}")


def _view(
    person: AccountHolder, datum: Correctable, held: Datum, problem: str | None
) -> CorrectionPage:
    waiting = services().corrections.open_about(person.subject_id, datum)
    return CorrectionPage(
        name=datum,
        label=ITEMS[datum],
        holds=plain_value(datum, held.value, person.lang),
        source=SOURCES[held.source],
        recorded_on=held.recorded_on,
        of_register=held.source not in OURS,
        version=version_of(datum, held),
        field=_FIELDS.get(datum, "text"),
        choices={each: SEX[each] for each in SEXES},
        longest=(LONGEST_VALUE, LONGEST_WHY),
        waits=None if waiting is None else waiting.number,
        value=request.form.get("value", ""),
        why=request.form.get("why", ""),
        problem=problem,
    )


_FIELDS: Final[Mapping[Correctable, str]] = {
    Correctable.BIRTHDATE: "day",
    Correctable.GENDER: "sex",
}
