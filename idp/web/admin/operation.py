"""One operation of the admin API as a value: route, power, what it takes and what it answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Generic, Self, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, PrivateAttr

from idp.access.powers import Power
from idp.kernel.actors import ActingClient
from idp.kernel.refusals import Reason, Refused
from idp.kernel.texts import is_plain
from idp.web.admin.idempotency import IdempotencyKey
from idp.web.admin.parameters import Condition, NoParameters, OperationParameters, PageQuery
from idp.web.admin.problems import problem_of, status_of
from idp.web.pages.problem_types import RequestFault

T = TypeVar("T")
Reasons = frozenset[Reason | RequestFault]
V = TypeVar("V", bound="View")

PREFIX: Final = "/admin/v1"
JSON: Final = "application/json"
_LONGEST_REASON: Final = 500


def readable(text: str) -> str:
    """The text. Raises ValueError where it hides or reorders something for who reads it."""
    if not is_plain(" ".join(text.split()), _LONGEST_REASON):
        raise ValueError("hidden or confusing characters")
    return text


ReasonText = Annotated[
    str, Field(min_length=1, max_length=_LONGEST_REASON), AfterValidator(readable)
]
"""A reason as people read it: nothing in it hides or reorders, as in what is typed at a desk."""


_EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(2200, 1, 1, tzinfo=UTC)
Instant = Annotated[AwareDatetime, Field(strict=False, ge=_EARLIEST, lt=_LATEST)]
"""An instant of a body, in years that every zone, clock and database can tell."""


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


class Page(View, Generic[V]):
    """A page of a list. `next` is the cursor of the page after it, null on the last one."""

    items: list[V]
    next: str | None


@dataclass(frozen=True, slots=True)
class Call:
    """One call: who calls, and the models of the path, the query and the body.

    `require` raises a ProblemDetails unless `If-Match` names this representation.
    """

    actor: ActingClient
    path: Any
    query: Any
    body: Any
    require: Callable[[View], None]


_OF_EVERY: Final[Reasons] = frozenset(
    {
        RequestFault.TOKEN_MISSING,
        RequestFault.INVALID_TOKEN,
        RequestFault.INSUFFICIENT_SCOPE,
        RequestFault.QUERY_MALFORMED,
        RequestFault.TOO_MANY_REQUESTS,
        Reason.SERVICE_UNAVAILABLE,
    }
)
_OF_WRITES: Final[Reasons] = frozenset(
    {
        RequestFault.IDEMPOTENCY_KEY_MALFORMED,
        RequestFault.IDEMPOTENCY_KEY_REUSED,
        RequestFault.HTTP,
    }
)
_OF_BODIES: Final[Reasons] = frozenset(
    {
        RequestFault.BODY_FAULTY,
        RequestFault.BODY_MALFORMED,
        RequestFault.MEDIA_TYPE,
    }
)
_OF_CONDITIONS: Final[Reasons] = frozenset(
    {RequestFault.PRECONDITION_REQUIRED, Reason.PAGE_CHANGED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """`GET` reads; every other method writes, and takes an idempotency key.

    `identifiers` and `query` are the models of the parameters of the path and of the query.
    `conditional`: the write demands `If-Match` with the entity tag of what it changes (RFC 9110
    section 13.1.1). `refuses`: why its verb may refuse it, beside what can be wrong with every
    request of its kind. `location`: the path of what it made, which its status 201 tells.
    """

    id: str
    method: str
    path: str
    power: Power
    summary: str
    answer: type[View]
    run: Callable[[Call], View]
    identifiers: type[OperationParameters] = NoParameters
    query: type[OperationParameters] = NoParameters
    body: type[BaseModel] | None = None
    media_types: tuple[str, ...] = (JSON,)
    conditional: bool = False
    refuses: Reasons = frozenset()
    location: Callable[[Any], str] | None = None

    @property
    def writes(self) -> bool:
        return self.method != "GET"

    @property
    def status(self) -> int:
        return 200 if self.location is None else 201

    @property
    def is_list(self) -> bool:
        """Whether the answer is a page, which has no entity tag."""
        return issubclass(self.answer, Page)

    @property
    def headers(self) -> tuple[type[OperationParameters], ...]:
        """The models of the headers it reads, beside the token and the media type."""
        told = (IdempotencyKey,) if self.writes else ()
        return (*told, Condition) if self.conditional else told

    @property
    def reasons(self) -> Mapping[int, Reasons]:
        """By status: every reason that a problem of this operation can have."""
        told: Reasons = self.refuses | _OF_EVERY
        if self.identifiers.model_fields:
            told |= {Reason.NOT_FOUND}
        for applies, more in (
            (self.writes, _OF_WRITES),
            (self.body is not None, _OF_BODIES),
            (self.conditional, _OF_CONDITIONS),
        ):
            told |= more if applies else frozenset()
        return {
            status: frozenset(each for each in told if status_of(each) == status)
            for status in sorted(set(map(status_of, told)))
        }

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
    query: PageQuery[Any],
    *,
    key: Callable[[T], str],
    view: Callable[[T], V],
) -> Page[V]:
    """The page of a list that begins after the query's cursor, which is a key.

    `read` returns so many items after the one with this `key`, in the order of their keys.
    """
    found = read(query.cursor, query.limit + 1)
    shown = found[: query.limit]
    more = len(found) > len(shown)
    return Page(items=[view(each) for each in shown], next=key(shown[-1]) if more else None)
