"""PINs: a few digits that the server verifies, argon2id over a keyed digest.

Six digits are a million guesses, which no hash makes expensive enough against a stolen database. So
the PIN is first digested with a key that is not in the database. And the tries are few (`WAITS`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final, NamedTuple

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from idp.accounts.domain import Basis
from idp.assurance.kinds import EvidenceKind, Means, kinds_of
from idp.factors.argon2id import Argon2id, Checked
from idp.factors.callers import OWNER, UNKNOWN_CALLER, Caller, KnownBrowsers
from idp.factors.domain import (
    UNPROVEN,
    Binding,
    Credential,
    CredentialKind,
    StoredCredential,
    ThrottledSecret,
    VerificationContext,
    VerifiedFactor,
    credential_from,
    enrolled_in_this_sign_in,
)
from idp.factors.pin_rules import easy_to_guess, well_formed
from idp.factors.second_step_letters import SecondStepLetters
from idp.factors.service import Credentials
from idp.factors.tables import CREDENTIAL, PIN
from idp.factors.throttling import AttemptThrottle
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database, Prepared, prefixed
from idp.platform.fair_queue import Share
from idp.platform.hashing import Busy, HashingPool
from idp.platform.secrets import digest, keyed_digest


class _Held(NamedTuple):
    hash: str
    credential: StoredCredential


_HELD: Final = Prepared(
    select(PIN.c.hash, *prefixed(CREDENTIAL, "credential_"))
    .select_from(PIN)
    .join(CREDENTIAL, CREDENTIAL.c.id == PIN.c.credential_id)
    .where(PIN.c.subject_id == bindparam("subject")),
    _Held,
)
_NEW: Final = insert(PIN)
_PUT: Final = _NEW.on_conflict_do_update(
    index_elements=[PIN.c.subject_id],
    set_={"credential_id": _NEW.excluded.credential_id, "hash": _NEW.excluded.hash},
)
_REHASH: Final = (
    update(PIN)
    .where(PIN.c.subject_id == bindparam("subject"), PIN.c.credential_id == bindparam("credential"))
    .values(hash=bindparam("renewed"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentedPin:
    """The PIN of an identified person."""

    subject_id: Id
    pin: str = field(repr=False)
    caller: Caller = UNKNOWN_CALLER


@dataclass(frozen=True)
class Pins:
    """`digest_key`: 32 bytes from the keyring. `hashing` is the pool that passwords use too."""

    kinds: ClassVar[frozenset[EvidenceKind]] = kinds_of(Means.PIN)

    database: Database
    clock: Clock
    hashing: HashingPool
    throttle: AttemptThrottle
    credentials: Credentials
    known_browsers: KnownBrowsers
    letters: SecondStepLetters
    argon2id: Argon2id
    digest_key: bytes

    def verify(
        self,
        context: VerificationContext,
        presented: PresentedPin,
    ) -> VerifiedFactor | Refused:
        """Check a PIN; for a person without one it costs the same.

        A try counts on the counter of the browser, if this PIN was proven there before
        (`KnownBrowsers.counter`). Refused: PIN_MALFORMED (not counted, for known and unknown
        people), NOT_PROVEN, TOO_MANY_TRIES (`retry_at`), BUSY (the try is not counted),
        CREDENTIAL_FLAGGED, ENROLLED_IN_THIS_SIGN_IN, MEANS_DISABLED. Call it outside a transaction.
        """
        if not self.credentials.allowed(CredentialKind.PIN):
            return Refused(Reason.MEANS_DISABLED)
        subject_id, pin = presented.subject_id, presented.pin
        if not well_formed(pin):
            return Refused(Reason.PIN_MALFORMED)
        hashed, credential = self._held(subject_id)
        counted = self.throttle.acquire(
            self._counter(presented.caller, subject_id, credential), ThrottledSecret.PIN
        )
        if isinstance(counted, Refused):
            return counted
        try:
            checked = self._check(subject_id, hashed, pin)
        except Busy:
            self.throttle.release(counted)
            return Refused(Reason.BUSY)
        with self.database.transaction():
            answer = self._answer(context, credential, checked)
            if isinstance(answer, VerifiedFactor):
                self.throttle.reset(counted.key, ThrottledSecret.PIN)
                return answer
            self.letters.note(subject_id, [counted])
            refused = self.credentials.record_refusal(
                answer, means=Means.PIN, context=context, subject_id=subject_id
            )
            return self.throttle.with_tries_left(refused, counted)

    def set(
        self,
        subject_id: Id,
        pin: str,
        *,
        binding: Binding = UNPROVEN,
        context_words: Sequence[str] = (),
        by: Basis | None = None,
    ) -> Credential | Refused:
        """Set or replace a person's PIN.

        `context_words` are what a guesser knows of the person. `by` is the session that asks, and
        goes on. Refused: PIN_MALFORMED, PIN_TOO_WEAK, BUSY, MEANS_DISABLED, and as
        `Credentials.begin_replacing`.
        """
        if not self.credentials.allowed(CredentialKind.PIN):
            return Refused(Reason.MEANS_DISABLED)
        if not well_formed(pin):
            return Refused(Reason.PIN_MALFORMED)
        if easy_to_guess(pin, known=context_words):
            return Refused(Reason.PIN_TOO_WEAK)
        try:
            hashed = self.hashing.run_for(OWNER, self.argon2id.hash, self._keyed(subject_id, pin))
        except Busy:
            return Refused(Reason.BUSY)
        return self._replace(subject_id, hashed, binding, by)

    def _counter(self, caller: Caller, subject_id: Id, held: Credential | None) -> bytes:
        shared = f"subject:{subject_id}"
        if held is None:
            return digest(shared)
        return self.known_browsers.counter(caller, subject_id, held.id, shared=shared)

    def _held(self, subject_id: Id) -> tuple[str, Credential | None]:
        row = self.database.one(_HELD, subject=subject_id)
        if row is None:
            return self.argon2id.unmatched, None
        return row.hash, credential_from(row.credential)

    def _check(self, subject_id: Id, hashed: str, pin: str) -> Checked:
        # A PIN is asked for after another factor, so the caller is identified.
        share = Share(known=True, source=str(subject_id))
        compare = self.argon2id.compare
        return self.hashing.run_for(share, compare, hashed, self._keyed(subject_id, pin))

    def _keyed(self, subject_id: Id, pin: str) -> str:
        return keyed_digest(self.digest_key, f"{subject_id}:{pin}").hex()

    def _answer(
        self, context: VerificationContext, credential: Credential | None, checked: Checked
    ) -> VerifiedFactor | Reason:
        if credential is None or not checked.right:
            return Reason.NOT_PROVEN
        if credential.disabled_at is not None:
            return Reason.CREDENTIAL_FLAGGED
        if enrolled_in_this_sign_in(credential.enrolled_at, context):
            return Reason.ENROLLED_IN_THIS_SIGN_IN
        if not self.credentials.record_use(credential.id):
            return Reason.NOT_PROVEN
        if checked.renewed is not None:
            self.database.execute(
                _REHASH,
                subject=credential.subject_id,
                credential=credential.id,
                renewed=checked.renewed,
            )
        # A PIN is not used up, so its proof digest is of the sign-in: one in each.
        spent = digest(f"pin:{credential.id}:{context.transaction_id}")
        shown = credential.piece(EvidenceKind.PIN, self.clock.now())
        return VerifiedFactor(
            context.transaction_id, credential.subject_id, shown, credential.id, spent
        )

    def _replace(
        self, subject_id: Id, hashed: str, binding: Binding, by: Basis | None
    ) -> Credential | Refused:
        credential = Credential(new_id(), subject_id, CredentialKind.PIN, "", self.clock.now())
        with self.database.transaction():
            replaced = self.credentials.begin_replacing(subject_id, credential.kind, by)
            if isinstance(replaced, Refused):
                return replaced
            bound = self.credentials.bind(credential, binding)
            self.credentials.replace(replaced, bound)
            # The person's one row is locked first, so that of two changes at once the later one
            # wins.
            self.database.execute(
                _PUT, subject_id=subject_id, credential_id=credential.id, hash=hashed
            )
            return self.credentials.enrol(bound, binding, replaced=replaced, by=by)
