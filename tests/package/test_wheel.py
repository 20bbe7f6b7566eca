"""`pip install` gives a working `idp`: away from the checkout, its git, its uv and any home."""

import json
import secrets
import tomllib
from pathlib import Path
from urllib.request import urlopen

import pytest

import idp
from idp.platform.settings import DEMO_SECRET_PREFIX
from tests.support import installed
from tests.support.demonstration import Demonstration
from tests.support.installed import Installation
from tests.support.serving import free_port, serving
from tests.support.source import ROOT

CODE = {".py", ".pyc"}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed.build(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def production(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An operator's installation: without the packages of the demonstration."""
    return installed.install(wheel, tmp_path_factory.mktemp("production"), group="runtime")


def test_the_wheel_claims_no_name_of_others(wheel: Path) -> None:
    tops = {path.split("/")[0] for path in installed.contents(wheel)}
    assert tops == {"idp", "relying_party_demo", f"minh_danh-{idp.__version__}.dist-info"}


@pytest.mark.parametrize(
    ("folder", "within"),
    [
        ("idp", "idp"),
        ("relying_party_demo", "relying_party_demo"),
        ("migrations", "idp/migrations"),
    ],
)
def test_the_wheel_carries_every_file(wheel: Path, folder: str, within: str) -> None:
    files = {
        f"{within}/{path.relative_to(ROOT / folder).as_posix()}"
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert files
    assert files <= installed.contents(wheel)


def test_the_wheel_carries_the_licences_that_it_names(wheel: Path) -> None:
    named = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["license-files"]
    folder = f"minh_danh-{idp.__version__}.dist-info/licenses"
    assert {f"{folder}/{each}" for each in named} <= installed.contents(wheel)


def test_it_says_its_version(production: Installation) -> None:
    said = production.run("--version")
    assert (said.returncode, said.stdout.split()[-1]) == (0, idp.__version__), said


def test_its_bytecode_is_compiled(production: Installation) -> None:
    for name in ("idp/__init__.py", "idp/web/oidc/authorize.py", "idp/migrations/env.py"):
        path = production.packages / name
        assert list((path.parent / "__pycache__").glob(f"{path.stem}.*.pyc")), name


def test_it_migrates_and_serves(production: Installation) -> None:
    port = free_port()
    config = tomllib.loads((ROOT / "config/demo.toml").read_text("utf-8"))
    config |= {
        "secret": DEMO_SECRET_PREFIX + secrets.token_urlsafe(48),
        "port": port,
        "issuer": f"http://localhost:{port}",
    }
    (production.away / "state").mkdir()
    lines = (f"{key} = {json.dumps(value)}" for key, value in config.items())
    (production.away / "idp.toml").write_text("\n".join(lines), "utf-8")
    settings = {"IDP_CONFIG": str(production.away / "idp.toml")}
    for words in (("create-keys", "--profile", "demo", "state/keys.json"), ("migrate",)):
        ended = production.run(*words, **settings)
        assert ended.returncode == 0, ended
    environment = production.environment(**settings)
    with serving(environment, port=port, program=production.program, cwd=production.away):
        with urlopen(f"http://localhost:{port}/.well-known/openid-configuration") as answer:
            assert json.load(answer)["issuer"] == config["issuer"]
        with urlopen(f"http://localhost:{port}/public/levels") as answer:
            assert config["issuer"] + "/loa/4" in answer.read().decode()


def test_without_what_the_demonstration_needs_it_says_so(production: Installation) -> None:
    ended = production.run("demo")
    assert ended.returncode == 1
    assert "pip install '.[demo]'" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (production.away / ".demo").exists()


def test_the_demonstration_signs_somebody_in(
    wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    trial = installed.install(wheel, tmp_path_factory.mktemp("trial"), group="demo")
    demonstration = Demonstration.on_free_ports(trial.away / "state")
    demonstration.program = trial.program
    demonstration.environment = trial.environment()
    with demonstration.up():
        signed_in = demonstration.traveller().sign_in("citizen_l2", level=2)
    assert 'data-level="2"' in signed_in.text
