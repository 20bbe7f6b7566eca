"""Parameters of operations as models: what validates a path, a query and headers describes them."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from idp.kernel.ids import ID_FORM
from idp.relying_parties.domain.registration import CLIENT_ID_FORM

C = TypeVar("C")
P = TypeVar("P", bound="OperationParameters")

MOST: Final = 200
"""Items of a page at most."""
SHOWN: Final = 50
"""Items of a page where nothing is asked."""


class OperationParameters(BaseModel):
    """Parameters of one place of a request, each of them text."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NoParameters(OperationParameters):
    """A place that has none."""


RecordId = Annotated[str, Field(pattern=f"^{ID_FORM}$", description="A UUID in lower case.")]
"""The id of a record."""

ClientId = Annotated[
    str, Field(pattern=f"^{CLIENT_ID_FORM}$", description="The id of a client, as it registered.")
]
"""The id of a client."""


def _decimal(text: object) -> object:
    """Plain digits only: numbers have many other spellings for Python."""
    if isinstance(text, str) and not (text.isascii() and text.isdigit()):
        raise ValueError("not a number")
    return text


def left_out(description: str, **rules: Any) -> Any:  # noqa: ANN401 - as pydantic has it
    """A parameter that may be left out. It is never null: then it has no value."""
    return Field(default=None, description=description, **rules)


class PageQuery(OperationParameters, Generic[C]):
    """Where a page of a list begins, and how long it is."""

    cursor: C = left_out("`next` of the page before; the list begins where it is left out.")
    limit: Annotated[
        int,
        Field(ge=1, le=MOST, description="How many items the page has at most."),
        BeforeValidator(_decimal),
    ] = SHOWN


class Condition(OperationParameters):
    """The condition of a write to something that exists (RFC 9110 section 13.1.1).

    One entity tag, as it was answered: neither a list nor `*`, which would change what nobody read.
    """

    if_match: Annotated[
        str,
        Field(
            alias="If-Match",
            pattern=r'^"[0-9a-f]{32}"$',
            description="The entity tag (ETag) of what was read.",
        ),
    ]


def read_parameters(model: type[P], given: Mapping[str, str | None]) -> P:
    """The parameters of a place that were given. Raises ValidationError."""
    return model.model_validate({name: each for name, each in given.items() if each is not None})
