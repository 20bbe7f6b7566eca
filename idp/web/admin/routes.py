"""Routes of the admin API: one for each operation, and its OpenAPI document."""

from collections import defaultdict
from functools import partial
from typing import Final

from flask import Flask, Response, jsonify

from idp.web.admin import (
    anchors,
    biometrics,
    cases,
    clients,
    letters,
    notices,
    officers,
    policy,
    providers,
    reports,
    terminals,
)
from idp.web.admin.openapi import document
from idp.web.admin.operation import PREFIX, Operation
from idp.web.admin.surface import absent, admin_blueprint, options_of, view_of, wrong_method
from idp.web.current import settings

OPERATIONS: Final[tuple[Operation, ...]] = (
    *clients.OPERATIONS,
    *providers.OPERATIONS,
    *terminals.OPERATIONS,
    *policy.OPERATIONS,
    *anchors.OPERATIONS,
    *biometrics.OPERATIONS,
    *officers.OPERATIONS,
    *cases.OPERATIONS,
    *letters.OPERATIONS,
    *notices.OPERATIONS,
    *reports.OPERATIONS,
)


_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
_OPTIONS: Final = "OPTIONS"
_DOCUMENT: Final = f"{PREFIX}/openapi.json"
_OF_DOCUMENT: Final = ("GET", "HEAD", _OPTIONS)


def mount(app: Flask) -> None:
    admin = admin_blueprint(__name__)
    # OPTIONS is answered here: Flask's own answer would name every method that has a rule.
    add = partial(admin.add_url_rule, provide_automatic_options=False)
    taken: defaultdict[str, set[str]] = defaultdict(set)
    for each in OPERATIONS:
        add(each.rule, each.id, view_of(each), methods=(each.method,))
        taken[each.rule] |= {"GET", "HEAD"} if each.method == "GET" else {each.method}
    for rule, methods in taken.items():
        allowed = sorted({*methods, _OPTIONS})
        add(rule, f"not {rule}", wrong_method(allowed), methods=_METHODS - methods)
        add(rule, f"options {rule}", options_of(allowed), methods=(_OPTIONS,))
    add(_DOCUMENT, "openapi", _openapi, methods=("GET",))
    add(_DOCUMENT, "options", options_of(_OF_DOCUMENT), methods=(_OPTIONS,))
    add(f"{PREFIX}/<path:rest>", "absent", _absent, methods={*_METHODS, _OPTIONS})
    app.register_blueprint(admin)


def _openapi() -> Response:
    """Public: it tells what the code accepts and nothing of this installation but its issuer."""
    return jsonify(document(OPERATIONS, issuer=settings().issuer))


def _absent(rest: str) -> Response:
    """Whatever is no operation, and the methods that the document does not take."""
    if f"{PREFIX}/{rest}" == _DOCUMENT:
        return wrong_method(_OF_DOCUMENT, public=True)()
    return absent(rest)
