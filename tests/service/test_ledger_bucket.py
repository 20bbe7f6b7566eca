"""Checkpoints in a bucket, over real HTTP: written once, searched, copied down and verified."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from idp.cli.worker import ledger_duties
from idp.history.domain import EventType
from idp.history.service import History
from idp.kernel.actors import System
from idp.kernel.ids import new_id
from idp.ledger.bucket import BucketFailed, OutsideBucket
from idp.ledger.checkpoints import HistoryRewritten
from idp.ledger.offline.folder import sizes_in
from idp.ledger.offline.notes import WITNESS, PrivateKey
from idp.ledger.offline.witness import Witness
from idp.ledger.outside import OutsideDiffers
from idp.ledger.service import Ledger
from idp.ledger.tables import CHECKPOINT, LEAF
from idp.platform.clock import SystemClock
from idp.platform.database import Database
from idp.platform.s3 import ObjectStore
from idp.platform.settings import Settings
from idp.wiring.ledger import open_ledger
from tests.support import databases, ledgers
from tests.support.buckets import BUCKET, KEY_ID, SECRET, Bucket, storing
from tests.support.commands import Idp
from tests.support.ledgers import Keys

PREFIX = f"/{BUCKET}/checkpoints/"
SECRETS = (SECRET, SECRET.replace("/", "%2F").replace("+", "%2B"), KEY_ID)


@pytest.fixture(name="held")
def _held(tmp_path: Path) -> Keys:
    return Keys.new(tmp_path)


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    with storing() as opened:
        yield opened


@pytest.fixture
def ledger(
    settings: Settings, database: Database, history: History, held: Keys, bucket: Bucket
) -> Ledger:
    """That of a worker with these settings, by the clock of the machine."""
    given = settings.model_copy(
        update={
            "ledger_key": held.private,
            "ledger_public_keys": held.public,
            "ledger_checkpoints": None,
            "ledger_checkpoint_store_url": SecretStr(bucket.url),
            "outbound_hosts": ("127.0.0.1",),
        }
    )
    return open_ledger(given, database, SystemClock(), seal_key=history.seal_key)


def of_bucket(ledger: Ledger) -> OutsideBucket:
    assert isinstance(ledger.checkpoints.outside, OutsideBucket)
    return ledger.checkpoints.outside


def write(history: History, count: int = 3) -> None:
    for _ in range(count):
        history.append(EventType.SIGNED_IN, subject_id=new_id(), actor=System(rule="test"))


def chain_and_sign(ledger: Ledger, history: History, count: int = 3) -> None:
    write(history, count)
    ledger.chain()
    ledger.sign()


def copied_down(bucket: Bucket, home: Path) -> Path:
    """What `aws s3 sync` makes of the bucket."""
    folder = home / "copied"
    folder.mkdir()
    for path, content in bucket.objects.items():
        (folder / path.removeprefix(PREFIX)).write_bytes(content)
    return folder


def test_a_bucket_holds_what_a_directory_would(
    ledger: Ledger, history: History, held: Keys, bucket: Bucket, database: Database
) -> None:
    folder = ledgers.of(database, held, key=history.seal_key)
    for count in (3, 300, 2):
        chain_and_sign(ledger, history, count)
        folder.sign()
    files = {each.name: each.read_bytes() for each in held.folder.iterdir()}
    assert {path.removeprefix(PREFIX): each for path, each in bucket.objects.items()} == files
    assert len(files) == 6
    assert {method for method, *_ in bucket.asked} == {"GET", "PUT"}


def test_a_copy_of_the_bucket_verifies_an_export(
    ledger: Ledger, history: History, held: Keys, bucket: Bucket, tmp_path: Path, idp: Idp
) -> None:
    for count in (3, 5):
        chain_and_sign(ledger, history, count)
    export = tmp_path / "history.jsonl"
    export.write_bytes(b"".join(ledger.export()))
    folder = copied_down(bucket, tmp_path)
    words = ["verify-history", str(export), "--keys", str(held.public)]
    whole = idp(*words, "--checkpoints", str(folder))
    assert (whole.exit_code, whole.output.splitlines()[-1]) == (0, "whole"), whole.output
    bent = export.read_text("utf-8").replace("signed_in", "signed_up", 1)
    export.write_text(bent, "utf-8")
    wrong = idp(*words, "--checkpoints", str(folder))
    assert wrong.exit_code == 1
    assert "WRONG index 0, entry " in wrong.output


def test_a_witness_cosigns_a_copy_of_the_bucket(
    ledger: Ledger, history: History, held: Keys, bucket: Bucket, tmp_path: Path
) -> None:
    for count in (3, 280):
        chain_and_sign(ledger, history, count)
    into = tmp_path / "cosigned"
    into.mkdir()
    own = PrivateKey.new("witness.test", kind=WITNESS)
    witness = Witness(own, held.trusted, tmp_path / "state.json", into)
    assert witness.cosign_new(copied_down(bucket, tmp_path)) == 2
    assert sizes_in(into) == [3, 283]


def test_objects_are_written_once_each(ledger: Ledger, history: History, bucket: Bucket) -> None:
    for count in (3, 2):
        chain_and_sign(ledger, history, count)
    assert ledger.sign() == 0
    put = [path for method, path, _ in bucket.asked if method == "PUT"]
    assert sorted(put) == sorted(bucket.objects)


@pytest.mark.parametrize("content", [b"other", b"", b"x" * 200_000])
@pytest.mark.parametrize("conditions", [True, False])
def test_an_object_with_other_content_is_named_and_not_replaced(
    ledger: Ledger,
    history: History,
    bucket: Bucket,
    log_lines: list[dict[str, object]],
    *,
    content: bytes,
    conditions: bool,
) -> None:
    """Also by a store that does not know the condition of the request."""
    bucket.conditions = conditions
    chain_and_sign(ledger, history)
    name = f"{4:020d}.leaves"
    bucket.objects[f"{PREFIX}{name}"] = content
    write(history, 1)
    ledger.chain()
    with pytest.raises(OutsideDiffers, match=name):
        ledger.sign()
    told = [line for line in log_lines if line["event"] == "a file outside has other content"]
    assert [line["reason"] for line in told] == [name]
    assert (ledger.status().covered, ledger.status().outside) == (4, 3)
    assert bucket.objects[f"{PREFIX}{name}"] == content


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"other", HistoryRewritten),
        (b"\xff\n\n\xff", HistoryRewritten),
        (b"", HistoryRewritten),
        (b"x" * 200_000, BucketFailed),
    ],
)
def test_a_newest_object_that_is_no_checkpoint_of_ours_stops_signing_alone(
    ledger: Ledger, history: History, bucket: Bucket, content: bytes, fault: type[Exception]
) -> None:
    chain_and_sign(ledger, history)
    path = f"{PREFIX}{4:020d}.checkpoint"
    bucket.objects[path] = content
    write(history, 2)
    assert ledger.chain() == 2
    with pytest.raises(fault):
        ledger.sign()
    assert (ledger.status().leaves, ledger.status().covered) == (5, 3)
    assert bucket.objects[path] == content


def test_somebody_faster_with_other_content_is_found_by_the_condition(
    ledger: Ledger, history: History, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and the writing: the store answers 412 (Precondition Failed)."""
    write(history)
    ledger.chain()
    name = f"{PREFIX}{3:020d}.leaves"
    asked = ObjectStore.create

    def slow(self: ObjectStore, key: str, content: bytes) -> bool:
        bucket.objects.setdefault(name, b"other")
        return asked(self, key, content)

    monkeypatch.setattr(ObjectStore, "create", slow)
    with pytest.raises(OutsideDiffers):
        ledger.sign()
    assert bucket.objects[name] == b"other"
    assert ("PUT", name, 412) in bucket.asked


def test_two_workers_write_the_same_objects(
    ledger: Ledger, history: History, bucket: Bucket
) -> None:
    """One ended between the two objects of a checkpoint; the other goes on."""
    chain_and_sign(ledger, history)
    del bucket.objects[f"{PREFIX}{3:020d}.checkpoint"]
    assert ledger.sign() == 1
    assert sorted(bucket.objects) == [f"{PREFIX}{3:020d}.checkpoint", f"{PREFIX}{3:020d}.leaves"]


def test_a_bucket_that_was_away_is_filled_later_in_order(
    ledger: Ledger, history: History, bucket: Bucket, log_lines: list[dict[str, object]]
) -> None:
    """Entries are written and chained meanwhile, as the duties of a worker have it."""
    chain_and_sign(ledger, history)
    bucket.refuses = True
    chain, _, sign = ledger_duties(ledger, SystemClock().now(), timedelta(minutes=5))
    for _ in range(2):
        write(history)
        sign.do(sign.due_at)
        chain.do(chain.due_at)
    status = ledger.status()
    assert (status.leaves, status.waiting, status.outside) == (9, 0, None)
    assert status.outside_fault.endswith(f"/{BUCKET}/checkpoints/: answered 503 to a list")
    failed = [line["kind"] for line in log_lines if line["event"] == "duty failed"]
    assert failed == ["sign a checkpoint"] * 2
    reasons = [
        line["reason"] for line in log_lines if line["event"] == "a checkpoint cannot be kept"
    ]
    assert reasons == [status.outside_fault] * 2
    assert not any(secret in str(log_lines) for secret in SECRETS)
    bucket.refuses = False
    sign.do(sign.due_at)
    assert ledger.status().outside == 9
    assert ledger.status().covered == 9


def test_the_newest_object_is_found_from_anywhere(ledger: Ledger, bucket: Bucket) -> None:
    outside = of_bucket(ledger)
    assert outside.newest(near=0) is None
    assert outside.newest(near=5_000_000) is None
    for size in (3, 70_000, 70_001, 2_000_000):
        bucket.objects[f"{PREFIX}{size:020d}.checkpoint"] = b""
        bucket.objects[f"{PREFIX}{size:020d}.leaves"] = b""
    bucket.objects[f"{PREFIX}{2_000_001:020d}.leaves"] = b""
    bucket.objects[f"/{BUCKET}/checkpoints-of-others/{9:020d}.checkpoint"] = b""
    for bucket.page in (1, 3, 1000):
        for near in (0, 3, 4, 69_999, 2_000_000, 2_000_001, 90_000_000):
            assert outside.newest(near=near) == 2_000_000


def test_the_search_of_a_long_list_reads_its_end_alone(ledger: Ledger, bucket: Bucket) -> None:
    for size in range(1, 30_001, 10):
        bucket.objects[f"{PREFIX}{size:020d}.checkpoint"] = b""
    outside = of_bucket(ledger)
    assert outside.newest(near=29_991) == 29_991
    assert len(bucket.asked) == 1


def test_an_owner_who_empties_the_tables_gets_no_signature(
    ledger: Ledger, history: History, bucket: Bucket, database: Database
) -> None:
    """The bucket is asked what was signed, whatever the database says."""
    chain_and_sign(ledger, history)
    with databases.past_the_guards(database) as work:
        work.execute(LEAF.delete().where(LEAF.c.position == 2))
        work.execute(CHECKPOINT.delete())
    before = dict(bucket.objects)
    with pytest.raises(HistoryRewritten):
        ledger.sign()
    assert database.all(CHECKPOINT.select()) == []
    assert bucket.objects == before


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_worker_keeps_checkpoints_in_the_bucket_of_its_settings(
    idp: Idp, history: History, held: Keys, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IDP_LEDGER_KEY", str(held.private))
    monkeypatch.setenv("IDP_LEDGER_PUBLIC_KEYS", str(held.public))
    monkeypatch.setenv("IDP_LEDGER_CHECKPOINT_STORE_URL", bucket.url)
    monkeypatch.setenv("IDP_LEDGER_CHECKPOINT_PREFIX", "own/history/")
    monkeypatch.setenv("IDP_OUTBOUND_HOSTS", "127.0.0.1")
    write(history)
    assert idp("worker", "--once").exit_code == 0
    assert sorted(bucket.objects) == [
        f"/{BUCKET}/own/history/{3:020d}.checkpoint",
        f"/{BUCKET}/own/history/{3:020d}.leaves",
    ]
    timely = idp("ledger", "status")
    assert timely.exit_code == 0, timely.output
    assert "leaves under the newest checkpoint outside: 3" in timely.output
    verified = idp("verify-history")
    assert verified.exit_code == 0, verified.output
    assert "checkpoints in the bucket are not read" in verified.output
    bucket.objects.clear()
    behind = idp("ledger", "status")
    assert behind.exit_code == 1
    assert "checkpoints are missing outside" in behind.output
    bucket.refuses = True
    away = idp("ledger", "status")
    assert away.exit_code == 1
    assert "own/history/: answered 503" in away.output
    assert idp("worker", "--once").exit_code == 0
    for said in (timely, verified, behind, away):
        assert not any(secret in said.output for secret in SECRETS)


def test_a_wrong_secret_is_told_without_it(
    ledger: Ledger, history: History, bucket: Bucket
) -> None:
    outside = of_bucket(ledger)
    other = replace(outside.objects, secret="not-the-one")
    wrong = replace(ledger.checkpoints, outside=replace(outside, objects=other))
    write(history)
    ledger.chain()
    with pytest.raises(BucketFailed, match="answered 403") as caught:
        replace(ledger, checkpoints=wrong).sign()
    assert "not-the-one" not in str(caught.value)
    assert not bucket.objects
