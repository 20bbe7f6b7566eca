"""The contacts of a person to which a letter goes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from idp.assurance.contacts import CHANGED_LATELY, of_a_guardian
from idp.assurance.kinds import EvidenceKind
from idp.kernel.ids import Id
from idp.notices.domain import Channel
from idp.subjects.domain import Contact, ContactKind

_SENT_BY: Final = {EvidenceKind.SMS_CODE: Channel.SMS}
"""Evidence that comes out of a message: its reader would read a letter there as well."""
CHANNELS: Final = {ContactKind.EMAIL: Channel.MAIL, ContactKind.PHONE: Channel.SMS}
Recipients = list[tuple[Channel, str]]


def channels_read_by(shown: Iterable[EvidenceKind]) -> frozenset[Channel]:
    """The channels that a person who showed this evidence reads."""
    return frozenset(_SENT_BY[kind] for kind in shown if kind in _SENT_BY)


def all_recipients(contacts: Iterable[Contact], now: datetime) -> Recipients:
    """All contacts, mail first: present, pending, and recently replaced ones."""
    return _distinct(each for each in contacts if each.receives(now))


def primary_recipients(contacts: Iterable[Contact], now: datetime) -> Recipients:
    """Mail, else SMS: the present contact, and a pending one too."""
    here = [each for each in contacts if each.receives(now) and not _replaced(each, now)]
    for kind in ContactKind:
        mine = [each for each in here if each.kind is kind]
        if any(each.facts.effective_at <= now for each in mine):
            return _distinct(mine)
    return _distinct(here)


def settled_recipients(contacts: Iterable[Contact], now: datetime) -> Recipients:
    """Contacts that were not set within the last days, and do not count as lost."""
    return _distinct(
        each
        for each in contacts
        if each.receives(now)
        and each.facts.lost_at is None
        and (each.ceremony_id is None or now - each.facts.set_at >= CHANGED_LATELY)
    )


def lost_contacts(contacts: Iterable[Contact]) -> Recipients:
    """Contacts that count as lost (`ContactFacts.lost_at`), each once.

    Whoever reads a letter there gets no link that undoes.
    """
    newest = {
        (CHANNELS[each.kind], each.value): each.facts.lost_at
        for each in contacts
        if each.undone_at is None
    }
    return [there for there, lost_at in newest.items() if lost_at is not None]


@dataclass(frozen=True, slots=True)
class SentLink:
    """A link that undoes: its contact and time; `about` is the contact it would undo."""

    channel: Channel
    address: str
    at: datetime
    about: Id | None = None


def may_undo(
    contacts: Iterable[Contact], now: datetime, link: SentLink, *, fourteen_from: date | None
) -> bool:
    """Whether a link may be used by the reader of the contact it was sent to.

    Not before the contact is effective, unless to cancel that very contact; not once it was undone,
    or counts as lost. A contact set before the day on which the person is 14 is
    their guardian's from that day on (D14.2-1). An address that is not on record any more was the
    person's until it was deleted.
    """
    mine = [
        each
        for each in contacts
        if (CHANNELS[each.kind], each.value) == (link.channel, link.address)
    ]
    lost = (link.channel, link.address) in lost_contacts(mine) or any(
        each.facts.lost_at and link.at < each.facts.lost_at for each in mine
    )
    theirs = (
        each
        for each in mine
        if each.undone_at is None and not of_a_guardian(each.facts, now, fourteen_from)
    )
    return not mine or (
        not lost and any(each.id == link.about or _held(each, now) for each in theirs)
    )


def _held(contact: Contact, now: datetime) -> bool:
    """Whether it was ever effective: one replaced while pending never was."""
    from_then, until = contact.facts.effective_at, contact.facts.replaced_at
    return from_then <= now and (until is None or from_then <= until)


def _replaced(contact: Contact, now: datetime) -> bool:
    return contact.facts.replaced_at is not None and contact.facts.replaced_at <= now


def _distinct(contacts: Iterable[Contact]) -> Recipients:
    """Each contact once."""
    order = list(ContactKind)
    mine = sorted(contacts, key=lambda each: order.index(each.kind))
    return list(dict.fromkeys((CHANNELS[each.kind], each.value) for each in mine))
