"""Failed tries per network address: a limit for guessers who try ever new user names.

Requests of each client of the admin API are counted in the same way.

Each name has its own counter (`factors.throttling`), which such a guesser never hits twice. This
limit is coarse on purpose, for a carrier puts thousands of honest people behind one address: it
counts failures only, allows hundreds a minute, opens again with the next minute and never applies
to passkeys. The only module that imports limits; no address is kept in clear.
"""

import ssl
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from limits import RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import bindparam
from sqlalchemy.dialects.postgresql import insert

from idp.factors.tables import ADDRESS_FAILURES
from idp.kernel.clock import Clock
from idp.platform.database import Database, Prepared, purge
from idp.platform.jose import encode
from idp.platform.logs import logger
from idp.platform.secrets import keyed_digest

MOST: Final = 300
"""Failures of one address in a minute; a person who mistypes makes a handful."""
MOST_REQUESTS: Final = 600
"""Requests of one client of the admin API in a minute."""
STEP: Final = 15
"""The most failures of one address in one process that are not in the database yet."""
_MOST_KEYS: Final = 65_536
_PATIENCE_SECONDS: Final = 0.25
_NAMESPACE: Final = "failed-tries"
_REQUESTS: Final = "requests"
_PROBE: Final = "probe"
_LOG: Final = logger(__name__)

_TABLE: Final = ADDRESS_FAILURES
_FIRST: Final = insert(_TABLE).values(
    key=bindparam("key"), ends_at=bindparam("ends_at"), failures=bindparam("more")
)


class _Failures(NamedTuple):
    failures: int


_ADD: Final = Prepared(
    # PostgreSQL's INSERT … ON CONFLICT is SQLite's too.
    _FIRST.on_conflict_do_update(
        index_elements=[_TABLE.c.key, _TABLE.c.ends_at],
        set_={"failures": _TABLE.c.failures + _FIRST.excluded.failures},
    ).returning(_TABLE.c.failures),
    _Failures,
)


class Unanswered(Exception):
    """Redis or Valkey does not answer, or cannot count for now."""


@dataclass(slots=True)
class _Count:
    """The count of one key in one window: the database's, and the part not written yet."""

    begins_at: datetime
    ends_at: datetime
    settled: int = 0
    unsettled: int = 0

    @property
    def known(self) -> int:
        return self.settled + self.unsettled

    def runs_at(self, now: datetime) -> bool:
        """Whether the window is the current one; false for a window after a clock set back."""
        return self.begins_at <= now < self.ends_at


class SettledCounts(Storage):
    """Counts in fixed windows of the clock, in memory and by steps in the database.

    Reads use memory alone, and so do most counts: with every `step` failures of one key they are
    added to the database's count, which is then the sum of all processes. So n processes let
    through at most n times `step` more than a limit, beside concurrent tries; none of them opens a
    key again before its window ends. What is not written when a process ends is lost.

    Of more than `_MOST_KEYS` keys the one that was counted longest ago is dropped. If it is counted
    again in the same window, the database's count is added after a step.
    """

    STORAGE_SCHEME = None

    def __init__(self, database: Database, clock: Clock, *, step: int = STEP) -> None:
        super().__init__()
        self._database = database
        self._clock = clock
        self._step = step
        self._lock = threading.Lock()
        self._counts = OrderedDict[str, _Count]()

    @property
    def base_exceptions(self) -> tuple[type[Exception], ...]:
        """None: an `Unavailable` of the database goes to the caller unwrapped."""
        return ()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count; returns the count of this window of `expiry` seconds."""
        with self._lock:
            count = self._current(key, expiry)
            count.unsettled += amount
            if count.unsettled < self._step:
                return count.known
            more, count.unsettled = count.unsettled, 0
            count.settled += more
        row = self._database.one(_ADD, key=key, ends_at=count.ends_at, more=more)
        with self._lock:
            count.settled = max(count.settled, 0 if row is None else row.failures)
            return count.known

    def get(self, key: str) -> int:
        """The count of the current window."""
        count = self._counts.get(key)
        return count.known if count is not None and count.runs_at(self._clock.now()) else 0

    def get_expiry(self, key: str) -> float:
        """When the window of this key ends or ended, in seconds since 1970; now if it has none."""
        count = self._counts.get(key)
        return (self._clock.now() if count is None else count.ends_at).timestamp()

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        """Forget what this process counted."""
        with self._lock:
            forgotten = len(self._counts)
            self._counts.clear()
        return forgotten

    def clear(self, key: str) -> None:
        """Forget what this process counted for one key."""
        with self._lock:
            self._counts.pop(key, None)

    def _current(self, key: str, expiry: int) -> _Count:
        """The count of the current window; all processes begin a window at the same moment."""
        now = self._clock.now()
        begins_at = datetime.fromtimestamp(now.timestamp() // expiry * expiry, UTC)
        ends_at = begins_at + timedelta(seconds=expiry)
        count = self._counts.pop(key, None)
        if count is None or count.ends_at != ends_at:
            count = _Count(begins_at, ends_at)
        while len(self._counts) >= _MOST_KEYS:
            self._counts.popitem(last=False)
        self._counts[key] = count
        return count


class AddressLimits:
    """`digest_key` is the key for digests of addresses. `most`: failures of one in a minute."""

    def __init__(self, storage: Storage, digest_key: bytes, most: int = MOST) -> None:
        self.storage = storage
        self.digest_key = digest_key
        self._limiter = FixedWindowRateLimiter(storage)
        self._item = RateLimitItemPerMinute(most, namespace=_NAMESPACE)

    def closed_until(self, address: str) -> datetime | None:
        """When the address may try again; None while it may.

        A Redis that does not answer within a quarter of a second, or refuses, closes nothing:
        names and accounts keep their own limits.
        """
        name = self._name(address)
        try:
            if self._limiter.test(self._item, name):
                return None
            ends = self._limiter.get_window_stats(self._item, name).reset_time
        except (StorageError, ValueError) as error:  # ValueError: its key holds no number
            _LOG.warning("failed tries per address are not counted", kind=_kind(error))
            return None
        return datetime.fromtimestamp(ends, UTC)

    def count(self, address: str) -> None:
        """Count one failure of an address."""
        try:
            self._limiter.hit(self._item, self._name(address))
        except (StorageError, ValueError) as error:
            _LOG.warning("failed tries per address are not counted", kind=_kind(error))

    def _name(self, address: str) -> str:
        return encode(keyed_digest(self.digest_key, address))


@dataclass(frozen=True, slots=True)
class RequestAllowance:
    """What is left of a limit in its minute. `exceeded`: this request was one too many."""

    most: int
    left: int
    ends_at: datetime
    exceeded: bool


class RequestLimits:
    """Requests of each client of the admin API in a minute, counted where failed tries are.

    `digest_key` is the key for digests of client ids.
    """

    def __init__(
        self, storage: Storage, digest_key: bytes, clock: Clock, most: int = MOST_REQUESTS
    ) -> None:
        self.digest_key = digest_key
        self.clock = clock
        self.most = most
        self._limiter = FixedWindowRateLimiter(storage)
        self._item = RateLimitItemPerMinute(most, namespace=_REQUESTS)

    def take(self, client_id: str) -> RequestAllowance:
        """Count one request; what the client may still send in this minute.

        Nothing is refused while a Redis does not answer, or refuses to count.
        """
        name = encode(keyed_digest(self.digest_key, client_id))
        try:
            taken = self._limiter.hit(self._item, name)
            ends, left = self._limiter.get_window_stats(self._item, name)
        except (StorageError, ValueError) as error:
            _LOG.warning("requests of clients are not counted", kind=_kind(error))
            end_of_minute = self.clock.now() + timedelta(minutes=1)
            return RequestAllowance(self.most, self.most, end_of_minute, exceeded=False)
        return RequestAllowance(
            self.most, left, datetime.fromtimestamp(ends, UTC), exceeded=not taken
        )


def _kind(error: StorageError | ValueError) -> str:
    cause = error.storage_error if isinstance(error, StorageError) else error
    return type(cause).__name__


def purge_expired_failures(database: Database, clock: Clock) -> int:
    """Delete past windows from the database; returns how many.

    Also where Redis counts, and forgets by itself: the database may have counted before.
    """
    ends = _TABLE.c.ends_at
    return purge(database, _TABLE, ends <= clock.now(), by=ends)


def storage_at(
    url: str, database: Database, clock: Clock, *, ca_bundle: Path | None = None
) -> Storage:
    """The storage of the counts: Redis or Valkey at an address, else the database.

    Raises limits.errors.ConfigurationError where the client of Redis is not installed.
    """
    return redis_at(url, ca_bundle=ca_bundle) if url else SettledCounts(database, clock)


def redis_at(url: str, *, ca_bundle: Path | None) -> Storage:
    """Redis or Valkey, each question answered within a quarter of a second or not at all.

    Nothing is sent yet. Over TLS its certificate has to be for the host of the address, by an
    authority of the machine or of `ca_bundle`. Raises limits.errors.ConfigurationError.
    """
    options: dict[str, float | str | bool] = {
        "socket_timeout": _PATIENCE_SECONDS,
        "socket_connect_timeout": _PATIENCE_SECONDS,
    }
    if url.startswith("rediss:"):
        options["ssl_check_hostname"] = True
        if ca_bundle is not None:
            options["ssl_ca_certs"] = str(ca_bundle)
    storage = storage_from_string(url, wrap_exceptions=True, **options)
    if not isinstance(storage, Storage):
        raise TypeError("a storage without asyncio")
    return storage


def refusal(storage: Storage) -> str | None:
    """Why Redis or Valkey does not count for us until a setting changes; None where it counts.

    It is asked what `AddressLimits` asks. Raises Unanswered.
    """
    from redis import exceptions  # noqa: PLC0415 - installed where Redis counts only

    try:
        storage.incr(_PROBE, 1)
        storage.get(_PROBE)
        storage.get_expiry(_PROBE)
    except StorageError as error:
        match error.storage_error:
            case exceptions.AuthenticationError():
                return "refuses user and password"
            case exceptions.NoPermissionError():
                return "does not let this user count"
            case exceptions.ConnectionError(__context__=ssl.SSLCertVerificationError()):
                return "shows a certificate that is not trusted; see outbound_ca_bundle"
            case exceptions.ReadOnlyError() | exceptions.OutOfMemoryError():
                raise Unanswered from error  # another server leads soon, or room is made
            case exceptions.ResponseError() as answer:
                return f"answers {answer}"
            case _:
                raise Unanswered from error
    return None
