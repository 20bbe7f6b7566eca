"""How the public pages are hung into the application; one line per page."""

from flask import Flask

from idp.web.pages.mounting import page_blueprint
from idp.web.public import levels, places, receipt, registers, report_loss, undo


def mount(app: Flask) -> None:
    """No session is read here."""
    public = page_blueprint("public", __name__)
    for path, page in (
        ("/", places.home),
        ("/public", places.home),
        ("/public/levels", levels.levels),
        ("/public/levels.json", levels.levels_as_data),
        (registers.PATH, registers.relying_parties),
        ("/public/providers", registers.providers),
        ("/public/catalogue", places.catalogue),
        ("/public/terms", places.terms),
        ("/public/help", places.show_help),
        ("/public/status", places.status),
        ("/public/receipt", receipt.ask),
        (report_loss.PATH, report_loss.ask),
        (f"{report_loss.PATH}/<link>", report_loss.ask_to_confirm),
        (f"{undo.PATH}/<link>", undo.ask),
    ):
        public.add_url_rule(path, f"get {path}".replace(".", " as "), page, methods=("GET",))
    for path, act in (
        ("/public/receipt", receipt.check),
        (report_loss.PATH, report_loss.report),
        (f"{report_loss.PATH}/<link>", report_loss.confirm),
        (f"{undo.PATH}/<link>", undo.undo),
    ):
        public.add_url_rule(path, f"post {path}", act, methods=("POST",))
    app.register_blueprint(public)
