"""The application served over HTTP on a port of this machine, with its clock in our hands."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from sqlalchemy import func, select
from werkzeug.serving import WSGIRequestHandler, make_server

from idp.app import create_app
from idp.factors.domain import ThrottledSecret
from idp.factors.tables import FACTOR_TRY
from idp.platform import key_file
from idp.platform.cached import SEEN_FOR
from idp.policy.domain import Switch
from idp.wiring import build
from tests.support.http import Visitor
from tests.support.officers import AN, BINH
from tests.support.walks import Walk
from tests.support.world import Party, World, sure


class _Quiet(WSGIRequestHandler):
    """Requests are what the tests are about; they need no log."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's name
        """Say nothing."""


class Door:
    """The application that the server serves at the moment, so that it can be restarted."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return self.app(environ, start_response)


@dataclass(frozen=True)
class House:
    """One running application: its address, and the world it serves.

    `through` is the host and port it listens at, where these are not those of its address.
    """

    origin: str
    world: World = field(repr=False)
    door: Door = field(repr=False)
    through: str | None = None

    def visitor(self, *, language: str = "en") -> Visitor:
        """Return a new browser."""
        return Visitor(self.origin, language=language, through=self.through)

    def acr(self, level: int) -> str:
        """Return the name of a level as requests and tokens say it."""
        return f"{self.world.settings.issuer}/loa/{level}"

    def walk(self, party: Party | None = None, *, visitor: Visitor | None = None) -> Walk:
        """Return a request about to be made; party and browser are new unless named."""
        return Walk(self.world, visitor or self.visitor(), party or self.world.party())

    def restart(self) -> None:
        """Serve with everything built anew from the settings: only stored state is left."""
        world = self.world
        self.door.app = create_app(
            world.settings, services=build(world.settings, clock=world.clock)
        )

    def disable(self, *means: str) -> None:
        """Switch means off, by two operators, and wait until every process knows."""
        policy = self.world.services.policy
        change = sure(policy.propose(Switch.DISABLED_MEANS, list(means), actor=AN))
        sure(policy.approve(change.id, actor=BINH))
        self.world.clock.advance(SEEN_FOR + timedelta(seconds=1))

    def rotate_keys(self) -> None:
        """Make new signing keys and wait until they sign."""
        key_file.rotate(
            self.world.settings.keyring, now=self.world.clock.now(), overlap=timedelta(days=1)
        )
        self.world.clock.advance(key_file.PUBLISHED_AHEAD + timedelta(seconds=1))

    def counted(self, factor: ThrottledSecret) -> int:
        """How many tries against means of this kind are on record, of all accounts."""
        tries = select(func.coalesce(func.sum(FACTOR_TRY.c.tries), 0))
        with self.world.services.database.transaction() as work:
            return int(work.execute(tries.where(FACTOR_TRY.c.factor == factor.value)).scalar_one())


@contextmanager
def open_house(world: World, *, port: int, origin: str | None = None) -> Iterator[House]:
    """Serve the world with a thread for each request; `origin` where it is known by another."""
    door = Door(create_app(world.settings, services=world.services))
    server = make_server("127.0.0.1", port, door, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        here = f"localhost:{port}"
        yield House(origin or f"http://{here}", world, door, through=here if origin else None)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
