"""Server-side request forgery: which addresses our outbound requests may reach.

A relying party registers URLs; without this, they could make the provider call machines that only
the provider can reach. The resolved address is checked, and that very address is connected to, so
that a name cannot be rebound in between.
"""

import contextlib
import ipaddress
import socket
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from idp.kernel.ip_addresses import Address
from idp.platform.bulkhead import Bulkhead, Busy, TookTooLong

_V4, _V6 = ipaddress.IPv4Network, ipaddress.IPv6Network

_GLOBAL_UNICAST: Final = _V6("2000::/3")
"""All that is given out to the open internet (RFC 4291 section 2.4, IANA)."""
_NAT64: Final = _V6("64:ff9b::/96")
_LOWEST_32_BITS: Final = 0xFFFFFFFF
_ISATAP: Final = (0x00005EFE, 0x02005EFE)
_NOT_PUBLIC: Final = (
    _V4("192.88.99.0/24"),  # relays of 6to4, RFC 7526
    _V4("168.63.129.16/32"),  # the host of a virtual machine, in one large cloud
    _V6("2001::/23"),  # IETF protocols, Teredo among them: RFC 6890
    _V6("3fff::/20"),  # documentation, RFC 9637
)
_METADATA: Final = (
    _V4("169.254.0.0/16"),
    _V4("100.100.100.200/32"),
    _V4("168.63.129.16/32"),
    _V4("192.0.0.192/32"),
    _V6("fe80::/10"),
    _V6("fd00:ec2::/32"),
    _V6("fd20:ce::254/128"),
)
_METADATA_NAMES: Final = frozenset(
    {
        *("metadata", "metadata.google.internal", "metadata.goog", "metadata.azure.internal"),
        *("instance-data", "instance-data.ec2.internal", "metadata.tencentyun.com"),
    }
)
_RESOLVING_SECONDS: Final = 3.0
_OF_ONE_NAME: Final = 16
"""The most concurrent look-ups of one name, so that hanging names leave places for others."""
_MAX_URL_CHARACTERS: Final = 2_048
_PORTS: Final = {"http": 80, "https": 443}


class OutboundRefused(Exception):
    """The URL is not allowed; no request was sent."""


class OutboundFailed(Exception):
    """The request failed: unreachable, too slow, too long, or another answer than expected."""


class Resolver:
    """Looks up names, at most `places` at a time, and of each name a few.

    The system's resolver has no time limit, so it runs on separate threads.
    """

    def __init__(self, places: int) -> None:
        self._places = Bulkhead(places)
        self._running: Counter[str] = Counter()
        self._lock = Lock()

    def addresses(
        self, host: str, port: int, *, seconds: float = _RESOLVING_SECONDS
    ) -> list[Address]:
        """The addresses of a name. Raises OutboundFailed, after `seconds` at the latest."""
        try:
            found = self._places.run(partial(self._looked_up, host, port), seconds=seconds)
        except (OSError, UnicodeError) as error:
            raise OutboundFailed("no such host") from error
        except (Busy, TookTooLong) as error:
            raise OutboundFailed("no answer about the host") from error
        return [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]

    def _looked_up(self, host: str, port: int) -> list[tuple[Any, ...]]:
        """Raises Busy for a name with too many look-ups under way, and OSError."""
        with self._lock:
            if self._running[host] >= _OF_ONE_NAME:
                raise Busy
            self._running[host] += 1
        try:
            return list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        finally:
            with self._lock:
                self._running[host] -= 1
                if not self._running[host]:
                    del self._running[host]


NAMES_OF_RELYING_PARTIES: Final = Resolver(4 * _OF_ONE_NAME)
NAMES_OF_THE_OPERATOR: Final = Resolver(16 * _OF_ONE_NAME)
"""For mail and SMS servers, registers and biometric services: more places than these have names.

They are apart, so that no relying party holds back what is owed to people by names that hang.
"""


@dataclass(frozen=True, slots=True)
class Target:
    """Checked addresses of one host, and its names for TLS and HTTP."""

    secure: bool
    host: str
    addresses: tuple[str, ...]
    port: int
    path: str
    authority: str
    """The value of the Host header (RFC 9110 section 7.2)."""


def target(
    url: str,
    *,
    allowed_hosts: Collection[str],
    resolver: Resolver,
    seconds: float = _RESOLVING_SECONDS,
) -> Target:
    """The pinned addresses of a URL. Raises OutboundRefused, or OutboundFailed for unknown names.

    A name that is not answered within `seconds` is unknown.

    Public hosts are reached over https only; a host that the settings name may be private and may
    speak plain http.
    """
    parts = parts_of(url)
    host = (parts.hostname or "").rstrip(".")
    listed = host in {each.lower() for each in allowed_hosts}
    if parts.scheme != "https" and not (listed and parts.scheme == "http"):
        raise OutboundRefused("not https")
    port = parts.port or _PORTS[parts.scheme]
    addresses = resolver.addresses(host, port, seconds=seconds)
    if any(is_metadata(address) for address in addresses):
        raise OutboundRefused("an address that tells secrets of this machine")
    if not listed and not all(is_public(address) for address in addresses):
        raise OutboundRefused("a private address")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    pinned = tuple(str(address) for address in addresses)
    return Target(parts.scheme == "https", host, pinned, port, path, parts.netloc)


def is_public(address: Address) -> bool:
    """True for a public address; one that wraps an IPv4 address is judged by that.

    Of IPv6 only what is given out as global unicast can be public, so that `fec0::/10`, `::/96`,
    `64:ff9b:1::/48` and whatever may be invented besides are not.
    """
    if any(address in network for network in _NOT_PUBLIC):
        return False
    wrapped = _wrapped(address)
    if isinstance(address, ipaddress.IPv6Address):
        stands_for_ipv4 = address.ipv4_mapped is not None or address in _NAT64
        if address not in _GLOBAL_UNICAST and not stands_for_ipv4:
            return False
    if wrapped is not None:
        return is_public(wrapped)
    return address.is_global and not address.is_multicast


def untranslated(address: Address) -> Address:
    """The IPv4 address that a translator names by one of NAT64 (RFC 6052), else the address."""
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & _LOWEST_32_BITS)
    return address


def is_metadata(address: Address) -> bool:
    """True for metadata services of clouds, and for every link-local address.

    No setting can allow these: they hold the machine's credentials.
    """
    wrapped = _wrapped(address)
    return any(address in network for network in _METADATA) or (
        wrapped is not None and is_metadata(wrapped)
    )


def names_metadata(host: str) -> bool:
    """Whether a host name or address, in any spelling, is one of those."""
    name = host.strip().strip("[]").rstrip(".").lower()
    address = _spelled(name)
    return name in _METADATA_NAMES or (address is not None and is_metadata(address))


def _spelled(name: str) -> Address | None:
    """The address behind `169.254.169.254`, `2852039166`, `0xa9.254.43518`, `fd00:ec2::254`."""
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(name.partition("%")[0])
    with contextlib.suppress(OSError, UnicodeError):
        return ipaddress.IPv4Address(socket.inet_aton(name))
    return None


def _wrapped(address: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that traffic to an IPv6 address may end at.

    IPv4-mapped and IPv4-compatible (RFC 4291), IPv4-translated (RFC 7915), NAT64 (RFC 6052), 6to4
    (RFC 3056), Teredo (RFC 4380) and ISATAP (RFC 5214).
    """
    if isinstance(address, ipaddress.IPv4Address):
        return None
    lowest = ipaddress.IPv4Address(int(address) & _LOWEST_32_BITS)
    if address in _NAT64 or (int(address) >> 32) & _LOWEST_32_BITS in _ISATAP:
        return lowest
    if int(address) >> 32 in {0, 0xFFFF0000} and int(lowest) > 1:
        return lowest
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


def parts_of(url: str) -> SplitResult:
    """The parts of an address with a host. Raises OutboundRefused for forbidden forms."""
    if len(url) > _MAX_URL_CHARACTERS or not url.isascii() or not url.isprintable() or " " in url:
        raise OutboundRefused("not a plain URL")
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it validates it
    except ValueError as error:
        raise OutboundRefused("not a URL") from error
    if not parts.hostname or "@" in parts.netloc or "\\" in url or parts.fragment:
        raise OutboundRefused("a URL with more than host, path and query")
    return parts
