"""From Flask's request to `Parameters`, at the endpoints for browsers."""

from flask import request
from werkzeug.exceptions import HTTPException

from idp.web.oidc.parameters import MAX_BYTES, Malformed, Parameters, Rules, is_form, parse


def parse_request(rules: Rules) -> Parameters:
    """Query and form together, at the endpoints for browsers; raises `Malformed`."""
    sources = [request.query_string]
    if request.method == "POST":
        if not is_form(request.content_type):
            raise Malformed
        try:
            request.max_content_length = MAX_BYTES
            sources.append(request.get_data(cache=False))
        except HTTPException:
            raise Malformed from None
    return parse(rules, *sources)
