"""One-time codes of an authenticator app (RFC 6238: SHA-1, six digits, thirty seconds).

The only module that imports pyotp. A time step counts once for the life of the credential.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import ClassVar, Final, NamedTuple

import pyotp
from sqlalchemy import bindparam, insert, select, update

from idp.accounts.domain import Basis, basis_from, to_document
from idp.accounts.service import Accounts
from idp.assurance.kinds import EvidenceKind, Means, kinds_of
from idp.factors.callers import UNKNOWN_CALLER, Caller, KnownBrowsers
from idp.factors.change_endings import ChangeEndings
from idp.factors.domain import (
    UNPROVEN,
    Binding,
    Credential,
    CredentialKind,
    Enrolment,
    StoredCredential,
    ThrottledSecret,
    VerificationContext,
    VerifiedFactor,
    credential_from,
    enrolled_in_this_sign_in,
    is_six_digits,
)
from idp.factors.second_step_letters import SecondStepLetters
from idp.factors.service import Credentials
from idp.factors.tables import CREDENTIAL, TOTP
from idp.factors.throttling import AttemptThrottle, CountedAttempt
from idp.kernel.clock import Clock
from idp.kernel.ids import ABSENT_SUBJECT, Id, new_id
from idp.kernel.names import PRODUCT
from idp.kernel.refusals import Reason, Refused
from idp.one_time.domain import OneTimeToken, OneTimeTokenKind
from idp.one_time.service import OneTimeTokens
from idp.platform.database import Database, Prepared, prefixed
from idp.platform.secrets import constant_time_equal, digest
from idp.subjects.service import Subjects

_DRIFT: Final = 1
"""Time steps a phone's clock may be early or late: one for the way there, as RFC 6238 section 5.2
recommends at most."""
_DIGITS: Final = 6
_STEP_SECONDS: Final = 30
_ENROLMENT_FOR: Final = timedelta(minutes=15)
_LABEL_LENGTH: Final = 64


class _Held(NamedTuple):
    credential: StoredCredential
    secret_sealed: bytes


_HELD: Final = Prepared(
    select(*prefixed(CREDENTIAL, "credential_"), TOTP.c.secret_sealed)
    .select_from(TOTP)
    .join(CREDENTIAL, CREDENTIAL.c.id == TOTP.c.credential_id)
    .where(TOTP.c.subject_id == bindparam("subject"))
    .order_by(CREDENTIAL.c.enrolled_at),
    _Held,
)
_SPEND: Final = Prepared(
    update(TOTP)
    .where(TOTP.c.credential_id == bindparam("credential"), TOTP.c.last_step < bindparam("step"))
    .values(last_step=bindparam("step"))
)
_INSERT: Final = insert(TOTP)


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentedCode:
    """A one-time code of an identified person."""

    subject_id: Id
    code: str = field(repr=False)
    caller: Caller = UNKNOWN_CALLER


@dataclass(frozen=True)
class OneTimeCodes:
    """`issuer_name` is what the person's app shows beside the account."""

    kinds: ClassVar[frozenset[EvidenceKind]] = kinds_of(Means.TOTP)

    database: Database
    clock: Clock
    subjects: Subjects
    accounts: Accounts
    one_time_tokens: OneTimeTokens
    throttle: AttemptThrottle
    credentials: Credentials
    known_browsers: KnownBrowsers
    endings: ChangeEndings
    letters: SecondStepLetters
    issuer_name: str = PRODUCT

    def verify(
        self,
        context: VerificationContext,
        presented: PresentedCode,
    ) -> VerifiedFactor | Refused:
        """Check a code and use up its time step (RFC 6238 section 5.2).

        A try counts against each application of the person, on the counter of the browser if that
        application was proven there before (`KnownBrowsers.counter`). Refused: CODE_MALFORMED (not
        counted, for known and unknown people), NOT_PROVEN, USED_BEFORE, TOO_MANY_TRIES
        (`retry_at`), CREDENTIAL_FLAGGED, ENROLLED_IN_THIS_SIGN_IN, MEANS_DISABLED. Call it outside
        a transaction.
        """
        if not self.credentials.allowed(CredentialKind.TOTP):
            return Refused(Reason.MEANS_DISABLED)
        subject_id, code = presented.subject_id, presented.code
        if not is_six_digits(code.replace(" ", "")):
            return Refused(Reason.CODE_MALFORMED)
        shared = digest(f"subject:{subject_id}")
        counted = self.acquire(subject_id, presented.caller, otherwise=shared)
        if isinstance(counted, Refused):
            return counted
        with self.database.transaction():
            answer = self.verify_counted(context, subject_id, code, counted)
            if isinstance(answer, VerifiedFactor):
                return answer
            self.letters.note(subject_id, counted.values())
            refused = self.credentials.record_refusal(
                answer, means=Means.TOTP, context=context, subject_id=subject_id
            )
            return self.throttle.with_tries_left(
                refused, max(counted.values(), key=lambda each: each.tries)
            )

    def acquire(
        self, subject_id: Id | None, caller: Caller, *, otherwise: bytes
    ) -> dict[Id, CountedAttempt] | Refused:
        """Count one try against each application of the person; returns those not closed, by id.

        Proving one application gives no tries at another one. `otherwise` is the counter where
        there is no application. Refused TOO_MANY_TRIES (`retry_at`: when the first of them opens).
        Call it outside a transaction.
        """
        held = self.database.all(_HELD, subject=subject_id or ABSENT_SUBJECT)
        keys = {row.credential.id: self._counter(caller, row.credential) for row in held} or {
            ABSENT_SUBJECT: otherwise
        }
        tried = {
            each: self.throttle.acquire(key, ThrottledSecret.TOTP) for each, key in keys.items()
        }
        counted = {
            each: attempt for each, attempt in tried.items() if not isinstance(attempt, Refused)
        }
        closed = [each for each in tried.values() if isinstance(each, Refused)]
        if counted or not closed:
            return counted
        return min(closed, key=lambda each: each.retry_at or self.clock.now())

    def _counter(self, caller: Caller, held: StoredCredential) -> bytes:
        shared = f"credential:{held.id}"
        return self.known_browsers.counter(caller, held.subject_id, held.id, shared=shared)

    def matches(self, subject_id: Id | None, code: str) -> bool:
        """Whether an application of this person shows the code now; it is not used up."""
        rows = self.database.all(_HELD, subject=subject_id or ABSENT_SUBJECT)
        steps = [self._step(self._open(row), code) for row in rows]
        return any(steps)

    def verify_counted(
        self,
        context: VerificationContext,
        subject_id: Id,
        code: str,
        counted: Mapping[Id, CountedAttempt],
    ) -> VerifiedFactor | Reason:
        """Use a code up, of a try counted by `acquire`. Refused as `verify`."""
        answer = self._answer(context, subject_id, code, counted)
        if isinstance(answer, VerifiedFactor):
            for each, attempt in counted.items():
                if each == answer.credential_id:
                    self.throttle.reset(attempt.key, ThrottledSecret.TOTP)
                else:
                    self.throttle.release(attempt)
        return answer

    def begin(self, subject_id: Id, *, label: str, by: Basis | None = None) -> Enrolment:
        """A new secret for an app; it is enrolled by a right code.

        `by` is the session that asks; the secret is invalid once that has ended.
        """
        secret = pyotp.random_base32()
        handle = self.one_time_tokens.issue(
            OneTimeTokenKind.TOTP_ENROLMENT,
            audience=subject_id,
            valid_for=_ENROLMENT_FOR,
            subject_id=subject_id,
            content={
                "secret": secret,
                "label": label[:_LABEL_LENGTH],
                **({} if by is None else to_document(by)),
            },
        )
        return self._begun(subject_id, handle, secret)

    def begun(self, subject_id: Id, handle: str, *, by: Basis | None) -> Enrolment | None:
        """The secret that `begin` made under this handle, to be shown again while it can be used.

        Only in the session it was made in (`by`), with unchanged credentials since; else None.
        """
        token = self.one_time_tokens.peek(
            OneTimeTokenKind.TOTP_ENROLMENT, handle, audience=subject_id
        )
        if token is None or basis_from(token.content, subject_id) != by:
            return None
        return self._begun(subject_id, handle, token.content["secret"])

    def _begun(self, subject_id: Id, handle: str, secret: str) -> Enrolment:
        account = self.accounts.by_subject(subject_id)
        name = account.username if account else ""
        uri = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=self.issuer_name)
        return Enrolment(handle, secret, uri)

    def confirm(
        self, subject_id: Id, *, handle: str, code: str, binding: Binding = UNPROVEN
    ) -> Credential | Refused:
        """Enrol the app with a right code, whose time step is used up.

        Refused: NOT_PROVEN (try again with the same handle), EXPIRED (begin again), USED_BEFORE,
        MEANS_DISABLED, and as `Credentials.begin_adding`.
        """
        if not self.credentials.allowed(CredentialKind.TOTP):
            return Refused(Reason.MEANS_DISABLED)
        with self.database.transaction():
            begun = self.one_time_tokens.peek(
                OneTimeTokenKind.TOTP_ENROLMENT, handle, audience=subject_id
            )
            if begun is None:
                return Refused(Reason.EXPIRED)
            by = basis_from(begun.content, subject_id)
            refused = self.credentials.begin_adding(subject_id, CredentialKind.TOTP, by)
            if refused is not None:
                return refused
            step = self._step(begun.content["secret"], code)
            if step is None:
                return Refused(Reason.NOT_PROVEN)
            token = self.one_time_tokens.consume(
                OneTimeTokenKind.TOTP_ENROLMENT, handle, audience=subject_id, subject_id=subject_id
            )
            if isinstance(token, Refused):
                return token
            return self._enrol(subject_id, token, step, binding, by)

    def _answer(
        self, context: VerificationContext, subject_id: Id, code: str, counted: Collection[Id]
    ) -> VerifiedFactor | Reason:
        reason = Reason.NOT_PROVEN
        for row in self.database.all(_HELD, subject=subject_id):
            step, held = self._step(self._open(row), code), row.credential
            if step is None or held.id not in counted:
                continue
            credential_id = held.id
            self.endings.lock_account(subject_id)
            if held.flagged_at is not None:
                reason = Reason.CREDENTIAL_FLAGGED
            elif not self.database.execute(_SPEND, credential=credential_id, step=step):
                reason = Reason.USED_BEFORE
            elif enrolled_in_this_sign_in(held.enrolled_at, context):
                reason = Reason.ENROLLED_IN_THIS_SIGN_IN
            elif self.credentials.record_use(credential_id):
                spent = digest(f"totp:{credential_id}:{step}")
                shown = credential_from(held).piece(EvidenceKind.TOTP, self.clock.now())
                return VerifiedFactor(
                    context.transaction_id, subject_id, shown, credential_id, spent
                )
        return reason

    def _step(self, secret: str, code: str) -> int | None:
        """The time step this code belongs to, as whole steps since 1970, if it is near enough."""
        shown = code.replace(" ", "")
        if not is_six_digits(shown):
            return None
        now = int(self.clock.now().timestamp()) // _STEP_SECONDS
        right = pyotp.TOTP(secret, digits=_DIGITS, interval=_STEP_SECONDS)
        found = None
        for step in range(now - _DRIFT, now + _DRIFT + 1):
            if constant_time_equal(right.generate_otp(step).encode(), shown.encode()):
                found = step
        return found

    def _open(self, row: _Held) -> str:
        whose, context = row.credential.subject_id, _context(row.credential.id)
        return self.subjects.open(whose, row.secret_sealed, context=context)

    def _enrol(
        self, subject_id: Id, token: OneTimeToken, step: int, binding: Binding, by: Basis | None
    ) -> Credential:
        credential = Credential(
            id=new_id(),
            subject_id=subject_id,
            kind=CredentialKind.TOTP,
            label=token.content["label"],
            enrolled_at=self.clock.now(),
        )
        secret = token.content["secret"]
        sealed = self.subjects.seal(subject_id, secret, context=_context(credential.id))
        self.database.execute(
            _INSERT,
            credential_id=credential.id,
            subject_id=subject_id,
            secret_sealed=sealed,
            last_step=step,
        )
        return self.credentials.enrol(self.credentials.bind(credential, binding), binding, by=by)


def _context(credential_id: Id) -> str:
    return f"totp:{credential_id}"
