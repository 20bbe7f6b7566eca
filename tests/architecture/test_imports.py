"""Imports point down, a table belongs to one package, the demo imports nothing of `idp`."""

import pytest
from importlinter.application.use_cases import lint_imports
from importlinter.configuration import configure

from tests.support import source

GRAPH = source.imports()
TABLES = sorted(module for module in GRAPH.modules if module.endswith(".tables"))
GATEWAY = {
    "accounts",  # an account belongs to a subject
    "activation",  # the number that is typed, and the address that a link goes to
    "cli",
    "demo",
    "contacts",  # an address is changed by its person, and its claims follow
    "representation",  # who acts is found by the number that a register tells
    "documents",  # sealed under the key of the person
    "factors",
    "issuance",  # an applicant is registered, and gets an account
    "intake",  # people come in here, and what is there is compared with what a file says
    "corrections",  # what a person says is wrong, and an officer writes
    "letters",  # a letter names its recipient, and is sealed under the key of the person
    "wards",  # whose account it is stands on the page of who acts
    "losses",  # a message about what was forgotten goes to a contact of its person
    "notices",  # a notice is sent to the address of its person
    "personal_data",  # a person's copy of all of it
    "registries",  # compared with the registries of the State
    "services",
    "signup",  # a person makes an account, whose contact and data they declare
    "tokens",  # the gateway itself: claims leave here, compared with the consent
    "web",
    "wiring",
}


def slice_of(module: str) -> str:
    return module.split(".")[1]


def test_every_import_contract_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    configure()
    kept = lint_imports(config_filename=str(source.ROOT / "pyproject.toml"), cache_dir=None)
    assert kept, capsys.readouterr().out


def test_tables_are_read_only_by_their_owner() -> None:
    readers = [
        (tables, reader)
        for tables in TABLES
        for reader in sorted(GRAPH.find_modules_that_directly_import(tables))
    ]
    assert [
        f"{reader} reads {tables}"
        for tables, reader in readers
        if slice_of(reader) != slice_of(tables) or ".domain" in reader
    ] == []


@pytest.mark.norm("D3.11", limb="only the gateway reads the identity store")
def test_the_identity_store_is_reached_only_through_the_gateway() -> None:
    store = {module for module in GRAPH.modules if module.startswith("idp.subjects")}
    readers = {
        reader
        for module in store
        for reader in GRAPH.find_modules_that_directly_import(module)
        if reader not in store
    }
    assert {slice_of(reader) for reader in readers} <= GATEWAY


@pytest.mark.norm("D3.11", limb="the demo relying party has no way to the store")
def test_the_demo_relying_party_reaches_no_store() -> None:
    for path in source.modules("relying_party_demo"):
        text = path.read_text(encoding="utf-8")
        assert "import idp" not in text
        assert "from idp" not in text
        assert "database_url" not in text
