"""Protection of pages in the browser: CSP, cookies, CSRF."""

import pytest
from flask import Flask

from idp.authorization.new_browsers import KNOWN_FOR
from idp.web.pages.headers import content_policy, source_of
from idp.web.public.receipt import LONGEST
from tests.support.live import House

RECEIPT = "/public/receipt"


def test_the_policy_allows_nothing_inline_and_nothing_foreign(app: Flask) -> None:
    policy = app.test_client().get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    ("uri", "source"),
    [
        ("https://rp.example/cb?x=1", "https://rp.example"),
        ("http://127.0.0.1:9999/cb", "http://127.0.0.1:9999"),
        ("https://rp.example; script-src *", None),
        ("https://user@rp.example/", None),
        ("https://[::1]/cb", None),
        ("https:///cb", None),
        ("javascript:alert(1)", None),
    ],
)
def test_only_a_plain_origin_enters_the_policy(uri: str, source: str | None) -> None:
    assert source_of(uri) == source


def test_forms_end_here_unless_they_may_end_at_a_relying_party() -> None:
    assert content_policy().endswith("form-action 'self'")
    assert "form-action" not in content_policy(leaves=True)


def test_a_browser_keeps_one_token(app: Flask) -> None:
    browser = app.test_client()
    first = browser.get("/").headers.getlist("Set-Cookie")
    assert len(first) == 1
    assert "HttpOnly" in first[0]
    assert browser.get("/").headers.getlist("Set-Cookie") == []


def test_a_sign_in_lets_the_browser_be_known_for_as_long_again(house: House) -> None:
    person, walk = house.world.person(totp=False), house.walk()
    walk.ask()
    token, before = walk.visitor.cookies["md_browser"], len(walk.visitor.set_cookies)
    walk.complete(person)
    (again,) = [each for each in walk.visitor.set_cookies[before:] if "md_browser=" in each]
    assert f"md_browser={token};" in again
    assert f"Max-Age={int(KNOWN_FOR.total_seconds())}" in again


def csrf_of(text: str) -> str:
    return text.split('name="csrf" value="')[1].split('"', maxsplit=1)[0]


@pytest.mark.parametrize(
    ("fields", "headers", "status"),
    [
        ({}, {}, 200),
        ({"csrf": ""}, {}, 403),
        ({"csrf": "x" * 43}, {}, 403),
        ({}, {"Origin": "https://evil.example"}, 403),
        ({}, {"Origin": "null"}, 403),
        ({}, {"Sec-Fetch-Site": "cross-site"}, 403),
        ({}, {"Sec-Fetch-Site": "same-site"}, 403),
        ({}, {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost:8000"}, 200),
    ],
)
def test_a_form_must_come_from_a_page_of_ours(
    app: Flask, fields: dict[str, str], headers: dict[str, str], status: int
) -> None:
    browser = app.test_client()
    right = csrf_of(browser.get(RECEIPT).text)
    sent = {"csrf": right, "receipt": "x", **fields}
    assert browser.post(RECEIPT, data=sent, headers=headers).status_code == status


def test_the_token_of_another_browser_is_no_proof(app: Flask) -> None:
    foreign = csrf_of(app.test_client().get(RECEIPT).text)
    browser = app.test_client()
    browser.get(RECEIPT)
    assert browser.post(RECEIPT, data={"csrf": foreign, "receipt": "x"}).status_code == 403


def test_two_tokens_are_none(app: Flask) -> None:
    browser = app.test_client()
    right = csrf_of(browser.get(RECEIPT).text)
    answer = browser.post(RECEIPT, data={"csrf": [right, right], "receipt": "x"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("method", "path", "status", "heading"),
    [
        ("GET", "/nowhere", 404, "There is no such page"),
        ("DELETE", "/public/help", 405, "It did not work"),
        ("GET", "/signin/x", 404, "There is no such page"),
    ],
)
def test_the_framework_refuses_with_a_page_of_ours(
    app: Flask, method: str, path: str, status: int, heading: str
) -> None:
    answer = app.test_client().open(f"{path}?lang=en", method=method)
    assert answer.status_code == status
    assert 'id="op-error"' in answer.text
    assert f"<h1>{heading}</h1>" in answer.text
    assert "Content-Security-Policy" in answer.headers


def test_a_form_that_is_too_long_is_not_read(app: Flask) -> None:
    browser = app.test_client()
    right = csrf_of(browser.get(RECEIPT).text)
    answer = browser.post(RECEIPT, data={"csrf": right, "receipt": "x" * (LONGEST + 1)})
    assert answer.status_code == 413
    assert 'id="op-error"' in answer.text


def test_static_files_are_kept_for_ever_under_the_name_of_their_build(app: Flask) -> None:
    browser = app.test_client()
    link = browser.get("/").text.split('<link rel="stylesheet" href="')[1].split('"')[0]
    answer = browser.get(link)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer.close()
    build, _, name = link.removeprefix("/static/").partition("/")
    beside = browser.get(f"/static/{build[::-1]}/{name}")
    assert (beside.status_code, beside.headers["Cache-Control"]) == (200, "no-store")
    beside.close()


@pytest.mark.parametrize("path", ["/", "/jwks", "/public/levels", "/nowhere", "/userinfo"])
def test_behind_tls_every_answer_keeps_browsers_there(secure_house: House, path: str) -> None:
    headers = secure_house.visitor().get(path).headers
    assert headers.get_all("Strict-Transport-Security") == ["max-age=63072000"]


def test_without_tls_no_answer_promises_it(house: House) -> None:
    assert "Strict-Transport-Security" not in house.visitor().get("/jwks").headers
