"""Group S: the person of a session, the scope of its cookies, and who may act in it."""

import http.client
import itertools
from urllib.parse import urlsplit

import pytest

from tests.support.http import Answer, Visitor
from tests.support.live import House
from tests.support.walks import Walk

FOREIGN = "https://evil.example"
FORGED = [
    {"Host": "evil.example"},
    {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"},
    {"Forwarded": "host=evil.example;proto=https"},
    {"X-Forwarded-Prefix": "/evil.example", "X-Original-URL": "/evil.example"},
]


def signed_in(house: House) -> Walk:
    walk = house.walk()
    walk.complete(house.world.person())
    return walk


def is_present(walk: Walk) -> bool:
    return "code" in walk.ask(prompt="none").query


@pytest.mark.parametrize("path", ["/logout", "/me", "/me/consents", "/me/sessions", "/me/means"])
def test_s02_reading_a_page_changes_nothing(house: House, path: str) -> None:
    walk = signed_in(house)
    walk.visitor.get(path, {"decision": "allow", "confirm": "yes", "all": "1"})
    assert is_present(walk)


@pytest.mark.parametrize(
    "path",
    [
        "/logout/answer",
        "/me/sessions/end-all",
        "/me/sessions/{session}/end",
        "/me/consents/{consent}/withdraw",
        "/me/means/{means}/remove",
        "/me/means/recovery-codes",
        "/me/means/passkey/options",
    ],
)
def test_s02_what_changes_something_is_no_link(house: House, path: str) -> None:
    walk, person, services = house.walk(), house.world.person(), house.world.services
    walk.complete(person, acr_values=house.acr(2))
    target = path.format(
        session=services.sessions.for_subject(person.subject_id)[0].id,
        consent=services.consents.for_subject(person.subject_id)[0].id,
        means=services.credentials.held(person.subject_id)[0].id,
    )
    before = services.credentials.held(person.subject_id)
    assert walk.visitor.get(target).status == 405
    assert services.credentials.held(person.subject_id) == before
    assert is_present(walk)


def test_s02_a_link_cannot_decide(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.sign_in(walk.ask(), person)
    form = page.form("decision")
    answer = walk.visitor.arrive(walk.visitor.get(page.path, form.filled(decision="allow")))
    assert "code" not in answer.query


def session_cookie(visitor: Visitor) -> str:
    (value,) = [value for name, value in visitor.cookies.items() if "session" in name]
    return value


def test_s03_the_session_changes_its_name_at_every_sign_in(house: House) -> None:
    person = house.world.person()
    walk = house.walk()
    walk.complete(person, acr_values=house.acr(1))
    first = dict(walk.visitor.cookies)
    walk.complete(person, acr_values=house.acr(2), prompt="login")
    assert session_cookie(walk.visitor) not in first.values()
    walk.visitor.cookies = first
    assert walk.ask(prompt="none").query["error"] == "login_required"
    house.restart()
    assert walk.ask(prompt="none").query["error"] == "login_required"


def test_s03_a_session_planted_before_signing_in_is_not_taken_over(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    walk.visitor.cookies["md_session"] = "planted"
    walk.complete(person)
    assert "planted" not in walk.visitor.cookies.values()


@pytest.mark.parametrize("headers", FORGED, ids=lambda headers: next(iter(headers)))
def test_s05_a_forged_host_is_not_believed(house: House, headers: dict[str, str]) -> None:
    for path in ("/.well-known/openid-configuration", "/authorize?client_id=x", "/me", "/logout"):
        answer = raw(house, path, headers)
        assert b"evil.example" not in answer.body
        assert "evil.example" not in str(answer.headers)


@pytest.mark.parametrize(
    "path", ["//public", "/public//help", "//evil.example", "/token//", "/me/"]
)
def test_s05_no_address_is_put_right_by_leading_to_a_forged_host(house: House, path: str) -> None:
    answer = raw(house, path, {"Host": "evil.example"})
    assert answer.status in {200, 404}
    assert not answer.location


def raw(house: House, path: str, headers: dict[str, str]) -> Answer:
    """A request whose Host header is ours to choose."""
    connection = http.client.HTTPConnection(urlsplit(house.origin).netloc, timeout=30)
    connection.putrequest("GET", path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    answer = Answer(house.origin + path, response.status, response.headers, response.read())
    connection.close()
    return answer


def test_s06_pages_are_framed_by_nobody_and_kept_by_nobody(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    sign_in = walk.ask()
    for page in (sign_in, walk.sign_in(sign_in, person), walk.visitor.get("/me")):
        assert page.headers["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Referrer-Policy"] in {"no-referrer", "same-origin"}


def test_s06_cookies_belong_to_this_host_alone(house: House, secure_house: House) -> None:
    walk = secure_house.walk()
    walk.visitor.get("/authorize", walk.request())
    plain = signed_in(house).visitor
    for line in walk.visitor.set_cookies:
        assert line.startswith("__Host-")
        assert {"secure", "path=/"} <= attributes(line)
    for line in [*plain.set_cookies, *walk.visitor.set_cookies]:
        assert {"httponly", "samesite=lax"} <= attributes(line)
        assert not any(word.startswith("domain=") for word in attributes(line))


def attributes(cookie: str) -> set[str]:
    return {word.strip().lower() for word in cookie.split(";")[1:]}


def test_s07_a_shared_browser_forgets_who_was_there(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    walk.complete(person)
    question = walk.visitor.get("/logout")
    walk.visitor.submit(question, decision="allow")
    pages = (walk.ask(), walk.ask(prompt="select_account"), walk.ask(prompt="login"))
    assert not any(person.username in page.text for page in pages)


@pytest.mark.parametrize("origin", ["null", FOREIGN, "http://localhost.evil.example"])
def test_s09_no_other_site_reads_an_answer(house: House, origin: str) -> None:
    paths = ("/token", "/userinfo", "/authorize", "/introspect", "/me", "/par")
    for path, method in itertools.product(paths, ("GET", "POST", "OPTIONS")):
        answer = house.visitor().send(method, path, headers={"Origin": origin})
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert answer.headers.get("Access-Control-Allow-Origin") not in {origin, "*"}


def posted_from_elsewhere(walk: Walk, page: Answer) -> list[Answer]:
    """Send each form of a page without its proof, with a foreign one, and from another site."""
    stranger = Visitor(walk.visitor.origin)
    stranger.cookies = {name: value + "x" for name, value in walk.visitor.cookies.items()}
    answers = []
    for form in page.forms:
        if form.method != "post":
            continue
        bare = [pair for pair in form.fields if pair[0] != "csrf"]
        target = form.action or page.path
        answers += [
            walk.visitor.post(target, bare),
            walk.visitor.post(target, [*bare, ("csrf", "x" * 43)]),
            walk.visitor.post(target, [*bare, ("csrf", "")]),
            walk.visitor.post(target, form.fields, headers={"Origin": FOREIGN}),
            walk.visitor.post(target, form.fields, headers={"Sec-Fetch-Site": "cross-site"}),
            stranger.post(target, form.fields),
        ]
    assert answers, f"{page.url} has no form"
    return answers


def test_s10_every_form_proves_where_it_comes_from(house: House) -> None:
    walk, person = house.walk(), house.world.person()
    page = walk.ask(acr_values=house.acr(2))
    pages = [page, walk.password(page, person)]
    pages.append(walk.code(pages[-1], person))
    for each in pages:
        assert {answer.status for answer in posted_from_elsewhere(walk, each)} <= {403}


@pytest.mark.parametrize("path", ["/me/means", "/me/consents", "/me/sessions", "/me/settings"])
def test_s10_the_forms_of_self_service_prove_it_too(house: House, path: str) -> None:
    walk = signed_in(house)
    page = walk.visitor.arrive(walk.visitor.get(path))
    assert {answer.status for answer in posted_from_elsewhere(walk, page)} <= {403}


def test_s10_passkey_options_are_made_for_our_page_only(house: House) -> None:
    walk = house.walk()
    page = walk.ask()
    target = f"{page.path}/passkey/options"
    assert walk.visitor.post(target).status == 403
    assert Visitor(house.origin).post(target).status in {403, 404}
