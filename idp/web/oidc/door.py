"""From Flask's request to `Parameters`: the only place where an endpoint's raw input is read."""

from typing import Final

from flask import request
from werkzeug.exceptions import HTTPException

from idp.web.oidc.errors import Code, ProtocolError, malformed, repeated, wrong_method
from idp.web.oidc.parameters import MAX_BYTES, Malformed, Parameters, Rules, is_form, parse

TOO_MUCH: Final = "The request is larger than any that is answered."


def authorization_header() -> str | None:
    value: str | None = request.environ.get("HTTP_AUTHORIZATION")
    return value


def sender() -> str | None:
    """The address the request came from, behind as many proxies as the settings name."""
    address: str | None = request.remote_addr
    return address


def posted(rules: Rules) -> Parameters:
    """The form of a POST, body only: a known name in the query is a request sent twice (R06).

    Raises `ProtocolError` for another method, another content type, or any broken parameter.
    """
    if request.method != "POST":
        raise wrong_method("POST")
    if not is_form(request.content_type):
        raise ProtocolError(Code.INVALID_REQUEST, "The body has to be a form.")
    try:
        form = parse(rules, body())
        query = parse(rules, request.query_string) if request.query_string else None
    except Malformed:
        raise ProtocolError(Code.INVALID_REQUEST, TOO_MUCH) from None
    if query and (query.values or not query.sound):
        raise ProtocolError(Code.INVALID_REQUEST, "Parameters belong in the body, not the query.")
    if not form.sound:
        raise ProtocolError(Code.INVALID_REQUEST, unsound(form))
    return form


def unsound(asked: Parameters) -> str:
    """What is wrong with parameters that are not sound, by name."""
    return repeated(asked.repeated) if asked.repeated else malformed(asked.bad)


def asked(rules: Rules) -> Parameters:
    """Query and form together, for the endpoints a browser is sent to; raises `Malformed`."""
    sources = [request.query_string]
    if request.method == "POST":
        if not is_form(request.content_type):
            raise Malformed
        try:
            sources.append(body())
        except HTTPException:
            raise Malformed from None
    return parse(rules, *sources)


def body() -> bytes:
    """At most `MAX_BYTES`; raises werkzeug's 413 beyond.

    It can be read once, but twice when a page of some origin sends it (`CrossOrigin`).
    """
    request.max_content_length = MAX_BYTES
    return request.get_data(cache="HTTP_ORIGIN" in request.environ)
