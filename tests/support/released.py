"""Installations of code before: their databases, their keys, and their people.

`populate.py` in the folder of each wrote its files, with the code of that time. The tests restore a
database, bring it to today's schema as an operator would, and go on where its people stopped.
"""

import contextlib
import json
import shutil
import sqlite3
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from alembic import command
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pydantic import SecretStr
from sqlalchemy import make_url

from idp.history.seals import KEY_PURPOSE
from idp.platform.keyring import derived
from idp.platform.settings import Settings
from idp.schema.models import configuration
from idp.services import Services
from idp.wiring import build
from tests.support import databases, live
from tests.support.assertions import ClientKey
from tests.support.authenticator import Authenticator, ResidentKey
from tests.support.cards import Card
from tests.support.counters import Desk
from tests.support.frozen_clock import FrozenClock
from tests.support.http import Visitor
from tests.support.live import House
from tests.support.running import settings_of
from tests.support.serving import free_port
from tests.support.telephones import Telephone
from tests.support.walks import Walk
from tests.support.world import Party, Person, World


@dataclass(frozen=True)
class Release:
    """The folder with its files."""

    folder: Path


_TESTS = Path(__file__).parents[1]
FIRST = Release(_TESTS / "released")
"""What the first release (commit 2000711, schema 0009) left."""
LANDED = Release(_TESTS / "landed")
"""What the last landing (commit fc81d9bc, schema 0054) left."""


def restore(url: str, release: Release = FIRST) -> None:
    """Fill a database without a table with what the release left in it."""
    address = make_url(url)
    text = (release.folder / f"{address.get_backend_name()}.sql").read_text(encoding="utf-8")
    if address.get_backend_name() == "sqlite":
        with contextlib.closing(sqlite3.connect(address.database or "")) as file:
            file.executescript(text)
        return
    plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(text.encode())


def seal_key(url: str, release: Release = FIRST) -> bytes:
    """The key of the seals of its entries."""
    secret = str(_told(release)[make_url(url).get_backend_name()]["secret"])
    return derived(secret.encode(), KEY_PURPOSE)


def migrate(url: str, release: Release = FIRST) -> None:
    """The migrations of `idp migrate`; its other work needs the keys."""
    secret = _told(release)[make_url(url).get_backend_name()]["secret"]
    command.upgrade(configuration(url, secret=secret), "head")


@cache
def _told(release: Release) -> Any:  # noqa: ANN401 - JSON
    return json.loads((release.folder / "told.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Told:
    """The secrets of the people and parties of one database."""

    backend: str
    release: Release = FIRST

    @property
    def all(self) -> dict[str, Any]:
        found: dict[str, Any] = _told(self.release)[self.backend]
        return found

    @property
    def now(self) -> datetime:
        return datetime.fromisoformat(self.all["now"])

    @property
    def open(self) -> dict[str, Any]:
        """The pending things when the release stopped."""
        found: dict[str, Any] = self.all["open"]
        return found

    def of(self, key: str) -> dict[str, Any]:
        found: dict[str, Any] = self.all["people"][key]
        return found

    def person(self, key: str) -> Person:
        told = self.of(key)
        return Person(told["subject_id"], told["username"], told["password"], told["totp_secret"])

    def party(self, key: str) -> Party:
        return Party(**self.all["parties"][key])

    def visit(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self.all["visits"][name]
        return found

    def settings(self, url: str, folder: Path) -> Settings:
        """The settings of the installation, which now runs today's code."""
        keys, issuer = self.release.folder / "keyring.json", self.all["issuer"]
        usual = settings_of(url, keys=keys, folder=folder, issuer=issuer)
        return usual.model_copy(update={"secret": SecretStr(self.all["secret"])})

    def authenticator(self, key: str) -> Authenticator:
        """The device with the passkey of a person."""
        told = self.of(key)["passkey"]
        held = ResidentKey(
            id=b64decode(told["id"]),
            rp_id=told["rp_id"],
            user_handle=b64decode(told["user_handle"]),
            private=_private(told["private"]),
        )
        return Authenticator(sign_count=told["sign_count"], keys=[held])

    def telephone(self, key: str) -> Telephone:
        return Telephone(self.all["issuer"], key=_private(self.of(key)["app_key"]))

    def card(self, key: str) -> Card:
        told = self.of(key)["card"]
        groups = {int(number): b64decode(group) for number, group in told["groups"].items()}
        security_object = b64decode(told["security_object"])
        return Card(_private(told["chip"]), security_object, groups, SHA256())


@dataclass(frozen=True)
class Released:
    """An upgraded installation, live over HTTP, at the instant at which the release stopped."""

    house: House
    told: Told

    @property
    def world(self) -> World:
        return self.house.world

    @property
    def services(self) -> Services:
        return self.house.world.services

    def browser(self, cookies: dict[str, str]) -> Visitor:
        """The browser left open."""
        visitor = self.house.visitor()
        visitor.cookies.update(cookies)
        return visitor

    def walk(self, party: str, cookies: dict[str, str] | None = None) -> Walk:
        return self.house.walk(self.told.party(party), visitor=self.browser(cookies or {}))

    def stopped(self, party: str, name: str) -> Walk:
        """A request that was under way, in the browser that had begun it."""
        told = self.told.open[name]
        visitor = self.browser(told["cookies"])
        return Walk(self.world, visitor, self.told.party(party), told["verifier"], told["state"])

    def desk(self) -> Desk:
        """The terminal that waits for an answer."""
        told = self.told.open["counter"]
        terminal = self.services.ciba.terminals.by_id(told["terminal_id"])
        assert terminal is not None
        key = ClientKey(told["kid"], _private(told["key"]))
        return Desk(self.world, told["client_id"], key, terminal)


@contextlib.contextmanager
def upgraded(like: Path | str, server: str, folder: Path) -> Iterator[tuple[str, str]]:
    """The backend, and the URL of a copy of an upgraded SQLite file or PostgreSQL database."""
    if isinstance(like, Path):
        shutil.copyfile(like, folder / "own.db")
        yield "sqlite", f"sqlite:///{folder / 'own.db'}"
        return
    with databases.empty_postgresql_database(server, like=like) as url:
        yield "postgresql", url


@contextlib.contextmanager
def live_again(told: Told, url: str, folder: Path) -> Iterator[Released]:
    """Serve such a copy at the instant at which the code before stopped."""
    settings, clock = told.settings(url, folder), FrozenClock(told.now)
    with databases.opened(url) as database:
        services = build(settings, database=database, clock=clock)
        world = World(services, settings, clock)
        with live.open_house(world, port=free_port(), origin=settings.issuer) as house:
            yield Released(house, told)
        services.passwords.hashing.close()


def _private(pem: str) -> ec.EllipticCurvePrivateKey:
    key = load_pem_private_key(pem.encode(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key
