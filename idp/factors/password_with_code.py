"""Password and one-time code together: a sign-in that guesses at the password cannot lock.

Guesses lock the password for every unknown browser, also for a new one of its owner. A refusal of
both together does not tell which one was wrong, so such tries need no counter that locks the
account. A thief of the password has no more tries at codes here than elsewhere, as they count on
the codes' own counters, and is not told that the password was right.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final

from idp.assurance.kinds import EvidenceKind, Means
from idp.factors.domain import (
    CredentialKind,
    ThrottledSecret,
    VerificationContext,
    VerifiedFactor,
    is_six_digits,
)
from idp.factors.factor import VerifiedTogether
from idp.factors.passwords import PasswordComparison, Passwords, PresentedPassword
from idp.factors.second_step_letters import SecondStepLetters
from idp.factors.service import Credentials
from idp.factors.throttling import AttemptThrottle, CountedAttempt
from idp.factors.totp import OneTimeCodes
from idp.kernel.ids import ABSENT_SUBJECT, Id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import Database
from idp.platform.hashing import Busy
from idp.platform.secrets import digest

_ON_RECORD: Final = 10
"""How many failures of a name are written to history, until a success or some quiet days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentedPasswordAndCode(PresentedPassword):
    code: str = field(repr=False)


@dataclass(frozen=True)
class PasswordWithCode:
    kinds: ClassVar[frozenset[EvidenceKind]] = Passwords.kinds | OneTimeCodes.kinds

    database: Database
    passwords: Passwords
    one_time_codes: OneTimeCodes
    throttle: AttemptThrottle
    credentials: Credentials
    letters: SecondStepLetters

    def verify(
        self,
        context: VerificationContext,
        presented: PresentedPasswordAndCode,
    ) -> VerifiedTogether | Refused:
        """Verify password and code, and use the time step up; one refusal for all faults.

        Each try costs the work of a password and of a code, whatever is wrong. Refused:
        CODE_MALFORMED (no try, and nothing is looked up), NOT_PROVEN, also where a code was used
        before or codes were tried too often; BUSY; MEANS_DISABLED. Call it outside a transaction.
        """
        allowed = self.credentials.allowed
        if not (allowed(CredentialKind.PASSWORD) and allowed(CredentialKind.TOTP)):
            return Refused(Reason.MEANS_DISABLED)
        if not is_six_digits(presented.code.replace(" ", "")):
            return Refused(Reason.CODE_MALFORMED)
        try:
            tried = self.passwords.compare(presented)
        except Busy:
            return Refused(Reason.BUSY)
        # Before the transaction: using a code up locks the account first, then these counters.
        counted = self.throttle.acquire(self._name(tried), ThrottledSecret.PASSWORD_WITH_CODE)
        whose = tried.account.subject_id if tried.right else None
        admitted = self.one_time_codes.acquire(whose, presented.caller, otherwise=self._name(tried))
        with self.database.transaction():
            judged = self._judge(context, tried, presented.code, admitted)
            if isinstance(judged, tuple):
                self.throttle.reset(self._name(tried), ThrottledSecret.PASSWORD_WITH_CODE)
                return judged
            if isinstance(counted, Refused) or counted.tries > _ON_RECORD:
                return Refused(Reason.NOT_PROVEN)
            return self.credentials.record_refusal(
                Reason.NOT_PROVEN,
                means=Means.PASSWORD,
                context=context,
                subject_id=tried.account.subject_id,
            )

    def _judge(
        self,
        context: VerificationContext,
        tried: PasswordComparison,
        code: str,
        admitted: Mapping[Id, CountedAttempt] | Refused,
    ) -> VerifiedTogether | None:
        """The factors, or None. Codes count as the person's tries only with the right password."""
        whose = tried.account.subject_id if tried.right else None
        proven = self._prove(context, tried, code, admitted)
        if proven is None and not isinstance(admitted, Refused):
            # Without an account where the password was wrong: a refusal must cost the same.
            self.letters.note(whose or ABSENT_SUBJECT, admitted.values())
        return proven

    def _prove(
        self,
        context: VerificationContext,
        tried: PasswordComparison,
        code: str,
        admitted: Mapping[Id, CountedAttempt] | Refused,
    ) -> VerifiedTogether | None:
        codes, subject_id = self.one_time_codes, tried.account.subject_id
        right = codes.matches(subject_id, code)
        if isinstance(admitted, Refused) or not (right and tried.right and subject_id):
            return None
        second = codes.verify_counted(context, subject_id, code, admitted)
        if not isinstance(second, VerifiedFactor):
            return None
        first = self.passwords.verify_compared(context, tried)
        return (first, second) if isinstance(first, VerifiedFactor) else None

    def _name(self, tried: PasswordComparison) -> bytes:
        """The key of a counter that does not lock the account."""
        return digest(f"with code:{tried.account.key.hex()}")
