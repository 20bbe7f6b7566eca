"""`/app/requests`, `/app/approvals`, `/app/denials`: what is asked, and the person's word."""

from flask import Response

from idp.factors.app_keys.request import Scanned
from idp.kernel.refusals import Refused
from idp.web.current import services, settings
from idp.web.phone.wire import refusal, said


def scan(word: str) -> Response:
    """POST a JWS (`minhdanh-request+jwt`) with `handle`: what is asked, told once."""
    scanned = services().hand_over.scan(word)
    return refusal(scanned) if isinstance(scanned, Refused) else said(_told(scanned))


def approve(word: str) -> Response:
    """POST a JWS (`minhdanh-approval+jwt`): the person approved.

    `return_to`: where the browser of this very telephone has to go on, if it is to.
    """
    decided = services().hand_over.approve(word)
    if isinstance(decided, Refused):
        return refusal(decided)
    if decided.answer is None:
        return said({"approved": True})
    back = f"{settings().issuer}/signin/{decided.transaction_id}/app/return"
    # In the fragment, which no server is sent: only the page that began can read it from there.
    return said({"approved": True, "return_to": f"{back}#{decided.answer}"})


def deny(word: str) -> Response:
    """POST a JWS (`minhdanh-denial+jwt`) with `nonce`: it is not the person who asks."""
    refused = services().hand_over.deny(word)
    return said({"denied": True}) if refused is None else refusal(refused)


def _told(scanned: Scanned) -> dict[str, object]:
    return {
        "txn": scanned.transaction_id,
        "client_id": scanned.client_id,
        "acr": scanned.acr,
        "nonce": scanned.nonce,
        "way": scanned.way.value,
        "expires_at": int(scanned.expires_at.timestamp()),
        "shown": dict(scanned.shown),
    }
