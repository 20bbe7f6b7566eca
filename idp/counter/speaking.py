"""The application speaks: words signed by the key of one phone, turned into the verbs of a counter.

Everything but an approval is a word of its own type that names its purpose, and counts once. An
approval is what every request of a phone is answered with; it says the transaction, the client, the
level and the nonce, so that an approval of anything else approves nothing here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from idp.accounts.turns import Turns
from idp.assurance.acr import acr
from idp.assurance.levels import Level
from idp.authorization.repository import TransactionRepository
from idp.consent.domain.page import Page
from idp.counter.answering import Answering
from idp.counter.approving import Approving
from idp.counter.asking import Asking
from idp.counter.domain.asked import Request
from idp.counter.domain.binding import could_be_number
from idp.counter.domain.needs import Need, needs, reaches
from idp.counter.domain.states import State
from idp.counter.domain.words import COUNTER, Purpose, digits_in, request_in, yes_of
from idp.counter.requests import Phone, Requests
from idp.counter.viewing import LANGUAGES, Shown, Viewing
from idp.factors.app_keys.service import AppKeys
from idp.factors.app_keys.signed_messages import DeviceContext, Expected
from idp.factors.callers import Caller
from idp.factors.domain import VerificationContext, VerifiedFactor
from idp.factors.pins import Pins
from idp.factors.service import Credentials
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from idp.platform.jose import unverified
from idp.platform.secrets import digest
from idp.sessions.domain import Event


@dataclass(frozen=True, slots=True)
class Heard:
    """A word that holds: whose phone said it, and what."""

    phone: Phone
    claims: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the phone is told of one request that waits: `acr` and `nonce` are to be signed.

    The nonce holds for `page` alone: for what the person is shown about consent. `reaches` is the
    most the counter can be told.
    """

    shown: Shown
    page: Page
    acr: str
    nonce: str
    need: Need
    reaches: Level


@dataclass(frozen=True)
class Speaking:
    database: Database
    issuer: str
    turns: Turns
    app_keys: AppKeys
    pins: Pins
    credentials: Credentials
    records: TransactionRepository
    requests: Requests
    asking: Asking
    viewing: Viewing
    answering: Answering
    approving: Approving

    def code(self, word: str) -> str | Refused:
        """The one-time code to show at a counter. Refused: as `_hear` and `Asking.show_code`."""
        heard = self._hear(word, Purpose.CODE)
        return heard if isinstance(heard, Refused) else self.asking.show_code(heard.phone)

    def waiting(self, word: str, *, lang: str) -> list[Told] | Refused:
        """What waits for an answer on this phone, in a language. Refused: as `_hear`."""
        heard = self._hear(word, Purpose.REQUESTS)
        if isinstance(heard, Refused):
            return heard
        return [self._told(shown, lang) for shown in self.viewing.waiting(heard.phone)]

    def number(self, word: str) -> Refused | None:
        """The number typed over. Refused: as `_hear` and `Answering.enter_number`.

        What cannot be a number is NOT_PROVEN and no try.
        """
        heard = self._hear(word, Purpose.NUMBER)
        if isinstance(heard, Refused):
            return heard
        txn, number = request_in(heard.claims), digits_in(heard.claims, "number")
        if txn is None or number is None or not could_be_number(number):
            return Refused(Reason.NOT_PROVEN)
        return self.answering.enter_number(heard.phone, txn, number)

    def denial(self, word: str) -> Refused | None:
        """The person's no. Refused: as `_hear` and `Answering.decline`."""
        heard = self._hear(word, Purpose.DENIAL)
        if isinstance(heard, Refused):
            return heard
        txn = request_in(heard.claims)
        return (
            Refused(Reason.NOT_FOUND) if txn is None else self.answering.decline(heard.phone, txn)
        )

    def approval(self, word: str) -> Event | Refused:
        """The person's yes, signed with the finger or the code of the phone.

        Refused: as `AppKeys.check_approval` and `Approving.approve`. UNMET_LEVEL: it counts, and
        a PIN may follow. PAGE_CHANGED: the phone showed something else than it would by now.
        """
        said = unverified(word)
        txn = None if said is None else request_in(said.claims)
        request = None if txn is None else self.requests.by_id(txn)
        if said is None or request is None:
            return Refused(Reason.NOT_FOUND)
        ready = self._ready(request)
        if isinstance(ready, Refused):
            return ready
        page = self._page(ready, said.claims.get("nonce"))
        if page is None:
            return Refused(Reason.PAGE_CHANGED)
        with self.database.transaction():
            # Before the key's own row: whoever ends means locks the account first.
            self.turns.take(request.subject_id)
            approved = self.app_keys.check_approval(word, expected=self._expected(ready, page))
            if isinstance(approved, Refused):
                return approved
            proven = VerifiedFactor(
                request.id,
                approved.subject_id,
                approved.piece,
                approved.credential_id,
                approved.proof_digest,
            )
            phone = Phone(request.subject_id, request.device_id)
            yes = replace(yes_of(said.claims), page=page.digest)
            return self.approving.approve(phone, request.id, [proven], yes)

    def pin(self, word: str) -> Event | Refused:
        """The PIN of a person whose phone approved already; not to be called in a transaction.

        Refused: as `_hear`, `Pins.verify` and `Approving.approve`; NOT_PROVEN before the approval,
        so that nobody tries PINs who cannot sign.
        """
        heard = self._hear(word, Purpose.PIN)
        if isinstance(heard, Refused):
            return heard
        txn, pin = request_in(heard.claims), digits_in(heard.claims, "pin")
        request = None if txn is None else self.requests.on(heard.phone, txn)
        if request is None:
            return Refused(Reason.NOT_FOUND)
        ready = self._ready(request)
        if isinstance(ready, Refused):
            return ready
        if pin is None or not self._approved_before(request):
            return Refused(Reason.NOT_PROVEN)
        ceremony = VerificationContext(
            request.id, request.asked_at, digest(request.device_id).hex()
        )
        # Whoever has a password guesses in browsers, and cannot close the way of a telephone.
        proven = self.pins.verify(
            ceremony,
            subject_id=request.subject_id,
            pin=pin,
            caller=Caller(proven=request.subject_id),
        )
        if isinstance(proven, Refused):
            return proven
        return self.approving.approve(heard.phone, request.id, [proven], yes_of(heard.claims))

    def _hear(self, word: str, purpose: Purpose) -> Heard | Refused:
        """Refused: as `AppKeys.authenticate`; NOT_PROVEN for a word said for something else."""
        asking = self.app_keys.authenticate(word, typ=COUNTER)
        if isinstance(asking, Refused):
            return asking
        if asking.claims.get("for") != purpose.value:
            return Refused(Reason.NOT_PROVEN)
        key = asking.credential
        return Heard(Phone(key.subject_id, key.id), asking.claims)

    def _page(self, shown: Shown, nonce: object) -> Page | None:
        """The page this nonce was given for; None when it was another than any of now.

        A nonce that is none of ours for this request is judged with the rest of the word.
        """
        request_id, pages = shown.request.id, [shown.page(lang) for lang in LANGUAGES]
        for page in pages:
            if nonce == self.asking.nonce(request_id, page.digest):
                return page
        told = self.asking.nonce(request_id, "").partition(".")[0]
        ours = isinstance(nonce, str) and nonce.partition(".")[0] == told
        return None if ours else pages[0]

    def _told(self, shown: Shown, lang: str) -> Told:
        request, page = shown.request, shown.page(lang)
        key = self.app_keys.shows(request.device_id, DeviceContext.COUNTER)
        held = self.credentials.pieces(request.subject_id)
        allowance = shown.allowance
        need = needs(shown.level, allowance, key=key, held=held)
        return Told(
            shown=shown,
            page=page,
            acr=acr(self.issuer, shown.level),
            nonce=self.asking.nonce(request.id, page.digest),
            need=need,
            reaches=reaches(need, allowance, key=key, held=held),
        )

    def _ready(self, request: Request) -> Shown | Refused:
        """The request, when it waits for a proof and nothing else."""
        closed = self.viewing.closed(request)
        if closed is not None:
            return closed
        if request.state is State.ASKED:
            return Refused(Reason.NUMBER_MISSING)
        return self.viewing.as_shown(request) or Refused(Reason.NOT_FOUND)

    def _expected(self, shown: Shown, page: Page) -> Expected:
        request = shown.request
        return Expected(
            txn=request.id,
            client_id=request.client_id,
            acr=acr(self.issuer, shown.level),
            nonce=self.asking.nonce(request.id, page.digest),
            way=DeviceContext.COUNTER,
            number=None,
            subject_id=request.subject_id,
            begun_at=request.asked_at,
            credential_id=request.device_id,
        )

    def _approved_before(self, request: Request) -> bool:
        evidence = self.records.evidence_of(request.id)
        return any(piece.credential_id == request.device_id for piece in evidence)
