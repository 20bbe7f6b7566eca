"""A person acts for a ward or an organisation by their own sign-in, where the party allows it."""

import secrets
from dataclasses import replace
from datetime import timedelta

import pytest

from idp.history.domain import Entry, EventType
from idp.kernel.actors import Person as Actor
from idp.losses.domain import LOST_PHONE_REPORT, ReportedBy
from idp.relying_parties.domain.client import ClaimPurpose
from idp.representation.domain import RepresentationKind
from idp.subjects.domain import SubjectKind
from tests.support.families import child_of, told
from tests.support.http import Answer, bearer
from tests.support.live import House
from tests.support.officers import OPERATOR
from tests.support.registry_merges import twice
from tests.support.walks import Walk, contents
from tests.support.world import Party, Person, World, sure

HEAD = RepresentationKind.LEGAL_REPRESENTATIVE
CLAIMS = ("name", "organisation_number", "tax_code", "enterprise_code")


def portal(world: World, **particulars: object) -> Party:
    """A party that lets people act for others, and may learn what an organisation is called."""
    why = ClaimPurpose({"vi": "Điền tờ khai", "en": "To fill in the form"}, essential=True)
    scopes = frozenset({"openid", "profile", "offline_access"})
    usual: dict[str, object] = {
        "claims": dict.fromkeys((*CLAIMS, "birthdate"), why),
        "scopes": scopes,
        "delegated_acting": True,
    }
    return world.party("Hồ sơ", **{**usual, **particulars})


def company(world: World, *heads: Person, jointly: bool = False) -> Person:
    number = "".join(secrets.choice("0123456789") for _ in range(10))
    body = world.person(
        kind=SubjectKind.ORGANISATION,
        data={
            "organisation_number": f"91{number}",
            "name": "Công ty Sen Vàng",
            "tax_code": number,
            "enterprise_code": number,
        },
    )
    told(world, body, *heads, kind=HEAD, jointly=jointly, source="business")
    return body


def choose(walk: Walk, page: Answer, whom: Person | None) -> Answer:
    chosen = "myself" if whom is None else whom.subject_id
    return walk.visitor.arrive(walk.visitor.submit(page, "principal", principal=chosen))


def acting(walk: Walk, person: Person, whom: Person | None, **changes: str | None) -> Answer:
    """Sign in, choose for whom, and consent; what leaves the house."""
    page = walk.ask(**changes)
    if "username" in page.ids:
        page = walk.sign_in(page, person)
    assert "principal-myself" in page.ids, page.text[:2000]
    page = choose(walk, page, whom)
    return walk.decide(page, "allow") if "consent-allow" in page.ids else page


def told_in(house: House, whose: Person) -> list[Entry]:
    found = house.world.services.history.for_subject(whose.subject_id)
    return [each for each in found if each.happening is EventType.ACTED_FOR_ANOTHER]


@pytest.mark.norm("D7.3", limb="tokens of an organisation tell no level of an account")
@pytest.mark.norm("X6.1", limb="the token names the organisation, and who acts")
def test_a_company_acts_through_a_person_and_every_answer_says_who(house: House) -> None:
    head = house.world.person()
    body = company(house.world, head)
    walk = house.walk(portal(house.world))
    claims = '{"userinfo": {"organisation_number": null, "tax_code": null}}'
    code = acting(walk, head, body, claims=claims, acr_values=house.acr(2)).query["code"]
    tokens = walk.redeem(code).json
    client = house.world.services.relying_parties.client(walk.party.client_id)
    assert client is not None
    sub = house.world.services.tokens.sub
    mine, theirs = sub(head.subject_id, client), sub(body.subject_id, client)
    for token in (tokens["id_token"], tokens["access_token"]):
        said = contents(token)
        assert (said["sub"], said["act"]) == (theirs, {"sub": mine})
        assert said["assurance_level"] == 2
        assert "account_level" not in said
    shown = walk.visitor.get("/userinfo", headers=bearer(tokens["access_token"])).json
    assert (shown["sub"], shown["act"]) == (theirs, {"sub": mine})
    assert shown["organisation_number"].startswith("91")
    assert set(shown) == {"sub", "act", "organisation_number", "tax_code"}
    found = walk.as_client("/introspect", {"token": tokens["access_token"]}).json
    assert (found["active"], found["sub"], found["act"]) == (True, theirs, {"sub": mine})
    (given,) = house.world.services.consents.for_subject(body.subject_id)
    assert contents(house.world.services.consents.receipt(given))["given_by"] == "representative"
    assert house.world.services.consents.for_subject(head.subject_id) == []
    for whose, other in ((head, body), (body, head)):
        (entry,) = told_in(house, whose)
        assert entry.facts["other"] == other.subject_id
        assert entry.actor == Actor(subject_id=head.subject_id, acting_for=body.subject_id)


@pytest.mark.norm("D14.2-2", limb="the guardian acts for the ward: sub the ward, act the guardian")
def test_a_parent_acts_for_a_child_by_their_own_sign_in(house: House) -> None:
    mother = house.world.person()
    child = child_of(house.world, mother)
    walk = house.walk(portal(house.world))
    page = walk.sign_in(walk.ask(scope="openid profile"), mother)
    page = choose(walk, page, child)
    assert "Lê Gia Đức" in page.text
    assert "acts-for" in page.ids
    assert "The level of the account of the one you act for" in page.text
    tokens = walk.redeem(walk.decide(page, "allow").query["code"]).json
    assert contents(tokens["id_token"])["account_level"] == 1, "the child's, not the mother's"
    shown = walk.visitor.get("/userinfo", headers=bearer(tokens["access_token"])).json
    assert shown["name"] == "Lê Gia Đức"
    client = house.world.services.relying_parties.client(walk.party.client_id)
    assert client is not None
    sub = house.world.services.tokens.sub
    assert shown["sub"] == sub(child.subject_id, client)
    assert shown["act"] == {"sub": sub(mother.subject_id, client)}


def test_who_acts_for_themself_is_told_as_before(house: House) -> None:
    mother = house.world.person()
    child_of(house.world, mother)
    walk = house.walk(portal(house.world))
    token = walk.redeem(acting(walk, mother, None).query["code"]).json["id_token"]
    assert "act" not in contents(token)
    assert "code" in walk.ask(prompt="none", id_token_hint=token).query


def test_a_silent_request_without_a_hint_chooses_for_nobody(house: House) -> None:
    head = house.world.person()
    body = company(house.world, head)
    walk, chooses = house.walk(portal(house.world)), "account_selection_required"
    assert walk.ask(prompt="none").query["error"] == "login_required"
    page = choose(walk, walk.sign_in(walk.ask(), head), body)
    assert "consent-allow" in page.ids
    never = walk.ask(prompt="none").query
    assert never["error"] == "consent_required", "who agreed to nothing is no head to the party"
    walk.redeem(acting(walk, head, body).query["code"])
    assert walk.ask(prompt="none").query["error"] == "consent_required", "the other one agreed"
    own = walk.redeem(acting(walk, head, None).query["code"]).json["id_token"]
    refused = walk.ask(prompt="none", state="s").query
    assert (refused["error"], refused["state"], "code" in refused) == (chooses, "s", False)
    assert "code" in walk.ask(prompt="none", id_token_hint=own).query
    told(house.world, body, kind=HEAD, source="business")
    assert "code" in walk.ask(prompt="none").query, "who acts for nobody any more is themself"


def test_a_party_that_did_not_register_it_never_sees_anybody_act(house: House) -> None:
    mother = house.world.person()
    child_of(house.world, mother)
    walk = house.walk()
    assert "act" not in contents(walk.tokens(mother)["id_token"])


@pytest.mark.norm("D14.2-2", limb="after the end nobody is selectable, and what lives ends")
@pytest.mark.norm("X6.1", limb="who is dropped by the business register acts no more at once")
def test_when_the_record_ends_everything_given_by_it_ends_at_the_next_request(
    house: House,
) -> None:
    head = house.world.person()
    body = company(house.world, head)
    walk = house.walk(portal(house.world))
    scope = "openid offline_access"
    tokens = walk.redeem(acting(walk, head, body, scope=scope).query["code"]).json
    tokens = walk.refresh(tokens["refresh_token"]).json
    assert contents(tokens["access_token"])["act"]
    code = acting(walk, head, body, scope=scope).query["code"]
    told(house.world, body, kind=HEAD, source="business")
    assert walk.redeem(code).json["error"] == "invalid_grant"
    assert walk.visitor.get("/userinfo", headers=bearer(tokens["access_token"])).status == 401
    for token in (tokens["access_token"], tokens["refresh_token"]):
        assert walk.as_client("/introspect", {"token": token}).json == {"active": False}
    assert walk.refresh(tokens["refresh_token"]).json["error"] == "invalid_grant"
    assert "principal-myself" not in walk.ask(scope=scope).ids
    assert len(told_in(house, body)) == 2


def test_a_party_that_takes_nobody_acting_any_more_loses_what_it_had_of_it(house: House) -> None:
    head = house.world.person()
    body = company(house.world, head)
    walk = house.walk(portal(house.world))
    scope = "openid offline_access"
    tokens = walk.redeem(acting(walk, head, body, scope=scope).query["code"]).json
    code = acting(walk, head, body, scope=scope).query["code"]
    edit = house.world.services.relying_parties.edit
    client_id = walk.party.client_id
    sure(edit(client_id, lambda it: replace(it, delegated_acting=False), actor=OPERATOR))
    assert walk.visitor.get("/userinfo", headers=bearer(tokens["access_token"])).status == 401
    for token in (tokens["access_token"], tokens["refresh_token"]):
        assert walk.as_client("/introspect", {"token": token}).json == {"active": False}
    assert walk.redeem(code).json["error"] == "invalid_grant"
    assert walk.refresh(tokens["refresh_token"]).json["error"] == "invalid_grant"


def test_who_is_removed_between_choosing_and_the_consent_gets_no_code(house: House) -> None:
    head = house.world.person()
    body = company(house.world, head)
    walk = house.walk(portal(house.world))
    page = choose(walk, walk.sign_in(walk.ask(), head), body)
    told(house.world, body, kind=HEAD, source="business")
    after = walk.decide(page, "allow")
    assert "You cannot act for the one you chose any more." in after.text
    left = walk.visitor.arrive(walk.visitor.submit(after, "decision", decision="deny"))
    assert left.query["error"] == "access_denied"
    assert house.world.services.consents.for_subject(body.subject_id) == []


def test_nobody_chooses_one_they_do_not_act_for(house: House) -> None:
    head, stranger = house.world.person(), house.world.person()
    company(house.world, head)
    other = company(house.world, stranger)
    walk = house.walk(portal(house.world))
    page = walk.sign_in(walk.ask(), head)
    for forged in (other.subject_id, stranger.subject_id, "", "x" * 400, "myself\n"):
        again = walk.visitor.arrive(walk.visitor.submit(page, "principal", principal=forged))
        assert "principal-myself" in again.ids, forged
    assert "consent-allow" in choose(walk, page, None).ids
    late = walk.visitor.arrive(walk.visitor.submit(page, "principal", principal=other.subject_id))
    assert "acts-for" not in late.ids


def test_where_all_have_to_act_jointly_none_acts_alone(house: House) -> None:
    one, other = house.world.person(), house.world.person()
    company(house.world, one, other, jointly=True)
    walk = house.walk(portal(house.world))
    assert "principal-myself" not in walk.sign_in(walk.ask(), one).ids


@pytest.mark.parametrize("ends", ["body_locked", "head_locked", "phone_lost"])
def test_a_locked_organisation_or_person_and_a_lost_phone_end_it(house: House, ends: str) -> None:
    services, head = house.world.services, house.world.person()
    body = company(house.world, head)
    walk = house.walk(portal(house.world))
    code = acting(walk, head, body, scope="openid offline_access", acr_values=house.acr(2))
    tokens = walk.redeem(code.query["code"]).json
    tokens = walk.refresh(tokens["refresh_token"]).json
    if ends == "phone_lost":
        actor = Actor(subject_id=head.subject_id)
        sure(
            services.losses.report(
                head.subject_id, LOST_PHONE_REPORT, reported_by=ReportedBy.ACCOUNT, actor=actor
            )
        )
    else:
        locked = (body if ends == "body_locked" else head).subject_id
        sure(services.endings.lock(locked, ground="x", body="y", remedy="z", actor=OPERATOR))
        sure(services.accounts.unlock(locked, actor=OPERATOR))
    assert walk.refresh(tokens["refresh_token"]).json["error"] == "invalid_grant"


def test_a_guardian_acts_no_more_from_the_fourteenth_birthday_on(house: House) -> None:
    clock, mother = house.world.clock, house.world.person()
    day = (clock.now() + timedelta(days=2)).date()
    born = f"{day.year - 14}-{day:%m-%d}"
    child = house.world.person(totp=False, level=1, data={"birthdate": born})
    told(house.world, child, mother)
    walk = house.walk(portal(house.world))
    scope = "openid offline_access"
    tokens = walk.redeem(acting(walk, mother, child, scope=scope).query["code"]).json
    clock.advance(timedelta(days=3))
    assert walk.refresh(tokens["refresh_token"]).json["error"] == "invalid_grant"


@pytest.mark.norm("D19.4-2", limb="a delegated result is no factor and opens no account")
def test_a_delegated_token_is_no_factor_and_opens_nobodys_account(house: House) -> None:
    head = house.world.person()
    body = company(house.world, head)
    walk = house.walk(portal(house.world))
    tokens = walk.redeem(acting(walk, head, body).query["code"]).json
    stranger = walk.visitor.stranger()
    for token in (tokens["access_token"], tokens["id_token"]):
        page = stranger.get("/me", headers=bearer(token))
        assert page.status == 303
        assert "/authorize/" in page.location
    hinted = walk.visitor.stranger()
    fields = walk.request(id_token_hint=tokens["id_token"])
    assert "username" in hinted.arrive(hinted.get("/authorize", fields)).ids
    own = walk.visitor.get("/me")
    assert head.username in own.text
    assert "Công ty Sen Vàng" not in own.text


def test_a_hint_names_the_one_for_whom_it_was(house: House) -> None:
    head = house.world.person()
    body = company(house.world, head)
    walk = house.walk(portal(house.world))
    hint = walk.redeem(acting(walk, head, body).query["code"]).json["id_token"]
    for more in ({}, {"prompt": "none"}):
        again = walk.redeem(walk.ask(id_token_hint=hint, **more).query["code"]).json
        assert contents(again["id_token"])["sub"] == contents(hint)["sub"]
    told(house.world, body, kind=HEAD, source="business")
    assert walk.ask(prompt="none", id_token_hint=hint).query["error"] == "login_required"


def test_a_hint_of_another_representative_tells_nothing_silently(house: House) -> None:
    one, other = house.world.person(), house.world.person()
    body, party = company(house.world, one, other), portal(house.world)
    walk, second = house.walk(party), house.walk(party)
    hint = walk.redeem(acting(walk, one, body).query["code"]).json["id_token"]
    second.sign_in(second.visitor.arrive(second.visitor.get("/me")), other)
    silent = second.ask(prompt="none", id_token_hint=hint).query
    assert (silent["error"], "code" in silent) == ("login_required", False)


def test_a_hint_of_the_person_is_about_the_person(house: House) -> None:
    head = house.world.person()
    company(house.world, head)
    walk = house.walk(portal(house.world))
    hint = walk.redeem(acting(walk, head, None).query["code"]).json["id_token"]
    again = walk.redeem(walk.ask(id_token_hint=hint).query["code"]).json
    assert "act" not in contents(again["id_token"])


def test_nobody_is_asked_about_what_the_principal_cannot_have(house: House) -> None:
    head = house.world.person()
    body = company(house.world, head)
    claims = '{"userinfo": {"birthdate": null, "tax_code": null}}'
    for whom, there, missing in (
        (body, "Tax code", "Date of birth"),
        (None, "Date of birth", "Tax code"),
    ):
        walk = house.walk(portal(house.world))
        page = choose(walk, walk.sign_in(walk.ask(claims=claims), head), whom)
        assert there in page.text
        assert missing not in page.text


def test_signing_out_ends_what_was_given_in_the_session(house: House) -> None:
    head = house.world.person()
    body = company(house.world, head)
    walk = house.walk(portal(house.world))
    tokens = walk.redeem(acting(walk, head, body).query["code"]).json
    with house.world.services.database.transaction():
        actor = Actor(subject_id=head.subject_id)
        house.world.services.endings.sign_out_everywhere(head.subject_id, actor=actor)
    assert walk.visitor.get("/userinfo", headers=bearer(tokens["access_token"])).status == 401


def test_who_acts_for_another_is_known_by_the_same_sub_after_a_merge(house: House) -> None:
    both = twice(house.world)
    child, party = child_of(house.world, both.told), portal(house.world)
    acted = acts_as(house.walk(party), both.told, child)
    both.merged()
    assert acts_as(house.walk(party), both.holder, child) == acted


def acts_as(walk: Walk, person: Person, child: Person) -> str:
    """The `sub` by which the party is told who acts for the child."""
    code = acting(walk, person, child, scope="openid").query["code"]
    return str(contents(walk.redeem(code).json["id_token"])["act"]["sub"])


def test_the_choice_of_one_person_is_not_that_of_who_signs_in_next(house: House) -> None:
    mother, father = house.world.person(), house.world.person()
    child = child_of(house.world, mother, father)
    walk = house.walk(portal(house.world))
    walk.sign_in(walk.visitor.arrive(walk.visitor.get("/me")), mother)
    page = choose(walk, walk.ask(), child)
    assert "acts-for" in page.ids
    del walk.visitor.cookies["md_session"]
    walk.sign_in(walk.visitor.arrive(walk.visitor.get("/me")), father)
    dispatcher = page.path.replace("/consent/", "/authorize/")
    again = walk.visitor.arrive(walk.visitor.get(dispatcher))
    assert "principal-myself" in again.ids, again.path
    late = walk.visitor.arrive(walk.visitor.submit(page, "decision", decision="allow"))
    assert "code" not in late.query
    assert house.world.services.consents.for_subject(child.subject_id) == []


def test_a_no_in_anothers_place_is_told_as_said_by_who_acts(house: House) -> None:
    head = house.world.person()
    body = company(house.world, head)
    walk = house.walk(portal(house.world))
    page = choose(walk, walk.sign_in(walk.ask(), head), body)
    assert walk.decide(page, "deny").query["error"] == "access_denied"
    found = house.world.services.history.for_subject(body.subject_id)
    (declined,) = [each for each in found if each.happening is EventType.CONSENT_DECLINED]
    assert declined.actor == Actor(subject_id=head.subject_id, acting_for=body.subject_id)


def page_of(body: Person, house: House) -> str:
    return f"/me/organisations/{house.world.services.subjects.identity(body.subject_id).number}"


def seen(house: House, person: Person, path: str) -> tuple[Walk, Answer]:
    walk = house.walk()
    return walk, walk.sign_in(walk.visitor.arrive(walk.visitor.get(path)), person)


@pytest.mark.norm("X15.2", limb="of an organisation: by who represents it, at once")
@pytest.mark.norm("X6.1", limb="a consent of an organisation is seen and withdrawn by its people")
def test_who_represents_a_company_sees_to_whom_its_data_go_and_withdraws_it(house: House) -> None:
    services, other = house.world.services, house.world.person()
    head = house.world.person(data={"name": "Đỗ Văn Trao"})
    body = company(house.world, head, other)
    at, walk = page_of(body, house), house.walk(portal(house.world))
    code = acting(walk, head, body, scope="openid offline_access").query["code"]
    tokens = walk.redeem(code).json
    (given,) = services.consents.for_subject(body.subject_id)
    theirs, page = seen(house, other, at)
    assert "by Đỗ Văn Trao" in page.text
    withdraw = f"{at}/consents/{given.id}/withdraw"
    (form,) = [each for each in page.forms if each.action == withdraw]
    for forged in (
        f"{at}/consents/{other.subject_id}/withdraw",
        withdraw.replace(at, page_of(company(house.world, other), house)),
        withdraw.replace(at, "/me/organisations/1"),
    ):
        assert theirs.visitor.post(forged, form.filled()).status == 404, forged
    # Who does not represent it has no such page, and the form of one who does is not theirs.
    nobody, none = seen(house, house.world.person(), at)
    assert none.status == 404
    own = nobody.visitor.get("/me/organisations").forms[0].filled()
    assert nobody.visitor.post(withdraw, own).status == 404
    assert walk.refresh(tokens["refresh_token"]).status == 200
    done = theirs.visitor.arrive(theirs.visitor.post(form.action, form.filled()))
    assert (done.path, "Withdrawn" in done.text) == (at, True)
    assert not [each for each in done.forms if each.action == withdraw]
    assert walk.visitor.get("/userinfo", headers=bearer(tokens["access_token"])).status == 401
    assert walk.refresh(tokens["refresh_token"]).json["error"] == "invalid_grant"
    again = theirs.visitor.arrive(theirs.visitor.post(form.action, form.filled()))
    assert "This consent does not hold any more." in again.text
    mine = services.history.last(other.subject_id, EventType.CONSENT_WITHDRAWN_FOR_ANOTHER)
    of_body = services.history.last(body.subject_id, EventType.CONSENT_WITHDRAWN)
    assert mine is not None
    assert of_body is not None
    assert mine.facts["other"] == body.subject_id
    assert mine.actor == of_body.actor
    assert isinstance(mine.actor, Actor)
    assert (mine.actor.subject_id, mine.actor.acting_for) == (other.subject_id, body.subject_id)
    assert "Công ty Sen Vàng" in theirs.visitor.get("/me/history").text


@pytest.mark.norm(
    "X15.2", limb="of an organisation: what the page showed, by who represents it now"
)
def test_a_stale_page_and_who_was_dropped_meanwhile_withdraw_nothing(house: House) -> None:
    services, (head, other) = house.world.services, (house.world.person(), house.world.person())
    body = company(house.world, head)
    at, walk = page_of(body, house), house.walk(portal(house.world))
    acting(walk, head, body, scope="openid profile")
    theirs, page = seen(house, head, at)
    (stale,) = [each for each in page.forms if each.action.endswith("/withdraw")]
    (old,) = services.consents.for_subject(body.subject_id)
    acting(walk, head, body, scope="openid profile", prompt="consent")
    (new,) = services.consents.for_subject(body.subject_id)
    assert new.id != old.id
    answer = theirs.visitor.arrive(theirs.visitor.post(stale.action, stale.filled()))
    assert "This was changed meanwhile." in answer.text
    (form,) = [each for each in answer.forms if each.action.endswith("/withdraw")]
    told(house.world, body, other, head, kind=HEAD, jointly=True, source="business")
    told(house.world, body, other, kind=HEAD, source="business")
    assert theirs.visitor.post(form.action, form.filled()).status == 404
    assert theirs.visitor.get(at).status == 404
    assert services.consents.for_subject(body.subject_id) == [new]
    told(house.world, body, other, head, kind=HEAD, jointly=True, source="business")
    back = theirs.visitor.arrive(theirs.visitor.post(form.action, form.filled()))
    assert "Done: the consent is withdrawn" in back.text, "one of two who act jointly"
