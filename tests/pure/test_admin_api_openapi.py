"""The OpenAPI document of the admin API keeps the rules of OpenAPI 3.1."""

import copy
import re
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from pydantic import ValidationError

from idp.access.powers import Power
from idp.web.admin.openapi import document
from idp.web.admin.routes import OPERATIONS
from tests.support.openapi import faults
from tests.support.source import ROOT

MADE = document(OPERATIONS, issuer="https://id.example.vn")
PATH = "/admin/v1/clients/{client_id}"
Break = Callable[[dict[str, Any]], object]


def test_the_document_keeps_the_rules_of_openapi() -> None:
    assert faults(MADE) == []


def test_the_page_of_the_api_has_each_address_with_the_power_that_it_takes() -> None:
    text = (ROOT / "docs/admin-api.md").read_text("utf-8")
    rows = [each.split("|")[1:4] for each in text.splitlines() if each.startswith("| `/")]
    told = {
        any_id(address): set(re.findall(r"`([a-z_]+)`", powers))
        for addresses, _, powers in rows
        for address in re.findall(r"`(/[^`]+)`", addresses)
    }
    under = {each.path: f"{any_id(each.path)}/" for each in OPERATIONS}
    for each in OPERATIONS:
        found = [address for address in told if under[each.path].startswith(f"{address}/")]
        assert found, each.path
        powers = {power for address in found for power in told[address]}
        assert each.power in {*powers, Power.WORK_SEE}, (each.path, each.power)
    for address in told:
        assert any(path.startswith(f"{address}/") for path in under.values()), address


def any_id(path: str) -> str:
    """An address whatever its ids are called."""
    return re.sub(r"\{[^}]*\}", "{}", path)


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
