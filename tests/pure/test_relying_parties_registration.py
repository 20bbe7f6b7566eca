from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from idp.assurance.levels import Level
from idp.kernel.refusals import Reason, Refused
from idp.relying_parties.domain.client import ClaimPurpose, Connection, PartyKind
from idp.relying_parties.domain.disclosure import APPROVABLE, CLAIMS_BY_SCOPE, DISCLOSABLE
from idp.relying_parties.domain.pkce import PkceExemption, from_document, to_document
from idp.relying_parties.domain.registration import (
    READ_BY,
    Fault,
    Registration,
    faults,
    ineligible,
    new_faults,
    sector_of,
)

EMAIL = ClaimPurpose({"vi": "Gửi kết quả hồ sơ", "en": "To send the result"}, essential=True)
GOOD = Registration(
    name={"vi": "Cổng dịch vụ công", "en": "Public service portal"},
    kind=PartyKind.STATE_AGENCY,
    redirect_uris=("https://portal.example/cb",),
    scopes=frozenset({"openid", "email"}),
    claims={"email": EMAIL},
)
COORDINATE = "A" * 43
EC_KEY = {"kty": "EC", "crv": "P-256", "x": COORDINATE, "y": COORDINATE, "kid": "one"}


def test_a_good_registration_has_no_fault() -> None:
    assert faults(GOOD) == frozenset()


FAULTY: list[tuple[dict[str, Any], Fault]] = [
    ({"name": {"en": "Portal"}}, Fault.NAME),
    ({"redirect_uris": ()}, Fault.REDIRECT_URI_MISSING),
    ({"redirect_uris": ("javascript:alert(1)",)}, Fault.ADDRESS),
    ({"post_logout_redirect_uris": ("data:text/html,x",)}, Fault.ADDRESS),
    ({"backchannel_logout_uri": "http://portal.example/out"}, Fault.ADDRESS),
    ({"logo_uri": "https://u@portal.example/l.png"}, Fault.ADDRESS),
    ({"resources": ("https://api.example/#x",)}, Fault.ADDRESS),
    ({"grant_types": frozenset({"password"})}, Fault.GRANT_TYPE),
    ({"grant_types": frozenset[str]()}, Fault.GRANT_TYPE),
    ({"grant_types": frozenset({"refresh_token"})}, Fault.GRANT_TYPE),
    ({"auth_method": "client_secret_jwt"}, Fault.METHOD),
    ({"auth_method": "private_key_jwt"}, Fault.KEYS),
    ({"auth_method": "private_key_jwt", "jwks": {"keys": [{"kty": "oct"}]}}, Fault.KEYS),
    ({"auth_method": "private_key_jwt", "jwks": {"keys": [EC_KEY | {"d": "1"}]}}, Fault.KEYS),
    ({"auth_method": "private_key_jwt", "jwks": {"keys": "x"}}, Fault.KEYS),
    ({"jwks_uri": "https://portal.example/jwks"}, Fault.KEYS),
    ({"id_token_alg": "none"}, Fault.ID_TOKEN_ALGORITHM),
    ({"id_token_alg": "HS256"}, Fault.ID_TOKEN_ALGORITHM),
    ({"minimum_level": Level.NONE}, Fault.LEVEL),
    ({"minimum_account_level": 3}, Fault.ACCOUNT_LEVEL),
    ({"default_max_age": -1}, Fault.MAX_AGE),
    ({"default_max_age": 10**20}, Fault.MAX_AGE),
    ({"claims": {"face": EMAIL, "email": EMAIL}}, Fault.CLAIM),
    ({"claims": {"email": ClaimPurpose({"en": "only English"})}}, Fault.PURPOSE),
    ({"scopes": frozenset({"openid", "phone"})}, Fault.SCOPE),
    ({"legal_basis": "because"}, Fault.LEGAL_BASIS),
    ({"client_id": "has space"}, Fault.CLIENT_ID),
    ({"redirect_uris": ("https://a.example/", "https://b.example/")}, Fault.SECTOR),
    ({"name": {"vi": "Cổng\u202e"}}, Fault.NAME),
    ({"name": {"vi": "x" * 101}}, Fault.NAME),
    ({"claims": {"email": ClaimPurpose({"vi": "Gửi\x00"})}}, Fault.PURPOSE),
    ({"claims": {"email": ClaimPurpose({"vi": "Gửi", "en": "\u200b"})}}, Fault.PURPOSE),
    ({"claims": {"email": ClaimPurpose({"vi": "x" * 301})}}, Fault.PURPOSE),
    ({"redirect_uris": ("https://portal.example/cb?code=1",)}, Fault.RESPONSE_PARAMETER),
    ({"post_logout_redirect_uris": ("https://p.example/?state=1",)}, Fault.RESPONSE_PARAMETER),
    ({"redirect_uris": ("https://portal.example/cb",) * 101}, Fault.TOO_MANY),
    ({"sector": "portal\x00"}, Fault.SECTOR),
    ({"auth_method": "private_key_jwt", "jwks": {"keys": [{"kid": "\x00"}]}}, Fault.KEYS),
    ({"allowed_origins": ("https://portal.example",)}, Fault.ORIGIN),
    ({"auth_method": "none", "allowed_origins": ("https://p.example/",)}, Fault.ORIGIN),
    ({"redirect_uris": ("vn.example.app:/cb",)}, Fault.ADDRESS),
    ({"auth_method": "none", "logo_uri": "vn.example.app:/logo"}, Fault.ADDRESS),
    ({"pkce_exemption": PkceExemption(" ")}, Fault.PKCE),
    ({"pkce_exemption": PkceExemption("x" * 501)}, Fault.PKCE),
    ({"pkce_exemption": PkceExemption("why"), "auth_method": "none"}, Fault.PKCE),
]


@pytest.mark.parametrize(("change", "fault"), FAULTY)
def test_each_fault_is_found(change: dict[str, Any], fault: Fault) -> None:
    assert fault in faults(replace(GOOD, **change))


def test_keys_are_given_once() -> None:
    by_key = replace(GOOD, auth_method="private_key_jwt", jwks={"keys": [EC_KEY]})
    assert faults(by_key) == frozenset()
    assert faults(replace(by_key, jwks_uri="https://portal.example/jwks")) == {Fault.KEYS}


RSA_KEY = {"kty": "RSA", "n": "_" * 342, "e": "AQAB"}
ED_KEY = {"kty": "OKP", "crv": "Ed25519", "x": COORDINATE}


@pytest.mark.parametrize("key", [EC_KEY, RSA_KEY, ED_KEY])
def test_a_key_of_another_kind_may_stand_beside_one_of_ours(key: dict[str, str]) -> None:
    other = {"kty": "EC", "crv": "secp256k1", "x": COORDINATE, "y": COORDINATE}
    by_key = replace(GOOD, auth_method="private_key_jwt", jwks={"keys": [other, key]})
    assert faults(by_key) == frozenset()


@pytest.mark.parametrize(
    "keys",
    [
        [],
        [{"kty": "RSA", "n": "_" * 171, "e": "AQAB"}],
        [{"kty": "RSA", "n": "A" * 200 + "_" * 171, "e": "AQAB"}],
        [{"kty": "RSA", "n": "_" * 342}],
        [{**EC_KEY, "crv": "P-521"}],
        [{**EC_KEY, "y": "AA"}],
        [{**EC_KEY, "use": "enc"}],
        [{**ED_KEY, "crv": "X25519"}],
        [{**ED_KEY, "x": "=" * 43}],
    ],
)
def test_a_key_set_with_which_nobody_could_sign_is_a_fault(keys: list[dict[str, str]]) -> None:
    by_key = replace(GOOD, auth_method="private_key_jwt", jwks={"keys": keys})
    assert faults(by_key) == {Fault.KEYS}


def test_a_public_client_proves_nothing_with_client_credentials() -> None:
    grants = frozenset({"authorization_code", "client_credentials"})
    public = replace(GOOD, auth_method="none", grant_types=grants)
    assert faults(public) == {Fault.GRANT_TYPE}


@pytest.mark.norm("X15.3", limb="no biometric datum can be approved for a party")
def test_biometrics_can_never_be_approved() -> None:
    assert not APPROVABLE & {"face", "fingerprint", "iris", "voice", "portrait"}


def test_every_scope_claim_is_disclosable() -> None:
    assert {name for names in CLAIMS_BY_SCOPE.values() for name in names} <= DISCLOSABLE


@pytest.mark.norm("D19.3-1", limb="only a valid provider carries a private party")
@pytest.mark.norm("D19.2-1", limb="a private party never connects directly")
@pytest.mark.parametrize("kind", PartyKind)
@pytest.mark.parametrize("valid", [True, False])
def test_only_a_valid_provider_carries_a_private_party(kind: PartyKind, valid: bool) -> None:  # noqa: FBT001
    direct = ineligible(kind, Connection.DIRECT, provider_valid=valid)
    private = kind is PartyKind.PRIVATE
    assert direct == (Refused(Reason.TYPE_NOT_ELIGIBLE_DIRECT) if private else None)
    through = ineligible(kind, Connection.VIA_PROVIDER, provider_valid=valid)
    assert through == (None if valid else Refused(Reason.LICENCE_REQUIRED))


@pytest.mark.norm("D19.3-3", limb="only a direct party may rely on a statute")
def test_only_a_direct_party_may_rely_on_a_statute() -> None:
    statutory = replace(GOOD, legal_basis="statutory")
    assert faults(statutory) == frozenset()
    assert faults(replace(statutory, connection=Connection.VIA_PROVIDER)) == {Fault.LEGAL_BASIS}


@pytest.mark.norm("D4.4", limb="parties at a loopback address share no name of a person")
def test_parties_on_a_loopback_address_never_share_a_sector() -> None:
    local = replace(GOOD, redirect_uris=("http://localhost:1/cb", "http://127.0.0.1:1/cb"))
    assert sector_of(local, "one") == "one"
    assert sector_of(local, "two") == "two"
    assert sector_of(GOOD, "one") == sector_of(GOOD, "two") == "portal.example"


@pytest.mark.parametrize("until", [None, date(2027, 1, 31)])
def test_an_exemption_is_kept_as_it_was_given(until: date | None) -> None:
    exemption = PkceExemption("why", without_nonce=True, until=until)
    assert from_document(to_document(exemption)) == exemption


def test_a_native_application_has_a_scheme_of_its_own_and_a_sector_of_its_own() -> None:
    native = replace(GOOD, auth_method="none", redirect_uris=("vn.example.app:/cb",))
    assert faults(native) == frozenset()
    assert sector_of(native, "one") == "one"
    claimed = replace(native, redirect_uris=("vn.example.app:/cb", "https://app.example/cb"))
    assert faults(claimed) == frozenset()
    assert sector_of(claimed, "one") == "app.example"
    in_pages = replace(native, allowed_origins=("https://portal.example",))
    assert faults(in_pages) == {Fault.ADDRESS}


def test_what_was_taken_before_stays_until_a_member_of_its_rule_is_changed() -> None:
    """Each change of one faulty registration to another: only the rules that read it see it."""
    known = [GOOD, *(replace(GOOD, **change) for change, _ in FAULTY)]
    assert set(READ_BY) == set(Fault)
    for before in known:
        had = faults(before)
        assert new_faults(GOOD, before) == had
        assert new_faults(before, before) == frozenset()
        for name in {each.name for each in fields(Registration)}:
            for value in (getattr(other, name) for other in known):
                if value == getattr(before, name):
                    continue
                wanted = replace(before, **{name: value})
                now = faults(wanted)
                read = {fault for fault in Fault if name in READ_BY[fault]}
                assert had ^ now <= read, name
                assert new_faults(before, wanted) == now & read
