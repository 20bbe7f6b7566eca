"""The settings: names, types, bounds and defaults."""

import re
import tomllib
from enum import StrEnum
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.names import PRODUCT
from idp.kernel.number_patterns import number_pattern
from idp.kernel.registries import RegistryName
from idp.kernel.rule_sets import RuleSetName
from idp.platform.settings.destinations import is_host
from idp.platform.settings.environment import PREFIX, config_file

_LABEL: Final = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ISSUER: Final = re.compile(
    rf"https?://(?:{_LABEL}(?:\.{_LABEL})*|\[[0-9a-f:]+\])(?::[1-9][0-9]{{0,4}})?"
)
_USUAL_PORTS: Final = {"http": 80, "https": 443}
_APPLICATION: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,254}:[0-9a-fA-F]{64}")

Port = Annotated[int, Field(ge=0, le=65_535)]
Colour = Annotated[str, Field(pattern=r"^(#[0-9A-Fa-f]{6})?$")]
CallingCode = Annotated[str, Field(pattern=r"^\+[1-9][0-9]{0,3}$")]
Count = Annotated[int, Field(ge=1, le=512)]


class _Utf8Toml(TomlConfigSettingsSource):
    """The TOML file in UTF-8, with or without a byte-order mark."""

    def _read_file(self, file_path: Path | Traversable) -> dict[str, Any]:
        return tomllib.loads(file_path.read_text(encoding="utf-8-sig"))


class Profile(StrEnum):
    DEMO = "demo"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """The settings of one installation. Rules across several values are in `soundness`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    profile: Profile = Profile.PRODUCTION
    issuer: str
    """The address of this provider as relying parties see it, without a trailing slash."""
    database_url: str
    database_owner_url: str = ""
    """The role that owns the tables, for `idp migrate` alone; empty: the one of `database_url`."""
    allow_sqlite: bool = False
    keyring: Path
    secret: SecretStr
    """The input of every derived key; 32 characters or more, from a random source."""

    host: str = "127.0.0.1"
    port: Port = 8000
    metrics_port: Port = 0
    """0 serves no metrics."""
    metrics_host: str = "127.0.0.1"
    """Where metrics are served: this machine, or an address of a private network."""
    workers: Count = 1
    threads: Count = 32
    backlog: Annotated[int, Field(ge=128, le=65_535)] = 1024
    connections: Annotated[int, Field(ge=128, le=65_535)] = 8192
    """Connections one worker keeps open; each is a file descriptor, and more wait in the
    backlog."""
    drain_seconds: Annotated[int, Field(ge=1, le=600)] = 20
    proxies: Annotated[int, Field(ge=0, le=8)] = 0
    """How many proxies in front are ours; only their forwarding headers are trusted."""

    database_pool: Count = 8
    database_connect_seconds: Annotated[int, Field(ge=2, le=60)] = 3
    database_statement_seconds: Annotated[float, Field(ge=1, le=600)] = 5
    database_lock_seconds: Annotated[float, Field(ge=0.1, le=600)] = 3
    database_pool_seconds: Annotated[float, Field(ge=0.1, le=60)] = 3
    rate_limit_url: SecretStr = SecretStr("")
    """Redis or Valkey to count failed tries and requests of programs in; empty: the database."""
    client_cache_seconds: Annotated[float, Field(ge=0, le=60)] = 5
    hashing_threads: Count = 1
    hashing_queue: Annotated[int, Field(ge=0, le=512)] = 16
    argon2_memory_kib: Annotated[int, Field(ge=8)] = 19_456
    argon2_time: Annotated[int, Field(ge=1)] = 2
    argon2_parallelism: Annotated[int, Field(ge=1)] = 1
    breached_list: Path | None = None
    """Breached passwords to refuse besides the shipped ones, made by `idp import-breached`."""

    biometric_calls: Count = 4
    """Concurrent calls of biometric services by one worker; more get "busy"."""

    mail_url: str = ""
    mail_from: str = ""
    sms_url: str = ""
    outbound_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """Hosts in a private network that outbound requests may reach; commas in the environment."""
    outbound_ca_bundle: Path | None = None

    app_link: str = ""
    """The address by which a link opens the national application: https, or a private scheme."""
    app_packages: Annotated[tuple[str, ...], NoDecode] = ()
    """The applications: `package:SHA-256 of its signing certificate`; commas in environment."""
    cards_for_other_screens: bool = False
    """Whether a telephone reads cards for a browser of another device. Once it was used
    there is no way back to the release before, which cannot read such evidence."""
    card_registry_url: str = ""
    """The register that tells whether an identity card is valid; empty: no card counts."""

    population_registry_url: str = ""
    identity_registry_url: str = ""
    immigration_registry_url: str = ""
    business_registry_url: str = ""
    subscriber_registry_url: str = ""
    """The registries people are compared with (docs/registries.md); empty: not connected."""
    registry_keys: Path | None = None
    """The public keys that sign their answers: a JSON object of registry names and JWK Sets."""

    letter_seal: Path | None = None
    """The key that seals letters and its certificate, for `idp worker` alone."""
    letter_timestamps_url: str = ""
    """The authority that dates seals (RFC 3161); empty: seals are dated by the worker alone."""
    letter_certificates: Path | None = None
    """The certificates by which anybody verifies seals, also those of keys used before."""

    document_bytes: Annotated[int, Field(ge=65_536, le=52_428_800)] = 10_485_760
    """The largest document that is taken."""
    document_store_url: SecretStr = SecretStr("")
    """An S3-compatible store for files: https://key:secret@host/bucket; empty: the database."""
    document_scanner: str = ""
    """A scanner that speaks clamd's protocol: tcp://host:port or unix:///path; empty: none."""

    cool_off_hours: Annotated[int, Field(ge=0, le=720)] = 24
    """How long after the letter a new credential counts at level 1 only."""
    cool_off_hours_unlettered: Annotated[int, Field(ge=0, le=720)] = 72
    """The same without a letter, where the person only sees a banner."""

    desk_idle_minutes: Annotated[int, Field(ge=1, le=60)] = 20
    """How long a session of the officers' desk lives when no page is opened."""
    desk_hours: Annotated[int, Field(ge=1, le=12)] = 8
    """How long it lives in any case."""

    history_years: Annotated[int, Field(ge=5)] = 5
    """The law keeps history five years at least, in every profile (D17.2-1)."""
    history_fields_act: str = ""
    """The legal act that lists the fields of history (D17.2-2)."""
    accounts_mode: AccountsMode = AccountsMode.STATE_SYSTEM
    """Whose accounts these are (Q13): it decides what sign-ins of officers must be."""
    sign_up: bool = False
    """Whether people make accounts of their own; only where these are an operator's own."""
    sign_up_countries: Annotated[tuple[CallingCode, ...], NoDecode] = ("+84",)
    """The calling codes of the numbers to which codes of a sign-up are sent; none: e-mail alone."""
    sign_up_daily: Annotated[int, Field(ge=1, le=10_000_000)] = 1_000
    """How many messages about sign-ups are sent in a day, to whomever."""
    rule_set: RuleSetName = RuleSetName.DRAFT_2024
    """The text whose terms new clocks are counted by (X7.3)."""
    terms_roll: bool = True
    """A term of days whose last day is not worked ends with the next working day (Q9)."""
    foreigner_numbers: str = "9##########c"
    """The structure of the numbers that are assigned to foreigners (D35.3)."""
    organisation_numbers: str = "8##########c"
    """The same for organisations: no number may be of both structures."""
    calendars: Path | None = None
    """A folder with further years of the calendar and own office hours; docs/legal-time.md."""
    ledger_key: Path | None = None
    """The private key that signs checkpoints, for `idp worker` alone; empty: none are signed."""
    ledger_public_keys: Path | None = None
    """The public keys of the ledger, retired ones too, made by `idp ledger new-key`."""
    ledger_checkpoints: Path | None = None
    """The directory outside of the database to which the worker adds checkpoints."""
    ledger_checkpoint_store_url: SecretStr = SecretStr("")
    """An S3-compatible store instead of it: https://key:secret@host/bucket?region=name."""
    ledger_checkpoint_prefix: Annotated[
        str, Field(pattern=r"^([A-Za-z0-9_-][A-Za-z0-9._-]*/)*$")
    ] = "checkpoints/"
    """How the names of objects in that bucket begin; ends with a slash, or is empty."""
    ledger_checkpoint_seconds: Annotated[int, Field(ge=1, le=86_400)] = 300
    help_line: str = ""
    help_mail: str = ""
    brand_name: str = PRODUCT
    """What people know this deployment by."""
    brand_logo: Path | None = None
    """An SVG or PNG in front of the name."""
    brand_accent: Colour = ""
    brand_accent_dark: Colour = ""
    """The accent on a light ground, and on a dark one; empty: the product's own."""

    @field_validator("foreigner_numbers", "organisation_numbers")
    @classmethod
    def _is_a_structure(cls, value: str) -> str:
        number_pattern(value)
        return value

    @field_validator("outbound_hosts", "app_packages", "sign_up_countries", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(each.strip() for each in value.split(",") if each.strip())
        return value

    @field_validator("app_packages")
    @classmethod
    def _are_applications(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for each in value:
            if _APPLICATION.fullmatch(each) is None:
                raise ValueError("must be package:digest, the digest in 64 hexadecimal digits")
        return value

    @property
    def applications(self) -> frozenset[tuple[str, bytes]]:
        """The applications: package name, SHA-256 of the signer."""
        pairs = (each.split(":") for each in self.app_packages)
        return frozenset((package, bytes.fromhex(signer)) for package, signer in pairs)

    @property
    def registry_urls(self) -> dict[RegistryName, str]:
        """The addresses of the registries that are connected."""
        every = {
            RegistryName.POPULATION: self.population_registry_url,
            RegistryName.IDENTITY: self.identity_registry_url,
            RegistryName.IMMIGRATION: self.immigration_registry_url,
            RegistryName.BUSINESS: self.business_registry_url,
            RegistryName.SUBSCRIBERS: self.subscriber_registry_url,
        }
        return {name: url for name, url in every.items() if url}

    @field_validator("issuer")
    @classmethod
    def _is_an_issuer(cls, value: str) -> str:
        """Scheme, host and port in their canonical spelling.

        An issuer is compared character by character (OpenID Connect Discovery 1.0 section 4.3),
        while browsers and libraries write an address their own way. A path (RFC 8414 section 3.1)
        is not served.
        """
        if _ISSUER.fullmatch(value) is None:
            raise ValueError(_why_no_issuer(value))
        parts = urlsplit(value)
        if not is_host(parts.hostname or ""):
            raise ValueError("must name the host as browsers write it: a name, or 127.0.0.1, [::1]")
        if parts.port == _USUAL_PORTS[parts.scheme]:
            raise ValueError(f"must leave out the usual port :{parts.port}")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        *_: PydanticBaseSettingsSource,
        **__: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The arguments, the environment, and the one file it names; nothing else."""
        return (init_settings, env_settings, _Utf8Toml(settings_cls, config_file()))


def _why_no_issuer(value: str) -> str:
    """The advice for an issuer that is no address, or not in its normal form."""
    parts = urlsplit(value)
    if parts.scheme not in _USUAL_PORTS or not parts.netloc:
        return "must be an http or https address, like https://id.example.vn"
    if not value.isascii():
        return "must be ASCII; write an international host name as xn--"
    if "@" in parts.netloc:
        return "must have no user name"
    if value != value.lower() and not parts.path:
        return "must be in small letters, as browsers write it"
    if parts.path or parts.query or parts.fragment or value.endswith(("/", "?", "#")):
        return "must have no path, query, fragment or trailing slash: a path is not served"
    return "must be https://host or https://host:port, without a dot at the end of the host"
