"""One operation of the admin API as a value: route, power, what it takes and what it answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PrivateAttr

from idp.access.powers import Power
from idp.kernel.actors import ActingClient
from idp.kernel.ids import is_id
from idp.kernel.refusals import Refused
from idp.kernel.texts import is_plain
from idp.web.admin.problems import problem_of

T = TypeVar("T")

PREFIX: Final = "/admin/v1"
MOST: Final = 200
"""Items of a page at most, and 50 where nothing is asked."""
_LONGEST_REASON: Final = 500


def _readable(text: str) -> str:
    if not is_plain(" ".join(text.split()), _LONGEST_REASON):
        raise ValueError("hidden or confusing characters")
    return text


ReasonText = Annotated[
    str, Field(min_length=1, max_length=_LONGEST_REASON), AfterValidator(_readable)
]
"""A reason as people read it: nothing in it hides or reorders, as in what is typed at a desk."""


class Body(BaseModel):
    """A JSON object of a request: unknown members are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class View(BaseModel):
    """A JSON object of an answer. What it leaves out may still be part of its entity tag."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)
    _unseen: str = PrivateAttr(default="")

    @property
    def entity(self) -> str:
        """What the entity tag is taken of: the JSON, and the version of what it leaves out."""
        return self.model_dump_json() + self._unseen

    def beside(self, unseen: str) -> Self:
        """The same view, where what it leaves out is of this version."""
        self._unseen = unseen
        return self


class Page(View):
    """A page of a list. `next` is the cursor of the page after it, null on the last one."""

    items: list[Any]
    next: str | None


@dataclass(frozen=True, slots=True)
class Call:
    """One call: who calls, the identifiers of the path, the body as its model, and the query.

    `require` raises a ProblemDetails unless `If-Match` names this representation.
    """

    actor: ActingClient
    path: Mapping[str, str]
    body: Any
    cursor: str | None
    limit: int
    require: Callable[[View], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """`GET` reads; every other method writes, and takes an idempotency key.

    `items` is the model of a list's items, where the answer is a page; `is_cursor`: whether a text
    has the form of the cursors of that list. `conditional`: the write
    demands `If-Match` with the entity tag of what it changes (RFC 9110 section 13.1.1).
    """

    id: str
    method: str
    path: str
    power: Power
    summary: str
    answer: type[View]
    run: Callable[[Call], View]
    body: type[BaseModel] | None = None
    items: type[View] | None = None
    is_cursor: Callable[[str], bool] = is_id
    conditional: bool = False
    status: int = 200

    @property
    def writes(self) -> bool:
        return self.method != "GET"

    @property
    def rule(self) -> str:
        """The rule of Flask's routing."""
        return PREFIX + self.path.replace("{", "<").replace("}", ">")


def granted(answer: T | Refused) -> T:
    """The answer of a verb. Raises the ProblemDetails of its refusal."""
    if isinstance(answer, Refused):
        raise problem_of(answer)
    return answer


def page_of(
    read: Callable[[str | None, int], Sequence[T]],
    call: Call,
    *,
    key: Callable[[T], str],
    view: Callable[[T], View],
) -> Page:
    """The page of a list that begins after the call's cursor, which is a key.

    `read` returns so many items after the one with this `key`, in the order of their keys.
    """
    found = read(call.cursor, call.limit + 1)
    shown = found[: call.limit]
    more = len(found) > len(shown)
    return Page(items=[view(each) for each in shown], next=key(shown[-1]) if more else None)
