"""Outbound HTTP requests: checked address, no redirect, a few seconds, a few kilobytes.

Addresses are checked in `outbound_addresses`; the time limit is for the whole exchange, however
slowly the server sends. The only module that imports urllib3.
"""

import contextlib
import json
import socket
import ssl
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from http.client import HTTPException
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from idp.platform.deadlines import abort_at, connected
from idp.platform.outbound_addresses import (
    NAMES_OF_RELYING_PARTIES,
    OutboundFailed,
    OutboundRefused,
    Resolver,
    Target,
    target,
)

__all__ = ["AnswerTooLong", "Outbound", "OutboundFailed", "OutboundRefused"]

_OK: Final = 200
_CHUNK: Final = 16_384
_MAX_BYTES: Final = 262_144
_SECONDS: Final = 3.0


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer; its body may be personal data, so it is never logged."""

    status: int
    body: bytes = field(repr=False)

    def json(self) -> object:
        """The JSON value of the body. Raises OutboundFailed otherwise."""
        return _json(self.body)


class AnswerTooLong(OutboundFailed):
    """The body of the answer is longer than was asked for."""


class Outbound:
    """HTTP client. Every method raises OutboundRefused or OutboundFailed."""

    def __init__(
        self,
        allowed_hosts: Collection[str] = (),
        ca_bundle: Path | None = None,
        *,
        resolver: Resolver = NAMES_OF_RELYING_PARTIES,
        seconds: float = _SECONDS,
    ) -> None:
        self._resolver = resolver
        self._allowed_hosts = frozenset(allowed_hosts)
        self._seconds = seconds
        self._ca_bundle = ca_bundle

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        """Created at the first use: loading the certificate authorities is slow."""
        trust = ssl.create_default_context()
        if self._ca_bundle is not None:
            trust.load_verify_locations(self._ca_bundle)
        return trust

    def get_json(self, url: str) -> object:
        """The JSON value of a 200 answer, at most 256 kB."""
        with self._answer("GET", url, headers={"Accept": "application/json"}) as answer:
            if answer.status != _OK:
                raise OutboundFailed(f"answered {answer.status}")
            return _json(_bounded(answer))

    def post_form(self, url: str, fields: Mapping[str, str]) -> int:
        """POST a form; returns the status. Redirects are not followed."""
        kind = "application/x-www-form-urlencoded"
        return self._post(url, urlencode(fields).encode(), kind=kind)

    def post_json(self, url: str, body: object, *, bearer: str | None = None) -> int:
        """POST a JSON value, with a bearer token if given; returns the status."""
        proof = {} if bearer is None else {"Authorization": f"Bearer {bearer}"}
        return self._post(url, json.dumps(body).encode(), kind="application/json", **proof)

    def exchange_json(
        self, url: str, body: object, *, headers: Mapping[str, str], seconds: float
    ) -> Reply:
        """POST a JSON value and return the answer of any status; at most 256 kB, in `seconds`."""
        sent = {"Content-Type": "application/json", "Accept": "application/json", **headers}
        text = json.dumps(body, separators=(",", ":")).encode()
        with self._answer("POST", url, headers=sent, body=text, seconds=seconds) as answer:
            return Reply(answer.status, _bounded(answer))

    def exchange(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        body: bytes | None,
        most: int,
        seconds: float | None = None,
    ) -> Reply:
        """The answer of any status to a request; its body has at most `most` bytes.

        `seconds`: at most, where less is left than a request usually has.
        """
        with self._answer(method, url, headers=headers, body=body, seconds=seconds) as answer:
            return Reply(answer.status, _bounded(answer, most))

    def _post(self, url: str, body: bytes, *, kind: str, **more: str) -> int:
        headers = {"Content-Type": kind, **more}
        with self._answer("POST", url, headers=headers, body=body) as answer:
            return answer.status

    @contextlib.contextmanager
    def _answer(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        body: bytes | None = None,
        seconds: float | None = None,
    ) -> Iterator[BaseHTTPResponse]:
        allowed = min(self._seconds, seconds if seconds is not None else self._seconds)
        until = time.monotonic() + allowed
        where = target(
            url, allowed_hosts=self._allowed_hosts, resolver=self._resolver, seconds=allowed
        )
        always = {"Host": where.authority, "Accept-Encoding": "identity", "Connection": "close"}
        connection = HTTPConnection(where.host, where.port, timeout=allowed)
        try:
            with _connection(where, self._trust, until=until) as connection.sock:
                connection.request(
                    method,
                    where.path,
                    body=body,
                    headers={**always, **headers, "User-Agent": "minh-danh"},
                    preload_content=False,
                    decode_content=False,
                )
                with contextlib.closing(connection.getresponse()) as answer:
                    yield answer
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            raise OutboundFailed(type(error).__name__) from error


@contextlib.contextmanager
def _connection(where: Target, trust: ssl.SSLContext, *, until: float) -> Iterator[socket.socket]:
    """A connection that is cut at the deadline, in whatever state it is."""
    raw = connected(where.addresses, where.port, until=until)
    with raw, abort_at(until, raw):
        if where.secure:
            with trust.wrap_socket(raw, server_hostname=where.host) as wrapped:
                yield wrapped
        else:
            yield raw


def _bounded(answer: BaseHTTPResponse, most: int = _MAX_BYTES) -> bytes:
    body = bytearray()
    while chunk := answer.read(_CHUNK, decode_content=False):
        body += chunk
        if len(body) > most:
            raise AnswerTooLong("too long")
    return bytes(body)


def _json(body: bytes) -> object:
    try:
        value: object = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise OutboundFailed("not JSON") from error
    return value
