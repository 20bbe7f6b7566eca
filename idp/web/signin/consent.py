"""The consent page: items, recipient, purpose and duration; nothing is preselected (X15.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response, request

from idp.assurance.kinds import EVIDENCE_RULES
from idp.assurance.levels import Level, level_still_held
from idp.authorization.consent_step import ConsentDecision, consent_page
from idp.authorization.domain.level_rules import asserted_level
from idp.authorization.domain.steps import RequestConsent, ShowNotice
from idp.authorization.interaction import Interaction
from idp.consent.domain.record import DEFAULT_DAYS, days_from
from idp.consent.domain.request import Item
from idp.kernel.refusals import Reason, Refused
from idp.kernel.spoken_dates import moment
from idp.sessions.domain import AuthenticationEvent
from idp.subjects.domain import Identity
from idp.web.current import services
from idp.web.pages.asked_items import AskedItem, asked_items
from idp.web.pages.labels import MEANS, N_, OWN_PURPOSES, in_language, item_label
from idp.web.pages.labels import WITH_AUTHENTICATION as CALLED
from idp.web.pages.language import Lang
from idp.web.pages.rendering import words
from idp.web.signin.repeats import declines
from idp.web.signin.requester import Requester, requester_of
from idp.web.signin.transaction import (
    Alternative,
    Problem,
    Who,
    ask_again,
    asked_again,
    cancel_path,
    decline,
    in_transaction,
    language_of,
    lead_on,
    show,
    to_dispatcher,
    who_of,
)

THEIR_LEVEL: Final = N_("The level of the account of the one you act for")
THEIR_CODE: Final = N_("A code for the one you act for, made for this party alone")
ACTS: Final = N_("That you act for them, by a code for you that is made for this party alone")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentPage:
    """`statutory`: the party acts on a legal basis and the page is a notice (D19.3-3).

    `acts_for`: the name of whom the person acts for, whose data and consent it is then.

    `shown` is the digest of what the page says. `told` are the data sent with the authentication:
    message id of the name, and the value. `kept` are labels of items agreed to earlier that remain,
    until `kept_until` at the latest.
    """

    requester: Requester
    who: Who
    acts_for: str | None
    action: str
    cancel: str
    shown: str
    told: tuple[tuple[str, str], ...]
    essential: tuple[AskedItem, ...]
    optional: tuple[AskedItem, ...]
    kept: tuple[tuple[str, str | None], ...]
    kept_until: datetime | None
    durations: tuple[int, ...]
    default_duration: int
    statutory: bool
    problem: Problem | None
    alternatives: tuple[Alternative, ...] = ()


def consent_path(interaction: Interaction) -> str:
    """The path of the consent page of a transaction."""
    return f"/consent/{interaction.transaction.id}"


def _page(interaction: Interaction) -> Response:
    lang = language_of(interaction)
    if interaction.client is None or not isinstance(interaction.step, RequestConsent | ShowNotice):
        return to_dispatcher(interaction)
    page = consent_page(interaction, interaction.client, interaction.step, lang=lang)
    identity, acts = _identity(interaction), interaction.transaction.principal_id is not None
    data = {} if identity is None else identity.data
    items = tuple(asked_items(data, page, lang))
    essential = {item.name for item in page.items if item.essential}
    problem = asked_again()
    view = ConsentPage(
        requester=requester_of(interaction, lang),
        who=who_of(interaction, None if acts else data),
        acts_for=identity.name or identity.subject_id if acts and identity is not None else None,
        action=consent_path(interaction),
        cancel=cancel_path(interaction),
        shown=page.digest,
        told=tuple(_authentication_data(interaction, lang)),
        essential=tuple(item for item in items if item.name in essential),
        optional=tuple(item for item in items if item.name not in essential),
        kept=tuple(map(item_label, page.kept)),
        kept_until=page.kept_until,
        durations=page.durations,
        default_duration=DEFAULT_DAYS,
        statutory=page.statutory,
        problem=problem,
    )
    return show(interaction, "signin/consent", view, problem=problem, lang=lang)


@in_transaction(RequestConsent, ShowNotice)
def ask(interaction: Interaction) -> Response:
    """GET: the consent page, or the notice."""
    return _page(interaction)


@in_transaction(RequestConsent, ShowNotice, again=consent_path)
def answer(interaction: Interaction) -> Response:
    """POST: consent to the ticked items; anything else declines."""
    if declines():
        return decline(interaction)
    said = ConsentDecision(
        shown=request.form.get("shown", ""),
        chosen=frozenset(request.form.getlist("item")),
        days=days_from(request.form.get("days")),
        lang=language_of(interaction),
    )
    given = services().authorization.agree(interaction, said)
    if isinstance(given, Refused) and given.reason is Reason.PAGE_CHANGED:
        return ask_again(consent_path(interaction), "changed")
    return lead_on(interaction)


def _identity(interaction: Interaction) -> Identity | None:
    """Whom it is about: the person, or whom they act for."""
    if interaction.principal_id is None:
        return None
    return services().subjects.identity(interaction.principal_id)


def _authentication_data(interaction: Interaction, lang: Lang) -> Iterator[tuple[str, str]]:
    """The data every token asserts beside the items, of this sign-in or of the continued one."""
    event, principal_id = _event(interaction), interaction.transaction.principal_id
    account = interaction.context.account
    if principal_id is not None:  # It is told of the subject, and of an organisation not at all.
        account = services().accounts.status_of(principal_id)
    if event is None:
        return
    level = _level(interaction, event)
    means = dict.fromkeys(words(lang, MEANS[EVIDENCE_RULES[kind].means]) for kind in event.kinds)
    yield CALLED["acr"], f"{int(level)} / 4"
    yield CALLED["amr"], f"{', '.join(means)} ({' '.join(event.amr)})"
    yield CALLED["auth_time"], moment(event.authenticated_at, lang)
    if account is not None and account.level is not None:
        yield (CALLED["account_level"] if principal_id is None else THEIR_LEVEL), str(account.level)
    yield CALLED["txn"], interaction.transaction.id
    acts = principal_id is not None
    yield (THEIR_CODE if acts else CALLED["sub"]), ""
    if acts:
        yield ACTS, ""
    yield CALLED["sid"], ""


def _level(interaction: Interaction, event: AuthenticationEvent) -> Level:
    """The level a token would assert now: that of an earlier sign-in falls with its age."""
    context = interaction.context
    told = asserted_level(context, event)
    if context.event is not None:
        return told
    return level_still_held(told, event.authenticated_at, context.now)


def _event(interaction: Interaction) -> AuthenticationEvent | None:
    context = interaction.context
    if context.event is not None or context.session is None:
        return context.event
    return context.session.event


def _purpose(item: Item, lang: Lang) -> str:
    """The purpose of an item; those of `openid` and `offline_access` are our own texts."""
    own = OWN_PURPOSES.get(item.name)
    return item.purpose if own is None else words(lang, own)


def purpose_of(interaction: Interaction, item: Item, lang: Lang) -> str:
    """The purpose of an item, as the operator approved it."""
    approved = None if interaction.client is None else interaction.client.claims.get(item.name)
    return _purpose(item, lang) if approved is None else in_language(approved.text, lang)
