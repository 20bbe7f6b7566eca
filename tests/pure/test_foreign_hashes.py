"""Hashes of other systems: vectors made by others, and what is refused."""

import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.factors.foreign_hashes import ForeignHash, HashFault, foreign_hash, is_of

VECTORS = [
    # crypt_blowfish 1.3, wrapper.c
    ("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "U*U"),
    ("$2y$05$/OK.fbVrR/bpIqNJ5ianF.CE5elHaaRr4l5u6PZXxwnUoQJ6Qf2Y6", None),
    ("bcrypt$$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "U*U"),
    # the reference implementation of Argon2
    (
        (
            "$argon2id$v=19$m=64,t=2,p=1$Wmvgszc2QpH7/Xpqv4ZAFA"
            "$+g0NuWVuU0EEeiByMRHF6Y+xhHqK8qaO1lXrHQx63RI"
        ),
        "a password",
    ),
    # RFC 7914 section 12, in the three forms
    (
        (
            "scrypt$1024$NaCl$8$16$/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWIurzDZLiKjiG/xCSedmDDa"
            "xyevuUqD7m2DYMvfoswGQA=="
        ),
        "password",
    ),
    (
        (
            "$scrypt$ln=10,r=8,p=16$TmFDbA$/bq.HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWIurzDZLiKjiG/xCS"
            "edmDDaxyevuUqD7m2DYMvfoswGQA"
        ),
        "password",
    ),
    (
        (
            "scrypt:1024:8:16$NaCl$fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
            "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
        ),
        "password",
    ),
    # RFC 6070
    ("pbkdf2_sha1$4096$salt$SwB5AbdlSJq+rUnZJvch0GWkKcE=", "password"),
    ("$pbkdf2$4096$c2FsdA$SwB5AbdlSJq.rUnZJvch0GWkKcE", "password"),
    ("pbkdf2:sha1:4096$salt$4b007901b765489abead49d926f721d065a429c1", "password"),
    (
        (
            "pbkdf2:sha1:4096$saltSALTsaltSALTsaltSALTsaltSALTsalt"
            "$3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038"
        ),
        "passwordPASSWORDpassword",
    ),
]


@pytest.mark.parametrize(("encoded", "password"), VECTORS)
def test_a_hash_of_others_is_verified(encoded: str, password: str | None) -> None:
    assert isinstance(foreign_hash(encoded), ForeignHash)
    assert not is_of(encoded, "another")
    if password is not None:
        assert is_of(encoded, password)


def test_what_is_stored_is_read_again_and_is_never_taken_for_ours() -> None:
    for encoded, password in VECTORS:
        found = foreign_hash(encoded)
        assert isinstance(found, ForeignHash)
        assert not found.encoded.startswith("$argon2id$")
        assert password is None or is_of(found.encoded, password)


def test_a_password_is_right_however_its_letters_are_composed() -> None:
    typed = "mật khẩu"
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, typed).encode()
        made = hashlib.pbkdf2_hmac("sha512", written, b"saltsalt", 10).hex()
        encoded = f"pbkdf2:sha512:10$saltsalt${made}"
        assert is_of(encoded, unicodedata.normalize(form, typed))
    made = hashlib.pbkdf2_hmac("sha512", typed.encode(), b"saltsalt", 10).hex()
    assert is_of(f"pbkdf2:sha512:10$saltsalt${made}", unicodedata.normalize("NFD", typed))


@pytest.mark.parametrize(
    ("encoded", "fault"),
    [
        ("", HashFault.UNKNOWN),
        ("secret", HashFault.UNKNOWN),
        ("5f4dcc3b5aa765d61d8327deb882cf99", HashFault.UNKNOWN),
        ("$1$salt$qJH7.N4xYta3aEG/dfqo/0", HashFault.UNKNOWN),
        ("$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", HashFault.UNKNOWN),
        ("pbkdf2:md5:1000$salt$" + "0" * 40, HashFault.UNKNOWN),
        ("pbkdf2:sha256:0$salt$" + "0" * 40, HashFault.UNKNOWN),
        ("pbkdf2:sha256:2000001$salt$" + "0" * 40, HashFault.TOO_COSTLY),
        ("$argon2id$v=19$m=1048576,t=2,p=1$" + "A" * 22 + "$" + "A" * 43, HashFault.TOO_COSTLY),
        ("$argon2i$v=19$m=64,t=99,p=1$" + "A" * 22 + "$" + "A" * 43, HashFault.TOO_COSTLY),
        ("$scrypt$ln=22,r=8,p=1$c2FsdA$" + "A" * 43, HashFault.TOO_COSTLY),
        ("scrypt$1000$salt$8$1$" + "A" * 43, HashFault.UNKNOWN),
        ("$scrypt$ln=10,r=8,p=1$c2FsdA$" + "*" * 43, HashFault.UNKNOWN),
    ],
)
def test_what_is_not_taken(encoded: str, fault: HashFault) -> None:
    assert foreign_hash(encoded) == fault
    assert not is_of(encoded, "")


def _pbkdf2(digest: str, rounds: int, size: int) -> str:
    return f"pbkdf2:{digest}:{rounds}$salt$" + "00" * size


def _argon2(memory: int, passes: int) -> str:
    return f"$argon2i$v=19$m={memory},t={passes},p=1$" + "A" * 22 + "$" + "A" * 43


def _bcrypt(cost: int) -> str:
    return f"$2b${cost}$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"


@pytest.mark.parametrize(
    ("affordable", "too_costly"),
    [
        # counted are the blocks of the key, and what a digest costs
        (_pbkdf2("sha1", 1_333_333, 20), _pbkdf2("sha1", 1_333_334, 20)),
        (_pbkdf2("sha1", 1_333_333, 20), _pbkdf2("sha1", 1_333_333, 21)),
        (_pbkdf2("sha1", 190_476, 128), _pbkdf2("sha1", 190_477, 128)),
        (_pbkdf2("sha256", 1_333_333, 32), _pbkdf2("sha256", 1_333_333, 33)),
        (_pbkdf2("sha512", 444_444, 64), _pbkdf2("sha512", 444_445, 64)),
        (_pbkdf2("sha512", 222_222, 65), _pbkdf2("sha512", 222_223, 65)),
        (_argon2(262_144, 1), _argon2(262_144, 2)),
        (_argon2(65_536, 4), _argon2(65_536, 5)),
        (_bcrypt(13), _bcrypt(14)),
        ("$scrypt$ln=17,r=8,p=1$c2FsdA$" + "A" * 43, "$scrypt$ln=17,r=8,p=2$c2FsdA$" + "A" * 43),
    ],
)
def test_what_a_hash_may_cost(affordable: str, too_costly: str) -> None:
    """Below the border are the defaults of Django 6.0 and Werkzeug 3, and what OWASP advises."""
    assert isinstance(foreign_hash(affordable), ForeignHash)
    assert foreign_hash(too_costly) == HashFault.TOO_COSTLY


@given(
    st.from_regex(
        r"(\$scrypt\$ln=\d,r=\d,p=\d|scrypt:\d{1,3}:\d:\d|\$pbkdf2|pbkdf2_sha256\$\d|\$argon2i\$v=19"
        r"\$m=\d\d,t=\d,p=\d)\$[A-Za-z0-9+/.=]{0,30}\$[A-Za-z0-9+/.=]{0,60}",
        fullmatch=True,
    )
)
def test_any_text_is_a_hash_or_none(text: str) -> None:
    found = foreign_hash(text)
    if isinstance(found, ForeignHash):
        assert found.matches(b"x") in {True, False}
    else:
        assert isinstance(found, HashFault)
