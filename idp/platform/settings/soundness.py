"""Rules for well-formed settings: of the production profile, and of every profile.

Each rule is one function that yields sentences starting with the key they are about; all are
reported at once.
"""

import importlib.util
import re
import ssl
import stat
from collections.abc import Iterator
from email.utils import parseaddr
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, urlsplit

from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.colours import DARK, LIGHT, too_faint
from idp.kernel.names import is_sound, skeleton
from idp.kernel.number_patterns import number_pattern
from idp.kernel.texts import LONGEST_SENTENCE, is_plain
from idp.platform.card_registry import AT_ONCE as CARD_QUESTIONS
from idp.platform.key_file import DEMO_PROFILE, BrokenKeyFile, profile_of
from idp.platform.logos import UnusableLogo, read_logo
from idp.platform.outbound_addresses import OutboundRefused, is_public, names_metadata, parts_of
from idp.platform.registries import RegistryKeys
from idp.platform.s3 import object_store_address
from idp.platform.settings.destinations import (
    SQLITE,
    DatabasePlace,
    Unreadable,
    database_place,
    is_host,
    literal,
)
from idp.platform.settings.fields import Profile, Settings
from idp.platform.settings.randomness import looks_random

DEMO_SECRET_PREFIX: Final = "demo."  # noqa: S105 - a mark, not a secret
"""The prefix of secrets made by the demonstration, which production refuses."""

_DATABASES: Final = ("database_url", "database_owner_url")
_REGISTRIES: Final = (
    "population_registry_url",
    "identity_registry_url",
    "immigration_registry_url",
    "business_registry_url",
    "subscriber_registry_url",
)
_MAILBOX: Final = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+")
_SCRIPTS: Final = frozenset({"javascript", "data", "vbscript", "file", "blob", "about"})
"""URL schemes that do not belong to one application."""
_OWASP_MEMORY_KIB: Final = 19_456
_OWASP_TIME: Final = 2
_LONGEST_BRAND: Final = 32
"""Characters: the name begins each text message."""
_SHORTEST_BRAND: Final = 3


def problems(settings: Settings) -> list[str]:
    """All problems, as "key: sentence"; empty when these settings may serve."""
    always = [
        *_keyring(settings),
        *_one_writer(settings),
        *_addresses(settings),
        *_files(settings),
        *_mail_server(settings),
        *_rate_limits(settings),
        *_ledger(settings),
        *_outbound_hosts(settings),
        *_databases(settings),
        *_documents(settings),
        *_registries(settings),
        *_numbers(settings),
        *_brand(settings),
        *_sign_up(settings),
    ]
    if settings.profile is Profile.DEMO:
        return [*always, *_only_a_demo(settings)]
    return [
        *always,
        *_demo_keyring(settings),
        *_secret(settings),
        *_issuer(settings),
        *_database(settings),
        *_hashing(settings),
        *_listening(settings),
        *_letters(settings),
        *_outside(settings),
        *_cool_off(settings),
        *_people(settings),
        *_letter_seal(settings),
    ]


def unusable(settings: Settings) -> list[str]:
    """Problems that no command can work with, also one that serves no requests."""
    if settings.profile is Profile.DEMO:
        return [
            *_databases(settings),
            *_numbers(settings),
            *_sign_up(settings),
            *_only_a_demo(settings),
        ]
    return [
        *_databases(settings),
        *_numbers(settings),
        *_sign_up(settings),
        *_in_the_clear_to_a_database(settings),
    ]


def _numbers(settings: Settings) -> Iterator[str]:
    """Two people have one number only where they are one person (`Subjects.is_one_person`)."""
    foreigners = number_pattern(settings.foreigner_numbers)
    if foreigners.overlaps(number_pattern(settings.organisation_numbers)):
        yield "organisation_numbers: must differ from foreigner_numbers in length or prefix"


def _sign_up(settings: Settings) -> Iterator[str]:
    """Accounts of the State are granted: nobody makes one (D3.5)."""
    if settings.sign_up and settings.accounts_mode is not AccountsMode.SELF_CREATED:
        yield 'sign_up: nobody signs up unless accounts_mode is "self_created"'


def _keyring(settings: Settings) -> Iterator[str]:
    try:
        profile_of(settings.keyring)
    except OSError:
        yield f"keyring: {settings.keyring} cannot be read; make one with `idp create-keys`"
    except BrokenKeyFile as error:
        yield f"keyring: {error}"


def _demo_keyring(settings: Settings) -> Iterator[str]:
    try:
        profile, mode = profile_of(settings.keyring), settings.keyring.stat().st_mode
    except (OSError, BrokenKeyFile):
        return
    if profile == DEMO_PROFILE:
        yield "keyring: these are demo keys; make your own with `idp create-keys`"
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield f"keyring: {settings.keyring} is open to other users; `chmod 600` it"


def _letter_seal(settings: Settings) -> Iterator[str]:
    """A process that may not read it does not need it."""
    path = settings.letter_seal
    if path is None or not path.exists():
        return
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield f"letter_seal: {path} is open to other users; `chmod 600` it"


def _one_writer(settings: Settings) -> Iterator[str]:
    if _is_sqlite(settings) and settings.workers > 1:
        yield "workers: SQLite serves one process; take PostgreSQL for more"


def _addresses(settings: Settings) -> Iterator[str]:
    if settings.metrics_port and settings.metrics_port == settings.port:
        yield "metrics_port: must not be the public port"
    for key in ("sms_url", "card_registry_url", "letter_timestamps_url", *_REGISTRIES):
        yield from _web_address(key, getattr(settings, key))
    link = settings.app_link.partition(":")
    if settings.app_link and not (link[1] and link[0].isascii() and link[0].strip()):
        yield "app_link: must be an address with a scheme"
    if link[0].strip().lower() in _SCRIPTS:
        yield "app_link: must be https, or a scheme of the application's own"
    if link[0].lower() == "https":
        yield from _web_address("app_link", settings.app_link)
    if settings.cards_for_other_screens and not settings.app_link:
        yield "cards_for_other_screens: app_link is empty, so no application could read a card"


def _registries(settings: Settings) -> Iterator[str]:
    """An answer is believed for its signature alone, so a registry without a key answers nothing.

    A process that serves may not be able to read the keys: it asks no registry.
    """
    for key in _REGISTRIES:
        if getattr(settings, key).endswith("/"):
            yield f"{key}: without a slash at its end, as answers name it"
    connected, path = settings.registry_urls, settings.registry_keys
    if connected and path is None:
        yield "registry_keys: name the file with the keys of the registries that are connected"
    elif path is not None and path.is_file():
        keys = RegistryKeys(path)
        lacking = sorted(name for name in connected if not keys.of(name))
        if lacking:
            yield f"registry_keys: no key set of {', '.join(lacking)} in {path}"


def _documents(settings: Settings) -> Iterator[str]:
    yield from _object_store("document_store_url", settings.document_store_url.get_secret_value())
    scanner = urlsplit(settings.document_scanner)
    named = scanner.hostname if scanner.scheme == "tcp" else scanner.path
    if settings.document_scanner and not (scanner.scheme in {"tcp", "unix"} and named):
        yield "document_scanner: must be tcp://host:port or unix:///path/to/socket"


def _object_store(key: str, store: str) -> Iterator[str]:
    address = object_store_address(store)
    if store and address is None:
        yield f"{key}: must be https://key:secret@host/bucket?region=name"
    elif address is not None and address.origin.startswith("http:"):
        host = urlsplit(address.origin).hostname or ""
        if not _is_this_machine(host):
            yield f"{key}: another machine is reached by https"


def _web_address(key: str, value: str) -> Iterator[str]:
    """An address that our own requests would refuse is refused here."""
    if not value:
        return
    try:
        parts = parts_of(value)
    except OutboundRefused:
        yield f"{key}: must be an http or https address with a host, and neither user nor fragment"
        return
    if parts.scheme not in {"http", "https"}:
        yield f"{key}: must be an http or https address"
    elif not is_host(parts.hostname or ""):
        yield f"{key}: must name the host as everybody writes it"


def _files(settings: Settings) -> Iterator[str]:
    if not _is_file(settings.outbound_ca_bundle):
        yield f"outbound_ca_bundle: {settings.outbound_ca_bundle} is not a file"
    elif settings.outbound_ca_bundle is not None:
        try:
            ssl.create_default_context(cafile=settings.outbound_ca_bundle)
        except OSError:
            yield f"outbound_ca_bundle: {settings.outbound_ca_bundle} holds no certificates in PEM"
    if not _is_file(settings.breached_list):
        yield f"breached_list: {settings.breached_list} is not a file; see `idp import-breached`"


def _ledger(settings: Settings) -> Iterator[str]:
    """The private key is not read here: serving processes may not be able to, and need not."""
    if not _is_file(settings.ledger_public_keys):
        told = f"{settings.ledger_public_keys} is not a file; see `idp ledger new-key`"
        yield f"ledger_public_keys: {told}"
    if settings.ledger_key is not None and settings.ledger_public_keys is None:
        yield "ledger_public_keys: name the file beside the one of ledger_key"
    key, given = (
        "ledger_checkpoint_store_url",
        settings.ledger_checkpoint_store_url.get_secret_value(),
    )
    yield from _object_store(key, given)
    store = object_store_address(given)
    if store is not None and settings.ledger_checkpoints is not None:
        yield f"{key}: checkpoints are kept in one place; take ledger_checkpoints out"
    documents = object_store_address(settings.document_store_url.get_secret_value())
    if store and documents and store.place == documents.place:
        yield f"{key}: take another bucket than that of documents, one where nothing is removed"


def _mail_server(settings: Settings) -> Iterator[str]:
    """An ignored parameter, like starttls=true, would send letters unencrypted."""
    if not settings.mail_url:
        return
    url = _mail_parts(settings.mail_url)
    if url is None:
        yield "mail_url: must be smtp://host:port, the same with ?starttls=1, or smtps://host:port"


def _mail_parts(text: str) -> SplitResult | None:
    try:
        url = urlsplit(text)
        known = url.port is None or url.port > 0
    except ValueError:
        return None
    known &= url.scheme in {"smtp", "smtps"} and is_host(url.hostname or "")
    known &= url.path in {"", "/"} and not url.fragment and text.isprintable()
    known &= url.query == "" or (url.query == "starttls=1" and url.scheme == "smtp")
    return url if known else None


def _rate_limits(settings: Settings) -> Iterator[str]:
    text = settings.rate_limit_url.get_secret_value()
    if not text:
        return
    url = _redis_parts(text)
    if url is None:
        yield "rate_limit_url: must be rediss://host:port, or redis://host:port on this machine"
    elif importlib.util.find_spec("redis") is None:
        yield "rate_limit_url: the client is missing; install minh-danh[redis]"


def _redis_parts(text: str) -> SplitResult | None:
    try:
        url = urlsplit(text)
        known = url.port is None or url.port > 0
    except ValueError:
        return None
    host = url.hostname or ""
    known &= is_host(host) and not url.query and not url.fragment and text.isprintable()
    known &= url.scheme == "rediss" or (url.scheme == "redis" and _is_this_machine(host))
    return url if known else None


def _secret(settings: Settings) -> Iterator[str]:
    secret = settings.secret.get_secret_value()
    if secret.startswith(DEMO_SECRET_PREFIX):
        yield "secret: this is a secret of the demo; make your own with `openssl rand -base64 48`"
    if not looks_random(secret):
        yield "secret: too short, or not from a random source; take `openssl rand -base64 48`"


def _issuer(settings: Settings) -> Iterator[str]:
    host = urlsplit(settings.issuer).hostname or ""
    if not settings.issuer.startswith("https://"):
        yield "issuer: must be https"
    elif literal(host) is not None:
        yield "issuer: must be a host name; browsers keep no passkey for an address of numbers"
    elif _is_this_machine(host):
        yield "issuer: this name means another machine everywhere else"


def _databases(settings: Settings) -> Iterator[str]:
    for key in _DATABASES:
        try:
            _place(settings, key)
        except Unreadable as error:
            yield f"{key}: {error}"


def _database(settings: Settings) -> Iterator[str]:
    if _is_sqlite(settings) and not settings.allow_sqlite:
        yield "database_url: SQLite needs allow_sqlite = true, and serves one process only"
    yield from _in_the_clear_to_a_database(settings)


def _in_the_clear_to_a_database(settings: Settings) -> Iterator[str]:
    for key in _DATABASES:
        place = _place_if_any(settings, key)
        if place is not None and place.remote and not place.encrypted:
            yield f"{key}: another machine is reached with ?sslmode=verify-full, or require"


def _place(settings: Settings, key: str) -> DatabasePlace | None:
    """The place of that database, None if none is set. Raises Unreadable."""
    text: str = getattr(settings, key)
    return database_place(text) if text or key == "database_url" else None


def _place_if_any(settings: Settings, key: str) -> DatabasePlace | None:
    try:
        return _place(settings, key)
    except Unreadable:
        return None


def _only_a_demo(settings: Settings) -> Iterator[str]:
    """A variable alone must not turn the rules of production off (IDP_PROFILE=demo)."""
    host = urlsplit(settings.issuer).hostname or ""
    if settings.issuer.startswith("https://") and not _is_this_machine(host):
        yield f"profile: a demonstration is not served to others as {settings.issuer}"
    places = (_place_if_any(settings, key) for key in _DATABASES)
    if any(place is not None and place.remote for place in places):
        yield "profile: a demonstration keeps nothing in a database on another machine"
    try:
        if profile_of(settings.keyring) != DEMO_PROFILE:
            yield "profile: these are the keys of a production; a demonstration makes its own"
    except (OSError, BrokenKeyFile):
        return


def _is_this_machine(host: str) -> bool:
    address = literal(host)
    if address is not None:
        return address.is_loopback
    return host == "localhost" or host.endswith(".localhost")


def _outbound_hosts(settings: Settings) -> Iterator[str]:
    """An entry that equals no host of a request would have no effect."""
    for host in settings.outbound_hosts:
        if names_metadata(host):
            yield f"outbound_hosts: {host} is where a cloud tells a machine its secrets"
        elif not is_host(host):
            yield (
                f"outbound_hosts: {host} is no host: names and addresses, commas between them in "
                "the environment, without scheme, port, brackets and wildcards"
            )


def _listening(settings: Settings) -> Iterator[str]:
    """A server on a public interface needs a proxy for TLS, and the proxy's address for callers."""
    if not settings.proxies and not _is_this_machine(settings.host):
        yield (
            "host: TLS ends at a proxy; listen on 127.0.0.1, or say how many proxies stand in "
            "front (proxies)"
        )
    address = literal(settings.metrics_host)
    inside = _is_this_machine(settings.metrics_host) or (
        address is not None and not address.is_unspecified and not is_public(address)
    )
    if settings.metrics_port and not inside:
        yield "metrics_host: metrics are for your own network; name 127.0.0.1 or a private address"


def _hashing(settings: Settings) -> Iterator[str]:
    """The cost is at least OWASP's for argon2id; waiting tasks leave threads for others."""
    if settings.argon2_memory_kib < _OWASP_MEMORY_KIB:
        yield f"argon2_memory_kib: at least {_OWASP_MEMORY_KIB}"
    if settings.argon2_time < _OWASP_TIME:
        yield f"argon2_time: at least {_OWASP_TIME}"
    waiting = settings.hashing_threads + settings.hashing_queue + settings.biometric_calls
    waiting += CARD_QUESTIONS if settings.card_registry_url else 0
    if settings.threads <= waiting:
        yield f"threads: more than {waiting}, or a storm of sign-ins takes every thread"


def _letters(settings: Settings) -> Iterator[str]:
    mail = _mail_parts(settings.mail_url)
    if not settings.mail_url:
        yield "mail_url: people are owed notices; name a mail server"
    elif mail is not None and _in_the_clear(mail):
        yield "mail_url: letters and passwords in the clear; use smtps:// or ?starttls=1"
    if not settings.mail_from:
        yield "mail_from: name the sender of notices"
    elif not (settings.mail_from.isprintable() and _is_mailbox(parseaddr(settings.mail_from)[1])):
        yield "mail_from: must be an address, like Minh Danh <no-reply@id.example.vn>"


def _in_the_clear(mail: SplitResult) -> bool:
    """Whether letters, or a password, leave this machine unencrypted."""
    away = not _is_this_machine(mail.hostname or "")
    return mail.scheme == "smtp" and not mail.query and (away or mail.username is not None)


def _outside(settings: Settings) -> Iterator[str]:
    if settings.sms_url.startswith("http://"):
        yield "sms_url: must be https"
    if settings.card_registry_url.startswith("http://"):
        yield "card_registry_url: must be https"
    for key in _REGISTRIES:
        if getattr(settings, key).startswith("http://"):
            yield f"{key}: must be https"
    if settings.app_link.startswith("http://"):
        yield "app_link: must be https, or a scheme of the application's own"


def _brand(settings: Settings) -> Iterator[str]:
    """No party may be named like the deployment, so its name must be one that leaves room."""
    name = settings.brand_name
    if not is_sound(name) or len(name) > _LONGEST_BRAND:
        yield f"brand_name: 1 to {_LONGEST_BRAND} Latin letters, digits and usual signs"
    elif len(skeleton(name)) < _SHORTEST_BRAND:
        yield f"brand_name: at least {_SHORTEST_BRAND} letters, for no party may be named like it"
    if settings.brand_logo is not None:
        try:
            read_logo(settings.brand_logo)
        except UnusableLogo as error:
            yield f"brand_logo: {error}"
    accents = {"brand_accent": LIGHT, "brand_accent_dark": DARK}
    for key, theme in accents.items():
        accent = getattr(settings, key)
        if accent:
            yield from (f"{key}: {fault}" for fault in too_faint(accent.lower(), theme))
        elif any(getattr(settings, other) for other in accents):
            yield f"{key}: a page is shown on light and dark grounds; name both accents, or none"


def _cool_off(settings: Settings) -> Iterator[str]:
    """The cool-off gives the owner time to read the letter (X16.4)."""
    least = {"cool_off_hours": 24, "cool_off_hours_unlettered": 72}
    for key, hours in least.items():
        if getattr(settings, key) < hours:
            yield f"{key}: at least {hours}; only the demonstration does without"


def _people(settings: Settings) -> Iterator[str]:
    if not is_plain(settings.history_fields_act, LONGEST_SENTENCE):
        yield "history_fields_act: name the act that lists the fields of history (D17.2-2)"
    if not is_plain(settings.help_line, LONGEST_SENTENCE):
        yield "help_line: people need a help line"
    if not _is_mailbox(settings.help_mail):
        yield "help_mail: people need an address to write to"


def _is_mailbox(text: str) -> bool:
    return text.isprintable() and _MAILBOX.fullmatch(text) is not None


def _is_sqlite(settings: Settings) -> bool:
    return settings.database_url.startswith(f"{SQLITE}:")


def _is_file(path: Path | None) -> bool:
    return path is None or path.is_file()
