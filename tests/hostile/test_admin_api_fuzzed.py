"""Whatever is sent to an operation of the admin API, the answer is one that its document tells of.

Requests are made from the document: all that it calls valid, and its members with values of every
wrong type. What it calls valid is never refused for its form, and what is done was valid.
"""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from idp.factors.address_limits import MOST_REQUESTS
from idp.web.admin.operation import Operation
from idp.web.admin.routes import OPERATIONS
from tests.support.admin_api import Program, program
from tests.support.admin_contract import Contract, contract
from tests.support.health_checks import BY_CHANCE
from tests.support.json_schema import fitting, named
from tests.support.live import House

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)
IDENTIFIERS = st.text(max_size=12) | st.sampled_from(
    ["0198c000-0000-7000-8000-000000000000", "%00", "..", "x" * 300, "\ud7ff", "ﬁ"]
)
FEW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[*BY_CHANCE, HealthCheck.function_scoped_fixture],
)
OF_FORM = {
    "body_faulty",
    "body_malformed",
    "http",
    "idempotency_key_malformed",
    "media_type",
    "method_not_allowed",
    "precondition_required",
    "query_malformed",
}
"""The reasons of requests whose form is wrong."""


@pytest.fixture
def caller(house: House) -> Program:
    return program(house)


@pytest.fixture
def token(caller: Program) -> str:
    found: str = caller.token().json["access_token"]
    return found


@pytest.fixture
def client(house: House) -> FlaskClient:
    application = house.door.app
    assert isinstance(application, Flask)
    return application.test_client()


@pytest.fixture
def told(house: House) -> Contract:
    """The document as it is served."""
    assert 2 * FEW.max_examples < MOST_REQUESTS
    return contract(house.world.settings.issuer)


def described(told: Contract, operation: Operation) -> Mapping[str, Any]:
    found: Mapping[str, Any] = told.document["paths"][f"/admin/v1{operation.path}"]
    of_method: Mapping[str, Any] = found[operation.method.lower()]
    return of_method


def body_schema(about: Mapping[str, Any]) -> Any:  # noqa: ANN401
    content = about.get("requestBody", {}).get("content", {})
    return next((each["schema"] for each in content.values()), None)


def nearly(schema: Mapping[str, Any], known: Mapping[str, Any], depth: int = 3) -> Any:  # noqa: ANN401
    """A strategy for values of a schema in which anything may be wrong."""
    if "$ref" in schema:
        schema = named(schema["$ref"], known)
    if depth == 0 or not schema:
        return ANYTHING
    if "anyOf" in schema:
        return st.one_of([nearly(each, known, depth - 1) for each in schema["anyOf"]])
    if schema.get("type") == "object":
        own = schema.get("properties", {})
        made = {name: nearly(each, known, depth - 1) for name, each in own.items()}
        needed = set(schema.get("required", ()))
        must = {name: each for name, each in made.items() if name in needed}
        may = {name: each for name, each in made.items() if name not in needed}
        return st.fixed_dictionaries(must, optional=may) | ANYTHING
    if schema.get("type") == "array":
        return st.lists(nearly(schema.get("items", {}), known, depth - 1), max_size=3)
    return fitting(schema, known) | ANYTHING


def sent(
    client: FlaskClient,
    operation: Operation,
    path: str,
    query: str,
    headers: Mapping[str, str],
    value: object,
) -> Any:  # noqa: ANN401
    return client.open(
        f"/admin/v1{path}",
        method=operation.method,
        query_string=query,
        data=b"" if operation.body is None else json.dumps(value).encode(),
        content_type=operation.media_types[0],
        headers=headers,
    )


def is_routed(told: Contract, operation: Operation, path: str) -> bool:
    """Whether a path is this operation's own: any other is answered by another view."""
    return re.fullmatch(re.sub(r"\{[^}]*\}", "[^/]+", operation.path), path) is not None and (
        told.operation(operation.method, f"/admin/v1{path}") is described(told, operation)
    )


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.id)
def test_an_answer_is_one_that_the_document_tells_of(
    operation: Operation, client: FlaskClient, token: str, told: Contract
) -> None:
    about = described(told, operation)
    schema = body_schema(about)

    @FEW
    @given(
        value=st.none() if schema is None else nearly(schema, told.schemas),
        identifier=IDENTIFIERS,
        tag=st.sampled_from(["", '"x"', "*", "é"]),
        query=st.sampled_from(["", "limit=1", "limit=-1", "cursor=%00", "cursor=z&limit=200"]),
    )
    def fuzz(value: object, identifier: str, tag: str, query: str) -> None:
        quoted = quote(identifier, safe="%.")
        path = re.sub(r"\{[^}]*\}", lambda _: quoted, operation.path)
        headers = {"Authorization": f"Bearer {token}", **({"If-Match": tag} if tag else {})}
        answer = sent(client, operation, path, query, headers, value)
        if answer.status_code in {404, 405, 308} and not is_routed(told, operation, path):
            return
        said = answer.get_json(force=True)
        assert list(told.faults(about, answer.status_code, answer.mimetype, said)) == []
        assert list(told.unknown_request(about, answer.status_code, value)) == []

    fuzz()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.id)
def test_what_the_document_calls_valid_is_not_refused_for_its_form(
    operation: Operation, client: FlaskClient, token: str, told: Contract
) -> None:
    about = described(told, operation)
    schema = body_schema(about)
    places: dict[str, dict[str, Any]] = {"path": {}, "query": {}, "header": {}}
    needed: dict[str, dict[str, Any]] = {"path": {}, "query": {}, "header": {}}
    for each in about["parameters"]:
        chosen = needed if each.get("required") else places
        chosen[each["in"]][each["name"]] = fitting(each["schema"], told.schemas)

    @FEW
    @given(
        value=st.none() if schema is None else fitting(schema, told.schemas),
        path=st.fixed_dictionaries(needed["path"]),
        query=st.fixed_dictionaries(needed["query"], optional=places["query"]),
        headers=st.fixed_dictionaries(needed["header"], optional=places["header"]),
    )
    def fuzz(
        value: object, path: dict[str, Any], query: dict[str, Any], headers: dict[str, Any]
    ) -> None:
        filled = operation.path.format(**path)
        shown = {"Authorization": f"Bearer {token}", **headers}
        answer = sent(client, operation, filled, urlencode(query), shown, value)
        said = answer.get_json(force=True)
        assert list(told.faults(about, answer.status_code, answer.mimetype, said)) == []
        assert said.get("reason") not in OF_FORM, said
        assert answer.status_code not in {400, 500}, said

    fuzz()
