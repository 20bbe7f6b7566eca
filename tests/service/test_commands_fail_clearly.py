"""Every command over what can be wrong around it: one sentence and a status, never a traceback."""

import contextlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import NullPool, create_engine, make_url

from idp.cli import main
from idp.kernel.ids import new_id
from idp.platform import key_file
from idp.platform.clock import SystemClock
from idp.schema import guards
from tests.support import databases

Environment = dict[str, str]
Words = tuple[str, ...]

SECRET = "demo.a-secret-of-this-test-alone-0123456789"
ELSEWHERE = {("demo",), ("serve",), ("worker",), ("check-config",)}
"""They go on by themselves, or report what they find."""
WITHOUT_A_DATABASE = {
    ("create-keys",),
    ("rotate-keys",),
    ("import-breached",),
    ("law", "due"),
    ("law", "terms"),
    ("officers", "powers"),
    ("registries", "list"),
}
READING = {"joins", "list", "ceremonies"}
REPORTS = {
    ("cases", "check"),
    ("cases", "show"),
    ("cases", "work"),
    ("deadlines", "check"),
    ("deadlines", "report"),
    ("docs", "procedures"),
    ("history", "by"),
    ("install", "status"),
    ("ledger", "export"),
    ("ledger", "status"),
    ("letters", "show"),
    ("letters", "verify"),
    ("officers", "check"),
    ("officers", "decisions"),
    ("people", "show"),
    ("registries", "parked"),
    ("verify-history",),
}
"""Commands that read and write nothing into the database."""
MIGRATE = ("migrate",)
ROTATE = ("rotate-keys",)
CLEAR = range(1, 3)


def _leaves(group: click.Group, before: Words = ()) -> Iterator[tuple[Words, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if isinstance(found, click.Group):
            yield from _leaves(found, (*before, name))
        elif found is not None:
            yield (*before, name), found


LEAVES = [(words, leaf) for words, leaf in _leaves(main) if words not in ELSEWHERE]
WRITING = [
    (words, leaf)
    for words, leaf in LEAVES
    if words not in WITHOUT_A_DATABASE | REPORTS and words[-1] not in READING and words != MIGRATE
]


def _value(parameter: click.Parameter, *, file: Path, word: str) -> str:
    match parameter.type:
        case click.Choice(choices=choices):
            value = choices[0]
            return value if isinstance(value, str) else str(getattr(value, "value", value))
        case click.DateTime():
            return "2026-01-01"
        case click.Path():
            return str(file)
        case _:
            return new_id() if parameter.type.name == "uuid" else word


def _arguments(leaf: click.Command, *, file: Path, word: str) -> Iterator[str]:
    for parameter in leaf.params:
        if parameter.required:
            if isinstance(parameter, click.Option):
                yield parameter.opts[0]
            yield _value(parameter, file=file, word=word)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """One command in an environment, with the file and the word that it is given."""
    key_file.create(tmp_path / "keys.json", now=SystemClock().now(), profile="demo")
    (tmp_path / "empty").write_bytes(b"")
    usual = {
        "PROFILE": "demo",
        "ISSUER": "http://localhost:8000",
        "KEYRING": str(tmp_path / "keys.json"),
        "SECRET": SECRET,
    }

    def invoke(
        words: Words,
        leaf: click.Command,
        *,
        file: Path = tmp_path / "empty",
        word: str = "nonsense",
        **changed: str,
    ) -> Result:
        for name, value in {**usual, **changed}.items():
            monkeypatch.setenv(f"IDP_{name}", value)
        fresh = tmp_path / new_id()
        arguments = [
            *_arguments(leaf, file=fresh if words[0] == "create-keys" else file, word=word)
        ]
        return CliRunner().invoke(main, [*words, *arguments])

    return invoke


def _faults(results: Mapping[Words, Result], *, fails: bool) -> list[str]:
    """The commands that did not end by themselves, with a sentence of a line or two."""
    return [
        f"{' '.join(words)}: {result.exit_code} {result.exception!r} {result.output[:300]}"
        for words, result in results.items()
        if not isinstance(result.exception, SystemExit | None)
        or (result.exit_code not in CLEAR and (fails or result.exit_code != 0))
        or (result.exit_code != 0 and len(result.output.splitlines()) > 12)
        or "[SQL" in result.output
    ]


def _all(run: Callable[..., Result], **changed: str) -> dict[Words, Result]:
    return {words: run(words, leaf, **changed) for words, leaf in LEAVES}


def _of_the_database(results: Mapping[Words, Result]) -> dict[Words, Result]:
    return {words: result for words, result in results.items() if words not in WITHOUT_A_DATABASE}


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, tmp_path: Path, engine: str) -> Iterator[str]:
    """A database without a table."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    with databases.empty_postgresql_database(request.getfixturevalue("postgresql_server")) as url:
        yield url


@pytest.mark.parametrize("word", ["nonsense", "\x00"])
def test_names_and_numbers_that_there_are_not(
    run: Callable[..., Result], database_url: str, word: str
) -> None:
    naming = [
        (words, leaf)
        for words, leaf in LEAVES
        if any(each.required and each.type is click.STRING for each in leaf.params)
    ]
    results = {
        words: run(words, leaf, word=word, DATABASE_URL=database_url) for words, leaf in naming
    }
    assert _faults(results, fails=False) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00\x01", b"[]", b"{}", b"{", b"null", b"[" * 100_000, b"-----BEGIN X-----"],
)
def test_files_that_are_none_of_those_asked_for(
    run: Callable[..., Result], tmp_path: Path, sqlite_file: Path, content: bytes
) -> None:
    file, url = tmp_path / "file", databases.sqlite_copy(sqlite_file, tmp_path)
    file.write_bytes(content)
    taking = [
        (words, leaf)
        for words, leaf in LEAVES
        if any(isinstance(each.type, click.Path) for each in leaf.params)
    ]
    results = {words: run(words, leaf, file=file, DATABASE_URL=url) for words, leaf in taking}
    assert _faults(results, fails=False) == []
    results = {words: run(words, leaf, file=tmp_path, DATABASE_URL=url) for words, leaf in taking}
    assert _faults(results, fails=False) == []


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://nobody:word@127.0.0.1:1/idp",
        "postgresql+psycopg:///idp?host=/nowhere",
        "sqlite:////nowhere/idp.db",
        "postgresql://localhost/idp",
        "mysql://localhost/idp",
        "nonsense",
    ],
)
def test_a_database_that_is_not_there(run: Callable[..., Result], url: str) -> None:
    results = _of_the_database(_all(run, DATABASE_URL=url))
    assert _faults(results, fails=True) == []
    for words in (MIGRATE, ("policy", "list"), ("providers", "register")):
        assert "database_url" in results[words].output
    assert "word" not in "".join(each.output for each in results.values())


def test_a_server_that_does_not_let_the_role_in(
    run: Callable[..., Result], postgresql_url: str
) -> None:
    known = make_url(postgresql_url)
    for url in (known.set(username="nobody_at_all"), known.set(database="nowhere")):
        text = url.render_as_string(hide_password=False)
        for words in (MIGRATE, ("policy", "list"), ("providers", "register")):
            told = run(words, dict(LEAVES)[words], DATABASE_URL=text)
            assert _faults({words: told}, fails=True) == []
            assert "database_url" in told.output


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_database_without_tables_is_written_by_migrate_alone(
    run: Callable[..., Result], empty_url: str
) -> None:
    commands = [(words, leaf) for words, leaf in LEAVES if words != MIGRATE]
    results = {words: run(words, leaf, DATABASE_URL=empty_url) for words, leaf in commands}
    assert _faults(results, fails=False) == []
    assert [words for words, _ in WRITING if results[words].exit_code == 0] == []
    assert "run `idp migrate`" in results["providers", "register"].output
    assert run(MIGRATE, dict(LEAVES)[MIGRATE], DATABASE_URL=empty_url).exit_code == 0


def test_a_database_of_a_newer_schema_is_not_migrated(
    run: Callable[..., Result], database_url: str
) -> None:
    engine = create_engine(database_url, poolclass=NullPool)
    with _row(engine.url.render_as_string(hide_password=False), "0999"):
        told = run(MIGRATE, dict(LEAVES)[MIGRATE], DATABASE_URL=database_url)
    assert _faults({MIGRATE: told}, fails=True) == []
    assert "newer release" in told.output


@contextlib.contextmanager
def _row(url: str, revision: str) -> Iterator[None]:
    """The database says that it is of this revision."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        (before,) = connection.exec_driver_sql("SELECT version_num FROM alembic_version").one()
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")  # noqa: S608
    try:
        yield
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{before}'")  # noqa: S608


def test_nothing_is_written_where_nothing_protects_history(
    run: Callable[..., Result], tmp_path: Path, sqlite_file: Path
) -> None:
    url = databases.sqlite_copy(sqlite_file, tmp_path)
    with create_engine(url, poolclass=NullPool).begin() as connection:
        guards.lift(connection, "history")
    before = (tmp_path / Path(make_url(url).database or "").name).read_bytes()
    results = {words: run(words, leaf, DATABASE_URL=url) for words, leaf in WRITING}
    assert _faults(results, fails=True) == []
    assert results["providers", "register"].output == (
        "Error: not started: nothing protects history; run `idp migrate`\n"
    )
    assert (tmp_path / Path(make_url(url).database or "").name).read_bytes() == before


def test_a_role_that_only_serves_cannot_migrate_and_is_told_so(
    run: Callable[..., Result], postgresql_server: str
) -> None:
    role = f"serves_{new_id().replace('-', '')[:12]}"
    with databases.empty_postgresql_database(postgresql_server) as url:
        owner = create_engine(url, poolclass=NullPool)
        with owner.begin() as connection:
            connection.exec_driver_sql(f"CREATE ROLE {role} LOGIN")
        serving = make_url(url).set(username=role).render_as_string(hide_password=False)
        migrate = dict(LEAVES)[MIGRATE]
        refused = run(MIGRATE, migrate, DATABASE_URL=serving)
        assert _faults({MIGRATE: refused}, fails=True) == []
        assert "IDP_DATABASE_OWNER_URL" in refused.output
        made = run(MIGRATE, migrate, DATABASE_URL=serving, DATABASE_OWNER_URL=url)
        assert made.exit_code == 0, made.output
        results = _all(run, DATABASE_URL=serving, DATABASE_OWNER_URL="")
        assert _faults(results, fails=False) == []
        with owner.begin() as connection:
            connection.exec_driver_sql(f"DROP OWNED BY {role}")
            connection.exec_driver_sql(f"DROP ROLE {role}")


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_database_that_takes_no_writes(
    run: Callable[..., Result], request: pytest.FixtureRequest, tmp_path: Path, engine: str
) -> None:
    if engine == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_file"), tmp_path / "read.db")
        url = f"sqlite:///file:{tmp_path / 'read.db'}?mode=ro&uri=true"
    else:
        url = request.getfixturevalue("postgresql_url")
        url += "?options=-c%20default_transaction_read_only%3Don"
    assert _faults(_all(run, DATABASE_URL=url), fails=False) == []


@pytest.mark.parametrize("content", [None, "", "[]", json.dumps({"keys": [1]})])
def test_a_keyring_that_is_missing_or_none(
    run: Callable[..., Result], tmp_path: Path, sqlite_file: Path, content: str | None
) -> None:
    path, url = tmp_path / "other.json", databases.sqlite_copy(sqlite_file, tmp_path)
    if content is not None:
        path.write_text(content)
    some: tuple[Words, ...] = (MIGRATE, ROTATE, ("policy", "list"), ("providers", "register"))
    results = {
        words: run(words, dict(LEAVES)[words], DATABASE_URL=url, KEYRING=str(path))
        for words in some
    }
    assert _faults(results, fails=False) == []
    assert results[ROTATE].exit_code == 1


def test_options_that_there_are_not() -> None:
    for words, _ in LEAVES:
        told = CliRunner().invoke(main, [*words, "--nonsense"])
        assert (told.exit_code, told.exception.__class__) == (2, SystemExit), words


def test_one_variable_does_not_open_a_production_to_the_acts_of_a_demonstration(
    run: Callable[..., Result], tmp_path: Path, sqlite_file: Path
) -> None:
    url, begin = databases.sqlite_copy(sqlite_file, tmp_path), ("recoveries", "begin")
    told = run(begin, dict(LEAVES)[begin], DATABASE_URL=url, ISSUER="https://id.example.vn")
    assert told.exit_code == 1
    assert "profile: a demonstration is not served" in told.output
