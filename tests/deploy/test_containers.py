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
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from sqlalchemy import URL, create_engine, make_url

import idp
from idp.ledger.key_files import add_key, read_private, read_public
from idp.platform import key_file
from idp.platform.clock import SystemClock
from idp.platform.pdf_seals import read_seal_key
from idp.platform.settings import Settings
from idp.web.health import LIVE
from tests.support import postgresql
from tests.support.commands import unknown
from tests.support.serving import free_port
from tests.support.source import ROOT

DEPLOY = ROOT / "deploy"
COMPOSED: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, Any] = COMPOSED["services"]
OURS = {name: each for name, each in SERVICES.items() if "build" in each}
STARTED = {name: each for name, each in OURS.items() if "profiles" not in each}
"""What `up` starts; `keys` is run by name."""
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


@pytest.mark.parametrize("name", STARTED)
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


@dataclass(frozen=True)
class Mount:
    """One line of `volumes`: a volume by its name, or a place of the machine."""

    source: str
    target: PurePosixPath
    read_only: bool


def _mounts(name: str) -> list[Mount]:
    split = [line.split(":") for line in SERVICES[name].get("volumes", [])]
    return [Mount(source, PurePosixPath(target), mode == ["ro"]) for source, target, *mode in split]


def _mount_of(name: str, setting: str) -> Mount:
    """The mount in which the file of a setting is, seen by that service."""
    path = PurePosixPath(SERVICES[name]["environment"][setting])
    (found,) = [each for each in _mounts(name) if path.is_relative_to(each.target)]
    return found


PRIVATE = {"IDP_LEDGER_KEY": "ledger-key", "IDP_LETTER_SEAL": "letter-seal"}
PUBLIC = ("IDP_LEDGER_PUBLIC_KEYS", "IDP_LETTER_CERTIFICATES")


@pytest.mark.parametrize(("setting", "volume"), PRIVATE.items())
def test_the_worker_alone_reads_a_private_key(setting: str, volume: str) -> None:
    """From a volume with nothing else in it, in which the worker can change nothing."""
    mount = _mount_of("worker", setting)
    assert (mount.source, mount.read_only) == (volume, True)
    holders = {name for name in SERVICES for each in _mounts(name) if each.source == volume}
    assert holders == {"worker", "keys"}
    told = {name for name, each in SERVICES.items() if setting in each.get("environment", {})}
    assert told == {"worker"}


def test_the_worker_alone_writes_checkpoints() -> None:
    mount = _mount_of("worker", "IDP_LEDGER_CHECKPOINTS")
    assert (mount.source, mount.read_only) == ("checkpoints", False)
    holders = {name for name in SERVICES for each in _mounts(name) if each.source == "checkpoints"}
    assert holders == {"worker"}


@pytest.mark.parametrize("name", ["serve", "worker"])
@pytest.mark.parametrize("setting", PUBLIC)
def test_what_verifies_is_read_and_not_written(name: str, setting: str) -> None:
    mount = _mount_of(name, setting)
    assert (mount.source, mount.read_only) == ("public", True)


def test_no_mount_of_a_service_reaches_into_that_of_another_volume() -> None:
    """A folder mounted above or below a key's would show it under another name."""
    for name in SERVICES:
        targets = [each.target for each in _mounts(name)]
        pairs = ((one, two) for one in targets for two in targets if one != two)
        assert not any(one.is_relative_to(two) for one, two in pairs), name
        assert len(set(targets)) == len(targets), name


def test_keys_are_made_by_a_service_that_is_run_by_name_and_reaches_nobody() -> None:
    assert set(OURS) - set(STARTED) == {"keys"}
    keys = SERVICES["keys"]
    assert (keys["network_mode"], keys["restart"]) == ("none", "no")
    written = {each.source for each in _mounts("keys") if not each.read_only}
    assert written == {*PRIVATE.values(), "public"}
    assert not any("keys" in each.get("depends_on", {}) for each in SERVICES.values())


def test_every_volume_is_declared_and_a_new_one_belongs_to_the_user_of_the_image() -> None:
    """Docker gives a new volume the owner of the folder of the image that it is mounted over."""
    mounts = [each for name in SERVICES for each in _mounts(name)]
    named = {each.source for each in mounts if not each.source.startswith((".", "/"))}
    assert named == set(COMPOSED["volumes"])
    made = " ".join(rest for word, rest in RUNTIME if word == "RUN")
    uid, gid = _last("USER").split(":")
    folders = made.partition(f"install -d -o {uid} -g {gid} -m 0700 ")[2].split()
    written = {
        str(each.target)
        for name in OURS
        for each in _mounts(name)
        if not each.read_only and each.source in named - {"socket"}
    }
    assert set(folders) == written


def _idp(words: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "idp", *words],
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_commands_of_both_texts_put_the_keys_where_they_are_read(tmp_path: Path) -> None:
    """Typed as `docs/operate.md` has them, with the folders of the volumes in another place."""
    texts = (ROOT / "docs/operate.md", DEPLOY / "compose.yaml")
    typed = [_commands_of("keys", path.read_text("utf-8")) for path in texts]
    assert typed[0] == typed[1]
    assert len(typed[0]) == 2
    for mount in _mounts("keys"):
        if not mount.read_only:
            (tmp_path / mount.target.relative_to("/")).mkdir(parents=True)
    environment = {**_filled("keys"), "IDP_CONFIG": str(ROOT / "config/production.toml")}
    for words in typed[0]:
        moved = [f"{tmp_path}{word}" if word.startswith("/") else word for word in words]
        ended = _idp(moved, environment)
        assert ended.returncode == 0, (words, ended.stderr)
    read = {name: SERVICES["worker"]["environment"][name] for name in (*PRIVATE, *PUBLIC)}
    found = {name: Path(f"{tmp_path}{path}") for name, path in read.items()}
    key = read_private(found["IDP_LEDGER_KEY"])
    assert read_public(found["IDP_LEDGER_PUBLIC_KEYS"]) == [key.public]
    assert key.name == "id.example.vn/history"
    (own,) = read_seal_key(found["IDP_LETTER_SEAL"]).chain
    public = x509.load_pem_x509_certificate(found["IDP_LETTER_CERTIFICATES"].read_bytes())
    assert own.dump() == public.public_bytes(serialization.Encoding.DER)
    for name in PRIVATE:
        assert found[name].stat().st_mode & 0o077 == 0
    made = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert made == set(found.values())


def _commands_of(service: str, text: str) -> list[list[str]]:
    """The words behind `run --rm <service>` of each command in a text, comments or not."""
    joined = re.sub(r"\\\n#? *", "", text)
    return [shlex.split(each) for each in re.findall(rf"run --rm {service} (.*)", joined)]


def _filled(name: str) -> dict[str, str]:
    """The environment of a service, with a value for each that the example leaves empty."""
    values = {
        **EXAMPLE,
        **{key: "x" * 24 for key in EXAMPLE if key.endswith("PASSWORD")},
        "IDP_SECRET": os.urandom(48).hex(),
        "IDP_HISTORY_FIELDS_ACT": "an act",
        "IDP_HELP_LINE": "1900 0000",
        "IDP_HELP_MAIL": "help@id.example.vn",
        "IDP_MAIL_FROM": EXAMPLE["IDP_MAIL_FROM"].strip('"'),
    }
    return {
        key: re.sub(r"\$\{(\w+):\?\}", lambda found: values[found[1]], value)
        for key, value in SERVICES[name]["environment"].items()
    }


@pytest.mark.parametrize("name", STARTED)
def test_the_settings_of_the_file_can_serve(name: str, tmp_path: Path) -> None:
    keys, ledger = tmp_path / "keys.json", tmp_path / "ledger.key"
    key_file.create(keys, now=SystemClock().now(), profile="production")
    add_key(ledger, tmp_path / "ledger.pub", name="id.example.vn/history")
    filled = _filled(name) | {
        "IDP_CONFIG": str(ROOT / "config/production.toml"),
        "IDP_KEYRING": str(keys),
        "IDP_LEDGER_PUBLIC_KEYS": str(tmp_path / "ledger.pub"),
    }
    ended = _idp(["check-config"], filled)
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
