"""Reads settings, and reports all faults at once."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError
from pydantic_settings import SettingsConfigDict

from idp.platform.settings.environment import FILE_NAME, config_file, unknown_names
from idp.platform.settings.fields import Settings
from idp.platform.settings.soundness import problems

_STAND_INS: Final[Mapping[str, object]] = {
    "issuer": "https://stand-in.invalid",
    "database_url": "postgresql+psycopg:///stand_in",
    "keyring": Path("stand-in"),
    "secret": "stand-in",
}


class SettingsRefused(Exception):
    """The settings cannot be used; `faults` are all reasons, one sentence each."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class _Lenient(Settings):
    """Ignores unknown keys, so that the known ones can be checked as well."""

    model_config = SettingsConfigDict(extra="ignore")


def load(**given: Any) -> Settings:  # noqa: ANN401 - any field
    """The settings of this process; `given` wins over environment and file.

    Raises SettingsRefused for an unknown key, a missing one or a value out of bounds. Rules for
    serving are in `problems`.
    """
    faults = _file_faults() or _strangers()
    if faults:
        raise SettingsRefused(faults)
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingsRefused(_sentences(error)) from error


def check(**given: Any) -> list[str]:  # noqa: ANN401 - any field
    """All faults in the settings of this process; empty when it may serve."""
    unreadable = _file_faults()
    if unreadable:
        return [*unreadable, *_strangers()]
    try:
        return [*_strangers(), *problems(Settings(**given))]
    except ValidationError as error:
        return [*_strangers(), *_sentences(error), *_problems_beside(error, given)]


def _file_faults() -> list[str]:
    file = config_file()
    if file is None:
        return []
    try:
        tomllib.loads(file.read_text("utf-8-sig"))
    except OSError:
        return [f"{FILE_NAME}: {file} cannot be read"]
    except ValueError as error:
        return [f"{FILE_NAME}: {file} is not TOML: {error}"]
    return []


def _strangers() -> list[str]:
    names = unknown_names(Settings.model_fields)
    return [f"{name}: no such setting (in the environment)" for name in names]


def _sentences(error: ValidationError) -> list[str]:
    """One sentence per fault; the value itself is left out, for it may be a secret."""
    return [
        f"{'.'.join(map(str, fault['loc']))}: "
        + ("no such setting" if fault["type"] == "extra_forbidden" else fault["msg"])
        for fault in error.errors(include_url=False, include_input=False, include_context=False)
    ]


def _problems_beside(error: ValidationError, given: Mapping[str, Any]) -> list[str]:
    """The problems of the other values, with a stand-in or the default for each faulty one."""
    faulty = {str(fault["loc"][0]) for fault in error.errors()} & set(Settings.model_fields)
    stand_ins = {
        name: _STAND_INS.get(name, Settings.model_fields[name].get_default()) for name in faulty
    }
    found = problems(_Lenient(**{**given, **stand_ins}))
    return [problem for problem in found if problem.partition(":")[0] not in faulty]
