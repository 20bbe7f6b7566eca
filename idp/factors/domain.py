"""Values of the package, and the schedule that throttles guesses. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from idp.assurance.binding import CeremonyKind
from idp.assurance.kinds import EvidenceKind
from idp.assurance.pieces import LEAST, Piece, Pieces, ShownPiece
from idp.kernel.actors import Actor, Through, Unproven
from idp.kernel.ids import Id


class CredentialKind(StrEnum):
    """The kinds of credentials; each is one of the law's means (D3.8)."""

    PASSWORD = "password"
    PIN = "pin"
    TOTP = "totp"
    PASSKEY = "passkey"
    APP_KEY = "app_key"
    CHIP_CARD = "chip_card"
    RECOVERY_CODES = "recovery_codes"


class ThrottledSecret(StrEnum):
    """The throttled secrets, each with its own counter: exhausting one closes no other way in.

    Requests that send a letter are no guesses, but they fill a mailbox, so they are counted like
    one.
    """

    PASSWORD = "password"
    PIN = "pin"
    TOTP = "totp"
    RECOVERY_CODE = "recovery_code"
    LOSS_LINK = "loss_link"
    FORGOTTEN = "forgotten"
    FORGOTTEN_DAILY = "forgotten_daily"
    LETTER = "letter"
    SECOND_STEP_LETTER = "second_step_letter"
    OWN_CHANGE_LETTER = "own_change_letter"
    CONTACT_CODE = "contact_code"
    CONTACT_TRY = "contact_try"
    PASSWORD_WITH_CODE = "password_with_code"
    ACTIVATION_NUMBER = "activation_number"
    ACTIVATION_LETTER = "activation_letter"
    PASSWORD_LINK_CODE = "password_link_code"
    DATA_COPY = "data_copy"
    SIGN_UP = "sign_up"
    SIGN_UP_NETWORK = "sign_up_network"
    SIGN_UP_DAY = "sign_up_day"
    APPLICATION = "application"
    APPLICATION_NETWORK = "application_network"
    GUARDIAN_ASKED = "guardian_asked"


@dataclass(frozen=True, slots=True)
class VerificationContext:
    """The sign-in a proof is made for.

    `audience` is the hexadecimal digest of the browser's token: a challenge is valid in one browser
    only. `through`: by which way a try arrives that proves nobody. `client_id`: of the relying
    party that it is for, None for the own account. `device`: the browser in our words
    (`kernel.user_agents`), where there is one.
    """

    transaction_id: Id
    begun_at: datetime
    audience: str
    through: Through = Through.BROWSER
    client_id: str | None = None
    device: str | None = None


@dataclass(frozen=True, slots=True)
class TryCounter:
    """The counter of a try: its key (32 bytes), and the guessed secret."""

    key: bytes
    factor: ThrottledSecret


@dataclass(frozen=True, slots=True)
class VerifiedFactor:
    """One verified factor, to be recorded as evidence of its transaction.

    `proof_digest` (32 bytes) identifies the one-time part (a time step, a challenge, a code) and
    can be recorded once for all time. `counter`: in the transaction of the record the credential is
    marked as used and its failed tries are reset; None where that has been done.
    """

    transaction_id: Id
    subject_id: Id
    piece: Piece
    credential_id: Id
    proof_digest: bytes
    counter: TryCounter | None = None

    @property
    def kind(self) -> EvidenceKind:
        return self.piece.kind


@dataclass(frozen=True, slots=True)
class Binding:
    """The ceremony a credential is bound in: its evidence and its officers.

    `transaction_id` is the sign-in of the change, `place` the officers' desk.
    """

    kind: CeremonyKind
    proven: tuple[ShownPiece, ...] = ()
    transaction_id: Id | None = None
    officers: tuple[Actor, ...] = ()
    place: str = ""

    @property
    def pieces(self) -> Pieces:
        return frozenset(each.piece for each in self.proven)


UNPROVEN: Final = Binding(CeremonyKind.OWN_ACCOUNT)
"""Without evidence: the new credential is bound at the lowest level."""
ACTIVATING: Final = Binding(CeremonyKind.ACTIVATION)
INVITED: Final = Binding(CeremonyKind.INVITATION)
SIGNING_UP: Final = Binding(CeremonyKind.SIGN_UP)
INSTALLING: Final = Binding(CeremonyKind.INSTALLING)
BY_LINK: Final = Unproven(through=Through.LETTER)
"""Whoever used the link that was sent to a person: who they are is not proven."""
BY_PRINTED_LINK: Final = Unproven(through=Through.BROWSER)
"""Whoever used a link that was printed for the installation: witnesses saw them, we did not."""
BY_CODE: Final = Unproven(through=Through.BROWSER)
"""Whoever signs up in a browser: nobody vouches for what they say of themself."""
FIRST_BY: Final = {
    CeremonyKind.INVITATION: BY_LINK,
    CeremonyKind.INSTALLING: BY_PRINTED_LINK,
    CeremonyKind.SIGN_UP: BY_CODE,
}
"""Who makes an account usable by its first credential, by the ceremony of it."""


class ModelClass(StrEnum):
    """The class of an authenticator model by its metadata, at its weakest."""

    BIOMETRIC = "biometric"
    CODE = "code"
    UNKNOWN = "unknown"
    REJECTED = "rejected"


class UserAuth(StrEnum):
    """The user verification of a device's hardware at each use of an application key."""

    BIOMETRIC = "biometric"
    PASSCODE = "passcode"
    EITHER = "either"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Credential:
    """A credential of a person, without its secret.

    `disabled_at` is when it was stopped, because a copy seems to exist or its owner lost it: it is
    not accepted any more, for good unless it is `resumable`. `verifies_user`, `backup_eligible` and
    `attested` (its model was attested at enrolment) are set for passkeys only; `model` is the class
    of that model today. `user_auth`, as its attestation is believed today, `enrolled_auth`, as it
    was believed at enrolment, and `anchored_at`, when the key was bound to the person and not only
    to a device, are set for application keys only. `bound`, `identity` and `resistant`: its binding
    by its ceremonies, from `effective_at` on (`idp.assurance.pieces`). A later raise takes effect
    at `rises_at`; until then the old binding counts. `held_since`: when the first in the row of
    credentials that it replaced was enrolled.
    """

    id: Id
    subject_id: Id
    kind: CredentialKind
    label: str
    enrolled_at: datetime
    last_used_at: datetime | None = None
    disabled_at: datetime | None = None
    resumable: bool = False
    backup_eligible: bool | None = None
    verifies_user: bool | None = None
    attested: bool | None = None
    model: ModelClass = ModelClass.UNKNOWN
    user_auth: UserAuth | None = None
    enrolled_auth: UserAuth | None = None
    anchored_at: datetime | None = None
    bound: int = LEAST
    identity: bool = False
    resistant: bool = False
    effective_at: datetime | None = None
    held_since: datetime | None = None
    rises_to: int | None = None
    rises_identity: bool = False
    rises_at: datetime | None = None

    @property
    def utmost(self) -> int:
        """The level it is bound at, or will be."""
        return max(self.bound, self.rises_to or LEAST)

    def at(self, at: datetime) -> "Credential":
        """The credential as of that time: raised, if the raise has taken effect."""
        if self.rises_at is None or at < self.rises_at:
            return self
        return replace(
            self,
            bound=self.utmost,
            identity=self.identity or self.rises_identity,
            rises_to=None,
            rises_identity=False,
            rises_at=None,
        )

    def pending(self, at: datetime) -> bool:
        """Whether its binding is not effective yet."""
        return self.effective_at is not None and at < self.effective_at

    def piece(self, kind: EvidenceKind, at: datetime) -> Piece:
        """The piece of evidence it gives when it shows this kind."""
        settled, now = not self.pending(at), self.at(at)
        return Piece(
            kind,
            now.bound if settled else LEAST,
            identity=settled and now.identity,
            resistant=settled and now.resistant,
        )


@dataclass(frozen=True, slots=True)
class HashParameters:
    """Parameters of argon2id for passwords; the defaults are OWASP's."""

    memory_kib: int = 19_456
    time: int = 2
    parallelism: int = 1


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A one-time-code app about to be enrolled: the secret (base32) as text and as `otpauth` URI.

    `handle` comes back with the first code.
    """

    handle: str
    secret: str
    uri: str


OWASP: Final = HashParameters()

_DIGITS: Final = 6


class StoredCredential(NamedTuple):
    """The row of every credential, in the order of its columns."""

    id: Id
    subject_id: Id
    kind: str
    label: str
    enrolled_at: datetime
    last_used_at: datetime | None
    flagged_at: datetime | None
    resumable: bool
    bound: int
    identity: bool
    resistant: bool
    effective_at: datetime | None
    held_since: datetime | None
    rises_to: int | None
    rises_identity: bool
    rises_at: datetime | None


def credential_from(row: StoredCredential) -> Credential:
    """The credential in the row of any kind, without the columns of its kind."""
    return Credential(
        id=row.id,
        subject_id=row.subject_id,
        kind=CredentialKind(row.kind),
        label=row.label,
        enrolled_at=row.enrolled_at,
        last_used_at=row.last_used_at,
        disabled_at=row.flagged_at,
        resumable=row.resumable,
        bound=row.bound,
        identity=row.identity,
        resistant=row.resistant,
        effective_at=row.effective_at,
        held_since=row.held_since,
        rises_to=row.rises_to,
        rises_identity=row.rises_identity,
        rises_at=row.rises_at,
    )


def waiting_until(credentials: Collection[Credential], at: datetime) -> datetime | None:
    """When the last pending one of these becomes effective; None when none is pending.

    A stopped one never does.
    """
    waiting = (each for each in credentials if each.pending(at) and each.disabled_at is None)
    instants = (each.effective_at for each in waiting)
    return max((each for each in instants if each is not None), default=None)


def is_six_digits(code: str) -> bool:
    """Whether this has the form of a code of ours or of an application (RFC 6238, six digits)."""
    return len(code) == _DIGITS and code.isascii() and code.isdigit()


def enrolled_in_this_sign_in(enrolled_at: datetime, context: VerificationContext) -> bool:
    """A credential enrolled inside a sign-in is no factor of the same sign-in."""
    return enrolled_at >= context.begun_at


_DAY: Final = timedelta(days=1)
_GROWING: Final = tuple(
    timedelta(seconds=seconds)
    for seconds in (0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900, 1800, 1800, 3600)
)

WAITS: Final[dict[ThrottledSecret, tuple[timedelta, ...]]] = {
    # Entry n is the wait after try n + 1; past the end the last one repeats. A password guesser
    # is slowed down for good but the owner is never shut out for longer than an hour.
    ThrottledSecret.PASSWORD: _GROWING,
    # A PIN stays the same for years, so after five tries the pauses grow fast: ten tries in the
    # first day, then one a day, 0.04 % of a million in a year. Only who has proven another factor
    # of the person is asked for it; who stole that one closes no browser it was proven in before.
    ThrottledSecret.PIN: (
        *_GROWING[:5],
        *(timedelta(minutes=each) for each in (5, 30, 120, 720)),
        _DAY,
    ),
    # Six digits are guessable: after ten tries one a day (hostile case A04), on each counter
    # (`callers`).
    ThrottledSecret.TOTP: (*_GROWING[:9], _DAY),
    ThrottledSecret.PASSWORD_LINK_CODE: (*_GROWING[:9], _DAY),
    # Eighty random bits cannot be guessed, so failed tries must not lock this way in.
    ThrottledSecret.RECOVERY_CODE: _GROWING,
    # Five letters, then fewer and fewer, four a day in the end, on each of the three counters of an
    # account (`losses.links`): a person who lost a telephone may need a link at once.
    ThrottledSecret.LOSS_LINK: (*_GROWING[:4], *(timedelta(hours=each) for each in (1, 2, 4, 6))),
    # The same for who forgot a name or a password, on the counter of the typed name and on one of
    # the person (`losses.forgotten`).
    ThrottledSecret.FORGOTTEN: (*_GROWING[:4], *(timedelta(hours=each) for each in (1, 2, 4, 6))),
    # Beside those, the first of a day by each name is answered whatever was asked by other names.
    ThrottledSecret.FORGOTTEN_DAILY: (_DAY,),
    # Letters caused by other people's tries: two, then one in six hours, then one a day.
    ThrottledSecret.LETTER: (timedelta(0), timedelta(hours=6), timedelta(hours=6), _DAY),
    # Letters that guesses at the second factor bring about: one a day.
    ThrottledSecret.SECOND_STEP_LETTER: (_DAY,),
    # Letters that one kind of change by a signed-in person brings about: five, then one a day.
    ThrottledSecret.OWN_CHANGE_LETTER: (*_GROWING[:4], _DAY),
    # Questions of a child or ward that no guardian answered: five, then fewer and fewer, one a day
    # in the end. Each stands in the history of everybody who was asked.
    ThrottledSecret.GUARDIAN_ASKED: (
        *_GROWING[:4],
        *(timedelta(minutes=each) for each in (5, 30, 120, 720)),
        _DAY,
    ),
    # Codes to a new address, by person and by address: five, then fewer and fewer.
    ThrottledSecret.CONTACT_CODE: (*_GROWING[:4], timedelta(hours=1), timedelta(hours=6), _DAY),
    # Counted for one code, which five wrong tries make worthless.
    ThrottledSecret.CONTACT_TRY: (timedelta(0),),
    # It stays open to the owner during guessing; the code after it is throttled instead.
    ThrottledSecret.PASSWORD_WITH_CODE: (timedelta(0),),
    # Half of an identification number follows from what is known of a person, and six digits are
    # left: as a one-time code, for each person whose link somebody holds.
    ThrottledSecret.ACTIVATION_NUMBER: (*_GROWING[:9], _DAY),
    # Links that an officer sends again: three, then one in six hours, then one a day.
    ThrottledSecret.ACTIVATION_LETTER: (
        *_GROWING[:2],
        timedelta(hours=6),
        timedelta(hours=6),
        _DAY,
    ),
    # Copies of all data of a person, each of them much work: three, then one an hour.
    ThrottledSecret.DATA_COPY: (timedelta(0), timedelta(0), timedelta(hours=1)),
    # Messages to one contact that somebody wants to sign up with, who may be anybody: three, then
    # one in six hours, then one a day.
    ThrottledSecret.SIGN_UP: (*_GROWING[:2], timedelta(hours=6), timedelta(hours=6), _DAY),
    # Sign-ups from one network, be it a school or a carrier: thirty, then one in ten seconds.
    ThrottledSecret.SIGN_UP_NETWORK: (*(timedelta(0),) * 29, timedelta(seconds=10)),
    # Counted for a day of the installation; how many there are is a setting (`sign_up_daily`).
    ThrottledSecret.SIGN_UP_DAY: (timedelta(0),),
    # Applications for an account, by telephone; and for one person those with another's face,
    # whoever sends them: five, then one in six hours, then one a day.
    ThrottledSecret.APPLICATION: (*(timedelta(0),) * 4, timedelta(hours=6), _DAY),
    # From one network, be it a carrier or a school: sixty, then one in ten seconds.
    ThrottledSecret.APPLICATION_NETWORK: (*(timedelta(0),) * 59, timedelta(seconds=10)),
}

QUIET_FOR: Final = timedelta(days=7)
"""A counter untouched for so long is deleted; unknown user names leave rows too."""


def wait_after(factor: ThrottledSecret, tries: int) -> timedelta:
    """The wait before the next try after so many (at least one) without a success."""
    waits = WAITS[factor]
    return waits[min(tries, len(waits)) - 1]


def tries_before_wait(factor: ThrottledSecret, tries: int) -> int:
    """How many more wrong tries there are until one is followed by a wait; 0 when this was."""
    following = range(tries, len(WAITS[factor]) + 1)
    return next((each - tries for each in following if wait_after(factor, each)), 0)
