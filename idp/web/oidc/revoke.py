"""`/revoke` (RFC 7009): 200 also for an unknown token."""

from dataclasses import dataclass

from idp.web.oidc.authlib_adapter import Adapter
from idp.web.oidc.errors import ProtocolResponse, json_answer
from idp.web.oidc.parameters import TOKEN_QUESTION
from idp.web.oidc.protocol_request import ProtocolRequest, parse_form


@dataclass(frozen=True, slots=True)
class RevocationEndpoint:
    adapter: Adapter

    def __call__(self, request: ProtocolRequest) -> ProtocolResponse:
        self.adapter.revoke(request, parse_form(request, TOKEN_QUESTION))
        return json_answer({})
