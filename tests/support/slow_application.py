"""A slow WSGI application that returns the data of the request."""

import json
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from idp.cli.gateway import Gateway
from idp.platform import metrics

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def application() -> Gateway:
    bodies: list[str] = []
    begun: list[str] = []

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/fault":
            raise ValueError
        if environ["PATH_INFO"] == "/slow":
            begun.append(environ["PATH_INFO"])
            time.sleep(1.5)  # long enough that a signal comes while it is answered
        text = b"done"
        if environ["REQUEST_METHOD"] == "POST":
            bodies.append(environ["wsgi.input"].read().decode())
        if environ["PATH_INFO"] == "/begun":
            text = str(len(begun)).encode()
        if environ["PATH_INFO"] == "/bodies":
            text = json.dumps(bodies).encode()
        if environ["PATH_INFO"] == "/environment":
            text = json.dumps({name: str(value) for name, value in environ.items()}).encode()
        length = str(len(text))
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", length)])
        return [text]

    return Gateway(
        answer,
        threads=2,
        at_once=(),
        longest=lambda _: 1_024,
        count=metrics.counting(surfaces=("fault", "form")),
    )
