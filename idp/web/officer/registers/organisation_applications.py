"""Applications for organisations' accounts at the desk: the moves whose verbs ask a register."""

from collections.abc import Mapping
from typing import Final

from idp.access.powers import Power
from idp.issuance.organisations.domain import OrganisationConclusion
from idp.issuance.organisations.procedures import ORGANISATION_ACCOUNT, OrganisationEvent
from idp.kernel.actors import Officer
from idp.kernel.refusals import Reason, Refused
from idp.web.current import services
from idp.web.officer.case_words import EVENTS, QUESTIONS
from idp.web.officer.records import ActDone, ActTarget, DeskAct, Outcome
from idp.web.pages.labels import N_


def _verify(officer: Officer, on: ActTarget, _: object) -> Outcome:
    case = services().cases.by_number(on.key)
    if case is None or on.version is None:
        return Refused(Reason.NOT_FOUND)
    verify = services().organisation_issuance.verify
    moved = verify(case.id, version=on.version, actor=officer)
    return moved if isinstance(moved, Refused) else ActDone(key=on.key)


def _conclude(officer: Officer, on: ActTarget, said: OrganisationConclusion) -> Outcome:
    case = services().cases.by_number(on.key)
    if case is None or on.version is None:
        return Refused(Reason.NOT_FOUND)
    conclude = services().organisation_issuance.conclude
    moved = conclude(case.id, said, version=on.version, actor=officer)
    return moved if isinstance(moved, Refused) else ActDone(key=on.key)


OWN_ACTS: Final[Mapping[tuple[str, str], DeskAct]] = {
    (ORGANISATION_ACCOUNT.name, OrganisationEvent.VERIFY): DeskAct(
        event=OrganisationEvent.VERIFY,
        label=EVENTS[OrganisationEvent.VERIFY],
        power=Power.ISSUANCE_PROPOSE,
        question=N_("The register is asked again about everything that was told. Go on?"),
        does=_verify,
    ),
    (ORGANISATION_ACCOUNT.name, OrganisationEvent.CONCLUDE): DeskAct(
        event=OrganisationEvent.CONCLUDE,
        label=EVENTS[OrganisationEvent.CONCLUDE],
        power=Power.ISSUANCE_PROPOSE,
        facts=OrganisationConclusion,
        question=QUESTIONS.get(OrganisationEvent.CONCLUDE),
        does=_conclude,
    ),
}
"""By procedure and event: the acts whose verb is not the engine's."""
