import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.relying_parties.domain.registered_uris import (
    carries_response,
    is_acceptable,
    is_origin,
    is_private_use,
    is_registered,
)

ACCEPTED = (
    "https://rp.example/cb",
    "https://rp.example",
    "https://rp.example:8443/cb?x=1&y=%2F",
    "https://xn--vit-2ma.example/cb",
    "https://203.0.113.7/cb",
)
LOOPBACK = ("http://127.0.0.1:9999/cb", "http://localhost:8001/cb", "http://[::1]:8001/cb")
REFUSED = (
    "",
    "http://rp.example/cb",
    "https://rp@evil.example/cb",
    "https://rp.example:80@evil.example/",
    "https://a@b@evil.example/",
    "http://localhost:80@evil.example",
    "http://localhost.evil.test/cb",
    "http://127.0.0.1.evil/cb",
    "http://127.1/cb",
    "http://2130706433/cb",
    "http://0x7f000001/cb",
    "https://0x7f.1/cb",
    "https://2130706433/cb",
    "https://rp.example/cb#fragment",
    "https://rp.example/cb#",
    "https://*.rp.example/cb",
    "https://rp.example/*",
    "javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "com.example.app:/cb",
    "file:///etc/passwd",
    "//evil.example/cb",
    "/cb",
    "https:evil.example",
    "https:///cb",
    "https://rp.example\\@evil.example/",
    "https://rp.example/..;/cb",
    "https://rp.example/a/../cb",
    "https://rp.example/%2e%2e/cb",
    "https://rp.example/%252e%252e/cb",
    "https://rp.example/a%5cb",
    "https://rp.example/%09",
    "https://rp.example/%00",
    "https://rp.example/\tcb",
    "https://rp.example/\ncb",
    " https://rp.example/cb",
    "https://évil.test/cb",
    'https://evil"test/cb',
    "https://rp.example:99999/cb",
    "https://rp.example:port/cb",
    "https://rp..example/cb",
    "https://-rp.example/cb",
    "https://[::1/cb",
    "https://" + "a" * 64 + ".example/cb",
    "https://rp.example/" + "a" * 1024,
)


@pytest.mark.parametrize("address", ACCEPTED)
def test_a_plain_https_address_is_accepted(address: str) -> None:
    assert is_acceptable(address, loopback=False)


@pytest.mark.parametrize("address", LOOPBACK)
def test_http_is_accepted_on_this_machine_only_when_allowed(address: str) -> None:
    assert is_acceptable(address, loopback=True)
    assert not is_acceptable(address, loopback=False)


@pytest.mark.parametrize("loopback", [True, False])
@pytest.mark.parametrize("address", REFUSED)
def test_a_hostile_address_is_refused(address: str, loopback: bool) -> None:  # noqa: FBT001
    assert not is_acceptable(address, loopback=loopback)


@given(st.text(max_size=60), st.booleans())
def test_no_text_breaks_the_rule(text: str, loopback: bool) -> None:  # noqa: FBT001
    for address in (text, f"https://{text}", f"https://rp.example/{text}"):
        accepted = is_acceptable(address, loopback=loopback)
        assert not accepted or (address.isascii() and "@" not in address.split("/")[2])


@pytest.mark.parametrize(
    "query",
    [
        "code=1",
        "state=",
        "iss=x",
        "a=1&error=x",
        "%63ode=1",
        "Code=1",
        "x;state=1",
        "code[]=1",
        "response",
    ],
)
def test_an_address_that_answers_already_is_told(query: str) -> None:
    assert carries_response(f"https://rp.example/cb?{query}")


@pytest.mark.parametrize("query", ["", "?tenant=code", "?codes=1", "?my_state=1&q=state%3D1"])
def test_other_parameters_of_an_address_are_its_own(query: str) -> None:
    assert not carries_response(f"https://rp.example/code{query}")


@pytest.mark.parametrize(
    "address", ["vn.example.app:/cb", "vn.example.app:/a/b?c=d", "com.example-two.x:/", "a.b://cb"]
)
def test_a_scheme_of_an_application_has_a_dot(address: str) -> None:
    assert is_private_use(address)


@pytest.mark.parametrize(
    "address",
    [
        "example:/cb",
        "javascript:alert(1)",
        "vn.example.app://user@evil.example/cb",
        "vn.example.app:////cb?a#b",
        "vn.example.app:/cb#x",
        "vn.example.app:/../cb",
        "VN.example.app:/cb",
        "vn.example.app:/c b",
        "vn.example.app:/%00",
        "a." * 600 + "b:/",
        ".a:/cb",
    ],
)
def test_any_other_scheme_is_refused(address: str) -> None:
    assert not is_private_use(address)


REGISTERED = ("http://127.0.0.1:9999/cb", "http://[::1]/cb?a=b", "http://localhost:9999/cb")


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:1/cb", "http://127.0.0.1/cb", "http://[::1]:65535/cb?a=b", *REGISTERED],
)
def test_a_native_application_names_any_port_of_this_machine(address: str) -> None:
    """RFC 8252 section 7.3."""
    assert is_registered(address, REGISTERED, any_port=True)
    assert is_registered(address, REGISTERED, any_port=False) is (address in REGISTERED)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/other",
        "http://127.0.0.1:1/cb?x=1",
        "http://127.0.0.1:1/cb/",
        "http://127.0.0.2:1/cb",
        "http://127.0.0.1:0/cb",
        "http://127.0.0.1:65536/cb",
        "http://127.0.0.1:123456/cb",
        "http://127.0.0.1:/cb",
        "http://127.0.0.1:1@evil.example/cb",
        "http://127.0.0.1.evil.example/cb",
        "https://127.0.0.1:1/cb",
        "http://localhost:1/cb",
        "http://[::1]:1/cb",
        "http://[::2]:1/cb?a=b",
        "HTTP://127.0.0.1:1/cb",
    ],
)
def test_only_the_port_is_free(address: str) -> None:
    assert not is_registered(address, REGISTERED, any_port=True)


@pytest.mark.parametrize("origin", ["https://app.example", "https://app.example:8443"])
def test_an_origin_is_scheme_host_and_port(origin: str) -> None:
    assert is_origin(origin, loopback=False)


@pytest.mark.parametrize(
    "text",
    [
        "https://app.example/",
        "https://app.example?x",
        "https://App.example",
        "https://app.example:443",
        "http://app.example",
        "http://localhost:3000",
        "null",
        "*",
        "https://*.example",
        "app.example",
        "",
    ],
)
def test_anything_else_is_no_origin(text: str) -> None:
    assert not is_origin(text, loopback=False)


def test_an_origin_of_this_machine_needs_leave() -> None:
    assert is_origin("http://localhost:3000", loopback=True)
