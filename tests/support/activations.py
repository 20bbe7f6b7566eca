"""Links that activate accounts, as their messages carry them, and a browser that holds one."""

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from idp.accounts.domain import CURRENT_TERMS, Account
from idp.activation.domain import Shown
from idp.intake.domain.faults import FaultyLine
from idp.kernel.refusals import Refused
from idp.notices.domain import NoticeKind
from idp.subjects.domain import SubjectKind
from tests.support.letters import letters
from tests.support.newcomers import CITIZEN_CELLS, RECORDED, line
from tests.support.officers import OPERATOR
from tests.support.world import Person, World, sure

PASSWORD = "chín cây tre xanh bên bờ giếng cũ"
REACHED: dict[str, Any] = {"email": "moi@example.test", "email_verified": True}
_BROWSERS = count()


def links(world: World, person: Person) -> list[str]:
    """The handles in the messages to this person that are not handed over yet."""
    sent = letters(world, person, NoticeKind.ACTIVATION_LINK)
    return [str(each["path"]).rsplit("/", 1)[1] for each in sent]


def invited(world: World) -> tuple[Person, str]:
    """A person of a granted account, and the link that is on its way to them."""
    person = world.granted(data=REACHED)
    assert world.services.activations.invite(person.subject_id, actor=OPERATOR) is None
    return person, links(world, person)[-1]


class _Silent:
    """Hears of lines of an import; none of these may have a fault."""

    def fault(self, found: FaultyLine) -> None:
        raise AssertionError(found)

    def number(self, line: int, kind: SubjectKind, number: str) -> None:
        raise AssertionError((line, kind, number))


def brought(world: World, password: str) -> tuple[Person, str]:
    """As `invited`, of somebody who was imported with a hash of this password."""
    made = hashlib.pbkdf2_hmac("sha256", password.encode(), b"salt-of-4-tests", 1000).hex()
    told = line(
        CITIZEN_CELLS,
        username="hanh",
        level="1",
        password_hash=f"pbkdf2:sha256:1000$salt-of-4-tests${made}",
        email=REACHED["email"],
        email_verified="true",
    )
    list(world.services.intake.take([told], RECORDED, _Silent(), actor=OPERATOR))
    account = world.services.accounts.by_username("hanh")
    assert account is not None
    person = Person(account.subject_id, "hanh", "", None)
    assert world.services.activations.invite(person.subject_id, actor=OPERATOR) is None
    world.clock.advance(timedelta(minutes=1))
    return person, links(world, person)[-1]


def number_of(world: World, person: Person) -> str:
    return world.services.subjects.identity(person.subject_id).number


@dataclass
class Holder:
    """A browser that holds a link."""

    world: World
    person: Person
    link: str
    audience: str = field(default_factory=lambda: f"{next(_BROWSERS):064x}")

    def prove(self, number: str | None = None) -> str | Refused:
        typed = number_of(self.world, self.person) if number is None else number
        return self.world.services.activations.prove(self.link, typed, audience=self.audience)

    def shown(self, step: str) -> Shown:
        return Shown(link=self.link, step=step, audience=self.audience)

    def agreed(self) -> Shown:
        """After the number and the terms: what is left is the choice of a credential."""
        step = sure(self.prove())
        return self.shown(
            sure(self.world.services.activations.agree(self.shown(step), CURRENT_TERMS))
        )

    def activate(self, shown: Shown | None = None) -> Account | Refused:
        chosen = self.agreed() if shown is None else shown
        return self.world.services.activations.with_password(chosen, PASSWORD)
