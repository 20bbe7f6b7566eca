"""From a file of the operator to what one passkey proves at each sign-in."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from idp.assurance.kinds import EvidenceKind, Means
from idp.assurance.levels import Level
from idp.assurance.pieces import kinds_in
from idp.factors.domain import ACTIVATING
from idp.factors.metadata.models import GRACE
from idp.factors.metadata.signature import UnusableMetadata
from idp.history.domain import EventType
from idp.history.tables import HISTORY
from idp.kernel.refusals import Reason
from tests.support.at_best import reachable
from tests.support.authenticator import Authenticator
from tests.support.makers import BIOMETRIC, CODE, EITHER, due_on, maker, publisher
from tests.support.officers import AN
from tests.support.passkeys import AUDIENCE, Holder, holder_of, let_models_lift
from tests.support.sign_ins import proven, reason, switch_off
from tests.support.world import World

MAKER = maker()
OTHER = UUID(int=7)
PUBLISHER = publisher()
PRESENT = EvidenceKind.PASSKEY_PRESENT
VERIFIED = EvidenceKind.PASSKEY_VERIFIED
CERTAIN = EvidenceKind.PASSKEY_BIOMETRIC


def publish(world: World, number: int, *entries: object, **members: object) -> None:
    let_models_lift(world)
    metadata, root = world.services.authenticator_metadata, PUBLISHER.root.pem
    metadata.import_blob(PUBLISHER.blob(number, *entries, **members), root=root, actor=AN)


def imports(world: World) -> list[dict[str, object]]:
    entries = select(HISTORY.c.actor_id, HISTORY.c.facts).where(
        HISTORY.c.happening == EventType.METADATA_IMPORTED
    )
    with world.services.database.transaction() as connection:
        return [{"actor": row.actor_id, **row.facts} for row in connection.execute(entries)]


def kinds(holder: Holder) -> frozenset[EvidenceKind]:
    return kinds_in(holder.world.services.credentials.pieces(holder.subject_id))


@pytest.mark.norm("X16.3", limb="what the model of a passkey shows")
def test_an_attested_key_that_takes_only_a_biometric_is_known_as_such(world: World) -> None:
    """The finger was enrolled unobserved, so it is level 2 all the same (§1.4)."""
    publish(world, 1, MAKER.entry(BIOMETRIC))
    holder = holder_of(world, Authenticator(maker=MAKER))
    kind = proven(holder.sign_in()).kind
    assert kind is CERTAIN
    assert reachable([kind]) is Level.TWO
    assert kinds(holder) == {EvidenceKind.PASSWORD, PRESENT, CERTAIN}


def test_a_touch_of_that_key_shows_presence_only(world: World) -> None:
    publish(world, 1, MAKER.entry(BIOMETRIC))
    holder = holder_of(world, Authenticator(maker=MAKER))
    holder.device.verifies_user = False
    assert proven(holder.sign_in()).kind is PRESENT


@pytest.mark.norm("X16.3", limb="what the model of a passkey shows")
@pytest.mark.parametrize("ways", [EITHER, CODE, (), (("presence_internal",),)])
def test_a_model_with_another_way_in_stays_at_level_2(
    world: World, ways: tuple[tuple[str, ...], ...]
) -> None:
    publish(world, 1, MAKER.entry(ways))
    holder = holder_of(world, Authenticator(maker=MAKER))
    assert proven(holder.sign_in()).kind is VERIFIED
    assert reachable(kinds(holder)) is Level.TWO


@pytest.mark.norm("X16.3", limb="what the model of a passkey shows")
def test_a_synced_key_never_shows_a_biometric(world: World) -> None:
    publish(world, 1, MAKER.entry(BIOMETRIC))
    synced = Authenticator(maker=MAKER, backup_eligible=True, backed_up=True)
    assert proven(holder_of(world, synced).sign_in()).kind is VERIFIED


@pytest.mark.norm("X16.3", limb="what the model of a passkey shows")
@pytest.mark.parametrize(
    "device",
    [
        Authenticator(),
        Authenticator(maker=replace(maker(), model=MAKER.model)),
        Authenticator(maker=maker(OTHER)),
        Authenticator(maker=replace(MAKER, model=OTHER)),
    ],
    ids=["nobody", "another maker", "another model", "a certificate for another model"],
)
def test_a_key_nobody_known_vouches_for_is_an_ordinary_passkey(
    world: World, device: Authenticator
) -> None:
    publish(world, 1, MAKER.entry(BIOMETRIC), MAKER.entry(aaguid=str(OTHER)))
    holder = holder_of(world, replace(device, keys=[], sign_count=0))
    assert proven(holder.sign_in()).kind is VERIFIED


def test_a_statement_with_a_wrong_signature_is_refused(world: World) -> None:
    publish(world, 1, MAKER.entry(BIOMETRIC))
    liar = replace(MAKER, batch=replace(MAKER.batch, key=maker().batch.key))
    holder = Holder(world, world.person(totp=False), Authenticator(maker=liar))
    assert reason(holder.register()) is Reason.NOT_PROVEN


def test_without_metadata_no_attestation_is_asked(world: World) -> None:
    holder = holder_of(world, Authenticator(maker=MAKER))
    passkeys = world.services.passkeys
    asked = passkeys.registration(holder.subject_id, audience=AUDIENCE, name="an")
    assert asked["attestation"] == "none"
    publish(world, 1, MAKER.entry(BIOMETRIC))
    asked = passkeys.registration(holder.subject_id, audience=AUDIENCE, name="an")
    assert asked["attestation"] == "direct"
    assert proven(holder.sign_in()).kind is VERIFIED, "nobody vouched when it was enrolled"


@pytest.mark.norm("X16.3", limb="what the model of a passkey shows")
def test_a_revoked_model_counts_for_less_at_the_next_sign_in(world: World) -> None:
    publish(world, 1, MAKER.entry(BIOMETRIC))
    holder = holder_of(world, Authenticator(maker=MAKER))
    assert proven(holder.sign_in()).kind is CERTAIN
    publish(world, 2, MAKER.entry(BIOMETRIC, "REVOKED"))
    assert proven(holder.sign_in()).kind is PRESENT
    assert kinds(holder) == {EvidenceKind.PASSWORD, PRESENT}


def test_a_model_that_is_no_longer_listed_lifts_nothing(world: World) -> None:
    publish(world, 1, MAKER.entry(BIOMETRIC))
    holder = holder_of(world, Authenticator(maker=MAKER))
    publish(world, 2)
    assert proven(holder.sign_in()).kind is VERIFIED


@pytest.mark.norm("X16.3", limb="what the model of a passkey shows")
def test_stale_metadata_lift_nothing(world: World) -> None:
    due = world.clock.now() + timedelta(days=1)
    publish(world, 1, MAKER.entry(BIOMETRIC), nextUpdate=due_on(due))
    holder = holder_of(world, Authenticator(maker=MAKER))
    world.clock.advance(GRACE)
    assert proven(holder.sign_in()).kind is CERTAIN
    world.clock.advance(timedelta(days=1))
    assert proven(holder.sign_in()).kind is VERIFIED
    assert CERTAIN not in world.services.credentials.offered_pieces()


def test_its_kind_is_offered_where_a_model_could_show_it(world: World) -> None:
    credentials = world.services.credentials
    assert CERTAIN not in credentials.offered_pieces()
    publish(world, 1, MAKER.entry(EITHER))
    assert CERTAIN not in credentials.offered_pieces()
    publish(world, 2, MAKER.entry(BIOMETRIC))
    assert CERTAIN in credentials.offered_pieces()
    publish(world, 3, MAKER.entry(BIOMETRIC, "REVOKED"))
    assert CERTAIN not in credentials.offered_pieces()
    publish(world, 4, MAKER.entry(BIOMETRIC))
    switch_off(world, Means.PASSKEY)
    world.clock.advance(timedelta(minutes=1))
    assert CERTAIN not in credentials.offered_pieces()


def test_an_import_is_history_with_who_did_it(world: World) -> None:
    publish(world, 5, MAKER.entry(BIOMETRIC))
    assert imports(world) == [
        {"actor": AN.officer_id, "number": 5, "next_update": "2026-12-21", "models": 1}
    ]


@pytest.mark.norm("X16.3", limb="what the model of a passkey shows")
@pytest.mark.parametrize("number", [4, 5])
def test_metadata_never_go_back(world: World, number: int) -> None:
    publish(world, 5, MAKER.entry(BIOMETRIC, "REVOKED"))
    holder = holder_of(world, Authenticator(maker=MAKER))
    with pytest.raises(UnusableMetadata, match="not newer"):
        publish(world, number, MAKER.entry(BIOMETRIC))
    assert proven(holder.sign_in()).kind is PRESENT
    assert len(imports(world)) == 1


def test_an_unusable_file_changes_nothing(world: World) -> None:
    publish(world, 1, MAKER.entry(BIOMETRIC))
    with pytest.raises(UnusableMetadata):
        publish(world, 2, nextUpdate="2026-11-01")
    assert CERTAIN in world.services.credentials.offered_pieces()


def test_of_two_imports_at_once_the_newer_stays(world: World) -> None:
    def put(number: int) -> bool:
        try:
            publish(world, number, MAKER.entry(BIOMETRIC, *_statuses(number)))
        except UnusableMetadata:
            return False
        return True

    let_models_lift(world)
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(put, (1, 2, 3, 4)))
    assert done[3]
    assert max(int(str(each["number"])) for each in imports(world)) == 4
    assert CERTAIN in world.services.credentials.offered_pieces()


def _statuses(number: int) -> tuple[str, ...]:
    return () if number == 4 else ("REVOKED",)


@pytest.mark.parametrize("form", ["android-safetynet", "tpm", "apple", "android-key"])
def test_a_statement_nobody_here_can_check_is_left_out(world: World, form: str) -> None:
    publish(world, 1, MAKER.entry(BIOMETRIC))
    holder = holder_of(world, Authenticator(maker=MAKER, other_format=form))
    assert proven(holder.sign_in()).kind is VERIFIED


@pytest.mark.parametrize("on_record", [False, True])
def test_a_format_nobody_knows_is_refused(world: World, on_record: bool) -> None:  # noqa: FBT001
    if on_record:
        publish(world, 1, MAKER.entry(BIOMETRIC))
    answer = Authenticator(maker=MAKER, other_format="evil")
    holder = Holder(world, world.person(totp=False), answer)
    options = world.services.passkeys.registration(holder.subject_id, audience=AUDIENCE, name="an")
    response = answer.create({**options, "attestation": "direct"}, origin=holder.origin)
    refused = world.services.passkeys.register(
        holder.subject_id, audience=AUDIENCE, response=response, label="", binding=ACTIVATING
    )
    assert reason(refused) is Reason.NOT_PROVEN
