"""Register, activate and suspend clients; tell who a client is and whether it is who it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from sqlalchemy import insert, select, update

from idp.history.domain import Happening
from idp.history.service import History
from idp.kernel.clock import Clock
from idp.kernel.ids import new_id
from idp.kernel.refusals import Reason, Refused
from idp.licensing.domain import Provider, is_valid
from idp.licensing.service import Licensing
from idp.platform.database import Database, Prepared
from idp.platform.jose import unverified, verify_foreign
from idp.platform.outbound import Outbound
from idp.platform.secrets import keyed_digest, random_token, same
from idp.proofs.domain import ProofKind
from idp.proofs.service import Proofs
from idp.relying_parties.domain.assertion import ALGORITHMS, one_use
from idp.relying_parties.domain.client import (
    CURRENT_PARTY_TERMS,
    Client,
    ClientState,
    Connection,
)
from idp.relying_parties.domain.record import client_of, particulars_of
from idp.relying_parties.domain.registration import (
    HAVE_A_SECRET,
    Registration,
    faults,
    ineligible,
    sector_of,
)
from idp.relying_parties.keys import FetchedKeys
from idp.relying_parties.snapshots import Snapshots
from idp.relying_parties.tables import CLIENT

_SELECT_ALL: Final = Prepared(select(CLIENT).order_by(CLIENT.c.client_id))
_INSERT: Final = Prepared(insert(CLIENT))


@dataclass(frozen=True, slots=True)
class Registered:
    """`secret` is shown this once; the database keeps a keyed digest of it."""

    client: Client
    secret: str | None


@dataclass(frozen=True)
class RelyingParties:
    """`cache_seconds` bounds how long another process may still see a client's former state."""

    database: Database
    clock: Clock
    outbound: Outbound
    licensing: Licensing
    history: History
    proofs: Proofs
    secret_key: bytes = field(repr=False)
    issuer: str
    cache_seconds: float

    def register(
        self, registration: Registration, *, actor: str = "operator"
    ) -> Registered | Refused:
        """A new client in state `registered`: it may not ask before it is activated.

        Refused: TYPE_NOT_ELIGIBLE_DIRECT or LICENCE_REQUIRED (D19.2-1, D19.3-1),
        REGISTRATION_FAULTY (`faults` of the registration tells each), STATE_ALREADY_HOLDS when the
        client id is taken.
        """
        provider = self._provider(registration.provider_id)
        refused = ineligible(
            registration.kind, registration.connection, provider_valid=self._is_valid(provider)
        )
        if refused is not None:
            return refused
        client_id = registration.client_id or new_id()
        sector = sector_of(registration, client_id)
        if sector is None or faults(registration):
            return Refused(Reason.REGISTRATION_FAULTY)
        return self._insert(registration, client_id, sector, provider, actor=actor)

    def activate(
        self, client_id: str, *, terms_version: str | None, actor: str = "operator"
    ) -> Client | Refused:
        """Let a client ask, once its party accepted the current agreement (D4.4).

        Refused: NOT_FOUND, TERMS_NOT_ACCEPTED, LICENCE_REQUIRED (D19.3-1).
        """
        client = self._snapshots.fresh(client_id)
        if client is None:
            return Refused(Reason.NOT_FOUND)
        if terms_version != CURRENT_PARTY_TERMS:
            return Refused(Reason.TERMS_NOT_ACCEPTED)
        if not self._connected(client):
            return Refused(Reason.LICENCE_REQUIRED)
        changed = {"state": ClientState.ACTIVE, "terms_version": terms_version}
        facts = {"terms_version": terms_version}
        return self._change(client_id, changed, Happening.CLIENT_ACTIVATED, facts, actor=actor)

    def suspend(self, client_id: str, *, reason: str, actor: str = "operator") -> Client | Refused:
        """Stop a client at once: no request, token or answer from now on. Refused: NOT_FOUND."""
        if self._snapshots.fresh(client_id) is None:
            return Refused(Reason.NOT_FOUND)
        changed = {"state": ClientState.SUSPENDED}
        facts = {"reason": reason}
        return self._change(client_id, changed, Happening.CLIENT_SUSPENDED, facts, actor=actor)

    def client(self, client_id: str) -> Client | None:
        """The client as it was at most `cache_seconds` ago, whatever its state."""
        known = self._snapshots.known(client_id)
        return None if known is None else known.client

    def may_ask(self, client: Client) -> bool:
        """Whether the client may use the system now: active, and its provider's certificate valid.

        The provider is asked each time, so that a revocation counts from the next request on
        (D19.3-1).
        """
        return client.state is ClientState.ACTIVE and self._connected(client)

    def secret_matches(self, client: Client, secret: str) -> bool:
        """Whether this is the client's secret; takes as long for a wrong one as for the right."""
        known = self._snapshots.known(client.client_id)
        if known is None or known.secret_digest is None:
            return False
        return same(known.secret_digest, self._secret_digest(client.client_id, secret))

    def may_omit_challenge(self, client: Client, *, nonce: bool) -> bool:
        """Whether the client's registration lets a request go without PKCE today (Q17)."""
        exemption = client.pkce_exemption
        if exemption is None or client.is_public:
            return False
        return exemption.covers(self.clock.now().date(), nonce=nonce)

    def keys(self, client: Client, *, kid: str | None) -> Mapping[str, Any]:
        """The client's JWK Set, read again when `kid` is unknown in it, at a bounded rate (C11)."""
        if client.jwks is not None:
            return client.jwks
        if client.jwks_uri is None:
            return {"keys": []}
        return self._fetched_keys.at(client.jwks_uri, kid=kid)

    def proves_assertion(
        self, client: Client, assertion: str, *, token_endpoint: str, here: tuple[str, ...] = ()
    ) -> bool:
        """Whether the assertion proves the client, this once (`private_key_jwt`, RFC 7523).

        `aud` is the issuer, or for a client of the baseline profile the token endpoint's URL.
        `here` are the URLs of the endpoint asked, where its own specification demands them.
        """
        kid = said.header.get("kid") if (said := unverified(assertion)) else None
        keys = self.keys(client, kid=kid if isinstance(kid, str) else None)
        verified = verify_foreign(assertion, keys=keys, algorithms=ALGORITHMS)
        if verified is None:
            return False
        use = one_use(
            verified.claims,
            client_id=client.client_id,
            audiences=(self.issuer, token_endpoint, *here),
            now=self.clock.now(),
        )
        return use is not None and self.proofs.spend(
            ProofKind.CLIENT_ASSERTION,
            use.jti,
            audience=client.client_id,
            expires_at=use.expires_at,
        )

    def all(self) -> list[Client]:
        """Every client, by client id."""
        return [client_of(row) for row in self.database.all(_SELECT_ALL)]

    @cached_property
    def _snapshots(self) -> Snapshots:
        return Snapshots(self.database, self.clock, self.cache_seconds)

    @cached_property
    def _fetched_keys(self) -> FetchedKeys:
        return FetchedKeys(self.outbound, self.clock)

    def _provider(self, provider_id: str | None) -> Provider | None:
        return None if provider_id is None else self.licensing.provider(provider_id)

    def _is_valid(self, provider: Provider | None) -> bool:
        return provider is not None and is_valid(provider, self.clock.now())

    def _connected(self, client: Client) -> bool:
        if client.connection is Connection.DIRECT:
            return True
        return self._is_valid(self._provider(client.provider_id))

    def _secret_digest(self, client_id: str, secret: str) -> bytes:
        return keyed_digest(self.secret_key, f"{client_id} {secret}")

    def _insert(
        self,
        registration: Registration,
        client_id: str,
        sector: str,
        provider: Provider | None,
        *,
        actor: str,
    ) -> Registered | Refused:
        secret = random_token() if registration.auth_method in HAVE_A_SECRET else None
        with self.database.transaction():
            if self._snapshots.fresh(client_id) is not None:
                return Refused(Reason.STATE_ALREADY_HOLDS)
            self.database.change(
                _INSERT,
                client_id=client_id,
                state=ClientState.REGISTERED,
                terms_version=None,
                secret_digest=None if secret is None else self._secret_digest(client_id, secret),
                particulars=particulars_of(
                    registration,
                    sector=sector,
                    provider_name=None if provider is None else provider.name,
                ),
                created_at=self.clock.now(),
            )
            self.history.append(Happening.CLIENT_REGISTERED, client_id=client_id, actor=actor)
            return Registered(self._snapshots.stored(client_id), secret)

    def _change(
        self,
        client_id: str,
        changed: Mapping[str, object],
        happening: Happening,
        facts: Mapping[str, Any],
        *,
        actor: str,
    ) -> Client:
        with self.database.transaction() as connection:
            this = CLIENT.c.client_id == client_id
            connection.execute(update(CLIENT).where(this).values(**changed))
            self.history.append(happening, client_id=client_id, facts=facts, actor=actor)
            client = self._snapshots.stored(client_id)
        self._snapshots.forget(client_id)
        return client
