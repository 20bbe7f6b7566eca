"""Routes of the desk. Three of them serve every register: a list, a record, an act."""

from flask import Flask

from idp.web.officer import history_page, lists, people, record_page, session, signing, start, work
from idp.web.pages.routes import page_blueprint


def mount(app: Flask) -> None:
    """Reads are GET, acts are POST from a page of the desk (hostile case S02)."""
    desk = page_blueprint("officer", __name__)
    for path, page in (
        ("/officer", start.start),
        ("/officer/session", session.arrive),
        ("/officer/again", session.again),
        ("/officer/decisions/<decision>/sign", signing.ask),
        ("/officer/history", history_page.search),
        (work.PATH, work.work),
        ("/officer/people", people.ask),
        ("/officer/<register>", lists.show_list),
        ("/officer/<register>/<key>", record_page.show_record),
        ("/officer/<register>/new/<event>", record_page.show_new),
    ):
        desk.add_url_rule(path, f"get {path}", page, methods=("GET",))
    for path, act in (
        ("/officer/sign-out", session.leave),
        ("/officer/decisions/<decision>/sign", signing.sign),
        ("/officer/people", people.look),
        ("/officer/<register>/new/<event>", record_page.make_new),
        ("/officer/<register>/<key>/<event>", record_page.do_act),
    ):
        desk.add_url_rule(path, f"post {path}", act, methods=("POST",))
    app.register_blueprint(desk)
