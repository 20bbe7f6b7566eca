"""Failed tries per address: what slows down a guesser who takes ever new names.

Each name has a counter of its own (`factors.limits`), which such a guesser never meets twice. This
one is coarse on purpose, for a carrier puts thousands of honest people behind one address: it
counts failures only, allows hundreds a minute, opens again with the next minute and never closes
the way of a passkey. It lives in the memory of one process and holds no address in clear.
"""

import functools
import ipaddress
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Final, TypeVar

from flask import Response, request

from idp.factors.callers import Caller
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.platform.addresses import is_public
from idp.platform.keyring import Keyring
from idp.platform.secrets import keyed_digest, random_token
from idp.web.current import services
from idp.web.pages import cookies

MOST: Final = 300
"""Failures of one address in a minute; a person who mistypes makes a handful."""
_MINUTE: Final = timedelta(minutes=1)
_MOST_ADDRESSES: Final = 65_536
_ONE_HOUSEHOLD: Final = 64


class Failures:
    """Counts of the running minute, by digests whose key is kept nowhere."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._key = random_token().encode()
        self._ends = datetime.min.replace(tzinfo=UTC)
        self._counts: Counter[bytes] = Counter()

    def closed_until(self, network: str, now: datetime) -> datetime | None:
        """When the address may try again; None while it may."""
        with self._lock:
            closed = now < self._ends and self._counts[self._digest(network)] >= MOST
            return self._ends if closed else None

    def count(self, network: str, now: datetime) -> None:
        digest = self._digest(network)
        with self._lock:
            if now >= self._ends:
                self._ends = now + _MINUTE
                self._counts.clear()
            if digest in self._counts or len(self._counts) < _MOST_ADDRESSES:
                self._counts[digest] += 1

    def _digest(self, network: str) -> bytes:
        return keyed_digest(self._key, network)


@functools.lru_cache(maxsize=4)
def _of(_: Keyring) -> Failures:
    """One for each application, which its keyring names."""
    return Failures()


Found = TypeVar("Found")


def caller(*, proven: Id | None = None) -> Caller:
    """Who makes this request; `proven` is the person who has proven another means already."""
    network = _network(request.remote_addr)
    return Caller(source=network or "", marks=cookies.marks(), proven=proven)


def remember(response: Response, subject_id: Id, *credential_ids: Id) -> None:
    """From now on who guesses at these means elsewhere cannot keep this person out of this browser.

    For means that were proven in it just now.
    """
    marks = cookies.marks()
    for each in credential_ids:
        marks = services().passwords.known_browsers.remember(
            marks, subject_id=subject_id, password_id=each
        )
    cookies.keep_marks(response, marks)


def watched(
    attempt: Callable[[], Found | Refused],
    *,
    every: bool = False,
    known: Callable[[], bool] = lambda: False,
) -> Found | Refused:
    """The attempt's answer, or TOO_MANY_TRIES for an address that failed too often.

    With `every` each attempt counts like a failure: what it does is not for making in numbers.
    Whom others behind the same address must not keep out is `known`.
    """
    network = _network(request.remote_addr)
    if network is None:
        return attempt()
    failures, now = _of(services().keyring), services().clock.now()
    opens_at = failures.closed_until(network, now)
    if opens_at is not None and not known():
        return Refused(Reason.TOO_MANY_TRIES, opens_at)
    found = attempt()
    if every or (isinstance(found, Refused) and found.reason is Reason.NOT_PROVEN):
        failures.count(network, now)
    return found


def _network(remote: str | None) -> str | None:
    """The IPv4 address, or what one household has of IPv6.

    None for a private address: it may be a proxy that the settings do not name, and then it stands
    for everybody.
    """
    try:
        address = ipaddress.ip_address(remote or "")
    except ValueError:
        return None
    if not is_public(address):
        return None
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(ipaddress.ip_network((int(address), _ONE_HOUSEHOLD), strict=False))
