"""Which addresses a request of ours may go to when a stranger chose the URL.

A relying party registers URLs; without this, they could make the provider speak to machines that
only the provider can reach. The decision is made on the resolved address, and that very address is
connected to, so that a name cannot point elsewhere a moment later.
"""

import ipaddress
import socket
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_MAX_URL_CHARACTERS: Final = 2_048
_PORTS: Final = {"http": 80, "https": 443}


class OutboundRefused(Exception):
    """The URL leads where no request of ours may go; nothing was sent."""


class OutboundFailed(Exception):
    """The other side could not be reached, was too slow, too long, or answered otherwise."""


@dataclass(frozen=True, slots=True)
class Target:
    """Checked addresses of one host and what to say there."""

    secure: bool
    host: str
    addresses: tuple[str, ...]
    port: int
    path: str
    authority: str
    """The value of the Host header (RFC 9110 section 7.2)."""


def target(url: str, *, allowed_hosts: Collection[str]) -> Target:
    """The pinned addresses of a URL. Raises OutboundRefused, or OutboundFailed for unknown names.

    Public hosts are reached over https only; a host that the settings name may be private and
    may speak plain http.
    """
    parts = _split(url)
    host = (parts.hostname or "").rstrip(".")
    listed = host in {each.lower() for each in allowed_hosts}
    if parts.scheme != "https" and not (listed and parts.scheme == "http"):
        raise OutboundRefused("not https")
    port = parts.port or _PORTS[parts.scheme]
    addresses = _resolve(host, port)
    if not listed and not all(is_public(address) for address in addresses):
        raise OutboundRefused("a private address")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    pinned = tuple(str(address) for address in addresses)
    return Target(parts.scheme == "https", host, pinned, port, path, parts.netloc)


def is_public(address: Address) -> bool:
    """True for an address of the open internet, also when it wraps an IPv4 address."""
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour or _behind_nat64(address)
        if wrapped is not None:
            return is_public(wrapped)
        if address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast


def _behind_nat64(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address not in _NAT64:
        return None
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


def _split(url: str) -> SplitResult:
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


def _resolve(host: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise OutboundFailed("no such host") from error
    return [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
