"""Detection of presentation and injection attacks, by our own interface.

No standard for biometric services carries it, so a provider is reached through this document:

POST {endpoint}/v1/liveness          Authorization: Bearer …
{"nonce": "…", "channel": "page", "modality": "face", "poses": ["left", "straight", …],
 "samples": [{"image": "<base64>", "mimeType": "image/jpeg", "sha256": "<hex>"}, …]}

200 {"result": "LIVE" | "ATTACK" | "INCONCLUSIVE", "evidenceId": "…", "nonce": "…",
     "samples": ["<hex>", …]}

`poses` has one entry for each sample, in the order in which they were asked for. The answer repeats
the nonce and the digests of the samples it judged, in their order. A judgement of other samples, of
another nonce, or in another shape is none.
"""

import base64
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from idp.kernel.biometrics import Capture, Judged, PadResult
from idp.platform.biometrics.shapes import Unexpected, object_in, unanswered
from idp.platform.outbound import Outbound, OutboundFailed, OutboundRefused, Reply

_ANSWER: Final = frozenset({"result", "evidenceId", "nonce", "samples"})
_LONGEST_EVIDENCE: Final = 200
_RESULTS: Final = {
    "LIVE": PadResult.LIVE,
    "ATTACK": PadResult.ATTACK,
    "INCONCLUSIVE": PadResult.INCONCLUSIVE,
}
_SILENT: Final = Judged(PadResult.UNAVAILABLE)


@dataclass(frozen=True)
class LivenessService:
    """`endpoint`: the base URL, without a slash at its end; `token`: the OAuth bearer token."""

    outbound: Outbound
    endpoint: str
    token: str = ""

    def assess(self, capture: Capture, *, seconds: float) -> Judged:
        """The provider's judgement of one capture."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        try:
            reply = self.outbound.exchange_json(
                f"{self.endpoint}/v1/liveness", _request(capture), headers=headers, seconds=seconds
            )
            return _answer(reply, capture)
        except (OutboundFailed, OutboundRefused) as why:
            unanswered("liveness", why)
            return _SILENT


def _request(capture: Capture) -> dict[str, Any]:
    return {
        "nonce": capture.nonce,
        "channel": capture.channel,
        "modality": capture.modality.value,
        "poses": [pose.value for pose in capture.poses],
        "samples": [
            {
                "image": base64.b64encode(each.image).decode(),
                "mimeType": "image/jpeg",
                "sha256": each.digest,
            }
            for each in capture.samples
        ],
    }


def _answer(reply: Reply, capture: Capture) -> Judged:
    if reply.status != HTTPStatus.OK:
        raise Unexpected(f"answered {reply.status}")
    said = object_in(reply, _ANSWER)
    result, evidence = said.get("result"), said.get("evidenceId")
    if not isinstance(result, str) or result not in _RESULTS:
        raise Unexpected("no result")
    if not isinstance(evidence, str) or not _is_a_name(evidence):
        raise Unexpected("no evidence")
    if said.get("nonce") != capture.nonce:
        raise Unexpected("another capture")
    if said.get("samples") != [each.digest for each in capture.samples]:
        raise Unexpected("other samples")
    return Judged(_RESULTS[result], tuple(said["samples"]), evidence)


def _is_a_name(evidence: str) -> bool:
    """Whether every database can store it: no control character, no lone surrogate."""
    short = 0 < len(evidence) <= _LONGEST_EVIDENCE
    return short and evidence.isascii() and evidence.isprintable()
