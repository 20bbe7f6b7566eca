"""Misuse of results: by another client, or as a factor; a violation case each (D19.4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from idp.kernel.ids import Id
from idp.platform.database import Database
from idp.platform.keyring import Keyring
from idp.relying_parties.domain.client import Client
from idp.tokens.domain.access_token import family_id_in
from idp.tokens.families import Families, Family
from idp.tokens.signing import ACCESS_TOKEN_TYPE, ID_TOKEN_TYPE
from idp.violations.domain import ViolationKind
from idp.violations.service import Violations


@dataclass(frozen=True)
class ResultMisuse:
    database: Database
    keyring: Keyring
    families: Families
    violations: Violations

    def report_access_token(self, issued_to: str, client: Client, jti: str) -> None:
        """An access token: a violation case that names both parties and the person (D19.4-1)."""
        with self.database.transaction():
            family_id = family_id_in(jti)
            family = None if family_id is None else self.families.by_id(family_id)
            whose = None if family is None else family.subject_id
            self._open_case(issued_to, client, whose, {"jti": jti})

    def report_refresh_token(self, family: Family, client: Client) -> None:
        """A refresh token of another client, by its family."""
        self._open_case(family.client_id, client, family.subject_id, {"family": family.id})

    def report_id_token(self, token: str, client: Client) -> None:
        """Open a case for an ID token presented by a client that is not its audience."""
        claims = self.keyring.verify(token, typ=ID_TOKEN_TYPE)
        if claims is not None and claims.get("aud") != client.client_id:
            self._open_case(str(claims.get("aud")), client, None, {"txn": str(claims.get("txn"))})

    def report_result_as_factor(self, token: str, client: Client) -> None:
        """Open a case for a client that presents a result as a grant; one while it is open."""
        self.violations.open(
            ViolationKind.RESULT_AS_FACTOR,
            issued_to=self.client_of_result(token),
            actor=client.acting,
        )

    def client_of_result(self, token: str) -> str | None:
        """The client of an own ID or access token; None for any other text."""
        claims = self.keyring.verify(token, typ=ACCESS_TOKEN_TYPE)
        if claims is not None:
            return str(claims["client_id"])
        claims = self.keyring.verify(token, typ=ID_TOKEN_TYPE)
        return None if claims is None else str(claims.get("aud"))

    def _open_case(
        self, issued_to: str, client: Client, subject_id: Id | None, evidence: Mapping[str, str]
    ) -> None:
        self.violations.open(
            ViolationKind.TOKEN_SHOWN_BY_OTHER,
            issued_to=issued_to,
            actor=client.acting,
            subject_id=subject_id,
            evidence=evidence,
        )
