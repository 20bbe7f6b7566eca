"""`/introspect` (RFC 7662): only the client of issue learns anything (D19.4-1, hostile L01)."""

from dataclasses import dataclass

from flask import Response

from idp.web.oidc.authlib_adapter import Adapter
from idp.web.oidc.door import authorization_header, posted
from idp.web.oidc.errors import json_answer
from idp.web.oidc.parameters import TOKEN_QUESTION


@dataclass(frozen=True, slots=True)
class IntrospectionEndpoint:
    adapter: Adapter

    def __call__(self) -> Response:
        return json_answer(self.adapter.inspect(authorization_header(), posted(TOKEN_QUESTION)))
