"""Whether a person and a consent still stand behind a grant: asked at every use (G10, G11)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from idp.accounts.domain import AccountState
from idp.accounts.service import Accounts
from idp.consent.domain.asking import AUTHENTICATION
from idp.consent.domain.record import Consent
from idp.consent.service import Consents
from idp.history.domain import Happening
from idp.history.service import History
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.relying_parties.domain.client import Client
from idp.subjects.service import Subjects
from idp.tokens.domain.claims import guard, items_in, released, wanted
from idp.tokens.families import Family


@dataclass(frozen=True, slots=True)
class Standing:
    """An active account and the live consent to this client."""

    account_level: int | None
    consent: Consent


@dataclass(frozen=True)
class Standings:
    clock: Clock
    accounts: Accounts
    consents: Consents
    subjects: Subjects
    history: History

    def of(self, subject_id: Id, client: Client) -> Standing | Refused:
        """Refused: ACCOUNT_LOCKED, ACCOUNT_NOT_ACTIVATED, DECLINED (no live consent)."""
        state, level = self.accounts.standing_and_level(subject_id)
        if state is not AccountState.ACTIVE:
            locked = state is AccountState.LOCKED
            return Refused(Reason.ACCOUNT_LOCKED if locked else Reason.ACCOUNT_NOT_ACTIVATED)
        consent = self.consents.live(subject_id, client.client_id)
        if consent is None or AUTHENTICATION not in consent.items:
            return Refused(Reason.DECLINED)
        return Standing(level, consent)

    def claims(self, family: Family, standing: Standing, asked: Iterable[str]) -> dict[str, Any]:
        """Claims asked by name for an ID token, guarded and put down in history."""
        now = self.clock.now()
        names = wanted((), asked, standing.consent, now)
        if not names:
            return {}
        claims = released(self.subjects.identity(family.subject_id).data, names)
        guard(claims, standing.consent, now)
        self.tell_disclosed(family, standing.consent, claims)
        return claims

    def tell_disclosed(self, family: Family, consent: Consent, answer: Mapping[str, Any]) -> None:
        """History: which items left, each for which purpose, on which consent (D4.4)."""
        items = sorted(items_in(answer))
        self.history.append(
            Happening.ITEMS_DISCLOSED,
            subject_id=family.subject_id,
            client_id=family.client_id,
            transaction_id=family.granted.transaction_id,
            facts={
                "items": items,
                "purposes": {item: consent.purposes.get(item, "") for item in items},
                "consent_id": consent.id,
            },
        )
