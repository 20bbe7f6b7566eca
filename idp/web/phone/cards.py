"""`/app/cards`: what an identity card has to sign for a browser that waits for it."""

from collections.abc import Mapping
from typing import Any

from flask import Response

from idp.kernel.refusals import Reason, Refused
from idp.platform.signatures import encode
from idp.web.current import services, settings
from idp.web.phone.wire import refusal, said


def asked(told: Mapping[str, Any]) -> Response:
    """POST `handle`: the eight bytes to sign, whether the files are wanted, and the way back.

    It says nothing about the person. The application reads the card, and opens `return_to` with
    `#card=` and its answer (`factors.chip_card.answers`): only the page that began can use it.
    """
    handle = told.get("handle")
    request = services().chip_cards.request(handle) if isinstance(handle, str) else None
    if request is None:
        return refusal(Refused(Reason.NOT_FOUND))
    return said(
        {
            "challenge": encode(request.challenge),
            "files": request.with_files,
            "return_to": settings().issuer + request.return_to,
            "expires_at": int(request.expires_at.timestamp()),
        }
    )
