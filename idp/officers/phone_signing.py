"""Signing a decision with the key of the application on the officer's telephone.

The page of the desk offers a picture and a number; the telephone gets the statement itself, shows
it, and signs its digest when the number was typed there. Then the page goes on, and
`SignedDecisions` verifies and keeps the signature like that of a passkey, once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from idp.factors.app_keys.request import Stage
from idp.factors.app_keys.signatures import AppKeySignatures
from idp.factors.domain import Credential
from idp.kernel.actors import Officer
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.officers.decision_signatures import DecisionSignatures
from idp.officers.decisions import SignedDecisions, SigningTurn
from idp.officers.phone_requests import PhonePage, PhoneRequests, page_of
from idp.officers.service import Officers


@dataclass(frozen=True, slots=True)
class PhoneTurn:
    """What the page shows. `handle`: None once a telephone has it; `signed`: it has signed."""

    turn: SigningTurn
    handle: str | None
    number: str
    until: datetime
    signed: bool


@dataclass(frozen=True)
class PhoneSigning:
    officers: Officers
    app_keys: AppKeySignatures
    phones: PhoneRequests
    decisions: SignedDecisions
    proofs: DecisionSignatures

    def keys(self, officer: Officer) -> tuple[Credential, ...]:
        """The officer's keys that may sign here and now, without those added in this session."""
        if not self.officers.signs_on_phone:
            return ()
        able = self.app_keys.able(officer.subject_id)
        return tuple(each for each in able if each.enrolled_at < officer.authenticated_at)

    def ask(
        self,
        decision_id: Id,
        officer: Officer,
        write: Callable[[SigningTurn], Mapping[str, Any]],
    ) -> PhoneTurn | Refused:
        """A new request for the telephone, or the one that a telephone has.

        `write` gives the texts that the telephone shows. Refused as `SignedDecisions.page`;
        UNMET_LEVEL without a key that may sign.
        """
        found = self._turn(decision_id, officer)
        if isinstance(found, Refused):
            return found
        turn, page = found
        if not self.keys(officer):
            return Refused(Reason.UNMET_LEVEL)
        taken = self.phones.open_request(page)
        if taken is not None:
            signed = taken.stage is Stage.APPROVED
            return PhoneTurn(turn, None, taken.number or "", taken.expires_at, signed)
        words = self.proofs.statement_for(
            turn.decision, turn.act, page.signer, session_id=officer.session_id
        )
        offer = self.phones.offer(page, words, level=officer.level, shown=write(turn))
        return PhoneTurn(turn, offer.handle, offer.number or "", offer.scan_by, signed=False)

    def stage(self, decision_id: Id, officer: Officer) -> Stage:
        """How far the telephone is with the request of this page; OVER for who may not sign."""
        signer = self.officers.signer(officer)
        if isinstance(signer, Refused):
            return Stage.OVER
        return self.phones.stage(page_of(decision_id, signer, officer))

    def _turn(self, decision_id: Id, officer: Officer) -> tuple[SigningTurn, PhonePage] | Refused:
        signer = self.officers.signer(officer)
        if isinstance(signer, Refused):
            return signer
        turn = self.decisions.turn(decision_id, signer)
        if isinstance(turn, Refused):
            return turn
        return turn, page_of(decision_id, signer, officer)
