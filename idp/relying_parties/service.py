"""Clients: register, change, stop, remove, authenticate."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import bindparam, select, update

from idp.access.powers import Power
from idp.casework.permissions import Permissions
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Actor
from idp.kernel.ids import is_id, new_id
from idp.kernel.names import look_alike, speaks_for_the_provider
from idp.kernel.refusals import Reason, Refused
from idp.letters.decisions import DecisionLetters
from idp.licensing.domain import LicensedProvider, is_valid
from idp.licensing.service import Licensing
from idp.one_time.domain import OneTimeTokenKind
from idp.one_time.service import OneTimeTokens
from idp.platform.database import OrderedReads, ReadOrder, insert_new
from idp.platform.jose import thumbprints
from idp.platform.secrets import constant_time_equal, keyed_digest, random_token
from idp.relying_parties.assertions import key_id_of, proven
from idp.relying_parties.client_keys import FetchedKeys
from idp.relying_parties.directory import ClientDirectory
from idp.relying_parties.domain.client import (
    CURRENT_PARTY_TERMS,
    Client,
    ClientState,
    Connection,
)
from idp.relying_parties.domain.registration import (
    HAVE_A_SECRET,
    Registration,
    faults,
    ineligible,
    is_client_id,
    new_faults,
    sector_of,
)
from idp.relying_parties.domain.stored_registration import (
    StoredClient,
    client_of,
    exemption_facts,
    particulars_of,
    registration_of,
)
from idp.relying_parties.origins import AllowedOrigins
from idp.relying_parties.programs import ProgramPowers, hands_out
from idp.relying_parties.snapshots import ClientSnapshots
from idp.relying_parties.tables import CLIENT

_PAGE: Final = (
    select(CLIENT)
    .where(CLIENT.c.client_id > bindparam("after"), CLIENT.c.state != bindparam("without"))
    .order_by(CLIENT.c.client_id)
    .limit(bindparam("limit"))
)
_ORDERS: Final = OrderedReads(
    {"id": (CLIENT.c.client_id,), "since": (CLIENT.c.created_at, CLIENT.c.client_id)},
    state=CLIENT.c.state,
)
_SELECT_ALL: Final = select(CLIENT).order_by(CLIENT.c.client_id)
_INSERT: Final = insert_new(CLIENT)
_HOLD: Final = (
    update(CLIENT)
    .where(CLIENT.c.client_id == bindparam("held"))
    .values(client_id=CLIENT.c.client_id)
)
_PROVING: Final = ("auth_method", "jwks", "jwks_uri", "redirect_uris", "post_logout_redirect_uris")
"""By what a client proves itself, and where answers and people are sent."""
_EMPOWERING: Final = (*_PROVING, "scopes", "grant_types", "resources")
"""What a second person activates of a client of the admin API."""
_NAMING: Final = "the name of a client"
"""The advisory lock for names: of two that look alike the second is refused."""
_NO_SECRET: Final[Mapping[str, object]] = {
    "secret_digest": None,
    "former_secret_digest": None,
    "former_secret_until": None,
}


def power_to_change(before: Client, wanted: Registration) -> Power | None:
    """The power that this change takes beyond that of editing; None where it takes no more."""
    if hands_out(before.scopes | wanted.scopes):
        return Power.CLIENT_ACTIVATE
    was = registration_of(before)
    proves = any(getattr(was, name) != getattr(wanted, name) for name in _PROVING)
    return Power.CLIENT_KEY_CHANGE if proves and before.state is ClientState.ACTIVE else None


def _takes_another(before: Client, wanted: Registration) -> bool:
    """Whether the change ends what another person activated: keys or powers of a program."""
    if before.state is not ClientState.ACTIVE or not hands_out(wanted.scopes):
        return False
    was = registration_of(before)
    return any(getattr(was, name) != getattr(wanted, name) for name in _EMPOWERING)


@dataclass(frozen=True, slots=True)
class Registered:
    """`secret` is shown once; the database has a keyed digest of it."""

    client: Client
    secret: str | None


@dataclass(frozen=True)
class RelyingParties:
    """`directory` is the public register of clients."""

    context: ServiceContext
    permissions: Permissions
    licensing: Licensing
    letters: DecisionLetters
    one_time_tokens: OneTimeTokens
    snapshots: ClientSnapshots
    directory: ClientDirectory
    origins: AllowedOrigins
    fetched_keys: FetchedKeys
    programs: ProgramPowers
    secret_key: bytes = field(repr=False)
    issuer: str
    provider_name: str

    def register(
        self, registration: Registration, *, actor: Actor, shares_name: bool = False
    ) -> Registered | Refused:
        """A new client in state `registered`: it may not ask before it is activated.

        `shares_name`: another client of the same party may have the same name.
        Refused: as `Permissions`, TYPE_NOT_ELIGIBLE_DIRECT or LICENCE_REQUIRED (D19.2-1, D19.3-1),
        REGISTRATION_FAULTY (`faults` of the registration tells each), NAME_LOOKS_ALIKE
        (`look_alike` tells whose, or it is the provider's own), STATE_ALREADY_HOLDS when the client
        id is taken; for a client of the admin API as `ProgramPowers.refusal` of its scopes.
        """
        powerless = self.permissions.strict(actor, Power.CLIENT_REGISTER)
        if powerless is not None:
            return Refused(powerless)
        client_id = registration.client_id or new_id()
        named = replace(registration, client_id=client_id)
        with self.context.database.transaction():
            self.context.database.advisory_lock(_NAMING)
            if (refused := self._refuse(named, shares_name=shares_name)) is not None:
                return refused
            reason = self.programs.refusal(actor, named.scopes)
            if reason is not None:
                return Refused(reason)
            return self._insert(named, client_id, actor=actor, shares_name=shares_name)

    def look_alike(self, wanted: Registration, *, shares_name: bool = False) -> Client | None:
        """A client whose name could be taken for this one, None if there is none.

        An identical name is allowed if it is shared on purpose, if the sector is the same, or if
        both are on loopback addresses only.
        """
        own_id = wanted.client_id or ""
        own_sector = sector_of(wanted, own_id)
        nameless = own_sector == own_id
        for other in self.all():
            if other.client_id == wanted.client_id:
                continue
            same_party = own_sector == other.sector or (
                nameless and other.sector == other.client_id
            )
            shared = dict(wanted.name) == dict(other.name) and (shares_name or same_party)
            if not shared and look_alike(wanted.name.values(), other.name.values()):
                return other
        return None

    def edit(
        self,
        client_id: str,
        change: Callable[[Registration], Registration],
        *,
        actor: Actor,
        shares_name: bool = False,
    ) -> Registered | Refused:
        """Change a registration, under the same rules as a new one.

        Id, state and sector stay. What earlier rules took, and a name that stays, blocks no change
        of other members. A change of the authentication method creates a secret or deletes it.
        Without any change nothing is written. An active client of the admin API whose keys or
        scopes change is registered again, until another person activates it. Refused: as
        `register`, NOT_FOUND; as `Permissions` says of CLIENT_ACTIVATE where a client of the admin
        API is changed or made, and of CLIENT_KEY_CHANGE where an active client changes its keys or
        addresses.
        """
        powerless = self.permissions.strict(actor, Power.CLIENT_REGISTER)
        if powerless is not None:
            return Refused(powerless)
        with self.context.database.transaction():
            before = self._locked(client_id)
            if before is None:
                return Refused(Reason.NOT_FOUND)
            wanted = replace(change(registration_of(before)), client_id=client_id)
            was = registration_of(before)
            refused = self._refuse(wanted, shares_name=shares_name, before=was)
            if refused is not None:
                return refused
            if wanted == was:
                return Registered(before, None)
            power = power_to_change(before, wanted)
            reason = None if power is None else self.permissions.strict(actor, power)
            reason = reason or self.programs.refusal(actor, wanted.scopes)
            if reason is not None:
                return Refused(reason)
            return self._update(before, wanted, actor=actor)

    def rotate_secret(
        self, client_id: str, *, overlap: timedelta = timedelta(0), actor: Actor
    ) -> Registered | Refused:
        """A new secret; the one before it still counts for `overlap`, older ones end at once.

        Refused: as `Permissions`, NOT_FOUND, STATE_ALREADY_HOLDS when the client has no secret.
        """
        powerless = self.permissions.strict(actor, Power.CLIENT_KEY_CHANGE)
        if powerless is not None:
            return Refused(powerless)
        with self.context.database.transaction():
            client = self._locked(client_id)
            if client is None:
                return Refused(Reason.NOT_FOUND)
            if client.auth_method not in HAVE_A_SECRET:
                return Refused(Reason.STATE_ALREADY_HOLDS)
            secret = random_token()
            changed = {
                "former_secret_digest": CLIENT.c.secret_digest if overlap else None,
                "former_secret_until": self.context.clock.now() + overlap if overlap else None,
                "secret_digest": self._secret_digest(client_id, secret),
            }
            facts = {"overlap_seconds": int(overlap.total_seconds())}
            happening = EventType.CLIENT_SECRET_ROTATED
            return Registered(
                self._change(client_id, changed, happening, facts, actor=actor), secret
            )

    def remove(self, client_id: str, *, reason: str, actor: Actor) -> Client | Refused:
        """Remove a client for good; its id is never reused, and history still has its name.

        `Tokens.end_client` ends its grants after it, in the same transaction. Refused: as
        `Permissions`, NOT_FOUND.
        """
        powerless = self.permissions.strict(actor, Power.CLIENT_SUSPEND)
        if powerless is not None:
            return Refused(powerless)
        with self.context.database.transaction():
            if self._locked(client_id) is None:
                return Refused(Reason.NOT_FOUND)
            self.origins.replace(client_id, ())
            changed = {"state": ClientState.REMOVED, **_NO_SECRET}
            facts = {"reason": reason}
            return self._change(client_id, changed, EventType.CLIENT_REMOVED, facts, actor=actor)

    def activate(
        self, client_id: str, *, terms_version: str | None, actor: Actor
    ) -> Client | Refused:
        """Activate a client, once its party accepted the current agreement (D4.4).

        Refused: as `Permissions`, NOT_FOUND, TERMS_NOT_ACCEPTED, LICENCE_REQUIRED (D19.3-1); for a
        client of the admin API as `ProgramPowers.activation_refusal`.
        """
        powerless = self.permissions.strict(actor, Power.CLIENT_ACTIVATE)
        if powerless is not None:
            return Refused(powerless)
        with self.context.database.transaction():
            client = self._locked(client_id)
            if client is None:
                return Refused(Reason.NOT_FOUND)
            if terms_version != CURRENT_PARTY_TERMS:
                return Refused(Reason.TERMS_NOT_ACCEPTED)
            if not self._connected(client):
                return Refused(Reason.LICENCE_REQUIRED)
            reason = self.programs.activation_refusal(actor, client)
            if reason is not None:
                return Refused(reason)
            changed: dict[str, object] = {
                "state": ClientState.ACTIVE,
                "terms_version": terms_version,
            }
            if client.state is ClientState.SUSPENDED:
                changed["tokens_from"] = self.context.clock.now()
            facts = {"terms_version": terms_version}
            return self._change(client_id, changed, EventType.CLIENT_ACTIVATED, facts, actor=actor)

    def suspend(self, client_id: str, *, reason: str, actor: Actor) -> Client | Refused:
        """Suspend a client: no request, token or answer from now on. Its party is written why.

        Refused: as `Permissions`, REASON_REQUIRED, NOT_FOUND, STATE_ALREADY_HOLDS for a suspended
        one, so that of two presses at once one writes, and one letter goes out.
        """
        powerless = self.permissions.strict(actor, Power.CLIENT_SUSPEND)
        if powerless is not None:
            return Refused(powerless)
        if not reason.strip():
            return Refused(Reason.REASON_REQUIRED)
        with self.context.database.transaction():
            before = self._locked(client_id)
            if before is None:
                return Refused(Reason.NOT_FOUND)
            if before.state is ClientState.SUSPENDED:
                return Refused(Reason.STATE_ALREADY_HOLDS)
            changed, facts = {"state": ClientState.SUSPENDED}, {"reason": reason}
            happening = EventType.CLIENT_SUSPENDED
            client = self._change(client_id, changed, happening, facts, actor=actor)
            self.letters.client_suspended(
                name=client.name["vi"], client_id=client_id, reason=reason, actor=actor
            )
            return client

    def hold(self, client_id: str) -> None:
        """Lock a client's row until the open unit of work ends; nothing where there is none.

        The names of all clients first, as who registers one does: two orders would wait for each
        other.
        """
        self.context.database.advisory_lock(_NAMING)
        if is_client_id(client_id):
            self.context.database.execute(_HOLD, held=client_id)

    def stored(self, client_id: str) -> Client | None:
        """The client as stored now, None when it was removed."""
        return self._stored(client_id) if is_client_id(client_id) else None

    def as_stored(self, client_id: str) -> tuple[Client, str] | None:
        """The client in any state, and a fingerprint of its secrets (hex), for a page to compare.

        Nothing of the secrets follows from it: it is over their keyed digests.
        """
        found = self.snapshots.read(client_id) if is_client_id(client_id) else None
        if found is None:
            return None
        secrets = (found.secret_digest or b"", found.former_secret_digest or b"")
        return found.client, hashlib.sha256(b"|".join(secrets)).hexdigest()

    def client(self, client_id: str) -> Client | None:
        """The client's snapshot, in any state."""
        known = self.snapshots.known(client_id)
        return None if known is None else known.client

    def may_ask(self, client: Client) -> bool:
        """Whether the client may send requests: active, and its provider's certificate valid.

        The provider is checked each time, so that a revocation counts from the next request on
        (D19.3-1).
        """
        return client.state is ClientState.ACTIVE and self._connected(client)

    def secret_matches(self, client: Client, secret: str) -> bool:
        """Whether this is the client's secret, in constant time."""
        known = self.snapshots.known(client.client_id)
        if known is None:
            return False
        shown = self._secret_digest(client.client_id, secret)
        counting = known.secret_digests(self.context.clock.now())
        return any([constant_time_equal(digest, shown) for digest in counting])  # noqa: C419 - each, always

    def may_omit_challenge(self, client: Client, *, nonce: bool) -> bool:
        """Whether the client is exempt from PKCE today (Q17)."""
        exemption = client.pkce_exemption
        if exemption is None or client.is_public:
            return False
        return exemption.covers(self.context.clock.now().date(), nonce=nonce)

    def keys(self, client: Client, *, kid: str | None) -> Mapping[str, Any]:
        """The client's JWK Set, fetched again for an unknown `kid`, at a limited rate (C11)."""
        if client.jwks is not None:
            return client.jwks
        if client.jwks_uri is None:
            return {"keys": []}
        return self.fetched_keys.key_set(client.jwks_uri, kid=kid)

    def proving_key(
        self, client: Client, assertion: str, *, token_endpoint: str, here: tuple[str, ...] = ()
    ) -> str | None:
        """The thumbprint of the key by which the assertion authenticates the client, once.

        `private_key_jwt` (RFC 7523); None where it does not authenticate it.

        `aud` is the issuer, or for a client of the baseline profile the token endpoint's URL.
        `here` are the URLs of the endpoint asked, where its own specification demands them.
        """
        kid = key_id_of(assertion)
        shown = proven(
            assertion,
            keys=self.keys(client, kid=kid),
            client_id=client.client_id,
            audiences=(self.issuer, token_endpoint, *here),
            now=self.context.clock.now(),
        )
        if shown is None:
            return None
        first = self.one_time_tokens.mark_used(
            OneTimeTokenKind.CLIENT_ASSERTION,
            shown.use.jti,
            audience=client.client_id,
            expires_at=shown.use.seen_until,
        )
        return shown.signed_by if first else None

    def has_key(self, client: Client, thumbprint: str) -> bool:
        """Whether a key is in the client's key set now, by its thumbprint (RFC 7638)."""
        return thumbprint in thumbprints(self.keys(client, kid=None))

    def is_allowed_origin(self, origin: str) -> bool:
        """Whether some client has this origin (`allowed_origins`)."""
        return self.origins.contains(origin)

    def page(self, after: str | None, limit: int, *, removed: bool = False) -> list[Client]:
        """Clients by client id, after this one; with `removed` also removed ones."""
        without = "" if removed else ClientState.REMOVED
        asked = {"after": after or "", "limit": limit, "without": without}
        return [client_of(StoredClient(*row)) for row in self.context.database.all(_PAGE, **asked)]

    def in_order(
        self, order: ReadOrder, *, after: str | None, limit: int
    ) -> list[tuple[str, Client]]:
        """Clients by `id` or `since`, removed ones too, each with the mark it is read on behind."""
        read = _ORDERS.read(self.context.database, order, after=after, limit=limit)
        return [(each.mark, client_of(StoredClient(*each.row))) for each in read]

    def all(self, *, removed: bool = False) -> list[Client]:
        """All clients, by client id; with `removed` also removed ones."""
        clients = (client_of(StoredClient(*row)) for row in self.context.database.all(_SELECT_ALL))
        return [each for each in clients if removed or each.state is not ClientState.REMOVED]

    def named_like_us(self) -> list[Client]:
        """Clients that were registered before the deployment took a name like theirs."""
        return [
            each
            for each in self.all()
            if speaks_for_the_provider(each.name.values(), provider=self.provider_name)
        ]

    def _provider(self, provider_id: str | None) -> LicensedProvider | None:
        if provider_id is None or not is_id(provider_id):
            return None
        return self.licensing.provider(provider_id)

    def _is_valid(self, provider: LicensedProvider | None) -> bool:
        return provider is not None and is_valid(provider, self.context.clock.now())

    def _connected(self, client: Client) -> bool:
        if client.connection is Connection.DIRECT:
            return True
        return self._is_valid(self._provider(client.provider_id))

    def _secret_digest(self, client_id: str, secret: str) -> bytes:
        return keyed_digest(self.secret_key, f"{client_id} {secret}")

    def _stored(self, client_id: str) -> Client | None:
        """The client's row, None when it was removed."""
        client = self.snapshots.fresh(client_id)
        return None if client is None or client.state is ClientState.REMOVED else client

    def _locked(self, client_id: str) -> Client | None:
        """The same, locked until the unit of work ends."""
        self.hold(client_id)
        return self._stored(client_id)

    def _refuse(
        self, wanted: Registration, *, shares_name: bool, before: Registration | None = None
    ) -> Refused | None:
        """Why it cannot be registered, or the one `before` changed into it."""
        refused = ineligible(
            wanted.kind,
            wanted.connection,
            provider_valid=self._is_valid(self._provider(wanted.provider_id)),
        )
        if refused is not None:
            return refused
        if faults(wanted) if before is None else new_faults(before, wanted):
            return Refused(Reason.REGISTRATION_FAULTY)
        if before is not None and before.name == wanted.name:
            return None
        if speaks_for_the_provider(wanted.name.values(), provider=self.provider_name):
            return Refused(Reason.NAME_LOOKS_ALIKE)
        other = self.look_alike(wanted, shares_name=shares_name)
        return None if other is None else Refused(Reason.NAME_LOOKS_ALIKE)

    def _insert(
        self, registration: Registration, client_id: str, *, actor: Actor, shares_name: bool
    ) -> Registered | Refused:
        secret = random_token() if registration.auth_method in HAVE_A_SECRET else None
        added = self.context.database.execute(
            _INSERT,
            client_id=client_id,
            state=ClientState.REGISTERED,
            terms_version=None,
            secret_digest=None if secret is None else self._secret_digest(client_id, secret),
            former_secret_digest=None,
            former_secret_until=None,
            particulars=self._particulars(registration, client_id),
            created_at=self.context.clock.now(),
            tokens_from=None,
        )
        if not added:
            return Refused(Reason.STATE_ALREADY_HOLDS)
        self.origins.replace(client_id, registration.allowed_origins)
        facts = exemption_facts(registration) | ({"shares_name": True} if shares_name else {})
        self.context.history.append(
            EventType.CLIENT_REGISTERED, client_id=client_id, actor=actor, facts=facts
        )
        return Registered(self.snapshots.stored(client_id), secret)

    def _update(self, before: Client, wanted: Registration, *, actor: Actor) -> Registered:
        client_id = before.client_id
        after = self._particulars(wanted, client_id)
        changed: dict[str, object] = {"particulars": after}
        secret = None
        if wanted.auth_method not in HAVE_A_SECRET:
            changed |= _NO_SECRET
        elif before.auth_method not in HAVE_A_SECRET:
            secret = random_token()
            changed["secret_digest"] = self._secret_digest(client_id, secret)
        was = self._particulars(registration_of(before), client_id)
        replaced = {name: was[name] for name in after if was[name] != after[name]}
        if _takes_another(before, wanted):
            changed["state"] = ClientState.REGISTERED
            replaced["state"] = before.state
        facts = {"before": replaced}
        self.origins.replace(client_id, wanted.allowed_origins)
        client = self._change(
            client_id,
            changed,
            EventType.CLIENT_EDITED,
            facts | exemption_facts(wanted),
            actor=actor,
        )
        return Registered(client, secret)

    def _particulars(self, registration: Registration, client_id: str) -> dict[str, Any]:
        provider = self._provider(registration.provider_id)
        return particulars_of(
            registration,
            sector=sector_of(registration, client_id) or client_id,
            provider_name=None if provider is None else provider.name,
        )

    def _change(
        self,
        client_id: str,
        changed: Mapping[str, object],
        happening: EventType,
        facts: Mapping[str, Any],
        *,
        actor: Actor,
    ) -> Client:
        """Change a locked client; raises LookupError for a removed one."""
        with self.context.database.transaction():
            this = (CLIENT.c.client_id == client_id) & (CLIENT.c.state != ClientState.REMOVED)
            if self.context.database.execute(update(CLIENT).where(this).values(**changed)) != 1:
                raise LookupError(client_id)
            self.context.history.append(happening, client_id=client_id, facts=facts, actor=actor)
            client = self.snapshots.stored(client_id)
        self.snapshots.forget(client_id)
        return client
