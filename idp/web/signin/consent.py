"""The consent page: items, recipient, purpose and duration; nothing is preselected (X15.1)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import Response, request

from idp.assurance.kinds import EVIDENCE_RULES
from idp.assurance.levels import Level, level_still_held
from idp.authorization.consent_step import ConsentDecision, consent_page
from idp.authorization.domain.level_rules import asserted_level
from idp.authorization.domain.steps import RequestConsent, ShowNotice
from idp.authorization.interaction import Interaction
from idp.consent.domain.page import ConsentText
from idp.consent.domain.record import DEFAULT_DAYS, days_from
from idp.consent.domain.request import Item
from idp.kernel.refusals import Reason, Refused
from idp.kernel.spoken_dates import moment
from idp.relying_parties.domain.disclosure import MATCHES
from idp.sessions.domain import AuthenticationEvent
from idp.tokens.domain.claims import claim_values
from idp.web.current import services
from idp.web.pages.labels import MEANS, N_, OWN_PURPOSES, in_language, item_label
from idp.web.pages.labels import WITH_AUTHENTICATION as CALLED
from idp.web.pages.language import Lang
from idp.web.pages.rendering import words
from idp.web.pages.values import COVERED, value_text
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

THEIR_CODE: Final = N_("A code for the one you act for, made for this party alone")
ACTS: Final = N_("That you act for them, by a code for you that is made for this party alone")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedItem:
    """`label` comes from `labels.item_label`; `purpose` is text in the page's language.

    `value`: the datum that would be sent, None where we have none; `covered`: shown only on
    request. `valueless`: no datum is sent under this item.
    """

    name: str
    label: tuple[str, str | None]
    purpose: str
    value: str | None
    covered: bool
    valueless: bool


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
    data = _identity(interaction)
    items = tuple(_asked(data, page, lang))
    essential = {item.name for item in page.items if item.essential}
    problem = asked_again()
    view = ConsentPage(
        requester=requester_of(interaction, lang),
        who=who_of(interaction, None if _acts_for(interaction) else data),
        acts_for=_acts_for(interaction),
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


def _asked(data: Mapping[str, Any], page: ConsentText, lang: Lang) -> Iterator[AskedItem]:
    """The items with the data that would be sent, in the form in which they are sent."""
    values = claim_values(data, [item.name for item in page.items])
    for item in page.items:
        value = values.get(item.name)
        yield AskedItem(
            name=item.name,
            label=item_label(item.name),
            purpose=_purpose(item, lang),
            value=None if value is None else value_text(item.name, value, lang),
            covered=item.name in COVERED,
            valueless=item.name in OWN_PURPOSES or item.name.endswith(MATCHES),
        )


def _identity(interaction: Interaction) -> Mapping[str, Any]:
    """The data of whom it is about: of the person, or of whom they act for."""
    if interaction.principal_id is None:
        return {}
    return services().subjects.identity(interaction.principal_id).data


def _acts_for(interaction: Interaction) -> str | None:
    """The name of whom the person acts for."""
    chosen = interaction.transaction.principal_id
    if chosen is None:
        return None
    data = services().subjects.identity(chosen).data
    return str(data["name"].value) if "name" in data else chosen


def _authentication_data(interaction: Interaction, lang: Lang) -> Iterator[tuple[str, str]]:
    """The data every token asserts beside the items, of this sign-in or of the continued one."""
    event, account = _event(interaction), interaction.context.account
    if event is None:
        return
    level = _level(interaction, event)
    means = dict.fromkeys(words(lang, MEANS[EVIDENCE_RULES[kind].means]) for kind in event.kinds)
    yield CALLED["acr"], f"{int(level)} / 4"
    yield CALLED["amr"], f"{', '.join(means)} ({' '.join(event.amr)})"
    yield CALLED["auth_time"], moment(event.authenticated_at, lang)
    if account is not None and account.level is not None:
        yield CALLED["account_level"], str(account.level)
    yield CALLED["txn"], interaction.transaction.id
    acts = interaction.transaction.principal_id is not None
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
