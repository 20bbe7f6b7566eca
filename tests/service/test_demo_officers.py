"""The officers of the demonstration are installed and appointed as everywhere: signed by two."""

from datetime import timedelta

import pytest

from idp.access.powers import Power, may
from idp.demo.actors import ONE
from idp.demo.officers import install_officers
from idp.demo.place import Ports
from idp.demo.seeding import seed
from idp.kernel.actors import Officer
from idp.kernel.ids import new_id
from idp.kernel.refusals import Refused
from idp.officers.domain.sign_in import OfficerSignIn
from idp.officers.offline import verify_decisions
from tests.support.world import World, sure


@pytest.fixture
def officers(world: World) -> dict[str, Officer]:
    services, ports = world.services, Ports(*range(9001, 9010))
    people = seed(services, ports, clock=world.clock)["officers"]
    told, keys = install_officers(services, people)
    assert all(key.startswith(b"-----BEGIN PRIVATE KEY-----") for key in keys)
    found = {}
    for each in told:
        account = services.accounts.by_username(each["username"])
        assert account is not None
        sign_in = OfficerSignIn(
            session_id=new_id(), level=3, resistant=False, authenticated_at=world.clock.now()
        )
        subject_id = account.subject_id
        (found[each["key"]],) = sure(services.officers.choices(subject_id, sign_in))
    return found


def test_they_can_try_every_kind_of_work(world: World, officers: dict[str, Officer]) -> None:
    now = world.clock.now()
    for key, power in (
        ("director", Power.ACCOUNT_LOCK),
        ("director", Power.POLICY_APPROVE),
        ("operator", Power.POLICY_APPROVE),
        ("receiving_officer", Power.RECOVERY_BEGIN),
        ("identity_officer", Power.RECOVERY_CONFIRM),
        ("identity_officer", Power.MISUSE_DECIDE),
        ("hotline", Power.LOSS_TAKE),
        ("auditor", Power.HISTORY_READ),
    ):
        assert may(officers[key], power, now) is None, (key, power)
    assert may(officers["auditor"], Power.POLICY_APPROVE, now) is not None


def test_what_made_them_is_verified_offline(world: World, officers: dict[str, Officer]) -> None:
    exported = list(world.services.decisions.export())
    assert len(exported) == len(officers) - 1  # one for both of the installation
    assert {each["state"] for each in exported} == {"executed"}
    assert list(verify_decisions(exported, issuer=world.settings.issuer)) == []


def test_the_demonstration_is_installed_once(world: World, officers: dict[str, Officer]) -> None:
    assert officers
    again = world.services.installation.begin(
        ("minh.tri", "thanh.ha"), desk="x", lasts=timedelta(days=1), actor=ONE
    )
    assert isinstance(again, Refused)


def test_two_of_them_merge_the_two_registrations_of_one_person(
    world: World, officers: dict[str, Officer]
) -> None:
    now = world.clock.now()
    able = {
        key
        for key, each in officers.items()
        if {may(each, power, now) for power in (Power.MERGE_PROPOSE, Power.MERGE_APPROVE)} == {None}
    }
    assert able == {"identity_officer", "second_identity_officer"}
    assert len({officers[key].subject_id for key in able}) == 2


@pytest.mark.usefixtures("officers")
def test_the_foreigner_is_found_by_the_number_of_the_passport(world: World) -> None:
    account = world.services.accounts.by_username("alice.martin")
    assert account is not None
    held = world.services.subjects.identity(account.subject_id).data["travel_document"]
    assert held.value["type"] == "passport"
    found = world.services.name_index.with_document("00xx 00003")
    assert [each.subject_id for each in found] == [account.subject_id]
