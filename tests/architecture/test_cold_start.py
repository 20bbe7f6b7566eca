"""A start loads what answers requests, and no more."""

import json
import subprocess
import sys

import pytest

from tests.support.source import ROOT

SERVING = "idp.cli.running"
HEAVY = frozenset(
    {
        "alembic",  # changes the schema, which `idp migrate` does
        "lxml",
        "numpy",
        "PIL",
        "pytest",
        "relying_party_demo",
        "requests",
    }
)
ONLY_ELSEWHERE = ("idp.demo", "idp.cli.worker", "idp.cli.installation", "migrations", "tests")


def loaded_by(module: str) -> set[str]:
    """The names of all modules that a new process has after it imported one."""
    script = f"import json, sys, {module}; print(json.dumps(list(sys.modules)))"
    done = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout))


@pytest.fixture(scope="module")
def serving() -> set[str]:
    return loaded_by(SERVING)


def test_serving_loads_no_module_that_it_does_not_need(serving: set[str]) -> None:
    assert SERVING in serving
    assert not {name.partition(".")[0] for name in serving} & HEAVY
    elsewhere = {name for name in serving if name.startswith(ONLY_ELSEWHERE)}
    assert elsewhere == set()


def test_the_command_itself_loads_neither_database_nor_pages() -> None:
    """`idp --help` and `idp --version` answer at once."""
    loaded = {name.partition(".")[0] for name in loaded_by("idp.cli")}
    assert not loaded & {"sqlalchemy", "pydantic", "flask", "cryptography"}


def test_what_is_loaded_is_left_alone_by_the_collector() -> None:
    script = (
        "import gc\nfrom idp.kernel.loading import loading\n"
        "with loading():\n    assert not gc.isenabled()\n    import decimal\n"
        "assert gc.isenabled() and gc.get_freeze_count() > 1000"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)  # noqa: S603


def test_what_cannot_be_loaded_leaves_the_collector_as_it_was() -> None:
    script = (
        "import gc\nfrom idp.kernel.loading import loading\n"
        "try:\n    with loading():\n        import no_such_module\n"
        "except ImportError:\n    pass\n"
        "assert gc.isenabled()"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)  # noqa: S603


def test_commands_of_an_installation_load_no_service_before_they_need_one() -> None:
    """Most of a start is the services; of these commands only a migration may come to them."""
    loaded = loaded_by("idp.cli.setup")
    assert not loaded & {"idp.services", "idp.wiring", "webauthn"}
