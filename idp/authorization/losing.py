"""Means that a person loses or gives up, and every open sign-in that stands on them (D32.3)."""

from dataclasses import dataclass

from idp.authorization.records import Records
from idp.factors.app_keys.service import AppKeys
from idp.factors.service import Credentials
from idp.history.domain import Happening
from idp.history.service import History
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.database import Database
from idp.tokens.service import Tokens


@dataclass(frozen=True)
class LostDevices:
    """Only ever takes rights away, so whoever is present may ask it, however they signed in."""

    database: Database
    records: Records
    credentials: Credentials
    app_keys: AppKeys
    tokens: Tokens
    notices: Notices
    history: History

    def remove(self, subject_id: Id, credential_id: Id) -> Refused | None:
        """Remove one means; whoever has just proven it elsewhere gets no further with it.

        Refused as `Credentials.remove`.
        """
        with self.database.transaction():
            refused = self.credentials.remove(subject_id, credential_id)
            if refused is None:
                self.records.end_standing_on(credential_id)
            return refused

    def retire(self, word: str) -> Refused | None:
        """The application says that its key is gone; refused as `AppKeys.retire`."""
        with self.database.transaction():
            stopped = self.app_keys.retire(word)
            if isinstance(stopped, Refused):
                return stopped
            self.records.end_standing_on(stopped.id)
            return None

    def report(self, subject_id: Id, *, keeps: Id) -> None:
        """Stop every means that lives on a phone, and end what the person has open elsewhere.

        `keeps` is the session they report from. A sign-in that one of these means has begun ends
        too. Nothing is stopped or told twice: a second report, later or at once, changes nothing.
        Relying parties are told before this returns. Not to be called inside a transaction.
        """
        with self.database.transaction():
            stopped = self.credentials.stop_lost(subject_id)
            for each in stopped:
                self.records.end_standing_on(each.id)
            ended = self.tokens.end_elsewhere(subject_id, keeps=keeps)
            if stopped or ended.sessions or ended.tokens:
                self.history.append(
                    Happening.DEVICE_LOST,
                    subject_id=subject_id,
                    facts={"stopped": len(stopped), "sessions": ended.sessions},
                )
                self.notices.tell(subject_id, text_key=NoticeKind.DEVICE_LOST, facts={})
        if ended.logouts:
            self.notices.deliver(ended.logouts)
