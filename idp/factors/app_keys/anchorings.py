"""Binding an application key to its person in front of two officers: a case of the engine (Q12)."""

from dataclasses import dataclass

from idp.accounts.service import Accounts
from idp.accounts.shown_documents import DocumentData
from idp.casework.domain.cases import Case, facts_in
from idp.casework.domain.facts import facts_of
from idp.casework.domain.moves import About, Done, Move
from idp.casework.service import Cases
from idp.factors.app_keys.procedures import KEY_ANCHORING, LONGEST, KeyToAnchor
from idp.factors.app_keys.service import AppKeys
from idp.history.domain import EventType
from idp.history.service import History
from idp.kernel.actors import Actor, Officer
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.texts import is_plain
from idp.platform.database import Database


@dataclass(frozen=True)
class AnchoringEffects:
    """What changes beside the case when a key is anchored."""

    engine: Cases
    keys: AppKeys

    def check(self, move: Move) -> Refused | None:
        """As `AppKeys.anchoring_refusal`."""
        return self.keys.anchoring_refusal(
            self._sought(move.case.id).credential, officers=_officers(move)
        )

    def confirm(self, move: Move) -> Done:
        """The key is bound to its person after the cool-off, and the person gets a letter."""
        credential_id, place = self._sought(move.case.id).credential, _place(move.actor)
        self.keys.anchor(credential_id, officers=_officers(move), place=place)
        return Done(told={"credential_id": credential_id, "place": place})

    def _sought(self, case_id: Id) -> KeyToAnchor:
        return facts_of(KeyToAnchor, self.engine.events(case_id)[0].facts)


@dataclass(frozen=True)
class KeyAnchorings:
    database: Database
    history: History
    accounts: Accounts
    engine: Cases
    keys: AppKeys

    def begin(
        self, username: str, shown: DocumentData, *, key: str, document: str, actor: Actor
    ) -> Case | Refused:
        """The first officer compared the document, and read the number of the key on the telephone.

        `username` may be empty: then the number of the document finds the person. Refused: as
        `May`, and DOCUMENT_UNREADABLE for a name of the document that is too long or has
        characters that do not show, before anybody is looked up; NOT_FOUND for an unknown
        person; IDENTITY_NOT_EXAMINED of who made their account; MATCH_MISSING when the document and
        the register disagree; MEANS_NOT_ALLOWED where the person has no such key; as
        `AppKeys.anchoring_refusal`. History tells who tried.
        """
        with self.database.transaction():
            refused = self.engine.opening_refusal(KEY_ANCHORING, actor)
            if not is_plain(document, LONGEST):
                return Refused(refused or Reason.DOCUMENT_UNREADABLE)
            if refused is not None:
                return self._refuse(refused, None, document, actor)
            account = self.accounts.holder(username, shown.number)
            subject_id = None if account is None else account.subject_id
            if subject_id is None:
                return self._refuse(Reason.NOT_FOUND, None, document, actor)
            why = self.accounts.why_not_of(subject_id, shown)
            if why is not None:
                return self._refuse(why, subject_id, document, actor)
            opened = self._open(subject_id, key, document, actor)
            if isinstance(opened, Refused):
                return self._refuse(opened.reason, subject_id, document, actor)
            return opened

    def _open(self, subject_id: Id, key: str, document: str, actor: Actor) -> Case | Refused:
        found = self.keys.of_number(subject_id, key)
        if found is None:
            return Refused(Reason.MEANS_NOT_ALLOWED)
        closed = self.keys.anchoring_refusal(found.id, officers=(actor,))
        return closed or self.engine.open(
            KEY_ANCHORING,
            actor,
            EventType.KEY_ANCHORING_BEGUN,
            about=About(subject_id=subject_id),
            facts=KeyToAnchor(found.id, self.keys.number(found.id), document),
            told={"credential_id": found.id, "document": document},
        )

    def sought(self, case_id: Id) -> KeyToAnchor:
        """The key and the document of a case. Raises LookupError for another case."""
        told = facts_in(self.engine.events(case_id))
        return facts_of(KeyToAnchor, told)

    def _refuse(
        self, reason: Reason, subject_id: Id | None, document: str, actor: Actor
    ) -> Refused:
        facts = {"document": document, "reason": reason}
        self.history.append(
            EventType.KEY_ANCHORING_REFUSED, subject_id=subject_id, actor=actor, facts=facts
        )
        return Refused(reason)


def _officers(move: Move) -> tuple[Actor, ...]:
    """Everybody who acted in the case, and who completes it last."""
    return (*dict.fromkeys(each for each in move.authors if each != move.actor), move.actor)


def _place(actor: Actor) -> str:
    return actor.desk if isinstance(actor, Officer) else "demonstration"
