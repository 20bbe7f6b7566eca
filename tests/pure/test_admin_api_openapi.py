"""The OpenAPI document of the admin API keeps the rules of OpenAPI 3.1."""

import copy
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from pydantic import ValidationError

from idp.web.admin.openapi import document
from idp.web.admin.routes import OPERATIONS
from tests.support.openapi import faults

MADE = document(OPERATIONS, issuer="https://id.example.vn")
PATH = "/admin/v1/clients/{client_id}"
Break = Callable[[dict[str, Any]], object]


def test_the_document_keeps_the_rules_of_openapi() -> None:
    assert faults(MADE) == []


@pytest.mark.parametrize(
    "broken",
    [
        lambda made: made.update(openapi="3.0.3"),
        lambda made: made["info"].pop("version"),
        lambda made: made["info"].update(autor="x"),
        lambda made: made["servers"][0].update(url="id.example.vn"),
        lambda made: made["paths"].update({"admin/v1": {}}),
        lambda made: made["paths"][PATH].update(fetch={}),
        lambda made: made["paths"][PATH]["get"].pop("responses"),
        lambda made: made["paths"][PATH]["get"]["responses"].update({"600": {"description": "x"}}),
        lambda made: made["paths"][PATH]["get"]["responses"]["200"].pop("description"),
        lambda made: made["paths"][PATH]["get"]["parameters"][0].update(required=False),
        lambda made: made["paths"][PATH]["get"]["parameters"][0].update({"in": "body"}),
        lambda made: made["paths"][PATH]["patch"]["requestBody"].pop("content"),
        lambda made: made["components"]["schemas"]["ProblemDocument"].update(nullable=True),
        lambda made: made["components"]["schemas"]["ProblemDocument"].update(type="text"),
        lambda made: made["components"]["schemas"]["ProblemDocument"]["required"].append("more"),
        lambda made: made["components"]["schemas"].update({"a b": {}}),
        lambda made: made["components"]["schemas"].update({"A": {"pattern": "("}}),
    ],
    ids=map(str, count()),
)
def test_an_object_that_openapi_does_not_know_is_found(broken: Break) -> None:
    made = copy.deepcopy(MADE)
    broken(made)
    with pytest.raises(ValidationError):
        faults(made)


@pytest.mark.parametrize(
    "broken",
    [
        lambda made: made["components"]["schemas"].pop("ProblemDocument"),
        lambda made: made["paths"][PATH]["get"].update(operationId="list_clients"),
        lambda made: made["paths"][PATH]["get"]["parameters"].clear(),
        lambda made: made["paths"][PATH]["get"]["responses"].pop("200"),
        lambda made: made["paths"][PATH]["get"].update(security=[{"other": []}]),
        lambda made: made["paths"][PATH]["get"].update(security=[{"client_credentials": ["x"]}]),
        lambda made: made["paths"].update({"/admin/v1/clients/{id}": {}}),
    ],
    ids=map(str, count()),
)
def test_a_rule_between_objects_that_is_broken_is_found(broken: Break) -> None:
    made = copy.deepcopy(MADE)
    broken(made)
    assert faults(made)
