"""What an officer typed about a person, as it is kept: sealed under the key of that person.

Rows of history and of cases are never rewritten, and an outcome may name people. So they keep it as
`{"sealed": …}`: whoever erases the person's key erases the text, and no row, seal or leaf changes.
"""

import base64
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from idp.kernel.ids import Id
from idp.platform.sealing import CannotOpen

SEALED: Final = "sealed"
"""The only member of a text that is kept sealed: base64url without padding."""
_CONTEXT: Final = "text of an officer"
Kept = str | dict[str, str]
"""A text as it stands in the facts of an event or entry: a plain one is about no person."""


class PersonalSealing(Protocol):
    """The keys of people. Both raise LookupError for a person without one."""

    def seal(self, subject_id: Id, text: str, *, context: str) -> bytes:
        """The text under the person's key, bound to the context."""

    def open(self, subject_id: Id, sealed: bytes, *, context: str) -> str:
        """What `seal` made for them. Raises CannotOpen."""

    def keys_of(self, subject_ids: Collection[Id]) -> "PersonalSealing":
        """The same with the keys of these people alone, read by one statement."""


@dataclass(frozen=True)
class TypedTexts:
    """Keeps and reads such texts. `about` is None where what was typed concerns no person."""

    keys: PersonalSealing

    def of_people(self, subject_ids: Collection[Id]) -> "TypedTexts":
        """The texts of these people, whose keys are read once."""
        return TypedTexts(self.keys.keys_of(subject_ids))

    def keep(self, about: Id | None, text: str) -> Kept:
        """The text for facts. Of a person whose key was erased nothing is kept."""
        if about is None:
            return text
        try:
            sealed = self.keys.seal(about, text, context=_context(about))
        except LookupError:
            sealed = b""
        return {SEALED: base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()}

    def read(self, about: Id | None, kept: Any) -> Any:  # noqa: ANN401 - any member of facts
        """The text of `keep`, None after the key was erased; any other value as it is."""
        if about is None or not is_sealed(kept):
            return kept
        try:
            sealed = base64.urlsafe_b64decode(kept[SEALED] + "=" * (-len(kept[SEALED]) % 4))
            return self.keys.open(about, sealed, context=_context(about))
        except (CannotOpen, LookupError, ValueError):
            return None

    def opened(self, about: Id | None, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Facts of an event or an entry with their texts in clear."""
        return {name: self.read(about, value) for name, value in facts.items()}

    def column(self, about: Id | None, text: str) -> str:
        """The text for a column of text: sealed ones as JSON."""
        kept = self.keep(about, text)
        return kept if isinstance(kept, str) else json.dumps(kept)

    def from_column(self, about: Id | None, column: str | None) -> str | None:
        """The text of `column`, and what an earlier release wrote in clear as it is."""
        if about is None or column is None:
            return column
        try:
            kept = json.loads(column)
        except ValueError:
            return column
        found: str | None = self.read(about, kept) if is_sealed(kept) else column
        return found


def is_sealed(value: object) -> bool:
    """Whether this is a text as `TypedTexts.keep` seals it."""
    return isinstance(value, dict) and value.keys() == {SEALED} and isinstance(value[SEALED], str)


def _context(about: Id) -> str:
    return f"{_CONTEXT}:{about}"
