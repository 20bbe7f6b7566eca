"""`/app/counter…`: the code, pending requests, the number, approval and denial."""

from typing import Final

from flask import Response

from idp.ciba.device_messages import DeviceMessages, RequestDetails
from idp.ciba.domain.binding_message import MOST_TRIES
from idp.ciba.domain.request import CODE_LIFETIME
from idp.ciba.domain.states import RequestState
from idp.ciba.request_view import RequestView
from idp.consent.domain.request import Item
from idp.factors.app_keys.signed_messages import DeviceContext
from idp.kernel.refusals import Refused
from idp.sessions.domain import AuthenticationEvent
from idp.web.current import services
from idp.web.pages.app_texts import accepted
from idp.web.pages.labels import PARTY_KINDS, WITH_AUTHENTICATION, in_language
from idp.web.pages.language import LANGUAGES, Lang
from idp.web.pages.rendering import words
from idp.web.pages.values import item_text
from idp.web.phone.json_api import json_response, refusal_response

_TOLD: Final = tuple(dict.fromkeys(WITH_AUTHENTICATION.values()))


def code(word: str) -> Response:
    """POST a JWS (`minhdanh-counter+jwt`, `for` "counter-code"): the code a terminal may scan."""
    shown = _speaking().code(word)
    if isinstance(shown, Refused):
        return refusal_response(shown)
    return json_response({"code": shown, "expires_in": int(CODE_LIFETIME.total_seconds())})


def waiting(word: str) -> Response:
    """POST such a JWS for "counter-requests": the pending requests of this phone.

    `need`: "nothing" besides the approval, "pin", or "out_of_reach". Names and items are in the
    language of `Accept-Language`.
    """
    lang = accepted() or LANGUAGES[0]
    told = _speaking().pending(word, lang=lang)
    if isinstance(told, Refused):
        return refusal_response(told)
    return json_response({"requests": [_request_json(each, lang) for each in told]})


def number(word: str) -> Response:
    """POST such a JWS for "counter-number" with `txn` and the `number` that the terminal shows."""
    refused = _speaking().number(word)
    return json_response({"right": True}) if refused is None else refusal_response(refused)


def approve(word: str) -> Response:
    """POST a JWS (`minhdanh-approval+jwt`): approve, with `items` and `days` of the choice.

    `unmet_authentication_requirements`: the approval counts, and the PIN has to follow.
    """
    return _answered(_speaking().approval(word))


def pin(word: str) -> Response:
    """POST a JWS for "counter-pin" with `txn`, `pin` and the choice again, after the approval."""
    return _answered(_speaking().pin(word))


def deny(word: str) -> Response:
    """POST a JWS for "counter-denial" with `txn`."""
    refused = _speaking().denial(word)
    return json_response({"denied": True}) if refused is None else refusal_response(refused)


def _speaking() -> DeviceMessages:
    return services().ciba.device_messages


def _answered(answer: AuthenticationEvent | Refused) -> Response:
    if isinstance(answer, Refused):
        return refusal_response(answer)
    return json_response({"approved": True, "level": int(answer.level)})


def _request_json(told: RequestDetails, lang: Lang) -> dict[str, object]:
    shown = told.view
    asked = shown.request
    return {
        "txn": asked.id,
        "client_id": asked.client_id,
        "acr": told.acr,
        "nonce": told.nonce,
        "way": DeviceContext.COUNTER.value,
        "expires_at": int(asked.expires_at.timestamp()),
        "numbered": asked.state is RequestState.NUMBER_MATCHED,
        "tries_left": MOST_TRIES - asked.tries,
        "need": told.required.value,
        "shown": _consent_json(told, lang),
    }


def _consent_json(told: RequestDetails, lang: Lang) -> dict[str, object]:
    shown, page = told.view, told.page
    client, terminal = shown.client, shown.terminal
    return {
        "party": in_language(client.name, lang),
        "party_kind": words(lang, PARTY_KINDS[client.kind]),
        "provider": client.provider_name,
        "branch": terminal.branch,
        "address": terminal.address,
        "desk": terminal.desk,
        "message": shown.request.words,
        "level": int(shown.level),
        "reaches": int(told.reachable),
        "items": [_item(shown, item, lang) for item in shown.missing],
        "with_authentication": [words(lang, label) for label in _TOLD],
        "agreed": [_item(shown, item, lang) for item in shown.agreed],
        "durations": list(page.durations),
        "ends_by": None if page.kept_until is None else int(page.kept_until.timestamp()),
    }


def _item(shown: RequestView, item: Item, lang: Lang) -> dict[str, object]:
    approved = shown.client.claims.get(item.name)
    return {
        "name": item.name,
        "label": item_text(item.name, lang),
        "purpose": item.purpose if approved is None else in_language(approved.text, lang),
        "essential": item.essential,
    }
