"""Biometric consents: list them, withdraw one, and reopen a blocked biometric."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response

from idp.assurance.levels import Level
from idp.authorization.domain.credential_change import RequiredLevels, recently_authenticated
from idp.factors.biometrics.domain import BiometricConsent, BiometricPurpose
from idp.kernel.biometrics import Modality
from idp.kernel.refusals import Reason, Refused
from idp.web.current import services
from idp.web.pages.labels import N_
from idp.web.pages.rendering import see_other
from idp.web.self_service.account_labels import BIOMETRIC_PURPOSES, TRAITS
from idp.web.self_service.guards import (
    AccountHolder,
    acts_without_guardian,
    guardian_needed,
    login_required,
    own_query,
    redirect_to_sign_in,
    refusal_in_query,
    refusal_message,
    show_with_problem,
)

PATH: Final = "/me/biometrics"
DONE: Final = {
    "withdrawn": N_("Done: from now on no biometric is used for this."),
    "opened": N_("Done: it can be tried again."),
}


@dataclass(frozen=True, slots=True)
class GivenBiometricConsent:
    """One consent. `live`: it is in force."""

    purpose: str
    name: str
    text_version: str
    given_at: datetime
    withdrawn_at: datetime | None
    live: bool


@dataclass(frozen=True, slots=True)
class BiometricsPage:
    """`stopped`: traits blocked after too many failures; `alone`: no guardian has to confirm."""

    agreed: tuple[GivenBiometricConsent, ...]
    stopped: tuple[str, ...]
    alone: bool
    problem: str | None = None
    done: str | None = None


@login_required
def biometrics(person: AccountHolder) -> Response:
    """GET /me/biometrics."""
    return _page(person, problem=refusal_in_query(), done=DONE.get(own_query("done")))


@login_required
def withdraw(person: AccountHolder, purpose: str) -> Response:
    """POST: the consent ends at once."""
    known = next((each for each in BiometricPurpose if each.value == purpose), None)
    refused = (
        Refused(Reason.NOT_FOUND)
        if known is None
        else services().biometric_consents.withdraw(person.subject_id, known, actor=person.actor)
    )
    if isinstance(refused, Refused):
        return _page(person, problem=refusal_message(refused))
    return see_other(f"{PATH}?done=withdrawn")


@login_required
def open_again(person: AccountHolder) -> Response:
    """POST: after a recent sign-in at level 2 or more, unblock traits."""
    if not acts_without_guardian(person):
        return guardian_needed(person)
    session, now = person.session, services().clock.now()
    if not (session.continues and recently_authenticated(session.event, Level.TWO, now)):
        return redirect_to_sign_in(PATH, needed=RequiredLevels(Level.TWO, Level.NONE), fresh=True)
    opened = services().biometrics.open_again(person.subject_id, actor=person.actor)
    if not opened:
        opened = Refused(Reason.STATE_ALREADY_HOLDS)
    if isinstance(opened, Refused):
        return _page(person, problem=refusal_message(opened))
    return see_other(f"{PATH}?done=opened")


def _page(
    person: AccountHolder, *, problem: str | None = None, done: str | None = None
) -> Response:
    stopped: tuple[Modality, ...] = services().biometrics.disabled(person.subject_id)
    view = BiometricsPage(
        agreed=tuple(map(_agreed, services().biometric_consents.for_subject(person.subject_id))),
        stopped=tuple(TRAITS[trait] for trait in stopped),
        alone=acts_without_guardian(person),
        problem=problem,
        done=done,
    )
    return show_with_problem(person, "biometrics", view, path=PATH)


def _agreed(consent: BiometricConsent) -> GivenBiometricConsent:
    return GivenBiometricConsent(
        purpose=consent.purpose.value,
        name=BIOMETRIC_PURPOSES[consent.purpose],
        text_version=consent.text_version,
        given_at=consent.given_at,
        withdrawn_at=consent.withdrawn_at,
        live=consent.withdrawn_at is None,
    )
