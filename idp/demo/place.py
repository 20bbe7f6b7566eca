"""The demonstration's folder, and its settings file."""

import fcntl
import json
import os
import secrets
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from idp.demo.telephones import APPLICATION
from idp.platform.settings import DEMO_SECRET_PREFIX, Profile

_MARK = ".minh-danh-demo"
_OWN_FILES = (
    "demo.json",
    "idp.toml",
    "portal.json",
    "inbox.json",
    "phone.json",
    "phone_keys.json",
    "phone_application.json",
    "cards.json",
    "card_registry.json",
    "abis.json",
    "registries.json",
    "registry_keys.json",
    "counter_desk.json",
    "keyring.json",
    "letter_seal.pem",
    "letter_certificates.pem",
    "ledger.key",
    "ledger.pub",
    "keyring.json.lock",
    "idp.db",
    "idp.db-wal",
    "idp.db-shm",
)


class NotOurs(RuntimeError):
    """The folder has other content; only our own is changed or deleted."""


class Unwritable(RuntimeError):
    """The folder cannot be made, read or written to."""


class InUse(RuntimeError):
    """Another demonstration, or a remaining process of it, uses the same files."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Ports on this machine; the first two are part of registered addresses."""

    provider: int
    portal: int
    inbox: int
    phone: int
    card_registry: int
    abis: int
    counter_desk: int
    registries: int
    smtp: int


@dataclass(frozen=True, slots=True)
class StateDirectory:
    """The state directory. It is complete when demo.json, written last, is there."""

    folder: Path

    @property
    def settings_file(self) -> Path:
        return self.folder / "idp.toml"

    @property
    def demo_file(self) -> Path:
        return self.folder / "demo.json"

    @property
    def offline_keys(self) -> tuple[Path, Path]:
        """The offline installation keys, which a production keeps on two carriers."""
        name = "offline-installation-key"
        return self.folder / f"{name}-1.pem", self.folder / f"{name}-2.pem"

    @property
    def portal_file(self) -> Path:
        return self.folder / "portal.json"

    @property
    def inbox_file(self) -> Path:
        return self.folder / "inbox.json"

    @property
    def phone_file(self) -> Path:
        return self.folder / "phone.json"

    @property
    def phone_keys(self) -> Path:
        return self.folder / "phone_keys.json"

    @property
    def phone_application(self) -> Path:
        return self.folder / "phone_application.json"

    @property
    def cards_file(self) -> Path:
        return self.folder / "cards.json"

    @property
    def card_registry_file(self) -> Path:
        return self.folder / "card_registry.json"

    @property
    def abis_file(self) -> Path:
        return self.folder / "abis.json"

    @property
    def registries_file(self) -> Path:
        return self.folder / "registries.json"

    @property
    def registry_keys(self) -> Path:
        return self.folder / "registry_keys.json"

    @property
    def counter_desk_file(self) -> Path:
        return self.folder / "counter_desk.json"

    @property
    def keyring(self) -> Path:
        return self.folder / "keyring.json"

    @property
    def letter_seal(self) -> Path:
        return self.folder / "letter_seal.pem"

    @property
    def letter_certificates(self) -> Path:
        return self.folder / "letter_certificates.pem"

    @property
    def ledger_key(self) -> Path:
        return self.folder / "ledger.key"

    @property
    def ledger_public_keys(self) -> Path:
        return self.folder / "ledger.pub"

    @property
    def complete(self) -> bool:
        return self.demo_file.exists()

    def claim(self) -> int:
        """Make the folder and take it for this process; the open file that holds it until the end.

        Existing files are not touched yet. From now on this process and its children create files
        for their owner only (umask). Raises NotOurs, InUse, Unwritable.
        """
        os.umask(0o077)
        try:
            lock = self._opened()
        except OSError as fault:
            raise Unwritable(
                f"{self.folder} cannot be used ({fault.strerror}); name a folder that can be"
                " written to: --state FOLDER"
            ) from fault
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(lock)
            raise InUse(
                f"a demonstration runs in {self.folder}: end it first, or choose another --state"
            ) from None
        return lock

    def _opened(self) -> int:
        self.folder.mkdir(parents=True, exist_ok=True)
        mark = self.folder / _MARK
        if not mark.exists() and any(self.folder.iterdir()):
            raise NotOurs(f"{self.folder} holds other files; choose an empty --state")
        return os.open(mark, os.O_RDWR | os.O_CREAT, 0o600)

    def prepare(self, *, fresh: bool) -> None:
        """Delete an incomplete or unwanted state, and no other files; after `claim`."""
        if fresh or not self.complete:
            for name in _OWN_FILES:
                (self.folder / name).unlink(missing_ok=True)

    def addresses(self) -> tuple[int, int] | None:
        """The ports of provider and portal that a kept state was made for."""
        if not self.complete:
            return None
        settings = tomllib.loads(self.settings_file.read_text("utf-8-sig"))
        return settings["port"], self.portal()["port"]

    def demo(self) -> dict[str, Any]:
        """The content of demo.json."""
        return _object(self.demo_file)

    def portal(self) -> dict[str, Any]:
        return _object(self.portal_file)

    def phone(self) -> dict[str, Any]:
        return _object(self.phone_file)

    def card_registry(self) -> dict[str, Any]:
        return _object(self.card_registry_file)

    def registries(self) -> dict[str, Any]:
        return _object(self.registries_file)

    def counter_desk(self) -> dict[str, Any]:
        return _object(self.counter_desk_file)

    def write_settings(self, ports: Ports) -> dict[str, Any]:
        """Write the settings of this start; the secret stays that of the state."""
        values = self._settings(ports)
        _write(self.settings_file, "".join(_toml(values)))
        return values

    def _settings(self, ports: Ports) -> dict[str, Any]:
        return {
            "profile": Profile.DEMO.value,
            "issuer": issuer(ports),
            "database_url": f"sqlite:///{(self.folder / 'idp.db').resolve()}",
            "keyring": str(self.keyring.resolve()),
            "secret": self._secret(),
            "ledger_key": str(self.ledger_key.resolve()),
            "ledger_public_keys": str(self.ledger_public_keys.resolve()),
            "ledger_checkpoint_seconds": 30,
            "letter_seal": str(self.letter_seal.resolve()),
            "letter_certificates": str(self.letter_certificates.resolve()),
            "port": ports.provider,
            "threads": 8,
            "mail_url": f"smtp://127.0.0.1:{ports.smtp}",
            "mail_from": "khong-tra-loi@minh-danh.example",
            "sms_url": f"http://127.0.0.1:{ports.inbox}/sms",
            "app_link": f"{phone_address(ports)}/open",
            "cards_for_other_screens": True,
            "app_packages": [APPLICATION],
            "card_registry_url": f"{card_registry_address(ports)}/status",
            "population_registry_url": f"{registries_address(ports)}/population",
            "identity_registry_url": f"{registries_address(ports)}/identity",
            "immigration_registry_url": f"{registries_address(ports)}/immigration",
            "business_registry_url": f"{registries_address(ports)}/business",
            "subscriber_registry_url": f"{registries_address(ports)}/subscribers",
            "registry_keys": str(self.registry_keys.resolve()),
            "outbound_hosts": ["localhost", "127.0.0.1"],
            "cool_off_hours": 0,
            "cool_off_hours_unlettered": 0,
            "history_fields_act": "demonstration only",
            "help_line": "1900 0000",
            "help_mail": "tro-giup@minh-danh.example",
        }

    def _secret(self) -> str:
        if self.settings_file.exists():
            return str(tomllib.loads(self.settings_file.read_text("utf-8-sig"))["secret"])
        return DEMO_SECRET_PREFIX + secrets.token_urlsafe(48)


def issuer(ports: Ports) -> str:
    return f"http://localhost:{ports.provider}"


def portal_address(ports: Ports) -> str:
    return f"http://localhost:{ports.portal}"


def inbox_address(ports: Ports) -> str:
    return f"http://localhost:{ports.inbox}"


def phone_address(ports: Ports) -> str:
    return f"http://localhost:{ports.phone}"


def card_registry_address(ports: Ports) -> str:
    return f"http://localhost:{ports.card_registry}"


def abis_address(ports: Ports) -> str:
    return f"http://localhost:{ports.abis}"


def registries_address(ports: Ports) -> str:
    return f"http://localhost:{ports.registries}"


def counter_desk_address(ports: Ports) -> str:
    return f"http://localhost:{ports.counter_desk}"


def write_json(path: Path, value: Mapping[str, Any] | list[Any]) -> None:
    """Readable by the owner only: these files hold passwords and secrets."""
    _write(path, json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _write(path: Path, text: str) -> None:
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    part.replace(path)


def _object(path: Path) -> dict[str, Any]:
    stored: dict[str, Any] = json.loads(path.read_text("utf-8-sig"))
    return stored


def _toml(values: Mapping[str, Any]) -> Iterator[str]:
    """Strings, numbers and lists of strings have the same form in TOML as in JSON."""
    for name, value in values.items():
        yield f"{name} = {json.dumps(value)}\n"
