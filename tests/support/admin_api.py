"""A client of the admin API: registered with a key, it gets tokens and calls operations."""

import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from idp.access.powers import FOR_PROGRAMS
from tests.support.admin_contract import contract
from tests.support.assertions import TYPE, ClientKey, claims_of
from tests.support.http import Answer, Visitor
from tests.support.live import House

EVERY = tuple(sorted(FOR_PROGRAMS))


@dataclass
class Program:
    """`powers` of its tokens; each call is a new request with a token of its own.

    Its answer is held against the document of the API.
    """

    house: House
    client_id: str
    key: ClientKey
    visitor: Visitor
    scope: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def audience(self) -> str:
        return f"{self.house.world.settings.issuer}/admin"

    def assertion(self) -> str:
        """A new proof of the client's key (RFC 7523)."""
        now = self.house.world.clock.now().timestamp()
        issuer = self.house.world.settings.issuer
        return self.key.sign(claims_of(self.client_id, issuer, now))

    def token(self, **changes: str) -> Answer:
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": TYPE,
            "client_assertion": self.assertion(),
            "resource": self.audience,
            **({"scope": self.scope} if self.scope else {}),
            **changes,
        }
        return self.visitor.post("/token", form)

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        raw: bytes | None = None,
        token: str | None = None,
        **headers: str,
    ) -> Answer:
        shown = self.token().json["access_token"] if token is None else token
        said = {"Authorization": f"Bearer {shown}"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        if raw is None and body is not None:
            raw = json.dumps(body).encode()
        if raw is not None:
            said.setdefault("Content-Type", "application/json")
        answer = self.visitor.send(method, f"/admin/v1{path}", body=raw, headers=said)
        self._keep_contract(method, f"/admin/v1{path}", raw, answer)
        return answer

    def _keep_contract(self, method: str, path: str, raw: bytes | None, answer: Answer) -> None:
        """Every answer of every test is one that the API's own document tells of."""
        told = contract(self.house.world.settings.issuer)
        operation = told.operation(method, path.partition("?")[0])
        if operation is None:
            return
        kind = answer.headers["Content-Type"].partition(";")[0]
        assert list(told.faults(operation, answer.status, kind, answer.json)) == []
        sent = json.loads(raw) if raw and answer.status in range(200, 300) else None
        assert list(told.unknown_request(operation, answer.status, sent)) == []


def program(
    house: House,
    powers: Collection[str] = EVERY,
    *,
    key: ClientKey | None = None,
    jwks_uri: str | None = None,
    **particulars: Any,  # noqa: ANN401
) -> Program:
    """An active client of the admin API with these powers; its key is new unless given."""
    key = key or ClientKey()
    party = house.world.party(
        f"Program {secrets.token_hex(3)}",
        auth_method="private_key_jwt",
        jwks=None if jwks_uri else key.jwks,
        jwks_uri=jwks_uri,
        grant_types=frozenset({"client_credentials"}),
        scopes=frozenset(f"admin:{each}" for each in powers),
        claims={},
        redirect_uris=(),
        post_logout_redirect_uris=(),
        resources=(f"{house.world.settings.issuer}/admin",),
        loopback=True,
        **particulars,
    )
    return Program(house, party.client_id, key, house.visitor())


def registration(**changes: Any) -> Mapping[str, Any]:  # noqa: ANN401
    """A registration document of a new client."""
    host = f"{secrets.token_hex(4)}.example"
    return {
        "name": {"vi": f"Cổng {host}", "en": f"Portal {host}"},
        "kind": "public_service",
        "redirect_uris": [f"https://{host}/cb"],
        "scopes": ["openid"],
    } | changes
