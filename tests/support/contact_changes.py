"""Setting another address of a person, as its page does."""

from idp.accounts.domain import Basis
from idp.assurance.binding import CeremonyKind
from idp.assurance.kinds import EvidenceKind
from idp.assurance.pieces import ShownPiece
from idp.contacts.domain import SentCode
from idp.factors.domain import Binding, CredentialKind
from idp.kernel.ids import new_id
from idp.kernel.refusals import Refused
from idp.subjects.domain import Contact, ContactKind
from tests.support.letters import code_sent
from tests.support.world import Person, World, sure


def now(world: World, person: Person) -> Basis:
    """What the account allows as it stands, whichever session asks."""
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
        shown=contacts.shown(person.subject_id, kind) if mark is None else mark,
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
