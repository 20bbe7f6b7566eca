"""Browsers a person signed in with before, and the letter about one that is new."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, exists, func, insert, select, update

from idp.authorization.tables import KNOWN_BROWSER
from idp.factors.domain import ThrottledSecret
from idp.factors.throttling import OPENINGS, AttemptThrottle
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.database import Database, Prepared, purge
from idp.platform.secrets import digest
from idp.sessions.domain import Session

KNOWN_FOR: Final = timedelta(days=400)
"""How long a browser stays known after the last sign-in; its cookie lives as long."""
RENEWED_AFTER: Final = timedelta(days=1)
"""The day of the last sign-in is exact enough for that, and most sign-ins write nothing."""

_ADD: Final = Prepared(insert(KNOWN_BROWSER))
_RENEW: Final = Prepared(
    update(KNOWN_BROWSER)
    .where(
        KNOWN_BROWSER.c.subject_id == bindparam("subject"),
        KNOWN_BROWSER.c.browser_digest == bindparam("browser"),
    )
    .values(met_at=bindparam("now"))
)


class _Met(NamedTuple):
    """The person's known browsers: `met_at` of this one, and whether there is any."""

    met_at: datetime | None
    another: bool
    letters_open_at: datetime | None


_MET: Final = Prepared(
    select(
        select(KNOWN_BROWSER.c.met_at)
        .where(
            KNOWN_BROWSER.c.subject_id == bindparam("subject"),
            KNOWN_BROWSER.c.browser_digest == bindparam("browser"),
        )
        .scalar_subquery()
        .label("met_at"),
        exists().where(KNOWN_BROWSER.c.subject_id == bindparam("subject")).label("another"),
        select(OPENINGS.c.opens_at)
        .where(
            OPENINGS.c.account_key == bindparam("letters"),
            OPENINGS.c.factor == ThrottledSecret.LETTER,
        )
        .scalar_subquery()
        .label("letters_open_at"),
    ),
    _Met,
)


@dataclass(frozen=True, slots=True)
class BrowserCheck:
    """A person in a browser: whether they were there before, and whether they get a letter."""

    known: bool
    letter: bool


@dataclass(frozen=True)
class NewBrowsers:
    """Joins the transaction of the sign-in."""

    database: Database
    clock: Clock
    throttle: AttemptThrottle
    notices: Notices

    def read_ahead(self, subject_id: Id, browser: str) -> None:
        """What `check` reads is read behind the next statement (see `Database.read_ahead`)."""
        self.database.read_ahead(_MET, **_met(subject_id, browser))

    def check(self, subject_id: Id, browser: str) -> BrowserCheck:
        """Whether the person has signed in in this browser before; renews that memory daily.

        The caller has locked the account and keeps the lock until `remember`: of two simultaneous
        sign-ins from one browser the second finds it known. No letter is owed for the account's
        first browser, and letters get rarer with their number, so that a thief of the password
        cannot fill the mailbox.
        """
        asked, now = _met(subject_id, browser), self.clock.now()
        seen, letters = asked["browser"], asked["letters"]
        (met,) = self.database.all(_MET, **asked)
        if met.met_at is not None:
            if now - met.met_at > RENEWED_AFTER:
                self.database.execute(_RENEW, subject=subject_id, browser=seen, now=now)
            return BrowserCheck(known=True, letter=False)
        letter = met.another and self.throttle.acquire_if_open(
            letters, ThrottledSecret.LETTER, opens_at=met.letters_open_at
        )
        return BrowserCheck(known=False, letter=letter)

    def remember(self, session: Session, browser: str, meeting: BrowserCheck | None = None) -> None:
        """Remember a new browser of the person, about which they may get a letter."""
        subject_id, seen, now = session.subject_id, digest(browser), self.clock.now()
        meeting = meeting or self.check(subject_id, browser)
        if meeting.known:
            return
        self.database.enqueue(_ADD, subject_id=subject_id, browser_digest=seen, met_at=now)
        if meeting.letter:
            self.notices.notify(
                subject_id,
                text_key=NoticeKind.NEW_BROWSER,
                facts={"device": session.device},
                undo={"device": session.device},
            )

    def purge_expired(self) -> int:
        """Delete browsers whose cookie has expired; returns how many.

        The last one of each person stays, so that a sign-in from another browser after years sends
        a letter.
        """
        later = KNOWN_BROWSER.alias()
        met = KNOWN_BROWSER.c.met_at
        of_the_person = later.c.subject_id == KNOWN_BROWSER.c.subject_id
        # Per old row: an EXISTS could become a join with all browsers.
        newest = select(func.max(later.c.met_at)).where(of_the_person).scalar_subquery()
        old = met < self.clock.now() - KNOWN_FOR
        return purge(self.database, KNOWN_BROWSER, old, met < newest, by=met)


def _met(subject_id: Id, browser: str) -> dict[str, Any]:
    """The values of `_MET`."""
    letters = digest(f"new browser:{subject_id}")
    return {"subject": subject_id, "browser": digest(browser), "letters": letters}
