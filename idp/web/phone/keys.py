"""`/app/keys`: enrol a key of the application, and retire it."""

import base64
from collections.abc import Mapping
from typing import Any, Final

from flask import Response

from idp.factors.metadata.chains import LONGEST_CHAIN
from idp.kernel.refusals import Reason, Refused
from idp.web.current import services, settings
from idp.web.phone.json_api import UNREADABLE, json_response, refusal_response

_LONGEST_WORD: Final = 128


def enrol(body: Mapping[str, Any]) -> Response:
    """POST {"handle", "chain": [base64 of DER, the key's own first], "label"}."""
    handle, chain, label = body.get("handle"), chain_of(body.get("chain")), body.get("label", "")
    if not isinstance(handle, str) or not isinstance(label, str) or chain is None:
        return json_response({"error": UNREADABLE}, status=400)
    enrolled = services().app_keys.enrol(
        handle[:_LONGEST_WORD], chain, label="".join(filter(str.isprintable, label)).strip()
    )
    if isinstance(enrolled, Refused):
        return refusal_response(enrolled)
    account = services().accounts.by_subject(enrolled.credential.subject_id)
    return json_response(
        {
            "issuer": settings().issuer,
            "key": enrolled.thumbprint,
            "account": "" if account is None else account.username,
            "anchored": enrolled.credential.identity,
            "retire": enrolled.retire_word,
        },
        status=201,
    )


def retire(body: Mapping[str, Any]) -> Response:
    """POST {"retire": the token given at enrolment}: the key is gone from the telephone."""
    word = body.get("retire")
    if not isinstance(word, str) or not 0 < len(word) <= _LONGEST_WORD:
        return json_response({"error": UNREADABLE}, status=400)
    refused = services().app_keys.retire(word)
    if isinstance(refused, Refused) and refused.reason is not Reason.STATE_ALREADY_HOLDS:
        return refusal_response(refused)
    return json_response({"retired": True})


def chain_of(value: object) -> list[bytes] | None:
    """Certificates as bytes; None for anything but a list of base64 of limited length."""
    if not isinstance(value, list) or not 0 < len(value) <= LONGEST_CHAIN:
        return None
    if not all(isinstance(each, str) for each in value):
        return None
    try:
        return [base64.b64decode(each, validate=True) for each in value]
    except ValueError:
        return None
