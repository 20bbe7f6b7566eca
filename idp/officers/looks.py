"""Looks of officers at people: the case before the person, and no search that is not recorded."""

from dataclasses import dataclass
from typing import Any, Final

from idp.access.powers import Power, may
from idp.accounts.service import Accounts
from idp.casework.domain.cases import Case
from idp.casework.domain.moves import About
from idp.casework.service import Cases
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.history.extracts import Extract
from idp.history.search_leads import SEARCHES, lead_to, searches_before
from idp.kernel.actors import ActingClient, Officer
from idp.kernel.ids import Id, is_id
from idp.kernel.refusals import Reason, Refused
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.officers.domain.looks import (
    LOOKS_FOR,
    TOLD_AGAIN_AFTER,
    Purpose,
    case_fault,
    is_number,
    purpose_in,
)
from idp.officers.procedures import PERSON_REQUEST, PersonRequestEvent, RequestGround

_AFTER_A_SIGN_IN: Final = frozenset({None, Reason.FRESH_SIGN_IN_REQUIRED})


@dataclass(frozen=True)
class Looks:
    """`cases` are those that a look may be for: each is about one person."""

    context: ServiceContext
    accounts: Accounts
    cases: Cases
    notices: Notices

    def look(self, officer: Officer, who: str, *, number: str, purpose: str) -> Id | Refused:
        """Record that an officer looks at a person, before anything is shown; whom (D17.3).

        `who`: the exact user name, identification number or id; `number` is that of the case. The
        person reads it in their history, with case and purpose, and gets a letter about the first
        look of a day for a case and purpose. The case is decided on before the
        person is looked up, so a refusal tells nothing about an account that the case is not about.
        Refused, each with an entry in the history: as `may`; CASE_MISSING without a case, a
        purpose or a name; LOOK_NOT_COVERED as `case_fault`, for an inspection by one who does not
        inspect, and where the case is not about the person. The entry alone tells these apart
        (NOT_FOUND is the last of them).
        """
        case = self.cases.by_number(number)
        meant = purpose_in(purpose)
        reason = self._look_refusal(officer, who, number, case, meant)
        whom = self.accounts.found(who) if reason is None else None
        if case is None or meant is None or whom is None or whom != case.subject_id:
            told = {"number": number if is_number(number) else None, "purpose": meant}
            kept = None if case is None else case.id
            self._refuse(officer, who, reason or Reason.NOT_FOUND, {"case": kept, **told})
            return Refused(reason or Reason.LOOK_NOT_COVERED)
        database, now = self.context.database, self.context.clock.now()
        with database.transaction():
            searches = searches_before(database, officer, whom, now)
            lead_to(database, searches, case.id, now)
            self.context.history.append(
                EventType.PERSON_LOOKED_AT,
                subject_id=whom,
                actor=officer,
                facts={
                    "case": case.id,
                    "purpose": meant,
                    "desk": officer.desk,
                    "desk_kind": officer.desk_kind,
                    "told": self._tell(whom, case, meant, officer),
                    **({SEARCHES: list(searches)} if searches else {}),
                },
            )
        return whom

    def request(self, officer: Officer, who: str, *, ground: str) -> Case | Refused:
        """Open the case of a request about one person, which its officer works on.

        Refused, each with an entry in the history: as `may`; NOT_FOUND when nobody has this name,
        number or id, and nothing of the ground is kept, which no person's key could seal; as
        `Cases.open`.
        """
        refused = may(officer, Power.PERSON_LOOK, self.context.clock.now())
        if refused is not None:
            return self._refuse(officer, who, refused, {"case": None})
        with self.context.database.transaction():
            whom = self.accounts.found(who)
            if whom is None:
                return self._refuse(officer, who, Reason.NOT_FOUND, {"case": None})
            case = self.cases.open(
                PERSON_REQUEST,
                officer,
                EventType.PERSON_REQUEST_OPENED,
                about=About(subject_id=whom),
                facts=RequestGround(ground),
            )
            if isinstance(case, Refused):
                return self._refuse(officer, who, case.reason, {"case": None})
            return taken(self.cases, case, officer)

    def missed(self, actor: Officer | ActingClient, who: str, reason: Reason) -> Refused:
        """Record that another act named a person in vain: its answer tells who has an account."""
        return self._refuse(actor, who, reason, {"case": None})

    def has_looked(self, officer: Officer, subject_id: str) -> bool:
        """Whether a look at this person was recorded in this session and appointment, lately."""
        if not is_id(subject_id):
            return False
        since = self.context.clock.now() - LOOKS_FOR
        return any(
            each.happening is EventType.PERSON_LOOKED_AT
            and each.happened_at > since
            and isinstance(each.actor, Officer)
            and each.actor.officer_id == officer.officer_id
            and each.actor.session_id == officer.session_id
            and each.actor.appointment_id == officer.appointment_id
            for each in self.context.history.for_subject(subject_id)
        )

    def _tell(self, whom: Id, case: Case, purpose: Purpose, officer: Officer) -> bool:
        """Write to the person, unless a like look brought a letter lately; whether one is owed.

        Like: from the same desk, for the same case and purpose.
        """
        since = self.context.clock.now() - TOLD_AGAIN_AFTER
        like = {"case": case.id, "purpose": purpose, "desk": officer.desk, "told": True}
        lately = self.context.history.for_subject(whom, only=Extract.LOOKS)
        if any(each.happened_at > since and like.items() <= each.facts.items() for each in lately):
            return False
        facts = {"number": case.number, "purpose": purpose, "body": officer.desk}
        return self.notices.notify(
            whom,
            text_key=NoticeKind.PERSON_LOOKED_AT,
            facts={**facts, "role": list(officer.roles)},
        )

    def _look_refusal(
        self,
        officer: Officer,
        who: str,
        number: str,
        case: Case | None,
        purpose: Purpose | None,
    ) -> Reason | None:
        now = self.context.clock.now()
        refused = may(officer, Power.PERSON_LOOK, now)
        if refused is None and (not who or not number or purpose is None):
            return Reason.CASE_MISSING
        if refused is None and purpose is Purpose.INSPECTION:
            inspects = may(officer, Power.HISTORY_READ, now)
            refused = None if inspects is None else Reason.LOOK_NOT_COVERED
        return refused or case_fault(case, officer, movable=is_movable(self.cases, case, officer))

    def _refuse(
        self,
        actor: Officer | ActingClient,
        who: str,
        reason: Reason,
        facts: dict[str, Any],
    ) -> Refused:
        """The refusal and its entry: what was typed is in it as a keyed digest alone."""
        at: dict[str, Any] = {}
        if isinstance(actor, Officer):
            at = {"desk": actor.desk, "desk_kind": actor.desk_kind}
        with self.context.database.transaction():
            self.context.history.append(
                EventType.PERSON_LOOK_REFUSED,
                actor=actor,
                facts={
                    **facts,
                    "reason": reason,
                    "asked": self.accounts.username_key(who).hex(),
                    **at,
                },
            )
        return Refused(reason)


def is_movable(cases: Cases, case: Case | None, officer: Officer) -> bool:
    """Whether this officer can make a move of the case, at most after a fresh sign-in."""
    offers = () if case is None else cases.offers(case, officer)
    return any(each.refused in _AFTER_A_SIGN_IN for each in offers)


def taken(cases: Cases, request: Case, officer: Officer) -> Case:
    """A new request, in the charge of who opened it; joins the unit of work that opens it."""
    moved = cases.fire(request.id, PersonRequestEvent.TAKE, officer)
    if isinstance(moved, Refused):
        raise RuntimeError("a new request cannot be moved")  # noqa: TRY004
    return moved.case
