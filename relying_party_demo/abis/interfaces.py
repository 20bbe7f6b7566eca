"""The two HTTP interfaces: OSIA verification, and liveness."""

import base64
import binascii
import hashlib
import hmac
import uuid
from functools import partial
from typing import Any

from flask import Blueprint, Response, abort, jsonify, make_response, request

from relying_party_demo.abis.config import Config
from relying_party_demo.abis.script import Desk, Script

_TYPES = {"FACE", "FINGER", "IRIS", "SIGNATURE", "UNKNOWN"}


def interfaces(config: Config, desk: Desk) -> Blueprint:
    """Both interfaces, for callers with the token."""
    asked = Blueprint("interfaces", __name__)
    asked.before_request(partial(_prove, config.token))
    asked.add_url_rule(
        "/v1/verify/<gallery>/<person>",
        "verify",
        partial(_verify, config, desk),
        methods=("POST",),
    )
    asked.add_url_rule("/v1/liveness", "liveness", partial(_liveness, desk), methods=("POST",))
    return asked


def _prove(token: str) -> None:
    shown = request.headers.get("Authorization", "")
    if not hmac.compare_digest(shown.encode(), f"Bearer {token}".encode()):
        abort(403)


def _verify(config: Config, desk: Desk, gallery: str, person: str) -> Response:
    if not _is_comparison(request.get_json(silent=True)):
        return _told(400, {"code": 1, "message": "not a request of this interface"})
    script = desk.count(compared=1)
    broken = _broken(desk, script)
    if broken is not None:
        return broken
    known = any(each.reference == person for each in config.people)
    if gallery != config.gallery or not known or script.match == "not_enrolled":
        return _told(404, {"code": 2, "message": "unknown person or gallery"})
    matched = script.match == "match"
    decision: object = "true" if script.manner == "lying" else matched
    score = {"score": 4100.0 if matched else 12.0, "biometricType": "FACE", "encounterId": "demo"}
    return _told(200, {"decision": decision, "scores": [score]})


def _liveness(desk: Desk) -> Response:
    body: Any = request.get_json(silent=True)
    if not _is_capture(body):
        return _told(400, {"code": 1, "message": "not a request of this interface"})
    script = desk.count(watched=1)
    if script.manner == "slow":
        desk.dawdle()
    if script.manner == "down":
        return _told(503, {})
    return _told(
        200,
        {
            "result": script.liveness.upper(),
            "evidenceId": f"demo-{uuid.uuid4()}",
            "nonce": body["nonce"],
            "samples": [each["sha256"] for each in body["samples"]],
        },
    )


def _broken(desk: Desk, script: Script) -> Response | None:
    if script.manner == "slow":
        desk.dawdle()
    if script.manner == "down":
        return _told(503, {"code": 9, "message": "out of order"})
    if script.manner == "later":
        return _told(202, {"taskId": str(uuid.uuid4())})
    if script.manner == "malformed":
        return make_response(('{"decision": tru', 200, {"Content-Type": "application/json"}))
    return None


def _told(status: int, body: dict[str, Any]) -> Response:
    response = jsonify(body)
    response.status_code = status
    return response


def _is_comparison(body: object) -> bool:
    match body:
        case {"biometricData": [_, *_] as items, **others} if not others:
            return all(_is_item(each) for each in items)
        case _:
            return False


def _is_item(item: object) -> bool:
    match item:
        case {"biometricType": str(kind), "image": str(image)} if kind in _TYPES:
            return _bytes(image) is not None
        case _:
            return False


def _is_capture(body: object) -> bool:
    match body:
        case {"nonce": str(), "poses": list(), "samples": [_, *_] as samples}:
            return all(_is_sample(each) for each in samples)
        case _:
            return False


def _is_sample(sample: object) -> bool:
    match sample:
        case {"image": str(image), "sha256": str(digest)}:
            raw = _bytes(image)
            return raw is not None and hashlib.sha256(raw).hexdigest() == digest
        case _:
            return False


def _bytes(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
