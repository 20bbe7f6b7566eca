"""Routes of the public pages; one line per page."""

from typing import Final

from flask import Flask

from idp.signup.domain import LINK_PATH
from idp.web.body_limits import LONGEST_FORM
from idp.web.pages import problem_types
from idp.web.pages.routes import page_blueprint
from idp.web.public import (
    activation,
    forgotten,
    installation,
    legal_terms,
    letters,
    levels,
    new_password,
    personal_data,
    problem_pages,
    receipt,
    registers,
    report_loss,
    sign_up,
    static_pages,
    undo,
)

LONGEST_COMPARISON: Final = letters.LONGEST_FILE + LONGEST_FORM
"""Bytes of a form with the file of a letter."""


def mount(app: Flask) -> None:
    """Mount the pages; none reads a session."""
    compared = f"{letters.PATH}/<number>"
    longer = {
        f"public.post {compared}": LONGEST_COMPARISON,
        f"public.post {receipt.PATH}": receipt.LONGEST,
    }
    public = page_blueprint("public", __name__, takes=longer)
    for path, page in (
        ("/", static_pages.home),
        ("/public", static_pages.home),
        ("/public/levels", levels.levels),
        ("/public/levels.json", levels.levels_as_data),
        (personal_data.PATH, personal_data.schema),
        (registers.PATH, registers.relying_parties),
        ("/public/providers", registers.providers),
        ("/public/catalogue", static_pages.catalogue),
        ("/public/terms", static_pages.terms),
        ("/public/deadlines", legal_terms.legal_terms),
        ("/public/help", static_pages.show_help),
        ("/public/status", static_pages.status),
        (receipt.PATH, receipt.ask),
        (letters.PATH, letters.ask),
        (letters.CERTIFICATES, letters.certificates),
        (compared, letters.show),
        (report_loss.PATH, report_loss.ask),
        (forgotten.PATH, forgotten.ask),
        (f"{new_password.PATH}/<link>", new_password.ask),
        (f"{problem_types.PATH}/<reason>", problem_pages.problem),
        (f"{report_loss.PATH}/<link>", report_loss.ask_to_confirm),
        (f"{undo.PATH}/<link>", undo.ask),
        (f"{activation.PATH}/<link>", activation.ask),
        (f"{activation.PATH}/<link>/<step>", activation.choose),
        (sign_up.PATH, sign_up.ask),
        (sign_up.DONE, sign_up.done),
        (f"{sign_up.PATH}/code/<handle>", sign_up.ask_for_code),
        (f"{LINK_PATH}/<link>", sign_up.ask_from_message),
        (f"{sign_up.PATH}/account/<step>", sign_up.show),
        (f"{installation.PATH}/<handle>", installation.ask),
    ):
        public.add_url_rule(path, f"get {path}".replace(".", " as "), page, methods=("GET",))
    for path, act in (
        (receipt.PATH, receipt.check),
        (compared, letters.compare),
        (report_loss.PATH, report_loss.report),
        (forgotten.PATH, forgotten.send),
        (f"{new_password.PATH}/<link>", new_password.set_password),
        (f"{new_password.PATH}/<link>/code", new_password.send_code),
        (f"{report_loss.PATH}/<link>", report_loss.confirm),
        (f"{undo.PATH}/<link>", undo.undo),
        (f"{activation.PATH}/<link>", activation.prove),
        (f"{activation.PATH}/<link>/<step>", activation.go_on),
        (f"{activation.PATH}/<link>/<step>/passkey", activation.add_passkey),
        (f"{activation.PATH}/<link>/<step>/passkey/options", activation.options),
        (sign_up.PATH, sign_up.begin),
        (f"{sign_up.PATH}/code/<handle>", sign_up.prove),
        (f"{LINK_PATH}/<link>", sign_up.go_on_from_message),
        (f"{sign_up.PATH}/account/<step>", sign_up.go_on),
        (f"{sign_up.PATH}/account/<step>/passkey", sign_up.add_passkey),
        (f"{sign_up.PATH}/account/<step>/passkey/options", sign_up.options),
        (f"{installation.PATH}/<handle>", installation.sign),
        (f"{installation.PATH}/<handle>/options", installation.options),
    ):
        public.add_url_rule(path, f"post {path}", act, methods=("POST",))
    app.register_blueprint(public)
