"""The demonstration's phone: its words, its links, its key store, and what its maker says."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from idp.demo.telephones import PACKAGE, SIGNER, make_maker
from idp.factors.app_keys.repository import jwk_of, thumbprint_of
from idp.factors.app_keys.service import challenge_of
from idp.factors.attestations.verification import (
    AttestationRules,
    VerifiedAttestation,
    verify_chain,
)
from idp.factors.domain import UserAuth
from idp.platform.clock import SystemClock
from relying_party_demo.phone.attestation import Maker, Unlock
from relying_party_demo.phone.keystore import (
    Keystore,
    Locked,
    StoredKey,
    name_of,
    new_key,
    pem_of,
)
from relying_party_demo.phone.phone import Link, link_in
from relying_party_demo.phone.texts import WORDS
from relying_party_demo.texts import LANGUAGES

NOW = SystemClock().now()
ROOT = make_maker(NOW)
MAKER = Maker(ROOT.key, ROOT.certificate, PACKAGE, SIGNER)


def stored(unlock: Unlock) -> StoredKey:
    key = new_key()
    return StoredKey(name_of(key), pem_of(key), unlock, "phone", "minh.an", False, "word")  # noqa: FBT003


@pytest.mark.parametrize(
    ("lang", "one", "two"),
    [("en", "1 try left. ", "2 tries left. "), ("vi", "Còn 1 lần nhập. ", "Còn 2 lần nhập. ")],
)
def test_tries_are_counted_in_the_form_of_the_language(lang: str, one: str, two: str) -> None:
    assert WORDS[lang].count("counter.tries", 1).startswith(one)
    assert WORDS[lang].count("counter.tries", 2).startswith(two)


def test_an_unknown_name_is_a_mistake_and_a_foreign_word_is_not() -> None:
    with pytest.raises(KeyError):
        WORDS["vi"]("no such sentence")
    assert WORDS["en"].get("end.new-word", "end.refused") == WORDS["en"]("end.refused")


def test_both_languages_say_the_same_things() -> None:
    assert WORDS["vi"].names == WORDS["en"].names
    for key in WORDS["vi"].names:
        holes, others = (
            re.findall(r"\{\w+\}", WORDS[each].spoken.gettext(key)) for each in LANGUAGES
        )
        assert sorted(holes) == sorted(others), key


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("http://localhost:8003/open?h=abc", Link("h", "abc")),
        (" vn.minhdanh:/open?e=xyz \n", Link("e", "xyz")),
        ("/open?h=abc", Link("h", "abc")),
        ("https://app.example/open?c=abc", Link("c", "abc")),
        ("http://localhost:8003/open", None),
        ("", None),
        ("http://[", None),
    ],
)
def test_a_link_names_a_handle(text: str, link: Link | None) -> None:
    assert link_in(text) == link


@pytest.mark.parametrize(
    ("unlock", "shows"),
    [
        (Unlock.FINGER, UserAuth.BIOMETRIC),
        (Unlock.PIN, UserAuth.PASSCODE),
        (Unlock.EITHER, UserAuth.EITHER),
        (Unlock.NOTHING, UserAuth.NONE),
    ],
)
def test_the_provider_reads_what_the_phones_maker_says(unlock: Unlock, shows: UserAuth) -> None:
    key = new_key()
    challenge = hashlib.sha256(b"minh-danh-app-key:handle").digest()
    assert challenge == challenge_of("handle")
    root = x509.load_pem_x509_certificate(ROOT.certificate.encode())
    rules = AttestationRules(
        anchors=(root.public_bytes(Encoding.DER),),
        packages=((PACKAGE, bytes.fromhex(SIGNER)),),
        challenge=challenge,
        revoked=(),
        now=SystemClock().now(),
    )
    found = verify_chain(MAKER.attest(key.public_key(), challenge, unlock), rules)
    assert isinstance(found, VerifiedAttestation), found
    assert found.user_auth is shows
    assert thumbprint_of(jwk_of(found.point)) == name_of(key)


@pytest.mark.parametrize(
    ("unlock", "opens"),
    [
        (Unlock.FINGER, {Unlock.FINGER}),
        (Unlock.PIN, {Unlock.PIN}),
        (Unlock.EITHER, {Unlock.FINGER, Unlock.PIN}),
        (Unlock.NOTHING, set(Unlock) - {Unlock.EITHER}),
    ],
)
def test_a_key_is_opened_as_it_was_made(unlock: Unlock, opens: set[Unlock]) -> None:
    key = stored(unlock)
    for each in (Unlock.NOTHING, Unlock.PIN, Unlock.FINGER):
        if each in opens:
            assert key.sign("t", "a", {}, each).count(".") == 2
        else:
            with pytest.raises(Locked):
                key.sign("t", "a", {}, each)


def test_keys_survive_a_restart_and_a_forgotten_one_does_not(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    kept, gone = stored(Unlock.FINGER), stored(Unlock.PIN)
    store = Keystore(file)
    store.add(kept)
    store.add(gone)
    store.forget(gone.name)
    assert Keystore(file).all() == [kept]
    assert file.stat().st_mode & 0o077 == 0
    assert [each["name"] for each in json.loads(file.read_text())] == [kept.name]
