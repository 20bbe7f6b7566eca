"""Reasons of the law, lost items, and the states of cases and visits."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from idp.assurance.kinds import EvidenceKind
from idp.assurance.pieces import ShownPiece
from idp.factors.credential_types import BEGINS_A_SIGN_IN, Carrier, evidence_of, kept_on, type_of
from idp.factors.domain import Credential, CredentialKind
from idp.factors.seniority import may_remove
from idp.kernel.actors import Actor
from idp.kernel.ids import Id
from idp.notices.domain import Channel, NoticeKind
from idp.notices.domain.recipients import SentLink

LINK_LIFETIME: Final = timedelta(hours=24)
"""The lifetime of a confirmation link of the public form.

Longer than the longest wait for another letter (`ThrottledSecret.LOSS_LINK`), and a newer link ends
none before: whoever used up the letters has sent the person what leads on.
"""
VISIT_LIFETIME: Final = timedelta(minutes=30)
"""The time for each step of a visit: the person stands at the counter."""


class LossReason(StrEnum):
    """Why a person reports at once (D32.3)."""

    LOST_CONTROL = "lost_control"
    UNAUTHORISED_USE = "unauthorised_use"
    OTHER_DANGER = "other_danger"


class LostItem(StrEnum):
    """The things a person can have lost, in words for a person in a hurry."""

    PHONE = "phone"
    SECRETS = "secrets"
    PAPERS = "papers"
    CARD = "card"


STOPS: Final[Mapping[LostItem, frozenset[CredentialKind]]] = {
    LostItem.PHONE: kept_on(Carrier.PHONE),
    LostItem.SECRETS: kept_on(Carrier.MEMORY),
    LostItem.PAPERS: kept_on(Carrier.PAPER),
    LostItem.CARD: kept_on(Carrier.CARD),
}
"""The kinds of credentials stopped with each item; every kind has an item."""


class ReportedBy(StrEnum):
    """The channel of a report, each with another proof."""

    ACCOUNT = "account"
    """A session in the own account."""
    FORM = "form"
    """The public form, with the password or a recovery code."""
    LINK = "link"
    """The public form, with a link sent to the address on record."""
    HOTLINE = "hotline"
    """A telephone call; the operator identified the caller."""


class LossState(StrEnum):
    OPEN = "open"
    TAKEN = "taken"
    CLOSED = "closed"


class VisitState(StrEnum):
    BEGUN = "begun"
    """The document and the register agree."""
    REVIEWED = "reviewed"
    """The person named the contacts that are theirs."""
    DONE = "done"
    WITHDRAWN = "withdrawn"
    """By an officer, or by the rule because its time was over."""


@dataclass(frozen=True, slots=True)
class Report:
    """`lost` are the lost items. Sessions and grants end for any reason."""

    reason: LossReason
    lost: frozenset[LostItem]

    @property
    def kinds(self) -> frozenset[CredentialKind]:
        """The kinds of credentials to stop."""
        return frozenset[CredentialKind]().union(*(STOPS[each] for each in self.lost))


_MEMORIZED: Final = kept_on(Carrier.MEMORY)
_BY_MEMORY: Final = evidence_of(_MEMORIZED)


def may_retract(
    kinds: Collection[EvidenceKind], *, signed_in_at: datetime, reported_at: datetime
) -> bool:
    """Whether a sign-in may retract a report on weak proof.

    It has to be newer than the report, so that no stopped credential is in it, and to include more
    than knowledge factors: the password may be stored on the lost phone.
    """
    return signed_in_at > reported_at and not _BY_MEMORY.issuperset(kinds)


def may_restore(
    reported_at: datetime,
    restored: Collection[Credential],
    shown: Collection[ShownPiece],
    held: Collection[Credential],
    at: datetime,
) -> bool:
    """Whether a sign-in with this evidence may retract a report on these credentials.

    Only with credentials older than the report that could remove each of them: else a thief could
    retract the owner's report with their own.
    """
    before = [each for each in held if each.enrolled_at < reported_at]
    return all(may_remove(each, shown, before, at) for each in restored)


def credentials_to_retract(
    reported_at: datetime,
    restored: Collection[Credential],
    held: Collection[Credential],
    at: datetime,
) -> tuple[Credential, ...]:
    """The credentials of which one is enough to retract a report; empty where none is.

    A password or PIN never is.
    """
    standing = [each for each in held if each.disabled_at is None]
    if not any(each.kind in BEGINS_A_SIGN_IN for each in standing):
        return ()
    shown = [
        (each, ShownPiece(each.piece(type_of(each).binds_as, at), each.id))
        for each in standing
        if each.kind not in _MEMORIZED
    ]
    return tuple(
        each for each, piece in shown if may_restore(reported_at, restored, [piece], standing, at)
    )


OTHER_DANGER_REPORT: Final = Report(LossReason.OTHER_DANGER, frozenset())
MISUSE_REPORT: Final = Report(LossReason.UNAUTHORISED_USE, frozenset())
LOST_PHONE_REPORT: Final = Report(LossReason.LOST_CONTROL, frozenset({LostItem.PHONE}))


@dataclass(frozen=True, slots=True, kw_only=True)
class LossCase:
    """One report. `number` is for the person; `lettered`: a letter was owed.

    `final_at`: since when it cannot be retracted, because it was proven as strongly as the account
    can be or because it stopped no credential. `taken_back_at`: when it was retracted.

    `providers` are the licensed providers through whom the person shares data (D32.3).
    """

    id: Id
    number: str
    subject_id: Id
    reason: LossReason
    lost: tuple[LostItem, ...]
    reported_by: ReportedBy
    state: LossState
    reported_at: datetime
    lettered: bool
    providers: tuple[str, ...]
    owner: Actor | None
    outcome: str | None
    closed_at: datetime | None
    final_at: datetime | None
    taken_back_at: datetime | None

    @property
    def gives_no_reason(self) -> bool:
        """Whether a link was used that gives no reason: of a letter, or of such a public form."""
        return self.reported_by is ReportedBy.LINK and self._says == MISUSE_REPORT

    @property
    def undid_a_change(self) -> bool:
        """Whether the link of a letter stopped a credential: no public form stops one unnamed."""
        return self.gives_no_reason and self.final_at is None

    @property
    def stopped_one(self) -> bool:
        """Whether it is no report but the stop of one credential (`Losses.stop_one`)."""
        by_account = self.reported_by is ReportedBy.ACCOUNT and self._says == OTHER_DANGER_REPORT
        return by_account and self.final_at is None

    @property
    def _says(self) -> Report:
        return Report(self.reason, frozenset(self.lost))

    @property
    def can_be_retracted(self) -> bool:
        return self.final_at is None and self.taken_back_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterVisit:
    """`document` is the kind of document the first officer saw, without its data."""

    id: Id
    subject_id: Id
    state: VisitState
    document: str
    begun_by: Actor
    begun_at: datetime
    confirmed_by: Actor | None
    confirmed_at: datetime | None


def report_from(reason: str, lost: Iterable[str]) -> Report | None:
    """A complete report from a form; None for anything else.

    LOST_CONTROL needs an item.
    """
    try:
        report = Report(LossReason(reason), frozenset(map(LostItem, lost)))
    except ValueError:
        return None
    return None if report.reason is LossReason.LOST_CONTROL and not report.lost else report


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoTarget:
    """The change that the link of a letter undoes: of a credential or contact, or a sign-in.

    `kind` and `label` are of the credential, `device` of the sign-in; `contact_kind` and `label` of
    a contact. `told`: the letter. `restores`: it restores the removed or replaced credential;
    `stays_stopped`: by a report, until that is retracted. `stops`: the credential works so far;
    `locked`: the account is, so nothing is restored. `letter_id` is common to all links of one
    letter, and `sent` is this one; `aside`: the credentials retired for the restored one. Links of
    earlier releases lack these three.
    """

    subject_id: Id
    at: datetime
    credential_id: Id | None
    kind: CredentialKind | None
    label: str
    device: str
    told: NoticeKind
    letter_id: Id | None = None
    sent: SentLink | None = None
    aside: tuple[Id, ...] | None = None
    restores: bool = False
    stays_stopped: bool = False
    stops: bool = False
    locked: bool = False
    contact_id: Id | None = None
    contact_kind: str | None = None

    @property
    def is_sign_in(self) -> bool:
        """Whether the letter was about a sign-in, whose sessions only end."""
        return self.kind is None and self.contact_kind is None


def undo_target(subject_id: Id, content: Mapping[str, Any]) -> UndoTarget:
    """The change sealed in the link."""
    kind, sent_to = content.get("kind"), content.get("to")
    at, contact_id = datetime.fromisoformat(content["at"]), content.get("contact")
    aside = content.get("aside")
    return UndoTarget(
        subject_id=subject_id,
        at=at,
        credential_id=content.get("credential"),
        kind=None if kind is None else CredentialKind(kind),
        label=content.get("label", ""),
        device=content.get("device", ""),
        told=NoticeKind(content["told"]),
        letter_id=content.get("letter"),
        sent=None if sent_to is None else SentLink(Channel(sent_to[0]), sent_to[1], at, contact_id),
        aside=None if aside is None else tuple(aside),
        contact_id=contact_id,
        contact_kind=content.get("contact_kind"),
    )
