"""Commands about the installation do what their help says, and say so."""

import gc
import hashlib
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from sqlalchemy import NullPool, create_engine, inspect

from idp.cli import main
from idp.cli.context import services
from idp.cli.worker import Duty, carry_out
from idp.demo.card_office import revocation_list
from idp.factors.domain import ACTIVATING
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform import key_file
from idp.platform.clock import SystemClock
from idp.platform.database import Base
from tests.support import cards
from tests.support.commands import Idp
from tests.support.frozen_clock import FrozenClock
from tests.support.makers import due_on, maker, publisher


def _commands(group: click.Group, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*words, name)
        if isinstance(command, click.Group):
            yield from _commands(command, (*words, name))


@pytest.mark.parametrize("words", list(_commands(main)), ids=" ".join)
def test_every_command_explains_itself_with_an_example(words: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(main, [*words, "--help"], catch_exceptions=False)
    assert shown.exit_code == 0
    assert "Example:  " in shown.output
    assert f"idp {' '.join(words[:1])}" in shown.output


def test_check_config_tells_everything_and_fails(idp: Idp, monkeypatch: pytest.MonkeyPatch) -> None:
    assert idp("check-config").exit_code == 0
    monkeypatch.setenv("IDP_PROFILE", "production")
    monkeypatch.setenv("IDP_WROKERS", "2")
    told = idp("check-config")
    assert told.exit_code == 1
    for word in ("IDP_WROKERS", "demo keys", "issuer: must be https", "secret of the demo"):
        assert word in told.output


def test_a_command_without_settings_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDP_PROFILE", "demo")
    told = CliRunner().invoke(main, ["clients", "list"])
    assert told.exit_code == 1
    assert "issuer: Field required" in told.output


def test_services_are_loaded_and_made_permanent_once(idp: Idp) -> None:
    """What a process made since is garbage when it is over, also what another command leaves."""
    assert idp("clients", "list").exit_code == 0
    made = [[number] for number in range(10_000)]
    permanent = gc.get_freeze_count()
    with services() as opened:
        assert opened.relying_parties.all() == []
    assert gc.get_freeze_count() < permanent + len(made)


def test_keys_are_made_once_and_rotated(idp: Idp, tmp_path: Path) -> None:
    assert idp("create-keys", str(tmp_path / "more.json")).exit_code == 0
    assert idp("create-keys", str(tmp_path / "more.json")).exit_code == 1
    assert idp("rotate-keys", "--ahead", "24", "--overlap", "7").exit_code == 0
    assert len(key_file.read_keys(tmp_path / "keys.json")) == 6
    again = idp("rotate-keys")
    assert again.exit_code == 1
    assert "already wait" in again.output
    stolen = idp("rotate-keys", "--at-once")
    assert stolen.exit_code == 0
    assert "6 keys ended" in stolen.output
    assert "access tokens" in stolen.output
    signing = [key for key in key_file.read_keys(tmp_path / "keys.json") if not key.distrusted_from]
    assert len(signing) == 3


@pytest.mark.parametrize("how", [(), ("--at-once",)])
def test_keys_of_another_user_are_not_rotated(
    idp: Idp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: tuple[str, ...]
) -> None:
    def fchown(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    keys = tmp_path / "keys.json"
    before = keys.read_bytes()
    monkeypatch.setattr("os.fchown", fchown)
    told = idp("rotate-keys", *how)
    assert told.exit_code == 1
    assert f"Error: {keys}: belongs to another user" in told.output
    assert keys.read_bytes() == before


def test_migrate_makes_every_table_and_is_safe_to_repeat(
    idp: Idp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IDP_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    assert idp("migrate").exit_code == 0
    assert idp("migrate").exit_code == 0
    engine = create_engine(f"sqlite:///{tmp_path / 'new.db'}", poolclass=NullPool)
    made = set(inspect(engine).get_table_names())
    engine.dispose()
    assert made == set(Base.metadata.tables) | {"alembic_version"}


def test_history_is_purged(idp: Idp) -> None:
    assert "0 entries deleted" in idp("history", "purge").output


def test_a_published_list_of_breached_passwords_is_imported_and_used(
    idp: Idp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaked = "a-Very-long-And-Leaked-42"
    published, known = tmp_path / "published.txt", tmp_path / "known.bin"
    digest = hashlib.sha1(leaked.encode(), usedforsecurity=False).hexdigest().upper()
    published.write_text(f"{digest}:7\n")
    monkeypatch.setenv("IDP_BREACHED_LIST", str(known))
    assert "breached_list" in idp("check-config").output
    assert "holds 1 passwords" in idp("import-breached", str(published), str(known)).output
    assert idp("check-config").exit_code == 0
    with services() as opened:
        assert opened.passwords.set(new_id(), leaked, binding=ACTIVATING) == Refused(
            Reason.PASSWORD_BREACHED
        )


def test_a_list_that_is_none_is_refused(idp: Idp, tmp_path: Path) -> None:
    nonsense = tmp_path / "nonsense.txt"
    nonsense.write_text("hello\n")
    told = idp("import-breached", str(nonsense), str(tmp_path / "known.bin"))
    assert told.exit_code == 1
    assert not (tmp_path / "known.bin").exists()


def test_published_metadata_are_imported_once_and_never_taken_back(
    idp: Idp, tmp_path: Path
) -> None:
    by, due = publisher(), SystemClock().now() + timedelta(days=20)
    blob, root = tmp_path / "blob.jwt", tmp_path / "root.pem"
    blob.write_bytes(by.blob(7, maker().entry(), nextUpdate=due_on(due)))
    root.write_bytes(by.root.pem)
    words = ("import-metadata", str(blob), "--root", str(root), "--by", "an.nguyen")
    assert "number 7 is in force with 1 models" in idp(*words).output
    again = idp(*words)
    assert again.exit_code == 1
    assert "number 7 is not newer" in again.output
    root.write_bytes(publisher().root.pem)
    assert "does not lead to the root" in idp(*words).output


def test_revoked_signers_of_cards_are_imported_and_never_taken_back(
    idp: Idp, tmp_path: Path
) -> None:
    now, day = SystemClock().now(), timedelta(days=1)
    country = cards.country(begins=now - day, ends=now + 9 * day)
    (tmp_path / "csca.der").write_bytes(country.encoded)
    proposed = idp("anchors", "propose", "csca", str(tmp_path / "csca.der"), "--by", "an")
    listed = tmp_path / "list.crl"
    listed.write_bytes(
        revocation_list(country, (7,), listed=3, begins=now - day, ends=now + 9 * day)
    )
    words = ("import-crl", str(listed), "--by", "an")
    assert "no anchor in force signed the list" in idp(*words).output
    idp("anchors", "approve", json.loads(proposed.output)["id"], "--by", "binh")
    assert "number 3 is in force with 1 revoked signers" in idp(*words).output
    again = idp(*words)
    assert (again.exit_code, "number 3 is not newer" in again.output) == (1, True)


def test_revoked_attestations_are_imported_and_a_file_that_is_no_list_is_not(
    idp: Idp, tmp_path: Path
) -> None:
    (tmp_path / "status.json").write_text('{"entries": {"c0ffee": {"status": "REVOKED"}}}')
    told = idp("app-keys", "import-revocations", str(tmp_path / "status.json"))
    assert told.output == "1 certificates vouch for nothing from now on\n"
    (tmp_path / "other.json").write_text("[]")
    refused = idp("app-keys", "import-revocations", str(tmp_path / "other.json"))
    assert refused.exit_code == 1
    assert "no object of entries" in refused.output


def test_a_worker_does_each_duty_once_when_asked(idp: Idp) -> None:
    assert idp("worker", "--once").exit_code == 0


def test_a_failing_duty_does_not_stop_the_others() -> None:
    clock = FrozenClock()
    done: list[str] = []

    def fail() -> int:
        raise ConnectionError

    def work() -> int:
        done.append("work")
        return len(done)

    owed = (
        Duty("fails", timedelta(days=1), fail, clock.now()),
        Duty("works", timedelta(minutes=5), work, clock.now()),
    )
    carry_out(owed, now=clock.now())
    assert [duty.due_at - clock.now() for duty in owed] == [
        timedelta(seconds=30),
        timedelta(minutes=5),
    ]
    carry_out(owed, now=clock.now())
    assert done == ["work"]


def test_a_clock_that_was_set_back_holds_no_duty_back() -> None:
    """It was ahead by years when the duty was done; the next time comes not only years later."""
    clock = FrozenClock()
    done: list[datetime] = []

    def work() -> int:
        done.append(clock.now())
        return len(done)

    owed = (Duty("works", timedelta(minutes=5), work, clock.now()),)
    carry_out(owed, now=clock.now() + timedelta(days=3_650))
    carry_out(owed, now=clock.now())
    assert len(done) == 2
    carry_out(owed, now=clock.now())
    carry_out(owed, now=clock.now() - timedelta(seconds=1))
    assert len(done) == 3, "a duty too often does no harm, one that waits for years does"
