"""Links by which a report is confirmed from the mailbox on record (D32.3).

A request costs the same for every name: it is only stored, and the worker that writes the letter
looks the account up.

Letters are limited for each account and day, not for each browser: a thief of the password can make
any number of browsers known. An account has three counters: for unknown callers, for browsers in
which the password was proven, and for browsers in which another credential was proven too; the
password alone cannot exhaust the third.

Anybody can ask, and choose what the form of the link shows at first; whoever opens the link chooses
again. So a stranger who uses up the letters has sent the owner links with which they report what
they lost.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import insert

from idp.accounts.service import Accounts
from idp.factors.callers import UNKNOWN_CALLER, Caller, GuessedAccount, KnownBrowsers, Lane
from idp.factors.domain import CredentialKind, ThrottledSecret
from idp.factors.passwords import Passwords
from idp.factors.service import Credentials
from idp.factors.throttling import AttemptThrottle
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Through, Unproven
from idp.kernel.ids import ABSENT_SUBJECT, Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.losses.domain import LINK_LIFETIME, Report, report_from
from idp.losses.tables import LOSS_LINK_REQUEST
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.one_time.domain import OneTimeToken, OneTimeTokenKind
from idp.one_time.service import OneTimeTokens
from idp.platform.database import Queue, Row
from idp.platform.secrets import digest

_AUDIENCE: Final = "report-loss"
"""The audience of a link: it is mailed, so the browser is not known."""
_REQUEST: Final = insert(LOSS_LINK_REQUEST)
_ASKED: Final = Queue(LOSS_LINK_REQUEST, LOSS_LINK_REQUEST.c.id, LOSS_LINK_REQUEST.c.id)


@dataclass(frozen=True)
class LossLinks:
    context: ServiceContext
    accounts: Accounts
    throttle: AttemptThrottle
    passwords: Passwords
    credentials: Credentials
    known_browsers: KnownBrowsers
    one_time_tokens: OneTimeTokens
    notices: Notices

    def request(
        self, report: Report, *, username: str, caller: Caller = UNKNOWN_CALLER
    ) -> Refused | None:
        """Store a request for a link. Refused TOO_MANY_TRIES (`retry_at`)."""
        account = self.passwords.account(username)
        counted = self.throttle.acquire(self._counter(caller, account), ThrottledSecret.LOSS_LINK)
        if isinstance(counted, Refused):
            return counted
        with self.context.database.transaction():
            self.context.database.execute(
                _REQUEST,
                id=new_id(),
                username_key=account.account_key,
                reason=report.reason,
                lost=sorted(report.lost),
                asked_at=self.context.clock.now(),
            )
        return None

    def send_due(self) -> int:
        """Queue a letter for each existing name; returns how many letters."""
        return _ASKED.each(self.context.database, self._send)

    def peek(self, link: str) -> tuple[Id, Report] | None:
        """The person of a link and the report that was asked for; reading does not use it up."""
        token = self.one_time_tokens.peek(OneTimeTokenKind.LOSS_LINK, link, audience=_AUDIENCE)
        report = None if token is None else _report(token)
        if token is None or token.subject_id is None or report is None:
            return None
        return token.subject_id, report

    def redeem(self, link: str) -> Id | Refused:
        """Use up a link of the person returned. Refused NOT_FOUND: unknown, used or expired."""
        found = self.peek(link)
        if found is None:
            return Refused(Reason.NOT_FOUND)
        used = self.one_time_tokens.consume(
            OneTimeTokenKind.LOSS_LINK, link, audience=_AUDIENCE, subject_id=found[0]
        )
        return Refused(Reason.NOT_FOUND) if isinstance(used, Refused) else found[0]

    def _counter(self, caller: Caller, account: GuessedAccount) -> bytes:
        """The key of the counter of letters (32 bytes), shared by callers with the same proof."""
        lane = self.known_browsers.scope(caller, account).lane
        if lane is Lane.SECOND_PROOF or self._proved_another(caller, account):
            return digest(f"loss-links:another-means:{account.subject_id}")
        if lane is Lane.KNOWN_BROWSER:
            return digest(f"loss-links:password:{account.subject_id}")
        return account.key

    def _proved_another(self, caller: Caller, account: GuessedAccount) -> bool:
        """Whether an effective credential other than the password was proven in this browser."""
        if not caller.marks:
            return False
        now, whose = self.context.clock.now(), account.subject_id or ABSENT_SUBJECT
        others = [
            each.id
            for each in self.credentials.held(whose)
            if each.kind is not CredentialKind.PASSWORD
            and each.disabled_at is None
            and not each.pending(now)
        ]
        return self.known_browsers.knows_any(caller, whose, others)

    def _send(self, row: Row) -> bool:
        subject_id = self.accounts.with_key(row.username_key)
        if subject_id is None:
            return False
        link = self.one_time_tokens.issue(
            OneTimeTokenKind.LOSS_LINK,
            audience=_AUDIENCE,
            valid_for=LINK_LIFETIME,
            subject_id=subject_id,
            content={"reason": row.reason, "lost": row.lost},
        )
        self.context.history.append(
            EventType.LOSS_LINK_ASKED,
            actor=Unproven(through=Through.BROWSER),
            subject_id=subject_id,
        )
        facts = {"path": f"/public/report-loss/{link}"}
        return self.notices.notify(
            subject_id, text_key=NoticeKind.LOSS_LINK, facts=facts, by_mail=True
        )


def _report(token: OneTimeToken) -> Report | None:
    return report_from(token.content["reason"], token.content["lost"])
