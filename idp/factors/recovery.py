"""Recovery codes: printed once, used once each, stored as keyed digests only."""

import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

from sqlalchemy import bindparam, delete, func, insert, select, update

from idp.accounts.domain import Basis, basis_from, to_document
from idp.accounts.service import Accounts
from idp.assurance.kinds import EvidenceKind, Means, kinds_of
from idp.factors.callers import Caller, KnownBrowsers
from idp.factors.change_endings import ChangeEndings
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
from idp.factors.factor import WithUsername
from idp.factors.passwords import Passwords
from idp.factors.service import Credentials
from idp.factors.tables import CREDENTIAL, RECOVERY_CODE
from idp.factors.throttling import AttemptThrottle, CountedAttempt
from idp.kernel.actors import Actor
from idp.kernel.clock import Clock
from idp.kernel.ids import ABSENT_SUBJECT, Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.one_time.domain import OneTimeTokenKind
from idp.one_time.service import OneTimeTokens
from idp.platform.database import Database
from idp.platform.secrets import digest, keyed_digest

CODES: Final = 10
SHOWN_FOR: Final = timedelta(minutes=10)
"""How long new codes can be shown again, to print them or write them down."""
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that a printed code reads one way only."""
_LENGTH: Final = 16
"""Eighty random bits."""
_GROUP: Final = 4
_LONGEST: Final = 64
_READ_AS: Final = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})

_FIND: Final = (
    select(*CREDENTIAL.c)
    .join(RECOVERY_CODE, RECOVERY_CODE.c.credential_id == CREDENTIAL.c.id)
    .where(
        RECOVERY_CODE.c.digest == bindparam("code"),
        RECOVERY_CODE.c.subject_id == bindparam("subject"),
    )
)
_SPEND: Final = (
    update(RECOVERY_CODE)
    .where(
        RECOVERY_CODE.c.digest == bindparam("code"),
        RECOVERY_CODE.c.subject_id == bindparam("subject"),
        RECOVERY_CODE.c.consumed_at.is_(None),
    )
    .values(consumed_at=bindparam("now"))
)
_LEFT: Final = select(func.count().label("left")).where(
    RECOVERY_CODE.c.subject_id == bindparam("subject"), RECOVERY_CODE.c.consumed_at.is_(None)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentedRecoveryCode(WithUsername):
    """`counted`: already, as a password that was tried just now."""

    code: str = field(repr=False)
    counted: bool = False


@dataclass(frozen=True, slots=True)
class ShownCodes:
    """New codes in their printed form; `until` is the end of showing them."""

    codes: tuple[str, ...]
    made_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class _Renewed:
    credential_id: Id
    codes: tuple[str, ...]


@dataclass(frozen=True)
class RecoveryCodes:
    """`digest_key`: 32 bytes from the keyring, for the digests in the rows."""

    kinds: ClassVar[frozenset[EvidenceKind]] = kinds_of(Means.RECOVERY_CODE)

    database: Database
    clock: Clock
    passwords: Passwords
    throttle: AttemptThrottle
    credentials: Credentials
    accounts: Accounts
    endings: ChangeEndings
    notices: Notices
    known_browsers: KnownBrowsers
    one_time_tokens: OneTimeTokens
    digest_key: bytes

    def verify(
        self,
        context: VerificationContext,
        presented: PresentedRecoveryCode,
    ) -> VerifiedFactor | Refused:
        """Check a code and use it up; known and unknown names cost the same and get one answer.

        Refused: CODE_MALFORMED (no try, and nothing is looked up), NOT_PROVEN, USED_BEFORE,
        TOO_MANY_TRIES (`retry_at`), CREDENTIAL_FLAGGED (of a
        right one alone, which is not used up), ENROLLED_IN_THIS_SIGN_IN, MEANS_DISABLED. In a
        transaction the code is used up together with what it was shown for.
        """
        if not self.credentials.allowed(CredentialKind.RECOVERY_CODES):
            return Refused(Reason.MEANS_DISABLED)
        if not self.is_well_formed(presented.code):
            return Refused(Reason.CODE_MALFORMED)
        # A browser is known by the password that was proven in it.
        account = self.passwords.account(presented.username)
        counter = self.known_browsers.scope(presented.caller, account).counter
        counted = (
            None
            if presented.counted
            else self.throttle.acquire(counter, ThrottledSecret.RECOVERY_CODE)
        )
        if isinstance(counted, Refused):
            return counted
        return self._shown_of(context, account.subject_id, presented.code, counter, counted)

    def verify_of(
        self, context: VerificationContext, subject_id: Id, code: str, *, caller: Caller
    ) -> VerifiedFactor | Refused:
        """As `verify`, of a person who is known already, and after `count_try_of`.

        Names change hands, so who is known is looked up by none.
        """
        if not self.credentials.allowed(CredentialKind.RECOVERY_CODES):
            return Refused(Reason.MEANS_DISABLED)
        if not self.is_well_formed(code):
            return Refused(Reason.CODE_MALFORMED)
        counter = self._counter_of(subject_id, caller)
        return self._shown_of(context, subject_id, code, counter, None)

    def _shown_of(
        self,
        context: VerificationContext,
        subject_id: Id | None,
        code: str,
        counter: bytes,
        counted: CountedAttempt | None,
    ) -> VerifiedFactor | Refused:
        """The answer to a counted try; nobody's subject costs the same as a person's."""
        with self.database.transaction():
            answer = self._answer(context, subject_id or ABSENT_SUBJECT, code)
            if isinstance(answer, VerifiedFactor):
                self.throttle.reset(counter, ThrottledSecret.RECOVERY_CODE)
                return answer
            refused = self.credentials.record_refusal(
                answer, means=Means.RECOVERY_CODE, context=context, subject_id=subject_id
            )
            return self.throttle.with_tries_left(refused, counted)

    def count_try_of(self, subject_id: Id, caller: Caller) -> CountedAttempt | Refused:
        """Count a try before `verify_of`, for callers with more work to do; it may be given back.

        Refused: TOO_MANY_TRIES (`retry_at`), MEANS_DISABLED.
        """
        if not self.credentials.allowed(CredentialKind.RECOVERY_CODES):
            return Refused(Reason.MEANS_DISABLED)
        counter = self._counter_of(subject_id, caller)
        return self.throttle.acquire(counter, ThrottledSecret.RECOVERY_CODE)

    def _counter_of(self, subject_id: Id, caller: Caller) -> bytes:
        """The counter of a person, by no name; a browser is known by their password."""
        held = self.credentials.held(subject_id)
        password = next((each.id for each in held if each.kind is CredentialKind.PASSWORD), "")
        shared = f"recovery-codes:{subject_id}"
        return self.known_browsers.counter(caller, subject_id, password, shared=shared)

    def lock_account(self, username: str) -> None:
        """Lock the account of this name, for a unit of work larger than `verify`.

        Known and unknown names cost the same.
        """
        self.endings.lock_account(self.passwords.account(username).subject_id or ABSENT_SUBJECT)

    def is_well_formed(self, text: str) -> bool:
        """Whether a text has the form of a code: sixteen letters of its alphabet."""
        typed = text[:_LONGEST].upper().translate(_READ_AS)
        return len(typed) == _LENGTH and set(typed) <= set(_LETTERS)

    def renew(
        self,
        subject_id: Id,
        *,
        actor: Actor | None = None,
        binding: Binding = UNPROVEN,
        by: Basis | None = None,
    ) -> tuple[str, ...] | Refused:
        """Ten new codes, shown once; the whole old set becomes invalid.

        `by` is the session that asks; `actor` who does it, if not that person. Refused:
        MEANS_DISABLED, and as `Credentials.begin_replacing`.
        """
        renewed = self._renew(subject_id, actor=actor, binding=binding, by=by)
        return renewed if isinstance(renewed, Refused) else renewed.codes

    def _renew(
        self, subject_id: Id, *, actor: Actor | None, binding: Binding, by: Basis | None
    ) -> _Renewed | Refused:
        if not self.credentials.allowed(CredentialKind.RECOVERY_CODES):
            return Refused(Reason.MEANS_DISABLED)
        codes = tuple(_new_code() for _ in range(CODES))
        credential = Credential(
            new_id(), subject_id, CredentialKind.RECOVERY_CODES, "", self.clock.now()
        )
        with self.database.transaction():
            replaced = self.credentials.begin_replacing(subject_id, credential.kind, by)
            if isinstance(replaced, Refused):
                return replaced
            bound = self.credentials.bind(credential, binding)
            self.credentials.replace(replaced, bound)
            self._forget(subject_id)
            self.database.execute_many(
                insert(RECOVERY_CODE),
                [
                    {
                        "digest": self._digest(subject_id, code),
                        "credential_id": credential.id,
                        "subject_id": subject_id,
                    }
                    for code in codes
                ],
            )
            self.credentials.enrol(bound, binding, actor=actor, replaced=replaced, by=by)
        return _Renewed(credential.id, codes)

    def renew_for_page(
        self, subject_id: Id, *, audience: str, binding: Binding, by: Basis | None = None
    ) -> str | Refused:
        """Ten new codes, and the handle under which this browser shows them for ten minutes.

        Only in the session that asks (`by`), while it is live and the credentials are unchanged.
        They are sealed under the handle, which is not stored. Refused as `renew`.
        """
        with self.database.transaction():
            renewed = self._renew(subject_id, actor=None, binding=binding, by=by)
            if isinstance(renewed, Refused):
                return renewed
            self.one_time_tokens.invalidate(OneTimeTokenKind.RECOVERY_CODES, subject_id)
            return self.one_time_tokens.issue(
                OneTimeTokenKind.RECOVERY_CODES,
                audience=audience,
                valid_for=SHOWN_FOR,
                subject_id=subject_id,
                content={
                    "codes": renewed.codes,
                    "credential": renewed.credential_id,
                    **self._basis_now(subject_id, by),
                },
            )

    def _basis_now(self, subject_id: Id, by: Basis | None) -> dict[str, Any]:
        """The asking session under its new stamp, after the change."""
        standing = self.accounts.status_of(subject_id)
        if by is None or standing is None:
            return {}
        return to_document(replace(by, security_stamp=standing.security_stamp))

    def shown(
        self, subject_id: Id, handle: str, *, audience: str, by: Basis | None
    ) -> ShownCodes | None:
        """New codes of this person, while they can be shown and are not stopped.

        `by` is the present session: it must be the one they were made in, with unchanged
        credentials since.
        """
        token = self.one_time_tokens.peek(
            OneTimeTokenKind.RECOVERY_CODES, handle, audience=audience
        )
        if token is None or token.subject_id != subject_id:
            return None
        if basis_from(token.content, subject_id) != by:
            return None
        for each in self.credentials.held(subject_id):
            if each.id == token.content["credential"] and each.disabled_at is None:
                codes = tuple(token.content["codes"])
                return ShownCodes(codes, each.enrolled_at, token.expires_at)
        return None

    def remaining(self, subject_id: Id) -> int:
        """How many codes of the person are unused."""
        row = self.database.one(_LEFT, subject=subject_id)
        return 0 if row is None else row.left

    def _answer(
        self, context: VerificationContext, subject_id: Id, code: str
    ) -> VerifiedFactor | Reason:
        named = self._digest(subject_id, code)
        found = self.database.one(_FIND, code=named, subject=subject_id)
        if found is None:
            return Reason.NOT_PROVEN
        if found.flagged_at is not None:
            return Reason.CREDENTIAL_FLAGGED
        if enrolled_in_this_sign_in(found.enrolled_at, context):
            return Reason.ENROLLED_IN_THIS_SIGN_IN
        now = self.clock.now()
        self.endings.lock_account(subject_id)
        if not self.database.execute(_SPEND, code=named, subject=subject_id, now=now):
            return Reason.USED_BEFORE
        if not self.credentials.record_use(found.id):
            return Reason.NOT_PROVEN
        self._notify(subject_id)
        spent = digest(f"recovery_code:{named.hex()}")
        shown = credential_from(StoredCredential(*found)).piece(EvidenceKind.RECOVERY_CODE, now)
        return VerifiedFactor(context.transaction_id, subject_id, shown, found.id, spent)

    def _digest(self, subject_id: Id, code: str) -> bytes:
        typed = code[:_LONGEST].upper().translate(_READ_AS)
        return keyed_digest(self.digest_key, f"{subject_id}:{typed}")

    def _notify(self, subject_id: Id) -> None:
        """Tell the owner that a code was used; an exhausted set is not a credential any more."""
        left = self.remaining(subject_id)
        if not left:
            self._forget(subject_id)
        facts = {"kind": CredentialKind.RECOVERY_CODES.value, "left": left}
        self.notices.notify(subject_id, text_key=NoticeKind.RECOVERY_CODES_USED, facts=facts)

    def _forget(self, subject_id: Id) -> None:
        kind = CredentialKind.RECOVERY_CODES.value
        whose = CREDENTIAL.c.subject_id == subject_id
        with self.database.transaction():
            self.database.execute(
                delete(RECOVERY_CODE).where(RECOVERY_CODE.c.subject_id == subject_id)
            )
            self.database.execute(delete(CREDENTIAL).where(whose, CREDENTIAL.c.kind == kind))


def _new_code() -> str:
    letters = [secrets.choice(_LETTERS) for _ in range(_LENGTH)]
    groups = ("".join(letters[at : at + _GROUP]) for at in range(0, _LENGTH, _GROUP))
    return "-".join(groups)
