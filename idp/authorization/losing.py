"""Means that a person loses or gives up, and every open sign-in that stands on them (D32.3)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from idp.authorization.records import Records
from idp.factors.app_keys.service import AppKeys
from idp.factors.domain import Credential, CredentialKind
from idp.factors.service import Credentials
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused
from idp.platform.database import Database
from idp.tokens.service import Tokens

_NO_SESSION: Final = ""


@dataclass(frozen=True, slots=True)
class Halted:
    """What one report stopped: means, sessions, families of tokens; `logouts` are to be told."""

    stopped: tuple[Credential, ...]
    sessions: int
    tokens: int
    logouts: tuple[Id, ...]

    @property
    def anything(self) -> bool:
        """Whether this report found something to stop."""
        return bool(self.stopped or self.sessions or self.tokens)


@dataclass(frozen=True)
class LostDevices:
    """Only ever takes rights away, so whoever is present may ask it, however they signed in."""

    database: Database
    records: Records
    credentials: Credentials
    app_keys: AppKeys
    tokens: Tokens

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

    def stop(
        self, subject_id: Id, kinds: Collection[CredentialKind], *, keeps: Id | None
    ) -> Halted:
        """Stop every means of these kinds, and end what the person has open elsewhere.

        `keeps` is the session they report from. A sign-in that one of these means has begun ends
        too. The history entry of the report, its letter and the delivery of the logouts are the
        caller's. What is stopped already is not stopped again.
        """
        with self.database.transaction():
            stopped = self.credentials.stop_lost(subject_id, kinds)
            for each in stopped:
                self.records.end_standing_on(each.id)
            ended = self.tokens.end_elsewhere(subject_id, keeps=keeps or _NO_SESSION)
            return Halted(stopped, ended.sessions, ended.tokens, ended.logouts)
