"""From a code to tokens, and from a refresh token to the next."""

from dataclasses import dataclass, field
from typing import Any, Final

from idp.assurance.levels import Level, level_still_held
from idp.consent.domain.asking import OFFLINE_ACCESS
from idp.history.domain import Happening
from idp.history.service import History
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from idp.platform.secrets import random_token, same
from idp.relying_parties.domain.client import Client
from idp.relying_parties.service import RelyingParties
from idp.tokens.codes import Codes, Redeemed
from idp.tokens.domain.grant import Grant, Granted, Minted
from idp.tokens.domain.lifetimes import RETRY_FOR
from idp.tokens.domain.rotation import family_of, first, led_to, successor, token_digest
from idp.tokens.families import Families, Family
from idp.tokens.minting import Mint
from idp.tokens.standing import Standing, Standings
from idp.violations.domain import ViolationKind
from idp.violations.service import Violations

REFRESH: Final = "refresh_token"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settled:
    """Everything the database had to say; what is left is signing, outside the transaction."""

    family: Family
    standing: Standing
    level: Level
    scope: tuple[str, ...]
    resource: str | None
    refresh_token: str | None
    nonce: str | None
    claims: dict[str, Any]


@dataclass(frozen=True)
class Granting:
    database: Database
    clock: Clock
    codes: Codes
    families: Families
    mint: Mint
    standings: Standings
    relying_parties: RelyingParties
    history: History
    violations: Violations
    rotation_key: bytes = field(repr=False)

    def redeem(self, code: str, client: Client, *, redirect_uri: str | None) -> Minted | Refused:
        if not self.relying_parties.may_ask(client):
            return Refused(Reason.CLIENT_SUSPENDED)
        with self.database.transaction():
            redeemed = self.codes.redeem(
                code, client_id=client.client_id, redirect_uri=redirect_uri
            )
            if redeemed is None:
                return self._not_redeemed(code, client, redirect_uri)
            settled = self._begin(redeemed, client)
        return settled if isinstance(settled, Refused) else self._minted(client, settled)

    def issue(self, grant: Grant, client: Client, *, family_id: Id) -> Minted | Refused:
        """Joins the verb that used up what stood for the grant."""
        if not self.relying_parties.may_ask(client):
            return Refused(Reason.CLIENT_SUSPENDED)
        with self.database.transaction():
            settled = self._begin(Redeemed(family_id, grant), client)
        return settled if isinstance(settled, Refused) else self._minted(client, settled)

    def refresh(
        self, token: str, client: Client, *, scope: tuple[str, ...] | None, resource: str | None
    ) -> Minted | Refused:
        family_id = family_of(token)
        if family_id is None:
            return Refused(Reason.NOT_FOUND)
        if not self.relying_parties.may_ask(client):
            return Refused(Reason.CLIENT_SUSPENDED)
        if (refused := self._beyond(family_id, client, scope, resource)) is not None:
            return refused
        with self.database.transaction():
            settled = self._continue(family_id, token, client, scope=scope, resource=resource)
        return settled if isinstance(settled, Refused) else self._minted(client, settled)

    # -- codes

    def _begin(self, redeemed: Redeemed, client: Client) -> _Settled | Refused:
        grant = redeemed.grant
        standing = self.standings.while_present(
            grant.subject_id, client, session_id=grant.session_id
        )
        if isinstance(standing, Refused):
            return standing
        token = None
        if _may_refresh(grant, client, standing):
            token = first(redeemed.family_id, random_token())
        family = self.families.begin(
            redeemed.family_id,
            grant,
            refresh_token=token,
            security_stamp=standing.security_stamp,
        )
        self._tell(Happening.TOKENS_ISSUED, family, level=grant.level, offline=family.offline)
        return _Settled(
            family=family,
            standing=standing,
            level=Level(grant.level),
            scope=tuple(each for each in grant.scope if token or each != OFFLINE_ACCESS),
            resource=grant.resource,
            refresh_token=token,
            nonce=grant.nonce,
            claims=self.standings.claims(family, standing, grant.id_token_claims),
        )

    def _not_redeemed(self, code: str, client: Client, redirect_uri: str | None) -> Refused:
        """Why the one write touched nothing, and what follows from it."""
        known = self.codes.known(code)
        if known is None:
            return Refused(Reason.NOT_FOUND)
        if known.seen.client_id != client.client_id:
            kind, reason = ViolationKind.CODE_SHOWN_BY_OTHER, Reason.NOT_AUTHORISED
        elif known.seen.redeemed and self.families.by_id(known.family_id) is None:
            # Nothing was ever made of it: burned by a stranger, who alone is to blame (G01), or
            # refused to its owner. This is the owner's first result or a retry, not a replay.
            return Refused(Reason.USED_BEFORE)
        elif known.seen.redeemed:
            kind, reason = ViolationKind.CODE_REPLAYED, Reason.USED_BEFORE
        elif known.seen.redirect_uri != redirect_uri:
            return Refused(Reason.NOT_PROVEN)
        else:
            return Refused(Reason.EXPIRED)
        self.codes.burn(code)
        self.families.revoke(known.family_id)
        self.violations.open(
            kind,
            issued_to=known.seen.client_id,
            shown_by=client.client_id,
            subject_id=known.subject_id,
            evidence={"family": known.family_id},
        )
        return Refused(reason)

    # -- refresh tokens

    def _beyond(
        self, family_id: Id, client: Client, scope: tuple[str, ...] | None, resource: str | None
    ) -> Refused | None:
        """A refresh may ask for less, never for more (RFC 6749 section 6)."""
        if resource is not None and resource not in client.resources:
            return Refused(Reason.NOT_AUTHORISED)
        if scope is None:
            return None
        family = self.families.by_id(family_id)
        if family is None or family.client_id != client.client_id:
            return None
        wider = set(scope) - set(family.granted.scope)
        return Refused(Reason.SCOPE_NOT_AVAILABLE) if wider else None

    def _continue(
        self,
        family_id: Id,
        token: str,
        client: Client,
        *,
        scope: tuple[str, ...] | None,
        resource: str | None,
    ) -> _Settled | Refused:
        made = successor(self.rotation_key, token)
        rotated = self.families.rotate(
            family_id, client_id=client.client_id, shown=token, made=made
        )
        family = rotated or self._shown_again(family_id, token, made, client)
        if isinstance(family, Refused):
            return family
        standing = self._still_offline(family, client)
        if isinstance(standing, Refused):
            return standing
        granted = family.granted
        held = level_still_held(Level(granted.level), granted.auth_time, self.clock.now())
        if rotated is not None:
            self._tell(Happening.TOKENS_REFRESHED, family, level=int(held))
        return _Settled(
            family=family,
            standing=standing,
            level=held,
            scope=granted.scope if scope is None else scope,
            resource=resource or granted.resource,
            refresh_token=made,
            nonce=None,
            claims=self.standings.claims(family, standing, granted.id_token_claims),
        )

    def _still_offline(self, family: Family, client: Client) -> Standing | Refused:
        """A grant nobody stands behind any more ends here, for good."""
        standing = self.standings.of(family.subject_id, client)
        if isinstance(standing, Standing):
            if family.security_stamp != standing.security_stamp:
                standing = Refused(Reason.EXPIRED)
            elif _may_refresh(family.granted, client, standing):
                return standing
            else:
                standing = Refused(Reason.DECLINED)
        if self.families.revoke(family.id):
            self._tell(Happening.TOKENS_REVOKED, family, reason=standing.reason)
        return standing

    def _shown_again(
        self, family_id: Id, token: str, made: str, client: Client
    ) -> Family | Refused:
        """A token that is not the last: a retry, a replay, another's, or an invention.

        A retry is the token right before the last one, shown by its own client within RETRY_FOR:
        it gets the same successor, so of many parallel refreshes one rotates and all the others
        are told what that one made. The distance is taken both ways, so that a clock set back
        opens nothing (hostile case G08).
        """
        family = self.families.by_id(family_id)
        if family is None or family.last_digest is None or family.rotated_at is None:
            return Refused(Reason.NOT_FOUND)
        is_last = same(token_digest(token), family.last_digest)
        if not is_last and not self._was_ours(family, token, family.last_digest):
            return Refused(Reason.NOT_FOUND)
        if family.client_id != client.client_id:
            return self._violated(ViolationKind.TOKEN_SHOWN_BY_OTHER, family, client)
        if family.revoked_at is not None or is_last:
            return Refused(Reason.EXPIRED)
        is_next = same(token_digest(made), family.last_digest)
        if is_next and abs(self.clock.now() - family.rotated_at) <= RETRY_FOR:
            return family
        return self._violated(ViolationKind.REFRESH_REPLAYED, family, client)

    def _was_ours(self, family: Family, token: str, last: bytes) -> bool:
        return led_to(self.rotation_key, token, last, generation=family.generation)

    def _violated(self, kind: ViolationKind, family: Family, client: Client) -> Refused:
        self.families.revoke(family.id)
        self.violations.open(
            kind,
            issued_to=family.client_id,
            shown_by=client.client_id,
            subject_id=family.subject_id,
            evidence={"family": family.id},
        )
        replayed = kind is ViolationKind.REFRESH_REPLAYED
        return Refused(Reason.USED_BEFORE if replayed else Reason.NOT_AUTHORISED)

    # -- both

    def _minted(self, client: Client, settled: _Settled) -> Minted:
        access = self.mint.for_person(
            client,
            settled.family,
            level=settled.level,
            scope=settled.scope,
            resource=settled.resource,
            consent=settled.standing.consent,
        )
        id_token = None
        if "openid" in settled.scope:
            id_token = self.mint.id_token(
                client,
                settled.family,
                level=settled.level,
                account_level=settled.standing.account_level,
                nonce=settled.nonce,
                claims=settled.claims,
            )
        return Minted(
            access.token, access.expires_in, settled.scope, settled.refresh_token, id_token
        )

    def _tell(self, happening: Happening, family: Family, **facts: object) -> None:
        self.history.append(
            happening,
            subject_id=family.subject_id,
            client_id=family.client_id,
            transaction_id=family.granted.transaction_id,
            facts={"consent_id": family.consent_id, "family": family.id, **facts},
        )


def _may_refresh(granted: Granted, client: Client, standing: Standing) -> bool:
    """Offline access: asked, registered for, and consented (OpenID Connect Core section 11)."""
    return (
        OFFLINE_ACCESS in granted.scope
        and REFRESH in client.grant_types
        and OFFLINE_ACCESS in standing.consent.items
    )
