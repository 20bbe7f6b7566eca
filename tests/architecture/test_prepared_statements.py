"""`Prepared` is for what runs in a sign-in, for a token or at each use of one; its rows are true.

So is it for what each page of the desk asks, and for the rows of its lists.
Whatever else reads or writes the database is SQLAlchemy Core (`idp.platform.database`).
"""

import importlib
import re
from collections.abc import Iterator
from datetime import datetime
from types import NoneType
from typing import Any, Final, NamedTuple, get_args, get_origin, get_type_hints

from sqlalchemy import JSON, BindParameter, Column, Label, Text, Update, select
from sqlalchemy.sql import visitors
from sqlalchemy.types import TypeEngine

from idp.kernel.ids import Id
from idp.platform.database import IdColumn, Instant, Prepared
from idp.platform.database.prepared import columns_of
from tests.support import source

HOT: Final = {
    "idp/accounts/service.py": "the account of who signs in",
    "idp/accounts/locks.py": "the account, locked by a sign-in",
    "idp/authorization/new_browsers.py": "the browser of a sign-in",
    "idp/authorization/repository.py": "the transaction of /authorize and of each page",
    "idp/authorization/subject_loader.py": "the session at /authorize",
    "idp/casework/rows.py": "the case of a refused token, each move of a case, the rows of a list",
    "idp/casework/work_list.py": "the rows of the work list",
    "idp/ciba/repository.py": "polls of the terminal at /token and of the phone",
    "idp/consent/service.py": "the consent of a sign-in",
    "idp/deadlines/service.py": "the hundreds of rows of the list of clocks",
    "idp/factors/address_limits.py": "failed tries of an address",
    "idp/factors/app_keys/repository.py": "a sign-in with the application",
    "idp/factors/app_keys/request_repository.py": "a sign-in with the application, and its polls",
    "idp/factors/holdings.py": "what a person holds, at a sign-in and on /me",
    "idp/factors/passkey_records.py": "a sign-in with a passkey",
    "idp/factors/passwords.py": "a sign-in with a password",
    "idp/factors/pins.py": "a sign-in with a PIN",
    "idp/factors/service.py": "the use of a means",
    "idp/factors/throttling.py": "the count of tries at each means",
    "idp/factors/totp.py": "a sign-in with a one-time code",
    "idp/factors/unknown_names.py": "tries at names that do not exist, which cost the same",
    "idp/factors/use.py": "the use of a means in one statement",
    "idp/factors/validity.py": "a means when its proof is put on record",
    "idp/history/batches.py": "the entries of a hundred thousand terms that ran out at once",
    "idp/history/service.py": "the entry of whatever happens",
    "idp/notices/messages.py": "the message of a new browser, and how many are unread on /me",
    "idp/notices/service.py": "the letter of a new browser",
    "idp/officers/service.py": "the officer of each page of the desk",
    "idp/one_time/service.py": "challenges, answers and used identifiers of messages",
    "idp/personal_data/erasures.py": "the erasure that waits, on /me",
    "idp/relying_parties/origins.py": "the origin of a request at /token",
    "idp/relying_parties/snapshots.py": "the client of each request",
    "idp/representation/service.py": "for whom a person may act, at a sign-in and on /me",
    "idp/sessions/service.py": "the session of each page",
    "idp/subjects/contacts.py": "the address of the letter of a new browser",
    "idp/subjects/service.py": "the identity in an answer",
    "idp/tokens/codes.py": "codes at /authorize and /token",
    "idp/tokens/families.py": "each token and each use of one",
    "idp/tokens/grant_validity.py": "account and consent at /token",
    "idp/tokens/revoked_tokens.py": "each use of a token of a client alone",
    "idp/violations/service.py": "the rows of a list",
}
"""The modules that may use `Prepared`, and what of theirs is hot."""


def test_only_what_is_hot_is_prepared() -> None:
    """A new statement belongs here only when it is asked for as often, or reads as many rows."""
    found = {
        source.name(path)
        for path in source.modules("idp")
        if "Prepared(" in path.read_text("utf-8")
        and not source.name(path).startswith("idp/platform/database/")
    }
    assert found == set(HOT)


def test_statements_are_run_by_the_verbs_of_the_door() -> None:
    """`Database.one`, `all`, `execute`, `execute_many`, `enqueue`, for either kind of statement."""
    taken = re.compile(r"\.transaction\(\) as |\.engine\.(connect|begin)\(|\.raw_connection\(")
    found = {
        source.name(path) for path in source.modules("idp") if taken.search(path.read_text("utf-8"))
    }
    # What the owner of the tables does by hand, and the door itself.
    apart = ("idp/schema/", "idp/platform/database/")
    assert [name for name in sorted(found) if not name.startswith(apart)] == []


def prepared() -> Iterator[tuple[str, "Prepared[Any]"]]:
    """Every prepared statement of the product, by its name."""
    for path in HOT:
        module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
        for name, value in vars(module).items():
            if isinstance(value, Prepared):
                yield f"{module.__name__}.{name}", value


def fields_of(row: type[tuple[Any, ...]]) -> Iterator[tuple[str, set[Any]]]:
    """The fields that are columns, each with the types it may have, in their order."""
    for name, kind in get_type_hints(row).items():
        kinds = set(get_args(kind)) if NoneType in get_args(kind) else {kind}
        (part,) = kinds - {NoneType}
        if hasattr(part, "_fields"):
            yield from fields_of(part)
        else:
            yield name, {get_origin(each) or each for each in kinds}


def python_type(of: TypeEngine[Any]) -> Any:  # noqa: ANN401
    """The Python type of a column; `object` where that is not known (JSON)."""
    if isinstance(of, Instant):
        return datetime
    return object if isinstance(of, JSON) else of.python_type


def untruths(statement: "Prepared[Any]") -> list[str]:
    """The fields of its row that do not admit what their columns hold."""
    found = []
    columns = columns_of(statement.statement)
    for (name, kinds), each in zip(fields_of(statement.row), columns, strict=True):
        of = each.element if isinstance(each, Label) else each
        held = python_type(of.type)
        if held is not object and kinds.isdisjoint({held, object, Any}):
            found.append(f"{name} is {held}")
        if isinstance(of, Column) and of.nullable and NoneType not in kinds:
            found.append(f"{name} may be None")
    return found


def test_rows_say_what_their_columns_hold() -> None:
    statements = dict(prepared())
    assert len(statements) > len(HOT)
    assert {name: found for name, each in statements.items() if (found := untruths(each))} == {}


class _Untrue(NamedTuple):
    id: Id
    at: int
    words: str


class _True(NamedTuple):
    id: Id
    at: datetime | None
    words: str | None


def test_an_untrue_row_would_be_seen() -> None:
    columns = (
        Column("id", IdColumn, nullable=False),
        Column("at", Instant, nullable=True),
        Column("words", Text, nullable=True),
    )
    assert untruths(Prepared(select(*columns), _True)) == []
    assert len(untruths(Prepared(select(*columns), _Untrue))) == 3


def core_updates() -> Iterator[tuple[str, Update]]:
    """Every UPDATE of SQLAlchemy Core that stands at the top of a module."""
    for path in source.modules("idp"):
        text = path.read_text("utf-8")
        if "import" in text and "update" in text and "bindparam" in text:
            module = importlib.import_module(
                source.name(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__")
            )
            for name, value in vars(module).items():
                if isinstance(value, Update):
                    yield f"{module.__name__}.{name}", value


def test_no_parameter_of_an_update_becomes_a_column_that_is_set() -> None:
    """SQLAlchemy sets each column that has the name of a parameter, or refuses to."""
    statements = dict(core_updates())
    assert len(statements) > 20
    for name, each in statements.items():
        asked = [bind.key for bind in binds(each) if bind.required]
        alone = str(each.compile())
        assert str(each.compile(column_keys=asked)) == alone, name


def binds(statement: Update) -> list[BindParameter[Any]]:
    return [each for each in visitors.iterate(statement) if isinstance(each, BindParameter)]
