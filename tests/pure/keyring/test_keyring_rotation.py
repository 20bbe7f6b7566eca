"""A new key is published before it signs, and an old one stays as long as what it signed."""

import json
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from pathlib import Path

import pytest

from idp.platform.key_file import RotationUnderWay
from idp.platform.keyring import Keyring, replace_at_once, rotate
from idp.platform.replacing import replacing
from tests.support.keyrings import CLAIMS, DAY, START, Clock, header_of, kids_of


def test_a_new_key_is_published_before_it_signs(keyring: Keyring, path: Path, clock: Clock) -> None:
    before = kids_of(keyring)
    rotate(path, now=clock.now(), overlap=7 * DAY, ahead=DAY)
    clock.instant += timedelta(seconds=5)
    fresh = kids_of(keyring) - before
    assert len(fresh) == 3
    assert header_of(keyring.sign({}, typ="JWT", alg="ES256"))["kid"] in before
    clock.instant = START + DAY
    assert header_of(keyring.sign({}, typ="JWT", alg="ES256"))["kid"] in fresh


def test_an_old_key_stays_until_what_it_signed_has_expired(
    keyring: Keyring, path: Path, clock: Clock
) -> None:
    token = keyring.sign(CLAIMS, typ="JWT", alg="ES256")
    rotate(path, now=clock.now(), overlap=7 * DAY, ahead=DAY)
    clock.instant = START + 8 * DAY - timedelta(seconds=1)
    assert keyring.verify(token, typ="JWT") == CLAIMS
    clock.instant = START + 8 * DAY + timedelta(seconds=5)
    assert keyring.verify(token, typ="JWT") is None
    assert header_of(token)["kid"] not in kids_of(keyring)


def test_a_receipt_outlives_the_key_that_signed_it(
    keyring: Keyring, path: Path, clock: Clock
) -> None:
    receipt = keyring.sign(CLAIMS, typ="consent-receipt+jwt", alg="ES256")
    rotate(path, now=clock.now(), overlap=DAY, ahead=DAY)
    clock.instant = START + 3 * DAY
    rotate(path, now=clock.now(), overlap=DAY, ahead=DAY)
    clock.instant += timedelta(seconds=5)
    assert keyring.verify(receipt, typ="consent-receipt+jwt", withdrawn=True) == CLAIMS
    assert keyring.verify(receipt, typ="consent-receipt+jwt") is None


def test_a_withdrawn_key_loses_its_private_half(path: Path) -> None:
    rotate(path, now=START, overlap=DAY, ahead=DAY)
    rotate(path, now=START + 3 * DAY, overlap=DAY, ahead=DAY)
    keys = json.loads(path.read_text())["keys"]
    withdrawn = [key for key in keys if key["published_until"] == (START + 2 * DAY).isoformat()]
    assert len(withdrawn) == 3
    assert not any("d" in key["jwk"] for key in withdrawn)


def test_a_waiting_key_is_never_skipped(path: Path) -> None:
    rotate(path, now=START, overlap=DAY)
    with pytest.raises(RotationUnderWay):
        rotate(path, now=START + timedelta(hours=1), overlap=DAY)


def test_of_two_rotations_at_once_one_reads_what_the_other_wrote(path: Path) -> None:
    """Both begin while a third writer has the file, and writes what is in it already."""
    with ThreadPoolExecutor(2) as operators:
        with replacing(path, mode=0o600) as file:
            both = [operators.submit(rotate, path, now=START, overlap=DAY) for _ in range(2)]
            assert not wait(both, timeout=0.5).done
            file.write(path.read_bytes())
        failures = [each.exception(30) for each in both]
    assert [type(each) for each in failures if each is not None] == [RotationUnderWay]
    assert len(json.loads(path.read_text())["keys"]) == 6
    assert list(path.parent.glob("*.new")) == []


@pytest.mark.norm("X15.1", limb="a receipt verifies for years")
def test_a_receipt_verifies_after_years_of_rotations_and_a_restart(
    keyring: Keyring, path: Path, clock: Clock
) -> None:
    receipt = keyring.sign(CLAIMS, typ="consent-receipt+jwt", alg="ES256")
    for _ in range(24):
        clock.instant += 92 * DAY
        rotate(path, now=clock.now(), overlap=7 * DAY, ahead=DAY)
    later = Keyring(path, secret="s" * 40, clock=clock)
    assert clock.now() - START > 5 * 366 * DAY
    assert later.verify(receipt, typ="consent-receipt+jwt", withdrawn=True) == CLAIMS
    assert later.distrusted_from(receipt) is None


@pytest.mark.parametrize("waiting", [False, True])
def test_keys_that_others_may_have_end_at_once_also_those_that_wait(
    keyring: Keyring, path: Path, clock: Clock, *, waiting: bool
) -> None:
    token = keyring.sign(CLAIMS, typ="at+jwt", alg="ES256")
    if waiting:
        rotate(path, now=clock.now(), overlap=7 * DAY, ahead=DAY)
    clock.instant += timedelta(hours=1)
    before = {key["kid"] for key in json.loads(path.read_text())["keys"]}
    assert replace_at_once(path, now=clock.now()) == len(before)
    clock.instant += timedelta(seconds=5)
    assert not kids_of(keyring) & before
    assert header_of(keyring.sign({}, typ="JWT", alg="ES256"))["kid"] in kids_of(keyring)
    assert keyring.verify(token, typ="at+jwt") is None
    assert keyring.verify(token, typ="at+jwt", withdrawn=True) == CLAIMS
    assert keyring.distrusted_from(token) == clock.now() - timedelta(seconds=5)
    stored = json.loads(path.read_text())["keys"]
    assert all("d" not in key["jwk"] for key in stored if key["kid"] in before)
    clock.instant += 2 * DAY
    assert not kids_of(keyring) & before
    rotate(path, now=clock.now(), overlap=DAY)
    clock.instant += timedelta(seconds=5)
    assert keyring.distrusted_from(token) is not None


def test_a_key_that_was_withdrawn_before_is_not_distrusted(
    keyring: Keyring, path: Path, clock: Clock
) -> None:
    """Its private half had left the file, so who read the file did not get it."""
    receipt = keyring.sign(CLAIMS, typ="consent-receipt+jwt", alg="ES256")
    for _ in range(2):
        rotate(path, now=clock.now(), overlap=DAY, ahead=DAY)
        clock.instant += 3 * DAY
    replace_at_once(path, now=clock.now())
    clock.instant += timedelta(seconds=5)
    assert keyring.distrusted_from(receipt) is None
