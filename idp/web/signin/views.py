"""The view models of the sign-in pages, one per template. Words are message ids."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """The card on top of every page: who asks, at which level, and why.

    `name` is None when the person wants into their own account. `explanation` says why somebody
    who is signed in already is asked again.
    """

    name: str | None
    kind: str
    provider: str | None
    logo: str | None
    policy: str | None
    terms: str | None
    level: int
    level_name: str
    why: str
    explanation: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong with the last try. It never tells whether a name is known."""

    sentence: str
    retry_at: datetime | None = None
    other_ways: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """Another way to prove oneself: a page and its name."""

    link: str
    label: str


@dataclass(frozen=True, slots=True)
class PasskeyForm:
    """Where the script gets its options, and where the form takes the answer."""

    action: str
    options: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identify:
    asker: Asker
    action: str
    cancel: str
    ways: tuple[Way, ...]
    username: str
    password: bool
    passkey: PasskeyForm | None
    more_to_come: bool
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    asker: Asker
    action: str
    cancel: str
    ways: tuple[Way, ...]
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    asker: Asker
    action: str
    cancel: str
    ways: tuple[Way, ...]
    username: str
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    asker: Asker
    passkey: PasskeyForm
    cancel: str
    ways: tuple[Way, ...]
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """`present` is the user name of who is signed in in this browser; nobody else is listed."""

    asker: Asker
    action: str
    cancel: str
    present: str
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedItem:
    """`label` is what `words.item_label` gives; `purpose` is the relying party's own text."""

    name: str
    label: tuple[str, str | None]
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """`statutory`: the party acts on a legal basis and the page is a notice (Q5)."""

    asker: Asker
    action: str
    cancel: str
    essential: tuple[AskedItem, ...]
    optional: tuple[AskedItem, ...]
    durations: tuple[int, ...]
    default_duration: int
    statutory: bool
    ways: tuple[Way, ...] = ()
