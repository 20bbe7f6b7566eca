"""Who may ask, for what at most, and through whom: the registers as anybody may read them."""

from dataclasses import dataclass
from datetime import datetime

from flask import Response

from idp.licensing.domain import is_valid
from idp.policy.domain import Switch
from idp.policy.means_rules import MeansRule, rules_for
from idp.relying_parties.domain.client import Client
from idp.web.current import services
from idp.web.pages.language import Lang, spoken
from idp.web.pages.rendering import render
from idp.web.pages.words import MEANS, PARTY_KINDS, in_language, item_label


@dataclass(frozen=True, slots=True)
class PartyItem:
    """`label` is what `words.item_label` gives; `purpose` is the party's own text."""

    label: tuple[str, str | None]
    purpose: str
    essential: bool


@dataclass(frozen=True, slots=True)
class OnlyMeans:
    """From this level on, nothing but these means (message ids)."""

    level: int
    means: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    name: str
    kind: str
    provider: str | None
    level: int
    active: bool
    no_biometrics: bool
    phishing_resistant_only: bool
    rules: tuple[OnlyMeans, ...]
    items: tuple[PartyItem, ...]


@dataclass(frozen=True, slots=True)
class RelyingParties:
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    name: str
    certificate_until: datetime
    valid: bool
    help_line: str


@dataclass(frozen=True, slots=True)
class Providers:
    providers: tuple[Provider, ...]


def relying_parties() -> Response:
    """GET /public/relying-parties."""
    lang = spoken()
    parties = tuple(_party(client, lang) for client in services().relying_parties.all())
    return render("public/relying_parties", RelyingParties(parties), lang=lang)


def providers() -> Response:
    """GET /public/providers."""
    now = services().clock.now()
    listed = tuple(
        Provider(
            name=each.name,
            certificate_until=each.certificate_until,
            valid=is_valid(each, now),
            help_line=each.help_line,
        )
        for each in services().licensing.all()
    )
    return render("public/providers", Providers(listed), lang=spoken())


def _party(client: Client, lang: Lang) -> Party:
    return Party(
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
    """The operator's rules that hold here (D21.1)."""
    return rules_for(services().policy.value(Switch.MEANS_RULES), client.client_id)


def _only(rule: MeansRule) -> OnlyMeans:
    return OnlyMeans(
        int(rule.level), tuple(MEANS[means] for means in MEANS if means in rule.allowed)
    )
