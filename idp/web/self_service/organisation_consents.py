"""To whom the data of an organisation go, for who represents it: seen and withdrawn (X15.2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from flask import Response

from idp.authorization.organisation_consents import OrganisationConsentList
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.subjects.domain import Identity, SubjectKind
from idp.web.current import services
from idp.web.pages.labels import N_
from idp.web.pages.rendering import error_page, see_other
from idp.web.self_service.consents import DONE, TOLD, GivenConsent, given_consent
from idp.web.self_service.guards import (
    ORGANISATIONS,
    AccountHolder,
    address_telling,
    login_required,
    own_query,
    refusal_in_query,
    refusal_message,
    show,
)
from idp.web.self_service.organisations import NOT_HERE
from idp.web.state_accounts import of_the_state

ONE: Final = f"{ORGANISATIONS}/<number>"
WITHDRAW: Final = f"{ONE}/consents/<uuid:consent_id>/withdraw"
_of_the_state = of_the_state(lambda: error_page(404, NOT_HERE))
_SENTENCES: Final[Mapping[Reason, str]] = {
    Reason.PAGE_CHANGED: N_(
        "This was changed meanwhile. Look at what is on record now, and go on."
    ),
    Reason.STATE_ALREADY_HOLDS: N_("This consent does not hold any more."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentedConsent:
    """`giver`: the name of the person who gave it; "" where it is not known."""

    consent: GivenConsent
    giver: str
    withdraw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationPage:
    """`told` are message ids of the data sent with every authentication."""

    name: str
    number: str
    given: tuple[RepresentedConsent, ...]
    told: tuple[str, ...] = TOLD
    done: str | None
    problem: str | None


@login_required
@_of_the_state
def organisation(person: AccountHolder, number: str) -> Response:
    """GET /me/organisations/<number>."""
    whose = _with(number)
    found = None if whose is None else services().organisation_consents.of(whose, person.subject_id)
    if whose is None or found is None or isinstance(found, Refused):
        return error_page(404, NOT_HERE)
    identity, problem = services().subjects.identity(whose), refusal_in_query()
    view = OrganisationPage(
        name=identity.name or identity.number,
        number=identity.number,
        given=tuple(_rows(identity, found, person)),
        done=None if problem else DONE.get(own_query("done")),
        problem=problem,
    )
    return show(person, "organisation", view)


@login_required
@_of_the_state
def withdraw(person: AccountHolder, number: str, consent_id: UUID) -> Response:
    """POST: that consent ends, and every token based on it; not one that came in its place."""
    whose = _with(number)
    if whose is None:
        return error_page(404, NOT_HERE)
    done = services().organisation_consents.withdraw(whose, str(consent_id), actor=person.actor)
    if not isinstance(done, Refused):
        return see_other(f"{ORGANISATIONS}/{number}?done=withdrawn")
    if done.reason in {Reason.NOT_FOUND, Reason.NOT_REPRESENTATIVE}:
        return error_page(404, NOT_HERE)
    said = _SENTENCES.get(done.reason) or refusal_message(done)
    return see_other(address_telling(f"{ORGANISATIONS}/{number}", said))


def _with(number: str) -> Id | None:
    return services().subjects.of_kind(SubjectKind.ORGANISATION, number)


def _rows(
    identity: Identity, found: OrganisationConsentList, person: AccountHolder
) -> Iterator[RepresentedConsent]:
    given = [each.consent for each in found.given]
    disputed = services().consents.disputed(identity.subject_id, given)
    for consent, by in found.given:
        yield RepresentedConsent(
            consent=given_consent(
                consent, identity.data, person.lang, disputed=consent.id in disputed
            ),
            giver=_name(by) if by is not None and by in found.acted else "",
            withdraw=f"{ORGANISATIONS}/{identity.number}/consents/{consent.id}/withdraw",
        )


def _name(subject_id: Id) -> str:
    """The name of who acts or acted for the organisation; "" of who was erased."""
    try:
        return services().subjects.identity(subject_id).name or ""
    except LookupError:
        return ""
