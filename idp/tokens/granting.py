"""From a code to tokens, and from a refresh token to the next."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from idp.assurance.levels import Level, level_still_held
from idp.consent.domain.asking import OFFLINE_ACCESS
from idp.history.domain import Happening
from idp.history.service import History
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from idp.platform.secrets import random_token
from idp.relying_parties.domain.client import Client
from idp.relying_parties.service import RelyingParties
from idp.tokens.codes import Codes, Redeemed
from idp.tokens.demanding import Demanding
from idp.tokens.domain.demands import Demands
from idp.tokens.domain.grant import Grant, Granted, Minted
from idp.tokens.domain.lifetimes import ANSWERED_WITHIN
from idp.tokens.domain.rotation import (
    family_of,
    first,
    successor,
)
from idp.tokens.families import Families, Family
from idp.tokens.minting import Mint
from idp.tokens.shown_again import Shown, ShownAgain
from idp.tokens.standing import Standing, Standings
from idp.tokens.unanswered import NeverTold
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
    rotated_at: datetime | None = None
    """When the refresh token was put in place of the one before; None when it was before."""


@dataclass(frozen=True)
class Granting:
    database: Database
    clock: Clock
    codes: Codes
    families: Families
    mint: Mint
    standings: Standings
    demanding: Demanding
    relying_parties: RelyingParties
    history: History
    violations: Violations
    shown_again: ShownAgain
    never_told: NeverTold
    rotation_key: bytes = field(repr=False)

    def redeem(self, code: str, client: Client, *, redirect_uri: str | None) -> Minted | Refused:
        if not self.relying_parties.may_ask(client):
            return Refused(Reason.CLIENT_SUSPENDED)
        redeemed = None
        try:
            with self.database.transaction():
                redeemed = self.codes.redeem(
                    code, client_id=client.client_id, redirect_uri=redirect_uri
                )
                if redeemed is None:
                    return self._not_redeemed(code, client, redirect_uri)
                settled = self._begin(redeemed, client)
        except Exception:
            if redeemed is not None:
                self.never_told.note(redeemed.family_id, self.clock.now())
            raise
        self.never_told.told(redeemed.family_id)
        return settled if isinstance(settled, Refused) else self._minted(client, settled)

    def end_untold(self, family_id: Id) -> bool:
        """Whether the first tokens of a grant were surely given to nobody; they are ended then.

        Who asks again is as likely the honest one who got no answer: there is no case, and they
        begin again. Joins the verb that found the grant used.
        """
        family = self.families.by_id(family_id)
        if family is None or not self.never_told.take(family_id, self.clock.now()):
            return False
        if self.families.revoke(family_id):
            self._tell(Happening.TOKENS_REVOKED, family, reason=Reason.USED_BEFORE)
        return True

    def issue(self, grant: Grant, client: Client, *, family_id: Id) -> Minted | Refused:
        """Joins the verb that used up what stood for the grant."""
        if not self.relying_parties.may_ask(client):
            return Refused(Reason.CLIENT_SUSPENDED)
        with self.database.transaction():
            settled = self._begin(Redeemed(family_id, grant), client)
        return settled if isinstance(settled, Refused) else self._minted(client, settled)

    def refresh(
        self,
        token: str,
        client: Client,
        *,
        scope: tuple[str, ...] | None,
        resource: str | None,
        arrived_at: datetime | None,
    ) -> Minted | Refused:
        shown = Shown(token, client, arrived_at or self.clock.now())
        family_id = family_of(token)
        if family_id is None:
            return Refused(Reason.NOT_FOUND)
        if not self.relying_parties.may_ask(client):
            return Refused(Reason.CLIENT_SUSPENDED)
        if (refused := self._beyond(family_id, client, scope, resource)) is not None:
            return refused
        settled = self._rotated(family_id, shown, scope=scope, resource=resource)
        if isinstance(settled, Refused):
            return settled
        self.shown_again.date_lost()
        # To commit can take long as well.
        return self._minted(client, self._dated(settled))

    def _rotated(
        self,
        family_id: Id,
        shown: Shown,
        *,
        scope: tuple[str, ...] | None,
        resource: str | None,
    ) -> _Settled | Refused:
        made, rotated = successor(self.rotation_key, shown.token), None
        try:
            with self.database.transaction():
                rotated = self.families.rotate(
                    family_id, client_id=shown.client.client_id, shown=shown.token, made=made
                )
                family = rotated or self.shown_again.judge(family_id, shown, made)
                if isinstance(family, Refused):
                    return family
                settled = self._continue(family, shown.client, made, scope=scope, resource=resource)
                if rotated is None or isinstance(settled, Refused):
                    return settled
                self._tell_refreshed(rotated, settled.level)
                return self._dated(replace(settled, rotated_at=rotated.rotated_at))
        except Exception:
            if rotated is not None:
                # Perhaps it was committed all the same: whoever asked got no answer.
                self.shown_again.unanswered.note(family_id, made, self.clock.now())
            raise

    def _tell_refreshed(self, family: Family, level: Level) -> None:
        """Once a calendar day, with how many refreshes there were so far.

        A refresh is no use of the account by its person: it renews what one sign-in and one consent
        allowed. That a result was given, shown again or by others, and each item of data that is
        passed on has an entry each time (D17.2-1, D4.4).
        """
        if family.first_of_the_day:
            self._tell(
                Happening.TOKENS_REFRESHED, family, level=int(level), refreshes=family.generation
            )

    def _dated(self, settled: _Settled) -> _Settled:
        """Let the grace of a retry count from now, where the database kept the answer until now."""
        now, token = self.clock.now(), settled.refresh_token
        rotated_at = settled.rotated_at
        if rotated_at is None or token is None or now - rotated_at <= ANSWERED_WITHIN:
            return settled
        with self.database.transaction():
            self.families.date(settled.family.id, token, now)
        return replace(settled, rotated_at=now)

    def _begin(self, redeemed: Redeemed, client: Client) -> _Settled | Refused:
        grant = redeemed.grant
        standing = self.standings.while_present(
            grant.subject_id, client, session_id=grant.session_id
        )
        demands, level = self.demanding.of(client), Level(grant.level)
        if not isinstance(standing, Refused):
            standing = _meets(demands, grant, standing, held=level, resource=grant.resource)
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
        level = demands.level(grant, level)
        self._tell(Happening.TOKENS_ISSUED, family, level=int(level), offline=family.offline)
        return _Settled(
            family=family,
            standing=standing,
            level=level,
            scope=tuple(
                each for each in demands.scope(grant.scope) if token or each != OFFLINE_ACCESS
            ),
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
        elif known.seen.redirect_uri == redirect_uri and self.end_untold(known.family_id):
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
        if not client.scopes.issuperset(scope):
            return Refused(Reason.SCOPE_NOT_AVAILABLE)
        family = self.families.by_id(family_id)
        if family is None or family.client_id != client.client_id:
            return None
        wider = set(scope) - set(family.granted.scope)
        return Refused(Reason.SCOPE_NOT_AVAILABLE) if wider else None

    def _continue(
        self,
        family: Family,
        client: Client,
        made: str,
        *,
        scope: tuple[str, ...] | None,
        resource: str | None,
    ) -> _Settled | Refused:
        granted, demands = family.granted, self.demanding.of(client)
        held = level_still_held(Level(granted.level), granted.auth_time, self.clock.now())
        wanted = resource or granted.resource
        standing = self._still_offline(family, demands, held, wanted)
        if isinstance(standing, Refused):
            return standing
        return _Settled(
            family=family,
            standing=standing,
            level=demands.level(granted, held),
            scope=demands.scope(granted.scope if scope is None else scope),
            resource=wanted,
            refresh_token=made,
            nonce=None,
            claims=self.standings.claims(family, standing, granted.id_token_claims),
        )

    def _still_offline(
        self, family: Family, demands: Demands, held: Level, resource: str | None
    ) -> Standing | Refused:
        """A grant nobody stands behind any more, or that is too weak by now, ends for good."""
        client, granted = demands.client, family.granted
        standing = self.standings.of(family.subject_id, client)
        if isinstance(standing, Standing):
            if family.security_stamp != standing.security_stamp:
                standing = Refused(Reason.EXPIRED)
            elif _may_refresh(granted, client, standing):
                standing = _meets(demands, granted, standing, held=held, resource=resource)
            else:
                standing = Refused(Reason.DECLINED)
        if isinstance(standing, Standing):
            return standing
        if self.families.revoke(family.id):
            self._tell(Happening.TOKENS_REVOKED, family, reason=standing.reason)
        return standing

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


def _meets(
    demands: Demands, granted: Granted, standing: Standing, *, held: Level, resource: str | None
) -> Standing | Refused:
    """The standing, where the sign-in is what the client demands today, and of its resources."""
    unmet = demands.why_unmet(granted, held=held, account_level=standing.account_level)
    if unmet is None and demands.reaches(resource):
        return standing
    return Refused(unmet or Reason.NOT_AUTHORISED)


def _may_refresh(granted: Granted, client: Client, standing: Standing) -> bool:
    """Offline access: asked, registered for, and consented (OpenID Connect Core section 11)."""
    return (
        OFFLINE_ACCESS in granted.scope
        and OFFLINE_ACCESS in client.scopes
        and REFRESH in client.grant_types
        and OFFLINE_ACCESS in standing.consent.items
    )
