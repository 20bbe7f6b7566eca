"""A client: an immutable snapshot without any secret."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from idp.assurance.levels import Level
from idp.kernel.actors import ActingClient
from idp.relying_parties.domain.pkce import PkceExemption
from idp.relying_parties.domain.registered_uris import is_registered

CURRENT_PARTY_TERMS: Final = "2026-1"
"""Version of the agreement that binds a party to data protection and no sharing (D4.4, D19.4-1)."""

BACKCHANNEL: Final = "urn:openid:params:grant-type:ciba"
"""The CIBA grant (CIBA Core 4)."""


SECRET: Final = "client_secret"
"""A client with a secret and no named method: header and body are accepted (RFC 6749 2.3.1)."""

SECRET_METHODS: Final = frozenset({"client_secret_basic", "client_secret_post"})


def text_in(texts: Mapping[str, str], lang: str) -> str:
    """A party's own text in a language, else in the language of record."""
    return texts.get(lang) or texts.get("vi") or next(iter(texts.values()), "")


class PartyKind(StrEnum):
    """The kind of a client's party; socio-political bodies count with the political ones."""

    STATE_AGENCY = "state_agency"
    POLITICAL_ORGANISATION = "political_organisation"
    PUBLIC_SERVICE = "public_service"
    PRIVATE = "private"


class Connection(StrEnum):
    DIRECT = "direct"
    VIA_PROVIDER = "via_provider"


class ClientState(StrEnum):
    REGISTERED = "registered"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class ClaimPurpose:
    """The purpose of an approved claim, by language; Vietnamese is the text of record."""

    text: Mapping[str, str]
    essential: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """`claims`: approved claim name -> purpose (D18.1a). `sector` keys the pairwise `sub`.

    `no_biometrics`, `phishing_resistant_only`: the party's own limits on evidence.
    `delegated_acting`: whether people may act there for wards and organisations (D14.2, X6.1).
    `backchannel_delivery`: the CIBA delivery mode, `poll` or `ping`. `auth_method` is a wire name,
    or SECRET. `allowed_origins`: origins whose pages may call `/token`, `/userinfo` and `/revoke`,
    for an application in the browser. `authenticated_by`: method and key by which a request proved
    this client, where that is more than its registered method; `proven_by`: the thumbprint of that
    key (RFC 7638). `tokens_from`: its tokens of before do not count at the admin API, as it was
    suspended since.
    """

    client_id: str
    name: Mapping[str, str]
    kind: PartyKind
    connection: Connection
    provider_id: str | None
    provider_name: str | None
    state: ClientState
    redirect_uris: tuple[str, ...]
    post_logout_redirect_uris: tuple[str, ...]
    grant_types: frozenset[str]
    auth_method: str
    jwks: Mapping[str, Any] | None
    jwks_uri: str | None
    scopes: frozenset[str]
    claims: Mapping[str, ClaimPurpose]
    minimum_level: Level
    minimum_account_level: int | None
    sector: str
    id_token_alg: str
    default_max_age: int | None
    require_pushed: bool
    resources: tuple[str, ...]
    sso: bool
    backchannel_logout_uri: str | None
    logo_uri: str | None
    policy_uri: str | None
    tos_uri: str | None
    legal_basis: str
    no_biometrics: bool
    terms_version: str | None
    created_at: datetime
    phishing_resistant_only: bool = False
    delegated_acting: bool = False
    backchannel_delivery: str = "poll"
    backchannel_notification_uri: str | None = None
    pkce_exemption: PkceExemption | None = None
    allowed_origins: tuple[str, ...] = ()
    tokens_from: datetime | None = None
    authenticated_by: str = field(default="", compare=False)
    proven_by: str | None = field(default=None, compare=False)

    @property
    def acting(self) -> ActingClient:
        """The client as who acts, by the method and key it used."""
        how = self.authenticated_by or self.auth_method
        return ActingClient(client_id=self.client_id, authenticated_by=how)

    def may_return_to(self, address: str) -> bool:
        """Whether a code may be sent there (RFC 6749 3.1.2, RFC 8252 7.3).

        Never for a removed client.
        """
        return self._has(address, self.redirect_uris)

    def may_sign_out_to(self, address: str) -> bool:
        """Whether a browser may be sent there after a sign-out; never for a removed client."""
        return self._has(address, self.post_logout_redirect_uris)

    @property
    def is_native(self) -> bool:
        """A public client on a device, without allowed origins."""
        return self.is_public and not self.allowed_origins

    @property
    def is_public(self) -> bool:
        """Whether the client cannot authenticate: an application on a device or in a browser."""
        return self.auth_method == "none"

    def _has(self, address: str, registered: tuple[str, ...]) -> bool:
        standing = self.state is not ClientState.REMOVED
        return standing and is_registered(address, registered, any_port=self.is_native)

    def authenticates_by(self, method: str) -> bool:
        """Whether the client may use this authentication method."""
        if self.auth_method == SECRET:
            return method in SECRET_METHODS
        return self.auth_method == method
