"""Retries, admissibility, outcomes, pictures: examples and properties."""

import contextlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.assurance.kinds import TAKES_BIOMETRIC_DATA, EvidenceKind
from idp.assurance.levels import Level
from idp.factors.biometrics.domain import (
    EVIDENCE,
    Assurance,
    AssuranceKind,
    BiometricProvider,
    BiometricPurpose,
    CaptureChannel,
    Interface,
    PersonReference,
    RecordState,
    Role,
    ServiceProfile,
    purpose_for,
)
from idp.factors.biometrics.domain.admissibility import (
    Gap,
    counts_in,
    failure_limits,
    gaps,
    person_admitted,
)
from idp.factors.biometrics.domain.failure_limits import (
    PLAIN,
    WITH_ATTACK_DETECTION,
    FailureCount,
    FailureLimits,
    counted,
    released,
    wait_after,
)
from idp.factors.biometrics.domain.jpeg import Flaw, Unfit, picture, pictures
from idp.factors.biometrics.domain.outcomes import TOLD, Outcome, bucket, outcome_of
from idp.kernel.biometrics import Compared, Judged, MatchResult, Modality, PadResult
from idp.kernel.refusals import Reason
from tests.support.at_best import leads_to
from tests.support.officers import AN
from tests.support.photographs import photograph, photographs, segment

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
ALLOWANCES = st.sampled_from([PLAIN, WITH_ATTACK_DETECTION])


class TestRetries:
    @pytest.mark.parametrize(
        ("allowance", "failures", "seconds"),
        [
            (PLAIN, 1, 0),
            (PLAIN, 4, 0),
            (PLAIN, 5, 30),
            (PLAIN, 6, 60),
            (PLAIN, 7, 120),
            (PLAIN, 49, 3600),
            (WITH_ATTACK_DETECTION, 9, 0),
            (WITH_ATTACK_DETECTION, 10, 30),
            (WITH_ATTACK_DETECTION, 11, 60),
            (WITH_ATTACK_DETECTION, 99, 3600),
        ],
    )
    def test_the_wait_after_so_many(
        self, allowance: FailureLimits, failures: int, seconds: int
    ) -> None:
        assert wait_after(failures, allowance) == timedelta(seconds=seconds)

    @pytest.mark.parametrize(("allowance", "most"), [(PLAIN, 50), (WITH_ATTACK_DETECTION, 100)])
    def test_the_last_failure_ends_it(self, allowance: FailureLimits, most: int) -> None:
        before = counted(FailureCount(failures=most - 2), allowance, NOW)
        assert before.disabled_at is None
        assert counted(before, allowance, NOW).disabled_at == NOW

    @given(ALLOWANCES, st.integers(0, 200))
    def test_the_wait_never_shrinks(self, allowance: FailureLimits, failures: int) -> None:
        assert wait_after(failures, allowance) <= wait_after(failures + 1, allowance)

    @given(ALLOWANCES, st.integers(0, 120))
    def test_a_try_given_back_alone_leaves_no_trace_of_itself(
        self, allowance: FailureLimits, failures: int
    ) -> None:
        admitted = counted(FailureCount(failures=failures), allowance, NOW)
        assert released(admitted, admitted) == FailureCount(failures=failures)

    def test_what_another_try_brought_about_stays(self) -> None:
        first = counted(FailureCount(failures=3), PLAIN, NOW)
        second = counted(first, PLAIN, NOW)
        assert released(second, first) == FailureCount(failures=4, opens_at=second.opens_at)

    def test_after_a_success_there_is_nothing_to_give_back(self) -> None:
        assert released(FailureCount(), counted(FailureCount(), PLAIN, NOW)) == FailureCount()


def assurance(kind: AssuranceKind, **changes: object) -> Assurance:
    usual: dict[str, object] = {
        "id": "r",
        "provider_id": "p",
        "kind": kind,
        "standard": "ISO",
        "lab": "lab",
        "value": Decimal("0.0001"),
        "report": "7",
        "valid_until": NOW + timedelta(days=1),
        "state": RecordState.IN_FORCE,
        "proposed_by": AN,
    }
    return Assurance(**{**usual, **changes})  # type: ignore[arg-type] # a test may overrule any


def service(role: Role, *assurances: Assurance, **changes: object) -> BiometricProvider:
    matching = role is Role.MATCHING
    usual: dict[str, object] = {
        "id": "p",
        "name": "service",
        "role": role,
        "interface": Interface.OSIA if matching else Interface.LIVENESS_JSON,
        "endpoint": "https://abis.example",
        "gallery": "g",
        "modalities": (Modality.FACE,),
        "person_reference": PersonReference.PAIRWISE,
        "provenance": "identity_db" if matching else "",
        "profile": ServiceProfile.PRODUCTION,
        "state": RecordState.IN_FORCE,
        "proposed_by": AN,
        "assurances": assurances,
    }
    return BiometricProvider(**{**usual, **changes})  # type: ignore[arg-type] # a test may overrule any


MATCHER = service(Role.MATCHING, assurance(AssuranceKind.FALSE_MATCH))
WATCHER = service(
    Role.LIVENESS,
    assurance(AssuranceKind.ATTACK_DETECTION),
    assurance(AssuranceKind.INJECTION),
)


def found(
    matcher: BiometricProvider | None = MATCHER,
    watcher: BiometricProvider | None = WATCHER,
    channel: CaptureChannel = CaptureChannel.PAGE,
) -> set[Gap]:
    return set(gaps(matcher, watcher, channel=channel, demo=False, now=NOW))


class TestAdmissibility:
    def test_all_reports_in_force_leave_no_gap(self) -> None:
        assert found() == set()

    @pytest.mark.parametrize(
        ("changes", "gap"),
        [
            ({"value": Decimal("0.00011")}, Gap.FALSE_MATCH_UNKNOWN),
            ({"value": None}, Gap.FALSE_MATCH_UNKNOWN),
            ({"state": RecordState.PENDING}, Gap.FALSE_MATCH_UNKNOWN),
            ({"state": RecordState.RETIRED}, Gap.FALSE_MATCH_UNKNOWN),
            ({"valid_until": NOW}, Gap.FALSE_MATCH_UNKNOWN),
            ({"kind": AssuranceKind.DEMOGRAPHIC}, Gap.FALSE_MATCH_UNKNOWN),
        ],
        ids=repr,
    )
    def test_a_false_match_report_that_does_not_do(
        self, changes: dict[str, object], gap: Gap
    ) -> None:
        poor = replace(assurance(AssuranceKind.FALSE_MATCH), **changes)  # type: ignore[arg-type] # any
        assert found(service(Role.MATCHING, poor)) == {gap}

    def test_without_tested_attack_detection_nothing_counts_anywhere(self) -> None:
        bare = service(Role.LIVENESS)
        assert found(watcher=bare) == {Gap.ATTACKS_UNTESTED, Gap.INJECTION_UNTESTED}
        assert found(watcher=bare, channel=CaptureChannel.COUNTER) == {Gap.ATTACKS_UNTESTED}

    def test_a_service_without_a_gallery_has_nothing_to_compare_a_page_with(self) -> None:
        stateless = service(
            Role.MATCHING, assurance(AssuranceKind.FALSE_MATCH), interface=Interface.BIOSDK
        )
        assert found(stateless) == {Gap.NO_REFERENCE_ON_A_PAGE}
        assert found(stateless, channel=CaptureChannel.COUNTER) == set()

    @pytest.mark.parametrize(
        ("profile", "demo", "counts"),
        [
            (ServiceProfile.PRODUCTION, False, True),
            (ServiceProfile.PRODUCTION, True, True),
            (ServiceProfile.DEMO, False, False),
            (ServiceProfile.DEMO, True, True),
            (ServiceProfile.EVALUATION, False, False),
            (ServiceProfile.EVALUATION, True, False),
        ],
    )
    def test_where_a_profile_counts(
        self, profile: ServiceProfile, *, demo: bool, counts: bool
    ) -> None:
        assert counts_in(profile, demo=demo) is counts

    @pytest.mark.norm("X16.4", limb="the rule of the accounts that are admitted")
    @pytest.mark.parametrize(
        ("level", "only", "admitted"),
        [(2, True, True), (1, True, False), (None, True, False), (1, False, True)],
    )
    def test_whose_reference_was_enrolled_under_level_02(
        self, level: int | None, *, only: bool, admitted: bool
    ) -> None:
        assert person_admitted(level, level_02_only=only) is admitted

    def test_a_laboratory_earns_more_patience(self) -> None:
        own = service(Role.LIVENESS, assurance(AssuranceKind.ATTACK_DETECTION, lab=""))
        assert failure_limits(own, NOW) is PLAIN
        assert failure_limits(WATCHER, NOW) is WITH_ATTACK_DETECTION
        assert failure_limits(WATCHER, NOW + timedelta(days=2)) is PLAIN


class TestOutcomes:
    @pytest.mark.parametrize(("judged", "compared"), list(product(PadResult, [*MatchResult, None])))
    def test_only_a_match_of_somebody_living_is_proven(
        self, judged: PadResult, compared: MatchResult | None
    ) -> None:
        said = None if compared is None else Compared(compared, ("a",))
        outcome = outcome_of(Judged(judged, ("a", "b"), "e"), said)
        proven = (judged, compared) == (PadResult.LIVE, MatchResult.MATCH)
        assert (outcome is Outcome.PROVEN) is proven

    @pytest.mark.parametrize("digests", [(), ("c",), ("a", "c")])
    def test_the_two_must_speak_of_the_same_bytes(self, digests: tuple[str, ...]) -> None:
        judged = Judged(PadResult.LIVE, ("a", "b"), "e")
        said = Compared(MatchResult.MATCH, digests)
        assert outcome_of(judged, said) is Outcome.REFUSED

    def test_an_attack_sounds_like_any_other_no(self) -> None:
        assert TOLD[Outcome.ATTACK] is TOLD[Outcome.REFUSED] is Reason.NOT_PROVEN

    @pytest.mark.parametrize(
        ("score", "kept"), [(None, None), (0, None), (-3, None), (1, 0), (4100, 12), (0.3, -2)]
    )
    def test_of_a_score_the_order_of_magnitude_is_kept(
        self, score: float | None, kept: int | None
    ) -> None:
        assert bucket(score) == kept


class TestPurposes:
    @pytest.mark.norm("D20.1a", "D20.1b", limb="no biometric is asked for")
    def test_below_level_3_no_biometric_data_is_taken(self) -> None:
        assert [purpose_for(level) for level in Level] == [
            None,
            None,
            None,
            BiometricPurpose.LOGIN_L3,
            BiometricPurpose.LOGIN_L4,
        ]

    @pytest.mark.norm("D20.1b", limb="no biometric is asked for")
    def test_level_2_asks_for_no_face_while_there_is_another_way(self) -> None:
        kinds = {EvidenceKind.PASSWORD, EvidenceKind.PASSKEY_PRESENT, EvidenceKind.FACE_ON_PAGE}
        asked = leads_to(Level.TWO, done={EvidenceKind.PASSKEY_PRESENT}, available=kinds)
        assert asked == {EvidenceKind.PASSWORD}
        asked = leads_to(Level.THREE, done={EvidenceKind.PASSKEY_PRESENT}, available=kinds)
        assert asked == {EvidenceKind.FACE_ON_PAGE}

    def test_what_takes_biometric_data_is_what_this_slice_makes_and_voice(self) -> None:
        assert {*EVIDENCE.values(), EvidenceKind.VOICE} == TAKES_BIOMETRIC_DATA


def flaw(image: bytes) -> Flaw:
    with pytest.raises(Unfit) as caught:
        picture(image)
    return caught.value.flaw


def with_segment(marker: int, body: bytes) -> bytes:
    plain = photograph(seed=1)
    return plain[:2] + segment(marker, body) + plain[2:]


class TestPictures:
    def test_a_photograph_is_taken_with_its_size(self) -> None:
        image = photograph(width=1280, height=720)
        sample = picture(image)
        assert (sample.width, sample.height, sample.image) == (1280, 720, image)

    def test_a_sample_shows_no_picture_of_itself(self) -> None:
        image = photograph()
        assert repr(image)[10:30] not in repr(picture(image))

    @pytest.mark.parametrize(
        "note",
        [
            (0xE1, b"Exif\0\0" + bytes(20)),
            (0xE2, b"ICC_PROFILE\0" + bytes(20)),
            (0xEE, b"Adobe" + bytes(7)),
        ],
        ids=["exif", "icc", "adobe"],
    )
    def test_what_browsers_add_is_no_fault(self, note: tuple[int, bytes]) -> None:
        plain, noted = picture(photograph(seed=1)), picture(with_segment(*note))
        assert replace(noted, image=plain.image) == plain

    @pytest.mark.parametrize(
        "note",
        [
            (0xFE, b"<script>alert(1)</script>"),
            (0xE0, b"%PDF-1.7 0 obj"),
            (0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>"),
            (0xE3, b"Exif\0\0"),
            (0xED, b"Photoshop 3.0\0"),
            (0xE1, b"Exif\0\0" + bytes(5000)),
            (0xC1, b""),
            (0x01, b""),
        ],
        ids=lambda note: repr(note)[:24],
    )
    def test_what_carries_something_else_is_refused(self, note: tuple[int, bytes]) -> None:
        assert flaw(with_segment(*note)) is Flaw.MORE_THAN_A_PICTURE

    @pytest.mark.parametrize(
        "image",
        [
            b"",
            b"GIF89a" + bytes(50),
            b"\x89PNG\r\n\x1a\n" + bytes(50),
            b"RIFF\0\0\0\0WEBPVP8 ",
            b"%PDF-1.7",
            b"<svg/>",
            b"PK\x03\x04" + photograph(seed=1),
        ],
        ids=["empty", "gif", "png", "webp", "pdf", "svg", "zip before it"],
    )
    def test_another_kind_is_refused(self, image: bytes) -> None:
        assert flaw(image) is Flaw.NOT_A_PHOTOGRAPH

    def test_something_behind_it_is_refused(self) -> None:
        assert flaw(photograph() + b"\0") is Flaw.MORE_THAN_A_PICTURE
        assert flaw(photograph() + photograph()) is Flaw.MORE_THAN_A_PICTURE

    @pytest.mark.parametrize("width", [0, 1, 199, 2049, 65_535])
    def test_a_size_no_camera_here_has_is_refused(self, width: int) -> None:
        assert flaw(photograph(width=width)) is Flaw.WRONG_SIZE

    @given(st.integers(0, 3_300))
    def test_cut_short_anywhere_it_is_refused(self, length: int) -> None:
        whole = photograph(seed=1)
        assert flaw(whole[: min(length, len(whole) - 1)]) in {
            Flaw.NOT_A_PHOTOGRAPH,
            Flaw.CUT_SHORT,
        }

    @given(st.binary(max_size=400))
    def test_bytes_that_begin_like_one_are_taken_or_refused(self, rest: bytes) -> None:
        with contextlib.suppress(Unfit):
            assert picture(b"\xff\xd8" + rest).image

    @given(st.integers(0, 200), st.integers(0, 255))
    def test_one_byte_altered_in_its_head_raises_nothing_else(self, at: int, byte: int) -> None:
        image = bytearray(photograph(seed=1))
        image[at] = byte
        with contextlib.suppress(Unfit):
            assert picture(bytes(image)).image

    def test_a_picture_without_a_size_is_none(self) -> None:
        bare = b"\xff\xd8" + segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"data\xff\xd9"
        assert flaw(bare) is Flaw.NOT_A_PHOTOGRAPH

    def test_a_picture_with_two_sizes_is_none(self) -> None:
        frame = b"\x08\x01\xe0\x02\x80\x01\x01\x11\0"
        assert flaw(with_segment(0xC0, frame)) is Flaw.NOT_A_PHOTOGRAPH

    def test_together_they_may_have_two_megabytes(self) -> None:
        large = [image[:-2] + b"\0" * 600_000 + image[-2:] for image in photographs(4)]
        with pytest.raises(Unfit) as caught:
            pictures(large)
        assert caught.value.flaw is Flaw.TOO_MUCH

    def test_one_picture_four_times_is_no_capture(self) -> None:
        with pytest.raises(Unfit) as caught:
            pictures([photograph(seed=1)] * 4)
        assert caught.value.flaw is Flaw.REPEATED
