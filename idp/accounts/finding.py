"""Who is meant by a number, document, contact, user name or name, told so that persons differ.

Nothing is recorded here: who may look, what for and how often is its caller's
(`officers.searches`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select

from idp.accounts.identifiers import Identifiers, identifiers_in
from idp.accounts.service import ACCOUNT_STATUS, Accounts
from idp.kernel.ids import Id
from idp.platform.database import Database
from idp.subjects.contacts import ContactRepository
from idp.subjects.domain import ContactKind, Identity, SubjectKind
from idp.subjects.name_index import MOST_FOUND, NamedSubjects, NameIndex
from idp.subjects.name_prefixes import Birth, birth_in, words_of
from idp.subjects.newcomers import KeyName
from idp.subjects.service import IDENTITIES, Subjects, sealed_identity

NAME: Final = "name"
_CODES: Final = (KeyName.TAX_CODE, KeyName.ENTERPRISE_CODE, KeyName.BODY_CODE)
_SHOWN_DIGITS: Final = 3
_STATES: Final = select(ACCOUNT_STATUS.c.subject_id, ACCOUNT_STATUS.c.state).where(
    ACCOUNT_STATUS.c.subject_id.in_(bindparam("subjects", expanding=True))
)


class Sought(NamedTuple):
    """A text that an officer typed, and when the person was born, which narrows a name alone."""

    text: str
    birth: Birth | None

    @property
    def by(self) -> str:
        """What the text is taken for: `email`, `phone`, `number` or `name`."""
        found = identifiers_in(self.text)
        return NAME if found is None else found.kind

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it to look for."""
        return identifiers_in(self.text) is None and not words_of(self.text)


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Only what tells persons apart.

    `born`: the year, empty of an organisation or where it is not known. `place`: where it is on
    record, of an organisation alone. `number_end`: the last digits of the identification number.
    `state`: of the account, None without one.
    """

    subject_id: Id
    kind: SubjectKind
    name: str
    born: str
    place: str
    number_end: str
    state: str | None


@dataclass(frozen=True, slots=True)
class FoundPeople:
    """MOST_FOUND at most; where more are meant, none of them."""

    people: tuple[FoundPerson, ...]
    too_many: bool


@dataclass(frozen=True)
class PersonFinder:
    database: Database
    subjects: Subjects
    accounts: Accounts
    contacts: ContactRepository
    names: NameIndex

    def find(self, sought: Sought) -> FoundPeople:
        """Who is meant. A user name or a number is exact, that of a passport too.

        A name is found also where it is only begun.

        Where these and the names are more than MOST_FOUND together, it is who is meant exactly.
        """
        identifiers = identifiers_in(sought.text)
        if identifiers is None:
            named = self.names.find(words_of(sought.text), sought.birth)
            own = self._with_ids(self._exactly(sought.text))
            found = {each.subject_id: each for each in (*own, *named.found)}
            if named.too_many or len(found) > MOST_FOUND:
                return self._told(NamedSubjects(own, too_many=not own))
            return self._told(NamedSubjects(tuple(found.values())))
        ids = self._by_identifiers(identifiers) | self._exactly(sought.text)
        too_many = len(ids) > MOST_FOUND
        return self._told(NamedSubjects(() if too_many else self._with_ids(ids), too_many))

    def is_complete(self) -> bool:
        """Whether a name finds everybody (`NameIndex.is_complete`)."""
        return self.names.is_complete()

    def _exactly(self, text: str) -> set[Id]:
        """Whose user name, identification number or number of a document this is."""
        account = self.accounts.by_username(text)
        numbered = self.subjects.by_number(text) if any(map(str.isdigit, text)) else ()
        shown = (each.subject_id for each in self.names.with_document(text))
        return {*numbered, *shown, *(() if account is None else (account.subject_id,))}

    def _by_identifiers(self, typed: Identifiers) -> set[Id]:
        found: set[Id] = set()
        if typed.number is not None:
            found.update(self.subjects.by_number(typed.number))
            coded = (self.subjects.by_key(name, typed.number) for name in _CODES)
            found.update(each for each in coded if each is not None)
        contacts = {ContactKind.EMAIL: typed.email, ContactKind.PHONE: typed.phone}
        for kind, value in contacts.items():
            if value is not None:
                found.update(self.contacts.holders(kind, value, most=MOST_FOUND + 1))
        return found

    def _with_ids(self, subject_ids: Iterable[Id]) -> tuple[Identity, ...]:
        asked = sorted(subject_ids)
        rows = self.database.all(IDENTITIES, subjects=asked) if asked else ()
        return tuple(self.subjects.opened(sealed_identity(row)) for row in rows)

    def _surviving(self, found: tuple[Identity, ...]) -> tuple[Identity, ...]:
        """Who is left of these: in place of a duplicate, the subject to which it was joined."""
        joined = self.subjects.surviving(each.subject_id for each in found)
        kept = tuple(each for each in found if each.subject_id not in joined)
        missing = set(joined.values()) - {each.subject_id for each in kept}
        return (*kept, *self._with_ids(missing))

    def _told(self, named: NamedSubjects) -> FoundPeople:
        found = self._surviving(named.found)
        asked = [each.subject_id for each in found]
        rows = self.database.all(_STATES, subjects=asked) if asked else ()
        states = {row.subject_id: row.state for row in rows}
        people = [_person(each, states) for each in found]
        people.sort(key=lambda each: (words_of(each.name), each.born, each.number_end))
        return FoundPeople(tuple(people), named.too_many)


def _person(identity: Identity, states: Mapping[Id, str]) -> FoundPerson:
    data, birth = identity.data, birth_in(identity.data)
    address = data["address"].value if "address" in data else None
    placed = identity.kind is SubjectKind.ORGANISATION
    place = address.get("formatted", "") if placed and isinstance(address, dict) else ""
    return FoundPerson(
        subject_id=identity.subject_id,
        kind=identity.kind,
        name=identity.name or "",
        born="" if birth is None else birth.year,
        place=str(place),
        number_end=identity.number[-_SHOWN_DIGITS:],
        state=states.get(identity.subject_id),
    )
