"""The public registers of relying parties and licensed providers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from flask import Response, request

from idp.licensing.domain import is_valid
from idp.policy.domain import Switch
from idp.policy.means_rules import MeansRule, rules_for
from idp.relying_parties.directory import LONGEST_QUESTION
from idp.relying_parties.domain.client import Client
from idp.web.current import services
from idp.web.pages.labels import MEANS, PARTY_KINDS, in_language, item_label
from idp.web.pages.language import Lang, negotiate_language
from idp.web.pages.rendering import render

PATH: Final = "/public/relying-parties"
_DIGITS: Final = 8


@dataclass(frozen=True, slots=True)
class PartyItem:
    """`label` is what `labels.item_label` gives; `purpose` is the party's own text."""

    label: tuple[str, str | None]
    purpose: str
    essential: bool


@dataclass(frozen=True, slots=True)
class OnlyMeans:
    """From this level on, only these means (message ids) count."""

    level: int
    means: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelyingPartyListing:
    name: str
    kind: str
    provider: str | None
    level: int
    active: bool
    no_biometrics: bool
    phishing_resistant_only: bool
    rules: tuple[OnlyMeans, ...]
    items: tuple[PartyItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelyingPartiesPage:
    """`earlier` and `later` are addresses of the pages beside this one, None at the ends."""

    parties: tuple[RelyingPartyListing, ...]
    question: str
    total: int
    number: int
    pages: int
    earlier: str | None
    later: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderListing:
    name: str
    certificate_until: datetime
    valid: bool
    help_line: str


@dataclass(frozen=True, slots=True)
class ProvidersPage:
    providers: tuple[ProviderListing, ...]


def relying_parties() -> Response:
    """GET /public/relying-parties?q=…&page=…."""
    lang = negotiate_language()
    question = request.args.get("q", "").strip()[:LONGEST_QUESTION]
    page = services().relying_parties.directory.page(question, _number(), lang=lang)
    view = RelyingPartiesPage(
        parties=tuple(_party(client, lang) for client in page.clients),
        question=question,
        total=page.total,
        number=page.number,
        pages=page.pages,
        earlier=_address(question, page.number - 1) if page.number > 1 else None,
        later=_address(question, page.number + 1) if page.number < page.pages else None,
    )
    return render("public/relying_parties", view, lang=lang)


def _number() -> int:
    """The number of the requested page of the register; 1 for anything that is no number."""
    asked = request.args.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < _DIGITS else 1


def _address(question: str, number: int) -> str:
    asked = {"q": question, "page": number} if question else {"page": number}
    return f"{PATH}?{urlencode(asked)}"


def providers() -> Response:
    """GET /public/providers."""
    now = services().clock.now()
    listed = tuple(
        ProviderListing(
            name=each.name,
            certificate_until=each.certificate_until,
            valid=is_valid(each, now),
            help_line=each.help_line,
        )
        for each in services().licensing.all()
    )
    return render("public/providers", ProvidersPage(listed), lang=negotiate_language())


def _party(client: Client, lang: Lang) -> RelyingPartyListing:
    return RelyingPartyListing(
        name=in_language(client.name, lang),
        kind=PARTY_KINDS[client.kind],
        provider=client.provider_name,
        level=int(client.minimum_level),
        active=services().relying_parties.may_ask(client),
        no_biometrics=client.no_biometrics,
        phishing_resistant_only=client.phishing_resistant_only,
        rules=tuple(_only(rule) for rule in _rules(client)),
        items=tuple(
            PartyItem(item_label(name), in_language(purpose.text, lang), purpose.essential)
            for name, purpose in client.claims.items()
        ),
    )


def _rules(client: Client) -> tuple[MeansRule, ...]:
    """The operator's rules for this relying party (D21.1)."""
    return rules_for(services().policy.value(Switch.MEANS_RULES), client.client_id)


def _only(rule: MeansRule) -> OnlyMeans:
    return OnlyMeans(
        int(rule.level), tuple(MEANS[means] for means in MEANS if means in rule.allowed)
    )
