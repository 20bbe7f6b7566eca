"""Routes of the admin API: one for each operation, and its OpenAPI document."""

from collections import defaultdict
from typing import Final

from flask import Flask, Response, jsonify

from idp.web.admin import anchors, cases, clients, policy, providers, terminals
from idp.web.admin.openapi import document
from idp.web.admin.operation import PREFIX, Operation
from idp.web.admin.surface import absent, admin_blueprint, view_of, wrong_method
from idp.web.current import settings

OPERATIONS: Final[tuple[Operation, ...]] = (
    *clients.OPERATIONS,
    *providers.OPERATIONS,
    *terminals.OPERATIONS,
    *policy.OPERATIONS,
    *anchors.OPERATIONS,
    *cases.OPERATIONS,
)


_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})


def mount(app: Flask) -> None:
    admin = admin_blueprint(__name__)
    taken: defaultdict[str, set[str]] = defaultdict(set)
    for each in OPERATIONS:
        admin.add_url_rule(each.rule, each.id, view_of(each), methods=(each.method,))
        taken[each.rule] |= {"GET", "HEAD"} if each.method == "GET" else {each.method}
    for rule, methods in taken.items():
        view = wrong_method(sorted(methods))
        admin.add_url_rule(rule, f"not {rule}", view, methods=_METHODS - methods)
    admin.add_url_rule(f"{PREFIX}/openapi.json", "openapi", _openapi)
    admin.add_url_rule(f"{PREFIX}/<path:rest>", "absent", absent, methods=_METHODS)
    app.register_blueprint(admin)


def _openapi() -> Response:
    """Public: it tells what the code accepts and nothing of this installation but its issuer."""
    return jsonify(document(OPERATIONS, issuer=settings().issuer))
