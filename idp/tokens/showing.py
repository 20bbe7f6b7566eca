"""What an access token is answered: claims at userinfo, its state at introspection."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from idp.assurance.levels import Level, level_still_held
from idp.history.domain import Happening
from idp.history.service import History
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from idp.platform.keyring import Keyring
from idp.platform.secrets import constant_time_equal
from idp.policy.domain import Switch
from idp.policy.exceptions import exception_for
from idp.policy.service import Policy
from idp.relying_parties.domain.client import Client
from idp.relying_parties.domain.disclosure import ABOUT_THE_SIGN_IN
from idp.relying_parties.service import RelyingParties
from idp.subjects.service import Subjects
from idp.tokens.behind import IDENTITY
from idp.tokens.demanding import Demanding
from idp.tokens.denied import Denied
from idp.tokens.domain.claims import guard, items_in, matches, released, wanted
from idp.tokens.domain.demands import Demands
from idp.tokens.domain.grant import MATCHES, Granted
from idp.tokens.domain.rotation import family_of, token_digest
from idp.tokens.families import Families, Family
from idp.tokens.minting import ACCESS_TOKEN_TYPE, ID_TOKEN_TYPE
from idp.tokens.standing import Standing, Standings
from idp.violations.domain import ViolationKind
from idp.violations.service import Violations

INACTIVE: Final[Mapping[str, Any]] = {"active": False}
"""All that anybody but the client of issue learns (RFC 7662 section 2.2, hostile case L01)."""


@dataclass(frozen=True, slots=True)
class _Behind:
    """A live family and the row of what stands behind it."""

    family: Family
    row: Mapping[str, Any]


@dataclass(frozen=True)
class Showing:
    database: Database
    clock: Clock
    keyring: Keyring
    issuer: str
    families: Families
    denied: Denied
    standings: Standings
    demanding: Demanding
    subjects: Subjects
    relying_parties: RelyingParties
    violations: Violations
    history: History
    policy: Policy

    def userinfo(self, access_token: str) -> Mapping[str, Any] | Refused:
        said = self.keyring.verify(access_token, typ=ACCESS_TOKEN_TYPE)
        if said is None or said["aud"] != self.issuer or self._has_ended(said):
            return Refused(Reason.NOT_PROVEN)
        scope = said.get("scope", "").split()
        if "openid" not in scope:
            return Refused(Reason.SCOPE_NOT_AVAILABLE)
        behind = self._behind(said)
        client = self.relying_parties.client(said["client_id"])
        if behind is None or client is None or not self.relying_parties.may_ask(client):
            return Refused(Reason.NOT_PROVEN)
        standing = self.standings.read(behind.row)
        if isinstance(standing, Refused):
            return standing
        demands = self.demanding.of(client)
        if not _met(demands, behind.family.granted, said, standing.account_level):
            return Refused(Reason.NOT_PROVEN)
        scope = list(demands.scope(tuple(scope)))
        return self._answer(said, scope, behind, standing.approved_for(client))

    def inspect(self, token: str, client: Client) -> Mapping[str, Any]:
        if not self.relying_parties.may_ask(client):
            return INACTIVE
        if family_of(token) is not None:
            return self._inspect_refresh(token, client)
        said = self.keyring.verify(token, typ=ACCESS_TOKEN_TYPE)
        if said is None:
            self.notice_id_token(token, client)
            return INACTIVE
        if said["client_id"] != client.client_id:
            return self._by_law(said, client)
        demands = self.demanding.of(client)
        if self._has_ended(said) or not self._stands(said, demands):
            return INACTIVE
        scope = demands.scope(tuple(said.get("scope", "").split()))
        return {"active": True, "token_type": "Bearer", **said, "scope": " ".join(scope)}

    def _by_law(self, said: Mapping[str, Any], client: Client) -> Mapping[str, Any]:
        """What a party learns of another's token: nothing, unless the register of exceptions says.

        What is told by an exception is in the person's history each time (D19.4-1).
        """
        issued_to = said["client_id"]
        exception = exception_for(
            self.policy.value(Switch.SHARING_EXCEPTIONS),
            issued_to=issued_to,
            recipient=client.client_id,
            today=self.clock.now().date(),
        )
        if exception is None:
            self.shown_by_other(issued_to, client, said["jti"])
            return INACTIVE
        family, owner = self._family(said["jti"]), self.relying_parties.client(issued_to)
        if family is None or owner is None or self._has_ended(said):
            return INACTIVE
        if not self._stands(said, self.demanding.of(owner)):
            return INACTIVE
        told = {name: said[name] for name in sorted(exception.data) if name in said}
        self.history.append(
            Happening.RESULT_SHARED_BY_LAW,
            subject_id=family.subject_id,
            client_id=issued_to,
            transaction_id=family.granted.transaction_id,
            facts={"recipient": client.client_id, "basis": exception.basis, "data": list(told)},
        )
        return {"active": True, "client_id": issued_to, "exp": said["exp"], **told}

    def shown_by_other(self, issued_to: str, client: Client, jti: str) -> None:
        """An access token: a violation case that names both parties and the person (D19.4-1)."""
        with self.database.transaction():
            family = self._family(jti)
            whose = None if family is None else family.subject_id
            self._open_case(issued_to, client, whose, {"jti": jti})

    def refresh_shown_by_other(self, family: Family, client: Client) -> None:
        """The same of a refresh token, which its family names."""
        self._open_case(family.client_id, client, family.subject_id, {"family": family.id})

    def _open_case(
        self, issued_to: str, client: Client, subject_id: Id | None, evidence: Mapping[str, str]
    ) -> None:
        self.violations.open(
            ViolationKind.TOKEN_SHOWN_BY_OTHER,
            issued_to=issued_to,
            shown_by=client.client_id,
            subject_id=subject_id,
            evidence=evidence,
        )

    def _answer(
        self, said: Mapping[str, Any], scope: list[str], behind: _Behind, standing: Standing
    ) -> dict[str, Any]:
        now, family = self.clock.now(), behind.family
        asked = family.granted.userinfo_claims
        names = wanted(scope, asked, standing.consent, now)
        answer: dict[str, Any] = {"sub": said["sub"]}
        about = {"account_level": standing.account_level, **said}
        answer |= {
            name: about[name]
            for name in ABOUT_THE_SIGN_IN.intersection(asked)
            if about.get(name) is not None
        }
        if names or family.comparisons_sealed is not None:
            data = self.subjects.opened(behind.row, IDENTITY).data
            answer |= released(data, names)
            compared = self.families.comparisons(family)
            if found := matches(data, compared, standing.consent, now):
                answer[MATCHES] = found
        guard(answer, standing.consent, now)
        self._note_first(said["jti"], family, standing, answer)
        return answer

    def _note_first(
        self, jti: str, family: Family, standing: Standing, answer: Mapping[str, Any]
    ) -> None:
        """The first answer to each access token is history; repeats disclose nothing new."""
        if family.seen_jti == jti or not items_in(answer):
            return
        with self.database.transaction():
            if self.families.see(family.id, jti):
                self.standings.tell_disclosed(family, standing.consent, answer)

    def _inspect_refresh(self, token: str, client: Client) -> Mapping[str, Any]:
        family = self._family(token)
        if family is None or family.last_digest is None:
            return INACTIVE
        if not constant_time_equal(token_digest(token), family.last_digest):
            return INACTIVE
        if family.client_id != client.client_id:
            self.refresh_shown_by_other(family, client)
            return INACTIVE
        granted, demands = family.granted, self.demanding.of(client)
        held = level_still_held(Level(granted.level), granted.auth_time, self.clock.now())
        found = self.families.account_behind(family.id)
        account = None if found is None else self.standings.account(found[1])
        if account is None or demands.why_unmet(granted, held=held, account_level=account.level):
            return INACTIVE
        scope = " ".join(demands.scope(granted.scope))
        return {"active": True, "client_id": family.client_id, "scope": scope}

    def notice_id_token(self, token: str, client: Client) -> None:
        """Somebody else's ID token is a result passed on, whatever it was shown for."""
        said = self.keyring.verify(token, typ=ID_TOKEN_TYPE)
        if said is not None and said.get("aud") != client.client_id:
            self._open_case(str(said.get("aud")), client, None, {"txn": str(said.get("txn"))})

    def result_in(self, token: str) -> str | None:
        """The client a result of ours was issued to; None for a text that is none."""
        said = self.keyring.verify(token, typ=ACCESS_TOKEN_TYPE)
        if said is not None:
            return str(said["client_id"])
        said = self.keyring.verify(token, typ=ID_TOKEN_TYPE)
        return None if said is None else str(said.get("aud"))

    def shown_as_factor(self, token: str, client: Client) -> None:
        """Open the case of a client that shows such a result as a grant; one while it is open."""
        self.violations.open(
            ViolationKind.RESULT_AS_FACTOR,
            issued_to=self.result_in(token),
            shown_by=client.client_id,
        )

    def _has_ended(self, said: Mapping[str, Any]) -> bool:
        return bool(self.clock.now().timestamp() >= said["exp"])

    def _stands(self, said: Mapping[str, Any], demands: Demands) -> bool:
        """Whether somebody still stands behind a token, and its client may be given it today.

        `demands` are those of the client of issue.
        """
        family_id, dot, _ = said["jti"].partition(".")
        if not dot:
            return demands.reaches(self._resource(said)) and not self.denied.holds(said["jti"])
        found = self.families.account_behind(family_id)
        account = None if found is None else self.standings.account(found[1])
        if found is None or account is None or not demands.reaches(self._resource(said)):
            return False
        return _met(demands, found[0], said, account.level)

    def _resource(self, said: Mapping[str, Any]) -> str | None:
        """The resource a token is for, None where that is our own userinfo."""
        audience: str = said["aud"]
        return None if audience == self.issuer else audience

    def _family(self, jti: str) -> Family | None:
        family_id, dot, _ = jti.partition(".")
        return self.families.by_id(family_id) if dot else None

    def _behind(self, said: Mapping[str, Any]) -> _Behind | None:
        """The family that lives, and all that stands behind it, in one read."""
        family_id, dot, _ = said["jti"].partition(".")
        found = self.families.with_all_behind(family_id) if dot else None
        return None if found is None or found[0].revoked_at is not None else _Behind(*found)


def _met(
    demands: Demands, granted: Granted, said: Mapping[str, Any], account_level: int | None
) -> bool:
    """Whether a token's sign-in is what its client demands today; the token names its level."""
    held = Level(said.get("assurance_level", Level.NONE))
    return demands.why_unmet(granted, held=held, account_level=account_level) is None
