"""The view models of a person's own pages, one per template. Words are message ids."""

from dataclasses import dataclass
from datetime import date, datetime

from idp.accounts.domain import Lock

Label = tuple[str, str | None]
"""What `words.item_label` gives."""


@dataclass(frozen=True, slots=True)
class Datum:
    label: str
    value: str
    source: str
    recorded_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """`account_level` is None for organisations. `lock` says why, by whom and what to do."""

    name: str
    username: str
    state: str
    account_level: int | None
    lock: Lock | None
    data: tuple[Datum, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    id: str
    kind: str
    label: str
    enrolled_at: datetime
    last_used_at: datetime | None
    flagged: bool
    synced: bool


@dataclass(frozen=True, slots=True)
class Means:
    """`problem` is a message id; `done` too, after a change."""

    held: tuple[Credential, ...]
    problem: str | None = None
    done: str | None = None


@dataclass(frozen=True, slots=True)
class NewPassword:
    username: str
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class NewCodeApp:
    """`qr` is an SVG of the enrolment address; `secret` the same to type by hand."""

    handle: str
    secret: str
    qr: str
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class NewPasskey:
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class NewRecoveryCodes:
    """The only time the codes are shown."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """`here` marks the session of the browser that looks."""

    id: str
    device: str
    begun_at: datetime
    expires_at: datetime
    level: int
    means: tuple[str, ...]
    here: bool


@dataclass(frozen=True, slots=True)
class Sessions:
    open: tuple[OpenSession, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenConsent:
    id: str
    party: str
    provider: str | None
    items: tuple[Label, ...]
    given_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None
    live: bool
    statutory: bool


@dataclass(frozen=True, slots=True)
class Consents:
    given: tuple[GivenConsent, ...]
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """`statement` links to the signed evidence of the transaction, if there was one."""

    at: datetime
    what: str
    trouble: bool
    party: str | None
    level: int | None
    means: tuple[str, ...]
    items: tuple[Label, ...]
    consent: str | None
    statement: str | None


@dataclass(frozen=True, slots=True)
class History:
    """`older` links to the page of what happened before."""

    entries: tuple[HistoryEntry, ...]
    years: int
    older: str | None


@dataclass(frozen=True, slots=True)
class Settings:
    language: str
    languages: tuple[tuple[str, str], ...]
