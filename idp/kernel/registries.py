"""What is asked of a State registry, and what it answers: values that adapter and slice share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from idp.kernel.refusals import Reason


class RegistryName(StrEnum):
    """The registries that can be connected (D8.1, D8.2), as the wire and the settings call them."""

    POPULATION = "population"
    IDENTITY = "identity"
    IMMIGRATION = "immigration"
    BUSINESS = "business"
    SUBSCRIBERS = "subscribers"
    """Whose telephone numbers are whose; it is asked to compare alone."""


@dataclass(frozen=True, slots=True)
class RegistryNumber:
    """What finds a record: the name of the datum, like `personal_number`, and its value."""

    kind: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RegistryComparison:
    """The answer about data that were sent: whether there is a record, and what differs in it.

    `differing`: names of data, none where there is no record.
    """

    found: bool
    differing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RegistryRecord:
    """A record as the registry told it: shapes of JSON, whose values are not judged yet."""

    number: RegistryNumber
    data: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class RegistryEvent:
    """The record of a number changed; what it is now is asked with `look_up`."""

    event_id: str
    number: RegistryNumber


@dataclass(frozen=True, slots=True)
class RegistryEvents:
    """A page of a registry's feed; `cursor` is where the next page begins."""

    events: Sequence[RegistryEvent]
    cursor: str
    more: bool


class NoAnswer(Exception):
    """A registry did not answer, or its answer is not one to the question.

    `reason`: SERVICE_UNAVAILABLE, or REGISTRY_ANSWER_REFUSED. What was answered is not in it.
    """

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason)
