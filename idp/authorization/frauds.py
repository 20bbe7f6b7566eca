"""A fraud that is found later: what it had bound falls, with everything that stood on it."""

from dataclasses import dataclass, replace
from datetime import datetime

from idp.assurance.binding import Bound
from idp.assurance.tainting import Fraud, bound_again
from idp.authorization.endings import Endings
from idp.factors.domain import Credential
from idp.factors.service import Credentials
from idp.history.domain import Happening
from idp.history.service import History
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.notices.service import Notices
from idp.platform.database import Database


@dataclass(frozen=True, slots=True)
class Fallen:
    """What a fraud had bound: `stopped` for good, or `lowered` because one officer is doubted."""

    stopped: tuple[Credential, ...]
    lowered: tuple[Credential, ...]
    sessions: int


@dataclass(frozen=True)
class Frauds:
    database: Database
    credentials: Credentials
    endings: Endings
    notices: Notices
    history: History

    def of_ceremony(self, ceremony_id: Id, *, by: str) -> Fallen | Refused:
        """One ceremony was a fraud. Refused NOT_FOUND."""
        subject_id = self.credentials.bindings.subject_of(ceremony_id)
        if subject_id is None:
            return Refused(Reason.NOT_FOUND)
        facts = {"ceremony": ceremony_id}
        return self._fall(subject_id, Fraud(ceremonies=frozenset({ceremony_id})), facts, by)

    def of_credential(self, credential_id: Id, *, since: datetime, by: str) -> Fallen | Refused:
        """A means was in wrong hands since then; it stops. Refused NOT_FOUND."""
        subject_id = self.credentials.owner_of(credential_id)
        if subject_id is None:
            return Refused(Reason.NOT_FOUND)
        facts = {"credential_id": credential_id, "since": since.isoformat()}
        fraud = Fraud(credentials={credential_id: since})
        return self._fall(subject_id, fraud, facts, by)

    def of_officer(self, officer: str, *, since: datetime, by: str) -> list[Fallen]:
        """An officer was dishonest since then: what they bound counts for level 2 at most."""
        fraud = Fraud(officers={officer: since})
        facts = {"officer": officer, "since": since.isoformat()}
        whose = self.credentials.bindings.bound_by(officer, since=since)
        return [self._fall(each, fraud, facts, by) for each in whose]

    def _fall(self, subject_id: Id, fraud: Fraud, facts: dict[str, str], by: str) -> Fallen:
        with self.database.transaction():
            held = self.credentials.take_turn(subject_id)
            self.credentials.bindings.taint(fraud.ceremonies)
            left = bound_again(self.credentials.bindings.of(subject_id, held), fraud)
            low = [each for each in held if _falls(each, left.get(each.id), fraud)]
            lowered = [each for each in low if fraud.officers and left[each.id].bound]
            stopped = [each for each in low if each not in lowered]
            self.history.append(
                Happening.BINDING_TAINTED, subject_id=subject_id, actor=by, facts=facts
            )
            for each in stopped:
                self.credentials.dispute(each, actor=by)
            for each in lowered:
                bound = left[each.id]
                self.credentials.bindings.rebind(
                    replace(each, bound=min(each.bound, bound.bound), identity=False)
                )
            gone = {each.id for each in stopped}
            ended = self.endings.end(subject_id, stopped=gone, reason="fraud")
        if ended.logouts:
            self.notices.deliver(ended.logouts)
        return Fallen(tuple(stopped), tuple(lowered), ended.sessions)


def _falls(credential: Credential, left: Bound | None, fraud: Fraud) -> bool:
    """Whether it is worth less without the fraud; a means of before bindings stays as it is."""
    if credential.id in fraud.credentials:
        return True
    if left is None:
        return False
    return left.bound < credential.bound or (credential.identity and not left.identity)
