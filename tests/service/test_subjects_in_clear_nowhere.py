"""The database file alone reveals nothing about people."""

import sqlite3
from pathlib import Path

import pytest

from idp.accounts.domain import Account
from idp.accounts.service import Accounts
from tests.support.officers import OPERATOR
from tests.support.people import CITIZEN


def words_in_clear() -> list[str]:
    values = [CITIZEN[item].value for item in ("personal_number", "email", "phone_number")]
    return [*values, *CITIZEN["name"].value.split(), "1990-01-01", "Hàng Đào", "bich.hanh"]


@pytest.mark.norm("D4.3", limb="no identity datum is stored in clear")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_personal_datum_stands_in_the_file(
    accounts: Accounts, account: Account, database_url: str
) -> None:
    accounts.lock(account.subject_id, ground="g", body="b", remedy="r", actor=OPERATOR)
    path = Path(database_url.removeprefix("sqlite:///"))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    content = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*")).lower()
    assert b"subject_registered" in content
    for word in words_in_clear():
        for encoding in ("utf-8", "utf-16-le"):
            assert word.lower().encode(encoding) not in content, word
        assert word.encode("unicode_escape").lower() not in content, word
