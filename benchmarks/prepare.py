"""Fill a PostgreSQL database for load measurements and describe it for the load generator.

python -m benchmarks.prepare postgresql+psycopg://user@host:port/database FOLDER

writes FOLDER/idp.toml and FOLDER/cheap.toml (settings; the second with trivial password hashing), a
keyring and two descriptions of this provider, ours.json and ours-cheap.json. Two hundred people
`user0…` have passwords at full cost, two hundred `cheap0…` at a trivial one, so that a sign-in can
be measured without the hash. All share one published password: never use this database in
production.
"""

import json
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import text

from benchmarks.past import PARTIES, PastClock, live_through
from idp.accounts.domain import CURRENT_TERMS
from idp.factors.argon2id import Argon2id
from idp.factors.domain import HashParameters
from idp.kernel.refusals import Refused
from idp.platform import key_file
from idp.platform.clock import SystemClock
from idp.platform.database import Database, open_database
from idp.platform.operating_system import operator
from idp.platform.settings import DEMO_SECRET_PREFIX, Settings
from idp.relying_parties.domain.client import CURRENT_PARTY_TERMS, ClaimPurpose, PartyKind
from idp.relying_parties.domain.disclosure import CLAIMS_BY_SCOPE
from idp.relying_parties.domain.registration import Registration
from idp.schema.models import configuration
from idp.services import Services
from idp.subjects.domain import Datum, Source, SubjectKind
from idp.wiring import build

PEOPLE = 200
WITH_A_PAST = 8
"""Of `user0…`, as many as are measured at once, used their account every day for five years."""
_EARLIER = timedelta(hours=1)
"""Their credentials are old enough to sign in."""
PASSWORD = "bench-Pass-1234!"  # noqa: S105 - known on purpose, see above
PORT, CHEAP_PORT = 4010, 4011
CHEAP = HashParameters(memory_kib=1024, time=2, parallelism=1)

REDIRECT = "http://127.0.0.1:9999/cb"
OPERATOR = "benchmark"


def main(url: str, folder: Path) -> None:
    """Create everything anew in `folder` and in the database."""
    folder.mkdir(parents=True, exist_ok=True)
    keyring = folder / "keyring.json"
    keyring.unlink(missing_ok=True)
    key_file.create(keyring, now=SystemClock().now(), profile="demo")
    settings = _settings(url, folder)
    clock = PastClock(_EARLIER, SystemClock())
    database = open_database(url, pool_size=4)
    _fill(database, url, secret=settings.secret.get_secret_value())
    services = build(settings, database=database, clock=clock)
    secret = _client(services, "bench", "Đo kiểm")
    people = _people(services, "user")
    _people(
        replace(services, passwords=replace(services.passwords, argon2id=Argon2id(CHEAP))), "cheap"
    )
    for number in range(PARTIES):
        _client(services, f"service{number}", f"Dịch vụ {number}")
    parties = services.relying_parties
    known = [parties.client(f"service{number}") for number in range(PARTIES)]
    for subject_id in people[:WITH_A_PAST]:
        live_through(services, clock, subject_id, [each for each in known if each is not None])
    _write(folder, url, secret)


def _fill(database: Database, url: str, *, secret: str) -> None:
    """Create every table anew, by the migrations."""
    with database.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    command.upgrade(configuration(url, secret=secret), "head")


def _settings(url: str, folder: Path, **more: Any) -> Settings:  # noqa: ANN401 - any setting
    return Settings(**_values(url, folder, PORT), **more)


def _values(url: str, folder: Path, port: int) -> dict[str, Any]:
    return {
        "profile": "demo",
        "issuer": f"http://127.0.0.1:{port}",
        "database_url": url,
        "keyring": str((folder / "keyring.json").resolve()),
        "secret": DEMO_SECRET_PREFIX + "known-and-only-for-load-measurements-0123456789",
        "port": port,
        "workers": 2,
        "history_fields_act": "load measurement",
    }


def _client(services: Services, client_id: str, name: str) -> str:
    purpose = ClaimPurpose({"vi": "Đo kiểm", "en": "Measurement"}, essential=True)
    claims = [claim for scope in ("profile", "email") for claim in CLAIMS_BY_SCOPE[scope]]
    registered = services.relying_parties.register(
        Registration(
            client_id=client_id,
            name={"vi": name, "en": name},
            kind=PartyKind.STATE_AGENCY,
            redirect_uris=(REDIRECT,),
            grant_types=frozenset({"authorization_code", "refresh_token", "client_credentials"}),
            scopes=frozenset({"openid", "profile", "email", "offline_access"}),
            claims=dict.fromkeys(claims, purpose),
            id_token_alg="ES256",  # noqa: S106 - an algorithm
            loopback=True,
        ),
        actor=operator(),
    )
    if isinstance(registered, Refused):
        raise SystemExit(f"refused: {registered.reason}")
    services.relying_parties.activate(
        client_id, terms_version=CURRENT_PARTY_TERMS, actor=operator()
    )
    return registered.secret or ""


def _people(services: Services, prefix: str) -> list[str]:
    return [person(services, f"{prefix}{number}", number) for number in range(PEOPLE)]


def person(services: Services, username: str, number: int) -> str:
    """An account holder with a password; returns the subject's id."""
    told = {
        "name": f"Người {username}",
        "email": f"{username}@bench.test",
        "email_verified": True,
        "birthdate": "1990-01-01",
        "personal_number": f"{1 if username.startswith('user') else 2:04}{number:08}",
    }
    source, today = Source.NATIONAL_POPULATION_DB, date(2026, 1, 1)
    data = {name: Datum(value, source, today) for name, value in told.items()}
    identity = services.subjects.register(SubjectKind.CITIZEN, data, actor=operator())
    if isinstance(identity, Refused):
        raise SystemExit(f"refused: {identity.reason}")
    steps: Iterable[object] = (
        services.subjects.match(identity.subject_id, source, actor=operator()),
        services.accounts.create(identity.subject_id, username=username, level=2, actor=operator()),
        services.accounts.activate(
            identity.subject_id, terms_version=CURRENT_TERMS, actor=operator()
        ),
        services.passwords.set(identity.subject_id, PASSWORD),
    )
    refused = [step for step in steps if isinstance(step, Refused)]
    if refused:
        raise SystemExit(f"refused: {refused}")
    return identity.subject_id


def _write(folder: Path, url: str, secret: str) -> None:
    for name, port in (("idp", PORT), ("cheap", CHEAP_PORT)):
        values = _values(url, folder, port)
        if name == "cheap":
            values |= {"argon2_memory_kib": CHEAP.memory_kib}
        text = "".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items())
        (folder / f"{name}.toml").write_text(text, "utf-8")
    ours = _description(folder, "idp", PORT, secret)
    cheap = _description(folder, "cheap", CHEAP_PORT, secret) | {"only": ["S4c"]}
    (folder / "ours.json").write_text(json.dumps(ours, indent=1), "utf-8")
    (folder / "ours-cheap.json").write_text(
        json.dumps(cheap | {"username_cheap": "cheap{n}"}, indent=1), "utf-8"
    )


def _description(folder: Path, name: str, port: int, secret: str) -> dict[str, Any]:
    return {
        "name": "minh-danh",
        "issuer": f"http://127.0.0.1:{port}",
        "client_id": "bench",
        "client_secret": secret,
        "auth_method": "client_secret_basic",
        "redirect_uri": REDIRECT,
        "scope": "openid profile email",
        "refresh_scope": "openid profile email offline_access",
        "refresh_authorize_params": {"prompt": "consent"},
        "username": "user{n}",
        "password": PASSWORD,
        "users": {"count": PEOPLE},
        "login": {"driver": "html_form"},
        "password_hash": {"kind": "argon2id", "m": 19456, "t": 2, "p": 1},
        "process": {
            "start": [sys.executable, "-m", "idp", "serve"],
            "cwd": str(Path(__file__).parent.parent),
            "env": {"IDP_CONFIG": str((folder / f"{name}.toml").resolve())},
            "pidfile": str((folder / f"{name}.pid").resolve()),
            "log": str((folder / f"{name}.log").resolve()),
        },
        "db_pidfiles": ["{peers}/pg/data/postmaster.pid"],
    }


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
