"""Argon2id hashes (RFC 9106) in the PHC string format, and the hash of who has no password."""

import pytest

from idp.factors.argon2id import Argon2id, Checked
from idp.factors.domain import HashParameters

CHEAP = HashParameters(memory_kib=64, time=2, parallelism=1)
OF_THE_REFERENCE = (
    "$argon2id$v=19$m=64,t=2,p=1$Wmvgszc2QpH7/Xpqv4ZAFA$+g0NuWVuU0EEeiByMRHF6Y+xhHqK8qaO1lXrHQx63RI"
)
"""Made from `a password` by the reference implementation, as all hashes of earlier versions are."""


def parts(hashed: str) -> tuple[list[str], list[int]]:
    """Algorithm, version and parameters; and how long salt and hash are."""
    *header, salt, made = hashed.split("$")
    return header, [len(salt), len(made)]


def test_a_hash_of_the_reference_implementation_is_verified() -> None:
    argon2id = Argon2id(CHEAP)
    assert argon2id.compare(OF_THE_REFERENCE, "a password") == Checked(right=True)
    assert argon2id.compare(OF_THE_REFERENCE, "a Password") == Checked(right=False)


def test_a_hash_has_the_form_of_the_reference_implementation() -> None:
    assert parts(Argon2id(CHEAP).hash("a password")) == parts(OF_THE_REFERENCE)


@pytest.mark.parametrize("secret", ["", "a\0b", "mật khẩu", "\ud800", "long" * 300])
def test_any_text_is_a_secret(secret: str) -> None:
    argon2id = Argon2id(CHEAP)
    hashed = argon2id.hash(secret)
    assert argon2id.compare(hashed, secret) == Checked(right=True)
    assert argon2id.compare(hashed, secret + "x") == Checked(right=False)
    assert argon2id.hash(secret) != hashed


@pytest.mark.parametrize(
    "asked",
    [
        HashParameters(memory_kib=128, time=2, parallelism=1),
        HashParameters(memory_kib=64, time=3, parallelism=1),
        HashParameters(memory_kib=64, time=2, parallelism=2),
    ],
)
def test_a_hash_of_other_parameters_is_renewed_when_the_secret_was_right(
    asked: HashParameters,
) -> None:
    argon2id = Argon2id(asked)
    checked = argon2id.compare(OF_THE_REFERENCE, "a password")
    assert checked.right
    assert checked.renewed is not None
    assert argon2id.compare(checked.renewed, "a password") == Checked(right=True)
    assert argon2id.compare(OF_THE_REFERENCE, "another") == Checked(right=False)


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "x",
        OF_THE_REFERENCE[:-30],
        "$argon2i$v=19$m=64,t=2,p=1$",
        OF_THE_REFERENCE.replace("t=2", "t=0"),
    ],
)
def test_a_damaged_hash_matches_nothing(damaged: str) -> None:
    assert Argon2id(CHEAP).compare(damaged, "a password") == Checked(right=False)


def test_the_unmatched_hash_asks_the_same_work_as_any_other() -> None:
    argon2id = Argon2id(CHEAP)
    assert parts(argon2id.unmatched) == parts(argon2id.hash("a password"))


def test_the_unmatched_hash_matches_nothing() -> None:
    argon2id = Argon2id(CHEAP)
    for secret in ("", "a password", argon2id.unmatched):
        assert argon2id.compare(argon2id.unmatched, secret) == Checked(right=False)


def test_each_process_has_its_own_unmatched_hash() -> None:
    assert Argon2id(CHEAP).unmatched != Argon2id(CHEAP).unmatched
