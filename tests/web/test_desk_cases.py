"""Cases at the desk: taken, moved and closed by who may, in the version that was shown."""

import html
import json
import re
import unicodedata
from datetime import UTC, datetime, timedelta

import pytest

from idp.access.desks import DeskKind
from idp.casework.domain.procedure import Procedure
from idp.kernel.actors import ActingClient, Officer, OfficerRole
from idp.policy.anchors import AnchorKind
from idp.policy.domain import Switch
from idp.violations.domain import ViolationKind
from idp.web.officer.case_words import FIELDS
from idp.web.officer.forms import fields_of
from idp.wiring.procedures import PROCEDURES
from tests.support.at_desk import AtDesk, at_desk, sits_down
from tests.support.corrections import ask, declared
from tests.support.http import Answer
from tests.support.live import House
from tests.support.makers import authority
from tests.support.officers import OPERATOR
from tests.support.world import sure

OUTCOME = "Bên sử dụng đã được nhắc nhở, khóa đã thay"


def opened(house: House) -> str:
    """A misuse case; its number."""
    services = house.world.services
    case_id = services.violations.open(
        ViolationKind.CODE_REPLAYED,
        issued_to=house.world.party().client_id,
        actor=ActingClient(client_id=house.world.party().client_id),
        evidence={"code": "abc"},
    )
    case = services.work_list.by_id(case_id)
    assert case is not None
    return case.number


def state(house: House, number: str) -> str:
    case = house.world.services.cases.by_number(number)
    assert case is not None
    return case.state


def page_of(there: AtDesk, number: str) -> Answer:
    page = there.get(f"/officer/misuse/{number}")
    assert page.status == 200
    return page


@pytest.mark.norm("X7.2", limb="the console shows the time left")
def test_a_case_shows_the_time_that_is_left_until_it_is_over(house: House) -> None:
    """A misuse case has to be taken by the end of the next working day: Tuesday the 24th."""
    world, number = house.world, opened(house)
    opened_at = datetime(2026, 11, 23, 2, tzinfo=UTC)
    over = datetime(2026, 11, 24, 17, tzinfo=UTC)
    assert opened_at <= world.clock.now() < opened_at + timedelta(minutes=1)
    shown = page_of(at_desk(house, OfficerRole.REVIEWER), number).text
    assert "to the end of 24 November 2026" in shown
    assert "1 d 14 h left" in shown
    assert '<progress max="100" value="0"' in shown
    world.clock.advance(over - world.clock.now() - timedelta(hours=9, minutes=30))
    later = page_of(at_desk(house, OfficerRole.REVIEWER), number).text
    assert re.search(r"9 h 2\d min left", later)
    assert re.search(r'<progress max="100" value="7\d"', later)
    assert "Too late" not in later
    world.clock.advance(timedelta(hours=10))
    world.services.deadlines.evaluate(lambda _: None, world.services.cases)
    breached = page_of(at_desk(house, OfficerRole.REVIEWER), number).text
    assert (" left</span>" in breached, "Too late" in breached) == (False, True)
    assert state(house, number) == "open"


@pytest.mark.norm("D4.5", limb="an officer takes a misuse case at the desk and closes it")
def test_a_misuse_case_is_taken_and_closed_at_the_desk(house: House) -> None:
    number, there = opened(house), at_desk(house, OfficerRole.REVIEWER)
    assert number in there.get("/officer").text
    assert number in there.get("/officer/misuse?state=open").text
    page = there.do(page_of(there, number), "take")
    assert 'aria-current="step">Taken' in page.text
    wrong = there.press(page, "close", outcome="")
    assert (wrong.status, 'id="close-outcome-wrong"' in wrong.text) == (422, True)
    closed = there.do(wrong, "close", outcome=OUTCOME)
    assert OUTCOME in closed.text
    assert state(house, number) == "closed"
    assert number not in there.get("/officer").text
    case = house.world.services.cases.by_number(number)
    assert case is not None
    acted = [each.actor for each in house.world.services.cases.events(case.id)[1:]]
    assert [isinstance(each, Officer) and each.subject_id for each in acted] == (
        [there.desk.person.subject_id] * 2
    )


def test_of_two_officers_who_take_a_case_one_has_it(house: House) -> None:
    number = opened(house)
    first, second = at_desk(house, OfficerRole.REVIEWER), at_desk(house, OfficerRole.REVIEWER)
    theirs, mine = page_of(first, number), page_of(second, number)
    assert first.press(theirs, "take").status == 303
    late = second.press(mine, "take")
    assert late.status == 409
    assert "has changed since you opened it" in late.text
    case = house.world.services.cases.by_number(number)
    assert case is not None
    assert (case.version, case.owner) == (2, f"officer:{first.desk.officer.officer_id}")


def test_what_was_typed_on_a_page_of_before_is_kept(house: House) -> None:
    number, there = opened(house), at_desk(house, OfficerRole.REVIEWER)
    page = there.do(page_of(there, number), "take")
    other = sits_down(house, there.desk)
    other.do(page_of(other, number), "close", outcome="khác")
    late = there.press(page, "close", outcome=OUTCOME)
    assert late.status == 409
    assert OUTCOME in late.text
    assert "khác" in late.text


def test_a_move_that_is_not_possible_yet_says_why_and_the_clock_is_shown(house: House) -> None:
    number, there = opened(house), at_desk(house, OfficerRole.REVIEWER)
    page = page_of(there, number)
    assert "Somebody has to take the case first." in page.text
    assert "<progress" in page.text
    inspector = at_desk(house, OfficerRole.INSPECTOR)
    clocks = inspector.get("/officer/clocks")
    assert number in clocks.text
    link = re.search(r'scope="row"><a href="(/officer/clocks/[^"]+)"', clocks.text)
    assert link is not None
    assert number in inspector.get(link[1]).text


@pytest.mark.norm("D4.8", limb="a role without the power opens no case and moves none")
@pytest.mark.parametrize("role", list(OfficerRole))
def test_each_role_sees_and_moves_what_it_may(house: House, role: OfficerRole) -> None:
    number, there = opened(house), at_desk(house, role)
    reviews = role in {
        OfficerRole.REVIEWER,
        OfficerRole.IDENTITY_OFFICER,
        OfficerRole.CONNECTION_REVIEWER,
    }
    inspects = role in {OfficerRole.INSPECTOR, OfficerRole.AUDITOR, OfficerRole.DIRECTOR}
    page = there.get(f"/officer/misuse/{number}")
    assert (page.status == 200) is (reviews or inspects)
    assert (number in there.get("/officer").text) is (reviews or inspects)
    offered = any(form.action.endswith("/take") for form in page.forms)
    assert offered is reviews
    if not reviews:
        csrf = there.get("/officer").form("csrf").filled()
        sent = [*csrf, ("shown", "0" * 64)]
        assert there.visitor.post(f"/officer/misuse/{number}/take", sent).status == 403
        assert state(house, number) == "open"


def test_a_case_of_another_procedure_is_not_found_here(house: House) -> None:
    number, there = opened(house), at_desk(house, OfficerRole.REVIEWER, OfficerRole.OPERATOR)
    assert there.get(f"/officer/policy-change/{number}").status == 404
    assert there.get("/officer/misuse/HS-0000-0000-0000").status == 404


# -- what two officers sign


def signs(there: AtDesk, page: Answer) -> Answer:
    form = page.form("response")
    options = json.loads(html.unescape(page.text.split('data-given="')[1].split('"')[0]))
    response = there.desk.device.get(options, origin=there.house.world.settings.issuer)
    return there.visitor.arrive(there.visitor.post(form.action, form.filled(response=response)))


def proposes(there: AtDesk, path: str, **typed: str) -> Answer:
    return proposes_by(there, path, "propose", {**typed})


def proposes_by(there: AtDesk, path: str, event: str, typed: dict[str, str | list[str]]) -> Answer:
    """Fill in the form of a proposal; several values for a field with several boxes."""
    page = there.get(f"/officer/{path}/new/{event}")
    form = next(each for each in page.forms if each.action.endswith(f"/{event}"))
    fields = [pair for pair in form.fields if pair[0] not in typed]
    for name, value in typed.items():
        fields += [(name, each) for each in ([value] if isinstance(value, str) else value)]
    return there.visitor.arrive(there.visitor.post(form.action, fields))


def proposes_sign_on(there: AtDesk, value: str) -> Answer:
    return proposes_by(there, "policy-change", "propose-sso", {"value": value})


def number_in(page: Answer) -> str:
    found = re.search(r"HS(-[0-9A-Z]{4}){3}", page.text)
    assert found is not None, page.text
    return found[0]


@pytest.mark.norm("D4.8", limb="a switch takes the signatures of two officers")
def test_two_officers_change_a_switch_at_the_desk(house: House) -> None:
    policy = house.world.services.policy
    first, second = at_desk(house, OfficerRole.OPERATOR), at_desk(house, OfficerRole.APPROVER)
    page = proposes_sign_on(first, "same_client")
    for line in (
        "Single sign-on between relying parties",
        "all",
        "same_client",
        "Article 4(8), Draft decree",
    ):
        assert line in page.text, line
    number = number_in(page)
    assert "Waits for signatures" in signs(first, page).text
    assert policy.value(Switch.SSO) == "all"
    case = second.get(f"/officer/policy-change/{number}")
    theirs = second.do(case, "approve")
    assert "Sign the approval" in theirs.text
    done = signs(second, theirs)
    assert "Signed by two and done" in done.text
    for there, role in ((first, "Operator"), (second, "Approver")):
        officer = there.desk.officer
        assert officer.officer_id not in done.text
        assert f"{role} · {officer.desk} · appointment in force to the end of" in done.text or (
            f"{role} · {officer.desk} · appointment in force before" in done.text
        )
    assert state(house, number) == "in_force"
    assert policy.value(Switch.SSO) == "same_client"


def test_who_proposed_a_switch_does_not_approve_it(house: House) -> None:
    first = at_desk(house, OfficerRole.OPERATOR, OfficerRole.APPROVER)
    page = proposes_sign_on(first, "off")
    number = number_in(page)
    case = first.get(f"/officer/policy-change/{number}")
    decision = signs(first, page)
    again = first.do(case, "approve")
    assert again.status == 409
    for offered in (decision, first.get(f"/officer/policy-change/{number}")):
        assert not any(form.action.endswith("/approve") for form in offered.forms)
        assert f"{decision.path}/sign" not in offered.text
        assert "another person has to decide" in offered.text
        assert "Who may: Director, Operator, Approver." in offered.text
    case = first.get(f"/officer/policy-change/{number}")
    assert any(form.action.endswith("/withdraw") for form in case.forms)
    assert f'<a class="button narrow" href="/officer/policy-change/{number}">' in decision.text
    assert any(form.action.endswith("/refuse") for form in decision.forms)
    assert re.search(r'>\s*Off\s*<code class="aside">off</code>', decision.text)
    assert "another person has to decide" in again.text
    assert house.world.services.policy.value(Switch.SSO) == "all"


def test_a_proposal_that_is_withdrawn_cannot_be_signed(house: House) -> None:
    first, second = at_desk(house, OfficerRole.OPERATOR), at_desk(house, OfficerRole.APPROVER)
    page = proposes_sign_on(first, "off")
    number = number_in(page)
    signs(first, page)
    theirs = second.do(second.get(f"/officer/policy-change/{number}"), "approve")
    first.do(first.get(f"/officer/policy-change/{number}"), "withdraw")
    assert signs(second, theirs).status == 409
    assert house.world.services.policy.value(Switch.SSO) == "all"


@pytest.mark.parametrize("value", ["maybe", "", "all", "[" * 20_000])
def test_a_value_that_a_switch_cannot_have_is_refused(house: House, value: str) -> None:
    there = at_desk(house, OfficerRole.OPERATOR)
    answer = proposes_sign_on(there, value)
    assert (answer.status, "propose-sso-value-wrong" in answer.ids) == (422, True)
    assert house.world.services.policy.changes() == []


def after(there: AtDesk, page: Answer) -> object:
    """The value that the decision on a page would set."""
    change = there.house.world.services.policy.changes()[0]
    assert number_in(page)
    return change.after


def test_no_form_of_a_proposal_asks_for_json(house: House) -> None:
    there = at_desk(house, *OfficerRole)
    for path in ("policy-change", "means-rules-change", "biometric-record", "trust-anchor"):
        links = re.findall(
            rf'href="(/officer/{path}/new/[a-z-]+)"', there.get(f"/officer/{path}").text
        )
        assert links, path
        for link in links:
            assert "JSON" not in there.get(link).text, link


@pytest.mark.parametrize(
    ("event", "typed", "value"),
    [
        ("propose-statutory-basis", {"value": "no"}, False),
        ("propose-biometric-passkeys", {"value": "yes"}, True),
        ("propose-biometrics-level-only", {"value": "no"}, False),
        ("propose-disabled-means", {"value": ["sms_code", "pin"]}, ["sms_code", "pin"]),
    ],
)
def test_each_switch_has_a_form_of_its_own_that_begins_with_what_is_in_force(
    house: House, event: str, typed: dict[str, str | list[str]], value: object
) -> None:
    there = at_desk(house, OfficerRole.OPERATOR)
    begun = there.get(f"/officer/policy-change/new/{event}")
    ticked = [pair for pair in begun.form("value").filled() if pair[0] == "value"]
    assert ticked == ([] if isinstance(value, list) else [("value", "no" if value else "yes")])
    assert after(there, proposes_by(there, "policy-change", event, typed)) == value


def test_a_legal_exception_is_proposed_and_ended(house: House) -> None:
    there, policy = at_desk(house, OfficerRole.OPERATOR), house.world.services.policy
    one, two = house.world.party("One").client_id, house.world.party("Two").client_id
    typed: dict[str, str | list[str]] = {
        "issued_to": one,
        "recipient": two,
        "basis": "Điều 12 Luật Căn cước",
        "data": ["sub", "acr"],
        "since": "2026-01-01",
        "until": "2027-01-01",
    }
    wrong = proposes_by(
        there,
        "policy-change",
        "propose-exception",
        {**typed, "recipient": "nobody", "until": "2025-01-01", "data": []},
    )
    assert wrong.status == 422
    assert {f"propose-exception-{name}-wrong" for name in ("recipient", "until", "data")} <= set(
        wrong.ids
    )
    assert "Điều 12 Luật Căn cước" in wrong.text
    page = proposes_by(there, "policy-change", "propose-exception", typed)
    entry = {**typed, "data": ["acr", "sub"]}
    assert after(there, page) == [entry]
    case, decision = (
        there.get(f"/officer/policy-change/{number_in(page)}"),
        there.get(page.path.removesuffix("/sign")),
    )
    for shown in (case, decision):  # both parties by their names
        assert "Cổng One" in shown.text
        assert "Cổng Two" in shown.text
    first, second = there, at_desk(house, OfficerRole.APPROVER)
    signs(first, page)
    signs(second, second.do(second.get(f"/officer/policy-change/{number_in(page)}"), "approve"))
    assert policy.value(Switch.SHARING_EXCEPTIONS) == [entry]
    none = proposes_by(
        there, "policy-change", "propose-no-exception", {"issued_to": two, "recipient": one}
    )
    assert none.status == 422
    gone = proposes_by(
        there, "policy-change", "propose-no-exception", {"issued_to": one, "recipient": two}
    )
    assert after(there, gone) == []


@pytest.mark.parametrize(
    "path",
    [
        "policy-change/new/propose-exception",
        "policy-change/new/propose-no-exception",
        "means-rules-change/new/propose",
        "means-rules-change/new/propose-no-rule",
        "terminals/new/register",
    ],
)
def test_a_form_offers_the_relying_parties_by_name(house: House, path: str) -> None:
    there = at_desk(house, OfficerRole.OPERATOR)
    client_id = house.world.party("Sen <Vàng>").client_id
    page = there.get(f"/officer/{path}").text
    assert f'<option value="{client_id}">Cổng Sen &lt;Vàng&gt;</option>' in page
    assert page.count('<datalist id="parties">') == 1
    assert ' list="parties"' in page
    services = house.world.services
    sure(services.relying_parties.remove(client_id, reason="Ended.", actor=OPERATOR))
    assert f'value="{client_id}"' not in there.get(f"/officer/{path}").text


def test_a_party_is_meant_by_its_name_where_one_alone_has_it(house: House) -> None:
    there = at_desk(house, OfficerRole.OPERATOR)
    one, two = house.world.party("Sen Vàng").client_id, house.world.party("Hai").client_id
    typed: dict[str, str | list[str]] = {
        "issued_to": "  cổng SEN   vàng ",
        "recipient": unicodedata.normalize("NFD", "Cổng Hai"),
        "basis": "Điều 12 Luật Căn cước",
        "data": ["sub"],
        "since": "2026-01-01",
        "until": "2027-01-01",
    }
    page = proposes_by(there, "policy-change", "propose-exception", typed)
    assert after(there, page) == [{**typed, "issued_to": one, "recipient": two}]
    same = {**typed, "recipient": one}
    answer = proposes_by(there, "policy-change", "propose-exception", same)
    assert (answer.status, "This takes another party." in answer.text) == (422, True)
    other = house.world.party("Sen Vàng").client_id
    answer = proposes_by(there, "policy-change", "propose-exception", typed)
    assert (answer.status, "Several relying parties have this name" in answer.text) == (422, True)
    for each in (one, other):
        assert f'<option value="{each}">Cổng Sen Vàng · {each}</option>' in answer.text


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("Bên {:03}", 300),
        ("Sở {:03}" + " Nông nghiệp và Môi trường" * 3, 200),
        ("{:03}" + "ệ" * 90, 50),
    ],
    ids=["short", "long", "longest"],
)
def test_a_form_that_offers_many_parties_stays_light(house: House, name: str, least: int) -> None:
    """Unpacked, as it is sent: it holds a token."""
    there = at_desk(house, OfficerRole.OPERATOR)
    parties = [
        house.world.registered(name.format(number)).client.client_id for number in range(310)
    ]
    page = there.get("/officer/policy-change/new/propose-exception")
    offered = [each for each in parties if f'<option value="{each}">' in page.text]
    assert sorted(offered) == sorted(parties)[: len(offered)]
    assert least <= len(offered) <= 300
    assert len(page.body) < 60_000


def test_a_rule_about_means_is_proposed_and_ended(house: House) -> None:
    first, second = at_desk(house, OfficerRole.OPERATOR), at_desk(house, OfficerRole.APPROVER)
    client_id, policy = house.world.party().client_id, house.world.services.policy

    def rules(level: str, client_id: str, *allowed: str) -> Answer:
        typed: dict[str, str | list[str]] = {"level": level, "client_id": client_id}
        return proposes_by(
            first, "means-rules-change", "propose", {**typed, "allowed": list(allowed)}
        )

    for level, client, allowed, wrong in (
        ("2", "nobody", ["passkey"], "client_id"),
        ("2", client_id, [], "allowed"),
        ("4", client_id, ["password"], "allowed"),
        ("5", client_id, ["passkey"], "level"),
    ):
        answer = rules(level, client, *allowed)
        assert (answer.status, f"propose-{wrong}-wrong" in answer.ids) == (422, True), wrong
    page = rules("2", client_id, "passkey", "password")
    signs(first, page)
    path = f"/officer/means-rules-change/{number_in(page)}"
    signs(second, second.do(second.get(path), "approve"))
    (rule,) = policy.value(Switch.MEANS_RULES)
    assert (rule["level"], rule["client_id"]) == (2, client_id)
    assert after(first, rules("2", "", "passkey")) == [
        rule,
        {"level": 2, "client_id": None, "allowed": ["passkey"]},
    ]
    ended = proposes_by(
        first, "means-rules-change", "propose-no-rule", {"level": "2", "client_id": client_id}
    )
    assert after(first, ended) == []


SERVICE: dict[str, str | list[str]] = {
    "name": "National ABIS",
    "role": "matching",
    "interface": "osia",
    "endpoint": "https://abis.example/v1",
    "gallery": "national",
    "modalities": ["face", "fingerprint"],
    "person_reference": "pairwise",
    "provenance": "identity_db",
    "profile": "demo",
    "token": "",
}


def test_a_biometric_service_and_a_report_are_proposed_field_by_field(house: House) -> None:
    there, register = at_desk(house, OfficerRole.OPERATOR), house.world.services.biometric_providers
    page = proposes_by(there, "biometric-record", "propose", SERVICE)
    (made,) = register.all()
    assert (made.endpoint, made.gallery, len(made.modalities)) == (
        SERVICE["endpoint"],
        "national",
        2,
    )
    assert "In force beside it" in page.text
    number = number_in(page)
    report: dict[str, str | list[str]] = {
        "service": number,
        "kind": "false_match",
        "standard": "ISO/IEC 19795-1",
        "report": "7/2026",
        "valid_until": "2999-01-01",
        "lab": "",
        "value": "0,00005",
    }
    again = proposes_by(
        there, "biometric-record", "propose-report", {**report, "value": "x", "service": "HS-0"}
    )
    assert again.status == 422
    assert {f"propose-report-{name}-wrong" for name in ("value", "service")} <= set(again.ids)
    signing = proposes_by(there, "biometric-record", "propose-report", report)
    case = f"/officer/biometric-record/{number_in(signing)}"
    for path in (case, signing.path.removesuffix("/sign")):  # the report, and the service too
        assert f'href="/officer/biometric-record/{number}"' in there.get(path).text
    (kept,) = register.all()[0].assurances
    assert str(kept.value) == "0.00005"


def test_a_decision_whose_register_changed_is_not_shown_to_be_signed(house: House) -> None:
    first, second = at_desk(house, OfficerRole.OPERATOR), at_desk(house, OfficerRole.APPROVER)
    page = proposes_by(first, "biometric-record", "propose", SERVICE)
    assert "To sign: " in page.text
    signs(first, page)
    other = proposes_by(first, "biometric-record", "propose", {**SERVICE, "name": "Rival"})
    signs(first, other)
    path = f"/officer/biometric-record/{number_in(other)}"
    signs(second, second.do(second.get(path), "approve"))
    stale = second.get(page.path)
    assert (
        stale.status,
        "response" in {name for form in stale.forms for name, _ in form.fields},
    ) == (409, False)
    second.do(second.get(f"/officer/biometric-record/{number_in(page)}"), "approve")
    (decision,) = [
        each
        for each in house.world.services.decisions.iterate()
        if each.document["data"]["number"] == number_in(page) and f"/{each.id}/" not in page.path
    ]
    anew = first.get(f"/officer/decisions/{decision.id}/sign")
    assert "Rival, https://abis.example/v1" in html.unescape(anew.text)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"endpoint": "https://abis.example/"}, "endpoint"),
        ({"endpoint": "abis"}, "endpoint"),
        ({"interface": "liveness_json"}, "interface"),
        ({"gallery": ""}, "gallery"),
        ({"modalities": []}, "modalities"),
        ({"interface": "biosdk"}, "modalities"),
        ({"provenance": "none"}, "provenance"),
        ({"role": "x"}, "role"),
        ({"name": ""}, "name"),
    ],
)
def test_each_fault_of_a_service_stands_at_its_field(
    house: House, wrong: dict[str, str | list[str]], field: str
) -> None:
    there = at_desk(house, OfficerRole.OPERATOR)
    answer = proposes_by(there, "biometric-record", "propose", {**SERVICE, **wrong})
    assert (answer.status, f"propose-{field}-wrong" in answer.ids) == (422, True)
    assert house.world.services.biometric_providers.all() == []


@pytest.mark.norm("D4.8", limb="a root certificate takes the signatures of two officers")
def test_two_officers_enter_a_trust_anchor_and_one_withdraws_it(house: House) -> None:
    root, anchors = authority("Gốc thử").pem.decode(), house.world.services.trust_anchors
    first, second = at_desk(house, OfficerRole.OPERATOR), at_desk(house, OfficerRole.APPROVER)
    page = proposes(first, "trust-anchor", kind=AnchorKind.CSCA.value, certificate=root)
    (entered,) = anchors.all()
    assert entered.fingerprint in page.text
    number = number_in(page)
    signs(first, page)
    theirs = second.do(second.get(f"/officer/trust-anchor/{number}"), "approve")
    signs(second, theirs)
    assert len(anchors.in_force(AnchorKind.CSCA)) == 1
    second.do(second.get(f"/officer/trust-anchor/{number}"), "withdraw")
    assert anchors.in_force(AnchorKind.CSCA) == ()


def test_what_is_no_certificate_is_explained(house: House) -> None:
    there = at_desk(house, OfficerRole.OPERATOR)
    page = there.get("/officer/trust-anchor/new/propose")
    answer = there.press(page, "propose", kind="csca", certificate="-----BEGIN nothing")
    assert (answer.status, "not a certificate" in answer.text) == (422, True)


@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=lambda each: each.name)
def test_every_form_of_a_procedure_has_words(procedure: Procedure) -> None:
    for move in procedure.transitions:
        for field in fields_of(move.needs):
            assert field.label in FIELDS.values(), field.label


def test_a_case_that_is_over_lists_no_acts_and_no_state_it_cannot_reach(house: House) -> None:
    world = house.world
    case = sure(ask(world, declared(world, nickname="Ann"), "nickname", "An"))
    there = at_desk(house, OfficerRole.IDENTITY_OFFICER, kind=DeskKind.COMMUNE_POLICE)
    page = there.get(f"/officer/data-correction/{case.number}")
    ends = ["Corrected", "Referred to the register", "Refused", "Withdrawn"]
    assert stages(page) == ["Open", "Taken", "The person was asked", *ends]
    page = there.do(page, "take")
    assert "What other roles may do" not in page.text
    over = there.do(page, "refuse", ground="Không có căn cứ")
    assert stages(over) == ["Open", "Taken", "Refused"]
    assert "its state does not change any more" in over.text
    assert "<h3>Not now</h3>" not in over.text


def stages(page: Answer) -> list[str]:
    """The words of each state as it is drawn."""
    drawn = page.text.split('<ol class="stages"', 1)[1].split("</ol>", 1)[0]
    found = re.findall(r"<li [^>]*>(?:<span[^>]*>or</span> )?([^<]+)", drawn)
    return [str(each).strip() for each in found]
