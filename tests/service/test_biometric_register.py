"""The register of biometric services: two persons for each row, and what keeps one out."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from idp.factors.biometrics.domain import (
    AssuranceKind,
    BiometricProvider,
    CaptureChannel,
    Role,
    ServiceProfile,
)
from idp.factors.biometrics.domain.admissibility import Gap
from idp.factors.biometrics.procedures import BIOMETRIC_RECORD
from idp.factors.biometrics.providers import BiometricEffects, BiometricProviders
from idp.factors.biometrics.tables import PROVIDER
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.biometrics import Modality
from idp.kernel.refusals import Reason, Refused
from idp.platform.cached import SEEN_FOR, Cached
from idp.services import Services
from idp.wiring.biometrics import record_effects
from tests.support.biometrics import enter, enter_both, matcher, report, watcher
from tests.support.engines import engine
from tests.support.officers import AN, BINH
from tests.support.races import race
from tests.support.sign_ins import reason
from tests.support.world import World, sure

HERE = "http://127.0.0.1:9"


def gaps(world: World, channel: CaptureChannel = CaptureChannel.PAGE) -> set[Gap]:
    world.clock.advance(SEEN_FOR)
    return set(world.services.biometric_providers.pair(Modality.FACE, channel).gaps)


def test_nothing_counts_before_anything_was_entered(world: World) -> None:
    assert gaps(world) == {Gap.NO_MATCHER, Gap.NO_LIVENESS}
    assert world.services.biometrics.eligibility.offered() == frozenset()


def test_services_with_their_reports_count(world: World) -> None:
    enter_both(world, HERE)
    assert gaps(world) == set()


@pytest.mark.norm("D4.8", limb="a biometric service needs two persons")
def test_the_same_person_cannot_propose_and_approve(world: World) -> None:
    register = world.services.biometric_providers
    made = sure(register.propose(matcher(HERE), actor=AN))
    assert reason(register.approve(made.id, actor=AN)) is Reason.FOUR_EYES
    assert gaps(world) >= {Gap.NO_MATCHER}
    proposed = sure(
        register.propose_assurance(report(world, made, AssuranceKind.FALSE_MATCH), actor=AN)
    )
    assert reason(register.approve(proposed.id, actor=AN)) is Reason.FOUR_EYES


def test_what_was_approved_is_not_approved_again(world: World) -> None:
    register = world.services.biometric_providers
    made = sure(register.propose(matcher(HERE), actor=AN))
    sure(register.approve(made.id, actor=BINH))
    assert reason(register.approve(made.id, actor=BINH)) is Reason.STATE_ALREADY_HOLDS
    assert reason(register.approve("no such record", actor=BINH)) is Reason.NOT_FOUND


def test_a_report_that_nobody_approved_counts_for_nothing(world: World) -> None:
    register = world.services.biometric_providers
    made = enter(world, matcher(HERE))
    sure(register.propose_assurance(report(world, made, AssuranceKind.FALSE_MATCH), actor=AN))
    assert Gap.FALSE_MATCH_UNKNOWN in gaps(world)


def test_an_expired_report_counts_for_nothing(world: World) -> None:
    enter_both(world, HERE)
    world.clock.advance(timedelta(days=366))
    assert gaps(world) == {
        Gap.FALSE_MATCH_UNKNOWN,
        Gap.ATTACKS_UNTESTED,
        Gap.INJECTION_UNTESTED,
    }


def test_one_person_alone_can_retire_a_service(world: World) -> None:
    compares, _ = enter_both(world, HERE)
    sure(world.services.biometric_providers.retire(compares.id, actor=AN))
    assert gaps(world) == {Gap.NO_MATCHER}


@pytest.mark.norm("X16.4", limb="a gallery of selfies is no reference")
def test_a_gallery_of_selfies_counts_for_nothing(world: World) -> None:
    enter_both(world, HERE, provenance="self_declared")
    assert gaps(world) == {Gap.REFERENCE_NOT_OF_THE_STATE}


def test_a_counter_needs_no_statement_about_injected_video(world: World) -> None:
    enter(world, matcher(HERE), AssuranceKind.FALSE_MATCH)
    enter(world, watcher(HERE), AssuranceKind.ATTACK_DETECTION)
    assert gaps(world) == {Gap.INJECTION_UNTESTED}
    assert gaps(world, CaptureChannel.COUNTER) == set()


def test_an_evaluation_never_counts(world: World) -> None:
    register = world.services.biometric_providers
    refused = register.propose(matcher(HERE, profile=ServiceProfile.EVALUATION), actor=AN)
    assert reason(refused) is Reason.NOT_AUTHORISED


def production(services: Services) -> BiometricProviders:
    """The same register as an installation of the production profile sees it."""
    context = ServiceContext(services.database, services.clock, services.history)
    seen: Cached[str, list[BiometricProvider]] = Cached(services.clock)
    mine = record_effects(BiometricEffects(services.database, seen, demo=False))
    return BiometricProviders(
        database=services.database,
        clock=services.clock,
        sealing=services.sealing,
        seen=seen,
        demo=False,
        engine=engine(context, BIOMETRIC_RECORD, effects=mine),
    )


def test_production_refuses_services_of_the_demonstration(world: World) -> None:
    enter_both(world, HERE)
    register = production(world.services)
    pair = register.pair(Modality.FACE, CaptureChannel.PAGE)
    assert Gap.NOT_OF_THIS_PROFILE in pair.gaps
    secure = matcher("https://abis.example.vn")
    assert reason(register.propose(secure, actor=AN)) is Reason.NOT_AUTHORISED


def test_production_does_not_approve_what_a_demonstration_proposed(world: World) -> None:
    made = sure(world.services.biometric_providers.propose(matcher(HERE), actor=AN))
    refused = production(world.services).approve(made.id, actor=BINH)
    assert reason(refused) is Reason.NOT_AUTHORISED


@pytest.mark.parametrize(
    "changes",
    [
        {"endpoint": "ftp://abis.example"},
        {"endpoint": "https://abis.example/?x=1"},
        {"endpoint": "https://abis.example/"},
        {"endpoint": ""},
        {"name": " "},
        {"modalities": ()},
        {"provenance": "hearsay"},
        {"gallery": ""},
        {"role": Role.LIVENESS},
    ],
    ids=repr,
)
def test_a_record_that_cannot_be_is_not_entered(world: World, changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        world.services.biometric_providers.propose(matcher(HERE, **changes), actor=AN)


@pytest.mark.parametrize("value", ["0", "1", "-0.1", "NaN", None])
def test_a_rate_that_is_none_is_not_entered(world: World, value: str | None) -> None:
    made = enter(world, matcher(HERE))
    rate = None if value is None else Decimal(value)
    with pytest.raises(ValueError, match="rate"):
        world.services.biometric_providers.propose_assurance(
            report(world, made, AssuranceKind.FALSE_MATCH, value=rate), actor=AN
        )


def test_the_secret_of_a_service_is_sealed(world: World) -> None:
    register = world.services.biometric_providers
    made = enter(world, matcher(HERE), token="abis-token-in-clear")
    assert register.token(made) == "abis-token-in-clear"
    with world.services.database.transaction() as connection:
        row = connection.execute(select(PROVIDER)).one()
    assert b"abis-token" not in bytes(row.token_sealed)


def test_the_history_tells_who_entered_what(world: World) -> None:
    enter(world, matcher(HERE))
    with world.services.database.transaction() as connection:
        asked = (
            "SELECT happening, actor_id FROM history "
            "WHERE happening NOT IN ('deadline_started', 'deadline_stopped') ORDER BY id"
        )
        rows = connection.exec_driver_sql(asked).all()
    assert [tuple(row) for row in rows] == [
        (EventType.BIOMETRIC_RECORD_PROPOSED, AN.officer_id),
        (EventType.BIOMETRIC_RECORD_APPROVED, BINH.officer_id),
    ]


def test_of_two_approving_at_once_one_did(world: World) -> None:
    register = world.services.biometric_providers
    made = sure(register.propose(matcher(HERE), actor=AN))
    answers = race(lambda: register.approve(made.id, actor=BINH), times=4)
    assert sum(isinstance(each, Refused) for each in answers) == 3
