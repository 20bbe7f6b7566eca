"""Forgotten user names and passwords, and lost links that activate: asked for on a public page.

The page stores a request and says the same to everybody; the worker looks the account up, and
answers by a message. It goes to contacts that the person confirmed, or, where the account is not
activated, to the registered one; and to nobody else.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import insert

from idp.accounts.domain import AccountState
from idp.accounts.service import Accounts
from idp.activation.service import Activations
from idp.contacts.service import ContactChanges
from idp.factors.callers import UNKNOWN_CALLER, Caller, GuessedAccount, KnownBrowsers, Lane
from idp.factors.domain import ThrottledSecret
from idp.factors.passwords import Passwords
from idp.factors.throttling import AttemptThrottle
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Through, Unproven
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Refused
from idp.losses.password_links import PasswordLinks
from idp.losses.tables import FORGOTTEN_REQUEST
from idp.notices.domain import NoticeKind
from idp.notices.domain.recipients import CHANNELS
from idp.notices.service import Notices
from idp.platform.database import Queue, Row
from idp.platform.secrets import digest
from idp.subjects.service import Subjects

_REQUEST: Final = insert(FORGOTTEN_REQUEST)
_ASKED: Final = Queue(FORGOTTEN_REQUEST, FORGOTTEN_REQUEST.c.id, FORGOTTEN_REQUEST.c.id)
_BY_BROWSER: Final = Unproven(through=Through.BROWSER)


class Forgotten(StrEnum):
    """What a person says to have forgotten, or lost."""

    USERNAME = "username"
    PASSWORD = "password"  # noqa: S105 - what was forgotten
    ACTIVATION_LINK = "activation_link"


@dataclass(frozen=True)
class ForgottenSecrets:
    """`links`: for new passwords."""

    context: ServiceContext
    accounts: Accounts
    subjects: Subjects
    throttle: AttemptThrottle
    passwords: Passwords
    known_browsers: KnownBrowsers
    contacts: ContactChanges
    activations: Activations
    links: PasswordLinks
    notices: Notices

    def request(
        self, forgotten: Forgotten, *, username: str, caller: Caller = UNKNOWN_CALLER
    ) -> Refused | None:
        """Store a request about whom `username` means, known or not (`accounts.identifiers`).

        Each kind is counted apart. Known browsers share a counter of the person, so that others
        cannot close it, and a thief of the password, who can make any number of browsers known, has
        no more of them. Refused TOO_MANY_TRIES (`retry_at`).
        """
        account = self.passwords.account(username)
        scope = self.known_browsers.scope(caller, account)
        known = scope.lane is not Lane.UNKNOWN
        whose = account.subject_id if known else account.key.hex()
        counted = self.throttle.acquire(
            digest(f"forgotten-request:{forgotten}:{scope.lane}:{whose}"), ThrottledSecret.FORGOTTEN
        )
        if isinstance(counted, Refused):
            return counted
        first = not known and self._is_first_of_a_day(forgotten, account)
        with self.context.database.transaction():
            self.context.database.execute(
                _REQUEST,
                id=new_id(),
                account_key=account.account_key,
                forgotten=forgotten,
                known=known or first,
                asked_at=self.context.clock.now(),
            )
        return None

    def send_due(self) -> int:
        """Queue what is owed for each request about somebody; returns for how many."""
        return _ASKED.each(self.context.database, self._send)

    def _send(self, row: Row) -> bool:
        subject_id = self.accounts.with_key(row.account_key)
        if subject_id is None or self.subjects.joined_to(subject_id) is not None:
            return False  # the contacts of a duplicate count no more
        if not (row.known or self._admits(subject_id, row.forgotten)):
            return False
        if row.forgotten == Forgotten.USERNAME:
            return self._send_username(subject_id)
        if row.forgotten == Forgotten.ACTIVATION_LINK or self._is_granted(subject_id):
            return self.activations.send_again(subject_id)
        self._record(EventType.PASSWORD_LINK_ASKED, subject_id)
        return self.links.send(subject_id)

    def _is_granted(self, subject_id: Id) -> bool:
        """Whether the account was never activated: no password of it can be used, or replaced."""
        status = self.accounts.status_of(subject_id)
        return status is not None and status.state is AccountState.GRANTED

    def _is_first_of_a_day(self, forgotten: Forgotten, account: GuessedAccount) -> bool:
        """Whether nobody asked by this name for a day, known or not.

        Then it is answered although others have used up the counter of the person. Of each name,
        as a stranger who knows one would use up one of the person as well: whoever types a name
        that they do not know gets a message, and who knows every name sends one a day by each.
        """
        return self.throttle.acquire_if_open(
            digest(f"forgotten-daily:{forgotten}:{account.key.hex()}"),
            ThrottledSecret.FORGOTTEN_DAILY,
            opens_at=None,
        )

    def _admits(self, subject_id: Id, forgotten: str) -> bool:
        """Whether one more message to this person may be brought about from unknown browsers.

        A person has several names, each with its own counter, and one mailbox. Requests for the
        name do not use up those for a password.
        """
        counted = self.throttle.acquire(
            digest(f"forgotten:{forgotten}:{subject_id}"), ThrottledSecret.FORGOTTEN
        )
        return not isinstance(counted, Refused)

    def _send_username(self, subject_id: Id) -> bool:
        account = self.accounts.by_subject(subject_id)
        reached = self.contacts.confirmed(subject_id)
        self._record(EventType.USERNAME_ASKED, subject_id)
        for each in reached if account is not None else ():
            self.notices.write_to(
                subject_id,
                CHANNELS[each.kind],
                each.value,
                text_key=NoticeKind.USERNAME_ASKED,
                facts={"label": account.username if account else ""},
            )
        return bool(reached)

    def _record(self, happening: EventType, subject_id: Id) -> None:
        self.context.history.append(happening, actor=_BY_BROWSER, subject_id=subject_id)
