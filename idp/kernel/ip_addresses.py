"""The network address of a caller, as servers and proxies write it."""

import ipaddress
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_SITE: Final = 48


def read_address(text: str | None) -> Address | None:
    """The address in `REMOTE_ADDR` or in an entry of X-Forwarded-For; None where there is none.

    Some proxies add the port (RFC 7239 section 6). A server bound to `::` names IPv4 addresses as
    IPv4-mapped ones (RFC 4291 section 2.5.5.2), which are the IPv4 addresses here.
    """
    host = (text or "").strip()
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def site_of(network: str) -> str:
    """The most that one customer of a provider usually has: of IPv6 a /48 (RFC 6177 section 2).

    `network`: an address or a prefix; an IPv4 address, and what is neither, is a site of its own.
    """
    try:
        read = ipaddress.ip_network(network, strict=False)
    except ValueError:
        return network
    if isinstance(read, ipaddress.IPv6Network) and read.prefixlen > _SITE:
        return str(read.supernet(new_prefix=_SITE))
    return network
