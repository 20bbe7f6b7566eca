"""Switches: read, propose a change, approve it as a second person."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import bindparam, insert, select, update

from idp.history.actors import from_text, to_document, to_text
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Actor, SecondPerson
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Reason, Refused
from idp.platform.cached import Cached
from idp.platform.database import Row, insert_new
from idp.policy.domain import SWITCH_RULES, ChangeState, PolicyChange, Switch
from idp.policy.tables import POLICY_CHANGE, POLICY_VALUE

_PROPOSE: Final = insert(POLICY_CHANGE)
_CHANGE: Final = select(POLICY_CHANGE).where(POLICY_CHANGE.c.id == bindparam("id"))
_CHANGES: Final = select(POLICY_CHANGE).order_by(POLICY_CHANGE.c.id.desc())
_VALUE: Final = select(POLICY_VALUE.c.value).where(POLICY_VALUE.c.switch == bindparam("switch"))
_FIRST_VALUE: Final = insert_new(POLICY_VALUE)
_APPROVING: Final = "a change of a switch"
"""The lock for putting a value in force: history must name the value it replaces."""


@dataclass(frozen=True)
class Policy:
    context: ServiceContext
    cached: Cached[Switch, Any]
    second_person: SecondPerson

    def value(self, switch: Switch) -> Any:  # noqa: ANN401 - each switch has its own type
        """The value in force, at most five seconds old."""
        return self.cached.get(switch, lambda: self._in_force(switch))

    def propose(self, switch: Switch, value: Any, actor: Actor) -> PolicyChange:  # noqa: ANN401
        """Propose a change (D4.8); returns the pending one, if it is the same.

        Raises ValueError for a foreign value.
        """
        if not SWITCH_RULES[switch].accepts(value):
            raise ValueError(f"{switch} cannot be set to this value")
        change = PolicyChange(
            id=new_id(),
            switch=switch,
            before=self._in_force(switch),
            after=value,
            state=ChangeState.PENDING,
            proposed_by=actor,
            proposed_at=self.context.clock.now(),
        )
        with self.context.database.transaction():
            self.context.database.advisory_lock(_APPROVING)
            waits = next((each for each in self.changes() if _is_same(each, change)), None)
            if waits is not None:
                return waits
            self.context.database.execute(
                _PROPOSE,
                id=change.id,
                switch=switch,
                before=change.before,
                after=value,
                state=change.state,
                proposed_by=to_text(actor),
                proposed_at=change.proposed_at,
                approved_by=None,
                approved_at=None,
            )
            self._record(EventType.POLICY_PROPOSED, change, actor)
        return change

    def approve(self, change_id: Id, actor: Actor) -> PolicyChange | Refused:
        """Put a change in force, as a second person.

        Refused: FOUR_EYES for its own proposer and NOT_AUTHORISED where one of both is not proven,
        which the history tells; STATE_ALREADY_HOLDS, NOT_FOUND.
        """
        with self.context.database.transaction():
            self.context.database.advisory_lock(_APPROVING)
            change = self._change(change_id)
            if change is None:
                return Refused(Reason.NOT_FOUND)
            not_a_second = self.second_person.refusal(change.proposed_by, actor)
            if not_a_second is not None:
                self._record(EventType.POLICY_APPROVAL_REFUSED, change, actor)
                return Refused(not_a_second)
            if not self._put_in_force(change, actor):
                return Refused(Reason.STATE_ALREADY_HOLDS)
            approved = self._change(change_id) or change
            self._record(EventType.POLICY_APPROVED, approved, actor)
        self.cached.forget(change.switch)
        return approved

    def changes(self) -> list[PolicyChange]:
        """All changes ever proposed to a present switch, newest first."""
        rows = self.context.database.all(_CHANGES)
        return [_read(row) for row in rows if row.switch in set(Switch)]

    def _in_force(self, switch: Switch) -> Any:  # noqa: ANN401 - each switch has its own type
        row = self.context.database.one(_VALUE, switch=switch)
        return SWITCH_RULES[switch].default if row is None else row.value

    def _change(self, change_id: Id) -> PolicyChange | None:
        row = self.context.database.one(_CHANGE, id=change_id)
        return None if row is None or row.switch not in set(Switch) else _read(row)

    def _put_in_force(self, change: PolicyChange, actor: Actor) -> bool:
        """Whether this approval succeeded; of two at once only one does."""
        approval = (
            update(POLICY_CHANGE)
            .where(POLICY_CHANGE.c.id == change.id, POLICY_CHANGE.c.state == ChangeState.PENDING)
            .values(
                state=ChangeState.IN_FORCE,
                before=self._in_force(change.switch),
                approved_by=to_text(actor),
                approved_at=self.context.clock.now(),
            )
        )
        database = self.context.database
        with database.transaction():
            if database.execute(approval) != 1:
                return False
            if not database.execute(_FIRST_VALUE, switch=change.switch, value=change.after):
                mine = update(POLICY_VALUE).where(POLICY_VALUE.c.switch == change.switch)
                database.execute(mine.values(value=change.after))
            return True

    def _record(self, happening: EventType, change: PolicyChange, actor: Actor) -> None:
        facts = {
            "change": change.id,
            "switch": change.switch,
            "before": change.before,
            "after": change.after,
            "proposed_by": to_document(change.proposed_by),
        }
        self.context.history.append(happening, actor=actor, facts=facts)


def _read(row: Row) -> PolicyChange:
    switch, state = Switch(row.switch), ChangeState(row.state)
    approved_by = None if row.approved_by is None else from_text(row.approved_by)
    typed = {"switch": switch, "state": state, "proposed_by": from_text(row.proposed_by)}
    return PolicyChange(**row._asdict() | typed | {"approved_by": approved_by})


def _is_same(one: PolicyChange, other: PolicyChange) -> bool:
    """Whether both are pending proposals of one person for the same change."""
    names = ("switch", "before", "after", "state", "proposed_by")
    return all(getattr(one, name) == getattr(other, name) for name in names)
