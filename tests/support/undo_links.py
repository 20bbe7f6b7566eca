"""Links of letters that undo, and the means of a person they are about."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from idp.factors.credential_tables import SECRETS
from idp.factors.domain import Credential, CredentialKind
from idp.factors.passwords import PresentedPassword
from idp.factors.tables import APP_KEY_CERTIFICATE, CREDENTIAL
from idp.kernel.refusals import Refused
from idp.notices.domain import NoticeKind
from tests.support.contact_changes import password_alone
from tests.support.letters import letters
from tests.support.sign_ins import sign_in
from tests.support.telephones import telephone_of
from tests.support.world import Person, World, sure

NEW = "bảy con sếu bay ngang đồng chiều"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GIVEN_BACK = NoticeKind.CREDENTIAL_GIVEN_BACK


def owner(world: World) -> Person:
    return world.person(data={"email": "owner@old.example", "email_verified": True})


def held(world: World, person: Person) -> dict[CredentialKind, Credential]:
    return {each.kind: each for each in world.services.credentials.held(person.subject_id)}


def undo_links(world: World, person: Person, kind: NoticeKind) -> dict[str, str]:
    """The link in each newest letter of a kind by where it went."""
    return {
        each["to"]: each["undo"].rsplit("/", 1)[1]
        for each in letters(world, person, kind)
        if "undo" in each
    }


def link_of(world: World, person: Person, kind: NoticeKind) -> str:
    return list(undo_links(world, person, kind).values())[-1]


def opens(world: World, person: Person, password: str) -> bool:
    world.clock.advance(timedelta(minutes=1))
    tried = world.services.passwords.verify_at_once(
        sign_in(world), PresentedPassword(username=person.username, password=password)
    )
    return not isinstance(tried, Refused)


def set_password(world: World, person: Person, password: str = NEW) -> Credential:
    binding = password_alone(world, person)
    return sure(world.services.passwords.set(person.subject_id, password, binding=binding))


def remove(world: World, person: Person, kind: CredentialKind) -> Credential:
    gone = held(world, person)[kind]
    assert world.services.credentials.remove(person.subject_id, gone.id) is None
    return gone


def rows_of(world: World, credential: Credential) -> dict[str, list[dict[str, Any]]]:
    """Everything that is on record of a means, by table."""
    secret = SECRETS[credential.kind]
    tables = {CREDENTIAL: CREDENTIAL.c.id, secret: secret.c.credential_id}
    tables[APP_KEY_CERTIFICATE] = APP_KEY_CERTIFICATE.c.credential_id
    with world.services.database.transaction() as connection:
        return {
            table.name: sorted(
                (
                    row._asdict()
                    for row in connection.execute(select(table).where(column == credential.id))
                ),
                key=str,
            )
            for table, column in tables.items()
        }


def with_an_app_key(world: World) -> Person:
    person = world.person()
    telephone_of(world, person.subject_id)
    return person


def waiting(world: World, credential: Credential) -> None:
    until = world.clock.now() + DAY
    with world.services.database.transaction() as connection:
        mine = update(CREDENTIAL).where(CREDENTIAL.c.id == credential.id)
        connection.execute(mine.values(effective_at=until))
