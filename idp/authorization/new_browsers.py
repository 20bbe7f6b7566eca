"""Browsers a person signed in with before, and the letter about one that is new."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import bindparam, delete, exists, select, update

from idp.authorization.tables import KNOWN_BROWSER
from idp.factors.domain import Factor
from idp.factors.limits import Limits
from idp.kernel.clock import Clock
from idp.kernel.refusals import Refused
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.database import Database, Prepared, insert_new
from idp.platform.secrets import digest
from idp.sessions.domain import Session

KNOWN_FOR: Final = timedelta(days=400)
"""How long a browser is known after the last sign-in; its cookie lives as long."""

_MEET: Final = Prepared(insert_new(KNOWN_BROWSER))
_MEET_AGAIN: Final = Prepared(
    update(KNOWN_BROWSER)
    .where(
        KNOWN_BROWSER.c.subject_id == bindparam("subject"),
        KNOWN_BROWSER.c.browser_digest == bindparam("browser"),
    )
    .values(met_at=bindparam("now"))
)
_ANOTHER: Final = Prepared(
    select(KNOWN_BROWSER.c.met_at)
    .where(
        KNOWN_BROWSER.c.subject_id == bindparam("subject"),
        KNOWN_BROWSER.c.browser_digest != bindparam("browser"),
    )
    .limit(1)
)


@dataclass(frozen=True)
class NewBrowsers:
    """Joins the verb that signs somebody in."""

    database: Database
    clock: Clock
    limits: Limits
    notices: Notices

    def meet(self, session: Session, browser: str) -> None:
        """Remember the browser; of one that is new to the person they get a letter.

        Not of the very first, and fewer and fewer the more there are: who knows the password must
        not be able to fill the mailbox.
        """
        subject_id, seen = session.subject_id, digest(browser)
        new = self.database.change(
            _MEET, subject_id=subject_id, browser_digest=seen, met_at=self.clock.now()
        )
        if not new:
            now = self.clock.now()
            self.database.change(_MEET_AGAIN, subject=subject_id, browser=seen, now=now)
            return
        if self.database.one(_ANOTHER, subject=subject_id, browser=seen) is None:
            return
        key = digest(f"new browser:{subject_id}")
        if isinstance(self.limits.admit(key, Factor.LETTER), Refused):
            return
        self.notices.tell(
            subject_id,
            text_key=NoticeKind.NEW_BROWSER,
            facts={"device": session.device},
            undo={"device": session.device},
        )

    def forget_old(self) -> int:
        """Delete browsers whose cookie is gone; returns how many.

        The last one of each person stays: the first sign-in after years, from another browser, is
        one they must hear of.
        """
        later = KNOWN_BROWSER.alias()
        newer = exists().where(
            later.c.subject_id == KNOWN_BROWSER.c.subject_id,
            later.c.met_at > KNOWN_BROWSER.c.met_at,
        )
        old = KNOWN_BROWSER.c.met_at < self.clock.now() - KNOWN_FOR
        with self.database.transaction() as connection:
            return connection.execute(delete(KNOWN_BROWSER).where(old, newer)).rowcount
