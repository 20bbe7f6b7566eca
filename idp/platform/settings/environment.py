"""The environment of the process; the only module that reads it."""

import codecs
import locale
import os
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Final

PREFIX: Final = "IDP_"
FILE_NAME: Final = "IDP_CONFIG"


def config_file() -> Path | None:
    """The TOML file that IDP_CONFIG names, if it names one."""
    named = os.environ.get(FILE_NAME)
    return Path(named) if named else None


def unknown_names(fields: Collection[str]) -> list[str]:
    """Unknown names in the environment that begin like settings."""
    known = {PREFIX + field.upper() for field in fields} | {FILE_NAME}
    return sorted(
        name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known
    )


def share_metrics(folder: Path) -> None:
    """Let this process and its children share a metrics folder; before metrics are imported."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def speak_utf8() -> None:
    """Restart this process in UTF-8 mode where the locale is another one (PEP 540).

    Arguments, files and output of people are UTF-8 everywhere; a Latin-1 locale would store their
    names as something else. The arguments go on as the very bytes they came as.
    """
    if sys.flags.utf8_mode or codecs.lookup(locale.getencoding()).name == "utf-8":
        return
    os.environ["PYTHONUTF8"] = "1"
    _, *arguments = sys.orig_argv
    os.execv(sys.executable, [sys.executable, "-X", "utf8", *arguments])  # noqa: S606 - itself
