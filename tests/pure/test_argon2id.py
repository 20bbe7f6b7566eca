"""Who has no password costs the same work as who has one, and matches nothing."""

from argon2 import extract_parameters

from idp.factors.argon2id import Argon2id, Checked
from idp.factors.domain import HashParameters

CHEAP = HashParameters(memory_kib=64, time=2, parallelism=1)


def test_the_hash_of_nobody_asks_the_same_work_as_any_other() -> None:
    argon2id = Argon2id(CHEAP)
    real = argon2id.hash("a password")
    assert extract_parameters(argon2id.of_nobody) == extract_parameters(real)
    assert len(argon2id.of_nobody) == len(real)


def test_the_hash_of_nobody_is_compared_with_and_matches_nothing() -> None:
    argon2id = Argon2id(CHEAP)
    for secret in ("", "a password", argon2id.of_nobody):
        assert argon2id.compare(argon2id.of_nobody, secret) == Checked(right=False)


def test_each_process_has_its_own() -> None:
    assert Argon2id(CHEAP).of_nobody != Argon2id(CHEAP).of_nobody
