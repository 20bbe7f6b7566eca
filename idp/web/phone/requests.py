"""`/app/requests`, `…/approvals`, `…/signatures`, `…/denials`: reading and answering a request."""

from flask import Response

from idp.factors.app_keys.request import Scanned
from idp.kernel.refusals import Refused
from idp.platform.jose import encode
from idp.web.current import services, settings
from idp.web.pages.app_texts import in_accepted, translations
from idp.web.phone.json_api import json_response, refusal_response


def scan(word: str) -> Response:
    """POST a JWS (`minhdanh-request+jwt`) with `handle`: the details of the request, once.

    `shown` is in the language of `Accept-Language`, else in that of the screen; `translations` has
    it in each language, because the telephone cannot ask again. `statement` (base64url): only where
    a signature over these bytes is asked for.
    """
    scanned = services().approval_requests.scan(word)
    return (
        refusal_response(scanned)
        if isinstance(scanned, Refused)
        else json_response(_scanned_json(scanned))
    )


def approve(word: str) -> Response:
    """POST a JWS (`minhdanh-approval+jwt`): the person approved.

    `return_to`: the address to open in the browser of this telephone, if the sign-in continues
    there. Opening it uses it up, in any browser.
    """
    decided = services().approval_requests.approve(word)
    if isinstance(decided, Refused):
        return refusal_response(decided)
    if decided.answer is None:
        return json_response({"approved": True})
    back = f"{settings().issuer}/signin/{decided.transaction_id}/app/return"
    # In the query: a fragment would stay in the address bar of a browser that cannot use it, where
    # a person could be asked to read it out.
    return json_response({"approved": True, "return_to": f"{back}?answer={decided.answer}"})


def sign(word: str) -> Response:
    """POST a JWS (`minhdanh-signature+jwt`) with `statement`: the person signed.

    It names the SHA-256 (base64url) of the bytes that `/app/requests` gave.
    """
    decided = services().approval_requests.sign(word)
    if isinstance(decided, Refused):
        return refusal_response(decided)
    return json_response({"signed": True})


def deny(word: str) -> Response:
    """POST a JWS (`minhdanh-denial+jwt`) with `nonce`: deny the request."""
    refused = services().approval_requests.deny(word)
    return json_response({"denied": True}) if refused is None else refusal_response(refused)


def _scanned_json(scanned: Scanned) -> dict[str, object]:
    signs = {} if scanned.statement is None else {"statement": encode(scanned.statement)}
    return {
        **signs,
        "txn": scanned.transaction_id,
        "client_id": scanned.client_id,
        "acr": scanned.acr,
        "nonce": scanned.nonce,
        "way": scanned.way.value,
        "expires_at": int(scanned.expires_at.timestamp()),
        "shown": in_accepted(scanned.shown),
        "translations": translations(scanned.shown),
    }
