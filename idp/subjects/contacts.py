"""Where a person is reached: now, from when on, and lately.

People of an earlier release have no rows before `adopt` made them (`idp migrate` does, with the
keys that a step of the schema has not). Until then their contacts are what their identity says,
bound at 1: nothing shows who set them.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from sqlalchemy import bindparam, exists, func, select, update

from idp.assurance.contacts import CONFIRMED_FOR, contact_bound
from idp.assurance.pieces import LEAST
from idp.kernel.clock import Clock
from idp.kernel.ids import Id
from idp.platform.database import Database, Instant, Prepared, insert_new, purge
from idp.platform.sealing import Sealing
from idp.subjects.contact_rows import (
    StoredContact,
    contact_context,
    contact_from,
    contact_row,
    registered_contacts,
    value_index,
)
from idp.subjects.domain import Contact, ContactKind, Datum, SubjectKind, replacements
from idp.subjects.service import Subjects
from idp.subjects.tables import CONTACT, IDENTITY, SUBJECT

_ADD: Final = insert_new(CONTACT)
_OF: Final = Prepared(
    select(CONTACT)
    .where(CONTACT.c.subject_id == bindparam("subject"))
    .order_by(CONTACT.c.set_at, CONTACT.c.id),
    StoredContact,
)
_THIS: Final = CONTACT.c.id == bindparam("contact")
_ENDS: Final = update(CONTACT).where(_THIS).values(replaced_at=bindparam("at"))
_UNDO: Final = (
    update(CONTACT)
    .where(_THIS, CONTACT.c.undone_at.is_(None))
    .values(undone_at=bindparam("now"), replaced_at=bindparam("now"))
)
_CONFIRM: Final = (
    update(CONTACT)
    .where(_THIS)
    .values(confirmed_at=bindparam("now"), value_sealed=bindparam("sealed"))
)
_MARK_LOST: Final = (
    update(CONTACT)
    .where(
        CONTACT.c.subject_id == bindparam("subject"),
        CONTACT.c.kind == bindparam("of_kind"),
        CONTACT.c.undone_at.is_(None),
        CONTACT.c.lost_at.is_(None),
        func.coalesce(CONTACT.c.confirmed_at, CONTACT.c.set_at) <= bindparam("at", type_=Instant),
    )
    .values(lost_at=bindparam("at"))
)
_BRING_FORWARD: Final = (
    update(CONTACT)
    .where(
        _THIS,
        CONTACT.c.undone_at.is_(None),
        CONTACT.c.replaced_at.is_(None),
        CONTACT.c.effective_at > bindparam("sooner"),
    )
    .values(effective_at=bindparam("sooner"))
)
_OWNER: Final = select(CONTACT.c.subject_id).where(_THIS)
_MARK_FOUND: Final = update(CONTACT).where(_THIS).values(lost_at=None)
_WITHOUT: Final = (
    select(IDENTITY.c.subject_id)
    .where(
        IDENTITY.c.subject_id > bindparam("after"),
        ~exists().where(CONTACT.c.subject_id == IDENTITY.c.subject_id),
    )
    .order_by(IDENTITY.c.subject_id)
    .limit(bindparam("at_once"))
)
_HOLDERS: Final = (
    select(CONTACT.c.subject_id)
    .where(
        CONTACT.c.kind == bindparam("kind"),
        CONTACT.c.value_index == bindparam("value"),
        CONTACT.c.undone_at.is_(None),
        CONTACT.c.replaced_at.is_(None) | (CONTACT.c.replaced_at > bindparam("now", type_=Instant)),
    )
    .distinct()
    .limit(bindparam("most"))
)
_CONFIRMED: Final = (
    select(CONTACT.c.subject_id)
    .join_from(CONTACT, SUBJECT, SUBJECT.c.subject_id == CONTACT.c.subject_id)
    .where(
        CONTACT.c.kind == bindparam("kind"),
        CONTACT.c.value_index == bindparam("value"),
        CONTACT.c.confirmed_at > bindparam("since", type_=Instant),
        CONTACT.c.undone_at.is_(None),
        CONTACT.c.lost_at.is_(None),
        CONTACT.c.replaced_at.is_(None) | (CONTACT.c.replaced_at > bindparam("now", type_=Instant)),
        SUBJECT.c.kind != SubjectKind.ORGANISATION,
    )
)
REACHED: Final = (
    select(
        CONTACT.c.subject_id,
        CONTACT.c.kind,
        CONTACT.c.value_index,
        CONTACT.c.confirmed_at,
        CONTACT.c.lost_at,
        CONTACT.c.effective_at,
        CONTACT.c.replaced_at,
    )
    .join_from(CONTACT, SUBJECT, SUBJECT.c.subject_id == CONTACT.c.subject_id)
    .where(CONTACT.c.undone_at.is_(None), SUBJECT.c.joined_to.is_(None))
    .subquery("reached")
)
"""A relation to join: contacts that were not undone, as `value_index` finds them.

Without those of a duplicate: they are the contacts of the person to whom it was joined.
"""

KEPT_FOR: Final = timedelta(days=365)
"""How long a replaced contact stays, so that a fraud found later can give it back."""
_AT_ONCE: Final = 200
_BEFORE_ALL: Final = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True)
class ContactRepository:
    """Reads and writes contacts; joins the verb that changes one."""

    database: Database
    clock: Clock
    subjects: Subjects
    sealing: Sealing

    def for_subject(self, subject_id: Id) -> tuple[Contact, ...]:
        """Every contact of a person, old ones and undone ones too, in the order they were set.

        None of who was erased.
        """
        rows = self.database.all(_OF, subject=subject_id)
        if not rows:
            return tuple(self._declared(subject_id))
        return tuple(map(self._opened, rows))

    def now_and_next(
        self, subject_id: Id, kind: ContactKind
    ) -> tuple[Contact | None, Contact | None]:
        """The present contact and the pending one; each may be missing."""
        now = self.clock.now()
        mine = [each for each in self.for_subject(subject_id) if each.kind is kind]
        coming = next((each for each in mine if each.pending(now)), None)
        return in_force(mine, now), coming

    def bound(self, contact: Contact, *, fourteen_from: date | None) -> int:
        """The level at which a code to this contact is bound now (`assurance.contacts`).

        `fourteen_from`: the day on which its person is 14, None for an organisation.
        """
        now = self.clock.now()
        return contact_bound(
            contact.facts,
            now,
            shared=self.shared(contact),
            registered=contact.ceremony_id is None,
            fourteen_from=fourteen_from,
        )

    def index_of(self, kind: ContactKind, value: str) -> bytes:
        """The blind index of a contact, by which those of two accounts are compared."""
        return value_index(self.sealing, kind, value)

    def end_claims(self, subject_id: Id, kind: ContactKind) -> None:
        """Remove the claims of this kind: no contact of it is in force."""
        data = dict.fromkeys((kind.value, kind.verified))
        self.subjects.amend(subject_id, data, from_then=self.clock.now())

    def shared(self, contact: Contact) -> bool:
        """Whether another person confirmed the same one, and has it still (`confirmed_by`)."""
        people = self.confirmed_by(contact.kind, contact.value)
        return any(each != contact.subject_id for each in people)

    def adopt(self, subject_id: Id) -> None:
        """Create contact rows from the identity, where a person has none."""
        if not self.database.all(_OF, subject=subject_id):
            for each in self._declared(subject_id):
                self.add(each)

    def adopt_all(self) -> int:
        """The same for all people; returns how many had none. Safe to repeat, and to interrupt."""
        after, people = _BEFORE_ALL, 0
        while found := self.database.all(_WITHOUT, after=after, at_once=_AT_ONCE):
            with self.database.transaction():
                for row in found:
                    self.adopt(row.subject_id)
            after, people = found[-1].subject_id, people + len(found)
        return people

    def add(self, contact: Contact) -> None:
        """Insert a contact."""
        row = contact_row(contact, self.sealing, self.subjects.data_key(contact.subject_id))
        self.database.execute(_ADD, **row)

    def confirmed_by(self, kind: ContactKind, value: str) -> list[Id]:
        """The people who confirmed this contact within a year, and neither replaced nor lost it.

        As `assurance.contacts.is_confirmed`. No organisation: nobody signs in as one, and it may
        have the telephone of its head (X6.1).
        """
        now = self.clock.now()
        rows = self.database.all(
            _CONFIRMED,
            kind=kind,
            value=self.index_of(kind, value),
            since=now - CONFIRMED_FOR,
            now=now,
        )
        return sorted({row.subject_id for row in rows})

    def holders(self, kind: ContactKind, value: str, *, most: int) -> list[Id]:
        """The people who have this contact or will soon, also without having confirmed it."""
        now, index = self.clock.now(), self.index_of(kind, value)
        rows = self.database.all(_HOLDERS, kind=kind, value=index, now=now, most=most)
        return sorted(row.subject_id for row in rows)

    def replace_at(self, contact: Contact, at: datetime | None) -> None:
        """Set the time from which another contact is in its place, or None."""
        self.database.execute(_ENDS, contact=contact.id, at=at)

    def subject_of(self, contact_id: Id) -> Id | None:
        """The owner of a contact; None for an unknown id."""
        row = self.database.one(_OWNER, contact=contact_id)
        return None if row is None else row.subject_id

    def bring_forward(self, subject_id: Id, contact_id: Id, effective_at: datetime) -> None:
        """Make a pending contact effective at this instant, if that is sooner, with its claims.

        One undone or replaced meanwhile is left as it is. The caller has locked the account.
        """
        if self.database.execute(_BRING_FORWARD, contact=contact_id, sooner=effective_at) != 1:
            return
        mine = self.for_subject(subject_id)
        this = next(each for each in mine if each.id == contact_id)
        self.update_ends(
            [each for each in mine if each.kind is this.kind and each.undone_at is None]
        )
        self.update_claims(this)

    def update_ends(self, standing: Sequence[Contact]) -> None:
        """Let each contact of a kind end when the next one takes effect."""
        ends = replacements(standing)
        for each in standing:
            if each.facts.replaced_at != ends.get(each.id):
                self.replace_at(each, ends.get(each.id))

    def update_claims(self, contact: Contact) -> None:
        """Schedule the contact's claims in the identity, from its effective time on."""
        from_then = max(contact.facts.effective_at, self.clock.now())
        data = {
            name: contact.data.get(name) for name in (contact.kind.value, contact.kind.verified)
        }
        self.subjects.amend(contact.subject_id, data, from_then=from_then)

    def undo(self, contact: Contact) -> bool:
        """Undo a contact; returns whether this call did."""
        return self.database.execute(_UNDO, contact=contact.id, now=self.clock.now()) == 1

    def confirm(self, contact: Contact) -> None:
        """Record that its holder confirmed it; the claims are in `contact.data`."""
        row = contact_row(contact, self.sealing, self.subjects.data_key(contact.subject_id))
        self.database.execute(
            _CONFIRM, contact=contact.id, now=self.clock.now(), sealed=row["value_sealed"]
        )

    def mark_lost(self, subject_id: Id, kind: ContactKind, at: datetime) -> None:
        """Let the contacts of a kind count as lost: they bind nothing until confirmed again."""
        self.adopt(subject_id)
        self.database.execute(_MARK_LOST, subject=subject_id, of_kind=kind, at=at)

    def mark_phone_found(self, subject_id: Id, reported: Collection[datetime]) -> None:
        """Retract that mark of numbers; `reported`: the times of other reports.

        A number that no other report is about, since it was last confirmed, is as it was before.
        """
        mine = self.for_subject(subject_id)
        for each in (one for one in mine if one.kind is ContactKind.PHONE):
            facts = each.facts
            shown_at = facts.confirmed_at or facts.set_at
            if facts.lost_at is not None and all(at < shown_at for at in reported):
                self.database.execute(_MARK_FOUND, contact=each.id)

    def purge_expired(self) -> int:
        """Delete contacts replaced or undone a year ago; returns how many."""
        replaced = CONTACT.c.replaced_at
        return purge(self.database, CONTACT, replaced < self.clock.now() - KEPT_FOR, by=replaced)

    def _opened(self, row: StoredContact) -> Contact:
        context = contact_context(row.id)
        text = self.subjects.open(row.subject_id, row.value_sealed, context=context)
        return contact_from(row, text, self.clock.now())

    def _declared(self, subject_id: Id) -> Iterable[Contact]:
        try:
            data = self.subjects.identity(subject_id).data
        except LookupError:
            return
        for each in registered_contacts(subject_id, data, self.clock.now()):
            yield _of_before(each)


def in_force(contacts: Iterable[Contact], now: datetime) -> Contact | None:
    """The contact of one kind in force now."""
    return next(
        (
            each
            for each in contacts
            if each.undone_at is None
            and each.facts.effective_at <= now
            and (each.facts.replaced_at is None or now < each.facts.replaced_at)
        ),
        None,
    )


def _of_before(contact: Contact) -> Contact:
    """A contact of before contact rows existed: as old as its datum, and bound at 1."""
    datum: Datum = contact.data[contact.kind]
    then = datetime.combine(datum.recorded_on, time(), tzinfo=UTC)
    confirmed_at = None if contact.facts.confirmed_at is None else then
    facts = replace(
        contact.facts, bound=LEAST, set_at=then, effective_at=then, confirmed_at=confirmed_at
    )
    return replace(contact, facts=facts)
