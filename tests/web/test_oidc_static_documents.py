"""Documents ahead of the application: bytes, ETag, and the key set that changes."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.test import Client

from idp.web.oidc.static_documents import StaticDocuments

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def behind(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    del environ
    start_response("418 Teapot", [])
    return [b""]


def client(texts: list[bytes]) -> Client:
    return Client(StaticDocuments(behind, {"/jwks": lambda: texts[-1]}))


def test_a_document_is_answered_with_its_etag_and_other_paths_passed_on() -> None:
    answer = client([b"{}"]).get("/jwks")
    assert (answer.status_code, answer.data) == (200, b"{}")
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert client([b"{}"]).get("/token").status_code == 418


def test_whoever_has_it_already_gets_304() -> None:
    reader = client([b"{}"])
    etag = reader.get("/jwks").headers["ETag"]
    again = reader.get("/jwks", headers={"If-None-Match": f'"other", {etag}'})
    assert (again.status_code, again.data) == (304, b"")


def test_whoever_has_any_gets_304() -> None:
    """RFC 9110 section 13.1.2."""
    again = client([b"{}"]).get("/jwks", headers={"If-None-Match": "*"})
    assert (again.status_code, again.data) == (304, b"")


def test_a_changed_text_is_a_new_document() -> None:
    texts = [b'{"keys":[]}']
    reader = client(texts)
    etag = reader.get("/jwks").headers["ETag"]
    texts.append(b'{"keys":[1]}')
    answer = reader.get("/jwks", headers={"If-None-Match": etag})
    assert (answer.status_code, answer.data) == (200, b'{"keys":[1]}')


def test_head_has_no_body_and_other_methods_are_refused_in_json() -> None:
    reader = client([b"{}"])
    assert reader.head("/jwks").headers["Content-Length"] == "2"
    refused = reader.post("/jwks")
    assert refused.status_code == 405
    assert b'"error":"invalid_request"' in refused.data
    assert refused.headers["X-Content-Type-Options"] == "nosniff"
