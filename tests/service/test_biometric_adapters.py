"""Requests to biometric services, and which of their answers are accepted."""

import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from idp.kernel.biometrics import (
    Capture,
    Comparison,
    MatchResult,
    Modality,
    PadResult,
    Pose,
    Sample,
)
from idp.platform.biometrics.biosdk import BioSdk
from idp.platform.biometrics.liveness import LivenessService
from idp.platform.biometrics.osia import OsiaAbis
from idp.platform.outbound import Outbound
from tests.support.biometric_services import Asked, Script, Services, judgement, serving
from tests.support.photographs import photograph

SAMPLES = tuple(Sample(photograph(seed=seed), 640, 480) for seed in range(4))
ASK = Comparison(
    person="person-7",
    modality=Modality.FACE,
    samples=SAMPLES[:1],
    transaction_id="3f0c",
    captured_at=datetime(2026, 11, 22, 2, 10, tzinfo=UTC),
)
CAPTURE = Capture(
    nonce="n-1", modality=Modality.FACE, poses=tuple(Pose), samples=SAMPLES, channel="page"
)


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def services(script: Script) -> Iterator[Services]:
    with serving(script) as services:
        yield services


@pytest.fixture
def outbound() -> Outbound:
    return Outbound(("127.0.0.1",))


@pytest.fixture
def abis(services: Services, outbound: Outbound) -> OsiaAbis:
    return OsiaAbis(outbound, services.origin, "national", token="secret")


@pytest.fixture
def sdk(services: Services, outbound: Outbound) -> BioSdk:
    return BioSdk(outbound, services.origin)


@pytest.fixture
def liveness(services: Services, outbound: Outbound) -> LivenessService:
    return LivenessService(outbound, services.origin)


def verified(abis: OsiaAbis, *, seconds: float = 2) -> MatchResult:
    return abis.verify(ASK, seconds=seconds).result


class TestOsia:
    def test_a_true_decision_is_a_match_of_the_bytes_that_were_sent(
        self, abis: OsiaAbis, script: Script
    ) -> None:
        answer = abis.verify(ASK, seconds=2)
        assert answer.result is MatchResult.MATCH
        assert answer.digests == (SAMPLES[0].digest,)
        assert answer.score == 4100.0
        assert script.faults == []

    def test_what_is_asked_is_the_interface_and_nothing_more(
        self, abis: OsiaAbis, script: Script
    ) -> None:
        verified(abis)
        (asked,) = script.asked
        assert asked.path == "/v1/verify/national/person-7"
        assert asked.query["transactionId"] == "3f0c"
        assert "threshold" not in asked.query
        assert asked.headers["authorization"] == "Bearer secret"
        (item,) = asked.body["biometricData"]
        assert item["captureDate"] == "2026-11-22T02:10:00Z"

    def test_a_name_cannot_lead_to_another_path(self, abis: OsiaAbis, script: Script) -> None:
        odd = Comparison(
            person="../../persons/7?x=#",
            modality=Modality.FACE,
            samples=SAMPLES[:1],
            transaction_id="3f0c",
            captured_at=ASK.captured_at,
        )
        abis.verify(odd, seconds=2)
        assert script.asked[0].path == "/v1/verify/national/../../persons/7?x=#"

    def test_a_false_decision_is_no_match(self, abis: OsiaAbis, script: Script) -> None:
        script.abis = (200, {"decision": False})
        assert verified(abis) is MatchResult.NO_MATCH

    def test_a_score_no_float_holds_is_left_out(self, abis: OsiaAbis, script: Script) -> None:
        script.abis = (200, {"decision": True, "scores": [{"score": 10**400}]})
        answer = abis.verify(ASK, seconds=2)
        assert (answer.result, answer.score) == (MatchResult.MATCH, None)

    def test_an_unknown_person_is_not_enrolled(self, abis: OsiaAbis, script: Script) -> None:
        script.abis = (404, {"code": 1, "message": "unknown"})
        assert verified(abis) is MatchResult.NOT_ENROLLED

    @pytest.mark.parametrize(
        "said",
        [
            {"decision": "true"},
            {"decision": 1},
            {"decision": None},
            {},
            {"decision": True, "liveness": "LIVE"},
            {"decision": True, "scores": {"score": 1}},
            {"decision": True, "scores": ["4100"]},
            [True],
            True,
            "true",
            b'{"decision": false, "decision": true}',
            b'{"decision": true',
            b"\xff\xfe",
            b"[" * 100_000,
            b'{"decision": true, "scores": [' + b" " * 300_000 + b"]}",
        ],
        ids=lambda value: repr(value)[:30],
    )
    def test_another_shape_is_no_answer(self, abis: OsiaAbis, script: Script, said: object) -> None:
        script.abis = (200, said)
        assert verified(abis) is MatchResult.UNAVAILABLE

    @pytest.mark.parametrize(
        ("status", "said"),
        [
            (201, {"decision": True}),
            (202, {"taskId": "t"}),
            (202, {"decision": True}),
            (400, {"code": 17, "message": "no"}),
            (403, {}),
            (500, {"decision": True}),
            (503, b""),
        ],
    )
    def test_another_status_is_no_answer(
        self, abis: OsiaAbis, script: Script, status: int, said: object
    ) -> None:
        script.abis = (status, said)
        assert verified(abis) is MatchResult.UNAVAILABLE
        assert len(script.asked) == 1

    def test_a_redirect_is_not_followed(self, abis: OsiaAbis, script: Script) -> None:
        script.abis = (307, {"decision": True})
        assert verified(abis) is MatchResult.UNAVAILABLE

    def test_a_service_that_hangs_is_left_alone_in_time(
        self, abis: OsiaAbis, script: Script
    ) -> None:
        script.seconds = 30
        began = time.monotonic()
        assert verified(abis, seconds=0.3) is MatchResult.UNAVAILABLE
        assert time.monotonic() - began < 20  # and it would take longer

    def test_a_service_that_drips_is_left_alone_in_time(self, outbound: Outbound) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
            threading.Thread(target=_drip, args=(listener,), daemon=True).start()
            abis = OsiaAbis(outbound, f"http://127.0.0.1:{port}", "national")
            began = time.monotonic()
            assert verified(abis, seconds=0.4) is MatchResult.UNAVAILABLE
            assert time.monotonic() - began < 20  # and it would take longer

    def test_nobody_there_is_no_answer(self, outbound: Outbound) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        abis = OsiaAbis(outbound, f"http://127.0.0.1:{port}", "national")
        assert verified(abis) is MatchResult.UNAVAILABLE

    def test_a_host_that_no_setting_names_is_not_asked(self, services: Services) -> None:
        abis = OsiaAbis(Outbound(()), services.origin, "national")
        assert verified(abis) is MatchResult.UNAVAILABLE
        assert services.script.asked == []

    def test_a_certificate_nobody_vouches_for_is_no_answer(
        self, services: Services, outbound: Outbound
    ) -> None:
        https = services.origin.replace("http://", "https://")
        assert verified(OsiaAbis(outbound, https, "national")) is MatchResult.UNAVAILABLE


def _drip(listener: socket.socket) -> None:
    line, _ = listener.accept()
    with line:
        for byte in b"HTTP/1.1 200 OK\r\n" * 100:
            try:
                line.sendall(bytes((byte,)))
            except OSError:
                return
            time.sleep(0.05)  # each comes well before a timeout of the socket


def sdk_said(match: str = "MATCHED", *, index: object = 0, **changes: object) -> dict[str, Any]:
    decision = {"match": match, "errors": [], "analyticsInfo": {}}
    inner = {
        "statusCode": 200,
        "statusMessage": None,
        "response": [{"galleryIndex": index, "decisions": {"FACE": decision}}],
        **changes,
    }
    when = "2026-11-22T02:10:00.000Z"
    return {"version": "1.0", "responsetime": when, "response": inner, "errors": []}


NO_DECISIONS = {
    "an error": sdk_said("ERROR"),
    "another constant": sdk_said("Matched"),
    "another reference": sdk_said(index=1),
    "a false index": sdk_said(index=False),
    "an index as text": sdk_said(index="0"),
    "a failure inside": sdk_said(statusCode=500),
    "not allowed inside": sdk_said(statusCode=401),
    "a status that is a list": sdk_said(statusCode=[]),
    "a status that is an object": sdk_said(statusCode={}),
    "no answer": sdk_said(response=[]),
    "200 with errors": sdk_said() | {"errors": [{"errorCode": "BIO_SDK_001"}]},
    "no list of errors": sdk_said() | {"errors": None},
    "nothing inside": sdk_said() | {"response": None},
    "another interface": {"decision": True},
}


class TestBioSdk:
    ASK = Comparison(
        person="an",
        modality=Modality.FACE,
        samples=SAMPLES[:1],
        transaction_id="3f0c",
        captured_at=datetime(2026, 11, 22, 2, 10, tzinfo=UTC),
        reference=SAMPLES[1],
    )

    @pytest.mark.parametrize(
        ("match", "result"),
        [("MATCHED", MatchResult.MATCH), ("NOT_MATCHED", MatchResult.NO_MATCH)],
    )
    def test_its_two_decisions(
        self, sdk: BioSdk, script: Script, match: str, result: MatchResult
    ) -> None:
        script.sdk = (200, sdk_said(match))
        answer = sdk.verify(self.ASK, seconds=2)
        assert answer.result is result
        assert answer.digests == (SAMPLES[0].digest,)
        assert script.faults == []

    @pytest.mark.parametrize("said", NO_DECISIONS.values(), ids=NO_DECISIONS)
    def test_what_is_not_exactly_a_decision_about_our_reference_is_none(
        self, sdk: BioSdk, script: Script, said: object
    ) -> None:
        script.sdk = (200, said)
        assert sdk.verify(self.ASK, seconds=2).result is MatchResult.UNAVAILABLE

    def test_a_second_answer_beside_ours_is_none(self, sdk: BioSdk, script: Script) -> None:
        one = {"galleryIndex": 0, "decisions": {"FACE": {"match": "MATCHED", "errors": []}}}
        script.sdk = (200, sdk_said(response=[one, {**one, "galleryIndex": 1}]))
        assert sdk.verify(self.ASK, seconds=2).result is MatchResult.UNAVAILABLE

    @pytest.mark.parametrize("code", [403, 406])
    def test_poor_pictures_are_told_apart(self, sdk: BioSdk, script: Script, code: int) -> None:
        script.sdk = (200, sdk_said(statusCode=code))
        assert sdk.verify(self.ASK, seconds=2).result is MatchResult.QUALITY

    def test_without_a_reference_nobody_is_asked(self, sdk: BioSdk, script: Script) -> None:
        assert sdk.verify(ASK, seconds=2).result is MatchResult.NOT_ENROLLED
        assert script.asked == []


class TestLiveness:
    @pytest.mark.parametrize("result", ["LIVE", "ATTACK", "INCONCLUSIVE"])
    def test_its_three_judgements(
        self, liveness: LivenessService, script: Script, result: str
    ) -> None:
        script.liveness = result
        answer = liveness.assess(CAPTURE, seconds=2)
        assert answer.result is PadResult(result.lower())
        assert answer.digests == tuple(each.digest for each in SAMPLES)
        assert answer.evidence == "judgement-1"
        assert script.faults == []

    @pytest.mark.parametrize(
        "changes",
        [
            {"result": "live"},
            {"result": True},
            {"result": ["LIVE"]},
            {"nonce": "of another capture"},
            {"samples": []},
            {"samples": [each.digest for each in reversed(SAMPLES)]},
            {"samples": ["0" * 64] * 4},
            {"evidenceId": ""},
            {"evidenceId": 7},
            {"evidenceId": "x" * 1000},
            {"evidenceId": "a\u0000b"},
            {"evidenceId": "\ud800"},
            {"extra": 1},
        ],
        ids=repr,
    )
    def test_another_shape_or_another_capture_is_none(
        self, liveness: LivenessService, script: Script, changes: dict[str, object]
    ) -> None:
        def said(asked: Asked) -> tuple[int, object]:
            return 200, {**judgement(asked, "LIVE"), **changes}

        script.liveness = said
        assert liveness.assess(CAPTURE, seconds=2).result is PadResult.UNAVAILABLE

    @pytest.mark.parametrize("status", [202, 400, 500])
    def test_another_status_is_none(
        self, liveness: LivenessService, script: Script, status: int
    ) -> None:
        script.liveness = lambda asked: (status, judgement(asked, "LIVE"))
        assert liveness.assess(CAPTURE, seconds=2).result is PadResult.UNAVAILABLE
