"""OSIA ABIS 1.6: 1:1 verification in the central gallery, `POST /v1/verify/{gallery}/{person}`.

Our choices: no `threshold` is sent, the operator of the ABIS sets it; `decision` must be the JSON
value true; an unknown person or gallery (404) is "not enrolled".

A 202 means that the decision would be delivered to a callback address later. The interface has
neither a way to fetch that decision nor one to cancel, and an address where any host may post
decisions is not something to have. So a 202 is "unavailable" at once, nothing is waited for, and
the task id is forgotten.
"""

import base64
from dataclasses import dataclass
from datetime import UTC
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote, urlencode

from idp.kernel.biometrics import Compared, Comparison, MatchResult, Modality, Sample
from idp.platform.biometrics.shapes import Unexpected, number, object_in, unanswered
from idp.platform.outbound import Outbound, OutboundFailed, OutboundRefused, Reply

_TYPES: Final[dict[Modality, tuple[str, str]]] = {
    Modality.FACE: ("FACE", "PORTRAIT"),
    Modality.FINGERPRINT: ("FINGER", "UNKNOWN"),
    Modality.IRIS: ("IRIS", "UNKNOWN"),
}
_HIGHEST: Final = 9
_ANSWER: Final = frozenset({"decision", "scores"})
_SILENT: Final = Compared(MatchResult.UNAVAILABLE)


@dataclass(frozen=True)
class OsiaAbis:
    """`endpoint`: the base URL, without a slash at its end; `token`: the OAuth bearer token."""

    outbound: Outbound
    endpoint: str
    gallery: str
    token: str = ""

    def verify(self, comparison: Comparison, *, seconds: float) -> Compared:
        """The ABIS's answer about one person."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        try:
            reply = self.outbound.exchange_json(
                self._address(comparison), _request(comparison), headers=headers, seconds=seconds
            )
            return _answer(reply, comparison.samples)
        except (OutboundFailed, OutboundRefused) as why:
            unanswered("osia", why)
            return _SILENT

    def _address(self, comparison: Comparison) -> str:
        gallery, person = (quote(each, safe="") for each in (self.gallery, comparison.person))
        query = urlencode(
            {
                "transactionId": comparison.transaction_id,
                "priority": _HIGHEST,
                "serviceLevel": _HIGHEST,
            }
        )
        return f"{self.endpoint}/v1/verify/{gallery}/{person}?{query}"


def _request(comparison: Comparison) -> dict[str, Any]:
    return {"biometricData": [_item(each, comparison) for each in comparison.samples]}


def _item(sample: Sample, comparison: Comparison) -> dict[str, Any]:
    kind, part = _TYPES[comparison.modality]
    device = {} if comparison.device is None else {"captureDevice": comparison.device}
    return {
        "biometricType": kind,
        "biometricSubType": part,
        "image": base64.b64encode(sample.image).decode(),
        "mimeType": "image/jpeg",
        "compression": "JPEG",
        "width": sample.width,
        "height": sample.height,
        "captureDate": comparison.captured_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        **device,
    }


def _answer(reply: Reply, samples: tuple[Sample, ...]) -> Compared:
    digests = tuple(each.digest for each in samples)
    if reply.status == HTTPStatus.NOT_FOUND:
        return Compared(MatchResult.NOT_ENROLLED, digests)
    if reply.status != HTTPStatus.OK:
        raise Unexpected(f"answered {reply.status}")
    said = object_in(reply, _ANSWER)
    if not isinstance(said.get("decision"), bool):
        raise Unexpected("no decision")
    result = MatchResult.MATCH if said["decision"] is True else MatchResult.NO_MATCH
    return Compared(result, digests, _score(said.get("scores", [])))


def _score(scores: object) -> float | None:
    """The highest score, for the audit record only."""
    if not isinstance(scores, list) or not all(isinstance(each, dict) for each in scores):
        raise Unexpected("no scores")
    found = [score for each in scores if (score := number(each.get("score"))) is not None]
    return max(found, default=None)
