"""What answers data answers errors as data too, wherever the address is."""

import functools
import inspect
import re
import uuid
from collections.abc import Iterator
from types import FunctionType

import pytest
from werkzeug.test import TestResponse

from idp.web.pages.data_errors import DATA_ROUTES, MEDIA_TYPE
from idp.web.pages.problem_types import reason_named
from tests.support.running import bare_app

APP = bare_app()
NOBODY = str(uuid.UUID(int=7))
OWN_ERRORS = ("/admin/", "/app/")
"""Whose errors are JSON by their own blueprint: tests/web/test_admin_*.py, test_app_*.py."""
WRITES_DATA = re.compile(r"\b(jsonify|csv_file|json\.dumps)\(|\"application/[a-z+]*json\"")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def ask(rule: str, method: str, accept: str | None) -> TestResponse:
    headers = {} if accept is None else {"Accept": accept}
    address = re.sub(r"<[^>]*>", NOBODY, rule)
    return APP.test_client().open(address, method=method, headers=headers)


def taken(rule: str) -> set[str]:
    every = [each.methods or set() for each in APP.url_map.iter_rules() if each.rule == rule]
    assert every, rule
    return set().union(*every)


def behind(view: object) -> Iterator[FunctionType]:
    """The functions of this project that a view is made of: it, and all that decorators wrap."""
    if isinstance(view, functools.partial):
        yield from behind(view.func)
    elif isinstance(view, FunctionType):
        if view.__module__.startswith("idp.web"):
            yield view
        for cell in view.__closure__ or ():
            yield from behind(cell.cell_contents)


def test_every_route_of_pages_that_writes_data_is_one_of_these() -> None:
    writes = {
        rule.rule
        for rule in APP.url_map.iter_rules()
        if not rule.rule.startswith(OWN_ERRORS)
        and any(
            WRITES_DATA.search(inspect.getsource(each))
            for each in behind(APP.view_functions[rule.endpoint])
        )
    }
    assert writes == DATA_ROUTES


@pytest.mark.parametrize("accept", [None, "*/*", "application/json"])
def test_each_error_of_data_is_a_problem_with_a_reason(accept: str | None) -> None:
    """A method that is not taken at any of them, and a form of another site where one is."""
    for rule in sorted(DATA_ROUTES):
        for method in ("PATCH", *sorted(taken(rule) & {"POST"})):
            answer = ask(rule, method, accept)
            assert answer.status_code == (405 if method == "PATCH" else 403), rule
            assert answer.mimetype == MEDIA_TYPE, (rule, method)
            assert answer.json is not None
            assert answer.json["status"] == answer.status_code
            assert reason_named(answer.json["reason"]) is not None
            assert answer.json["type"].endswith(f"/public/problems/{answer.json['reason']}")
            assert (method != "PATCH") or answer.headers["Allow"]


def test_who_follows_a_link_in_a_browser_reads_a_page() -> None:
    for rule in sorted(DATA_ROUTES):
        answer = ask(rule, "PATCH", BROWSER)
        assert (answer.status_code, answer.mimetype) == (405, "text/html"), rule
        assert "Accept" in answer.headers["Vary"]
    assert ask("/nowhere", "GET", "application/json").mimetype == "text/html", "no data there"
