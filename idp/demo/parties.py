"""The relying parties of the demonstration, as an operator would register them."""

from collections.abc import Mapping

from idp.assurance.levels import Level
from idp.demo.place import Ports, portal_address
from idp.relying_parties.domain.client import ClaimPurpose, PartyKind
from idp.relying_parties.domain.disclosure import CLAIMS_BY_SCOPE
from idp.relying_parties.domain.registration import Registration

HARNESS_CALLBACK = "http://127.0.0.1:9999/cb"


def _purpose(vi: str, en: str, *, essential: bool = False) -> ClaimPurpose:
    return ClaimPurpose({"vi": vi, "en": en}, essential)


_FILL_IN = ("Điền sẵn tờ khai của bạn", "To fill in your forms")
_ANSWER = ("Báo kết quả hồ sơ cho bạn", "To tell you about your files")

_PORTAL_CLAIMS: Mapping[str, ClaimPurpose] = {
    "name": _purpose(*_FILL_IN, essential=True),
    "birthdate": _purpose(*_FILL_IN, essential=True),
    "organisation_number": _purpose(*_FILL_IN, essential=True),
    "tax_code": _purpose(*_FILL_IN, essential=True),
    "phone_number": _purpose(*_ANSWER),
    "phone_number_verified": _purpose(*_ANSWER),
    "email": _purpose(*_ANSWER),
    "email_verified": _purpose(*_ANSWER),
}

_MEASURE = ("Đo kiểm hệ thống", "To test and measure the system")

_HARNESS_CLAIMS: Mapping[str, ClaimPurpose] = {
    claim: _purpose(*_MEASURE, essential=claim in {"name", "email", "email_verified"})
    for scope in ("profile", "email")
    for claim in CLAIMS_BY_SCOPE[scope]
}


def portal(ports: Ports) -> Registration:
    """The national public-service portal: a State agency, connected directly (D19.2-1)."""
    address = portal_address(ports)
    return Registration(
        client_id="public-service",
        name={
            "vi": "Cổng dịch vụ công quốc gia (minh họa)",
            "en": "National public services (demo)",
        },
        kind=PartyKind.STATE_AGENCY,
        redirect_uris=(f"{address}/callback",),
        post_logout_redirect_uris=(f"{address}/signed-out",),
        grant_types=frozenset({"authorization_code"}),
        auth_method="client_secret_basic",
        scopes=frozenset({"openid"}),
        claims=_PORTAL_CLAIMS,
        minimum_level=Level.ONE,
        id_token_alg="ES256",  # noqa: S106 - an algorithm
        resources=(f"{address}/api",),
        delegated_acting=True,
        backchannel_logout_uri=f"{address}/backchannel-logout",
        logo_uri=f"{address}/static/logo.svg",
        policy_uri=f"{address}/privacy",
        tos_uri=f"{address}/terms",
        loopback=True,
    )


def harness() -> Registration:
    """A baseline confidential client for scripts and benchmarks."""
    return Registration(
        client_id="harness",
        name={"vi": "Bộ đo kiểm", "en": "Test harness"},
        kind=PartyKind.PUBLIC_SERVICE,
        redirect_uris=(HARNESS_CALLBACK,),
        grant_types=frozenset({"authorization_code", "refresh_token", "client_credentials"}),
        auth_method="client_secret_basic",
        scopes=frozenset({"openid", "profile", "email", "offline_access"}),
        claims=_HARNESS_CLAIMS,
        id_token_alg="ES256",  # noqa: S106 - an algorithm
        loopback=True,
    )
