"""The result of one capture: proven or not, counted, and recorded."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from idp.assurance.kinds import EvidenceKind, Means
from idp.assurance.levels import Level
from idp.assurance.pieces import kinds_in
from idp.factors.biometrics.captures import CAPTURE_FOR
from idp.factors.biometrics.domain import BiometricPurpose
from idp.factors.biometrics.domain.failure_limits import WITH_ATTACK_DETECTION
from idp.factors.biometrics.service import Biometrics
from idp.factors.biometrics.tables import ATTEMPT
from idp.factors.domain import VerifiedFactor
from idp.factors.passwords import PresentedPassword
from idp.history.domain import EventType
from idp.kernel.biometrics import Modality, Pose
from idp.kernel.refusals import Reason, Refused
from idp.platform.cached import SEEN_FOR
from idp.policy.domain import Switch
from tests.support.biometric_services import MATCH, NO_MATCH, Script, Services, judgement, serving
from tests.support.biometrics import consent, enter_both, show_face, shown, standing
from tests.support.officers import AN, BINH, themself
from tests.support.photographs import photograph, photographs
from tests.support.races import meanwhile, race
from tests.support.sign_ins import proven, reason, sign_in, switch_off
from tests.support.visits import now_at
from tests.support.world import Person, World, sure


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture(autouse=True)
def desks(script: Script, world: World) -> Iterator[Services]:
    with serving(script) as services:
        enter_both(world, services.origin)
        yield services


@pytest.fixture
def person(world: World) -> Person:
    person = world.person(totp=False)
    consent(world, person)
    return person


@pytest.fixture
def biometrics(world: World) -> Biometrics:
    return world.services.biometrics


def attempts(world: World) -> list[dict[str, object]]:
    with world.services.database.transaction() as connection:
        return [dict(row._mapping) for row in connection.execute(select(ATTEMPT))]  # noqa: SLF001


def told(world: World, person: Person) -> list[EventType]:
    return [entry.happening for entry in world.services.history.for_subject(person.subject_id)]


@pytest.mark.norm("D20.1d", limb="a face before a page is evidence of its own kind")
def test_a_match_of_a_living_person_is_proven(world: World, person: Person) -> None:
    answer = proven(show_face(world, person))
    assert answer.kind is EvidenceKind.FACE_ON_PAGE
    assert answer.subject_id == person.subject_id


def test_only_the_straight_picture_is_compared(
    world: World, person: Person, script: Script, biometrics: Biometrics
) -> None:
    ceremony = sign_in(world)
    question = biometrics.captures.question(ceremony, subject_id=person.subject_id)
    brought = replace(shown(world, person, ceremony), handle=question.handle, images=photographs())
    proven(biometrics.verify(ceremony, brought))
    watched, compared = script.asked
    assert watched.body["poses"] == [pose.value for pose in question.poses]
    assert watched.body["nonce"] == question.handle
    straight = watched.body["samples"][question.poses.index(Pose.STRAIGHT)]["image"]
    assert [item["image"] for item in compared.body["biometricData"]] == [straight]
    assert script.faults == []


def test_the_order_of_poses_is_not_always_the_same(
    world: World, person: Person, biometrics: Biometrics
) -> None:
    ceremony = sign_in(world)
    orders = {
        biometrics.captures.question(ceremony, subject_id=person.subject_id).poses
        for _ in range(40)
    }
    assert len(orders) > 5


def test_the_service_knows_the_person_by_a_name_that_tells_nothing(
    world: World, person: Person, script: Script
) -> None:
    proven(show_face(world, person))
    name = script.asked[-1].path.rpartition("/")[2]
    number = world.services.subjects.identity(person.subject_id).number
    assert len(name) == 64
    assert person.subject_id not in name
    assert number not in script.asked[-1].path


@pytest.mark.parametrize(
    ("abis", "liveness"),
    [
        (NO_MATCH, "LIVE"),
        ((404, {"code": 1, "message": "unknown"}), "LIVE"),
        (MATCH, "ATTACK"),
        (MATCH, "INCONCLUSIVE"),
    ],
    ids=["no match", "not enrolled", "attack", "inconclusive"],
)
def test_nobody_is_told_why_it_was_not_them(
    world: World, person: Person, script: Script, abis: tuple[int, object], liveness: str
) -> None:
    script.abis, script.liveness = abis, liveness
    assert show_face(world, person) == Refused(Reason.NOT_PROVEN)
    assert (
        world.services.biometrics.tries.for_subject(person.subject_id, Modality.FACE).failures == 1
    )
    assert EventType.FACTOR_REFUSED in told(world, person)


@pytest.mark.parametrize(
    ("abis", "liveness"),
    [
        ((200, {"decision": "true"}), "LIVE"),
        ((202, {"taskId": "7"}), "LIVE"),
        ((500, {}), "LIVE"),
        (MATCH, "live"),
        (MATCH, ""),
    ],
    ids=["lying", "later", "down", "another word", "silent"],
)
def test_what_nobody_judged_is_no_failure_of_the_person(
    world: World, person: Person, script: Script, abis: tuple[int, object], liveness: str
) -> None:
    script.abis, script.liveness = abis, liveness
    assert show_face(world, person) == Refused(Reason.SERVICE_UNAVAILABLE)
    assert (
        world.services.biometrics.tries.for_subject(person.subject_id, Modality.FACE).failures == 0
    )


def test_a_judgement_of_other_pictures_proves_nothing(
    world: World, person: Person, script: Script
) -> None:
    script.liveness = lambda asked: (200, judgement(asked, "LIVE", samples=["0" * 64] * 4))
    assert reason(show_face(world, person)) is Reason.SERVICE_UNAVAILABLE


def test_without_somebody_living_nobody_is_compared(
    world: World, person: Person, script: Script
) -> None:
    script.liveness = "ATTACK"
    show_face(world, person)
    assert [asked.path for asked in script.asked] == ["/v1/liveness"]


def test_an_imitation_is_told_to_the_person(world: World, person: Person, script: Script) -> None:
    script.liveness = "ATTACK"
    show_face(world, person)
    assert EventType.BIOMETRIC_ATTACK_SUSPECTED in told(world, person)
    assert "biometric_attack" in letters(world)


def letters(world: World) -> list[str]:
    with world.services.database.transaction() as connection:
        rows = connection.exec_driver_sql("SELECT kind FROM notice")
        return [row.kind for row in rows]


class TestConsent:
    def test_without_it_nothing_is_asked(
        self, world: World, person: Person, script: Script
    ) -> None:
        sure_none(
            world.services.biometric_consents.withdraw(
                person.subject_id, BiometricPurpose.LOGIN_L3, actor=themself(person.subject_id)
            )
        )
        assert reason(show_face(world, person)) is Reason.CONSENT_MISSING
        assert script.asked == []

    def test_to_one_purpose_is_none_to_another(
        self, world: World, person: Person, biometrics: Biometrics
    ) -> None:
        ceremony = sign_in(world)
        brought = shown(world, person, ceremony, level=Level.FOUR)
        assert reason(biometrics.verify(ceremony, brought)) is Reason.CONSENT_MISSING

    @pytest.mark.norm("D20.1b", limb="no biometric is asked for")
    def test_below_level_3_there_is_no_purpose(
        self, world: World, person: Person, biometrics: Biometrics
    ) -> None:
        ceremony = sign_in(world)
        brought = shown(world, person, ceremony, level=Level.TWO)
        assert reason(biometrics.verify(ceremony, brought)) is Reason.CONSENT_MISSING

    def test_withdrawn_while_the_services_were_asked_nothing_counts(
        self, world: World, person: Person, script: Script
    ) -> None:
        def withdrawn(_: object) -> tuple[int, object]:
            world.services.biometric_consents.withdraw(
                person.subject_id, BiometricPurpose.LOGIN_L3, actor=themself(person.subject_id)
            )
            return MATCH

        script.abis = withdrawn
        assert reason(show_face(world, person)) is Reason.CONSENT_MISSING

    def test_it_stays_on_record_as_a_proof(self, world: World, person: Person) -> None:
        consents = world.services.biometric_consents
        sure_none(
            consents.withdraw(
                person.subject_id, BiometricPurpose.LOGIN_L3, actor=themself(person.subject_id)
            )
        )
        consent(world, person)
        newest, oldest = consents.for_subject(person.subject_id)
        assert newest.withdrawn_at is None
        assert oldest.withdrawn_at is not None
        assert told(world, person)[:3] == [
            EventType.BIOMETRIC_CONSENT_GIVEN,
            EventType.BIOMETRIC_CONSENT_WITHDRAWN,
            EventType.BIOMETRIC_CONSENT_GIVEN,
        ]

    def test_given_twice_it_is_one(self, world: World, person: Person) -> None:
        consent(world, person)
        assert len(world.services.biometric_consents.for_subject(person.subject_id)) == 1

    def test_given_in_two_tabs_at_once_it_is_one(self, world: World, person: Person) -> None:
        consents = world.services.biometric_consents
        sure_none(
            consents.withdraw(
                person.subject_id, BiometricPurpose.LOGIN_L3, actor=themself(person.subject_id)
            )
        )
        tab = partial(consent, world, person)
        meanwhile(world.services.database, tab, tab)
        assert len(consents.for_subject(person.subject_id)) == 2

    def test_there_is_nothing_to_withdraw_twice(self, world: World, person: Person) -> None:
        consents = world.services.biometric_consents
        sure_none(
            consents.withdraw(
                person.subject_id, BiometricPurpose.LOGIN_L3, actor=themself(person.subject_id)
            )
        )
        again = consents.withdraw(
            person.subject_id, BiometricPurpose.LOGIN_L3, actor=themself(person.subject_id)
        )
        assert reason(again) is Reason.NOT_FOUND


def sure_none(answer: object) -> None:
    assert answer is None, answer


class TestQuestions:
    def test_one_is_answered_once(
        self, world: World, person: Person, biometrics: Biometrics
    ) -> None:
        ceremony = sign_in(world)
        brought = shown(world, person, ceremony)
        proven(biometrics.verify(ceremony, brought))
        again = replace(brought, images=photographs())
        assert reason(biometrics.verify(ceremony, again)) is Reason.USED_BEFORE
        assert told(world, person)[0] is EventType.FACTOR_REFUSED

    def test_two_answers_at_once_are_one(
        self, world: World, person: Person, biometrics: Biometrics
    ) -> None:
        ceremony = sign_in(world)
        brought = shown(world, person, ceremony)
        answers = race(lambda: biometrics.verify(ceremony, brought), times=3)
        assert sum(isinstance(each, VerifiedFactor) for each in answers) == 1

    def test_after_its_time_it_is_over(
        self, world: World, person: Person, biometrics: Biometrics
    ) -> None:
        ceremony = sign_in(world)
        brought = shown(world, person, ceremony)
        world.clock.advance(CAPTURE_FOR)
        assert reason(biometrics.verify(ceremony, brought)) is Reason.EXPIRED

    def test_in_another_browser_it_is_none(
        self, world: World, person: Person, biometrics: Biometrics
    ) -> None:
        ceremony = sign_in(world)
        brought = shown(world, person, ceremony)
        other = replace(ceremony, audience="0" * 64)
        assert reason(biometrics.verify(other, brought)) is Reason.NOT_FOUND

    @pytest.mark.norm("D19.4-2", limb="a proof counts in its own transaction")
    def test_in_another_sign_in_it_is_none(
        self, world: World, person: Person, biometrics: Biometrics
    ) -> None:
        ceremony = sign_in(world)
        brought = shown(world, person, ceremony)
        other = replace(sign_in(world), audience=ceremony.audience)
        refused = biometrics.verify(other, brought)
        assert reason(refused) is Reason.FACTOR_FROM_OTHER_TRANSACTION

    def test_of_another_person_it_is_none(
        self, world: World, person: Person, biometrics: Biometrics
    ) -> None:
        other = world.person(totp=False)
        consent(world, other)
        ceremony = sign_in(world)
        brought = replace(shown(world, person, ceremony), account=standing(world, other))
        refused = biometrics.verify(ceremony, brought)
        assert reason(refused) is Reason.FACTOR_FROM_OTHER_TRANSACTION


class TestPictures:
    @pytest.mark.parametrize(
        "images",
        [
            (),
            photographs(2),
            photographs(3),
            photographs(7),
            (photograph(seed=1),) * 4,
            (*photographs(3), b""),
            (*photographs(3), b"\x89PNG\r\n\x1a\n" + bytes(100)),
            (*photographs(3), photograph()[:-2]),
            (*photographs(3), photograph() + b"PK\x03\x04"),
            (*photographs(3), photograph(width=9000)),
            (*photographs(3), photograph(width=10, height=10)),
        ],
        ids=[
            "none",
            "two",
            "fewer than asked",
            "too many",
            "one repeated",
            "an empty one",
            "a drawing",
            "cut short",
            "something behind it",
            "too large",
            "too small",
        ],
    )
    def test_what_is_no_plain_photograph_goes_nowhere(
        self, world: World, person: Person, script: Script, images: tuple[bytes, ...]
    ) -> None:
        assert reason(show_face(world, person, images=images)) is Reason.PICTURES_REFUSED
        assert script.asked == []
        assert (
            world.services.biometrics.tries.for_subject(person.subject_id, Modality.FACE).failures
            == 0
        )

    @pytest.mark.norm("D19.4-2", limb="a proof counts once")
    def test_the_same_picture_counts_once_in_the_life_of_the_system(
        self, world: World, person: Person
    ) -> None:
        images = photographs()
        proven(show_face(world, person, images=images))
        for _ in range(5):
            # The order of poses differs, so another picture may be the one that is compared.
            refused = show_face(world, person, images=images)
            if isinstance(refused, Refused):
                assert refused.reason is Reason.PICTURES_REFUSED
                return
        pytest.fail("the same pictures were taken again and again")


class TestWhoMay:
    @pytest.mark.norm("X16.4", limb="the services are not asked for an account of level 01")
    def test_an_account_of_level_01_may_not(self, world: World) -> None:
        person = world.person(totp=False, level=1)
        consent(world, person)
        assert reason(show_face(world, person)) is Reason.ACCOUNT_LEVEL_INSUFFICIENT
        gates = world.services.biometrics.eligibility
        assert kinds_in(gates.pieces(standing(world, person))) == frozenset()
        assert gates.refusal_reason(standing(world, person)) is Reason.ACCOUNT_LEVEL_INSUFFICIENT

    def test_two_persons_can_admit_accounts_of_level_01(self, world: World) -> None:
        person = world.person(totp=False, level=1)
        consent(world, person)
        policy = world.services.policy
        change = sure(policy.propose(Switch.BIOMETRICS_LEVEL_02_ONLY, value=False, actor=AN))
        sure(policy.approve(change.id, actor=BINH))
        proven(show_face(world, person))

    def test_a_person_of_level_02_could_prove_it(self, world: World, person: Person) -> None:
        gates = world.services.biometrics.eligibility
        assert kinds_in(gates.pieces(standing(world, person))) == {EvidenceKind.FACE_ON_PAGE}
        assert kinds_in(gates.offered()) == {EvidenceKind.FACE_ON_PAGE}
        assert kinds_in(gates.pieces(None)) == frozenset()

    def test_switched_off_nobody_could(self, world: World, person: Person) -> None:
        switch_off(world, Means.FACE)
        world.clock.advance(SEEN_FOR)
        assert reason(show_face(world, person)) is Reason.MEANS_DISABLED
        assert (
            kinds_in(world.services.biometrics.eligibility.pieces(standing(world, person)))
            == frozenset()
        )

    def test_an_expired_report_takes_it_away(self, world: World, person: Person) -> None:
        world.clock.advance(timedelta(days=400))
        assert reason(show_face(world, person)) is Reason.MEANS_DISABLED


class TestLimits:
    def test_ten_failures_in_a_row_then_a_growing_wait(
        self, world: World, person: Person, script: Script
    ) -> None:
        script.abis = NO_MATCH
        assert {reason(show_face(world, person)) for _ in range(10)} == {Reason.NOT_PROVEN}
        waits = []
        for _ in range(3):
            refused = show_face(world, person)
            assert isinstance(refused, Refused)
            assert refused.reason is Reason.TOO_MANY_TRIES
            assert refused.retry_at is not None
            waits.append(refused.retry_at - world.clock.now())
            world.clock.advance(waits[-1])
            assert reason(show_face(world, person)) is Reason.NOT_PROVEN
        assert waits == [timedelta(seconds=each) for each in (30, 60, 120)]

    def test_a_success_forgets_the_failures(
        self, world: World, person: Person, script: Script
    ) -> None:
        script.abis = NO_MATCH
        show_face(world, person)
        script.abis = MATCH
        proven(show_face(world, person))
        tries = world.services.biometrics.tries.for_subject(person.subject_id, Modality.FACE)
        assert tries.failures == 0

    def test_a_hundred_failures_end_it_until_the_person_is_sure(
        self, world: World, person: Person, script: Script, biometrics: Biometrics
    ) -> None:
        script.abis = NO_MATCH
        for _ in range(100):
            assert reason(show_face(world, person)) is Reason.NOT_PROVEN
            world.clock.advance(timedelta(hours=1))
        script.abis = MATCH
        assert reason(show_face(world, person)) is Reason.BIOMETRIC_DISABLED
        assert kinds_in(biometrics.eligibility.pieces(standing(world, person))) == frozenset()
        assert biometrics.disabled(person.subject_id) == (Modality.FACE,)
        assert told(world, person).count(EventType.BIOMETRIC_STOPPED) == 1
        assert biometrics.open_again(person.subject_id, actor=AN) == Refused(
            Reason.FRESH_SIGN_IN_REQUIRED
        )
        by = now_at(world.services, AN)
        assert biometrics.open_again(person.subject_id, actor=by) == (Modality.FACE,)
        assert biometrics.open_again(person.subject_id, actor=by) == ()
        proven(show_face(world, person))
        assert EventType.BIOMETRIC_REOPENED in told(world, person)

    def test_tries_in_parallel_gain_nothing(
        self, world: World, person: Person, script: Script, biometrics: Biometrics
    ) -> None:
        script.abis = NO_MATCH
        ceremonies = [sign_in(world) for _ in range(16)]
        ready = [(each, shown(world, person, each)) for each in ceremonies]
        answers = race(lambda: biometrics.verify(*ready.pop()), times=16)
        reasons = [reason(each) for each in answers]
        assert reasons.count(Reason.NOT_PROVEN) <= 10
        counted = biometrics.tries.for_subject(person.subject_id, Modality.FACE).failures
        assert counted == reasons.count(Reason.NOT_PROVEN)

    def test_of_sixteen_counted_at_once_ten_are_admitted(
        self, person: Person, biometrics: Biometrics
    ) -> None:
        def admit() -> object:
            return biometrics.tries.acquire(person.subject_id, Modality.FACE, WITH_ATTACK_DETECTION)

        answers = race(admit, times=16)
        assert sum(isinstance(each, Refused) for each in answers) == 6

    def test_a_face_that_is_stopped_stops_no_password(
        self, world: World, person: Person, script: Script
    ) -> None:
        script.abis = NO_MATCH
        for _ in range(12):
            show_face(world, person)
        answer = world.services.passwords.verify_at_once(
            sign_in(world), PresentedPassword(username=person.username, password=person.password)
        )
        proven(answer)


class TestBulkhead:
    def test_a_service_that_hangs_holds_nobody_longer_than_three_seconds(
        self, world: World, person: Person, script: Script
    ) -> None:
        script.seconds = 30
        began = time.monotonic()
        assert reason(show_face(world, person)) is Reason.SERVICE_UNAVAILABLE
        assert time.monotonic() - began < 10, "three, and what a busy machine adds"

    def test_more_than_a_few_at_once_hear_busy_without_waiting(
        self, world: World, person: Person, script: Script, biometrics: Biometrics
    ) -> None:
        script.seconds = 30
        ceremonies = [sign_in(world) for _ in range(8)]
        ready = [(each, shown(world, person, each)) for each in ceremonies]
        answers = race(lambda: biometrics.verify(*ready.pop()), times=8)
        reasons = [reason(each) for each in answers]
        assert reasons.count(Reason.SERVICE_UNAVAILABLE) == world.settings.biometric_calls
        assert reasons.count(Reason.BUSY) == 8 - world.settings.biometric_calls
        assert biometrics.tries.for_subject(person.subject_id, Modality.FACE).failures == 0


class TestRecord:
    def test_an_attempt_is_kept_without_its_pictures(self, world: World, person: Person) -> None:
        images = photographs()
        answer = proven(show_face(world, person, images=images))
        (kept,) = attempts(world)
        assert kept["id"] == answer.credential_id
        assert kept["outcome"] == "match"
        assert kept["attack_outcome"] == "live"
        assert kept["attack_evidence"] == "judgement-1"
        assert kept["score_bucket"] == 12
        assert len(kept["samples"]) == 4  # type: ignore[arg-type] # a list of digests
        assert not any(image in repr(kept).encode() for image in images)

    def test_what_failed_is_kept_too(self, world: World, person: Person, script: Script) -> None:
        script.liveness = "ATTACK"
        show_face(world, person)
        (kept,) = attempts(world)
        assert (kept["outcome"], kept["attack_outcome"]) == (None, "attack")

    @pytest.mark.norm("D17.2-1", limb="attempts with biometrics are kept as long")
    def test_an_attempt_is_kept_as_long_as_history_and_no_longer(
        self, world: World, person: Person, biometrics: Biometrics
    ) -> None:
        proven(show_face(world, person))
        world.clock.advance(timedelta(days=5 * 365))
        assert biometrics.attempts.purge() == 0
        world.clock.advance(timedelta(days=3))
        assert biometrics.attempts.purge() == 1
        assert attempts(world) == []


class TestCounter:
    def test_a_registered_device_needs_nothing_beside_it(
        self, world: World, person: Person, biometrics: Biometrics, script: Script
    ) -> None:
        ceremony = sign_in(world)
        brought = shown(world, person, ceremony)
        answer = proven(biometrics.verify_at_counter(ceremony, brought, device="device-7"))
        assert answer.kind is EvidenceKind.FACE
        assert script.asked[-1].body["biometricData"][0]["captureDevice"] == "device-7"

    def test_a_finger_is_compared_as_a_finger(
        self, world: World, person: Person, biometrics: Biometrics, script: Script
    ) -> None:
        ceremony = sign_in(world)
        question = biometrics.captures.question(
            ceremony, subject_id=person.subject_id, modality=Modality.FINGERPRINT
        )
        brought = replace(
            shown(world, person, ceremony),
            handle=question.handle,
            images=(photograph(),),
            modality=Modality.FINGERPRINT,
        )
        answer = proven(biometrics.verify_at_counter(ceremony, brought, device="device-7"))
        assert answer.kind is EvidenceKind.FINGERPRINT
        assert script.asked[-1].body["biometricData"][0]["biometricType"] == "FINGER"

    def test_a_device_without_a_name_is_none(
        self, world: World, person: Person, biometrics: Biometrics
    ) -> None:
        ceremony = sign_in(world)
        with pytest.raises(ValueError, match="name"):
            biometrics.verify_at_counter(ceremony, shown(world, person, ceremony), device=" ")

    def test_a_page_takes_no_fingers(
        self, world: World, person: Person, biometrics: Biometrics
    ) -> None:
        ceremony = sign_in(world)
        brought = replace(shown(world, person, ceremony), modality=Modality.FINGERPRINT)
        assert reason(biometrics.verify(ceremony, brought)) is Reason.MEANS_DISABLED
