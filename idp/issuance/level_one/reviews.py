"""What an officer finds of an application that the machine did not grant; registers asked anew.

Days may lie between the receipt and an officer: a card, a stay, a life, a number and who acts for
whom are as they are now, or nothing is proposed (D7.1-3, D7.2-1, D7.2-2, D10.1b-2).
"""

from dataclasses import dataclass, replace
from typing import Final

from idp.access.powers import Power
from idp.accounts.locks import AccountLocks
from idp.casework.domain.cases import Case
from idp.casework.domain.moves import Moved
from idp.casework.permissions import Permissions
from idp.casework.service import Cases
from idp.casework.work_list import WorkList
from idp.issuance.level_one.domain import DeclaredItem, ReviewFinding
from idp.issuance.level_one.effects import LevelOneEffects
from idp.issuance.level_one.procedures import LEVEL_ONE, LevelOneEvent
from idp.issuance.level_one.sources import LevelOneRecord, LevelOneSources
from idp.kernel.actors import Officer, System
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.kernel.rule_sets import RuleSetName
from idp.platform.database import Database
from idp.representation.service import Representations
from idp.subjects.domain import Identity
from idp.subjects.service import Subjects

_PROCEDURES: Final = {each.name: each for each in LEVEL_ONE}
_BY_REGISTER: Final = System(rule="D8.1")
"""Who puts on record what a register says of who acts for an applicant."""


@dataclass(frozen=True)
class LevelOneReviews:
    """Proposals to grant, of officers."""

    database: Database
    subjects: Subjects
    account_locks: AccountLocks
    representations: Representations
    permissions: Permissions
    engine: Cases
    work_list: WorkList
    sources: LevelOneSources
    effects: LevelOneEffects

    def verify(
        self, case_id: Id, finding: ReviewFinding, *, version: int, actor: Officer
    ) -> Moved | Refused:
        """Propose to grant it, once the registers say again that the person may have an account.

        Not to be called inside a transaction. Refused: NOT_FOUND, CASE_MOVED; as
        `Permissions.strict`, before anybody else is asked; of the record as `LevelOneSources.again`
        and its `ineligible`; REGISTRY_DIFFERS where it contradicts what is on record here, and the
        officer was not shown that it does; as `LevelOneSources.phone_refusal`; SERVICE_UNAVAILABLE
        and the reasons of `Silent` where a register does not say it; as `Cases.fire` and
        `LevelOneEffects.may_verify`.
        """
        case = self.work_list.by_id(case_id)
        if case is None or case.procedure not in _PROCEDURES or case.subject_id is None:
            return Refused(Reason.NOT_FOUND)
        if case.version != version:
            return Refused(Reason.CASE_MOVED)
        whose = case.subject_id
        reason = self.permissions.strict(actor, Power.ISSUANCE_PROPOSE, about=whose)
        move = _PROCEDURES[case.procedure].move(case.state, LevelOneEvent.VERIFY)
        reason = reason or (move if isinstance(move, Reason) else None)
        if reason is not None:
            return Refused(reason)
        recorded = self._asked_again(case, self.subjects.identity(whose))
        if isinstance(recorded, Refused):
            return recorded
        with self.database.transaction():
            self.engine.hold([case_id])  # first, as every other move does
            self.account_locks.lock(whose)
            self.subjects.lock(whose)
            for register, agents in recorded.stated.items():
                self.representations.reconcile(whose, register, agents, actor=_BY_REGISTER)
            return self.engine.fire(case_id, LevelOneEvent.VERIFY, actor, finding, version=version)

    def _asked_again(self, case: Case, identity: Identity) -> LevelOneRecord | Refused:
        """The record of now, by the rule set of the case."""
        asked = self.effects.application(case)
        sources = replace(self.sources, rule_set=RuleSetName(case.rule_set))
        record = sources.again(identity)
        if not isinstance(record, LevelOneRecord):
            return Refused(record.reason)
        if record.contradicts(identity) and DeclaredItem.REGISTERS not in asked.differs:
            return Refused(Reason.REGISTRY_DIFFERS)
        why = record.ineligible
        if why is None and asked.phone:
            owner = self.subjects.identity(asked.filer) if asked.filer else identity
            why = sources.phone_refusal(owner.number, asked.phone)
        return record if why is None else Refused(why.reason)
