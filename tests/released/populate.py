"""Fill databases as the first release (commit 2000711, schema 0009) would have left them.

It runs on the code of that release, never on today's, and writes into its own folder:

git worktree add ../released 2000711
cd ../released && python ../minh-danh/tests/released/populate.py

It needs PostgreSQL's programs (`initdb`, `pg_dump`). Each run makes other people, keys and secrets;
all are random and belong to no real person. `tests/support/released.py` restores what it wrote.
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

from idp.factors.biometrics.domain import Purpose
from idp.losses.domain import LossReason, Lost, Report, ReportedBy, Shown
from idp.platform import key_file
from idp.policy.domain import Switch
from idp.wiring import build
from migrations.history import configuration
from tests.support import databases, live, postgresql
from tests.support.authenticator import Authenticator
from tests.support.biometrics import consent, enter_both
from tests.support.card_holders import Holder as CardHolder
from tests.support.card_holders import State, connected
from tests.support.card_registry import registering
from tests.support.counters import ANCHORED, PIN, Handset, Teller, desk
from tests.support.frozen_clock import START, FrozenClock
from tests.support.http import Visitor, bearer
from tests.support.live import House
from tests.support.makers import BIOMETRIC, maker, publisher
from tests.support.passkeys import Holder, let_models_lift
from tests.support.running import settings_of
from tests.support.telephones import Telephone, telephone_of
from tests.support.walks import Walk
from tests.support.world import Party, Person, World, sure

HERE = Path(__file__).parent
PORT = 48150
ISSUER = f"http://localhost:{PORT}"
SCOPE = "openid profile email offline_access"
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


def pem(key: Any) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def text(raw: bytes) -> str:
    return b64encode(raw).decode()


def visit(told: Told, name: str, visitor: Visitor, tokens: dict[str, Any]) -> None:
    """A browser that is signed in, and what its party holds."""
    told.visits[name] = {"cookies": visitor.cookies, "tokens": tokens}


def with_password_and_code(house: House, told: Told) -> None:
    """Sessions, consents, codes and refresh tokens of a confidential and of a public client."""
    world, services = house.world, house.world.services
    hanh = world.person()
    codes = sure(services.recovery_codes.renew(hanh.subject_id))
    told.person("hanh", hanh, recovery_codes=list(codes))
    portal = Party(**told.parties["portal"])
    walk = house.walk(portal)
    tokens = walk.tokens(hanh, scope=SCOPE, claims=LEVEL_2)
    walk.visitor.get("/userinfo", headers=bearer(tokens["access_token"]))
    world.clock.advance(timedelta(minutes=2))
    tokens = walk.refresh(tokens["refresh_token"]).json
    visit(told, "hanh at the portal", walk.visitor, tokens)

    grants = frozenset({"authorization_code", "refresh_token"})
    application = told.party(
        "application", world.party("Ứng dụng", auth_method="none", grant_types=grants)
    )
    there = house.walk(application)
    visit(
        told,
        "hanh in the application",
        there.visitor,
        there.tokens(hanh, scope=SCOPE, claims=LEVEL_2),
    )

    _what_has_ended(house, told, hanh, walk)


def _what_has_ended(house: House, told: Told, hanh: Person, walk: Walk) -> None:
    """A withdrawn consent, a revoked token, and what is signed about a live consent."""
    world, services = house.world, house.world.services
    left = told.party("left", world.party("Cổng đã rút"))
    gone = house.walk(left, visitor=walk.visitor)
    kept = gone.tokens(hanh, scope=SCOPE)
    given = next(
        each for each in services.consents.of(hanh.subject_id) if each.client_id == left.client_id
    )
    sure(services.tokens.withdraw(hanh.subject_id, given.id))
    told.open["withdrawn"] = {"tokens": kept, "consent_id": given.id}
    live_one = services.consents.live(hanh.subject_id, walk.party.client_id)
    told.open["receipt"] = services.consents.receipt(live_one)
    told.open["statement"] = services.history.statement(hanh.subject_id, live_one.transaction_id)
    ended = walk.tokens(hanh, scope="openid")["access_token"]
    assert walk.as_client("/revoke", {"token": ended}).status == 200
    told.open["revoked"] = ended


def a_portal(house: House, told: Told) -> None:
    told.party("portal", house.world.party())


def a_while_later(house: House, told: Told) -> None:
    """Credentials enrolled until now are old enough to sign in with."""
    house.world.clock.advance(timedelta(minutes=5))


def with_less(house: House, told: Told) -> None:
    """A password alone, a foreigner, a child, a locked account, and one replay."""
    world = house.world
    binh = told.person("binh", world.person(totp=False, level=1))
    wrong = house.walk(Party(**told.parties["portal"]))
    wrong.password(wrong.ask(), binh, password="not this one")
    told.person("duc", world.person(totp=False, level=1, data={"birthdate": "2015-06-01"}))
    locked = told.person("locked", world.person())
    sure(
        world.services.accounts.lock(
            locked.subject_id, ground="court_order", body="Toà án", remedy="Khiếu nại"
        )
    )
    replayed = told.person("replayed", world.person())
    walk = house.walk(told.party("replaying", world.party()))
    tokens = walk.tokens(replayed, scope=SCOPE)
    walk.refresh(tokens["refresh_token"])
    world.clock.advance(timedelta(minutes=5))
    assert walk.refresh(tokens["refresh_token"]).status == 400
    told.open["replayed"] = tokens["refresh_token"]


def with_passkeys(house: House, told: Told) -> None:
    """One passkey of no known model, one whose model takes only a finger."""
    world = house.world
    published = publisher()
    made = maker()
    world.services.authenticator_metadata.import_blob(
        published.blob(1, made.entry(BIOMETRIC)), root=published.root.pem, actor="an"
    )
    let_models_lift(world)
    for key, device in (("lan", Authenticator()), ("mai", Authenticator(maker=made))):
        holder = Holder(world, world.person(totp=False), device)
        sure(holder.register())
        (resident,) = device.keys
        told.person(
            key,
            holder.person,
            passkey={
                "id": text(resident.id),
                "rp_id": resident.rp_id,
                "user_handle": text(resident.user_handle),
                "private": pem(resident.private),
                "sign_count": device.sign_count,
            },
        )


def with_telephones(house: House, told: Told) -> None:
    """An anchored key with a PIN, one that is not anchored, an enrolment under way."""
    world = house.world
    for key, anchoring in (("yen", ANCHORED), ("tam", None)):
        person = world.person(totp=False)
        telephone = telephone_of(world, person.subject_id, anchoring=anchoring)
        sure(world.services.pins.set(person.subject_id, PIN))
        told.person(key, person, app_key=pem(telephone.key), pin=PIN)
    told.open["app_enrolment"] = {
        "person": "binh",
        "handle": world.services.app_keys.begin_enrolment(told.people["binh"]["subject_id"]),
    }


def with_a_card(house: House, told: Told) -> None:
    world = house.world
    with registering() as registry:
        there = connected(world, registry)
        state = State(there, registry).open()
        person = world.person(totp=False)
        holder = CardHolder(there, person, state.card_of(person))
        sure(holder.enrol())
    card = holder.card
    told.person(
        "khoa",
        person,
        card={
            "chip": pem(card.chip),
            "security_object": text(card.security_object),
            "groups": {str(number): text(group) for number, group in card.groups.items()},
        },
    )


def with_a_face(house: House, told: Told) -> None:
    world = house.world
    enter_both(world, "http://127.0.0.1:9")
    face = told.person("face", world.person(totp=False))
    consent(world, face, Purpose.LOGIN_L3)


def at_a_counter(house: House, told: Told) -> None:
    """A request at a desk whose number was typed, so that the approval is what is missing."""
    world = house.world
    teller = Teller(desk(world), house.visitor())
    yen = told.people["yen"]
    person = Person(yen["subject_id"], yen["username"], yen["password"], None)
    telephone = Telephone(ISSUER, key=_loaded(yen["app_key"]))
    phone = Handset(world, person, telephone, house.visitor())
    asked = teller.ask(phone.code())
    assert asked.status == 200, asked.text
    (waiting,) = phone.waiting()
    assert phone.number(waiting["txn"]).status < 300
    told.open["counter"] = {
        "client_id": teller.desk.client_id,
        "key": pem(teller.desk.key._key),
        "kid": teller.desk.key.kid,
        "terminal_id": teller.desk.terminal.id,
        "auth_req_id": asked.json["auth_req_id"],
    }


def _loaded(stored: str) -> Any:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    return load_pem_private_key(stored.encode(), None)


def with_losses(house: House, told: Told) -> None:
    """A reported phone, a visit at a counter half done, and one done."""
    world, services = house.world, house.world.services
    lost = told.person("lost", world.person())
    telephone_of(world, lost.subject_id)
    report = Report(LossReason.LOST_CONTROL, frozenset({Lost.PHONE}))
    case = services.losses.report(lost.subject_id, report, reported_by=ReportedBy.HOTLINE)
    told.open["case"] = case.number
    for key in ("half", "recovered"):
        person = world.person()
        number = services.subjects.identity(person.subject_id).number
        shown = Shown(number=number, name="Trần Thị Thử Nghiệm", birthdate="1990-02-03")
        begun = sure(
            services.counter_visits.begin(person.username, shown, document="identity card", by="an")
        )
        codes: tuple[str, ...] = ()
        if key == "recovered":
            codes = sure(services.counter_visits.confirm(begun.id, by="binh"))
        told.person(key, person, visit=begun.id, recovery_codes=list(codes))


def with_registers(house: House, told: Told) -> None:
    """A licensed provider, a switch in force and one that waits, a suspended client."""
    world, services = house.world, house.world.services
    services.licensing.register(
        name="Nhà cung cấp Sen",
        certificate_until=world.clock.now() + timedelta(days=900),
        help_line="1900 0001",
        mail="sen@provider.example",
    )
    waiting = services.policy.propose(Switch.DISABLED_MEANS, ["totp"], by="an")
    told.open["policy_change"] = waiting.id
    told.party("inactive", _inactive(world))


def _inactive(world: World) -> Party:
    registered = world.registered("Chưa kích hoạt")
    client = registered.client
    return Party(client.client_id, registered.secret, client.redirect_uris[0])


def under_way(house: House, told: Told) -> None:
    """Last, because it lives for a minute: a code, open sign-ins, a consent page, a loss link."""
    world = house.world
    portal = Party(**told.parties["portal"])
    hanh = told.people["hanh"]
    person = Person(hanh["subject_id"], hanh["username"], hanh["password"], hanh["totp_secret"])
    signed_in = house.visitor()
    signed_in.cookies.update(told.visits["hanh at the portal"]["cookies"])
    half = house.walk(portal)
    page = half.password(half.ask(claims=LEVEL_2), person)
    told.open["half a sign-in"] = _stopped(half, page)
    asking = house.walk(world.party("Ngân hàng"), visitor=signed_in)
    told.open["a consent page"] = _stopped(asking, asking.ask(scope="openid profile"))
    told.party("bank", asking.party)
    code = house.walk(portal, visitor=signed_in)
    done = code.ask(scope=SCOPE)
    told.open["code"] = {"code": done.query["code"], "verifier": code.verifier}
    told.visits["hanh at the portal"]["cookies"] = dict(signed_in.cookies)


def _stopped(walk: Walk, page: Any) -> dict[str, Any]:
    return {
        "url": page.url,
        "cookies": dict(walk.visitor.cookies),
        "verifier": walk.verifier,
        "state": walk.state,
    }


CHAPTERS = (
    a_portal,
    with_less,
    with_passkeys,
    with_telephones,
    with_a_card,
    with_a_face,
    with_losses,
    with_registers,
    a_while_later,
    with_password_and_code,
    at_a_counter,
    under_way,
)


def populate(url: str, folder: Path) -> dict[str, Any]:
    """Everybody and everything; returns what they know."""
    command.upgrade(configuration(url), "head")
    clock, told = FrozenClock(), Told()
    keys = HERE / "keyring.json"
    settings = settings_of(url, keys=keys, folder=folder, issuer=ISSUER)
    with databases.opened(url) as database:
        services = build(settings, database=database, clock=clock)
        world = World(services, settings, clock)
        with live.open_house(world, port=PORT) as house:
            for chapter in CHAPTERS:
                chapter(house, told)
        services.passwords.hashing.close()
        histories = {
            person["subject_id"]: [
                [each.id, each.happening, each.actor, dict(each.facts)]
                for each in services.history.of(person["subject_id"], limit=500)
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
    if not (Path.cwd() / "migrations/versions").glob("0009_*"):
        raise SystemExit("run this in a checkout of the release")
    (HERE / "keyring.json").unlink(missing_ok=True)
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
