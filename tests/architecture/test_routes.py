"""Each route declares what its access demands, and without it gives nothing."""

import re
import uuid

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from idp.web.route_access import (
    FORM_BINDINGS,
    ROUTE_ACCESS,
    Access,
    require_route_access,
    routes,
)
from tests.support import source
from tests.support.running import bare_app

APP = bare_app()
NOBODY = str(uuid.UUID(int=7))
ENTRANCES = {"/authorize", "/logout"}
"""Where a relying party's own page may post to: they prove the request instead of the form."""
CHALLENGES = {"/app/instances/challenges"}
"""What whoever asks is given to sign: nothing can be shown before it."""
ON_THE_WIRE = {Access.CLIENT, Access.DEVICE, Access.TOKEN}
FORMS = sorted(
    rule.rule
    for rule in APP.url_map.iter_rules()
    if "POST" in (rule.methods or ())
    and rule.rule not in ENTRANCES
    and ROUTE_ACCESS[rule.rule] not in ON_THE_WIRE
)


def address(rule: str) -> str:
    return re.sub(r"<[^>]*>", NOBODY, rule)


def ask(rule: str, method: str) -> TestResponse:
    return APP.test_client().open(address(rule), method=method)


def rules(access: Access) -> list[str]:
    found = sorted(rule for rule, declared in ROUTE_ACCESS.items() if declared is access)
    assert found, access
    return found


def reads(rule: str) -> bool:
    return any(
        "GET" in (each.methods or ()) for each in APP.url_map.iter_rules() if each.rule == rule
    )


def test_every_route_declares_its_access_and_no_other_is_declared() -> None:
    assert routes(APP) == set(ROUTE_ACCESS)


def test_an_application_with_an_undeclared_route_does_not_start() -> None:
    app = Flask("other", static_folder=None)
    app.add_url_rule("/back-door", "back_door", lambda: "")
    with pytest.raises(LookupError, match="/back-door"):
        require_route_access(app)


def other_than(statuses: set[int], wanted: list[str], method: str) -> dict[str, int]:
    """Routes that answer otherwise, each with its status."""
    assert wanted
    answered = {rule: ask(rule, method).status_code for rule in wanted}
    return {rule: status for rule, status in answered.items() if status not in statuses}


def test_a_client_must_prove_itself() -> None:
    assert other_than({400, 401}, rules(Access.CLIENT), "POST") == {}


@pytest.mark.parametrize("mimetype", ["application/jose", "application/json", "text/plain"])
@pytest.mark.parametrize("body", [b"", b"{}", b"[" * 30_000, b"\xff.\xff.\xff", b"a.b.c"])
def test_an_application_must_show_a_key_or_a_handle(mimetype: str, body: bytes) -> None:
    answered = {
        rule: APP.test_client().post(rule, data=body, content_type=mimetype).status_code
        for rule in rules(Access.DEVICE)
        if rule not in CHALLENGES
    }
    assert set(answered.values()) <= {400, 403, 404, 415, 422}, answered


def test_a_token_must_be_shown() -> None:
    assert other_than({401}, rules(Access.TOKEN), "GET") == {}


def test_nobody_reads_the_account_of_a_person_who_is_not_there() -> None:
    led = {rule: led_to(rule) for rule in rules(Access.PERSON) if reads(rule)}
    assert led
    assert {rule: at for rule, at in led.items() if not re.match(r"/(authorize|signin)/", at)} == {}


def test_nobody_reads_the_desk_who_has_no_session_of_it() -> None:
    led = {rule: led_to(rule) for rule in rules(Access.OFFICER) if reads(rule)}
    assert led
    assert {rule: at for rule, at in led.items() if not re.match(r"/(authorize|signin)/", at)} == {}


def led_to(rule: str) -> str:
    """Where the redirects of a page of an account end outside of it."""
    answer = ask(rule, "GET")
    while answer.headers.get("Location", "").startswith("/me/"):
        assert answer.status_code == 303
        answer = ask(answer.headers["Location"], "GET")
    return answer.headers.get("Location", "") if answer.status_code == 303 else answer.status


def test_a_transaction_is_shown_to_its_own_browser_only() -> None:
    wanted = [rule for rule in rules(Access.BROWSER) if reads(rule)]
    assert other_than({400, 403, 404}, wanted, "GET") == {}
    assert [rule for rule in wanted if b"<form" in ask(rule, "GET").data] == []


def test_every_form_proves_that_it_came_from_our_page() -> None:
    assert other_than({403}, FORMS, "POST") == {}


def test_a_public_route_needs_nothing() -> None:
    wanted = [rule for rule in rules(Access.PUBLIC) if reads(rule)]
    assert other_than({200, 303, 404}, wanted, "GET") == {}


def test_every_form_declares_what_it_is_bound_to() -> None:
    assert set(FORMS) == set(FORM_BINDINGS)


def test_an_application_with_a_form_that_is_bound_to_nothing_does_not_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(ROUTE_ACCESS, "/me/back-door", Access.PERSON)
    app = Flask("other", static_folder=None)
    app.add_url_rule("/me/back-door", "back_door", lambda: "", methods=["POST"])
    with pytest.raises(LookupError, match="bound to nothing: /me/back-door"):
        require_route_access(app)


def test_no_form_of_a_template_forgets_whom_it_was_made_for() -> None:
    forms = [
        (template.name, form)
        for template in sorted((source.ROOT / "idp" / "web").glob("*/templates/*.html"))
        for form in re.findall(r'<form method="post"[^>]*>\s*(.*)', template.read_text("utf-8"))
    ]
    assert forms
    assert {name for name, form in forms if "csrf(page" not in form} <= {
        "form_post.html",
        "session_over.html",  # which sends a form again as it was, with the token of its page
        "kept.html",  # which does too
    }
