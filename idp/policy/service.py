"""Switches: read, propose a change, approve it as a second person."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import bindparam, insert, literal_column, select, update

from idp.casework.domain.moves import Done, Move, Moved
from idp.casework.service import Cases
from idp.history.actors import from_text, to_document, to_text
from idp.history.domain import EventType
from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.actors import Actor
from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.kernel.refusals import Refused
from idp.platform.cached import Cached
from idp.platform.database import Database, Row, among, insert_new
from idp.policy.domain import SWITCH_RULES, ChangeState, PolicyChange, Switch, default_of
from idp.policy.procedures import ChangeEvent, procedure_of
from idp.policy.tables import POLICY_CHANGE, POLICY_VALUE

_PROPOSE: Final = insert(POLICY_CHANGE)
_CHANGE: Final = select(POLICY_CHANGE).where(POLICY_CHANGE.c.id == bindparam("id"))
_SOME: Final = select(POLICY_CHANGE).where(among(POLICY_CHANGE.c.id, "changes"))
_BEFORE_ALL: Final[Id] = "00000000-0000-0000-0000-000000000000"
_PAGE: Final = (
    select(POLICY_CHANGE)
    .where(
        POLICY_CHANGE.c.id > bindparam("after"),
        POLICY_CHANGE.c.switch.in_([each.value for each in Switch]),
    )
    .order_by(POLICY_CHANGE.c.id)
    .limit(bindparam("limit"))
)
_PENDING: Final = select(POLICY_CHANGE).where(
    POLICY_CHANGE.c.switch == bindparam("switch"),
    # As the condition of its index says it: a parameter would not match that.
    POLICY_CHANGE.c.state == literal_column(f"'{ChangeState.PENDING}'"),
)
_CHANGES: Final = select(POLICY_CHANGE).order_by(POLICY_CHANGE.c.id.desc())
_VALUE: Final = select(POLICY_VALUE.c.value).where(POLICY_VALUE.c.switch == bindparam("switch"))
_STORED: Final = select(POLICY_VALUE.c.switch)
_FIRST_VALUE: Final = insert_new(POLICY_VALUE)
_APPROVING: Final = "a change of a switch"
"""The lock for putting a value in force: history must name the value it replaces."""


@dataclass(frozen=True)
class PolicyEffects:
    """What changes beside the case of a proposed change when it moves."""

    database: Database
    cached: Cached[Switch, Any]
    mode: AccountsMode

    def approve(self, move: Move) -> Done:
        """The value is in force, and the change keeps the one it replaced."""
        self.database.advisory_lock(_APPROVING)
        before = self._set(move, state=ChangeState.IN_FORCE)
        approved = replace(before, before=in_force(self.database, before.switch, self.mode))
        approval = update(POLICY_CHANGE).where(POLICY_CHANGE.c.id == before.id)
        told = {"before": approved.before, "approved_by": to_text(move.actor)}
        self.database.execute(approval.values(**told, approved_at=move.at))
        new = {"switch": before.switch, "value": before.after}
        if not self.database.execute(_FIRST_VALUE, **new):
            mine = update(POLICY_VALUE).where(POLICY_VALUE.c.switch == before.switch)
            self.database.execute(mine.values(value=before.after))
        self.cached.forget(before.switch)
        return Done(told=_facts_of(approved))

    def withdraw(self, move: Move) -> Done:
        """The register tells it; nothing else changes."""
        return Done(told=_facts_of(self._set(move, state=ChangeState.WITHDRAWN)))

    def _set(self, move: Move, *, state: ChangeState) -> PolicyChange:
        """The change as it was before."""
        row = self.database.one(_CHANGE, id=move.case.id)
        mine = update(POLICY_CHANGE).where(POLICY_CHANGE.c.id == move.case.id)
        self.database.execute(mine.values(state=state))
        return _read(row)


@dataclass(frozen=True)
class Policy:
    database: Database
    clock: Clock
    cached: Cached[Switch, Any]
    engine: Cases
    mode: AccountsMode

    def value(self, switch: Switch) -> Any:  # noqa: ANN401 - each switch has its own type
        """The value in force, at most five seconds old."""
        return self.cached.get(switch, lambda: in_force(self.database, switch, self.mode))

    def kept(self) -> list[Switch]:
        """The switches whose value no change put in force: an upgrade kept what held before it."""
        rows = self.database.all(_STORED)
        decided = {each.switch for each in self.changes() if each.state is ChangeState.IN_FORCE}
        return sorted({Switch(row.switch) for row in rows if row.switch in set(Switch)} - decided)

    def propose(self, switch: Switch, value: Any, actor: Actor) -> PolicyChange | Refused:  # noqa: ANN401
        """Propose a change (D4.8); returns the pending one, if it is the same.

        Refused: as `Cases.open`. Raises ValueError for a foreign value.
        """
        if not SWITCH_RULES[switch].accepts(value):
            raise ValueError(f"{switch} cannot be set to this value")
        change = PolicyChange(
            id=new_id(),
            switch=switch,
            before=in_force(self.database, switch, self.mode),
            after=value,
            state=ChangeState.PENDING,
            proposed_by=actor,
            proposed_at=self.clock.now(),
        )
        with self.database.transaction():
            self.database.advisory_lock(_APPROVING)
            pending = map(_read, self.database.all(_PENDING, switch=switch))
            waits = next((each for each in pending if _is_same(each, change)), None)
            if waits is not None:
                return waits
            opened = self.engine.open(
                procedure_of(switch),
                actor,
                EventType.POLICY_PROPOSED,
                told=_facts_of(change),
                case_id=change.id,
            )
            if isinstance(opened, Refused):
                return opened
            self.database.execute(
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
        return change

    def approve(self, change_id: Id, actor: Actor) -> PolicyChange | Refused:
        """Put a change in force, as a second person. Refused: as `Cases.approve`."""
        return self._moved(self.engine.approve(change_id, actor))

    def withdraw(self, change_id: Id, actor: Actor) -> PolicyChange | Refused:
        """Take a proposed change back. Refused: as `Cases.fire`."""
        return self._moved(self.engine.fire(change_id, ChangeEvent.WITHDRAW, actor))

    def one(self, change_id: Id) -> PolicyChange | None:
        """The change with this id, which is that of its case."""
        row = self.database.one(_CHANGE, id=change_id)
        return None if row is None or row.switch not in set(Switch) else _read(row)

    def some(self, change_ids: Collection[Id]) -> dict[Id, PolicyChange]:
        """Those of these changes that there are, as `one`, by one statement."""
        rows = self.database.all(_SOME, changes=list(change_ids))
        return {row.id: _read(row) for row in rows if row.switch in set(Switch)}

    def page(self, after: Id | None, limit: int) -> list[PolicyChange]:
        """Changes of present switches, oldest first, that were proposed after this one."""
        last = after or _BEFORE_ALL
        return [_read(row) for row in self.database.all(_PAGE, after=last, limit=limit)]

    def changes(self) -> list[PolicyChange]:
        """All changes ever proposed to a present switch, newest first."""
        rows = self.database.all(_CHANGES)
        return [_read(row) for row in rows if row.switch in set(Switch)]

    def _moved(self, answer: Moved | Refused) -> PolicyChange | Refused:
        if isinstance(answer, Refused):
            return answer
        return _read(self.database.one(_CHANGE, id=answer.case.id))


def in_force(database: Database, switch: Switch, mode: AccountsMode) -> Any:  # noqa: ANN401 - as above
    """The value of a switch now."""
    row = database.one(_VALUE, switch=switch)
    return default_of(switch, mode) if row is None else row.value


def _facts_of(change: PolicyChange) -> dict[str, Any]:
    return {
        "change": change.id,
        "switch": change.switch,
        "before": change.before,
        "after": change.after,
        "proposed_by": to_document(change.proposed_by),
    }


def _read(row: Row | None) -> PolicyChange:
    if row is None:
        raise LookupError("a case without its change")
    switch, state = Switch(row.switch), ChangeState(row.state)
    approved_by = None if row.approved_by is None else from_text(row.approved_by)
    typed = {"switch": switch, "state": state, "proposed_by": from_text(row.proposed_by)}
    return PolicyChange(**row._asdict() | typed | {"approved_by": approved_by})


def _is_same(one: PolicyChange, other: PolicyChange) -> bool:
    """Whether both are pending proposals of one person for the same change."""
    names = ("switch", "before", "after", "state", "proposed_by")
    return all(getattr(one, name) == getattr(other, name) for name in names)
