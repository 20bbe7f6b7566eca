from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.consent.domain.record import Consent
from idp.consent.domain.request import AUTHENTICATION, TEXT_VERSION
from idp.relying_parties.domain.disclosure import (
    ABOUT_THE_SIGN_IN,
    APPROVABLE,
    CLAIMS_BY_SCOPE,
    DISCLOSABLE,
)
from idp.subjects.domain import Datum, Source
from idp.tokens.domain.claims import (
    MoreThanConsented,
    assert_consented,
    claim_values,
    items_in,
    matches,
    requested_claims,
)

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
EVERYTHING: dict[str, Any] = {
    "name": "Trần Thị Thử Nghiệm",
    "family_name": "Trần",
    "given_name": "Nghiệm",
    "middle_name": "Thị Thử",
    "nickname": "Nghiệm",
    "preferred_username": "nghiem",
    "profile": "https://people.example/nghiem",
    "picture": "https://people.example/nghiem.jpg",
    "website": "https://nghiem.example",
    "gender": "female",
    "birthdate": "1990-02-03",
    "zoneinfo": "Asia/Ho_Chi_Minh",
    "locale": "vi-VN",
    "updated_at": 1_700_000_000,
    "email": "nghiem@people.example",
    "email_verified": True,
    "phone_number": "+84901234567",
    "phone_number_verified": False,
    "address": {"formatted": "1 Phố Thử, Hà Nội", "country": "VN"},
    "personal_number": "001090000001",
    "nationality": "VN",
    "organisation_number": "000100000004",
    "tax_code": "0109998884",
    "enterprise_code": "0109998884",
    "short_name": "Sen Vàng",
    "foreign_name": "Golden Lotus JSC",
}
NOTHING: tuple[object, ...] = ("", "  ", "null", "NULL", None, [], {}, "x" * 2000)


def on_record(values: dict[str, Any]) -> dict[str, Datum]:
    source = Source.NATIONAL_POPULATION_DB
    return {name: Datum(value, source, date(2026, 1, 1)) for name, value in values.items()}


def consent_to(*items: str, expires_at: datetime = NOW + timedelta(days=1)) -> Consent:
    return Consent(
        id="c",
        subject_id="s",
        client_id="rp",
        provider=None,
        items=(AUTHENTICATION, *items),
        purposes={},
        declined=(),
        text_version=TEXT_VERSION,
        text_digest="",
        lang="vi",
        legal_basis="consent",
        level=1,
        transaction_id="t",
        given_at=NOW,
        expires_at=expires_at,
        withdrawn_at=None,
    )


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=4,
)
claim_names = st.sampled_from(sorted(DISCLOSABLE)) | st.text(max_size=6)
scopes = st.frozensets(st.sampled_from([*CLAIMS_BY_SCOPE, "openid", "offline_access", "other"]))
consents = st.frozensets(st.sampled_from(sorted(APPROVABLE))).map(lambda items: consent_to(*items))


@given(
    st.dictionaries(claim_names, json_values),
    scopes,
    st.frozensets(claim_names),
    st.dictionaries(claim_names, json_values, max_size=4),
    consents,
)
@pytest.mark.norm("D19.3-2", "X15.1", "X15.3", limb="no answer exceeds the consent")
def test_an_answer_never_exceeds_the_consent(
    values: dict[str, Any],
    scope: frozenset[str],
    asked: frozenset[str],
    comparisons: dict[str, Any],
    consent: Consent,
) -> None:
    data = on_record(values)
    answer = claim_values(data, requested_claims(scope, asked, consent, NOW))
    if compared := matches(data, comparisons, consent, NOW):
        answer["matches"] = compared
    assert_consented(answer, consent, NOW)
    assert items_in(answer) <= set(consent.items)
    assert None not in answer.values()


@given(st.frozensets(st.sampled_from(sorted(APPROVABLE))), consents)
@pytest.mark.norm("D19.3-2", limb="no answer exceeds the consent")
def test_the_guard_lets_out_exactly_what_is_covered(
    names: frozenset[str], consent: Consent
) -> None:
    answer: dict[str, Any] = {name: "x" for name in names if not name.endswith("_matches")}
    compared: dict[str, Any] = {name.removesuffix("_matches"): {} for name in names - set(answer)}
    answer |= {"sub": "s", **({"matches": compared} if compared else {})}
    if names <= set(consent.items):
        assert_consented(answer, consent, NOW)
    else:
        with pytest.raises(MoreThanConsented):
            assert_consented(answer, consent, NOW)


@pytest.mark.norm("X15.2", limb="an ended consent covers nothing")
def test_nothing_leaves_without_a_live_consent() -> None:
    for consent in (None, consent_to("email", expires_at=NOW)):
        with pytest.raises(MoreThanConsented, match="email"):
            assert_consented({"sub": "s", "email": "x"}, consent, NOW)


def test_everything_has_its_type() -> None:
    assert claim_values(on_record(EVERYTHING), DISCLOSABLE) == EVERYTHING


def test_the_test_person_has_every_claim() -> None:
    assert EVERYTHING.keys() == DISCLOSABLE


@pytest.mark.parametrize("name", sorted(DISCLOSABLE))
@pytest.mark.parametrize("value", NOTHING, ids=repr)
def test_nothing_blank_or_null_leaves(name: str, value: object) -> None:
    assert claim_values(on_record({name: value}), [name]) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("birthdate", "03/02/1990"),
        ("birthdate", "1990-13-01"),
        ("email", "no address"),
        ("email_verified", "true"),
        ("phone_number_verified", 1),
        ("updated_at", "yesterday"),
        ("updated_at", True),
        ("address", "Hà Nội"),
        ("locale", "vi_VN"),
        ("zoneinfo", "Asia / Hanoi"),
        ("website", "javascript:alert(1)"),
        ("name", 7),
    ],
)
def test_a_value_of_the_wrong_type_stays(name: str, value: object) -> None:
    assert claim_values(on_record({name: value}), [name]) == {}


@pytest.mark.parametrize("value", ["1990", "0000-02-03", "1990-02-03"])
def test_a_birthdate_may_be_partly_known(value: str) -> None:
    assert claim_values(on_record({"birthdate": value}), ["birthdate"]) == {"birthdate": value}


def test_blank_lines_of_an_address_stay() -> None:
    data = on_record({"address": {"country": "VN", "region": " ", "locality": None}})
    assert claim_values(data, ["address"]) == {"address": {"country": "VN"}}


@pytest.mark.norm("D3.6", limb="a question is answered yes or no with its source")
@pytest.mark.parametrize(("said", "right"), [("1990-02-03", True), ("1990-02-04", False)])
def test_a_question_is_answered_yes_or_no_with_its_source(said: str, right: bool) -> None:  # noqa: FBT001
    consent = consent_to("birthdate_matches")
    data = on_record({"birthdate": "1990-02-03"})
    answer = matches(data, {"birthdate": said}, consent, NOW)
    assert answer == {"birthdate": {"matches": right, "source": "national_population_db"}}
    assert requested_claims(["profile"], ["birthdate"], consent, NOW) == ()


@pytest.mark.norm("D3.6", limb="a consent to a value answers no question")
def test_consent_to_a_value_is_not_consent_to_a_question() -> None:
    data = on_record(EVERYTHING)
    assert matches(data, {"birthdate": "1990-02-03"}, consent_to("birthdate"), NOW) == {}
    assert matches(data, {"face": "x"}, consent_to("face_matches"), NOW) == {}
    assert matches({}, {"birthdate": "x"}, consent_to("birthdate_matches"), NOW) == {}


def test_names_compare_without_case_and_encoding() -> None:
    consent = consent_to("name_matches")
    said = {"name": "TRẦN  Thị thử Nghiệm"}
    assert matches(on_record(EVERYTHING), said, consent, NOW)["name"]["matches"] is True


def test_what_tells_of_the_sign_in_is_no_claim_of_the_person() -> None:
    assert not ABOUT_THE_SIGN_IN & APPROVABLE
