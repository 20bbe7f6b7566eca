"""`/app/cards`: the challenge a card has to sign for a waiting browser; its answer, or a denial."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Response

from idp.factors.chip_card.requests import CardRequest
from idp.kernel.refusals import Reason, Refused
from idp.platform.jose import encode
from idp.web.current import services, settings
from idp.web.pages.app_texts import in_accepted
from idp.web.pages.ip_rate_limit import rate_limited
from idp.web.phone.json_api import json_response, refusal_response

_FAILURES: Final = (
    Reason.NOT_FOUND,
    Reason.NOT_PROVEN,
    Reason.USED_BEFORE,
    Reason.WRONG_NUMBER,
    Reason.TOO_MANY_TRIES,
)
"""What counts for an address, because nothing proves here which telephone asks."""


def asked(told: Mapping[str, Any]) -> Response:
    """POST `handle`: the eight bytes to sign, whether files are wanted, texts to show.

    The texts are in the language of `Accept-Language`, else in that of the screen.
    `shown` has relying party, level and purpose, as for a key; nothing about the person. `way` is
    `other_device` for a picture on another screen, whose number is to be typed.
    """
    handle = told.get("handle")
    if not isinstance(handle, str):
        return refusal_response(Refused(Reason.NOT_FOUND))

    def request_of() -> CardRequest | Refused:
        return services().chip_cards.request(handle) or Refused(Reason.NOT_FOUND)

    request = rate_limited(request_of, failures=_FAILURES)
    if isinstance(request, Refused):
        return refusal_response(request)
    return json_response(
        {
            "challenge": encode(request.challenge),
            "files": request.with_files,
            "shown": in_accepted(request.shown),
            "expires_at": int(request.expires_at.timestamp()),
            "way": request.way.value,
        }
    )


def answered(told: Mapping[str, Any]) -> Response:
    """POST `answer` (`factors.chip_card.answers`); `return_to` is the address to open next.

    Opening `return_to` in this telephone's browser uses the answer up; it is accepted only in the
    browser that began. For another screen its `number` comes with the answer, and `approved` says
    that the browser there goes on.
    """
    line, number = told.get("answer"), told.get("number", "")
    if not (isinstance(line, str) and isinstance(number, str)):
        return refusal_response(Refused(Reason.NOT_PROVEN))
    if "number" in told:
        refused = rate_limited(
            lambda: services().chip_cards.accept_for_other_screen(line, number),
            failures=_FAILURES,
        )
        return refusal_response(refused) if refused else json_response({"approved": True})
    path = rate_limited(lambda: services().chip_cards.accept_answer(line), failures=_FAILURES)
    if isinstance(path, Refused):
        return refusal_response(path)
    return json_response({"return_to": settings().issuer + path})


def denied(told: Mapping[str, Any]) -> Response:
    """POST `handle` of a picture on another screen: its request is over, and the screen says so."""
    handle = told.get("handle")
    if not isinstance(handle, str):
        return refusal_response(Refused(Reason.NOT_FOUND))
    refused = rate_limited(
        lambda: services().chip_cards.deny_for_other_screen(handle), failures=_FAILURES
    )
    return json_response({"denied": True}) if refused is None else refusal_response(refused)
