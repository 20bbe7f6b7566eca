from datetime import timedelta
from typing import Any

import pytest

from idp.history.domain import EventType
from idp.kernel.refusals import Reason, Refused
from idp.platform.cached import SEEN_FOR
from idp.policy.domain import Switch
from tests.support.frozen_clock import FrozenClock
from tests.support.grants import Relation, relation
from tests.support.officers import AN, BINH, OPERATOR, themself
from tests.support.races import race
from tests.support.world import World, sure

INACTIVE = {"active": False}


@pytest.fixture
def portal(world: World) -> Relation:
    portal = relation(world)
    portal.agree()
    return portal


def answer(portal: Relation, scope: tuple[str, ...] = ("openid", "email"), **asked: Any) -> Any:  # noqa: ANN401
    return portal.tokens.userinfo(portal.issued(scope, **asked).access_token)


def test_scope_claims_are_answered_at_userinfo_only(portal: Relation) -> None:
    issued = portal.issued(("openid", "email"))
    said = portal.said(issued.id_token)
    told = portal.tokens.userinfo(issued.access_token)
    assert isinstance(told, dict)
    assert told.keys() == {"sub", "email", "email_verified"}
    assert told["sub"] == said["sub"]
    assert not said.keys() & {"email", "email_verified"}


@pytest.mark.norm("D4.4", limb="each disclosure is on record with its purpose")
@pytest.mark.norm("D14.3", limb="each disclosure is on record")
def test_each_disclosure_is_history_once(portal: Relation) -> None:
    issued = portal.issued(("openid", "email"))
    for _ in range(3):
        portal.tokens.userinfo(issued.access_token)
    assert portal.disclosed() == [["email", "email_verified"]]
    entry = next(
        each
        for each in portal.world.services.history.for_subject(portal.subject_id)
        if each.happening == "items_disclosed"
    )
    assert entry.client_id == portal.party.client_id
    assert entry.facts["purposes"]["email"] == "Điền tờ khai"
    answer(portal)
    assert len(portal.disclosed()) == 2


def test_parallel_first_answers_are_one_disclosure(portal: Relation) -> None:
    token = portal.issued(("openid", "email")).access_token
    race(lambda: portal.tokens.userinfo(token), times=16)
    assert len(portal.disclosed()) == 1


@pytest.mark.norm("X15.1", limb="an optional item left unticked is nowhere")
def test_an_optional_claim_left_unticked_is_absent(world: World) -> None:
    portal = relation(world)
    portal.agree(("openid", "email"), "birthdate", ticked=frozenset({"email"}))
    asked = {"birthdate": None, "email": None}
    issued = portal.issued(("openid", "email"), id_token_claims=asked, userinfo_claims=asked)
    assert portal.said(issued.id_token).keys() & {"email", "birthdate"} == {"email"}
    told = portal.tokens.userinfo(issued.access_token)
    assert isinstance(told, dict)
    assert told.keys() == {"sub", "email"}


@pytest.mark.norm("X15.3", limb="what was not approved for the party never leaves")
def test_a_claim_outside_the_approval_is_never_answered(world: World) -> None:
    portal = relation(world)
    portal.agree(("openid",), "personal_number", "face")
    asked = {"personal_number": {"essential": True}, "face": None, "acr": None, "nonsense": None}
    told = answer(portal, ("openid",), userinfo_claims=asked)
    assert told.keys() == {"sub", "acr"}


@pytest.mark.norm("D3.6")
def test_a_question_is_answered_without_the_value(world: World) -> None:
    portal = relation(world)
    portal.agree(("openid",), "birthdate_matches")
    asked = {"matches": {"birthdate": "1990-02-03"}, "birthdate": None}
    told = answer(portal, ("openid",), userinfo_claims=asked)
    found = {"birthdate": {"matches": True, "source": "national_population_db"}}
    assert told == {"sub": told["sub"], "matches": found}
    assert portal.disclosed() == [["birthdate_matches"]]
    wrong = answer(portal, ("openid",), userinfo_claims={"matches": {"birthdate": "1990-02-04"}})
    assert wrong["matches"]["birthdate"]["matches"] is False


@pytest.mark.norm("D19.3-2", limb="a narrower consent narrows what is out already")
def test_a_narrower_consent_narrows_what_is_out_already(portal: Relation) -> None:
    issued = portal.issued(("openid", "email"))
    portal.agree(("openid", "email"), ticked=frozenset())
    told = portal.tokens.userinfo(issued.access_token)
    assert isinstance(told, dict)
    assert told.keys() == {"sub"}


@pytest.mark.norm("X16.5", limb="both levels are told and independent")
def test_both_levels_are_told_and_independent(portal: Relation) -> None:
    said = portal.said(portal.issued().id_token)
    assert (said["account_level"], said["assurance_level"]) == (2, 2)
    assert said["acr"].endswith("/loa/2")
    event = portal.session.event
    weaker = portal.said(portal.issued(level=1, amr=("pwd",)).id_token)
    assert (weaker["account_level"], weaker["assurance_level"]) == (2, 1)
    assert (weaker["acr"][-1], weaker["amr"]) == ("1", ["pwd"])
    assert weaker["auth_time"] == int(event.authenticated_at.timestamp())


@pytest.mark.parametrize("alg", ["RS256", "ES256", "EdDSA"])
def test_an_id_token_says_who_when_how_and_for_whom(world: World, alg: str) -> None:
    portal = relation(world, id_token_alg=alg)
    portal.agree()
    said = portal.said(portal.issued(nonce="n" * 64).id_token)
    now = int(world.clock.now().timestamp())
    assert said["iss"] == world.settings.issuer
    assert said["aud"] == portal.party.client_id
    assert (said["iat"], said["exp"], said["nonce"]) == (now, now + 600, "n" * 64)
    assert said["sid"] == portal.tokens.sid(portal.session.id, portal.client)
    assert "nonce" not in portal.said(portal.issued(nonce=None).id_token)


def test_without_openid_there_is_no_id_token_and_no_userinfo(portal: Relation) -> None:
    issued = portal.issued(("email",))
    assert issued.id_token is None
    refused = portal.tokens.userinfo(issued.access_token)
    assert refused == Refused(Reason.SCOPE_NOT_AVAILABLE)


@pytest.mark.norm("D4.4", "D19.4-1", limb="two parties know one person by different names")
def test_two_parties_know_the_same_person_by_unlinkable_names(world: World) -> None:
    one = relation(world)
    two = relation(world, one.subject_id)
    one.agree()
    two.agree()
    said = [portal.said(portal.issued().id_token) for portal in (one, one, two)]
    assert said[0]["sub"] == said[1]["sub"] != said[2]["sub"]
    assert said[0]["sid"] == said[1]["sid"]
    assert one.subject_id not in repr(said)


def test_an_access_token_has_one_audience_and_ten_minutes(
    portal: Relation, clock: FrozenClock
) -> None:
    issued = portal.issued()
    assert issued.expires_in == 600
    assert portal.said(issued.access_token)["aud"] == portal.world.settings.issuer
    clock.advance(timedelta(minutes=10))
    assert portal.tokens.userinfo(issued.access_token) == Refused(Reason.NOT_PROVEN)
    assert portal.tokens.introspect(issued.access_token, portal.client) == INACTIVE


def test_a_token_for_another_audience_is_no_key_to_userinfo(world: World) -> None:
    portal = relation(world, resources=("https://api.example",))
    portal.agree()
    issued = portal.issued(resource="https://api.example")
    assert portal.said(issued.access_token)["aud"] == "https://api.example"
    assert portal.tokens.userinfo(issued.access_token) == Refused(Reason.NOT_PROVEN)
    assert portal.tokens.introspect(issued.access_token, portal.client)["active"] is True


def test_no_token_outlives_the_consent(world: World) -> None:
    portal = relation(world)
    portal.agree()
    world.clock.advance(timedelta(days=90) - timedelta(minutes=2))
    assert portal.issued().expires_in == 120


@pytest.mark.parametrize("shown", ["id_token", "refresh_token", "nonsense", "edited", "empty"])
def test_only_an_access_token_of_ours_is_answered(portal: Relation, shown: str) -> None:
    issued = portal.issued()
    tokens = {
        "id_token": issued.id_token,
        "refresh_token": issued.refresh_token,
        "nonsense": "a.b.c",
        "edited": issued.access_token[:-4] + "AAAA",
        "empty": "",
    }
    assert portal.tokens.userinfo(tokens[shown] or "") == Refused(Reason.NOT_PROVEN)


@pytest.mark.parametrize("change", ["lock", "suspend", "withdraw", "revoke"])
def test_a_token_nobody_stands_behind_is_dead(portal: Relation, change: str) -> None:
    services, issued = portal.world.services, portal.issued()
    live = services.consents.live(portal.subject_id, portal.party.client_id)
    assert live is not None
    client = portal.client
    match change:
        case "lock":
            services.accounts.lock(
                portal.subject_id, ground="g", body="b", remedy="r", actor=OPERATOR
            )
        case "suspend":
            services.relying_parties.suspend(client.client_id, reason="test", actor=OPERATOR)
        case "withdraw":
            portal.tokens.withdraw_consent(
                portal.subject_id, live.id, actor=themself(portal.subject_id)
            )
        case _:
            portal.tokens.revoke(issued.access_token, client)
    assert isinstance(portal.tokens.userinfo(issued.access_token), Refused)
    assert portal.tokens.introspect(issued.access_token, portal.client) == INACTIVE
    assert portal.tokens.introspect(issued.refresh_token or "", portal.client) == INACTIVE
    assert isinstance(portal.refresh(issued.refresh_token), Refused)


def test_introspection_tells_the_client_of_issue(portal: Relation) -> None:
    issued = portal.issued()
    told = portal.tokens.introspect(issued.access_token, portal.client)
    assert told["active"] is True
    assert told["client_id"] == portal.party.client_id
    assert told["scope"] == "openid email offline_access"
    refresh = portal.tokens.introspect(issued.refresh_token or "", portal.client)
    assert refresh["active"] is True
    portal.refresh(issued.refresh_token)
    assert portal.tokens.introspect(issued.refresh_token or "", portal.client) == INACTIVE


@pytest.mark.norm("D19.4-1", limb="whoever shows another's token is told nothing and a case opens")
@pytest.mark.norm("D4.5", limb="a token shown by another opens a case with evidence")
@pytest.mark.parametrize("shown", ["access_token", "refresh_token", "id_token"])
@pytest.mark.parametrize("verb", ["introspect", "revoke"])
def test_a_token_shown_by_another_opens_a_case(world: World, shown: str, verb: str) -> None:
    portal, other = relation(world), relation(world)
    portal.agree()
    issued = portal.issued()
    token = getattr(issued, shown)
    assert getattr(portal.tokens, verb)(token, other.client) in (INACTIVE, None)
    case = ("token_shown_by_other", portal.party.client_id, other.party.client_id)
    assert portal.violations() == [case]
    (opened,) = world.services.violations.cases()
    # An ID token names its person by a pairwise name only, and its transaction.
    whose = None if shown == "id_token" else portal.subject_id
    assert (opened.subject_id, opened.opened_at) == (whose, world.clock.now())
    named = {"access_token": "jti", "refresh_token": "family", "id_token": "txn"}
    assert set(opened.evidence) == {named[shown]}
    assert token not in repr(opened.evidence)
    assert isinstance(portal.tokens.userinfo(issued.access_token), dict)


def allow(world: World, portal: Relation, other: Relation, **changes: Any) -> None:  # noqa: ANN401
    """Enter an exception into the register, by two persons."""
    entry = {
        "issued_to": portal.party.client_id,
        "recipient": other.party.client_id,
        "basis": "Law 91/2025, article 17",
        "data": ["acr", "assurance_level"],
        "since": "2020-01-01",
        "until": "2099-12-31",
    }
    policy = world.services.policy
    change = sure(policy.propose(Switch.SHARING_EXCEPTIONS, [{**entry, **changes}], AN))
    sure(policy.approve(change.id, BINH))
    world.clock.advance(SEEN_FOR)


@pytest.mark.norm("D19.4-1", limb="a registered exception is allowed and logged")
def test_a_registered_exception_tells_what_it_names_and_is_history(world: World) -> None:
    portal, other = relation(world), relation(world)
    portal.agree()
    allow(world, portal, other)
    issued = portal.issued()
    told = portal.tokens.introspect(issued.access_token, other.client)
    assert told.keys() == {"active", "client_id", "exp", "acr", "assurance_level"}
    assert (told["active"], told["client_id"]) == (True, portal.party.client_id)
    assert portal.violations() == []
    entry = world.services.history.for_subject(portal.subject_id)[0]
    assert entry.happening is EventType.RESULT_SHARED_BY_LAW
    assert entry.client_id == portal.party.client_id
    assert entry.facts["recipient"] == other.party.client_id
    assert entry.facts["basis"] == "Law 91/2025, article 17"
    assert entry.facts["data"] == ["acr", "assurance_level"]


@pytest.mark.norm("D19.4-1", limb="an exception covers only what it names")
@pytest.mark.parametrize(
    "changes",
    [
        {"recipient": "somebody-else"},
        {"issued_to": "somebody-else"},
        {"since": "2099-01-01"},
        {"until": "2020-01-02"},
    ],
)
def test_an_exception_for_others_or_for_other_days_covers_nothing(
    world: World, changes: dict[str, str]
) -> None:
    portal, other = relation(world), relation(world)
    portal.agree()
    allow(world, portal, other, **changes)
    assert portal.tokens.introspect(portal.issued().access_token, other.client) == INACTIVE
    case = ("token_shown_by_other", portal.party.client_id, other.party.client_id)
    assert portal.violations() == [case]


@pytest.mark.norm("D19.4-1", limb="an exception covers only what it names")
def test_an_exception_tells_nothing_of_a_token_that_is_over(world: World) -> None:
    portal, other = relation(world), relation(world)
    portal.agree()
    allow(world, portal, other)
    issued = portal.issued()
    portal.tokens.revoke(issued.access_token, portal.client)
    assert portal.tokens.introspect(issued.access_token, other.client) == INACTIVE
    assert portal.violations() == []


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é\udc80", "." * 5000])
def test_what_is_no_token_is_inactive_and_no_case(portal: Relation, token: str) -> None:
    assert portal.tokens.introspect(token, portal.client) == INACTIVE
    portal.tokens.revoke(token, portal.client)
    assert portal.violations() == []


def test_an_old_refresh_token_still_ends_its_family(portal: Relation) -> None:
    first = portal.issued()
    second = portal.refresh(first.refresh_token)
    assert not isinstance(second, Refused)
    portal.tokens.revoke(first.refresh_token or "", portal.client)
    assert portal.refresh(second.refresh_token) == Refused(Reason.EXPIRED)


def test_a_client_token_is_about_nobody(world: World) -> None:
    resource = "https://api.example"
    scopes = frozenset({"openid", "email", "offline_access", "dossiers", "receipts"})
    portal = relation(world, scopes=scopes, resources=(resource,))
    tokens = portal.tokens
    asked = ("dossiers", "email", "openid", "unknown")
    issued = tokens.client_credentials(portal.client, scope=asked, resource=resource)
    assert not isinstance(issued, Refused)
    assert (issued.scope, issued.refresh_token, issued.id_token) == (("dossiers",), None, None)
    said = portal.said(issued.access_token)
    assert said["sub"] == said["client_id"] == portal.party.client_id
    assert said["aud"] == resource
    usual = tokens.client_credentials(portal.client)
    assert not isinstance(usual, Refused)
    assert usual.scope == ("dossiers", "receipts")
    assert tokens.userinfo(usual.access_token) == Refused(Reason.SCOPE_NOT_AVAILABLE)
    elsewhere = tokens.client_credentials(portal.client, resource="https://other.example")
    assert elsewhere == Refused(Reason.NOT_AUTHORISED)


def test_a_client_token_without_a_scope_has_no_empty_one(world: World) -> None:
    portal = relation(world, scopes=frozenset({"openid"}))
    issued = portal.tokens.client_credentials(portal.client)
    assert not isinstance(issued, Refused)
    assert issued.scope == ()
    assert "scope" not in portal.said(issued.access_token)
    assert portal.tokens.introspect(issued.access_token, portal.client)["active"] is True


def test_a_client_token_can_be_revoked(portal: Relation, clock: FrozenClock) -> None:
    tokens = portal.tokens
    issued = tokens.client_credentials(portal.client)
    assert not isinstance(issued, Refused)
    assert tokens.introspect(issued.access_token, portal.client)["active"] is True
    tokens.revoke(issued.access_token, portal.client)
    tokens.revoke(issued.access_token, portal.client)
    assert tokens.introspect(issued.access_token, portal.client) == INACTIVE
    clock.advance(timedelta(minutes=11))
    assert tokens.purge_expired() == 1


@pytest.mark.norm("D19.4-3", limb="a continued sign-in tells the old time")
def test_a_continued_session_tells_the_old_event(portal: Relation, clock: FrozenClock) -> None:
    first = portal.said(portal.issued().id_token)
    clock.advance(timedelta(minutes=30))
    later = portal.said(portal.issued().id_token)
    kept = ("auth_time", "acr", "amr", "sid", "sub")
    assert [first[name] for name in kept] == [later[name] for name in kept]
    assert first["txn"] != later["txn"]
