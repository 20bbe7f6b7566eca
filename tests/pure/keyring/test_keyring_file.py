"""The key file: its owner, contents that stop the start, and an unreadable file."""

import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from idp.platform.key_file import BrokenKeyFile
from idp.platform.keyring import Keyring, create, profile_of, replace_at_once, rotate
from tests.support.keyrings import CLAIMS, DAY, START, Clock, header_of, kids_of


def test_a_key_file_is_the_owner_s_alone(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.json"
    create(fresh, now=START, profile="demo")
    assert fresh.stat().st_mode & 0o777 == 0o600
    assert profile_of(fresh) == "demo"
    rotate(fresh, now=START, overlap=DAY)
    assert fresh.stat().st_mode & 0o777 == 0o600
    assert profile_of(fresh) == "demo"


def test_an_existing_key_file_is_never_overwritten(path: Path) -> None:
    with pytest.raises(FileExistsError):
        create(path, now=START)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"profile": "demo", "keys": [{}]}',
        '{"profile": "demo", "keys": ["kid"]}',
        '{"profile": "demo", "keys": []}',
        "\x00",
    ],
)
def test_a_broken_key_file_stops_the_start(tmp_path: Path, text: str) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text(text)
    with pytest.raises(BrokenKeyFile):
        Keyring(broken, secret="s" * 40, clock=Clock())


@pytest.mark.parametrize(
    "change",
    [
        {"alg": "EdDSA"},
        {"alg": "PS256"},
        {"alg": "none"},
        {"alg": "HS256"},
        {"jwk": {"kty": "oct", "k": "c2VjcmV0"}},
        {"jwk": {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}},
        {"jwk": "text"},
        {"signs_from": "2026-01-05T08:00:00"},
        {"jwk": None},
    ],
)
def test_a_key_of_another_kind_than_its_algorithm_stops_the_start(
    path: Path, change: dict[str, object]
) -> None:
    document = json.loads(path.read_text())
    key = next(key for key in document["keys"] if key["alg"] == "ES256")
    key.update(change)
    path.write_text(json.dumps(document))
    with pytest.raises(BrokenKeyFile):
        Keyring(path, secret="s" * 40, clock=Clock())


def _half_written(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1_000])


def _without_keys(path: Path) -> None:
    path.write_text('{"profile": "production", "keys": []}')


def _unreadable(path: Path) -> None:
    """Also to root, under whom tests may run."""
    path.unlink()
    path.mkdir()


DAMAGES = [_half_written, Path.unlink, _without_keys, _unreadable]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_that_cannot_be_read_stops_no_signature(
    keyring: Keyring, path: Path, clock: Clock, damage: Callable[[Path], None]
) -> None:
    token, shown = keyring.sign(CLAIMS, typ="JWT", alg="ES256"), keyring.jwks()
    damage(path)
    for _ in range(3):
        clock.instant += timedelta(seconds=5)
        assert keyring.verify(keyring.sign(CLAIMS, typ="JWT", alg="ES256"), typ="JWT") == CLAIMS
        assert keyring.verify(token, typ="JWT") == CLAIMS
        assert keyring.jwks() == shown


@pytest.mark.parametrize("damage", DAMAGES)
def test_keys_change_their_duties_while_the_file_cannot_be_read(
    keyring: Keyring, path: Path, clock: Clock, damage: Callable[[Path], None]
) -> None:
    old, before = keyring.sign(CLAIMS, typ="JWT", alg="ES256"), kids_of(keyring)
    rotate(path, now=clock.now(), overlap=7 * DAY, ahead=DAY)
    clock.instant += timedelta(seconds=5)
    fresh = kids_of(keyring) - before
    damage(path)
    clock.instant = START + DAY
    assert header_of(keyring.sign({}, typ="JWT", alg="ES256"))["kid"] in fresh
    assert keyring.verify(old, typ="JWT") == CLAIMS
    clock.instant = START + 8 * DAY
    assert kids_of(keyring) == fresh
    assert keyring.verify(old, typ="JWT") is None


def test_the_log_tells_each_minute_that_the_file_cannot_be_read(
    keyring: Keyring, path: Path, clock: Clock
) -> None:
    path.rename(path.with_name("away"))
    with capture_logs() as lines:
        for _ in range(13):
            clock.instant += timedelta(seconds=5)
            keyring.jwks()
    said = {
        "event": "keyring cannot be read",
        "log_level": "error",
        "reason": "FileNotFoundError",
    }
    assert lines == [said, said]


def test_a_file_that_can_be_read_again_is_read(keyring: Keyring, path: Path, clock: Clock) -> None:
    before = kids_of(keyring)
    whole = path.read_bytes()
    _half_written(path)
    clock.instant += timedelta(seconds=5)
    assert kids_of(keyring) == before
    path.write_bytes(whole)
    rotate(path, now=clock.now(), overlap=DAY)
    clock.instant += timedelta(seconds=5)
    assert len(kids_of(keyring)) == 2 * len(before)


def test_a_clock_that_was_set_back_hides_no_changed_file(
    keyring: Keyring, path: Path, clock: Clock
) -> None:
    """Else keys that others may have would sign on until the clock had caught up."""
    clock.instant = START + DAY
    before = keyring.jwks()
    clock.instant = START
    replace_at_once(path, now=START)
    assert not {key["kid"] for key in json.loads(before)["keys"]} & {
        key["kid"] for key in json.loads(keyring.jwks())["keys"]
    }


def test_the_log_tells_of_a_file_that_cannot_be_read_also_when_the_clock_was_set_back(
    keyring: Keyring, path: Path, clock: Clock
) -> None:
    path.write_text("broken")
    for instant in (START + DAY, START):
        clock.instant = instant
        with capture_logs() as told:
            keyring.jwks()
        assert told


def _rotated(path: Path) -> None:
    rotate(path, now=START, overlap=DAY)


def _replaced_at_once(path: Path) -> None:
    replace_at_once(path, now=START)


@pytest.mark.parametrize("change", [_rotated, _replaced_at_once])
def test_new_keys_belong_to_whom_the_old_belonged(
    path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    """Only root can make a file of another user: elsewhere it is seen that the owner is given."""
    if os.geteuid() == 0:
        os.chown(path, 54_321, 54_322)
    before, really, given = path.stat(), os.fchown, []

    def fchown(descriptor: int, uid: int, gid: int) -> None:
        given.append((uid, gid))
        really(descriptor, uid, gid)

    monkeypatch.setattr(os, "fchown", fchown)
    change(path)
    after = path.stat()
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)
    assert given == [(before.st_uid, before.st_gid)]
    assert after.st_mode & 0o777 == 0o600
    assert after.st_ino != before.st_ino


@pytest.mark.parametrize("change", [_rotated, _replaced_at_once])
def test_keys_of_another_user_are_not_replaced(
    path: Path, made: bytes, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    def fchown(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fchown", fchown)
    with pytest.raises(PermissionError, match="belongs to another user"):
        change(path)
    assert path.read_bytes() == made
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_what_an_interrupted_rotation_left_is_not_believed(path: Path) -> None:
    left = path.with_name(f"{path.name}.new")
    left.write_text("half")
    left.chmod(0o666)
    _rotated(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert not left.exists()
