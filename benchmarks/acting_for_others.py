"""What a million representations cost who signs in: statements and CPU, without them and with them.

python -m benchmarks.acting_for_others URL FILLED_URL [ROWS]

Both are of empty databases that are thrown away: postgresql+psycopg://… or sqlite:///…; the second
one gets the rows, and rounds of both take turns, as neighbours of the machine come and go. A person
with a session asks at a relying party, without `delegated_acting` and with it, and is led to the
page of the consent, or of the question for whom they act: somebody who acts for nobody, and a
guardian with one ward. Printed are the statements of all requests until that page, the least and
the median milliseconds of user and system time of this process; and the mean of PostgreSQL's
processes on this machine. For SQLite the database's time is in that of this process.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, Final
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from benchmarks.database_cpu import database_cpu
from benchmarks.importing_people import services_over, settings_over
from benchmarks.officers_day import sure
from benchmarks.prepare import person
from idp.app import create_app
from idp.assurance.kinds import EvidenceKind
from idp.assurance.pieces import ShownPiece, at_best
from idp.kernel.actors import System
from idp.kernel.ids import Id, new_id
from idp.platform.database import Database, insert_together
from idp.platform.operating_system import operator
from idp.relying_parties.domain.client import CURRENT_PARTY_TERMS, ClaimPurpose, PartyKind
from idp.relying_parties.domain.disclosure import CLAIMS_BY_SCOPE
from idp.relying_parties.domain.registration import Registration
from idp.representation.domain import RepresentationKind, StatedAgent
from idp.representation.tables import REPRESENTATION
from idp.services import Services

ROWS: Final = 1_000_000
ROUNDS: Final = 8
TURNS: Final = 30
"""Requests of each kind in a round."""
_TOGETHER: Final = 5_000
_PARTIES: Final = {"plain": False, "delegating": True}
_RECORDED: Final = datetime(2026, 1, 1, tzinfo=UTC)
_MANY: Final = """
INSERT INTO representation (id, principal_id, agent_id, number_index, kind, source, starts_on,
                            jointly, recorded_at, passed_on)
SELECT gen_random_uuid(), gen_random_uuid(), CASE WHEN n % 2 = 0 THEN gen_random_uuid() END,
       CASE WHEN n % 2 = 1 THEN decode(lpad(to_hex(n), 64, '0'), 'hex') END, 'parent',
       'population', DATE '2020-01-01', false, :at, '[]'
FROM generate_series(CAST(:begin AS integer), :before - 1) n
"""
"""As `_row`, made in PostgreSQL."""
_REDIRECT: Final = "https://party.example/cb"


def main(empty_url: str, filled_url: str, rows: int) -> None:
    """Fill the second database, and measure both in turns."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        asked = [*_prepared(empty_url, Path(one), 0), *_prepared(filled_url, Path(other), rows)]
        for _ in range(ROUNDS):
            for each in asked:
                each.measure()
        for each in asked:
            each.tell()
        for database in {each.database for each in asked}:
            database.close()


def _prepared(url: str, folder: Path, rows: int) -> "list[_Asked]":
    """The requests that are measured in a database with so many records of others."""
    services = services_over(url, folder)
    app = create_app(settings_over(url, folder), services=services)
    for name, delegating in _PARTIES.items():
        _register(services, name, delegating=delegating)
    alone, guardian, ward = (person(services, f"user{each}", each) for each in range(3))
    number = services.subjects.identity(guardian).data["personal_number"].value
    said = StatedAgent(
        number=str(number), kind=RepresentationKind.GUARDIAN, starts_on=date(2020, 1, 1)
    )
    with services.database.transaction():
        services.representations.reconcile(ward, "population", [said], actor=System(rule="D8.1"))
    _fill(services.database, rows)
    browsers = {
        "acts for nobody": _browser(services, app, alone),
        "acts for a ward": _browser(services, app, guardian),
    }
    return [
        _Asked(services.database, f"{rows:9,} rows, {who}, {party}", browser, party)
        for who, browser in browsers.items()
        for party in _PARTIES
    ]


class _Asked:
    """One person's request at one relying party, and what each of its rounds took."""

    def __init__(self, database: Database, name: str, browser: FlaskClient, party: str) -> None:
        self.database, self.name, self.browser, self.party = database, name, browser, party
        self.spent: list[float] = []
        self.theirs = 0.0
        self.statements = 0

    def measure(self) -> None:
        """One round; its first request is left out."""
        _asks(self.browser, self.party)
        theirs = database_cpu(self.database)
        for _ in range(TURNS):
            with _counted(self.database) as count:
                began = time.process_time()
                _asks(self.browser, self.party)
                self.spent.append(time.process_time() - began)
            self.statements = count[0]
        self.theirs += database_cpu(self.database) - theirs

    def tell(self) -> None:
        """Print what it took."""
        spent = sorted(self.spent)
        sys.stdout.write(
            f"{self.name:46} {self.statements} statements, least {spent[0] * 1000:.2f} ms, "
            f"median {spent[len(spent) // 2] * 1000:.2f} ms of CPU, "
            f"database {self.theirs / len(spent) * 1000:.2f} ms\n"
        )


def _asks(browser: FlaskClient, party: str) -> None:
    """From the request of the party to the page that is shown."""
    asked = {
        "client_id": party,
        "redirect_uri": _REDIRECT,
        "response_type": "code",
        "scope": "openid profile",
        "state": "s",
        "nonce": token_urlsafe(16),
        "code_challenge": token_urlsafe(32),
        "code_challenge_method": "S256",
    }
    answer = browser.get(f"/authorize?{urlencode(asked)}")
    while answer.status_code in {302, 303}:
        answer = browser.get(answer.location)
    if answer.status_code != 200:  # noqa: PLR2004 - OK
        raise SystemExit(f"answered {answer.status_code}: {answer.text[-2000:]}")


@contextmanager
def _counted(database: Database) -> Iterator[list[int]]:
    """How many statements are asked of the database inside, each as one of its methods."""
    count, before = [0], {}

    def counting(ask: Any) -> Any:  # noqa: ANN401 - a method of the database
        def asked(*given: Any, **values: Any) -> Any:  # noqa: ANN401
            count[0] += 1
            return ask(*given, **values)

        return asked

    for name in ("one", "all", "execute", "enqueue"):
        before[name] = getattr(database, name)
        setattr(database, name, counting(before[name]))
    try:
        yield count
    finally:
        for name in before:
            delattr(database, name)


def _fill(database: Database, rows: int) -> None:
    """Records of other people: each agent acts for one, half of them not registered here."""
    made_there = database.engine.dialect.name != "sqlite"
    for begin in range(0, rows, _TOGETHER):
        numbers = range(begin, min(begin + _TOGETHER, rows))
        with database.transaction():
            if made_there:
                values = {"begin": begin, "before": numbers.stop, "at": _RECORDED}
                database.execute(text(_MANY).bindparams(**values))
            else:
                insert_together(database, REPRESENTATION, [_row(number) for number in numbers])
    with database.transaction():
        database.execute(text("ANALYZE"))


def _row(number: int) -> dict[str, Any]:
    unknown = number % 2
    return {
        "id": new_id(),
        "principal_id": new_id(),
        "agent_id": None if unknown else new_id(),
        "number_index": number.to_bytes(32, "big") if unknown else None,
        "kind": RepresentationKind.PARENT.value,
        "source": "population",
        "starts_on": date(2020, 1, 1),
        "ends_on": None,
        "jointly": False,
        "recorded_at": _RECORDED,
        "ended_at": None,
        "passed_on": [],
    }


def _register(services: Services, client_id: str, *, delegating: bool) -> None:
    purpose = ClaimPurpose({"vi": "Đo kiểm", "en": "Measurement"}, essential=True)
    made = Registration(
        client_id=client_id,
        name={"vi": client_id, "en": client_id},
        kind=PartyKind.STATE_AGENCY,
        redirect_uris=(_REDIRECT,),
        scopes=frozenset({"openid", "profile"}),
        claims=dict.fromkeys(CLAIMS_BY_SCOPE["profile"], purpose),
        delegated_acting=delegating,
    )
    parties = services.relying_parties
    sure(parties.register(made, actor=operator()))
    sure(parties.activate(client_id, terms_version=CURRENT_PARTY_TERMS, actor=operator()))


def _browser(services: Services, app: Flask, subject_id: Id) -> FlaskClient:
    """A browser in which the person is signed in with a password and a code."""
    kinds = (EvidenceKind.PASSWORD, EvidenceKind.TOTP)
    begun = services.sessions.start(
        new_id(),
        subject_id=subject_id,
        shown=[ShownPiece(each, new_id()) for kind in kinds for each in at_best((kind,))],
        client_id=None,
        device="benchmark",
        replaces=None,
        token=token_urlsafe(32),
    )
    browser = app.test_client()
    browser.set_cookie("md_session", begun.token)
    return browser


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else ROWS)  # noqa: PLR2004
