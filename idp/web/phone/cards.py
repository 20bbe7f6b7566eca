"""`/app/cards`: the challenge an identity card has to sign for a waiting browser; its answer."""

from collections.abc import Mapping
from typing import Any

from flask import Response

from idp.kernel.refusals import Reason, Refused
from idp.platform.jose import encode
from idp.web.current import services, settings
from idp.web.pages.app_texts import in_accepted
from idp.web.phone.json_api import json_response, refusal_response


def asked(told: Mapping[str, Any]) -> Response:
    """POST `handle`: the eight bytes to sign, whether files are wanted, texts to show.

    The texts are in the language of `Accept-Language`, else in that of the screen.
    `shown` has relying party, level and purpose, as for a key; nothing about the person.
    """
    handle = told.get("handle")
    request = services().chip_cards.request(handle) if isinstance(handle, str) else None
    if request is None:
        return refusal_response(Refused(Reason.NOT_FOUND))
    return json_response(
        {
            "challenge": encode(request.challenge),
            "files": request.with_files,
            "shown": in_accepted(request.shown),
            "expires_at": int(request.expires_at.timestamp()),
        }
    )


def answered(told: Mapping[str, Any]) -> Response:
    """POST `answer` (`factors.chip_card.answers`); `return_to` is the address to open next.

    Opening `return_to` in this telephone's browser uses the answer up; it is accepted only in the
    browser that began.
    """
    line = told.get("answer")
    path = (
        services().chip_cards.accept_answer(line)
        if isinstance(line, str)
        else Refused(Reason.NOT_PROVEN)
    )
    if isinstance(path, Refused):
        return refusal_response(path)
    return json_response({"return_to": settings().issuer + path})
