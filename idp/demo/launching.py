"""Start a demonstration, watch it, and stop it."""

import secrets
from collections.abc import Callable

from idp.demo import place as places
from idp.demo.automation import automation
from idp.demo.biometrics import GALLERY, enrolled, vouch_for
from idp.demo.cards import issue_cards, known_to_the_register
from idp.demo.counter import moved, open_counter
from idp.demo.officers import install_officers
from idp.demo.people import HOLDER_OF_AN_APP_KEY, NEWCOMERS, STAFF
from idp.demo.place import Ports, StateDirectory
from idp.demo.processes import Processes
from idp.demo.screen import text
from idp.demo.seeding import EarlierClock, seed
from idp.demo.state_registries import make_registries, public_keys
from idp.demo.telephones import believe, make_maker, waiting
from idp.ledger.key_files import add_key
from idp.platform.clock import SystemClock
from idp.platform.key_file import DEMO_PROFILE, create
from idp.platform.pdf_seals import create_seal_key
from idp.platform.settings import Settings, load
from idp.schema.upgrading import migration_lock, upgrade
from idp.wiring import build

Say = Callable[[str], None]


def run(place: StateDirectory, ports: Ports, *, lock: int, say: Say) -> int:
    """Serve until a signal; returns the exit status. Raises DidNotStart."""
    settings = load(**place.write_settings(ports))
    secret = settings.secret.get_secret_value()
    with migration_lock(settings.database_url, say=say):
        upgrade(settings.database_url, secret=secret, rule_set=settings.rule_set)
    _make_missing(place, ports, settings)
    _write_moved(place, ports, settings)
    processes = Processes(place.folder, place.settings_file, lock)
    processes.stop_on_signals()
    try:
        if _start(processes, place, ports):
            say(text(place, ports, place.demo()))
        ended = processes.wait()
    finally:
        processes.stop()
    if ended is not None:
        say(f"{ended} ended by itself; see {place.folder / ended}.log")
    return 0 if ended is None else 1


def _make_missing(place: StateDirectory, ports: Ports, settings: Settings) -> None:
    """Create whatever the kept state lacks."""
    if not place.complete:
        _make(place, ports, settings)
    if "automation" not in place.demo():
        _make_automation(place, ports, settings)
    if not place.letter_seal.exists():
        place.letter_certificates.unlink(missing_ok=True)
        create_seal_key(
            place.letter_seal,
            place.letter_certificates,
            name="Minh Danh (minh họa)",
            now=SystemClock().now(),
        )
    if not place.ledger_key.exists():
        place.ledger_public_keys.unlink(missing_ok=True)
        add_key(place.ledger_key, place.ledger_public_keys, name="localhost/history")
    if not place.phone_file.exists():
        _make_phone(place, settings)
    if not place.cards_file.exists():
        _make_cards(place, settings)
    if not place.counter_desk_file.exists():
        _make_counter(place, ports, settings)


def _write_moved(place: StateDirectory, ports: Ports, settings: Settings) -> None:
    """Write the addresses that changed since the last start."""
    _write_inbox(place, ports)
    _write_phone(place, ports)
    _write_card_registry(place, ports)
    _write_abis(place, ports, settings)
    _write_registries(place, ports)
    places.write_json(place.counter_desk_file, place.counter_desk() | moved(ports))


def _make(place: StateDirectory, ports: Ports, settings: Settings) -> None:
    """Create keys, people and parties; demo.json last, as it marks the state as complete."""
    clock = EarlierClock(SystemClock())
    create(place.keyring, now=clock.now(), profile=DEMO_PROFILE)
    services = build(settings, clock=clock)
    demo = seed(services, ports, clock=clock)
    demo["officers"], keys = install_officers(services, demo["officers"])
    services.database.close()
    for path, key in zip(place.offline_keys, keys, strict=True):
        path.write_bytes(key)
    portal = next(client for client in demo["clients"] if client["key"] == "public_service")
    places.write_json(
        place.portal_file,
        {
            "issuer": places.issuer(ports),
            "client_id": portal["client_id"],
            "client_secret": portal["client_secret"],
            "address": places.portal_address(ports),
            "port": ports.portal,
            "cookie_key": secrets.token_urlsafe(32),
            "inbox": places.inbox_address(ports),
        },
    )
    places.write_json(place.demo_file, demo)


def _make_automation(place: StateDirectory, ports: Ports, settings: Settings) -> None:
    """Register the client of the admin API; a state of before has none."""
    services = build(settings)
    made = automation(services, ports)
    services.database.close()
    places.write_json(place.demo_file, {**place.demo(), "automation": made})


def _make_phone(place: StateDirectory, settings: Settings) -> None:
    """Create a telephone, its maker, and its pending enrolments."""
    services = build(settings)
    maker = make_maker(services.clock.now())
    believe(services, maker)
    holders = (HOLDER_OF_AN_APP_KEY, *STAFF)
    enrol = [each for holder in holders for each in waiting(services, holder.username)]
    services.database.close()
    places.write_json(place.phone_file, {**maker.told(), "enrol": enrol})


def _make_cards(place: StateDirectory, settings: Settings) -> None:
    """Create a State with a card for each citizen; the cards last, as they mark it as complete."""
    services = build(settings)
    cards = issue_cards(services)
    services.database.close()
    places.write_json(place.card_registry_file, {"cards": known_to_the_register(cards)})
    places.write_json(place.cards_file, cards)


def _make_counter(place: StateDirectory, ports: Ports, settings: Settings) -> None:
    """Create a post office with a registered terminal, and the terminal's key."""
    services = build(settings)
    desk = open_counter(services, ports)
    services.database.close()
    places.write_json(place.counter_desk_file, desk)


def _write_inbox(place: StateDirectory, ports: Ports) -> None:
    """Write the inbox's configuration; its port may change, as it is registered nowhere."""
    demo_file = str(place.demo_file.resolve())
    inbox = {"port": ports.inbox, "smtp_port": ports.smtp, "demo_file": demo_file}
    places.write_json(place.inbox_file, inbox)
    places.write_json(place.portal_file, place.portal() | {"inbox": places.inbox_address(ports)})


def _write_phone(place: StateDirectory, ports: Ports) -> None:
    """The same for the telephone."""
    phone = {
        "port": ports.phone,
        "issuer": places.issuer(ports),
        "demo_file": str(place.demo_file.resolve()),
        "state_file": str(place.phone_keys.resolve()),
        "cards_file": str(place.cards_file.resolve()),
        "inbox": places.inbox_address(ports),
        "application_file": str(place.phone_application.resolve()),
        "newcomers": [each.declared() for each in NEWCOMERS],
    }
    places.write_json(place.phone_file, place.phone() | phone)
    places.write_json(place.portal_file, place.portal() | {"phone": places.phone_address(ports)})


def _write_card_registry(place: StateDirectory, ports: Ports) -> None:
    """The same for the register of cards."""
    register = place.card_registry() | {"port": ports.card_registry}
    places.write_json(place.card_registry_file, register)


def _write_registries(place: StateDirectory, ports: Ports) -> None:
    """The same for the registries, whose records begin anew, and the keys of their answers."""
    registries = make_registries()
    if place.registries_file.exists():
        for name, kept in place.registries()["registries"].items():
            registries[name]["key"] = kept["key"]
    made = {"registries": registries, "port": ports.registries, "issuer": places.issuer(ports)}
    places.write_json(place.registries_file, made)
    places.write_json(place.registry_keys, public_keys(registries))


def _write_abis(place: StateDirectory, ports: Ports, settings: Settings) -> None:
    """Register the biometric service again, as its secret and address may have changed."""
    services = build(settings)
    token = vouch_for(services, places.abis_address(ports))
    services.database.close()
    people = enrolled(place.demo()["people"])
    config = {"port": ports.abis, "gallery": GALLERY, "token": token, "people": people}
    places.write_json(place.abis_file, config)


def _start(processes: Processes, place: StateDirectory, ports: Ports) -> bool:
    processes.start("provider", "idp", "serve")
    processes.start("worker", "idp", "worker")
    processes.start("portal", "relying_party_demo.public_service", str(place.portal_file))
    processes.start("inbox", "relying_party_demo.inbox", str(place.inbox_file))
    processes.start("phone", "relying_party_demo.phone", str(place.phone_file))
    processes.start(
        "card_registry", "relying_party_demo.card_registry", str(place.card_registry_file)
    )
    processes.start("abis", "relying_party_demo.abis", str(place.abis_file))
    processes.start("registries", "relying_party_demo.state_registries", str(place.registries_file))
    processes.start("counter_desk", "relying_party_demo.counter_desk", str(place.counter_desk_file))
    return processes.wait_until_ready(
        {
            "provider": (ports.provider, "/health/ready"),
            "portal": (ports.portal, "/"),
            "inbox": (ports.inbox, "/"),
            "phone": (ports.phone, "/ready"),  # once its keys are enrolled
            "card_registry": (ports.card_registry, "/"),
            "abis": (ports.abis, "/"),
            "counter_desk": (ports.counter_desk, "/"),
            "registries": (ports.registries, "/"),
        }
    )
