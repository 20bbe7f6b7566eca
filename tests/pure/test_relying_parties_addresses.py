import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.relying_parties.domain.addresses import is_acceptable

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
