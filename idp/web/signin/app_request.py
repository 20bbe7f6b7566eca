"""What the telephone shows of a request: from our registers, in the language of the page."""

from typing import Any

from flask import request

from idp.authorization.visit import Visit
from idp.factors.app_keys.request import Asked
from idp.web.current import services, settings
from idp.web.pages.devices import device_name
from idp.web.pages.instants import moment
from idp.web.pages.rendering import words
from idp.web.pages.values import item_text
from idp.web.signin.card import asker_of
from idp.web.signin.consent import purpose_of
from idp.web.signin.transaction import language_of


def asked_of(visit: Visit, acr: str) -> Asked:
    """What a key of the application is asked to approve; the party's id is signed with it."""
    client_id = settings().issuer if visit.client is None else visit.client.client_id
    return Asked(client_id=client_id, acr=acr, shown=shown_of(visit))


def shown_of(visit: Visit) -> dict[str, Any]:
    """Who asks, at which level, for what, from which browser: for a key and for a card alike."""
    lang = language_of(visit)
    asker = asker_of(visit, lang)
    ask = visit.situation.ask
    return {
        "party": asker.name or "Minh Danh",
        "party_kind": words(lang, asker.kind) if asker.kind else "",
        "level": asker.level,
        "items": [
            {
                "item": item_text(each.name, lang),
                "purpose": purpose_of(visit, each, lang),
                "essential": each.essential,
            }
            for each in (ask.items if ask else ())
        ],
        "browser": device_name(request.headers.get("User-Agent", ""), lang),
        "at": moment(services().clock.now(), lang),
        "lang": lang,
    }
