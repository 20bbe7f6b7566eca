"""What every proposal at the desk shares: who proposes signs first, then another officer."""

from typing import Final

from idp.kernel.actors import Officer
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.web.current import services
from idp.web.officer.records import ActDone, Outcome
from idp.web.pages.labels import N_

SIGN_FIRST: Final = N_(
    "Nothing changes before two officers have signed it. You sign the proposal on the next page."
)


def to_sign(case_id: Id, officer: Officer) -> Outcome:
    """On to the page on which who proposes signs first."""
    case = services().work_list.by_id(case_id)
    opened = None if case is None else services().case_decisions.of_case(case.number, officer)
    if case is None or opened is None:
        return Refused(Reason.NOT_FOUND)
    if isinstance(opened, Refused):
        return ActDone(key=case.number)
    return ActDone(key=case.number, then=f"/officer/decisions/{opened.id}/sign")
