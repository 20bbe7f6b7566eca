"""What makes well-formed settings unfit: the rules of the production profile, and of any.

Each rule is one function that yields sentences starting with the key they are about, so that the
operator reads everything at once and knows where to look.
"""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from idp.platform.card_registry import AT_ONCE as CARD_QUESTIONS
from idp.platform.key_file import DEMO_PROFILE, BrokenKeyFile, profile_of
from idp.platform.settings.fields import Profile, Settings

DEMO_SECRET_PREFIX: Final = "demo."  # noqa: S105 - a mark, not a secret
"""The demo marks the secrets it makes, so that they are recognised wherever they turn up."""

_SECRET_CHARACTERS: Final = 32
_SECRET_VARIETY: Final = 12
_OWASP_MEMORY_KIB: Final = 19_456
_OWASP_TIME: Final = 2


def problems(settings: Settings) -> list[str]:
    """Everything that is wrong at once, as "key: sentence"; empty when these settings may serve."""
    always = [*_keyring(settings), *_one_writer(settings), *_addresses(settings)]
    if settings.profile is Profile.DEMO:
        return always
    return [
        *always,
        *_demo_keyring(settings),
        *_secret(settings),
        *_issuer(settings),
        *_database(settings),
        *_hashing(settings),
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
    if len(secret) < _SECRET_CHARACTERS or len(set(secret)) < _SECRET_VARIETY:
        yield "secret: too short or too uniform; make one with `openssl rand -base64 48`"


def _issuer(settings: Settings) -> Iterator[str]:
    if not settings.issuer.startswith("https://"):
        yield "issuer: must be https"


def _database(settings: Settings) -> Iterator[str]:
    if _is_sqlite(settings) and not settings.allow_sqlite:
        yield "database_url: SQLite needs allow_sqlite = true, and serves one process only"


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
