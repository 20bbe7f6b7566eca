"""Setting another address of a person, as its page does."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from idp.accounts.domain import Basis
from idp.assurance.binding import CeremonyKind
from idp.assurance.kinds import EvidenceKind
from idp.assurance.pieces import ShownPiece
from idp.contacts.domain import SentCode
from idp.factors.domain import Binding, CredentialKind
from idp.kernel.ids import new_id
from idp.kernel.refusals import Refused
from idp.notices.domain import NoticeKind
from idp.sessions.domain import Session
from idp.subjects.domain import Contact, ContactKind
from tests.support.at_best import shown
from tests.support.letters import code_sent, letters
from tests.support.world import Person, World, sure

EMAIL, PHONE = ContactKind.EMAIL, ContactKind.PHONE
OLD = "owner@old.example"
NEW = "owner@new.example"
DAY = timedelta(days=1)
UNLETTERED = 3 * DAY
"""How long a change waits about which no letter was handed over."""


def now(world: World, person: Person) -> Basis:
    """The present authorization of the account, of any session."""
    standing = world.services.accounts.status_of(person.subject_id)
    assert standing is not None
    return Basis(person.subject_id, standing.security_stamp)


def password_alone(world: World, person: Person) -> Binding:
    held = world.services.credentials.held(person.subject_id)
    password = next(each for each in held if each.kind is CredentialKind.PASSWORD)
    piece = password.piece(EvidenceKind.PASSWORD, world.clock.now())
    return Binding(CeremonyKind.OWN_ACCOUNT, (ShownPiece(piece, password.id),), new_id())


def begin(
    world: World,
    person: Person,
    typed: str,
    kind: ContactKind = ContactKind.EMAIL,
    *,
    by: Basis | None = None,
    mark: str | None = None,
    binding: Binding | None = None,
) -> SentCode | Refused:
    contacts = world.services.contacts
    return contacts.begin(
        person.subject_id,
        kind,
        typed,
        version=contacts.version(person.subject_id, kind) if mark is None else mark,
        binding=binding or password_alone(world, person),
        by=by or now(world, person),
    )


def change(
    world: World, person: Person, typed: str, kind: ContactKind = ContactKind.EMAIL
) -> Contact:
    begun = sure(begin(world, person, typed, kind))
    return sure(
        world.services.contacts.confirm(
            person.subject_id, kind, handle=begun.handle, code=code_sent(world, person)
        )
    )


def owner(world: World, **more: object) -> Person:
    return world.person(data={"email": OLD, "email_verified": True, **more})


def session(world: World, person: Person, *, purpose: str | None = None) -> Session:
    return world.services.sessions.start(
        new_id(),
        subject_id=person.subject_id,
        client_id=None,
        shown=shown([EvidenceKind.PASSWORD]),
        device="",
        replaces=None,
        purpose=purpose,
    ).session


def claims(world: World, person: Person) -> Mapping[str, Any]:
    data = world.services.subjects.identity(person.subject_id).data
    return {name: datum.value for name, datum in data.items()}


def told(world: World, person: Person, kind: NoticeKind) -> set[str]:
    return {each["to"] for each in letters(world, person, kind)}


def undo_link(world: World, person: Person) -> str:
    return str(letters(world, person, NoticeKind.CONTACT_CHANGED)[-1]["undo"]).rsplit("/", 1)[1]


def number_of(world: World, person: Person) -> Contact:
    holds = world.services.contacts.repository.now_and_next(person.subject_id, PHONE)[0]
    assert holds is not None
    return holds
