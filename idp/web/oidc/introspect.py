"""`/introspect` (RFC 7662): for the client of issue only (D19.4-1, hostile case L01)."""

from dataclasses import dataclass

from idp.web.oidc.authlib_adapter import Adapter
from idp.web.oidc.errors import ProtocolResponse, json_answer
from idp.web.oidc.parameters import TOKEN_QUESTION
from idp.web.oidc.protocol_request import ProtocolRequest, parse_form


@dataclass(frozen=True, slots=True)
class IntrospectionEndpoint:
    adapter: Adapter

    def __call__(self, request: ProtocolRequest) -> ProtocolResponse:
        return json_answer(self.adapter.introspect(request, parse_form(request, TOKEN_QUESTION)))
