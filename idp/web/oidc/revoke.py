"""`/revoke` (RFC 7009): 200 also for a token that is not there."""

from dataclasses import dataclass

from flask import Response

from idp.web.oidc.authlib_adapter import Adapter
from idp.web.oidc.door import authorization_header, posted
from idp.web.oidc.errors import json_answer
from idp.web.oidc.parameters import TOKEN_QUESTION


@dataclass(frozen=True, slots=True)
class RevocationEndpoint:
    adapter: Adapter

    def __call__(self) -> Response:
        self.adapter.revoke(authorization_header(), posted(TOKEN_QUESTION))
        return json_answer({})
