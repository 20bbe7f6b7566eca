"""Whatever is sent to an operation of the admin API, the answer is one that its document names.

Bodies are made from the document: its members with values of the right and of every wrong type.
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from idp.web.admin.operation import Operation
from idp.web.admin.routes import OPERATIONS
from tests.support.admin_api import Program, program
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
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


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


def fitting(schema: Mapping[str, Any], known: Mapping[str, Any], depth: int = 3) -> Any:  # noqa: ANN401
    """A strategy for values of a JSON Schema, mixed with anything."""
    if "$ref" in schema:
        schema = known[schema["$ref"].rpartition("/")[2]]
    if depth == 0:
        return ANYTHING
    if "anyOf" in schema:
        return st.one_of([fitting(each, known, depth - 1) for each in schema["anyOf"]])
    if schema.get("type") == "object":
        return members(schema, known, depth) | ANYTHING
    if schema.get("type") == "array":
        return st.lists(fitting(schema.get("items", {}), known, depth - 1), max_size=3)
    return simple(schema) | ANYTHING


def members(schema: Mapping[str, Any], known: Mapping[str, Any], depth: int) -> Any:  # noqa: ANN401
    made = {
        name: fitting(each, known, depth - 1) for name, each in schema.get("properties", {}).items()
    }
    needed = set(schema.get("required", ()))
    must = {name: each for name, each in made.items() if name in needed}
    may = {name: each for name, each in made.items() if name not in needed}
    return st.fixed_dictionaries(must, optional=may)


def simple(schema: Mapping[str, Any]) -> Any:  # noqa: ANN401
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema.get("type") == "integer":
        return st.integers() | st.sampled_from([0, 1, 2, 720])
    return st.text(max_size=20) | st.sampled_from(
        ["https://a.example/cb", "2029-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00"]
    )


def allowed(document: Mapping[str, Any], operation: Operation) -> set[int]:
    """The statuses that the document names for an operation."""
    described = document["paths"][f"/admin/v1{operation.path}"][operation.method.lower()]
    return {int(status) for status in described["responses"]}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.id)
def test_an_answer_is_one_that_the_document_names(
    operation: Operation, client: FlaskClient, token: str
) -> None:
    document = json.loads(client.get("/admin/v1/openapi.json").data)
    known = document["components"]["schemas"]
    described = document["paths"][f"/admin/v1{operation.path}"][operation.method.lower()]
    body = described.get("requestBody")
    schema = body["content"]["application/json"]["schema"] if body else {}
    # A path that is not the operation's own is answered by another view.
    statuses = allowed(document, operation) | {404, 405, 308}

    @FEW
    @given(
        value=fitting(schema, known) if body else st.none(),
        identifier=IDENTIFIERS,
        tag=st.sampled_from(["", '"x"', "*", "é"]),
        query=st.sampled_from(["", "limit=1", "limit=-1", "cursor=%00", "cursor=z&limit=200"]),
    )
    def fuzz(value: object, identifier: str, tag: str, query: str) -> None:
        path = operation.path
        for name in ("client_id", "provider_id", "terminal_id", "anchor_id", "number"):
            path = path.replace(f"{{{name}}}", quote(identifier, safe="%."))
        raw = json.dumps(value).encode() if body else b""
        headers = {"Authorization": f"Bearer {token}", **({"If-Match": tag} if tag else {})}
        answer = client.open(
            f"/admin/v1{path}",
            method=operation.method,
            query_string=query,
            data=raw,
            content_type="application/json",
            headers=headers,
        )
        assert answer.status_code in statuses, (answer.status_code, answer.data)
        kind = "application/json" if answer.status_code < 300 else "application/problem+json"
        if operation.path == path:
            assert answer.mimetype == kind, answer.data

    fuzz()
