"""Whoever reads a body ahead of the application allows what the endpoint allows, and no more."""

import re

import pytest
from flask import Flask

from idp.web.admin.surface import LONGEST_BODY
from idp.web.body_limits import LONGEST_FORM, limits_of, longest_bodies
from idp.web.pages.routes import LONGEST_DOCUMENT
from idp.web.phone.applications import LONGEST as LONGEST_APPLICATION
from idp.web.public.receipt import LONGEST as LONGEST_RECEIPT
from idp.web.public.routes import LONGEST_COMPARISON
from idp.web.signin.routes import PICTURES
from tests.support.running import bare_app

UUID = "00000000-0000-7000-8000-000000000000"
NUMBER = "HS-7K4Q-9XTD-M2PA"


@pytest.fixture(scope="module")
def app() -> Flask:
    return bare_app()


@pytest.mark.parametrize(
    ("path", "most"),
    [
        (f"/me/requests/{NUMBER}/answer", LONGEST_DOCUMENT),
        (f"/officer/documents/{NUMBER}/add", LONGEST_DOCUMENT),
        (f"/signin/{UUID}/face", PICTURES),
        (f"/public/letters/{NUMBER}", LONGEST_COMPARISON),
        ("/public/receipt", LONGEST_RECEIPT),
        ("/admin/v1/clients", LONGEST_BODY),
        ("/app/applications", LONGEST_APPLICATION),
        (f"/me/requests/{NUMBER}/withdraw", LONGEST_FORM),
        ("/signin/x/face", LONGEST_FORM),
        (f"/officer/documents/{NUMBER}/{UUID}/open", LONGEST_FORM),
        ("/public/receipts", LONGEST_FORM),
        ("/token", LONGEST_FORM),
        ("/nowhere", LONGEST_FORM),
    ],
)
def test_a_path_takes_what_its_endpoint_takes(app: Flask, path: str, most: int) -> None:
    assert longest_bodies(app)(path) == most


def test_no_endpoint_takes_more_than_reaches_it(app: Flask) -> None:
    longest = longest_bodies(app)
    told = {
        re.sub(r"<[^>]+>", "x", re.sub(r"<uuid:[^>]+>", UUID, route)): most
        for route, most in limits_of(app)
        if most > LONGEST_FORM
    }
    assert len(told) > 5
    assert {path: longest(path) for path in told} == told


def test_every_limit_is_of_an_endpoint_that_is_there(app: Flask) -> None:
    longer = {most for _, most in limits_of(app)} - {LONGEST_FORM}
    assert longer == {
        LONGEST_DOCUMENT,
        PICTURES,
        LONGEST_COMPARISON,
        LONGEST_RECEIPT,
        LONGEST_BODY,
        LONGEST_APPLICATION,
    }
