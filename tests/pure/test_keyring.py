"""What our keys sign verifies, nothing else does, and rotation never surprises a relying party."""

import base64
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import KeySet
from structlog.testing import capture_logs

from idp.platform.jose import ISSUER_ALGORITHMS, decode, encode, new_jwk, signing_key
from idp.platform.key_file import BrokenKeyFile, RotationUnderWay
from idp.platform.keyring import (
    Keyring,
    NoSuchKey,
    create,
    profile_of,
    replace_at_once,
    rotate,
)
from idp.platform.secrets import keyed_digest

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
CLAIMS = {"sub": "someone", "name": "Nguyễn Văn Ánh"}
DAY = timedelta(days=1)


@dataclass
class _Clock:
    instant: datetime = START

    def now(self) -> datetime:
        return self.instant


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("made") / "keys.json"
    create(path, now=START)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, made: bytes) -> Path:
    copy = tmp_path / "keys.json"
    copy.write_bytes(made)
    copy.chmod(0o600)
    return copy


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture
def keyring(path: Path, clock: _Clock) -> Keyring:
    return Keyring(path, secret="s" * 40, clock=clock)


def _kids(keyring: Keyring) -> set[str]:
    return {key["kid"] for key in json.loads(keyring.jwks())["keys"]}


def _header(token: str) -> dict[str, Any]:
    raw = decode(token.split(".", maxsplit=1)[0])
    assert raw is not None
    header: dict[str, Any] = json.loads(raw)
    return header


def _published(keyring: Keyring, alg: str) -> dict[str, str]:
    return next(key for key in json.loads(keyring.jwks())["keys"] if key["alg"] == alg)


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated via RFC 9864")
@pytest.mark.parametrize("alg", ["RS256", "ES256", "EdDSA"])
def test_a_foreign_library_verifies_what_we_sign(keyring: Keyring, alg: str) -> None:
    token = keyring.sign(CLAIMS, typ="at+jwt", alg=alg)
    keys = KeySet.import_key_set(json.loads(keyring.jwks()))
    seen = jws.deserialize_compact(token, keys, algorithms=[alg])
    assert json.loads(seen.payload) == CLAIMS
    assert _header(token) == {"alg": alg, "kid": _published(keyring, alg)["kid"], "typ": "at+jwt"}


@pytest.mark.parametrize("alg", ["RS256", "ES256", "EdDSA"])
def test_our_own_signature_verifies(keyring: Keyring, alg: str) -> None:
    token = keyring.sign(CLAIMS, typ="JWT", alg=alg)
    assert keyring.verify(token, typ="jwt") == CLAIMS
    assert keyring.verify(token, typ=None) == CLAIMS


def test_another_typ_is_refused(keyring: Keyring) -> None:
    assert keyring.verify(keyring.sign(CLAIMS, typ="at+jwt", alg="ES256"), typ="JWT") is None


def test_an_unknown_algorithm_cannot_be_asked_for(keyring: Keyring) -> None:
    with pytest.raises(NoSuchKey):
        keyring.sign(CLAIMS, typ="JWT", alg="HS256")


def test_the_key_set_shows_no_private_member(keyring: Keyring) -> None:
    for key in json.loads(keyring.jwks())["keys"]:
        assert not {"d", "p", "q", "dp", "dq", "qi", "k"} & set(key)
        assert key["use"] == "sig"


def _forged(header: dict[str, object], signature: bytes, claims: object = CLAIMS) -> str:
    parts = (json.dumps(header).encode(), json.dumps(claims).encode(), signature)
    return ".".join(encode(part) for part in parts)


def test_none_is_no_algorithm(keyring: Keyring) -> None:
    kid = _published(keyring, "ES256")["kid"]
    for alg in ("none", "None", "NONE"):
        assert (
            keyring.verify(_forged({"alg": alg, "kid": kid, "typ": "JWT"}, b""), typ=None) is None
        )


def test_a_public_key_is_no_hmac_secret(keyring: Keyring) -> None:
    shown = _published(keyring, "RS256")
    n, e = (int.from_bytes(decode(shown[name]) or b"", "big") for name in ("n", "e"))
    pem = (
        rsa.RSAPublicNumbers(e, n)
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    unsigned = _forged({"alg": "HS256", "kid": shown["kid"], "typ": "JWT"}, b"")[:-1]
    token = f"{unsigned}.{encode(keyed_digest(pem, unsigned))}"
    assert keyring.verify(token, typ=None) is None


def test_a_foreign_key_under_our_name_is_refused(keyring: Keyring) -> None:
    kid = _published(keyring, "ES256")["kid"]
    stranger = ec.generate_private_key(ec.SECP256R1())
    signature = stranger.sign(b"anything", ec.ECDSA(hashes.SHA256()))
    assert (
        keyring.verify(_forged({"alg": "ES256", "kid": kid, "typ": "JWT"}, signature), typ=None)
        is None
    )
    assert (
        keyring.verify(_forged({"alg": "ES256", "kid": kid, "typ": "JWT"}, b"\0" * 64), typ=None)
        is None
    )


@pytest.mark.parametrize(
    "change", [{"crit": ["exp"]}, {"alg": "RS256"}, {"kid": "other"}, {"typ": 1}]
)
def test_a_changed_header_is_refused(keyring: Keyring, change: dict[str, object]) -> None:
    token = keyring.sign(CLAIMS, typ="JWT", alg="ES256")
    header = encode(json.dumps(_header(token) | change).encode())
    assert keyring.verify(".".join([header, *token.split(".")[1:]]), typ=None) is None


def test_what_once_verified_is_not_believed_with_another_signature(keyring: Keyring) -> None:
    token = keyring.sign(CLAIMS, typ="JWT", alg="ES256")
    other = keyring.sign(CLAIMS | {"sub": "other"}, typ="JWT", alg="ES256")
    assert keyring.verify(token, typ=None) == keyring.verify(token, typ=None) == CLAIMS
    assert (
        keyring.verify(f"{token.rpartition('.')[0]}.{other.rpartition('.')[2]}", typ=None) is None
    )
    assert (
        keyring.verify(f"{other.rpartition('.')[0]}.{token.rpartition('.')[2]}", typ=None) is None
    )


def test_a_verified_token_is_not_believed_by_another_key_of_the_same_name(
    path: Path, keyring: Keyring, clock: _Clock, tmp_path: Path
) -> None:
    token = keyring.sign(CLAIMS, typ="JWT", alg="ES256")
    assert keyring.verify(token, typ=None) == CLAIMS
    create(tmp_path / "fresh.json", now=START)
    document, fresh = (json.loads(each.read_text()) for each in (path, tmp_path / "fresh.json"))
    for key, other in zip(document["keys"], fresh["keys"], strict=True):
        key["jwk"] = other["jwk"]
    (tmp_path / "next.json").write_text(json.dumps(document))
    (tmp_path / "next.json").rename(path)
    clock.instant += timedelta(seconds=5)
    assert keyring.verify(token, typ=None) is None


def test_what_a_caller_does_to_the_claims_stays_with_the_caller(keyring: Keyring) -> None:
    token = keyring.sign(CLAIMS, typ="JWT", alg="ES256")
    said = keyring.verify(token, typ=None)
    assert isinstance(said, dict)
    said["sub"] = "another"
    assert keyring.verify(token, typ=None) == CLAIMS


def test_a_signature_has_one_spelling(keyring: Keyring) -> None:
    token = keyring.sign(CLAIMS, typ="JWT", alg="ES256")
    spelled = base64.urlsafe_b64decode(token.split(".")[2] + "==")
    assert len(spelled) == 64
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    twin = token[:-1] + alphabet[alphabet.index(token[-1]) + 1]
    for other in (twin, token + "=", token + "\n", token[:-5] + "\n" + token[-5:]):
        assert keyring.verify(other, typ=None) is None


@given(st.text())
def test_no_text_is_a_token_or_an_error(text: str) -> None:
    assert decode(text) is None or encode(decode(text) or b"") == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "..",
        "...",
        "a.b.c",
        "é.é.é",
        "\ud800.a.b",
        "W10.W10.W10",
        "e30.e30.e30",
        "A" * 20_000,
    ],
)
def test_hostile_text_is_no_token(keyring: Keyring, text: str) -> None:
    assert keyring.verify(text, typ=None) is None


def test_a_token_longer_than_any_request_is_not_looked_at(keyring: Keyring) -> None:
    token = keyring.sign({"long": "x" * 65_536}, typ="JWT", alg="ES256")
    assert keyring.verify(token, typ=None) is None


def test_a_new_key_is_published_before_it_signs(
    keyring: Keyring, path: Path, clock: _Clock
) -> None:
    before = _kids(keyring)
    rotate(path, now=clock.now(), overlap=7 * DAY, ahead=DAY)
    clock.instant += timedelta(seconds=5)
    fresh = _kids(keyring) - before
    assert len(fresh) == 3
    assert _header(keyring.sign({}, typ="JWT", alg="ES256"))["kid"] in before
    clock.instant = START + DAY
    assert _header(keyring.sign({}, typ="JWT", alg="ES256"))["kid"] in fresh


def test_an_old_key_stays_until_what_it_signed_has_expired(
    keyring: Keyring, path: Path, clock: _Clock
) -> None:
    token = keyring.sign(CLAIMS, typ="JWT", alg="ES256")
    rotate(path, now=clock.now(), overlap=7 * DAY, ahead=DAY)
    clock.instant = START + 8 * DAY - timedelta(seconds=1)
    assert keyring.verify(token, typ="JWT") == CLAIMS
    clock.instant = START + 8 * DAY + timedelta(seconds=5)
    assert keyring.verify(token, typ="JWT") is None
    assert _header(token)["kid"] not in _kids(keyring)


def test_a_receipt_outlives_the_key_that_signed_it(
    keyring: Keyring, path: Path, clock: _Clock
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
        Keyring(broken, secret="s" * 40, clock=_Clock())


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
        Keyring(path, secret="s" * 40, clock=_Clock())


@pytest.mark.parametrize("alg", ISSUER_ALGORITHMS)
def test_a_key_without_its_private_half_verifies_and_does_not_sign(alg: str) -> None:
    whole = signing_key(alg, new_jwk(alg))
    public = signing_key(alg, whole.public_jwk())
    assert public.verifies(whole.sign(b"x"), b"x")
    assert not public.verifies(whole.sign(b"x"), b"y")
    assert (whole.is_private, public.is_private) == (True, False)
    with pytest.raises(ValueError, match="only to verify"):
        public.sign(b"x")


def test_a_key_is_named_as_rfc_7638_says() -> None:
    """The example of section 3.1."""
    n = (
        "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJEC"
        "PebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY"
        "368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0f"
        "M4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
    )
    key = signing_key("RS256", {"kty": "RSA", "n": n, "e": "AQAB", "alg": "RS256"})
    assert key.thumbprint() == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


def test_derived_keys_differ_by_purpose_and_secret(keyring: Keyring, path: Path) -> None:
    assert keyring.derive("wrap") == keyring.derive("wrap")
    assert len({keyring.derive("wrap"), keyring.derive("csrf")}) == 2
    other = Keyring(path, secret="t" * 40, clock=_Clock())
    assert other.derive("wrap") != keyring.derive("wrap")


@pytest.mark.norm("X15.1", limb="a receipt verifies for years")
def test_a_receipt_verifies_after_years_of_rotations_and_a_restart(
    keyring: Keyring, path: Path, clock: _Clock
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
    keyring: Keyring, path: Path, clock: _Clock, *, waiting: bool
) -> None:
    token = keyring.sign(CLAIMS, typ="at+jwt", alg="ES256")
    if waiting:
        rotate(path, now=clock.now(), overlap=7 * DAY, ahead=DAY)
    clock.instant += timedelta(hours=1)
    before = {key["kid"] for key in json.loads(path.read_text())["keys"]}
    assert replace_at_once(path, now=clock.now()) == len(before)
    clock.instant += timedelta(seconds=5)
    assert not _kids(keyring) & before
    assert _header(keyring.sign({}, typ="JWT", alg="ES256"))["kid"] in _kids(keyring)
    assert keyring.verify(token, typ="at+jwt") is None
    assert keyring.verify(token, typ="at+jwt", withdrawn=True) == CLAIMS
    assert keyring.distrusted_from(token) == clock.now() - timedelta(seconds=5)
    stored = json.loads(path.read_text())["keys"]
    assert all("d" not in key["jwk"] for key in stored if key["kid"] in before)
    clock.instant += 2 * DAY
    assert not _kids(keyring) & before
    rotate(path, now=clock.now(), overlap=DAY)
    clock.instant += timedelta(seconds=5)
    assert keyring.distrusted_from(token) is not None


def test_a_key_that_was_withdrawn_before_is_not_distrusted(
    keyring: Keyring, path: Path, clock: _Clock
) -> None:
    """Its private half had left the file, so who read the file did not get it."""
    receipt = keyring.sign(CLAIMS, typ="consent-receipt+jwt", alg="ES256")
    for _ in range(2):
        rotate(path, now=clock.now(), overlap=DAY, ahead=DAY)
        clock.instant += 3 * DAY
    replace_at_once(path, now=clock.now())
    clock.instant += timedelta(seconds=5)
    assert keyring.distrusted_from(receipt) is None


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
    keyring: Keyring, path: Path, clock: _Clock, damage: Callable[[Path], None]
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
    keyring: Keyring, path: Path, clock: _Clock, damage: Callable[[Path], None]
) -> None:
    old, before = keyring.sign(CLAIMS, typ="JWT", alg="ES256"), _kids(keyring)
    rotate(path, now=clock.now(), overlap=7 * DAY, ahead=DAY)
    clock.instant += timedelta(seconds=5)
    fresh = _kids(keyring) - before
    damage(path)
    clock.instant = START + DAY
    assert _header(keyring.sign({}, typ="JWT", alg="ES256"))["kid"] in fresh
    assert keyring.verify(old, typ="JWT") == CLAIMS
    clock.instant = START + 8 * DAY
    assert _kids(keyring) == fresh
    assert keyring.verify(old, typ="JWT") is None


def test_the_log_tells_each_minute_that_the_file_cannot_be_read(
    keyring: Keyring, path: Path, clock: _Clock
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


def test_a_file_that_can_be_read_again_is_read(keyring: Keyring, path: Path, clock: _Clock) -> None:
    before = _kids(keyring)
    whole = path.read_bytes()
    _half_written(path)
    clock.instant += timedelta(seconds=5)
    assert _kids(keyring) == before
    path.write_bytes(whole)
    rotate(path, now=clock.now(), overlap=DAY)
    clock.instant += timedelta(seconds=5)
    assert len(_kids(keyring)) == 2 * len(before)


def test_a_clock_that_was_set_back_hides_no_changed_file(
    keyring: Keyring, path: Path, clock: _Clock
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
    keyring: Keyring, path: Path, clock: _Clock
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
