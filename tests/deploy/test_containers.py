"""`deploy/Containerfile` and `deploy/compose.yaml`: read, and run as far as no daemon is needed.

No image is built here. The steps of the build are run in a folder, and what they make is started.
"""

import contextlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import URL, create_engine, make_url

import idp
from idp.platform import key_file
from idp.platform.clock import SystemClock
from idp.platform.settings import Settings
from idp.web.health import LIVE
from tests.support import postgresql
from tests.support.commands import unknown
from tests.support.serving import free_port
from tests.support.source import ROOT

DEPLOY = ROOT / "deploy"
SERVICES: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
OURS = {name: each for name, each in SERVICES.items() if "build" in each}
EXAMPLE = dict(
    line.split("=", 1)
    for line in (DEPLOY / "example.env").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
)
PINNED = re.compile(r"docker\.io/library/[a-z]+:\d+\.\d+(?:\.\d+)?-[a-z-]*[a-z]")
"""A release of the software on a release of the system: `latest` is another one each day."""


def _instructions() -> list[tuple[str, str]]:
    """The instructions of the Containerfile, continued lines joined."""
    text = re.sub(r"^#.*\n", "", (DEPLOY / "Containerfile").read_text("utf-8"), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    split = (line.partition(" ") for line in lines if line)
    return [(word, " ".join(rest.split())) for word, _, rest in split]


INSTRUCTIONS = _instructions()
BUILD, RUNTIME = (
    INSTRUCTIONS[: [word for word, _ in INSTRUCTIONS].index("FROM", 1)],
    INSTRUCTIONS[[word for word, _ in INSTRUCTIONS].index("FROM", 1) :],
)


def _last(word: str) -> str:
    return next(rest for each, rest in reversed(RUNTIME) if each == word)


def test_every_image_is_pinned() -> None:
    based = [rest.split()[0] for word, rest in INSTRUCTIONS if word == "FROM"]
    others = [each["image"] for each in SERVICES.values() if "build" not in each]
    assert len(based) == len(others) == 2
    assert all(PINNED.fullmatch(image) for image in (*based, *others))
    assert len(set(based)) == 1  # the environment of packages names its interpreter by its place


def test_the_image_runs_as_nobody_in_particular() -> None:
    user = _last("USER")
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)
    made = " ".join(rest for word, rest in RUNTIME if word == "RUN")
    assert f"--uid {user.split(':')[0]}" in made
    assert [word for word, _ in RUNTIME].index("USER") < [w for w, _ in RUNTIME].index("ENTRYPOINT")


@pytest.mark.parametrize("name", OURS)
def test_a_service_of_ours_writes_nowhere_and_may_do_nothing_else(name: str) -> None:
    service = OURS[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "user" not in service  # that of the image
    assert "cap_add" not in service
    assert "ports" not in service


@pytest.mark.parametrize("name", OURS)
def test_a_service_of_ours_runs_a_command_that_exists(name: str) -> None:
    assert json.loads(_last("ENTRYPOINT")) == ["idp"]
    assert OURS[name]["command"] == [name]
    assert unknown(OURS[name]["command"]) == ""
    assert json.loads(_last("CMD")) == ["serve"]


def test_every_setting_that_is_named_exists() -> None:
    given = {key for each in OURS.values() for key in each["environment"]}
    given |= {key for key in EXAMPLE if key.startswith("IDP_")}
    given |= set(re.findall(r"\b(IDP_[A-Z_]+)=", _last("ENV")))
    assert {each.removeprefix("IDP_").lower() for each in given - {"IDP_CONFIG"}} <= set(
        Settings.model_fields
    )


def test_every_value_that_is_asked_for_is_in_the_example_and_no_other() -> None:
    asked = re.findall(r"\$\{(\w+):\?\}", (DEPLOY / "compose.yaml").read_text("utf-8"))
    assert set(asked) == set(EXAMPLE)


def test_only_the_migration_is_told_the_owner_and_all_wait_for_it() -> None:
    assert "IDP_DATABASE_OWNER_URL" in SERVICES["migrate"]["environment"]
    for name in ("serve", "worker"):
        assert "IDP_DATABASE_OWNER_URL" not in SERVICES[name]["environment"]
        waits = SERVICES[name]["depends_on"]
        assert waits == {"migrate": {"condition": "service_completed_successfully"}}
    assert SERVICES["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}


def test_the_settings_of_the_file_can_serve(tmp_path: Path) -> None:
    keys = tmp_path / "keys.json"
    key_file.create(keys, now=SystemClock().now(), profile="production")
    values = {
        **EXAMPLE,
        **{key: "x" * 24 for key in EXAMPLE if key.endswith("PASSWORD")},
        "IDP_SECRET": os.urandom(48).hex(),
        "IDP_HISTORY_FIELDS_ACT": "an act",
        "IDP_HELP_LINE": "1900 0000",
        "IDP_HELP_MAIL": "help@id.example.vn",
        "IDP_MAIL_FROM": EXAMPLE["IDP_MAIL_FROM"].strip('"'),
    }
    filled = {
        key: re.sub(r"\$\{(\w+):\?\}", lambda found: values[found[1]], value)
        for key, value in SERVICES["migrate"]["environment"].items()
    }
    filled |= {"IDP_CONFIG": str(ROOT / "config/production.toml"), "IDP_KEYRING": str(keys)}
    ended = subprocess.run(
        [sys.executable, "-m", "idp", "check-config"],
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), **filled},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout


@contextlib.contextmanager
def _answering(port: int, paths: list[str]) -> Iterator[None]:
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """A test's output is what failed."""

    with ThreadingHTTPServer(("127.0.0.1", port), Answering) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield
        server.shutdown()
        thread.join()


def test_the_health_check_asks_whether_the_server_lives() -> None:
    port, paths = free_port(), list[str]()
    command = json.loads(_last("HEALTHCHECK").partition(" CMD ")[2])
    command = [each.replace(":8000", f":{port}") for each in [sys.executable, *command[1:]]]
    with _answering(port, paths):
        assert subprocess.run(command, check=False).returncode == 0  # noqa: S603
    assert paths == [LIVE]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 1  # noqa: S603


def _make_roles(programs: Path, server: URL, folder: Path) -> None:
    subprocess.run(  # noqa: S603 - our own script
        [DEPLOY / "postgresql/roles.sh"],
        env={
            "PATH": f"{programs}:{os.defpath}",
            "PGHOST": str(server.host),
            "PGPORT": str(server.port),
            "OWNER_PASSWORD": "it's",
            "SERVING_PASSWORD": "x",
        },
        cwd=folder,
        check=True,
        capture_output=True,
    )


def test_the_migration_waits_until_the_role_that_serves_is_let_in(tmp_path: Path) -> None:
    """Over TCP: the server on which the image runs the script listens on its socket alone."""
    database, programs = SERVICES["database"], postgresql.binaries()
    how, check = database["healthcheck"]["test"]
    assert how == "CMD-SHELL"
    assert "listen_addresses=127.0.0.1" in database["command"]
    assert {"-h 127.0.0.1", "-U minh_danh", "-d minh_danh"} <= set(
        re.findall(r"-[hUd] [\w.]+", check)
    )
    with postgresql.cluster() as url:
        server = make_url(url)
        environment = {
            "PATH": f"{programs}:{os.defpath}",
            "PGPORT": str(server.port),
            "SERVING_PASSWORD": "x",
        }

        def healthy() -> bool:
            command = ["/bin/sh", "-c", check.replace("$$", "$")]
            ended = subprocess.run(  # noqa: S603 - our own check
                command, env=environment, cwd=tmp_path, check=False, capture_output=True
            )
            return ended.returncode == 0

        assert not healthy()
        _make_roles(programs, server, tmp_path)
        assert healthy()


def test_the_roles_are_made(tmp_path: Path) -> None:
    programs = postgresql.binaries()
    with postgresql.cluster() as url:
        _make_roles(programs, make_url(url), tmp_path)
        engine = create_engine(url)
        with engine.connect() as connection:
            owner = connection.exec_driver_sql(
                "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'minh_danh'"
            ).scalar_one()
            powers = connection.exec_driver_sql(
                "SELECT rolname FROM pg_roles WHERE rolname LIKE 'minh%%' AND rolcanlogin"
                " AND NOT (rolsuper OR rolcreaterole OR rolcreatedb)"
            ).scalars()
            assert owner == "minh_danh_owner"
            assert set(powers) == {"minh_danh", "minh_danh_owner"}
        engine.dispose()


def _copied(rest: str, folder: Path) -> None:
    *names, into = rest.split()
    for name in names:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / into, ignore=ignored)
        else:
            shutil.copy(ROOT / name, folder / into)


def test_the_steps_of_the_build_make_the_command(tmp_path: Path) -> None:
    folder, venv = tmp_path / "src", tmp_path / "minh-danh"
    folder.mkdir()
    settings: list[str] = []
    for word, rest in BUILD:
        if word == "ENV":
            settings += [each for each in shlex.split(rest) if "NO_CACHE" not in each]
        elif word == "COPY":
            _copied(rest, folder)
        elif word == "RUN":
            step = rest.replace("/opt/minh-danh", str(venv))
            step = step.replace("python3 -m venv", f"{shlex.quote(sys.executable)} -m venv")
            ended = subprocess.run(  # noqa: S603 - the steps of our own file
                ["/usr/bin/env", *settings, "/bin/sh", "-ec", step],
                cwd=folder,
                capture_output=True,
                text=True,
                check=False,
            )
            assert ended.returncode == 0, (step, ended.stdout, ended.stderr)
    held = {path.name for path in (venv / "bin").iterdir()}
    assert "idp" in held
    assert not any(name.startswith("pip") for name in held)
    ended = subprocess.run(  # noqa: S603 - our own command
        [venv / "bin" / "idp", "--version"],
        cwd=tmp_path,
        env={"PATH": os.defpath, "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stdout.split()[-1] == idp.__version__, ended


def test_the_build_is_given_what_it_copies_and_little_else() -> None:
    given = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert given[1] == "*"
    copied = {name for word, rest in BUILD if word == "COPY" for name in rest.split()[:-1]}
    assert {line.removeprefix("!") for line in given if line.startswith("!")} == copied
    assert {word for word, _ in RUNTIME if word in {"COPY", "ADD"}} == {"COPY"}
    assert [rest for word, rest in RUNTIME if word == "COPY"] == [
        "--from=build /opt/minh-danh /opt/minh-danh"
    ]
