"""What makes well-formed settings unfit: the rules of the production profile, and of any.

Each rule is one function that yields sentences starting with the key they are about, so that the
operator reads everything at once and knows where to look.
"""

import stat
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

from idp.platform.addresses import Address, is_public, names_metadata
from idp.platform.card_registry import AT_ONCE as CARD_QUESTIONS
from idp.platform.key_file import DEMO_PROFILE, BrokenKeyFile, profile_of
from idp.platform.settings.fields import Profile, Settings
from idp.platform.settings.randomness import looks_random

DEMO_SECRET_PREFIX: Final = "demo."  # noqa: S105 - a mark, not a secret
"""The demo marks the secrets it makes, so that they are recognised wherever they turn up."""

_ENCRYPTED: Final = frozenset({"require", "verify-ca", "verify-full"})
_HERE: Final = frozenset({"", "localhost", "127.0.0.1", "::1"})
_OWASP_MEMORY_KIB: Final = 19_456
_OWASP_TIME: Final = 2


def problems(settings: Settings) -> list[str]:
    """Everything that is wrong at once, as "key: sentence"; empty when these settings may serve."""
    always = [
        *_keyring(settings),
        *_one_writer(settings),
        *_addresses(settings),
        *_metadata(settings),
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
        *_outside(settings),
        *_cool_off(settings),
        *_people(settings),
    ]


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


def _one_writer(settings: Settings) -> Iterator[str]:
    if _is_sqlite(settings) and settings.workers > 1:
        yield "workers: SQLite serves one process; take PostgreSQL for more"


def _addresses(settings: Settings) -> Iterator[str]:
    if settings.metrics_port and settings.metrics_port == settings.port:
        yield "metrics_port: must not be the public port"
    if settings.mail_url and urlsplit(settings.mail_url).scheme not in {"smtp", "smtps"}:
        yield "mail_url: must begin with smtp:// or smtps://"
    if settings.sms_url and urlsplit(settings.sms_url).scheme not in {"http", "https"}:
        yield "sms_url: must be an http or https address"
    if settings.app_link and not urlsplit(settings.app_link).scheme:
        yield "app_link: must be an address with a scheme"
    registry = urlsplit(settings.card_registry_url)
    if settings.card_registry_url and registry.scheme not in {"http", "https"}:
        yield "card_registry_url: must be an http or https address"
    if not _is_file(settings.outbound_ca_bundle):
        yield f"outbound_ca_bundle: {settings.outbound_ca_bundle} is not a file"
    if not _is_file(settings.breached_list):
        yield f"breached_list: {settings.breached_list} is not a file; see `idp import-breached`"


def _secret(settings: Settings) -> Iterator[str]:
    secret = settings.secret.get_secret_value()
    if secret.startswith(DEMO_SECRET_PREFIX):
        yield "secret: this is a secret of the demo; make your own with `openssl rand -base64 48`"
    if not looks_random(secret):
        yield "secret: too short, or not from a random source; take `openssl rand -base64 48`"


def _issuer(settings: Settings) -> Iterator[str]:
    if not settings.issuer.startswith("https://"):
        yield "issuer: must be https"
    elif _literal(urlsplit(settings.issuer).hostname) is not None:
        yield "issuer: must be a host name; browsers keep no passkey for an address of numbers"


def _database(settings: Settings) -> Iterator[str]:
    if _is_sqlite(settings) and not settings.allow_sqlite:
        yield "database_url: SQLite needs allow_sqlite = true, and serves one process only"
    if _is_remote(settings) and not _is_encrypted(settings):
        yield "database_url: another machine is reached with ?sslmode=verify-full, or require"


def _is_remote(settings: Settings) -> bool:
    """Whether facts leave this machine on their way to the database; not by a socket of its own."""
    url = urlsplit(settings.database_url)
    asked = parse_qs(url.query)
    named = [url.netloc.rpartition("@")[2], *asked.get("host", []), *asked.get("hostaddr", [])]
    hosts = (host for each in named for host in each.split(","))
    return any(not (_bare(host) in _HERE or host.startswith(("/", "%2F"))) for host in hosts)


def _bare(host: str) -> str:
    """The host without port and brackets."""
    name, _, port = host.rpartition(":")
    return (name if port.isdigit() and not name.endswith(":") and name else host).strip("[]")


def _is_encrypted(settings: Settings) -> bool:
    """`prefer`, which is also what nothing means, gives up encryption when it is asked to."""
    modes = parse_qs(urlsplit(settings.database_url).query).get("sslmode", [])
    return bool(modes) and set(modes) <= _ENCRYPTED


def _only_a_demo(settings: Settings) -> Iterator[str]:
    """One variable must not turn the rules of a production off (IDP_PROFILE=demo)."""
    host = urlsplit(settings.issuer).hostname or ""
    if settings.issuer.startswith("https://") and not _is_this_machine(host):
        yield f"profile: a demonstration is not served to others as {settings.issuer}"
    if _is_remote(settings):
        yield "profile: a demonstration keeps nothing in a database on another machine"
    try:
        if profile_of(settings.keyring) != DEMO_PROFILE:
            yield "profile: these are the keys of a production; a demonstration makes its own"
    except (OSError, BrokenKeyFile):
        return


def _is_this_machine(host: str) -> bool:
    address = _literal(host)
    if address is not None:
        return address.is_loopback
    return host == "localhost" or host.endswith(".localhost")


def _literal(host: str | None) -> Address | None:
    try:
        return ip_address(host or "")
    except ValueError:
        return None


def _metadata(settings: Settings) -> Iterator[str]:
    for host in settings.outbound_hosts:
        if names_metadata(host):
            yield f"outbound_hosts: {host} is where a cloud tells a machine its secrets"


def _listening(settings: Settings) -> Iterator[str]:
    """Who listens beyond this machine ends no TLS himself, and can name no caller without proxy."""
    if not settings.proxies and not _is_this_machine(settings.host):
        yield (
            "host: TLS ends at a proxy; listen on 127.0.0.1, or say how many proxies stand in "
            "front (proxies)"
        )
    address = _literal(settings.metrics_host)
    inside = _is_this_machine(settings.metrics_host) or (
        address is not None and not address.is_unspecified and not is_public(address)
    )
    if settings.metrics_port and not inside:
        yield "metrics_host: metrics are for your own network; name 127.0.0.1 or a private address"


def _hashing(settings: Settings) -> Iterator[str]:
    """The cost is not below OWASP's for argon2id; what may wait leaves threads for the rest."""
    if settings.argon2_memory_kib < _OWASP_MEMORY_KIB:
        yield f"argon2_memory_kib: at least {_OWASP_MEMORY_KIB}"
    if settings.argon2_time < _OWASP_TIME:
        yield f"argon2_time: at least {_OWASP_TIME}"
    waiting = settings.hashing_threads + settings.hashing_queue + settings.biometric_calls
    waiting += CARD_QUESTIONS if settings.card_registry_url else 0
    if settings.threads <= waiting:
        yield f"threads: more than {waiting}, or a storm of sign-ins takes every thread"


def _outside(settings: Settings) -> Iterator[str]:
    mail = urlsplit(settings.mail_url)
    if not settings.mail_url:
        yield "mail_url: people are owed notices; name a mail server"
    if mail.scheme == "smtp" and mail.username and "starttls=1" not in mail.query:
        yield "mail_url: a password over plain smtp; use smtps:// or ?starttls=1"
    if not settings.mail_from:
        yield "mail_from: name the sender of notices"
    if settings.sms_url.startswith("http://"):
        yield "sms_url: must be https"
    if settings.card_registry_url.startswith("http://"):
        yield "card_registry_url: must be https"
    if settings.app_link.startswith("http://"):
        yield "app_link: must be https, or a scheme of the application's own"


def _cool_off(settings: Settings) -> Iterator[str]:
    """Time for the owner to read the letter before what a thief added counts (X16.4)."""
    least = {"cool_off_hours": 24, "cool_off_hours_unlettered": 72}
    for key, hours in least.items():
        if getattr(settings, key) < hours:
            yield f"{key}: at least {hours}; only the demonstration does without"


def _people(settings: Settings) -> Iterator[str]:
    if not settings.history_fields_act:
        yield "history_fields_act: name the act that lists the fields of history (D17.2-2)"
    if not (settings.help_line and settings.help_mail):
        yield "help_line: people need a help line and an address (help_line, help_mail)"


def _is_sqlite(settings: Settings) -> bool:
    return settings.database_url.startswith("sqlite")


def _is_file(path: Path | None) -> bool:
    return path is None or path.is_file()
