"""The text of a request on the telephone: from our registers, in every language."""

from typing import Any

from flask import request

from idp.assurance.kinds import EvidenceKind
from idp.authorization.domain.level_rules import level_with
from idp.authorization.interaction import Interaction
from idp.factors.app_keys.request import ApprovalDetails
from idp.kernel.spoken_dates import moment
from idp.web.current import services, settings
from idp.web.pages.app_texts import in_all_languages
from idp.web.pages.device_names import device_name
from idp.web.pages.labels import in_language
from idp.web.pages.language import Lang
from idp.web.pages.rendering import words
from idp.web.pages.values import item_text
from idp.web.signin.consent import purpose_of
from idp.web.signin.requester import Requester


def asked_of(
    interaction: Interaction,
    acr: str,
    kinds: frozenset[EvidenceKind],
    requester: Requester,
    lang: Lang,
) -> ApprovalDetails:
    """The details that a key of the application signs; the party's id is among them.

    `kinds`: the evidence that an approval on this way may be.
    """
    client_id = settings().issuer if interaction.client is None else interaction.client.client_id
    shown = shown_of(interaction, kinds, requester, lang)
    return ApprovalDetails(client_id=client_id, acr=acr, shown=shown)


def shown_of(
    interaction: Interaction, kinds: frozenset[EvidenceKind], requester: Requester, lang: Lang
) -> dict[str, Any]:
    """Relying party, level, purpose and browser, for an application key or a card.

    `requester` and `lang`: the card on top of the page that asks, and its language.

    `level` is the required one, `reaches` the highest that the token can assert once one of `kinds`
    is shown beside `with`, the evidence so far.
    """
    return in_all_languages(lambda each: _text(interaction, kinds, requester, each), lang)


def _text(
    interaction: Interaction, kinds: frozenset[EvidenceKind], requester: Requester, lang: Lang
) -> dict[str, Any]:
    client = interaction.client
    ask = interaction.context.ask
    return {
        "party": settings().brand_name if client is None else in_language(client.name, lang),
        "party_kind": words(lang, requester.kind) if requester.kind else "",
        "level": requester.level,
        "reaches": max(requester.level, level_with(interaction.context, kinds)),
        "with": [words(lang, means) for means in requester.shown],
        "items": [
            {
                "item": item_text(each.name, lang),
                "purpose": purpose_of(interaction, each, lang),
                "essential": each.essential,
            }
            for each in (ask.items if ask else ())
        ],
        "browser": device_name(request.headers.get("User-Agent", ""), lang),
        "at": moment(services().clock.now(), lang),
        "lang": lang,
    }
