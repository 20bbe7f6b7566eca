"""A post office with one terminal, as an operator would register them (D21.2)."""

import secrets
from collections.abc import Mapping
from typing import Any

from idp.assurance.levels import Level
from idp.ciba.terminals import TerminalLocation
from idp.demo.actors import ONE
from idp.demo.place import Ports, counter_desk_address, issuer, phone_address
from idp.kernel.refusals import Refused
from idp.platform.jose import new_jwk, signing_key
from idp.relying_parties.domain.client import (
    BACKCHANNEL,
    CURRENT_PARTY_TERMS,
    ClaimPurpose,
    PartyKind,
)
from idp.relying_parties.domain.registration import Registration
from idp.services import Services

_PLACE = TerminalLocation(
    branch="Bưu điện Bờ Hồ (minh họa)", address="75 Đinh Tiên Hoàng, Hà Nội", desk="Quầy 3"
)
_WHO = ClaimPurpose(
    {"vi": "Ghi tên người nhận dịch vụ", "en": "To note who was served"}, essential=True
)
_AGE = ClaimPurpose({"vi": "Kiểm tra độ tuổi", "en": "To check the age"})


def open_counter(services: Services, ports: Ports) -> dict[str, Any]:
    """Register the post office and its terminal; returns the terminal's configuration."""
    key = {**new_jwk("ES256"), "kid": "quay-3"}
    public = signing_key("ES256", key).public_jwk()
    registered = services.relying_parties.register(_post_office(public, ports), actor=ONE)
    if isinstance(registered, Refused):
        raise RuntimeError(f"the counter was refused: {registered.reason}")  # noqa: TRY004
    client_id = registered.client.client_id
    services.relying_parties.activate(client_id, terms_version=CURRENT_PARTY_TERMS, actor=ONE)
    terminal = services.ciba.terminals.register(client_id, _PLACE, key=public, actor=ONE)
    if isinstance(terminal, Refused):
        raise RuntimeError(f"the terminal was refused: {terminal.reason}")  # noqa: TRY004
    return {
        "client_id": client_id,
        "key": key,
        "cookie_key": secrets.token_urlsafe(32),
        "branch": _PLACE.branch,
        "desk": _PLACE.desk,
    }


def moved(ports: Ports) -> dict[str, Any]:
    """The addresses that may change between two starts; a ping to an old port is lost."""
    return {
        "issuer": issuer(ports),
        "port": ports.counter_desk,
        "phone": phone_address(ports),
    }


def _post_office(key: Mapping[str, str], ports: Ports) -> Registration:
    return Registration(
        client_id="post-office",
        name={"vi": "Bưu điện (minh họa)", "en": "Post office (demo)"},
        kind=PartyKind.PUBLIC_SERVICE,
        grant_types=frozenset({BACKCHANNEL}),
        auth_method="private_key_jwt",
        jwks={"keys": [dict(key)]},
        scopes=frozenset({"openid", "profile"}),
        claims={"name": _WHO, "birthdate": _AGE},
        minimum_level=Level.TWO,
        id_token_alg="ES256",  # noqa: S106 - an algorithm
        backchannel_delivery="ping",
        backchannel_notification_uri=f"{counter_desk_address(ports)}/ping",
        loopback=True,
    )
