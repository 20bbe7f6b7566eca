"""Statements prove their acts by the ledger, and a purge keeps the chain verifiable."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from idp.cli import main
from idp.history.domain import CHECKED, IN_LEDGER, IN_LEDGER_PARTLY, EventType
from idp.history.service import History
from idp.kernel.actors import System
from idp.kernel.ids import new_id
from idp.ledger.offline import program
from idp.ledger.offline.documents import NotProven, check_claims, claims_in
from idp.ledger.offline.folder import KeptOutside
from idp.ledger.offline.verification import Verification, VerifiedHistory, verify
from idp.ledger.service import Ledger
from idp.platform.database import Database
from idp.platform.keyring import Keyring
from idp.wiring.records import Records
from tests.service.test_history_append_only import years_ago
from tests.support import databases, ledgers
from tests.support.frozen_clock import FrozenClock
from tests.support.ledgers import Keys
from tests.support.officers import AN, OPERATOR, themself


@pytest.fixture(name="held")
def _held(tmp_path: Path) -> Keys:
    return Keys.new(tmp_path)


@pytest.fixture
def ledger(records: Records, held: Keys) -> Ledger:
    return ledgers.signing(records.ledger, held)


def write(history: History, count: int = 1, **more: Any) -> None:  # noqa: ANN401
    for _ in range(count):
        history.append(EventType.SIGNED_IN, **{"subject_id": new_id(), "actor": OPERATOR, **more})


def chain_and_sign(ledger: Ledger) -> None:
    ledger.chain()
    ledger.sign()


def stated(history: History, keyring: Keyring, me: str, transaction: str) -> Mapping[str, Any]:
    claims = keyring.verify(history.statement(me, transaction) or "", typ="evidence-statement+jwt")
    assert claims is not None
    return claims


@pytest.mark.norm("D14.3", limb="a statement proves that its acts are chained")
def test_a_statement_proves_each_act_offline(
    ledger: Ledger, history: History, held: Keys, keyring: Keyring
) -> None:
    me, transaction = new_id(), new_id()
    write(history, 300)
    for level in (1, 2):
        write(history, 3)
        write(history, subject_id=me, transaction_id=transaction, facts={"level": level, "x": "đ"})
    history.append(
        EventType.FACTOR_REFUSED, subject_id=me, transaction_id=transaction, actor=themself(me)
    )
    before = stated(history, keyring, me, transaction)
    assert before["checked"] == CHECKED
    assert check_claims(before, held.trusted) is None
    chain_and_sign(ledger)
    claims = stated(history, keyring, me, transaction)
    assert claims["checked"]["in_ledger"] == IN_LEDGER
    proven = check_claims(claims, held.trusted)
    assert proven is not None
    assert [each.index for each in proven.entries] == [303, 307]
    assert all(each.compared for each in proven.entries)
    assert (proven.checkpoint.size, proven.without) == (309, 0)


def test_acts_that_no_checkpoint_covers_yet_are_told_apart(
    ledger: Ledger, history: History, held: Keys, keyring: Keyring
) -> None:
    me, transaction = new_id(), new_id()
    write(history, subject_id=me, transaction_id=transaction)
    chain_and_sign(ledger)
    write(history, subject_id=me, transaction_id=transaction)
    ledger.chain()
    claims = stated(history, keyring, me, transaction)
    assert claims["checked"]["in_ledger"] == IN_LEDGER_PARTLY
    proven = check_claims(claims, held.trusted)
    assert proven is not None
    assert (len(proven.entries), proven.without) == (1, 1)


def extracted(history: History, keyring: Keyring, me: str, folder: Path) -> tuple[Any, Path]:
    """The members of a part of a history, and the file that a person downloads."""
    claims, signed = history.extract(me, limit=50)
    assert keyring.verify(signed, typ="history-extract+jwt") == claims
    file = folder / "history.json"
    file.write_text(json.dumps({"history": claims, "signed": signed}, ensure_ascii=False), "utf-8")
    return claims, file


@pytest.mark.norm("D17.3", limb="a person downloads the own history, with proofs")
def test_a_downloaded_history_is_proven_offline(
    ledger: Ledger, history: History, held: Keys, keyring: Keyring, tmp_path: Path
) -> None:
    me, transaction = new_id(), new_id()
    write(history, 3)
    mine: dict[str, Any] = {"subject_id": me, "actor": themself(me)}
    write(history, transaction_id=transaction, facts={"level": 2, "x": "đ"}, **mine)
    look = {"case": new_id(), "purpose": "inspection", "desk": "Bàn 1", "told": True}
    history.append(EventType.PERSON_LOOKED_AT, subject_id=me, actor=AN, facts=look)
    hidden = {"officer": "somebody"}
    history.append(EventType.ACCOUNT_LOCKED, subject_id=me, actor=AN, facts=hidden)
    chain_and_sign(ledger)
    claims, file = extracted(history, keyring, me, tmp_path)
    locked, looked, signed_in = claims["acts"]
    assert (locked["by"], locked["facts"]) == ("officer", {})
    assert looked["facts"] == {name: look[name] for name in ("case", "purpose", "desk")}
    assert (signed_in["txn"], signed_in["facts"]) == (transaction, {"level": 2, "x": "đ"})
    assert "older" not in claims
    proven = check_claims(claims_in(file), held.trusted)
    assert proven is not None
    assert [each.compared for each in proven.entries] == [True, False, False]
    assert proven.without == 0
    assert program.main([str(file), "--keys", str(held.public)]) == 0


def test_a_downloaded_history_says_nothing_but_what_was_signed(
    ledger: Ledger, history: History, held: Keys, keyring: Keyring, tmp_path: Path
) -> None:
    me = new_id()
    mine: dict[str, Any] = {"subject_id": me, "actor": themself(me)}
    write(history, transaction_id=new_id(), facts={"level": 1}, **mine)
    chain_and_sign(ledger)
    claims, file = extracted(history, keyring, me, tmp_path)
    for bent_file in (
        {"history": bent(claims, facts={"level": 4}), "signed": history.extract(me, limit=50)[1]},
        {"history": claims, "signed": history.extract(me, limit=50)[1], "note": "level 4"},
        {"history": claims},
        {"history": claims, "signed": 7},
        {"history": claims, "signed": "x"},
    ):
        file.write_text(json.dumps(bent_file), "utf-8")
        with pytest.raises(NotProven):
            claims_in(file)
        assert program.main([str(file), "--keys", str(held.public)]) == 1
    with pytest.raises(NotProven):
        check_claims(bent(claims, txn=new_id()), held.trusted)


def test_a_history_is_downloaded_in_parts(history: History) -> None:
    me = new_id()
    write(history, 5, subject_id=me)
    first, _ = history.extract(me, limit=3)
    rest, _ = history.extract(me, limit=3, before=first["older"])
    assert (len(first["acts"]), len(rest["acts"])) == (3, 2)
    assert "older" not in rest
    assert {each["id"] for each in rest["acts"]}.isdisjoint(each["id"] for each in first["acts"])


def bent(claims: Mapping[str, Any], **changed: Any) -> dict[str, Any]:  # noqa: ANN401
    first, *others = claims["acts"]
    return {**claims, "acts": [{**first, **changed}, *others]}


@pytest.mark.norm("D14.3", limb="no act of a statement is proven that was not entered")
def test_what_was_not_entered_is_not_proven(
    ledger: Ledger, history: History, held: Keys, keyring: Keyring
) -> None:
    me, transaction = new_id(), new_id()
    write(history, subject_id=me, transaction_id=transaction, facts={"level": 1})
    write(history, 5)
    chain_and_sign(ledger)
    claims = stated(history, keyring, me, transaction)
    assert check_claims(claims, held.trusted)
    proofs = claims["ledger"]
    forged = [
        bent(claims, facts={"level": 4}),
        bent(claims, happening="consent_given"),
        bent(claims, client_id="another"),
        bent(claims, fields="another act"),
        bent(claims, id=new_id()),
        bent(claims, at="2020-01-01T00:00:00+00:00"),
        {**claims, "subject": new_id()},
        {**claims, "txn": new_id()},
        {**claims, "ledger": {**proofs, "hashes": proofs["hashes"][::-1]}},
        {**claims, "ledger": {**proofs, "checkpoint": "none"}},
        {**claims, "ledger": {}},
        {**claims, "ledger": []},
        {**claims, "ledger": {**proofs, "entries": [{**proofs["entries"][0], "index": 1}]}},
        {**claims, "ledger": {**proofs, "entries": [{**proofs["entries"][0], "rest": "00"}]}},
        {**claims, "ledger": {**proofs, "entries": [{**proofs["entries"][0], "path": [99]}]}},
    ]
    for each in forged:
        with pytest.raises(NotProven):
            check_claims(each, held.trusted)
    with pytest.raises(NotProven):
        check_claims(claims, [])


def test_the_words_of_a_browser_are_not_told_and_still_proven(
    ledger: Ledger, history: History, held: Keys, keyring: Keyring
) -> None:
    """An entry of an earlier release holds the User-Agent, which a statement says in our words."""
    me, transaction = new_id(), new_id()
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    write(history, subject_id=me, transaction_id=transaction, facts={"device": agent})
    chain_and_sign(ledger)
    statement = stated(history, keyring, me, transaction)
    assert agent not in str(statement)
    proven = check_claims(statement, held.trusted)
    assert proven is not None
    assert [each.compared for each in proven.entries] == [False]


def test_nothing_is_proven_by_a_tree_that_was_bent(
    ledger: Ledger, history: History, keyring: Keyring, database: Database
) -> None:
    me, transaction = new_id(), new_id()
    write(history, 3, subject_id=me, transaction_id=transaction)
    chain_and_sign(ledger)
    with databases.past_the_guards(database) as work:
        work.execute(text("UPDATE ledger_leaf SET hash = entry_digest WHERE position = 1"))
    claims = stated(history, keyring, me, transaction)
    assert claims["checked"] == CHECKED
    assert "ledger" not in claims


@pytest.mark.norm("D14.3", limb="a statement is checked offline by a command")
def test_a_statement_is_checked_by_the_command(
    ledger: Ledger, history: History, held: Keys, keyring: Keyring, tmp_path: Path
) -> None:
    me, transaction = new_id(), new_id()
    write(history, subject_id=me, transaction_id=transaction, facts={"level": 1})
    path = tmp_path / "statement.jwt"
    words = ["verify-history", str(path), "--keys", str(held.public)]
    path.write_text(history.statement(me, transaction) or "", "utf-8")
    before = CliRunner().invoke(main, words)
    assert (before.exit_code, "no proof of the ledger" in before.output) == (1, True)
    chain_and_sign(ledger)
    path.write_text(history.statement(me, transaction) or "", "utf-8")
    proven = CliRunner().invoke(main, words)
    assert proven.exit_code == 0, proven.output
    assert "index 0, entry " in proven.output
    claims = stated(history, keyring, me, transaction)
    forged = keyring.sign(bent(claims, facts={"level": 4}), typ="any", alg="ES256")
    path.write_text(forged, "utf-8")
    assert CliRunner().invoke(main, words).exit_code == 1
    assert program.main(words[1:]) == 1
    for nonsense in ("eyJ", "eyJ.eyJ.x", "eyJ." + "W10" + ".x", "eyJé.é.é"):
        path.write_text(nonsense, "utf-8")
        assert CliRunner().invoke(main, words).exit_code == 1
        assert program.main(words[1:]) == 1


# purges


def checked(ledger: Ledger, held: Keys) -> VerifiedHistory:
    pinned = program.Given([held.public]).pinned()
    outside = KeptOutside(held.folder, pinned.log)
    verification = Verification(pinned, notes=outside.notes(), hashes=outside.hashes())
    return verify(ledger.export(), verification)


@pytest.mark.norm("X13.1", limb="old entries are purged and the chain verifies")
@pytest.mark.norm("D17.2-1", limb="a purge names what it removed")
def test_after_a_purge_the_chain_verifies(
    ledger: Ledger, history: History, held: Keys, clock: FrozenClock, database: Database
) -> None:
    clock.advance(years_ago(15) - clock.now())
    write(history, 4)
    chain_and_sign(ledger)
    clock.advance(timedelta(days=6 * 366))
    write(history, 2)
    assert history.purge() == 4
    write(history, 1)
    chain_and_sign(ledger)
    clock.advance(timedelta(days=6 * 366))
    assert history.purge() == 3
    chain_and_sign(ledger)
    found = checked(ledger, held)
    assert found.whole, found.faults
    assert (found.leaves, found.purged, found.covered) == (9, 7, 9)
    assert len(ledgers.written(database)) == 2


def test_an_entry_without_a_leaf_is_not_purged(
    ledger: Ledger, history: History, clock: FrozenClock, database: Database
) -> None:
    """As while another worker holds the ledger: it is purged when it has its leaf."""
    clock.advance(years_ago(15) - clock.now())
    write(history)
    clock.advance(timedelta(days=6 * 366))
    with database.transaction():
        removed = ledger.remove_aged(before=history.kept_since(), most=10)
    assert removed.entries == 0
    assert history.purge() == 1


@pytest.mark.norm("X13.1", limb="an entry that was removed without a purge is missed")
def test_what_the_owner_removes_and_names_as_purged_is_found(
    ledger: Ledger, history: History, held: Keys, database: Database
) -> None:
    """An honest-looking entry about a purge of what is younger than five years."""
    write(history, 3)
    chain_and_sign(ledger)
    with databases.past_the_guards(database) as work:
        first = "SELECT entry_id FROM ledger_leaf WHERE position = 1"
        work.execute(text(f"DELETE FROM history WHERE id = ({first})"))  # noqa: S608
    forged = {"entries": 1, "older_than": history.clock.now().isoformat(), "leaves": [[1, 1]]}
    history.append(EventType.HISTORY_PURGED, actor=System(rule="D17.2-1"), facts=forged)
    chain_and_sign(ledger)
    found = checked(ledger, held)
    assert any("younger" in each.what for each in found.faults)
    modest = {**forged, "older_than": history.kept_since().isoformat()}
    history.append(EventType.HISTORY_PURGED, actor=System(rule="D17.2-1"), facts=modest)
    assert any(each.index == 1 for each in checked(ledger, held).faults)
