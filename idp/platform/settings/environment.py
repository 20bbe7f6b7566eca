"""The one place that reads the environment of the process."""

import os
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
    """Names in the environment that look like settings and are none."""
    known = {PREFIX + field.upper() for field in fields} | {FILE_NAME}
    return sorted(
        name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known
    )


def share_metrics(folder: Path) -> None:
    """Let this process and its children count into one folder; before metrics are imported."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
