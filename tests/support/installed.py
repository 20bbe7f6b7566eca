"""The product as an operator gets it: a wheel, installed into an empty environment."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from tests.support.source import ROOT

_IN_THE_DISTRIBUTION = ("idp", "relying_party_demo", "migrations", "requirements")
_LEFT_OUT = shutil.ignore_patterns("__pycache__")
_BUILD = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"


@dataclass(frozen=True, slots=True)
class Installation:
    """An environment with the wheel in it. `away` is an empty folder to run things from."""

    venv: Path
    away: Path

    @property
    def program(self) -> tuple[str, ...]:
        return (str(self.venv / "bin" / "idp"),)

    @property
    def packages(self) -> Path:
        (found,) = self.venv.glob("lib/python*/site-packages")
        return found

    def environment(self, **more: str) -> dict[str, str]:
        """No git, no uv and no other Python on PATH, and a home that cannot be written."""
        return {"PATH": str(self.venv / "bin"), "HOME": "/proc/none", "LANG": "C", **more}

    def run(self, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run `idp` with these words from a folder that is not the checkout's."""
        return subprocess.run(  # noqa: S603 - our own command
            [*self.program, *words],
            cwd=self.away,
            env=self.environment(**settings),
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )


def build(folder: Path) -> Path:
    """A wheel of what the checkout holds, built in `folder` without a network."""
    tree = folder / "tree"
    for name in _IN_THE_DISTRIBUTION:
        shutil.copytree(ROOT / name, tree / name, ignore=_LEFT_OUT)
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, tree)
    _run([sys.executable, "-c", _BUILD, str(folder)], cwd=tree)
    (wheel,) = folder.glob("*.whl")
    return wheel


def install(wheel: Path, folder: Path, *, group: str) -> Installation:
    """Install the pinned requirements of `group`, then the wheel, into a new environment."""
    venv, away = folder / "venv", folder / "away"
    away.mkdir(parents=True)
    _run([str(ROOT / "requirements" / "install"), group, str(venv)], cwd=folder)
    offline = ["--no-deps", "--no-index", "--disable-pip-version-check", "--no-input"]
    pip = [sys.executable, "-m", "pip", "--python", str(venv / "bin" / "python")]
    _run([*pip, "install", *offline, str(wheel)], cwd=folder)
    return Installation(venv, away)


def contents(wheel: Path) -> frozenset[str]:
    """The paths inside a wheel."""
    with ZipFile(wheel) as archive:
        return frozenset(archive.namelist())


def _run(words: list[str], *, cwd: Path, env: Mapping[str, str] = os.environ) -> None:
    ended = subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, check=False)  # noqa: S603
    assert ended.returncode == 0, ended.stdout + ended.stderr
