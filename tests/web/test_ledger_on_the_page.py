"""The page that checks receipts and statements says what the ledger proves of them."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from pydantic import SecretStr

from idp.cli.gauges import gauges
from idp.history.domain import EventType
from idp.history.service import STATEMENT_TYPE
from idp.ledger.bucket import BucketFailed
from idp.ledger.key_files import add_key
from idp.wiring import build
from tests.support import ledgers
from tests.support.buckets import storing
from tests.support.http import Answer
from tests.support.live import House
from tests.support.walks import contents
from tests.support.world import Person


def transaction_of(house: House, person: Person) -> str:
    entries = house.world.services.history.for_subject(person.subject_id)
    return next(
        each.transaction_id or "" for each in entries if each.happening is EventType.SIGNED_IN
    )


def chain_and_sign(house: House) -> None:
    house.world.services.ledger.chain()
    house.world.services.ledger.sign()


def page_of(house: House, document: str) -> Answer:
    visitor = house.visitor()
    return visitor.submit(visitor.get("/public/receipt"), receipt=document)


def statement(house: House, person: Person) -> str:
    history = house.world.services.history
    return history.statement(person.subject_id, transaction_of(house, person)) or ""


def receipt(house: House, person: Person) -> str:
    consents = house.world.services.consents
    return consents.receipt(consents.for_subject(person.subject_id)[0])


@pytest.mark.norm("D14.3", limb="anybody checks at a public page that a statement is chained")
def test_the_page_says_what_the_ledger_proves(house: House) -> None:
    person = house.world.person()
    house.walk().tokens(person)
    for made in (statement, receipt):
        page = page_of(house, made(house, person))
        assert "Genuine: signed by Minh Danh" in page.text
        assert "It has no proof from the ledger of history" in page.text
    chain_and_sign(house)
    size = house.world.services.ledger.status().covered
    assert size > 0
    for made in (statement, receipt):
        page = page_of(house, made(house, person))
        assert "Genuine: signed by Minh Danh" in page.text
        assert f"a signed checkpoint over {size} entries" in page.text
        assert "in-ledger" in page.ids
    told = contents(receipt(house, person))
    assert told["ledger"]["row"]["facts"]["consent_id"] == told["jti"]


def test_a_signed_file_of_a_history_is_checked_there_too(house: House) -> None:
    person, walk = house.world.person(), house.walk()
    walk.tokens(person)
    chain_and_sign(house)
    page = walk.visitor.arrive(walk.visitor.get("/me/history"))
    page = walk.sign_in(page, person) if "username" in page.ids else page
    assert "history-file" in page.ids
    chain_and_sign(house)
    file = walk.visitor.get("/me/history/file")
    assert file.headers["Content-Disposition"].startswith("attachment")
    told = json.loads(file.text)["history"]
    assert {"signed_in", "tokens_issued", "account_created"} <= {
        each["happening"] for each in told["acts"]
    }
    verdict = page_of(house, file.text).text
    assert "Genuine: signed by Minh Danh" in verdict
    assert "Everything it tells of is in the ledger" in verdict
    changed = file.text.replace('"signed_in"', '"consent_given"', 1)
    assert "Not genuine" in page_of(house, changed).text
    part = json.loads(walk.visitor.get("/me/history/file", {"only": "consents"}).text)["history"]
    assert {each["happening"] for each in part["acts"]} <= {"consent_given"}
    newest = house.world.services.history.for_subject(person.subject_id)[:2]
    assert {each.happening for each in newest} == {"history_copied"}
    assert newest[0].facts == {"part": "consents", "entries": len(part["acts"])}


def signed(house: House, claims: Mapping[str, Any]) -> str:
    return house.world.services.keyring.sign(claims, typ=STATEMENT_TYPE, alg="ES256")


def test_a_document_that_the_ledger_contradicts_is_told(house: House) -> None:
    """Signed by us all the same: as after a theft of the signing key."""
    person = house.world.person()
    house.walk().tokens(person)
    chain_and_sign(house)
    claims = contents(statement(house, person))
    claims["acts"][0]["facts"] = {"level": 4}
    page = page_of(house, signed(house, claims))
    assert "does not hold" in page.text
    claims["ledger"] = "nonsense"
    assert "does not hold" in page_of(house, signed(house, claims)).text


def test_a_document_under_a_retired_key_of_the_ledger_is_checked(house: House) -> None:
    person = house.world.person()
    house.walk().tokens(person)
    chain_and_sign(house)
    before = statement(house, person)
    settings = house.world.settings
    assert settings.ledger_key is not None
    assert settings.ledger_public_keys is not None
    add_key(settings.ledger_key, settings.ledger_public_keys, name="id.test/history")
    assert "a signed checkpoint over" in page_of(house, before).text


def test_acts_of_a_refused_try_and_of_nobody_are_chained_too(house: House) -> None:
    """Every entry of whatever kind has a leaf, so none can be left out later."""
    house.walk().tokens(house.world.person())
    chain_and_sign(house)
    found = house.world.services.ledger.status()
    assert (found.waiting, found.leaves) == (0, found.covered)


def test_metrics_tell_how_far_the_ledger_lags(house: House) -> None:
    person = house.world.person()
    house.walk().tokens(person)
    before = {each.name: each.value for each in gauges(house.world.settings)}
    assert before["idp_ledger_leaves"] == 0
    chain_and_sign(house)
    after = {each.name: each.value for each in gauges(house.world.settings)}
    assert after["idp_ledger_leaves"] == after["idp_ledger_covered"] > 0
    assert after["idp_ledger_waiting_seconds"] == after["idp_ledger_uncovered_seconds"] == 0
    assert after["idp_notices_given_up"] == 0
    assert "idp_notices_due_seconds" in after
    assert after["idp_applications_waiting_seconds"] == 0


def test_without_readable_keys_of_the_ledger_nothing_is_said_of_it(house: House) -> None:
    person = house.world.person()
    house.walk().tokens(person)
    chain_and_sign(house)
    document, keys = statement(house, person), house.world.settings.ledger_public_keys
    assert keys is not None
    kept = keys.read_bytes()
    for content in (b"nonsense", b"\xff", b""):
        keys.write_bytes(content)
        page = page_of(house, document)
        assert "Genuine: signed by Minh Danh" in page.text
        assert "in-ledger" not in page.ids
    keys.unlink()
    assert "in-ledger" not in page_of(house, document).ids
    keys.write_bytes(kept)
    assert "in-ledger" in page_of(house, document).ids


def test_people_sign_in_and_entries_are_chained_while_the_bucket_is_away(house: House) -> None:
    """The bucket of checkpoints is asked when a checkpoint is signed, and at no other time."""
    with storing() as bucket:
        bucket.refuses = True
        other = {"ledger_checkpoint_store_url": SecretStr(bucket.url)}
        given = house.world.settings.model_copy(update=other)
        services = build(given, clock=house.world.clock)
        away = replace(house, world=replace(house.world, services=services, settings=given))
        away.restart()
        person = away.world.person()
        away.walk().tokens(person)
        assert "Genuine: signed by Minh Danh" in page_of(away, statement(away, person)).text
        written = len(ledgers.written(services.database))
        assert services.ledger.chain() == written > 0
        assert bucket.asked == []
        with pytest.raises(BucketFailed):
            services.ledger.sign()
        status = services.ledger.status()
        assert (status.leaves, status.waiting, status.covered) == (written, 0, 0)
        assert "answered 503" in status.outside_fault
        services.database.close()
