"""Fill databases as the last landing (commit fc81d9bc, schema 0054) would have left them.

It runs on the code of that landing, in a checkout of it, and writes into its own folder:

git worktree add ../landed fc81d9bc
cd ../landed && python ../minh-danh/tests/landed/populate.py

What was there before officers and cases is in `tests/released`. This is what came since: officers
at their desk, cases, decisions under way, people who were imported, links in letters, changes that
wait. It needs PostgreSQL's programs. All people, keys and secrets are random and nobody's.
`tests/support/released.py` restores what it wrote. For the next landing, name its commit and schema
here and there, extend the chapters, and run it again.
"""

import json
import sqlite3
import subprocess
import sys
import tempfile
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path.cwd()))

from alembic import command
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from sqlalchemy import make_url

from idp.access.desks import DeskKind
from idp.history.actors import to_text
from idp.kernel.actors import OfficerRole
from idp.losses.domain import LossReason, LostItem, Report, ReportedBy
from idp.losses.forgotten import Forgotten
from idp.notices.domain import NoticeKind
from idp.officers.domain.appointments import AppointmentDraft
from idp.platform import key_file
from idp.schema.models import configuration
from idp.subjects.domain import SubjectKind
from idp.wiring import build
from tests.support import databases, ledgers, live, postgresql
from tests.support.activations import brought, invited, number_of
from tests.support.at_desk import request_about, sits_down
from tests.support.contact_changes import PHONE, begin, change
from tests.support.desks import Desk, desk_of
from tests.support.frozen_clock import START, FrozenClock
from tests.support.letters import letters
from tests.support.live import House
from tests.support.newcomers import FOREIGNER_CELLS, ORGANISATION_CELLS, RECORDED, line
from tests.support.officers import OPERATOR
from tests.support.running import settings_of
from tests.support.undo_links import link_of
from tests.support.world import Party, Person, World, sure

HERE = Path(__file__).parent
PORT = 48151
ISSUER = f"http://localhost:{PORT}"
SCOPE = "openid profile email offline_access"
IMPORTED_PASSWORD = "mười hai con cò trắng 19"
LEVEL_2 = json.dumps({"id_token": {"acr": {"essential": True, "values": [f"{ISSUER}/loa/2"]}}})


@dataclass
class Told:
    """The secrets of the people and parties of one database, for tests that continue with them."""

    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    parties: dict[str, dict[str, Any]] = field(default_factory=dict)
    visits: dict[str, dict[str, Any]] = field(default_factory=dict)
    open: dict[str, Any] = field(default_factory=dict)

    def person(self, key: str, person: Person, **more: object) -> Person:
        self.people[key] = {
            "subject_id": person.subject_id,
            "username": person.username,
            "password": person.password,
            "totp_secret": person.totp_secret,
            **more,
        }
        return person

    def party(self, key: str, party: Party) -> Party:
        self.parties[key] = {
            "client_id": party.client_id,
            "secret": party.secret,
            "redirect_uri": party.redirect_uri,
        }
        return party


def text(raw: bytes) -> str:
    return b64encode(raw).decode()


def sure_none(answer: object) -> None:
    assert answer is None, answer


def passkey_of(desk: Desk) -> dict[str, Any]:
    (resident,) = desk.device.keys
    private = resident.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return {
        "id": text(resident.id),
        "rp_id": resident.rp_id,
        "user_handle": text(resident.user_handle),
        "private": private.decode(),
        "sign_count": desk.device.sign_count,
    }


def a_relation(house: House, told: Told) -> None:
    """A session, a consent and a refresh token."""
    portal = told.party("portal", house.world.party())
    hanh = told.person(
        "hanh", house.world.person(data={"email": "hanh@mail.example", "email_verified": True})
    )
    walk = house.walk(portal)
    tokens = walk.tokens(hanh, scope=SCOPE, claims=LEVEL_2)
    told.visits["hanh at the portal"] = {"cookies": dict(walk.visitor.cookies), "tokens": tokens}


def people_of_a_file(house: House, told: Told) -> None:
    """Links that activate: of somebody new, and of one who brought a password."""
    world = house.world
    person, link = invited(world)
    told.person("invited", person, number=number_of(world, person), link=link)
    person, link = brought(world, IMPORTED_PASSWORD)
    told.person(
        "imported", person, number=number_of(world, person), link=link, typed=IMPORTED_PASSWORD
    )
    cells = [line(FOREIGNER_CELLS, 3), line(ORGANISATION_CELLS, 4)]
    list(world.services.intake.take(cells, RECORDED, Silent(), actor=OPERATOR))


class Silent:
    """None of the lines may have a fault; assigned numbers are not needed."""

    def fault(self, found: object) -> None:
        raise AssertionError(found)

    def number(self, line: int, kind: object, number: str) -> None:
        """Not kept."""


def letters_with_links(house: House, told: Told) -> None:
    """A forgotten password, a loss to be confirmed, a new address and how it is undone."""
    world, services = house.world, house.world.services
    data = {
        "email": "quen@mail.example",
        "email_verified": True,
        "phone_number": "+84912345688",
        "phone_number_verified": True,
    }
    forgot = told.person("forgot", world.person(totp=False, data=data))
    sure_none(services.forgotten.request(Forgotten.PASSWORD, username=forgot.username))
    assert services.forgotten.send_due() == 1
    link = letters(world, forgot, NoticeKind.PASSWORD_LINK)[-1]["path"]
    code = letters(world, forgot, NoticeKind.PASSWORD_LINK_CODE)[-1]["code"]
    told.open["password link"] = {"link": link.rsplit("/", 1)[1], "code": code}

    report = Report(LossReason.LOST_CONTROL, frozenset({LostItem.PHONE}))
    sure_none(services.losses.links.request(report, username=forgot.username))
    assert services.losses.links.send_due() == 1
    path = letters(world, forgot, NoticeKind.LOSS_LINK)[-1]["path"]
    told.open["loss link"] = path.rsplit("/", 1)[1]

    moved = told.person(
        "moved", world.person(data={"email": "cu@mail.example", "email_verified": True})
    )
    change(world, moved, "moi@mail.example")
    told.open["undo of the address"] = link_of(world, moved, NoticeKind.CONTACT_CHANGED)
    sent = sure(begin(world, moved, "+84912000111", PHONE))
    told.open["code of the number"] = {
        "handle": sent.handle,
        "code": letters(world, moved, NoticeKind.CONTACT_CODE)[-1]["code"],
    }


def losses(house: House, told: Told) -> None:
    """A reported telephone, and codes that still sign in."""
    world, services = house.world, house.world.services
    lost = told.person("lost", world.person())
    codes = sure(services.recovery_codes.renew(lost.subject_id))
    report = Report(LossReason.LOST_CONTROL, frozenset({LostItem.PHONE}))
    case = services.losses.report(
        lost.subject_id, report, reported_by=ReportedBy.HOTLINE, actor=OPERATOR
    )
    told.open["loss"] = {"number": case.number, "recovery_codes": list(codes)}


def officers(house: House, told: Told) -> None:
    """Two heads, a help line, an open request, a letter, a look, a decision signed by one."""
    world, services = house.world, house.world.services
    director, operator = desk_of(world), desk_of(world, OfficerRole.OPERATOR, OfficerRole.APPROVER)
    hotline = desk_of(
        world, OfficerRole.HOTLINE, OfficerRole.IDENTITY_OFFICER, kind=DeskKind.COMMUNE_POLICE
    )
    for key, desk in (("director", director), ("operator", operator), ("hotline", hotline)):
        told.person(key, desk.person, passkey=passkey_of(desk))
    hanh = told.people["hanh"]
    number = request_about(
        house, hotline, Person(hanh["subject_id"], hanh["username"], hanh["password"], None)
    )
    sure(
        services.looks.look(
            hotline.officer, hanh["username"], number=number, purpose="serve_the_person"
        )
    )
    told.open["request"] = number
    cookies = sits_down(house, hotline).visitor.cookies
    told.visits["hotline at the desk"] = {"cookies": dict(cookies)}

    newcomer = told.person("newcomer", world.person())
    draft = AppointmentDraft(
        username=newcomer.username,
        roles=(OfficerRole.RECEIVING_OFFICER,),
        desk="Quầy 2",
        desk_kind=DeskKind.COMMUNE_POLICE,
        valid_from=world.clock.now(),
        valid_until=world.clock.now() + timedelta(days=300),
    )
    decision = sure(services.appointments.propose(draft, director.officer))
    assert sure(director.decide(decision)).appointment is None
    told.open["decision"] = decision.id


def an_organisation(house: House, told: Told) -> None:
    """One that signs in by itself, with a session and a refresh token, and who heads it."""
    world = house.world
    firm = told.party("firm", world.party("Firm"))
    told.person("head", world.person())
    data = {"organisation_number": "800000000054", "name": "Công ty Sen Vàng"}
    body = told.person("organisation", world.person(kind=SubjectKind.ORGANISATION, data=data))
    walk = house.walk(firm)
    tokens = walk.tokens(body, scope=SCOPE)
    told.visits["organisation at the firm"] = {
        "cookies": dict(walk.visitor.cookies),
        "tokens": tokens,
    }


CHAPTERS = (a_relation, people_of_a_file, letters_with_links, losses, officers, an_organisation)


def populate(url: str, folder: Path) -> dict[str, Any]:
    """Everybody and everything; returns what they know."""
    keys = HERE / "keyring.json"
    settings = settings_of(url, keys=keys, folder=folder, issuer=ISSUER)
    command.upgrade(configuration(url, secret=settings.secret.get_secret_value()), "head")
    clock, told = FrozenClock(), Told()
    with databases.opened(url) as database:
        services = build(settings, database=database, clock=clock)
        world = World(services, settings, clock)
        with live.open_house(world, port=PORT) as house:
            for chapter in CHAPTERS:
                chapter(house, told)
        clock.advance(timedelta(minutes=1))
        assert services.ledger.chain()
        told.open["ledger"] = {
            "size": len(ledgers.chained(database)),
            "root": ledgers.root_of(database).hex(),
        }
        services.passwords.hashing.close()
        histories = {
            person["subject_id"]: [
                [each.id, each.happening, to_text(each.actor), dict(each.facts)]
                for each in services.history.for_subject(person["subject_id"], limit=500)
            ]
            for person in told.people.values()
        }
    return {
        "issuer": ISSUER,
        "now": clock.now().isoformat(),
        "secret": settings.secret.get_secret_value(),
        "people": told.people,
        "parties": told.parties,
        "visits": told.visits,
        "open": told.open,
        "histories": histories,
    }


def dump_sqlite(file: Path) -> str:
    connection = sqlite3.connect(file)
    try:
        return "\n".join(connection.iterdump()) + "\n"
    finally:
        connection.close()


def dump_postgresql(url: str) -> str:
    where = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    words = ["pg_dump", "--inserts", "--no-owner", "--no-privileges", where]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    lines = (line for line in done.stdout.splitlines() if not line.startswith(("--", "\\")))
    return "\n".join(line for line in lines if line) + "\n"


def main() -> None:
    if not list((Path.cwd() / "migrations/versions").glob("0054_*")):
        raise SystemExit("run this in a checkout of the landing")
    for name in ("keyring.json", "ledger.key", "ledger.pub"):
        (HERE / name).unlink(missing_ok=True)
    key_file.create(HERE / "keyring.json", now=START, profile=key_file.DEMO_PROFILE)
    with tempfile.TemporaryDirectory() as scratch, postgresql.cluster() as server:
        folder = Path(scratch)
        told = {"sqlite": populate(f"sqlite:///{folder / 'idp.db'}", folder)}
        (HERE / "sqlite.sql").write_text(dump_sqlite(folder / "idp.db"))
        with databases.empty_postgresql_database(server) as url:
            told["postgresql"] = populate(url, folder)
            (HERE / "postgresql.sql").write_text(dump_postgresql(url))
    (HERE / "told.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
