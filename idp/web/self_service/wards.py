"""Whom the person acts for, and what they confirm for a child or ward (D14.2-1)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from flask import Response, request

from idp.authorization.consent_step import ConsentDecision
from idp.authorization.domain.guardian_hold import GuardianRequest, HoldState
from idp.consent.domain.record import DEFAULT_DAYS, days_from
from idp.consent.domain.request import AUTHENTICATION
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.relying_parties.domain.client import Client
from idp.representation.domain import JointAgreement
from idp.wards.acting import LEAST_LEVEL
from idp.wards.activation import FIRST_MEANS
from idp.web.current import services
from idp.web.pages.asked_items import AskedItem, asked_items
from idp.web.pages.labels import N_, PARTY_KINDS, REPRESENTATIONS, in_language
from idp.web.pages.language import Lang
from idp.web.pages.rendering import error_page, see_other
from idp.web.self_service.guards import (
    AccountHolder,
    address_telling,
    held_from_others,
    held_from_secrets_of_others,
    login_required,
    own_query,
    redirect_to_sign_in,
    refusal_in_query,
    refusal_message,
    show,
    show_with_problem,
)

PATH: Final = "/me/wards"
ACCOUNTS: Final = f"{PATH}/accounts"
MEANS: Final = f"{PATH}/means"
_OTHERS_LABELS: Final = {
    AUTHENTICATION: N_("That it is this person, by a code made for this party alone")
}
_OTHERS_PURPOSES: Final = {
    "authentication": N_("To know that it is this person who signs in"),
    "offline_access": N_("Not given: each use needs your yes"),
}
"""Our own purposes, in words about somebody else."""
_OTHERS_TOLD: Final = (
    N_("The means this person used"),
    N_("When this person signed in"),
    N_("The level of their account"),
    N_("The number of the transaction"),
    N_("A number of their session, made for this party alone"),
)
"""What a token says of the sign-in beside its level (`labels.WITH_AUTHENTICATION`)."""
NO_REQUEST: Final = N_("There is no such request for you.")
DONE: Final = {
    "agreed": N_(
        "Done: your agreement is recorded. The others got a message; the account becomes active "
        "when the last one agreed."
    ),
    "taken-back": N_("Done: you agree no more. The account is not activated."),
    "activated": N_(
        "Done: the account is active. You confirm each use of it, and both histories tell who "
        "activated it."
    ),
    "confirmed": N_("Done: you confirmed it. The sign-in goes on."),
    "awaiting_guardian": N_("Done: your yes is recorded. The others have to confirm it too."),
    "refused": N_("Done: you refused it. The service gets nothing."),
    "nobody": N_(
        "Your answer is recorded. The sign-in cannot go on: the records changed meanwhile."
    ),
}
_OVER: Final[dict[Reason, str]] = {
    Reason.EXPIRED: N_(
        "This request is over: nobody answered in time, or the sign-in was ended. Nothing was "
        "passed on."
    ),
    Reason.STATE_ALREADY_HOLDS: N_("This request was answered already. Nothing more is needed."),
    Reason.NO_GUARDIANSHIP: N_(
        "Your answer is not needed any more: by the records you do not act for this person now, or "
        "this person acts alone."
    ),
    Reason.CLIENT_SUSPENDED: N_("This service is suspended, so nothing is passed on to it."),
    Reason.PAGE_CHANGED: N_(
        "What this page says has changed since you opened it, so your answer was not taken. This "
        "is how it is now."
    ),
}


_NOT_ACTIVATED: Final[dict[Reason, str]] = {
    Reason.NO_GUARDIANSHIP: N_(
        "By the records you do not act for this person now, or this person acts alone. So you "
        "cannot activate the account."
    ),
    Reason.ACCOUNT_LOCKED: N_("This account is locked, so it cannot be activated now."),
    Reason.STATE_ALREADY_HOLDS: N_("This account is active already."),
    Reason.ACTIVATION_WINDOW_CLOSED: N_(
        "The 7 days in which this account could be activated are over. It is kept: call the help "
        "line, which opens it again."
    ),
}
_TERMS: Final = N_("Read the terms of use and tick that you accept them.")
NO_ACCOUNT: Final = N_("There is no such account for you.")
TWO_PASSWORDS: Final = N_("The two passwords are not the same. Type the new password twice.")


@dataclass(frozen=True, slots=True)
class WaitingUse:
    """One request: who asks, at which party, until when."""

    link: str
    name: str
    party: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ActedFor:
    """One record of somebody the person acts for; `kind` is a message id.

    `name`: None of a person for whom they do not act now.
    """

    name: str | None
    kind: str
    starts_on: date
    ends_on: date | None
    over: bool
    jointly: bool


@dataclass(frozen=True, slots=True)
class WaitingAccount:
    """One account that the person may activate for its holder. `joint`: None for who acts alone."""

    link: str
    name: str
    joint: JointAgreement | None


@dataclass(frozen=True, slots=True)
class AccountInUse:
    """One active account of a child or ward. `joint`: as of `WaitingAccount`."""

    link: str
    name: str
    joint: JointAgreement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WardAccountPage:
    """The account to activate. `kind`: a message id, as what the person acts.

    `joint`: how far those are who have to agree together, None for who acts alone.
    """

    name: str
    username: str
    kind: str
    version: str
    action: str
    shown: str
    joint: JointAgreement | None
    password: bool
    problem: str | None


@dataclass(frozen=True, slots=True)
class WardsPage:
    waiting: tuple[WaitingUse, ...]
    accounts: tuple[WaitingAccount, ...]
    in_use: tuple[AccountInUse, ...]
    people: tuple[ActedFor, ...]
    done: str | None
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WardRequestPage:
    """What is confirmed. `shown`: the digest of it, in the form. `kind`, `told`: message ids.

    `level`: of the sign-in that waits.
    """

    name: str
    username: str
    party: str
    kind: str
    provider: str | None
    asked_at: datetime
    until: datetime
    action: str
    shown: str
    level: int
    told: tuple[str, ...]
    essential: tuple[AskedItem, ...]
    optional: tuple[AskedItem, ...]
    durations: tuple[int, ...]
    default_duration: int
    problem: str | None


@login_required
def wards(person: AccountHolder) -> Response:
    """GET /me/wards."""
    waiting = services().guardian_requests.open_for(person.subject_id)
    accounts = services().activations_by_guardian.waiting(person.subject_id)
    view = WardsPage(
        waiting=tuple(_waiting(waiting, person.lang)),
        accounts=tuple(
            WaitingAccount(f"{ACCOUNTS}/{each.subject_id}", each.name, each.joint)
            for each in accounts
        ),
        in_use=tuple(
            AccountInUse(f"{MEANS}/{each.subject_id}", each.name, each.joint)
            for each in services().ward_accesses.of_agent(person.subject_id)
        ),
        people=tuple(_acted_for(person.subject_id)),
        done=DONE.get(own_query("done")),
        problem=refusal_in_query(),
    )
    return show(person, "wards", view)


@login_required
def one(person: AccountHolder, transaction_id: UUID) -> Response:
    """GET: what is asked to be confirmed."""
    found = services().guardian_requests.find(str(transaction_id), person.subject_id)
    if isinstance(found, Refused):
        return _over(found)
    client = services().relying_parties.client(found.client_id)
    if client is None:
        return _over(Refused(Reason.CLIENT_SUSPENDED))
    return show(person, "ward_request", _page(found, client, person.lang))


@login_required
def answer(person: AccountHolder, transaction_id: UUID) -> Response:
    """POST: yes to what the page showed, or no; once."""
    if not person.session.continues:
        return redirect_to_sign_in(f"{PATH}/{transaction_id}")
    said = None
    if request.form.get("decision") == "allow":
        said = ConsentDecision(
            shown=request.form.get("shown", ""),
            chosen=frozenset(request.form.getlist("item")),
            days=days_from(request.form.get("days")),
            lang=person.lang,
        )
    done = services().guardian_requests.answer(str(transaction_id), said, actor=person.actor)
    if isinstance(done, Refused) and done.reason is Reason.PAGE_CHANGED:
        return see_other(address_telling(f"{PATH}/{transaction_id}", _OVER[done.reason]))
    if isinstance(done, Refused):
        return _over(done)
    return see_other(f"{PATH}?done={HoldState(done).value}")


@login_required
def ask_activate(person: AccountHolder, ward_id: UUID) -> Response:
    """GET: the account of somebody the person acts for, its terms, and the first password."""
    held_back = _just_signed_in(person, str(ward_id))
    return held_back or _account_page(person, str(ward_id), refusal_in_query())


@login_required
def activate(person: AccountHolder, ward_id: UUID) -> Response:
    """POST: activate it as the page showed it."""
    held_back = _just_signed_in(person, str(ward_id))
    if held_back is not None:
        return held_back
    password = request.form.get("password", "")
    if request.form.get("password_again", "") != password:
        return _account_page(person, str(ward_id), TWO_PASSWORDS, wrong=True)
    terms = request.form.get("terms", "") if "accept" in request.form else ""
    done = services().activations_by_guardian.activate(
        str(ward_id),
        password,
        shown=request.form.get("shown", ""),
        terms_version=terms,
        actor=person.actor,
    )
    if isinstance(done, Refused):
        return _not_activated(person, str(ward_id), done)
    return see_other(f"{PATH}?done=activated")


@login_required
def agree(person: AccountHolder, ward_id: UUID) -> Response:
    """POST: agree to what the page showed, with the others who act together; or agree no more."""
    agreed = request.form.get("decision") == "agree"
    held_back = _just_signed_in(person, str(ward_id)) if agreed else _at_level_2(person)
    if held_back is not None:
        return held_back
    by, shown = services().activations_by_guardian, request.form.get("shown", "")
    if agreed:
        terms = request.form.get("terms", "") if "accept" in request.form else ""
        done = by.agree(str(ward_id), shown=shown, terms_version=terms, actor=person.actor)
    else:
        done = by.take_back(str(ward_id), shown=shown, actor=person.actor)
    if isinstance(done, Refused):
        return _not_activated(person, str(ward_id), done)
    return see_other(f"{PATH}?done={'agreed' if agreed else 'taken-back'}")


def _not_activated(person: AccountHolder, ward_id: Id, refused: Refused) -> Response:
    if refused.reason in {Reason.PAGE_CHANGED, Reason.AGREEMENT_MISSING}:
        return see_other(address_telling(f"{ACCOUNTS}/{ward_id}", _OVER[Reason.PAGE_CHANGED]))
    sentence = _TERMS if refused.reason is Reason.TERMS_NOT_ACCEPTED else refusal_message(refused)
    return _account_page(person, ward_id, sentence, wrong=True)


def _at_level_2(person: AccountHolder) -> Response | None:
    return held_from_others(person, LEAST_LEVEL, back=PATH)


def _just_signed_in(person: AccountHolder, ward_id: Id) -> Response | None:
    return held_from_secrets_of_others(person, LEAST_LEVEL, page=f"{ACCOUNTS}/{ward_id}")


def _account_page(
    person: AccountHolder, ward_id: Id, problem: str | None, *, wrong: bool = False
) -> Response:
    found = services().activations_by_guardian.find(ward_id, person.subject_id)
    if isinstance(found, Refused):
        if found.reason is Reason.NOT_FOUND:
            return error_page(404, NO_ACCOUNT)
        return see_other(address_telling(PATH, _NOT_ACTIVATED[found.reason]))
    view = WardAccountPage(
        name=found.name,
        username=found.username,
        kind=REPRESENTATIONS[found.acts_as],
        version=found.terms,
        action=f"{ACCOUNTS}/{ward_id}",
        shown=found.version,
        joint=found.joint,
        password=services().credentials.allowed(FIRST_MEANS),
        problem=problem,
    )
    if wrong and problem is not None:
        return show_with_problem(person, "ward_account", view, path=view.action)
    return show(person, "ward_account", view)


def _over(refused: Refused) -> Response:
    """The list, which says why; 404 for what was never this person's."""
    if refused.reason is Reason.NOT_FOUND:
        return error_page(404, NO_REQUEST)
    return see_other(address_telling(PATH, _OVER.get(refused.reason, NO_REQUEST)))


def _page(found: GuardianRequest, client: Client, lang: Lang) -> WardRequestPage:
    page = services().guardian_requests.page(found, client, lang=lang)
    data = services().subjects.identity(found.subject_id).data
    items = tuple(asked_items(data, page, lang, labels=_OTHERS_LABELS, purposes=_OTHERS_PURPOSES))
    essential = {each.name for each in page.items if each.essential}
    account = services().accounts.by_subject(found.subject_id)
    return WardRequestPage(
        name=_name(found.subject_id),
        username="" if account is None else account.username,
        party=in_language(client.name, lang),
        kind=PARTY_KINDS[client.kind],
        provider=client.provider_name,
        asked_at=found.asked_at,
        until=found.expires_at,
        action=f"{PATH}/{found.transaction_id}",
        shown=page.digest,
        level=found.level,
        told=_OTHERS_TOLD,
        essential=tuple(each for each in items if each.name in essential),
        optional=tuple(each for each in items if each.name not in essential),
        durations=page.durations if items else (),
        default_duration=DEFAULT_DAYS,
        problem=refusal_in_query(),
    )


def _waiting(found: Sequence[GuardianRequest], lang: Lang) -> Iterator[WaitingUse]:
    for each in found:
        client = services().relying_parties.client(each.client_id)
        party = each.client_id if client is None else in_language(client.name, lang)
        link = f"{PATH}/{each.transaction_id}"
        yield WaitingUse(link, _name(each.subject_id), party, each.expires_at)


def _acted_for(agent_id: Id) -> Iterator[ActedFor]:
    """Every record, those in force first; those that are over stay, as the history of it."""
    records = services().representations
    found, named = records.of_agent(agent_id), records.named_to(agent_id)
    held = {each.id for each in records.held_by(agent_id)}
    for each in sorted(found, key=lambda it: it.id not in held):
        yield ActedFor(
            name=_name(each.principal_id) if each.principal_id in named else None,
            kind=REPRESENTATIONS[each.kind],
            starts_on=each.starts_on,
            ends_on=each.ends_on,
            over=each.id not in held,
            jointly=each.jointly,
        )


def _name(subject_id: Id) -> str:
    """The name on record of somebody the person acts for."""
    return services().subjects.identity(subject_id).name or subject_id
