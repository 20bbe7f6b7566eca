"""Passwords: argon2id in a bounded pool, the same work for names that do not exist."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Final, NamedTuple

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from idp.accounts.domain import Basis
from idp.accounts.service import NAMES
from idp.accounts.sign_in_names import SignInNames, TypedName
from idp.assurance.kinds import EvidenceKind, Means, kinds_of
from idp.factors.argon2id import Argon2id, Checked
from idp.factors.breached import SHIPPED_ONLY, BreachedPasswords
from idp.factors.callers import OWNER, Caller, GuessedAccount, KnownBrowsers, Lane
from idp.factors.change_endings import ChangeEndings
from idp.factors.domain import (
    UNPROVEN,
    Binding,
    Credential,
    CredentialKind,
    StoredCredential,
    ThrottledSecret,
    TryCounter,
    VerificationContext,
    VerifiedFactor,
    credential_from,
    enrolled_in_this_sign_in,
)
from idp.factors.factor import WithUsername
from idp.factors.foreign_hashes import OURS, is_of
from idp.factors.guessing_letters import GuessingLetters
from idp.factors.service import Credentials
from idp.factors.strength import normalised, strong_enough, too_long
from idp.factors.tables import CREDENTIAL, PASSWORD
from idp.factors.throttling import AttemptThrottle, CountedAttempt
from idp.factors.use import record_use
from idp.kernel.actors import Actor
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind
from idp.platform.database import Database, Prepared, prefixed
from idp.platform.fair_queue import Share
from idp.platform.hashing import Busy, HashingPool
from idp.platform.secrets import digest


class _Stored(NamedTuple):
    whose: Id
    hash: str | None
    credential: StoredCredential | None


_HELD: Final = Prepared(
    select(NAMES.c.subject_id.label("whose"), PASSWORD.c.hash, *prefixed(CREDENTIAL, "credential_"))
    .select_from(NAMES)
    .outerjoin(PASSWORD, PASSWORD.c.subject_id == NAMES.c.subject_id)
    .outerjoin(CREDENTIAL, CREDENTIAL.c.id == PASSWORD.c.credential_id)
    .where(NAMES.c.username_key == bindparam("key")),
    _Stored,
)
_NEW: Final = insert(PASSWORD)
_PUT: Final = _NEW.on_conflict_do_update(
    index_elements=[PASSWORD.c.subject_id],
    set_={"credential_id": _NEW.excluded.credential_id, "hash": _NEW.excluded.hash},
)
_REHASH: Final = (
    update(PASSWORD)
    .where(
        PASSWORD.c.subject_id == bindparam("subject"),
        PASSWORD.c.credential_id == bindparam("credential"),
    )
    .values(hash=bindparam("renewed"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentedPassword(WithUsername):
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PreparedPassword:
    """A new password, judged and hashed."""

    hash: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Held:
    hash: str
    account: GuessedAccount
    credential: Credential | None = None


@dataclass(frozen=True, slots=True)
class _Tried:
    """A password compared in a counted try."""

    held: _Held
    checked: Checked
    counted: CountedAttempt


@dataclass(frozen=True, slots=True)
class PasswordComparison:
    """A compared password, neither counted nor reported yet."""

    held: _Held
    checked: Checked

    @property
    def right(self) -> bool:
        return self.checked.right

    @property
    def account(self) -> GuessedAccount:
        return self.held.account


@dataclass(frozen=True)
class Passwords:
    kinds: ClassVar[frozenset[EvidenceKind]] = kinds_of(Means.PASSWORD)

    database: Database
    clock: Clock
    names: SignInNames
    hashing: HashingPool
    throttle: AttemptThrottle
    credentials: Credentials
    known_browsers: KnownBrowsers
    endings: ChangeEndings
    letters: GuessingLetters
    argon2id: Argon2id
    breached: BreachedPasswords = SHIPPED_ONLY

    def verify(
        self, context: VerificationContext, presented: PresentedPassword
    ) -> VerifiedFactor | Refused:
        """Check a password; known and unknown names cost the same and get the same answer.

        The caller records the evidence next; in that transaction the right password is marked as
        used, and its failed tries are reset (`VerifiedFactor.counter`). Refused: NOT_PROVEN,
        TOO_MANY_TRIES (`retry_at`), BUSY (the try is not counted), CREDENTIAL_FLAGGED (of the right
        one alone), ENROLLED_IN_THIS_SIGN_IN, MEANS_DISABLED. Call it outside a transaction.
        """
        tried = self._try(presented)
        if isinstance(tried, Refused):
            return tried
        return self._plain(context, tried) or self._settled(context, tried)

    def verify_at_once(
        self, context: VerificationContext, presented: PresentedPassword
    ) -> VerifiedFactor | Refused:
        """As `verify`, for a proof outside of a sign-in: it is marked as used here."""
        tried = self._try(presented)
        if isinstance(tried, Refused):
            return tried
        plain = self._plain(context, tried)
        if plain is not None and record_use(
            self.database, self.clock, plain.credential_id, tried.counted
        ):
            return replace(plain, counter=None)
        return self._settled(context, tried)

    def _try(self, presented: PresentedPassword) -> _Tried | Refused:
        """Count a try, and compare."""
        if not self.credentials.allowed(CredentialKind.PASSWORD):
            return Refused(Reason.MEANS_DISABLED)
        held = self._held(self.names.read(presented.username))
        scope = self.known_browsers.scope(presented.caller, held.account)
        counted = self.throttle.acquire(scope.counter, ThrottledSecret.PASSWORD)
        if isinstance(counted, Refused):
            return counted
        try:
            checked = self._check(held, presented.password, scope.share)
        except Busy:
            self.throttle.release(counted)
            return Refused(Reason.BUSY)
        return _Tried(held, checked, counted)

    def _plain(self, context: VerificationContext, tried: _Tried) -> VerifiedFactor | None:
        """The factor of the usual right password, without any write yet; else None."""
        credential, checked = tried.held.credential, tried.checked
        if credential is None or not _is_plainly_right(checked, credential, context):
            return None
        proven = self._proven(context, credential, checked)
        return replace(proven, counter=TryCounter(tried.counted.key, ThrottledSecret.PASSWORD))

    def _settled(self, context: VerificationContext, tried: _Tried) -> VerifiedFactor | Refused:
        held, counted = tried.held, tried.counted
        with self.database.transaction():
            answer = self._answer(context, held, tried.checked)
            if isinstance(answer, VerifiedFactor):
                self.throttle.reset(counted.key, ThrottledSecret.PASSWORD)
            else:
                self.letters.note(held.account.account_key, counted)
                answer = self.throttle.with_tries_left(answer, counted)
            return answer

    def compare(self, presented: PresentedPassword) -> PasswordComparison:
        """Compare, for callers that count the try themselves. Raises Busy."""
        held = self._held(self.names.read(presented.username))
        share = self.known_browsers.scope(presented.caller, held.account).share
        return PasswordComparison(held, self._check(held, presented.password, share))

    def verify_compared(
        self, context: VerificationContext, compared: PasswordComparison
    ) -> VerifiedFactor | Refused:
        """The factor of a compared password; joins the transaction that counted it.

        Refused: NOT_PROVEN, ENROLLED_IN_THIS_SIGN_IN.
        """
        return self._answer(context, compared.held, compared.checked)

    def set(
        self,
        subject_id: Id,
        password: str,
        *,
        binding: Binding = UNPROVEN,
        context_words: Sequence[str] = (),
        by: Basis | None = None,
    ) -> Credential | Refused:
        """Replace the person's password; authorizations by the old one end.

        `context_words` are what a guesser knows of the person. `by` is the session that asks, and
        goes on. Refused: PASSWORD_TOO_LONG, PASSWORD_TOO_WEAK, PASSWORD_BREACHED, BUSY,
        MEANS_DISABLED, and as `Credentials.begin_replacing`.
        """
        prepared = self.prepare(password, context_words=context_words)
        if isinstance(prepared, Refused):
            return prepared
        return self.put(subject_id, prepared, binding=binding, by=by)

    def prepare(
        self, password: str, *, context_words: Sequence[str] = ()
    ) -> PreparedPassword | Refused:
        """Judge and hash a new password, which takes time: outside of any transaction.

        Refused: PASSWORD_TOO_LONG, PASSWORD_TOO_WEAK, PASSWORD_BREACHED, BUSY, MEANS_DISABLED.
        """
        if not self.credentials.allowed(CredentialKind.PASSWORD):
            return Refused(Reason.MEANS_DISABLED)
        if too_long(password):
            return Refused(Reason.PASSWORD_TOO_LONG)
        try:
            return self.hashing.run_for(OWNER, self._judge, normalised(password), context_words)
        except Busy:
            return Refused(Reason.BUSY)

    def account(self, username: str) -> GuessedAccount:
        """The target of a try at this name, whether the name exists or not."""
        return self._held(self.names.read(username)).account

    def knows(self, caller: Caller, username: str) -> bool:
        """Whether this caller is known to the account of that name."""
        scope = self.known_browsers.scope(caller, self.account(username))
        return scope.lane is not Lane.UNKNOWN

    def _held(self, typed: TypedName) -> _Held:
        """Read in one statement, whether the name exists or not."""
        row = self.database.one(_HELD, key=typed.account_key)
        subject_id = None if row is None else row.whose
        if row is None or row.hash is None or row.credential is None:
            # A hash without its credential is not accepted; the person sets a new password.
            return _Held(self.argon2id.unmatched, _guessed(typed, subject_id))
        credential = credential_from(row.credential)
        return _Held(row.hash, _guessed(typed, subject_id, credential.id), credential)

    def _check(self, held: _Held, password: str, share: Share) -> Checked:
        if too_long(password):
            return Checked(right=False)
        if not held.hash.startswith(OURS):
            return self.hashing.run_for(share, self._check_foreign, held.hash, password)
        compare = self.argon2id.compare
        return self.hashing.run_for(share, compare, held.hash, normalised(password))

    def _check_foreign(self, hashed: str, password: str) -> Checked:
        """Compare with a hash of another system; a right password is hashed anew as ours."""
        if not is_of(hashed, password):
            return Checked(right=False)
        return Checked(right=True, renewed=self.argon2id.hash(normalised(password)))

    def _answer(
        self, context: VerificationContext, held: _Held, checked: Checked
    ) -> VerifiedFactor | Refused:
        credential = held.credential
        reason = Reason.NOT_PROVEN
        if credential is not None and checked.right:
            if credential.disabled_at is not None:
                reason = Reason.CREDENTIAL_FLAGGED
            elif enrolled_in_this_sign_in(credential.enrolled_at, context):
                reason = Reason.ENROLLED_IN_THIS_SIGN_IN
            elif self.credentials.record_use(credential.id):
                return self._proven(context, credential, checked)
        return self.credentials.record_refusal(
            reason, means=Means.PASSWORD, context=context, subject_id=held.account.subject_id
        )

    def _proven(
        self, context: VerificationContext, credential: Credential, checked: Checked
    ) -> VerifiedFactor:
        if checked.renewed is not None:
            self.database.execute(
                _REHASH,
                subject=credential.subject_id,
                credential=credential.id,
                renewed=checked.renewed,
            )
        # A password is not used up, so its proof digest is of the sign-in: one in each.
        spent = digest(f"password:{credential.id}:{context.transaction_id}")
        return VerifiedFactor(
            context.transaction_id,
            credential.subject_id,
            credential.piece(EvidenceKind.PASSWORD, self.clock.now()),
            credential.id,
            spent,
        )

    def _judge(self, password: str, context_words: Sequence[str]) -> PreparedPassword | Refused:
        if self.breached.holds(password):
            return Refused(Reason.PASSWORD_BREACHED)
        if not strong_enough(password, context_words=context_words):
            return Refused(Reason.PASSWORD_TOO_WEAK)
        return PreparedPassword(self.argon2id.hash(password))

    def put(
        self,
        subject_id: Id,
        prepared: PreparedPassword,
        *,
        binding: Binding,
        by: Basis | None = None,
    ) -> Credential | Refused:
        """Put a prepared password in the place of the person's; the second half of `set`.

        Refused as `Credentials.begin_replacing`.
        """
        return self._put(subject_id, prepared, binding, by=by)

    def put_for(
        self,
        subject_id: Id,
        prepared: PreparedPassword,
        *,
        binding: Binding,
        notice: NoticeKind,
        actor: Actor,
    ) -> Credential | Refused:
        """The same, chosen for the person by `actor`, and told to the person by this letter."""
        return self._put(subject_id, prepared, binding, notice=notice, actor=actor)

    def _put(
        self,
        subject_id: Id,
        prepared: PreparedPassword,
        binding: Binding,
        *,
        by: Basis | None = None,
        notice: NoticeKind | None = None,
        actor: Actor | None = None,
    ) -> Credential | Refused:
        credential = Credential(new_id(), subject_id, CredentialKind.PASSWORD, "", self.clock.now())
        with self.database.transaction():
            replaced = self.credentials.begin_replacing(subject_id, credential.kind, by)
            if isinstance(replaced, Refused):
                return replaced
            bound = self.credentials.bind(credential, binding)
            self.credentials.replace(replaced, bound)
            if replaced:
                keeps = None if by is None else by.session_id
                self.endings.forget_browsers(subject_id, keeps=keeps)
            # The person's one row is locked first, so that of two changes at once the later one
            # wins.
            self.database.execute(
                _PUT, subject_id=subject_id, credential_id=credential.id, hash=prepared.hash
            )
            changed = NoticeKind.PASSWORD_CHANGED if replaced else NoticeKind.CREDENTIAL_ADDED
            return self.credentials.enrol(
                bound, binding, notice=notice or changed, actor=actor, replaced=replaced, by=by
            )


def _guessed(
    typed: TypedName, subject_id: Id | None, credential_id: Id | None = None
) -> GuessedAccount:
    return GuessedAccount(typed.key, subject_id, credential_id, typed.account_key)


def _is_plainly_right(
    checked: Checked, credential: Credential, context: VerificationContext
) -> bool:
    """Right, not stopped, and without other pending writes: the usual sign-in."""
    enrolled_here = enrolled_in_this_sign_in(credential.enrolled_at, context)
    stands = credential.disabled_at is None and not enrolled_here
    return checked.right and checked.renewed is None and stands
