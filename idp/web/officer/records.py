"""What every register of the desk has: a list, the page of a record, and the acts on it.

A register is a value of `Register`: it reads its slice's service and says what a record shows; an
act is a value of `Act`: the facts it needs, the power it takes, and the verb it calls. None of them
decides: whether an officer has the power says `idp.access.powers.may`, whether the record is still
in a state for the act says the verb itself, in one conditional write.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol, runtime_checkable

from idp.access.powers import Power
from idp.casework.domain.facts import NoFacts
from idp.casework.domain.procedure import Apart
from idp.kernel.actors import Officer
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason, Refused
from idp.platform.database import ReadOrder
from idp.web.officer.forms import Problems
from idp.web.officer.signers import NotTheirs
from idp.web.officer.values import NONE, Choices, Fact, Value, digest_of, word
from idp.web.pages.labels import N_

SIGN: Final = "sign"
"""What `Record.closed_to` calls the page on which a decision is signed."""


@dataclass(frozen=True, slots=True)
class ProcedureStage:
    """One state of a record's procedure, as drawn: `here` is the present one.

    `instead`: it may come in place of the one before, which ends the procedure as well.
    """

    label: str
    here: bool
    passed: bool
    instead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record as its page shows it.

    `state` is a stable word, `state_label` its message id. `shut`: why an act cannot be done now,
    by its event; an act that is not in it can. `history`: what its history is found by. `onward`:
    the page of what is done about it that has one of its own, with its label (message ids).
    `version`, `clocks` and `steps` are those of a case. `why`: a better sentence for an act in
    `shut`, a message id. `closed_to`: what one officer may not do of what another may, by event;
    SIGN is that of `onward`. `papers`: the case whose documents and letters the page lists.
    `given_by`: the powers, any of which gives the case to somebody else. `apart`: who sees it
    alone, as it was not sent to others yet; None where whoever reads the register does.
    `unseen`: a fingerprint of what the page does not show and an act replaces. `over`: no act
    changes it ever again, and the page lists none.
    """

    key: str
    title: Value
    state: str
    state_label: str
    facts: tuple[Fact, ...]
    stages: tuple[ProcedureStage, ...] = ()
    shut: Mapping[str, Reason] = field(default_factory=dict)
    history: "HistoryOf | None" = None
    onward: tuple[tuple[str, str], ...] = ()
    version: int | None = None
    clocks: tuple["RunningClock", ...] = ()
    steps: tuple["Step", ...] = ()
    papers: "PapersOf | None" = None
    given_by: tuple[Power, ...] = ()
    apart: Apart | None = None
    why: Mapping[str, str] = field(default_factory=dict)
    closed_to: "Callable[[Officer], Mapping[str, NotTheirs]]" = lambda _: {}
    unseen: str = ""
    over: bool = False

    @property
    def digest(self) -> str:
        version = "" if self.version is None else str(self.version)
        state = " ".join(filter(None, (self.state, version, self.unseen)))
        return digest_of(self.key, state, self.facts)


@dataclass(frozen=True, slots=True)
class RunningClock:
    """A term of the law in a case: from when, until when, and whether it was too late."""

    term: str
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None
    late: bool

    def percent(self, now: datetime) -> int:
        """How much of the term has passed, 0 to 100."""
        whole = (self.due_at - self.started_at).total_seconds()
        passed = (now - self.started_at).total_seconds()
        return round(100 * min(max(passed / whole, 0), 1)) if whole > 0 else 100

    def left(self, now: datetime) -> tuple[int, int, int] | None:
        """Whole days, hours and minutes until it is due; None when it ended or is over."""
        if self.stopped_at is not None or self.due_at <= now:
            return None
        minutes = int((self.due_at - now).total_seconds()) // 60
        return minutes // 1440, minutes // 60 % 24, minutes % 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One event of a case; `decision` is the id of the decision that two people signed."""

    label: str
    at: datetime
    actor: Value
    state_label: str
    facts: Value
    decision: Id | None


@dataclass(frozen=True, slots=True)
class PapersOf:
    """A case, by its number, and the person under whose key its papers are kept; None: nobody."""

    case_number: str
    subject_id: Id | None


@dataclass(frozen=True, slots=True)
class HistoryOf:
    """What the history is searched by; see `history.service.History.search`."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActDone:
    """An act was done. `key`: of the record it was done on or made.

    `secret`: shown this once. `then`: the page to go on to, where it is not that of the record.
    """

    key: str
    secret: str | None = None
    then: str | None = None


Outcome = ActDone | Refused | Problems


NOBODY: Final = N_("Nobody is found by this. That you asked was recorded.")


def not_found(field: str, refused: Refused) -> Outcome:
    """What was refused, said at the field that names a person where nobody has that name."""
    found = refused.reason is not Reason.NOT_FOUND
    return refused if found else Problems({field: NOBODY})


@dataclass(frozen=True, slots=True)
class ActTarget:
    """What an act is done on, as the page showed it; an empty key for what makes a record."""

    key: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskAct:
    """One act on a record, or one that makes a record.

    `event` names it in addresses. `question` is asked before it is done, for what cannot be taken
    back; without one a single press does it. `does` gets the officer, the key of the record ("" for
    a new one), and the facts. `begins_with`: what the form of a new record holds at first.
    `choices`: what its fields let choose from, by their names, for the record with this key.
    `listed`: whether a list offers to make a record by it, under the law that counts here.
    """

    event: str
    label: str
    power: Power
    does: Callable[[Officer, ActTarget, Any], Outcome]
    facts: type = NoFacts
    question: str | None = None
    hint: str | None = None
    others: tuple[Power, ...] = ()
    begins_with: Callable[[], Mapping[str, tuple[str, ...]]] = dict
    choices: Callable[[str], Mapping[str, Choices]] = lambda _: {}
    listed: Callable[[], bool] = lambda: True

    @property
    def powers(self) -> tuple[Power, ...]:
        """Any of these is enough."""
        return (self.power, *self.others)


@dataclass(frozen=True, slots=True)
class Column:
    """`name` sorts by it in the address."""

    name: str
    label: str


class Row:
    """One record in a list: a cell for each column, of which the first leads to its page.

    `key` and `cells` may be what makes them, once the row is shown: a list has more rows than a
    page. `apart`: as of a record.
    """

    __slots__ = ("_cells", "_key", "apart", "waits")

    def __init__(
        self,
        key: str | Callable[[], str],
        cells: tuple[Value, ...] | Callable[[], tuple[Value, ...]],
        *,
        waits: bool = False,
        apart: Apart | None = None,
    ) -> None:
        self._key, self.waits, self.apart, self._cells = key, waits, apart, cells

    @property
    def key(self) -> str:
        if callable(self._key):
            self._key = self._key()
        return self._key

    @property
    def cells(self) -> tuple[Value, ...]:
        if callable(self._cells):
            self._cells = self._cells()
        return self._cells


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One record of an ordered register: `mark` reads on behind it, `row` makes its row."""

    mark: str
    state: str
    row: Callable[[], Row]


class Register(Protocol):
    """A register of the desk, with what its list and the pages of its records share."""

    @property
    def path(self) -> str:
        """The part of the address that names it."""

    @property
    def title(self) -> str:
        """Its name, a message id."""

    @property
    def about(self) -> str:
        """What it holds, in one sentence: a message id."""

    @property
    def reads(self) -> tuple[Power, ...]:
        """The powers to look at it; any of them is enough."""

    @property
    def looks(self) -> bool:
        """Whether its records are about one person each, and opened by a recorded look."""

    @property
    def columns(self) -> tuple[Column, ...]: ...

    @property
    def states(self) -> Mapping[str, str]:
        """The states by which the list can be filtered; the message id of each."""

    @property
    def waits_in(self) -> tuple[str, ...]:
        """The states in which a record waits for an officer."""

    @property
    def acts(self) -> tuple[DeskAct, ...]: ...

    @property
    def begins(self) -> tuple[DeskAct, ...]:
        """The acts that make a new record."""

    def record(self, key: str) -> Record | None: ...


@runtime_checkable
class ListedRegister(Register, Protocol):
    """A register whose list is sorted and searched here; it shows the first records."""

    def rows(self, state: str | None) -> Iterable[Row]:
        """The records of one state or of all; those that matter most come first."""


@runtime_checkable
class OrderedRegister(Register, Protocol):
    """A register that is read in order, a page at a time, however long it is."""

    @property
    def orders(self) -> tuple[str, ...]:
        """The columns by which a long list is sorted, the usual one first; or that order's name."""

    @property
    def hidden(self) -> tuple[str, ...]:
        """The states that the list shows only when asked for them."""

    def entries(self, order: ReadOrder, *, after: str | None, limit: int) -> list[ListEntry]:
        """At most `limit` records behind a mark, of this state only where the order can tell."""

    def exact(self, words: str) -> ListEntry | None:
        """The one record that these words name, such as its id; of no mark."""


@runtime_checkable
class HeldRegister(Protocol):
    """A register whose acts replace what a page showed, so that it is compared under a lock."""

    def held(self, key: str) -> Record | None:
        """The record as it is stored, locked until the open unit of work ends."""


def act_named(acts: Iterable[DeskAct], event: str) -> DeskAct | None:
    return next((act for act in acts if act.event == event), None)


def stages_of(labels: Mapping[str, str], here: str) -> tuple[ProcedureStage, ...]:
    """The stages of a procedure that goes through its states in one line."""
    names = list(labels)
    at = names.index(here)
    return tuple(
        ProcedureStage(labels[name], here=number == at, passed=number < at)
        for number, name in enumerate(names)
    )


def subject_link(subject_id: Id | None, *, case: str = "") -> str | None:
    """The page that finds a person; it asks for the purpose first, and for the `case`."""
    if subject_id is None:
        return None
    return f"/officer/people?who={subject_id}" + (f"&case={case}" if case else "")


def person_value(subject_id: Id | None, *, case: str = "") -> Value:
    """A person who is named by a recorded look alone (D17.3): the way to it, and their id."""
    if subject_id is None:
        return NONE
    return word(
        N_("Look at this person"), link=subject_link(subject_id, case=case), aside=subject_id
    )
