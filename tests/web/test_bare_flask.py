"""`BareFlask` answers as Flask does, on every way through it."""

from collections.abc import Iterable
from typing import Any

import pytest
from flask import Flask, Response, request, session
from werkzeug.test import EnvironBuilder, run_wsgi_app

from idp.web.bare_flask import BareFlask

LOCATIONS = (
    "/me",
    "/me?again=person",
    "/signin/0192/consent?lang=vi&a=%20b",
    "https://party.example/cb?code=abc&state=x%3D&iss=https%3A%2F%2Fid.example",
    "https://party.example:8443/cb",
    "http://127.0.0.1:9999/cb?code=1",
    "https://PARTY.example/cb",
    "https://party.example",
    "https://người.example/cb?q=ô",
    "https://user:word@party.example/",
    "https://party.example/a b?c d#e f",
    "https://party.example/cb?",
    "https://party.example/cb#fragment",
    "//party.example/cb",
    "org.example.app:/callback?code=1",
    "org.example.app://callback",
    "cb",
    "",
)


def located() -> Response:
    return Response(status=303, headers={"Location": request.args["to"]})


def content_located() -> Response:
    return Response("x", headers={"Content-Location": request.args["to"]})


def text() -> Response:
    return Response("một trang", mimetype="text/html")


def in_parts() -> Response:
    def parts() -> Iterable[bytes]:
        yield b"a"
        yield b"b"

    return Response(parts(), mimetype="text/plain")


def several() -> Response:
    return Response(["a", "é", "c"], mimetype="text/plain")


def measured() -> Response:
    return Response("abc", headers={"Content-Length": "3", "X-One": "1"})


def empty() -> Response:
    return Response(status=int(request.args["status"]), headers={"Content-Type": "text/plain"})


def addresses() -> dict[str, str]:
    return {
        "host": request.host,
        "url": request.url,
        "root": request.root_url,
        "path": request.path,
        "rule": str(request.url_rule),
    }


def cookies() -> dict[str, list[str]]:
    return {name: request.cookies.getlist(name) for name in request.cookies}


VIEWS = (cookies, located, content_located, text, in_parts, several, measured, empty, addresses)


def built(kind: type[Flask]) -> Flask:
    app = kind("answering", static_folder=None)
    app.url_map.merge_slashes = False
    for view in VIEWS:
        app.add_url_rule(f"/{view.__name__}", view_func=view)
    app.add_url_rule("/ở/<name>", "unicode", lambda name: {"name": name, **addresses()})
    app.add_url_rule("/slash/", "slash", lambda: "x")
    return app


FLASK, BARE = built(Flask), built(BareFlask)


def both(path: str, **asked: Any) -> tuple[Any, Any]:  # noqa: ANN401 - words of EnvironBuilder
    answers = []
    for app in (FLASK, BARE):
        environ = EnvironBuilder(path, **asked).get_environ()
        for name in [name for name, value in environ.items() if value is None]:
            del environ[name]
        body, status, headers = run_wsgi_app(app, environ)
        answers.append((status, sorted(headers), b"".join(body)))
    return answers[0], answers[1]


@pytest.mark.parametrize("to", LOCATIONS)
@pytest.mark.parametrize("view", ["located", "content_located"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_address_is_sent_as_flask_sends_it(view: str, to: str, method: str) -> None:
    flask, bare = both(f"/{view}", query_string={"to": to}, method=method)
    assert bare == flask


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
@pytest.mark.parametrize("view", ["text", "in_parts", "several", "measured", "nowhere", "slash"])
def test_a_body_is_sent_as_flask_sends_it(view: str, method: str) -> None:
    flask, bare = both(f"/{view}", method=method)
    assert bare == flask


@pytest.mark.parametrize("status", [200, 204, 205, 303, 304, 404])
def test_a_status_without_a_body_is_sent_as_flask_sends_it(status: int) -> None:
    flask, bare = both("/empty", query_string={"status": str(status)})
    assert bare == flask


@pytest.mark.parametrize("path", ["/addresses", "/ở/đ", "/ở/%FF", "/addresses?a=é"])
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    "host",
    [
        "id.example",
        "ID.example:8000",
        "id.example:80",
        "id.example:443",
        "[::1]:8000",
        "người.example",
        "a b",
        "<x>",
        "",
        "x" * 80,
        "a..b",
    ],
)
def test_a_request_has_the_addresses_that_flask_gives_it(path: str, scheme: str, host: str) -> None:
    given = {"HTTP_HOST": host, "wsgi.url_scheme": scheme}
    for root in ("", "/under"):
        flask, bare = both(path, environ_overrides={**given, "SCRIPT_NAME": root})
        assert bare == flask


@pytest.mark.parametrize(
    "sent",
    [None, "", "a=1", "a=1; b=2; a=3", 'a="x\\073y"; b', "=1;;a=", "a=\xc4\x91; b=%20", "a=1,b=2"],
)
def test_a_request_has_the_cookies_that_flask_gives_it(sent: str | None) -> None:
    flask, bare = both("/cookies", environ_overrides={"HTTP_COOKIE": sent})
    assert bare == flask


def test_what_is_to_be_done_after_an_answer_is_done() -> None:
    done: list[bool] = []
    app = BareFlask("closing", static_folder=None)

    def view() -> Response:
        response = Response("x")
        response.call_on_close(lambda: done.append(True))
        return response

    app.add_url_rule("/", view_func=view)
    body, _, _ = run_wsgi_app(app, EnvironBuilder("/").get_environ())
    assert b"".join(body) == b"x"
    body.close()  # type: ignore[attr-defined] # the wrapper of werkzeug has it
    assert done == [True]


def test_nothing_is_kept_in_a_session_of_flask() -> None:
    app = BareFlask("keeping", static_folder=None)
    app.testing = True

    def view() -> str:
        session["person"] = "1"
        return "x"

    app.add_url_rule("/", view_func=view)
    with pytest.raises(RuntimeError, match="session is unavailable"):
        app.test_client().get("/")


def test_a_websocket_finds_no_page() -> None:
    asked = {"Connection": "Upgrade", "Upgrade": "websocket"}
    flask, bare = both("/text", headers=asked)
    assert bare == flask
