"""MOSIP Bio-SDK service 1.0: a stateless `POST /biosdk-service/match` with our own reference.

Written from the behaviour of its code, where its documents say otherwise: binary members are arrays
of signed bytes and not text; constants are named in capitals; dates are left out; the answer is
nested one level deeper; HTTP says 200 even to failures, so `errors` and the inner status decide.
The service authenticates no client: a proxy with mutual TLS has to stand before it. Its mock
"matches" equal bytes, so a test against that mock proves nothing.
"""

import base64
import json
import struct
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from idp.kernel.biometrics import Compared, Comparison, MatchResult, Modality, Sample
from idp.platform.biometrics.face_record import face_record
from idp.platform.biometrics.shapes import Unexpected, object_in, unanswered
from idp.platform.outbound import Outbound, OutboundFailed, OutboundRefused, Reply

_VERSION: Final = {"major": 1, "minor": 1}
_OUTER: Final = frozenset({"version", "responsetime", "response", "errors"})
_OK: Final = 200
_POOR: Final = frozenset({403, 406})
_DECISIONS: Final[dict[object, MatchResult]] = {
    "MATCHED": MatchResult.MATCH,
    "NOT_MATCHED": MatchResult.NO_MATCH,
}
"""All other decisions, ERROR included, count as none."""
_SILENT: Final = Compared(MatchResult.UNAVAILABLE)


@dataclass(frozen=True)
class BioSdk:
    """`endpoint`: the base URL, without a slash at its end. Compares faces only."""

    outbound: Outbound
    endpoint: str

    def verify(self, comparison: Comparison, *, seconds: float) -> Compared:
        """The service's answer; without a reference it is "not enrolled"."""
        if comparison.reference is None:
            return Compared(MatchResult.NOT_ENROLLED)
        if comparison.modality is not Modality.FACE:
            return _SILENT
        try:
            reply = self.outbound.exchange_json(
                f"{self.endpoint}/biosdk-service/match",
                _envelope(comparison, comparison.reference),
                headers={},
                seconds=seconds,
            )
            return _answer(reply, comparison.samples)
        except (OutboundFailed, OutboundRefused) as why:
            unanswered("biosdk", why)
            return _SILENT


def _envelope(comparison: Comparison, reference: Sample) -> dict[str, Any]:
    asked = {
        "sample": _record(comparison.samples, comparison.captured_at),
        "gallery": [_record((reference,), comparison.captured_at)],
        "modalitiesToMatch": ["FACE"],
        "flags": {},
    }
    return {"version": "1.0", "request": base64.b64encode(json.dumps(asked).encode()).decode()}


def _record(samples: tuple[Sample, ...], at: datetime) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "cbeffversion": _VERSION,
        "birInfo": {"integrity": False},
        "segments": [_segment(each, at) for each in samples],
        "others": {},
    }


def _segment(sample: Sample, at: datetime) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "cbeffversion": _VERSION,
        "birInfo": {"integrity": False},
        "bdbInfo": {
            "format": {"organization": "Mosip", "type": "8"},
            "type": ["FACE"],
            "subtype": [""],
            "level": "RAW",
            "purpose": "VERIFY",
        },
        "bdb": _signed(face_record(sample, at)),
        "sb": None,
        "others": {},
    }


def _signed(binary: bytes) -> list[int]:
    """Signed bytes as in Java, from -128 to 127."""
    return list(struct.unpack(f"{len(binary)}b", binary))


def _answer(reply: Reply, samples: tuple[Sample, ...]) -> Compared:
    if reply.status != HTTPStatus.OK:
        raise Unexpected(f"answered {reply.status}")
    said = object_in(reply, _OUTER)
    inner = said.get("response")
    if said.get("errors") != [] or not isinstance(inner, dict):
        raise Unexpected("errors")
    digests = tuple(each.digest for each in samples)
    status = inner.get("statusCode")
    if not isinstance(status, int):
        raise Unexpected("no status inside")
    if status in _POOR:
        return Compared(MatchResult.QUALITY, digests)
    if status != _OK:
        raise Unexpected("another status inside")
    return Compared(_decision(inner.get("response")), digests)


def _decision(answers: object) -> MatchResult:
    """The decision about the reference that was sent; None for any other."""
    match answers:
        case [{"galleryIndex": index, "decisions": {"FACE": {"match": match, "errors": []}}}]:
            ours = index == 0 and not isinstance(index, bool)
        case _:
            raise Unexpected("no decision")
    if not ours or not isinstance(match, str) or match not in _DECISIONS:
        raise Unexpected("no decision about this reference")
    return _DECISIONS[match]
