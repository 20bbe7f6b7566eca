"""The caller of a request by its network address, and that address's limit of failed tries."""

import ipaddress
from collections.abc import Callable, Collection
from typing import Final, TypeVar

from flask import Response, request

from idp.factors.callers import Caller
from idp.kernel.ids import Id
from idp.kernel.ip_addresses import read_address
from idp.kernel.refusals import Reason, Refused
from idp.platform.outbound_addresses import is_public, untranslated
from idp.web.current import services
from idp.web.pages import cookies

_ONE_HOUSEHOLD: Final = 64


Found = TypeVar("Found")


def caller(*, proven: Id | None = None) -> Caller:
    """The caller of this request; `proven`: the person has proven another credential already."""
    network = _network(request.remote_addr)
    return Caller(source=network or "", marks=cookies.marks(), proven=proven)


def remember(response: Response, subject_id: Id, *credential_ids: Id) -> None:
    """Mark this browser as known for these credentials, so that guesses elsewhere do not lock it.

    The credentials have just been verified in it.
    """
    marks = cookies.marks()
    for each in credential_ids:
        marks = services().passwords.known_browsers.remember(
            marks, subject_id=subject_id, credential_id=each
        )
    cookies.keep_marks(response, marks)


def rate_limited(
    attempt: Callable[[], Found | Refused],
    *,
    every: bool = False,
    failures: Collection[Reason] = (Reason.NOT_PROVEN,),
    known: Callable[[], bool] = lambda: False,
) -> Found | Refused:
    """The attempt's answer, or TOO_MANY_TRIES for an address that failed too often.

    `failures`: the refusals that count; with `every` each attempt does. `known` callers are not
    refused, so that others behind the same address cannot lock them out.
    """
    network = _network(request.remote_addr)
    if network is None:
        return attempt()
    limits = services().address_limits
    opens_at = limits.closed_until(network)
    if opens_at is not None and not known():
        return Refused(Reason.TOO_MANY_TRIES, opens_at)
    found = attempt()
    if every or (isinstance(found, Refused) and found.reason in failures):
        limits.count(network)
    return found


def _network(remote: str | None) -> str | None:
    """The IPv4 address, or the IPv6 prefix of a household (/64).

    None for a private address: it may be an undeclared proxy, whose address all clients share.
    """
    asking = read_address(remote)
    address = None if asking is None else untranslated(asking)
    if address is None or not is_public(address):
        return None
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(ipaddress.ip_network((int(address), _ONE_HOUSEHOLD), strict=False))
