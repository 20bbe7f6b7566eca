import hashlib
import os
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from idp.factors.breached import SHIPPED, BreachedPasswords, import_breached
from idp.factors.breached.compose import common_passwords, write
from idp.factors.breached.entries import UnusableBreachedList

LEAKED = ["correct horse", "hunter2hunter2", "tôi yêu phở"]


def hashes(passwords: list[str]) -> list[str]:
    return sorted(hashlib.sha1(each.encode()).hexdigest().upper() for each in passwords)  # noqa: S324


def listing(folder: Path, lines: list[str]) -> Path:
    source = folder / "published.txt"
    source.write_text("\n".join(lines) + "\n")
    return source


@pytest.mark.parametrize(
    "password", ["matkhau123", "MatKhau123", "anhyeuem1", "password", "1qaz2wsx", "12345678"]
)
def test_the_shipped_list_holds_what_everybody_uses(password: str) -> None:
    assert BreachedPasswords().holds(password)


def test_the_shipped_list_does_not_hold_everything() -> None:
    assert not BreachedPasswords().holds("v9#Kq2!xLm")
    assert not BreachedPasswords().holds("\ud800" * 8)


def test_the_shipped_list_is_the_composed_one(tmp_path: Path) -> None:
    assert write(tmp_path / "again.bin") >= 2_000
    assert (tmp_path / "again.bin").read_bytes() == SHIPPED.read_bytes()
    assert "anhyeuem2024" in set(common_passwords())


def test_an_operator_imports_a_list_ordered_by_hash(tmp_path: Path) -> None:
    source = listing(tmp_path, [f"{each}:17" for each in hashes(LEAKED)])
    assert import_breached(source, into=tmp_path / "full.bin") == len(LEAKED)
    known = BreachedPasswords.with_list(tmp_path / "full.bin")
    assert all(known.holds(each) for each in (*LEAKED, "matkhau123"))
    assert not known.holds("correct horse battery")


def test_an_operator_imports_a_folder_of_ranges(tmp_path: Path) -> None:
    ranges = tmp_path / "ranges"
    ranges.mkdir()
    for each in hashes(LEAKED):
        (ranges / f"{each[:5]}.txt").write_text(f"{each[5:]}:3\n")
    (ranges / "README").write_text("not a range")
    assert import_breached(ranges, into=tmp_path / "full.bin") == len(LEAKED)
    assert BreachedPasswords.with_list(tmp_path / "full.bin").holds("hunter2hunter2")


@pytest.mark.parametrize(
    "lines",
    [[], ["not a hash"], ["F" * 40, "0" * 40], ["F" * 39 + ":1"], ["Z" * 40]],
    ids=["empty", "text", "unordered", "short", "not-hex"],
)
def test_an_unusable_list_leaves_the_old_one_in_place(tmp_path: Path, lines: list[str]) -> None:
    into = tmp_path / "full.bin"
    import_breached(listing(tmp_path, hashes(LEAKED)), into=into)
    before = into.read_bytes()
    with pytest.raises(UnusableBreachedList):
        import_breached(listing(tmp_path, lines), into=into)
    assert into.read_bytes() == before
    assert not list(tmp_path.glob("full.bin.*"))


def test_a_new_list_is_read_by_who_read_the_old_one(tmp_path: Path) -> None:
    """Only root can make a file of another user."""
    into = tmp_path / "full.bin"
    before = os.umask(0o077)
    try:
        import_breached(listing(tmp_path, hashes(LEAKED)), into=into)
        if os.geteuid() == 0:
            os.chown(into, 54_321, 54_322)
        old = into.stat()
        import_breached(listing(tmp_path, hashes(LEAKED)), into=into)
    finally:
        os.umask(before)
    new = into.stat()
    assert new.st_mode & 0o777 == 0o644
    assert (new.st_uid, new.st_gid) == (old.st_uid, old.st_gid)


def test_of_two_imports_the_second_waits_and_neither_is_put_in_place_in_part(
    tmp_path: Path,
) -> None:
    """The first is in the middle of its list when the second begins."""
    into, slow = tmp_path / "full.bin", tmp_path / "slow.txt"
    os.mkfifo(slow)
    with ThreadPoolExecutor(2) as operators:
        first = operators.submit(import_breached, slow, into=into)
        with slow.open("w") as lines:  # opens once the first import reads it
            second = operators.submit(
                import_breached, listing(tmp_path, hashes(LEAKED[:1])), into=into
            )
            wait((second,), timeout=0.5)
            assert not into.exists()
            lines.write("\n".join(hashes(LEAKED)))
        assert (first.result(30), second.result(30)) == (len(LEAKED), 1)
    known = BreachedPasswords.with_list(into)
    assert [known.holds(each) for each in LEAKED] == [True, False, False]
    assert sorted(tmp_path.glob("full.bin*")) == [into]


def test_an_import_that_was_killed_is_in_nobodys_way(tmp_path: Path) -> None:
    into = tmp_path / "full.bin"
    (tmp_path / "full.bin.new").write_bytes(b"half" * 100)
    assert import_breached(listing(tmp_path, hashes(LEAKED)), into=into) == len(LEAKED)
    assert len(into.read_bytes()) == len(LEAKED) * 6
