"""Operations on numbered letters: what was written, and its delivery on paper (S3).

The words of a letter are for people: its page and its PDF are read at a desk.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from idp.access.powers import Power
from idp.kernel.ids import Id
from idp.kernel.refusals import Reason
from idp.letters.domain import NUMBER_FORM, Delivery, DeliveryMethod, LetterKind, NumberedLetter
from idp.letters.service import LONGEST_DETAIL
from idp.web.admin.operation import Body, Call, Operation, Page, View, granted, readable
from idp.web.admin.parameters import OperationParameters, PageQuery, RecordId
from idp.web.admin.problems import ProblemDetails
from idp.web.current import services


class OfLetter(OperationParameters):
    """Which letter."""

    number: Annotated[
        str, Field(pattern=f"^{NUMBER_FORM}$", description="Its number, as VB-7K4Q-9XTD-M2PA.")
    ]


class DeliveryView(View):
    """How a letter reached its recipient, or was on the way there, and when."""

    how: DeliveryMethod
    at: datetime


class LetterView(View):
    """A letter without its words. One to a body (`to_person` false) is delivered on paper.

    `sealed_at` and `sha256` are those of its sealed PDF, null until there is one.
    """

    number: str
    kind: Annotated[
        str,
        Field(
            description="What it tells; a process of an earlier release passes on later kinds too.",
            examples=list(LetterKind),
        ),
    ]
    dated_at: datetime
    to_person: bool
    sealed_at: datetime | None
    sha256: str | None
    deliveries: list[DeliveryView]


class NewDelivery(Body):
    """A delivery on paper: `detail` says who received it, or is the number of the post."""

    how: Literal["handed_over", "posted"]
    detail: Annotated[str, Field(min_length=1, max_length=LONGEST_DETAIL), AfterValidator(readable)]


def _view(letter: NumberedLetter, deliveries: Iterable[Delivery]) -> LetterView:
    return LetterView(
        number=letter.number,
        kind=letter.kind,
        dated_at=letter.dated_at,
        to_person=letter.to_person,
        sealed_at=letter.sealed_at,
        sha256=None if letter.digest is None else letter.digest.hex(),
        deliveries=[DeliveryView(how=each.how, at=each.at) for each in deliveries],
    )


def _list(call: Call) -> Page[LetterView]:
    found = services().letters.page(call.query.cursor, call.query.limit + 1)
    shown = found[: call.query.limit]
    last: Id | None = shown[-1][0].id if len(found) > len(shown) else None
    return Page(items=[_view(*each) for each in shown], next=last)


def _found(call: Call) -> LetterView:
    letter = services().letters.by_number(call.path.number)
    if letter is None:
        raise ProblemDetails(Reason.NOT_FOUND, "No letter has this number.")
    return _view(letter, services().letters.deliveries.of_letter(letter.id))


def _deliver(call: Call) -> LetterView:
    call.require(_found(call))
    wanted: NewDelivery = call.body
    how = DeliveryMethod(wanted.how)
    number = call.path.number
    granted(services().letters.record_delivery(number, how, detail=wanted.detail, actor=call.actor))
    return _found(call)


OPERATIONS: Final = (
    Operation(
        id="list_letters",
        method="GET",
        path="/letters",
        power=Power.WORK_SEE,
        summary="Every letter without its words, the oldest first.",
        answer=Page[LetterView],
        query=PageQuery[RecordId],
        run=_list,
    ),
    Operation(
        id="read_letter",
        method="GET",
        path="/letters/{number}",
        power=Power.WORK_SEE,
        summary="When a letter was written, sealed and delivered, and how; not its words.",
        answer=LetterView,
        identifiers=OfLetter,
        run=_found,
    ),
    Operation(
        id="deliver_letter",
        method="POST",
        path="/letters/{number}/deliveries",
        power=Power.LETTER_DELIVER,
        summary="Record that a letter was handed over on paper, or posted.",
        body=NewDelivery,
        answer=LetterView,
        identifiers=OfLetter,
        run=_deliver,
        conditional=True,
        refuses=frozenset({Reason.STATE_ALREADY_HOLDS}),
    ),
)
