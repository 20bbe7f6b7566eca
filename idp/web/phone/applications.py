"""`/app/instances…` and `/app/applications…`: a person without an account applies for level 01."""

import base64
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from flask import Response

from idp.factors.biometrics.domain.jpeg import MOST_BYTES
from idp.issuance.level_one.domain import Faults
from idp.issuance.level_one.service import LevelOneProgress, LevelOneReceipt
from idp.issuance.level_one.words import UNPROVEN, ground_of
from idp.kernel.refusals import Reason, Refused
from idp.web.body_limits import LONGEST_FORM
from idp.web.current import services
from idp.web.pages.app_texts import accepted
from idp.web.pages.ip_rate_limit import caller, rate_limited
from idp.web.pages.kept_files import as_letter
from idp.web.pages.language import LANGUAGES
from idp.web.phone.json_api import (
    UNREADABLE,
    json_response,
    later_response,
    refusal_response,
)
from idp.web.phone.keys import chain_of
from idp.web.state_accounts import of_the_state

LONGEST: Final = MOST_BYTES * 4 // 3 + LONGEST_FORM
"""Bytes of an application: a picture in base64, and a message."""
_LONGEST_WORD: Final = 128
_of_the_state = of_the_state(lambda: refusal_response(Refused(Reason.NOT_FOUND)))


@_of_the_state
def challenge(_: Mapping[str, Any]) -> Response:
    """POST {}: a `handle` for a new installation, whose key the telephone then has attested."""
    made = services().level_one.instances.challenge(caller())
    if isinstance(made, Refused):
        return refusal_response(made)
    return json_response({"handle": made}, status=HTTPStatus.CREATED)


@_of_the_state
def register(body: Mapping[str, Any]) -> Response:
    """POST {"handle", "chain": [base64 of DER, the key's own first]}: the `instance` it is now."""
    handle, chain = body.get("handle"), chain_of(body.get("chain"))
    if not isinstance(handle, str) or chain is None:
        return json_response({"error": UNREADABLE}, status=HTTPStatus.BAD_REQUEST)
    made = rate_limited(
        lambda: services().level_one.instances.register(handle[:_LONGEST_WORD], chain)
    )
    if isinstance(made, Refused):
        return refusal_response(made)
    return json_response({"instance": made}, status=HTTPStatus.CREATED)


@_of_the_state
def apply(body: Mapping[str, Any]) -> Response:
    """POST {"application": a JWS (`minhdanh-application+jwt`), "face": base64 of a JPEG}.

    Answers `receipt` and `received_at`, the same for everybody; 422 with `fields` where something
    is missing, and no term runs.
    """
    message, face = body.get("application"), body.get("face")
    picture = None if face is None else _picture(face)
    if not isinstance(message, str) or (face is not None and picture is None):
        return json_response({"error": UNREADABLE}, status=HTTPStatus.BAD_REQUEST)

    def receive() -> LevelOneReceipt | Faults | Refused:
        return services().level_one.receive(message, picture, caller=caller())

    taken: LevelOneReceipt | Faults | Refused = rate_limited(
        receive, failures=(Reason.CHANNEL_NOT_ALLOWED,)
    )
    if isinstance(taken, Faults):
        faults = {name: fault.value for name, fault in taken.members.items()}
        return json_response(
            {"error": taken.reason.value, "fields": faults},
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    if isinstance(taken, Refused):
        return refusal_response(taken)
    received = int(taken.received_at.timestamp())
    return json_response(
        {"receipt": taken.number, "received_at": received}, status=HTTPStatus.ACCEPTED
    )


@_of_the_state
def state(message: str) -> Response:
    """POST a JWS (`minhdanh-application-state+jwt`) with `receipt`: what came of it.

    `state`, and of a refusal `reason` and `ground` in the language of `Accept-Language`.
    """
    told = rate_limited(
        lambda: services().level_one.state(message),
        failures=(Reason.CHANNEL_NOT_ALLOWED, Reason.NOT_FOUND),
    )
    return refusal_response(told) if isinstance(told, Refused) else json_response(_progress(told))


@_of_the_state
def letter(message: str) -> Response:
    """POST the same: the letter of a refusal, as a PDF under seal."""
    told: tuple[str, bytes] | Refused = rate_limited(
        lambda: services().level_one.letter(message),
        failures=(Reason.CHANNEL_NOT_ALLOWED, Reason.NOT_FOUND),
    )
    if isinstance(told, Refused) and told.reason is Reason.SERVICE_UNAVAILABLE:
        return later_response(told.reason, seconds=1)
    if isinstance(told, Refused):
        return refusal_response(told)
    number, content = told
    return as_letter(number, content)


@_of_the_state
def withdraw(message: str) -> Response:
    """POST a JWS (`minhdanh-application-withdrawal+jwt`) with `receipt`: it is withdrawn.

    Answers as `state`, as often as it is asked; 409 once it was decided.
    """
    told = rate_limited(
        lambda: services().level_one.withdraw(message),
        failures=(Reason.CHANNEL_NOT_ALLOWED, Reason.NOT_FOUND),
    )
    return refusal_response(told) if isinstance(told, Refused) else json_response(_progress(told))


def _progress(told: LevelOneProgress) -> dict[str, object]:
    lang = accepted() or LANGUAGES[0]
    said: dict[str, object] = {
        "receipt": told.number,
        "received_at": int(told.received_at.timestamp()),
        "state": told.state,
    }
    if told.due_by is not None:
        said["due_by"] = int(told.due_by.timestamp())
    if told.reason is not None:
        said |= {"reason": told.reason.value, "ground": ground_of(told.reason, lang)}
    if told.unproven:
        reason = Reason.BIOMETRIC_MISMATCH
        said |= {"reason": reason.value, "ground": UNPROVEN.get(lang) or UNPROVEN["vi"]}
    if told.ground is not None:
        said["ground"] = told.ground
    if told.letter is not None:
        said["letter"] = told.letter
    return said


def _picture(value: object) -> bytes | None:
    if not isinstance(value, str) or len(value) > LONGEST:
        return None
    try:
        return base64.b64decode(value, validate=True)
    except ValueError:
        return None
