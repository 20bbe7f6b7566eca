"""Routes of the desk. Three of them serve every register: a list, a record, an act."""

from flask import Flask

from idp.web.officer import (
    appointment,
    assignment,
    comparing,
    history_page,
    letters,
    lists,
    look_report,
    papers,
    people,
    people_search,
    phone_signing,
    record_page,
    resignation,
    session,
    signing,
    start,
    term_report,
    work,
)
from idp.web.pages.routes import LONGEST_DOCUMENT, page_blueprint


def mount(app: Flask) -> None:
    """Reads are GET, acts are POST from a page of the desk (hostile case S02)."""
    giving = "/officer/assign/<case>"
    adding = "/officer/documents/<case>/add"
    large = {f"officer.post {path}": LONGEST_DOCUMENT for path in (adding, comparing.COMPARE)}
    desk = page_blueprint("officer", __name__, takes=large)
    for path, page in (
        ("/officer", start.start),
        ("/officer/session", session.arrive),
        ("/officer/again", session.again),
        (appointment.PATH, appointment.ask),
        ("/officer/decisions/<decision>/sign", signing.ask),
        ("/officer/decisions/<decision>/phone", phone_signing.ask),
        ("/officer/decisions/<decision>/phone/state", phone_signing.state),
        ("/officer/history", history_page.search),
        (work.PATH, work.work),
        (giving, assignment.ask),
        (look_report.PATH, look_report.report),
        (f"{look_report.PATH}/csv", look_report.file),
        (term_report.PATH, term_report.report),
        (f"{term_report.PATH}/csv", term_report.file),
        (f"{term_report.PATH}/json", term_report.document),
        ("/officer/people", people.ask),
        (people_search.PATH, people_search.ask),
        (resignation.PATH, resignation.ask),
        (comparing.COMPARE, comparing.ask),
        (comparing.CONFIRMATION, comparing.confirmation),
        ("/officer/letters/<number>/read", letters.read),
        ("/officer/letters/<number>/pdf", letters.pdf),
        ("/officer/<register>", lists.show_list),
        ("/officer/<register>/<key>", record_page.show_record),
        ("/officer/<register>/new/<event>", record_page.show_new),
    ):
        desk.add_url_rule(path, f"get {path}", page, methods=("GET",))
    for path, act in (
        ("/officer/sign-out", session.leave),
        (appointment.PATH, appointment.choose),
        ("/officer/decisions/<decision>/sign", signing.sign),
        ("/officer/decisions/<decision>/phone", phone_signing.finish),
        (giving, assignment.assign),
        ("/officer/people", people.look),
        (people_search.PATH, people_search.search),
        (resignation.PATH, resignation.resign),
        (adding, papers.add),
        (comparing.COMPARE, comparing.compare),
        ("/officer/documents/<case>/<document>/open", papers.open_document),
        ("/officer/<register>/new/<event>", record_page.make_new),
        ("/officer/<register>/<key>/<event>", record_page.do_act),
    ):
        desk.add_url_rule(path, f"post {path}", act, methods=("POST",))
    app.register_blueprint(desk)
