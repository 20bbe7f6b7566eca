"""Contacts as rows: sealed under their person's key, found by a blind index."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from idp.assurance.contacts import MOST, ContactFacts
from idp.assurance.pieces import LEAST
from idp.kernel.ids import Id, new_id
from idp.platform.sealing import Sealing
from idp.subjects.domain import Contact, ContactKind, Datum, contact_data, deserialize, serialize

_INSTANTS: Final = ("set_at", "effective_at", "confirmed_at", "lost_at", "replaced_at")


def registered_contacts(
    subject_id: Id, data: Mapping[str, Datum], now: datetime, *, most: int = MOST
) -> Iterator[Contact]:
    """The contacts an identity is registered with; one that is proven is bound at `most`."""
    for kind in ContactKind:
        if kind in data:
            said = data.get(kind.verified)
            proven = said is not None and said.value is True
            facts = ContactFacts(
                bound=most if proven else LEAST,
                set_at=now,
                effective_at=now,
                confirmed_at=now if proven else None,
            )
            yield Contact(
                id=new_id(),
                subject_id=subject_id,
                kind=kind,
                data=contact_data(data, kind),
                facts=facts,
            )


def contact_context(contact_id: Id) -> str:
    """The context under which a contact is sealed."""
    return f"contact:{contact_id}"


def value_index(sealing: Sealing, kind: ContactKind, value: str) -> bytes:
    """The blind index (32 bytes) of a value; case-insensitive for mail."""
    return sealing.blind_index(f"contact_{kind}", value.casefold())


def contact_row(contact: Contact, sealing: Sealing, data_key: bytes) -> dict[str, Any]:
    """The row of a contact."""
    facts = contact.facts
    context = contact_context(contact.id)
    return {
        "id": contact.id,
        "subject_id": contact.subject_id,
        "kind": contact.kind,
        "value_sealed": sealing.seal(data_key, serialize(contact.data), context=context),
        "value_index": value_index(sealing, contact.kind, contact.value),
        "bound": facts.bound,
        "ceremony_id": contact.ceremony_id,
        "undone_at": contact.undone_at,
        **{name: getattr(facts, name) for name in _INSTANTS},
    }


class StoredContact(NamedTuple):
    """The columns of a contact."""

    id: Id
    subject_id: Id
    kind: str
    value_sealed: bytes
    value_index: bytes
    bound: int
    ceremony_id: Id | None
    set_at: datetime
    effective_at: datetime
    confirmed_at: datetime | None
    lost_at: datetime | None
    replaced_at: datetime | None
    undone_at: datetime | None


def contact_from(row: StoredContact, text: str, now: datetime) -> Contact:
    """The contact of a row with an opened value."""
    return Contact(
        id=row.id,
        subject_id=row.subject_id,
        kind=ContactKind(row.kind),
        data=deserialize(text, now),
        facts=ContactFacts(
            bound=row.bound,
            set_at=row.set_at,
            effective_at=row.effective_at,
            confirmed_at=row.confirmed_at,
            lost_at=row.lost_at,
            replaced_at=row.replaced_at,
        ),
        ceremony_id=row.ceremony_id,
        undone_at=row.undone_at,
    )
