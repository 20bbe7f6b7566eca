"""Applications for organisations' accounts at the desk: the moves whose verbs ask a register."""

from collections.abc import Mapping
from typing import Final

from idp.access.powers import Power
from idp.issuance.organisations.domain import OrganisationConclusion
from idp.issuance.organisations.procedures import ORGANISATION_ACCOUNT, OrganisationEvent
from idp.kernel.actors import Officer
from idp.web.current import services
from idp.web.officer.case_words import EVENTS, QUESTIONS
from idp.web.officer.records import ActTarget, DeskAct, Outcome
from idp.web.officer.registers.applications import moved
from idp.web.pages.labels import N_


def _verify(officer: Officer, on: ActTarget, _: object) -> Outcome:
    verify = services().organisation_issuance.verify
    return moved(on, lambda case, version: verify(case, version=version, actor=officer))


def _conclude(officer: Officer, on: ActTarget, said: OrganisationConclusion) -> Outcome:
    conclude = services().organisation_issuance.conclude
    return moved(on, lambda case, version: conclude(case, said, version=version, actor=officer))


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
