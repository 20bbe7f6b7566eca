"""The caller of a try: the counter it counts on, and its share of the hashing queue.

Unknown callers share one counter per account: all of them together have few tries. A browser in
which the present password was shown before, and a person who has proven another means in this
sign-in, count apart: unknown callers cannot lock them out. Neither is evidence.

A guesser has only the tries of an unknown caller: a separate counter takes the password, the cookie
or another credential of its owner. A separate counter is throttled like any other.

A one-time code or a PIN is asked for after another factor, which a thief may have. So a browser is
known for it only once that credential itself was verified there: to it, a thief with the password
is an unknown caller, in however many browsers they sign in. For each code app, and the PIN, all
unknown callers share ten tries in the first hours and one a day after that (`WAITS`), fewer than
fifty in any thirty days. Each known browser has as many on its own counter; to get one takes a
right code, or the cookie of such a browser. NIST SP 800-63B section 5.2.2 limits failures in a row
to a hundred: thieves reach that after seventy days at the earliest, and a permanent lock would let
them lock the owner out.
"""

import base64
import binascii
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from idp.kernel.ids import Id
from idp.platform.fair_queue import Share
from idp.platform.jose import encode
from idp.platform.secrets import constant_time_equal, digest, keyed_digest, random_token

MOST_MARKS: Final = 12
"""Means that were proven in a browser, three of each of four people who share it; the one proven
longest ago is forgotten."""
OWNER: Final = Share(known=True)
"""A signed-in person who changes their own credentials."""
_DEVICE: Final = 16
_MARK: Final = 2 * _DEVICE


class Lane(StrEnum):
    UNKNOWN = "stranger"
    KNOWN_BROWSER = "known_browser"
    SECOND_PROOF = "second_proof"


@dataclass(frozen=True, slots=True)
class Caller:
    """`source` is the network, `marks` the browser's cookie, `proven` a person by another factor.

    A caller without any of the three is unknown.
    """

    source: str = ""
    marks: str = field(default="", repr=False)
    proven: Id | None = None


UNKNOWN_CALLER: Final = Caller()


@dataclass(frozen=True, slots=True)
class ThrottleScope:
    """The lane and counter of a caller at one account; `counter` is a key of 32 bytes."""

    lane: Lane
    counter: bytes
    source: str

    @property
    def share(self) -> Share:
        return Share(known=self.lane is not Lane.UNKNOWN, source=self.source)


@dataclass(frozen=True, slots=True)
class GuessedAccount:
    """The target of a guess. `key` is of the name as typed, also where no person has it.

    A person may type several names (`accounts.identifiers`). Each has its own counter: with one for
    all, a name that has to wait without a try at it would tell whose it is. `account_key` finds the
    account, if there is one. A mark names the credential, so it is not valid after a change of the
    password.
    """

    key: bytes
    subject_id: Id | None = None
    credential_id: Id | None = None
    account_key: bytes = b""


@dataclass(frozen=True)
class KnownBrowsers:
    """Marks of known browsers, derived and verified with one key; they are not stored."""

    key: bytes = field(repr=False)

    def scope(self, caller: Caller, account: GuessedAccount) -> ThrottleScope:
        """The counter for a try of this caller."""
        if account.subject_id is not None and caller.proven == account.subject_id:
            counter = digest(f"proven:{account.subject_id}")
            return ThrottleScope(Lane.SECOND_PROOF, counter, caller.source)
        device = self._device(caller.marks, account)
        if device is None:
            return ThrottleScope(Lane.UNKNOWN, account.key, caller.source)
        counter = digest(f"browser:{account.subject_id}:{device.hex()}")
        return ThrottleScope(Lane.KNOWN_BROWSER, counter, caller.source)

    def counter(self, caller: Caller, subject_id: Id, credential_id: Id, *, shared: str) -> bytes:
        """The counter (32 bytes) for a try at a factor that is asked for after another one.

        `credential_id`: of that factor; `shared` names the counter of all unknown callers.
        `caller.proven`: the person whose telephone proved its key; those telephones share one
        counter.
        """
        if caller.proven == subject_id:
            return digest(f"proven:{subject_id}")
        device = self._device(caller.marks, GuessedAccount(b"", subject_id, credential_id))
        return digest(shared if device is None else f"browser:{subject_id}:{device.hex()}")

    def knows_any(self, caller: Caller, subject_id: Id, credential_ids: Collection[Id]) -> bool:
        """Whether one of these credentials was proven in the caller's browser."""
        accounts = (GuessedAccount(b"", subject_id, each) for each in credential_ids)
        return any(self._device(caller.marks, each) is not None for each in accounts)

    def remember(self, marks: str, *, subject_id: Id, credential_id: Id) -> str:
        """The marks of a browser in which this credential has just been verified.

        `credential_id`: a password's, or of another kind of means.
        """
        account = GuessedAccount(b"", subject_id, credential_id)
        others = [each for each in _marks(marks) if not self._is_of(each, account)]
        device = self._device(marks, account) or digest(random_token())[:_DEVICE]
        mark = device + self._proof(device, account)
        return ".".join(map(encode, (mark, *others[: MOST_MARKS - 1])))

    def _device(self, marks: str, account: GuessedAccount) -> bytes | None:
        if account.subject_id is None or account.credential_id is None:
            return None
        mine = (each for each in _marks(marks) if self._is_of(each, account))
        return next((each[:_DEVICE] for each in mine), None)

    def _is_of(self, mark: bytes, account: GuessedAccount) -> bool:
        return constant_time_equal(mark[_DEVICE:], self._proof(mark[:_DEVICE], account))

    def _proof(self, device: bytes, account: GuessedAccount) -> bytes:
        named = f"{device.hex()}:{account.subject_id}:{account.credential_id}"
        return keyed_digest(self.key, named)[:_DEVICE]


def _marks(text: str) -> list[bytes]:
    """The marks in a cookie; malformed ones are left out."""
    found = []
    for each in text.split(".")[:MOST_MARKS]:
        try:
            mark = base64.urlsafe_b64decode(each + "=" * (-len(each) % 4))
        except (binascii.Error, ValueError):
            continue
        if len(mark) == _MARK:
            found.append(mark)
    return found
