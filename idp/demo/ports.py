"""Free ports on this machine."""

import socket

from idp.demo.place import Ports

PROVIDER, PORTAL, INBOX, PHONE, CARD_REGISTRY = 8000, 8001, 8002, 8003, 8004
COUNTER_DESK, ABIS, REGISTRIES = 8005, 8006, 8007


class PortTaken(RuntimeError):
    """Another program listens there."""


class OtherAddress(RuntimeError):
    """The kept state is for other addresses, which are registered."""


def choose(
    kept: tuple[int, int] | None,
    *,
    port: int | None,
    portal_port: int | None,
    inbox_port: int,
    phone_port: int,
) -> Ports:
    """Choose the ports: those requested, else those of the kept state, else from 8000 on.

    Raises PortTaken, OtherAddress.
    """
    provider, portal = port or PROVIDER, portal_port or PORTAL
    if kept is not None:
        provider, portal = port or kept[0], portal_port or kept[1]
        if (provider, portal) != kept:
            raise OtherAddress(
                f"the kept state was made for ports {kept[0]} and {kept[1]}: "
                "use them, another --state, or --fresh"
            )
    for each, option in ((provider, "--port"), (portal, "--portal-port")):
        if not _free(each):
            raise PortTaken(f"port {each} is taken by another program; choose one with {option}")
    return Ports(
        provider=provider,
        portal=portal,
        inbox=_wished(inbox_port),
        phone=_wished(phone_port),
        card_registry=_usual(CARD_REGISTRY, beside=provider),
        abis=_usual(ABIS, beside=provider),
        counter_desk=_usual(COUNTER_DESK, beside=provider),
        registries=_usual(REGISTRIES, beside=provider),
        smtp=_any(),
    )


def _wished(port: int) -> int:
    """The requested port; the address is registered nowhere, so any other will do."""
    return port if _free(port) else _any()


def _usual(port: int, *, beside: int) -> int:
    """The usual port beside the usual provider; a second demonstration gets a free one.

    Two that start at once would both find the usual one free.
    """
    return _wished(port) if beside == PROVIDER else _any()


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _any() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
