"""Routes of the public pages; one line per page."""

from flask import Flask

from idp.web.pages.routes import page_blueprint
from idp.web.public import levels, receipt, registers, report_loss, static_pages, undo


def mount(app: Flask) -> None:
    """Mount the pages; none reads a session."""
    public = page_blueprint("public", __name__)
    for path, page in (
        ("/", static_pages.home),
        ("/public", static_pages.home),
        ("/public/levels", levels.levels),
        ("/public/levels.json", levels.levels_as_data),
        (registers.PATH, registers.relying_parties),
        ("/public/providers", registers.providers),
        ("/public/catalogue", static_pages.catalogue),
        ("/public/terms", static_pages.terms),
        ("/public/help", static_pages.show_help),
        ("/public/status", static_pages.status),
        (receipt.PATH, receipt.ask),
        (report_loss.PATH, report_loss.ask),
        (f"{report_loss.PATH}/<link>", report_loss.ask_to_confirm),
        (f"{undo.PATH}/<link>", undo.ask),
    ):
        public.add_url_rule(path, f"get {path}".replace(".", " as "), page, methods=("GET",))
    for path, act in (
        (receipt.PATH, receipt.check),
        (report_loss.PATH, report_loss.report),
        (f"{report_loss.PATH}/<link>", report_loss.confirm),
        (f"{undo.PATH}/<link>", undo.undo),
    ):
        public.add_url_rule(path, f"post {path}", act, methods=("POST",))
    app.register_blueprint(public)
