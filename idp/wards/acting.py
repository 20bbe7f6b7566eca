"""What each act for a child or ward asks before, and how those act who act only together.

Both are the same for the first activation and for what comes later: who acts now by the records, in
which session, of which page; and who of several has agreed to it (D14.2-1).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple, Protocol, TypeVar

from idp.accounts.domain import Account, AccountState, AccountStatus, acts_alone
from idp.accounts.locks import AccountLocks
from idp.accounts.service import Accounts
from idp.kernel.actors import Person
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused, Undone, or_undo
from idp.notices.domain import NoticeKind
from idp.notices.service import Notices
from idp.platform.secrets import constant_time_equal
from idp.representation.agreements import Agreements
from idp.representation.domain import (
    AgreementState,
    JointAgreement,
    Representation,
    RepresentationKind,
    agents_of,
    agreed_among,
    answers_to,
)
from idp.representation.service import Representations
from idp.sessions.service import Sessions
from idp.subjects.service import Subjects

LEAST_LEVEL: Final = 2
"""Of the session in which somebody acts in the account of another person."""

Answers = Mapping[Id, tuple[AgreementState, datetime]]
"""What each agent said, and until when it counts."""


class Ward(NamedTuple):
    """Somebody who does not act alone. `held`: the records by which others act and can."""

    account: Account
    status: AccountStatus
    held: tuple[Representation, ...]


class ShownAccount(Protocol):
    """What a page shows of a ward's account to somebody who acts.

    `joint`: None for who acts alone. `agreement`: the version of what all agree to, 32 bytes;
    `version`: of the whole page, 64 hexadecimal digits.
    """

    @property
    def subject_id(self) -> Id: ...
    @property
    def joint(self) -> JointAgreement | None: ...
    @property
    def agreement(self) -> bytes: ...
    @property
    def version(self) -> str: ...


T = TypeVar("T", bound=ShownAccount)


@dataclass(frozen=True)
class ActingForWards:
    """Every verb but the reads joins the transaction of the caller."""

    clock: Clock
    subjects: Subjects
    accounts: Accounts
    account_locks: AccountLocks
    representations: Representations
    agreements: Agreements
    sessions: Sessions
    notices: Notices

    def ward(self, ward_id: Id, agent_id: Id) -> Ward | Refused:
        """The person, where the agent acts for them now.

        Refused: NOT_FOUND of somebody for whom they never acted; NO_GUARDIANSHIP where they do not
        act now, can use no account of their own, or the person acts alone.
        """
        acted_for = {each.principal_id for each in self.representations.of_agent(agent_id)}
        status = self.accounts.status_of(ward_id) if ward_id in acted_for else None
        account = None if status is None else self.accounts.by_subject(ward_id)
        if status is None or account is None:
            return Refused(Reason.NOT_FOUND)
        held = tuple(self.representations.answering(ward_id))
        if acts_alone(status, self.clock.now()) or agent_id not in agents_of(held):
            return Refused(Reason.NO_GUARDIANSHIP)
        return Ward(account, status, held)

    def wards_of(self, agent_id: Id, state: AccountState) -> Iterator[Id]:
        """The people for whom this one acts or acted, whose accounts are in this state."""
        people = {
            each.principal_id
            for each in self.representations.held_by(agent_id)
            if each.kind is not RepresentationKind.LEGAL_REPRESENTATIVE
        }
        for ward_id, status in sorted(self.accounts.statuses_of(people).items()):
            if status.state is state:
                yield ward_id

    def as_shown(
        self, ward_id: Id, shown: str, actor: Person, find: Callable[[Id, Id], T | Refused]
    ) -> T:
        """What `find` tells of the ward under the locks, as the page showed it.

        The session is read anew too: who ends theirs, as a thief has it, is not too late while a
        password is hashed. Raises Undone: UNMET_LEVEL of the session, FRESH_SIGN_IN_REQUIRED where
        it ended; as `find`; PAGE_CHANGED.
        """
        if (actor.level or 0) < LEAST_LEVEL:
            raise Undone(Refused(Reason.UNMET_LEVEL))
        self.account_locks.lock(ward_id)
        self.subjects.lock(ward_id)
        if actor.session_id is not None and not self.sessions.lock_live(actor.session_id):
            raise Undone(Refused(Reason.FRESH_SIGN_IN_REQUIRED))
        found = or_undo(find(ward_id, actor.subject_id))
        typed = shown.encode("utf-8", "surrogatepass")
        if not constant_time_equal(typed, found.version.encode()):
            raise Undone(Refused(Reason.PAGE_CHANGED))
        return found

    def together(
        self, ward_id: Id, shown: str, actor: Person, find: Callable[[Id, Id], T | Refused]
    ) -> T:
        """As `as_shown`, for who is neither alone nor the last one missing.

        Raises Undone: as `as_shown`; PAGE_CHANGED of who can do it without the others by now.
        """
        found = self.as_shown(ward_id, shown, actor, find)
        if found.joint is None or (found.joint.last and found.joint.mine is None):
            raise Undone(Refused(Reason.PAGE_CHANGED))
        return found

    def answers(
        self, found: ShownAccount, ward: Ward, *, until: Callable[[datetime], datetime]
    ) -> Answers:
        """What each who acts together with others said to it, while that counts, as `until`."""
        agents = {each.id: each.agent_id for each in ward.held if each.jointly}
        asked = self.agreements.of_case(found.subject_id, agents)
        return answers_to(asked, found.agreement, self.clock.now(), until=until)

    def agree(
        self, found: ShownAccount, actor: Person, answers: Answers, *, told: NoticeKind
    ) -> None:
        """Keep that this one agrees; who is missing gets a message where it is for the first time.

        Raises Undone: STATE_ALREADY_HOLDS of who agreed.
        """
        if found.joint is not None and found.joint.mine is not None:
            raise Undone(Refused(Reason.STATE_ALREADY_HOLDS))
        ward_id, me = found.subject_id, actor.subject_id
        for record_id in self._own_records(ward_id, me):
            self.agreements.agree(ward_id, record_id, found.agreement)
        if me in answers:
            return
        held = self.representations.answering(ward_id)
        together = agents_of(each for each in held if each.jointly)
        for each in sorted(together - {me} - agreed_among(answers).keys()):
            self.notices.notify(each, text_key=told, facts={})

    def take_back(self, ward_id: Id, actor: Person) -> None:
        """The agent agrees no more. Raises Undone: STATE_ALREADY_HOLDS of who did not agree."""
        records = self._own_records(ward_id, actor.subject_id)
        taken = [self.agreements.take_back(ward_id, each) for each in records]
        if not any(taken):
            raise Undone(Refused(Reason.STATE_ALREADY_HOLDS))

    def _own_records(self, ward_id: Id, agent_id: Id) -> list[Id]:
        """The records by which this one acts together with others for the ward now."""
        held = self.representations.answering(ward_id)
        return [each.id for each in held if each.jointly and each.agent_id == agent_id]
