"""Every power that changes something is asked by the verb itself, whoever calls it.

A table has the verbs of each power. Each is tried by an officer who may, and by the same officer
without the role, after their appointment, with an older or weaker sign-in, at a desk that is not
competent, without the delegation: refused for the reason of the table of powers, and nothing is
written but the entry of a refused try.
"""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest
from sqlalchemy import select

from idp.access.desks import DeskKind, Matter
from idp.access.powers import POWERS, Power, may
from idp.accounts.shown_documents import DocumentData
from idp.casework.domain.cases import Case
from idp.corrections.procedures import CorrectionEvent
from idp.documents.domain import DocumentKind
from idp.factors.domain import CredentialKind
from idp.history.domain import EventType
from idp.history.tables import HISTORY
from idp.issuance.domain import IssuanceGround
from idp.issuance.procedures import IssuanceEvent
from idp.kernel.actors import ActingClient, Officer, OfficerRole, Person, System
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import RegistryName
from idp.letters.domain import DeliveryMethod
from idp.losses.domain import LossReason, LostItem, Report, ReportedBy
from idp.officers.domain.appointments import AppointmentDraft, DelegationDraft
from idp.officers.domain.decisions import Decision
from idp.policy.anchors import AnchorKind
from idp.policy.domain import Switch
from idp.registries.procedures import MergeEvent
from idp.relying_parties.domain.client import CURRENT_PARTY_TERMS
from idp.relying_parties.domain.registration import Registration
from idp.violations.domain import ViolationKind
from idp.wiring.procedures import PROCEDURES
from tests.support import anchorings, representing
from tests.support.activations import number_of
from tests.support.assertions import ClientKey
from tests.support.biometrics import matcher
from tests.support.corrections import ask, declared
from tests.support.counters import PLACE, bank
from tests.support.databases import contents
from tests.support.desks import Desk, desk_of
from tests.support.issuance import Records, applied, verified
from tests.support.makers import authority
from tests.support.officers import OPERATOR
from tests.support.pdf_files import pdf_of
from tests.support.registry_feeds import claimed_event
from tests.support.registry_merges import NAME, twice, waits_at_the_desk
from tests.support.representing import made_ward
from tests.support.telephones import telephone_of
from tests.support.world import World, sure

Verb = Callable[[Officer], object]
Ready = Callable[[World, Desk], Verb]
"""Sets up what the verb is about; `Desk` is that of the officer who calls it."""
READ_ONLY: Final = frozenset({Power.HISTORY_READ, Power.LETTER_READ, Power.TERM_REPORT_READ})
"""Powers by which pages show something, and nothing is written."""
KIND: Final = DeskKind.COMMUNE_POLICE
ROOT: Final = authority("A root").pem
LOST: Final = Report(LossReason.LOST_CONTROL, frozenset({LostItem.SECRETS}))
LOCK: Final = {"ground": "g", "body": "b", "remedy": "r"}
PORTAL: Final = ActingClient(client_id="portal")
DAY: Final = timedelta(days=1)

OWN = "+84907770001"


def _register_client(world: World, _: Desk) -> Verb:
    client = world.registered().client
    wanted = Registration(
        name={"vi": "Cổng mới", "en": "New"},
        kind=client.kind,
        redirect_uris=("https://new.example/cb",),
    )
    return lambda by: world.services.relying_parties.register(wanted, actor=by)


def _edit_client(world: World, _: Desk) -> Verb:
    client_id, parties = world.party().client_id, world.services.relying_parties
    return lambda by: parties.edit(client_id, lambda it: replace(it, sso=not it.sso), actor=by)


def _edit_addresses(world: World, _: Desk) -> Verb:
    client_id, parties = world.party().client_id, world.services.relying_parties
    there = ("https://elsewhere.example/cb",)
    return lambda by: parties.edit(client_id, lambda it: replace(it, redirect_uris=there), actor=by)


def _activate_client(world: World, _: Desk) -> Verb:
    client_id, terms = world.registered().client.client_id, CURRENT_PARTY_TERMS
    parties = world.services.relying_parties
    return lambda by: parties.activate(client_id, terms_version=terms, actor=by)


def _suspend_client(world: World, _: Desk) -> Verb:
    client_id, parties = world.party().client_id, world.services.relying_parties
    return lambda by: parties.suspend(client_id, reason="leaked", actor=by)


def _remove_client(world: World, _: Desk) -> Verb:
    client_id, parties = world.party().client_id, world.services.relying_parties
    return lambda by: parties.remove(client_id, reason="closed", actor=by)


def _rotate_secret(world: World, _: Desk) -> Verb:
    client_id, parties = world.party().client_id, world.services.relying_parties
    return lambda by: parties.rotate_secret(client_id, actor=by)


def _register_provider(world: World, _: Desk) -> Verb:
    until, licensing = world.clock.now() + 9 * DAY, world.services.licensing
    return lambda by: licensing.register(
        name="Sen Vàng", certificate_until=until, help_line="1900", actor=by
    )


def _revoke_provider(world: World, desk: Desk) -> Verb:
    made: Any = sure(_register_provider(world, desk)(OPERATOR))  # type: ignore[arg-type] # a command
    return lambda by: world.services.licensing.revoke(made.id, reason="x", actor=by)


def _register_terminal(world: World, _: Desk) -> Verb:
    key = ClientKey()
    client_id, terminals = bank(world, key), world.services.ciba.terminals
    return lambda by: terminals.register(client_id, PLACE, key=key.public, actor=by)


def _suspend_terminal(world: World, _: Desk) -> Verb:
    key = ClientKey()
    client_id, terminals = bank(world, key), world.services.ciba.terminals
    made = sure(terminals.register(client_id, PLACE, key=key.public, actor=OPERATOR))
    return lambda by: terminals.suspend(made.id, reason="stolen", actor=by)


def _resume_terminal(world: World, _: Desk) -> Verb:
    key = ClientKey()
    client_id, terminals = bank(world, key), world.services.ciba.terminals
    made = sure(terminals.register(client_id, PLACE, key=key.public, actor=OPERATOR))
    sure(terminals.suspend(made.id, reason="stolen", actor=OPERATOR))
    return lambda by: terminals.resume(made.id, actor=by)


def _propose_switch(switch: Switch, value: object) -> Ready:
    return lambda world, _: lambda by: world.services.policy.propose(switch, value, by)


def _withdraw_switch(switch: Switch, value: object) -> Ready:
    def ready(world: World, _: Desk) -> Verb:
        change = sure(world.services.policy.propose(switch, value, _other(world).officer))
        return lambda by: world.services.policy.withdraw(change.id, by)

    return ready


def _approve_switch(switch: Switch, value: object) -> Ready:
    def ready(world: World, _: Desk) -> Verb:
        change = sure(world.services.policy.propose(switch, value, _other(world).officer))
        return lambda by: world.services.policy.approve(change.id, by)

    return ready


def _other(world: World, *roles: OfficerRole) -> Desk:
    """A colleague."""
    return desk_of(world, *(roles or (OfficerRole.OPERATOR,)), kind=KIND)


def _propose_anchor(world: World, _: Desk) -> Verb:
    return lambda by: world.services.trust_anchors.propose(AnchorKind.CSCA, ROOT, by)


def _approve_anchor(world: World, _: Desk) -> Verb:
    anchors = world.services.trust_anchors
    made = sure(anchors.propose(AnchorKind.CSCA, ROOT, _other(world).officer))
    return lambda by: anchors.approve(made.id, by)


def _withdraw_anchor(world: World, _: Desk) -> Verb:
    anchors = world.services.trust_anchors
    made = sure(anchors.propose(AnchorKind.CSCA, ROOT, _other(world).officer))
    return lambda by: anchors.withdraw(made.id, by)


def _propose_service(world: World, _: Desk) -> Verb:
    made = matcher("http://127.0.0.1:9")
    return lambda by: world.services.biometric_providers.propose(made, actor=by)


def _approve_service(world: World, _: Desk) -> Verb:
    providers = world.services.biometric_providers
    made = sure(providers.propose(matcher("http://127.0.0.1:9"), actor=_other(world).officer))
    return lambda by: providers.approve(made.id, actor=by)


def _retire_service(world: World, _: Desk) -> Verb:
    providers = world.services.biometric_providers
    made = sure(providers.propose(matcher("http://127.0.0.1:9"), actor=_other(world).officer))
    return lambda by: providers.retire(made.id, actor=by)


def _misuse(world: World) -> str:
    return world.services.violations.open(
        ViolationKind.CODE_REPLAYED, issued_to="portal", actor=PORTAL
    )


def _take_misuse(world: World, _: Desk) -> Verb:
    case_id = _misuse(world)
    return lambda by: world.services.violations.take(case_id, by)


def _close_misuse(world: World, desk: Desk) -> Verb:
    case_id = _misuse(world)
    sure(world.services.violations.take(case_id, desk.officer))
    return lambda by: world.services.violations.close(case_id, "done", by)


def _find_dishonest(world: World, _: Desk) -> Verb:
    whom, since = Person(subject_id=_other(world).person.subject_id), world.clock.now()
    return lambda by: world.services.frauds.of_officer(whom, since=since, actor=by)


def _find_stolen(world: World, _: Desk) -> Verb:
    held = world.services.credentials.held(world.person().subject_id)
    since = world.clock.now()
    return lambda by: world.services.frauds.of_credential(held[0].id, since=since, actor=by)


def _find_ceremony(world: World, _: Desk) -> Verb:
    me = world.person().subject_id
    services = world.services
    ceremony = services.frauds.bindings.for_subject(me, services.credentials.held(me))[0]
    return lambda by: services.frauds.of_ceremony(ceremony.id, actor=by)


def _report_loss(world: World, _: Desk) -> Verb:
    me = world.person().subject_id
    return lambda by: world.services.losses.report_for_caller(me, LOST, actor=by)


def _lost(world: World, me: str) -> str:
    losses = world.services.losses
    return losses.report(me, LOST, reported_by=ReportedBy.HOTLINE, actor=OPERATOR).number


def _take_loss(world: World, _: Desk) -> Verb:
    number = _lost(world, world.person().subject_id)
    return lambda by: world.services.losses.cases.take(number, actor=by)


def _close_loss(world: World, desk: Desk) -> Verb:
    number, cases = _lost(world, world.person().subject_id), world.services.losses.cases
    sure(cases.take(number, actor=desk.officer))
    return lambda by: cases.close(number, outcome="done", actor=by)


def _take_back_loss(world: World, _: Desk) -> Verb:
    number, losses = _lost(world, world.person().subject_id), world.services.losses
    return lambda by: losses.retraction.at_counter(number, document="card", actor=by)


def _take_correction(world: World, _: Desk) -> Verb:
    case = sure(ask(world, declared(world, nickname="Ann"), "nickname", "An"))
    return lambda by: world.services.cases.fire(case.id, CorrectionEvent.TAKE, by)


def _applied(world: World) -> Case:
    """An application of a citizen with an account of level 01, with its signed confirmation."""
    return applied(world, _other(world, OfficerRole.RECEIVING_OFFICER).officer)


def _withdraw_application(world: World, _: Desk) -> Verb:
    case = _applied(world)
    return lambda by: world.services.cases.fire(case.id, IssuanceEvent.WITHDRAW, by)


def _refuse_application(world: World, _: Desk) -> Verb:
    case, ground = _applied(world), IssuanceGround("r")
    return lambda by: world.services.cases.fire(case.id, IssuanceEvent.REFUSE, by, ground)


def _grant_application(world: World, _: Desk) -> Verb:
    both = _other(world, OfficerRole.RECEIVING_OFFICER, OfficerRole.REVIEWER)
    case = verified(world, applied(world, both.officer), both.officer)
    return lambda by: world.services.cases.approve(case.id, by)


def _begin_visit(world: World, _: Desk) -> Verb:
    me, visits = world.person(), world.services.counter_visits
    shown = DocumentData(**{"birthdate": "", **world.services.accounts.registered(me.subject_id)})
    return lambda by: visits.begin(me.username, shown, document="card", actor=by)


def _propose_agent(world: World, _: Desk) -> Verb:
    ward, keeper = world.person(totp=False), world.person(totp=False)
    made_ward(world, ward)
    return lambda by: representing.proposed(world, ward, keeper, by)


def _approve_agent(world: World, desk: Desk) -> Verb:
    by = _other(world, OfficerRole.IDENTITY_OFFICER).officer
    case: Any = sure(_propose_agent(world, desk)(by))
    representing.with_paper(world, case)
    return lambda by: world.services.cases.approve(case.id, by)


def _begun_visit(world: World) -> str:
    by = _other(world, OfficerRole.RECEIVING_OFFICER)
    visit: Any = sure(_begin_visit(world, by)(by.officer))
    return str(visit.id)


def _review_visit(world: World, _: Desk) -> Verb:
    visit_id = _begun_visit(world)
    return lambda by: world.services.counter_visits.review(visit_id, (), actor=by)


def _confirm_visit(world: World, _: Desk) -> Verb:
    visit_id, visits = _begun_visit(world), world.services.counter_visits
    other = _other(world, OfficerRole.RECEIVING_OFFICER).officer
    assert visits.review(visit_id, (), actor=other) is None
    return lambda by: visits.confirm(visit_id, actor=by)


def _key(world: World) -> str:
    me = world.person(totp=False).subject_id
    telephone_of(world, me)
    held = world.services.credentials.held(me)
    return next(each.id for each in held if each.kind is CredentialKind.APP_KEY)


def _begin_anchoring(world: World, _: Desk) -> Verb:
    services, key = world.services, _key(world)
    whose = services.credentials.owner_of(key)
    assert whose is not None
    account = services.accounts.by_subject(whose)
    assert account is not None
    shown = DocumentData(**{"birthdate": "", **services.accounts.registered(whose)})
    return lambda by: services.key_anchorings.begin(
        account.username,
        shown,
        key=services.app_keys.number(key),
        document="card",
        actor=by,
    )


def _confirm_anchoring(world: World, _: Desk) -> Verb:
    other = _other(world, OfficerRole.RECEIVING_OFFICER).officer
    case = sure(anchorings.begin(world.services, _key(world), by=other))
    return lambda by: world.services.cases.approve(case.id, by)


def _clear_means(world: World, _: Desk) -> Verb:
    me = world.person().subject_id
    _lost(world, me)
    return lambda by: world.services.losses.remove_stopped(me, actor=by)


def _open_biometrics(world: World, _: Desk) -> Verb:
    me = world.person().subject_id
    return lambda by: world.services.biometrics.open_again(me, actor=by)


def _invite(world: World, _: Desk) -> Verb:
    me = world.granted().subject_id
    return lambda by: world.services.activations.invite(me, actor=by)


def _reopen(world: World, _: Desk) -> Verb:
    me = world.granted().subject_id
    return lambda by: world.services.activations.reopen(me, actor=by)


def _send_to_own_number(world: World, _: Desk) -> Verb:
    person, numbers = world.granted(), world.services.own_numbers
    me, subscribers = (
        person.subject_id,
        Records({OWN: {"personal_number": number_of(world, person)}}),
    )
    sources = replace(numbers.sources, registries={RegistryName.SUBSCRIBERS: subscribers})
    verb = replace(numbers, sources=sources)
    return lambda by: verb.send_link(me, OWN, actor=by)


def _lock(world: World, _: Desk) -> Verb:
    me = world.person().subject_id
    return lambda by: world.services.endings.lock(me, **LOCK, actor=by)


def _unlock(world: World, _: Desk) -> Verb:
    me = world.person().subject_id
    sure(world.services.endings.lock(me, **LOCK, actor=OPERATOR))
    return lambda by: world.services.accounts.unlock(me, actor=by)


def _propose_ward(world: World, _: Desk) -> Verb:
    person = world.person(totp=False)
    return lambda by: representing.ward_proposed(world, person, by)


def _request_look(world: World, _: Desk) -> Verb:
    who = world.person().username
    return lambda by: world.services.looks.request(by, who, ground="a call")


def _look(world: World, desk: Desk) -> Verb:
    who, looks = world.person().username, world.services.looks
    number = sure(looks.request(desk.officer, who, ground="a call")).number
    purpose = "serve_the_person"
    return lambda by: looks.look(by, who, number=number, purpose=purpose)


def _ask_for_decision(world: World, _: Desk) -> Verb:
    change = sure(world.services.policy.propose(Switch.SSO, "off", _other(world).officer))
    case = world.services.work_list.by_id(change.id)
    assert case is not None
    return lambda by: world.services.case_decisions.of_case(case.number, by)


def _add_document(world: World, _: Desk) -> Verb:
    me, kind = world.person().subject_id, DocumentKind.EVIDENCE
    documents = world.services.documents
    return lambda by: documents.add(me, "BM-1", kind, io.BytesIO(pdf_of()), actor=by)


def _open_document(world: World, _: Desk) -> Verb:
    me, kind = world.person().subject_id, DocumentKind.EVIDENCE
    documents = world.services.documents
    kept = sure(documents.add(me, "BM-1", kind, io.BytesIO(pdf_of()), actor=OPERATOR))
    return lambda by: documents.open(kept.id, purpose="the case", actor=by)


def _deliver_letter(world: World, _: Desk) -> Verb:
    me, services = world.person().subject_id, world.services
    letter = services.decision_letters.account_unlocked(me, actor=OPERATOR)
    how = DeliveryMethod.POSTED
    return lambda by: services.letters.record_delivery(letter.number, how, detail="1", actor=by)


def _retry_notice(world: World, _: Desk) -> Verb:
    notices = world.services.notices
    notice_id = notices.queue_logout(
        client_id=world.party().client_id, uri="https://127.0.0.1:1/x", claims={"sub": "s"}
    )
    notices.deliver()
    return lambda by: world.services.failing_notices.retry(notice_id, actor=by)


def _draft(world: World) -> AppointmentDraft:
    now = world.clock.now()
    return AppointmentDraft(
        username=world.person().username,
        roles=(OfficerRole.HOTLINE,),
        desk="Quầy 9",
        desk_kind=DeskKind.HOTLINE,
        valid_from=now,
        valid_until=now + 9 * DAY,
    )


def _propose_appointment(world: World, _: Desk) -> Verb:
    draft = _draft(world)
    return lambda by: world.services.appointments.propose(draft, by)


def _second_signature(world: World, desk: Desk, decision: Decision, first: Desk) -> Verb:
    """The signature of `desk`, whose page was made while they could sign."""
    appointments = world.services.appointments
    sure(first.decide(decision))
    answer = desk.answer(desk.page(decision))
    return lambda by: appointments.sign(decision.id, by, answer)


def _approve_appointment(world: World, desk: Desk) -> Verb:
    first = _other(world, OfficerRole.OPERATOR)
    decision = sure(world.services.appointments.propose(_draft(world), first.officer))
    return _second_signature(world, desk, decision, first)


def _propose_end(world: World, _: Desk) -> Verb:
    whose = _other(world, OfficerRole.HOTLINE).officer.appointment_id or ""
    return lambda by: world.services.appointments.propose_end(whose, by)


def _approve_end(world: World, desk: Desk) -> Verb:
    whose, first = _other(world, OfficerRole.HOTLINE), _other(world, OfficerRole.OPERATOR)
    ended = whose.officer.appointment_id or ""
    decision = sure(world.services.appointments.propose_end(ended, first.officer))
    return _second_signature(world, desk, decision, first)


def _resign(world: World, desk: Desk) -> Verb:
    mine = desk.officer.appointment_id or ""
    return lambda by: world.services.appointments.resign(mine, by)


def _delegation(world: World) -> DelegationDraft:
    now = world.clock.now()
    return DelegationDraft(
        officer_id=_other(world, OfficerRole.APPROVER).officer.officer_id,
        powers=(Power.ACCOUNT_LOCK,),
        valid_from=now,
        valid_until=now + 9 * DAY,
    )


def _propose_delegation(world: World, _: Desk) -> Verb:
    draft = _delegation(world)
    return lambda by: world.services.appointments.delegate(draft, by)


def _approve_delegation(world: World, desk: Desk) -> Verb:
    first = _other(world, OfficerRole.OPERATOR)
    decision = sure(world.services.appointments.delegate(_delegation(world), first.officer))
    return _second_signature(world, desk, decision, first)


def _end_delegation(world: World, _: Desk) -> Verb:
    first, director = _other(world, OfficerRole.OPERATOR), _other(world, OfficerRole.DIRECTOR)
    decision = sure(world.services.appointments.delegate(_delegation(world), first.officer))
    sure(first.decide(decision))
    given = sure(director.decide(decision)).delegation
    assert given is not None
    return lambda by: world.services.appointments.end_delegation(given.id, by)


def _retry_event(world: World, _: Desk) -> Verb:
    whose, updates = world.person().subject_id, world.services.registry_updates
    with world.services.database.transaction():
        updates.feeds.take(RegistryName.POPULATION, "e1", whose)
    return lambda by: updates.retry(RegistryName.POPULATION, "e1", whose, actor=by)


def _retry_match(world: World, _: Desk) -> Verb:
    whose, matching = world.person().subject_id, world.services.registry_matching
    with world.services.database.transaction():
        matching.waiting.park(whose, RegistryName.POPULATION, Reason.SERVICE_UNAVAILABLE)
    return lambda by: matching.retry(whose, actor=by)


def _part(world: World, _: Desk) -> Verb:
    used, unused, joins = world.person(), world.granted(), world.services.registry_updates.joins
    number = world.services.subjects.identity(used.subject_id).data["personal_number"]
    with world.services.database.transaction():
        event = claimed_event(world, unused.subject_id)
        joins.join(event, unused.subject_id, used.subject_id, number, actor=System(rule="D8.1"))
    (made,) = joins.joins.of_subject(used.subject_id)
    return lambda by: joins.undo(made.id, reason="r", actor=by)


def _merge_open(world: World, _: Desk) -> Verb:
    told, holder = world.person().subject_id, world.person().subject_id
    waits_at_the_desk(world, told, holder)
    merges = world.services.registry_merges
    return lambda by: merges.open(NAME, "e1", told=told, holder=holder, actor=by)


def _merge_hear(world: World, _: Desk) -> Verb:
    both = twice(world)
    case, shown = sure(both.opened()), both.shown()
    return lambda by: world.services.cases.fire(case.id, MergeEvent.HEAR, by, shown)


def _merge_approve(world: World, _: Desk) -> Verb:
    case = twice(world).proposed()
    return lambda by: world.services.cases.approve(case.id, by)


VERBS: Final[Mapping[Power, tuple[Ready, ...]]] = {
    Power.POLICY_PROPOSE: (_propose_switch(Switch.SSO, "off"), _withdraw_switch(Switch.SSO, "off")),
    Power.POLICY_APPROVE: (_approve_switch(Switch.SSO, "off"),),
    Power.MEANS_RULES_PROPOSE: (
        _propose_switch(Switch.MEANS_RULES, []),
        _withdraw_switch(Switch.MEANS_RULES, []),
    ),
    Power.MEANS_RULES_APPROVE: (_approve_switch(Switch.MEANS_RULES, []),),
    Power.ANCHOR_PROPOSE: (_propose_anchor,),
    Power.ANCHOR_APPROVE: (_approve_anchor,),
    Power.ANCHOR_WITHDRAW: (_withdraw_anchor,),
    Power.BIOMETRIC_PROVIDER_PROPOSE: (_propose_service,),
    Power.BIOMETRIC_PROVIDER_APPROVE: (_approve_service,),
    Power.BIOMETRIC_PROVIDER_RETIRE: (_retire_service,),
    Power.MISUSE_TAKE: (_take_misuse,),
    Power.MISUSE_DECIDE: (_close_misuse,),
    Power.FRAUD_FIND: (_find_dishonest, _find_stolen, _find_ceremony),
    Power.LOSS_REPORT: (_report_loss,),
    Power.LOSS_TAKE: (_take_loss,),
    Power.LOSS_DECIDE: (_close_loss,),
    Power.LOSS_TAKE_BACK: (_take_back_loss,),
    Power.CORRECTION_DECIDE: (_take_correction,),
    Power.ISSUANCE_RECEIVE: (_withdraw_application,),
    Power.ISSUANCE_PROPOSE: (_refuse_application,),
    Power.ISSUANCE_APPROVE: (_grant_application,),
    Power.RECOVERY_BEGIN: (_begin_visit, _review_visit),
    Power.RECOVERY_CONFIRM: (_confirm_visit,),
    Power.KEY_ANCHOR_BEGIN: (_begin_anchoring,),
    Power.KEY_ANCHOR_CONFIRM: (_confirm_anchoring,),
    Power.MEANS_CLEAR: (_clear_means, _open_biometrics),
    Power.ACTIVATION_INVITE: (_invite,),
    Power.ACTIVATION_REOPEN: (_reopen, _send_to_own_number),
    Power.ACCOUNT_LOCK: (_lock,),
    Power.ACCOUNT_UNLOCK: (_unlock,),
    Power.GUARDIANSHIP_PROPOSE: (_propose_agent, _propose_ward),
    Power.GUARDIANSHIP_APPROVE: (_approve_agent,),
    Power.CLIENT_REGISTER: (_register_client, _edit_client),
    Power.CLIENT_ACTIVATE: (_activate_client,),
    Power.CLIENT_SUSPEND: (_suspend_client, _remove_client),
    Power.CLIENT_KEY_CHANGE: (_rotate_secret, _edit_addresses),
    Power.PROVIDER_REGISTER: (_register_provider,),
    Power.PROVIDER_REVOKE: (_revoke_provider,),
    Power.TERMINAL_REGISTER: (_register_terminal,),
    Power.TERMINAL_SUSPEND: (_suspend_terminal, _resume_terminal),
    Power.PERSON_LOOK: (_request_look, _look),
    Power.WORK_SEE: (_ask_for_decision,),
    Power.DOCUMENT_ADD: (_add_document,),
    Power.DOCUMENT_OPEN: (_open_document,),
    Power.LETTER_DELIVER: (_deliver_letter,),
    Power.OFFICER_APPOINT_PROPOSE: (_propose_appointment,),
    Power.OFFICER_APPOINT_APPROVE: (_approve_appointment,),
    Power.OFFICER_END_PROPOSE: (_propose_end,),
    Power.OFFICER_END_APPROVE: (_approve_end,),
    Power.OFFICER_RESIGN: (_resign,),
    Power.DELEGATION_PROPOSE: (_propose_delegation,),
    Power.DELEGATION_APPROVE: (_approve_delegation,),
    Power.DELEGATION_END: (_end_delegation,),
    Power.NOTICE_RETRY: (_retry_notice,),
    Power.REGISTRY_RETRY: (_retry_event, _retry_match),
    Power.JOIN_UNDO: (_part,),
    Power.MERGE_PROPOSE: (_merge_open, _merge_hear),
    Power.MERGE_APPROVE: (_merge_approve,),
}
"""The verbs that take each power."""
KEPT_TRIES: Final = frozenset(
    {
        EventType.PERSON_LOOK_REFUSED,
        EventType.DECISION_REFUSED,
        EventType.CASE_MOVE_REFUSED,
        EventType.COUNTER_VISIT_REFUSED,
        EventType.KEY_ANCHORING_REFUSED,
        *(
            move.if_refused
            for each in PROCEDURES.values()
            for move in each.transitions
            if move.if_refused is not None
        ),
    }
)
"""What the history keeps of a refused try."""


def unable(officer: Officer, power: Power, world: World) -> Iterator[Officer]:
    """The officer, less one thing that the power takes."""
    rule, now = POWERS[power], world.clock.now()
    others = [role for role in OfficerRole if role not in rule.roles]
    yield replace(officer, roles=tuple(others[:1]))
    yield replace(officer, until=now)
    yield replace(officer, level=rule.level - 1)
    yield replace(officer, authenticated_at=now - rule.fresh_for - timedelta(seconds=1))
    if rule.at_desks:
        yield replace(officer, desk_kind=DeskKind.HOTLINE)
    if rule.of_director:
        yield replace(officer, roles=(OfficerRole.APPROVER,), delegated=())


def stored(world: World) -> tuple[dict[str, list[tuple[Any, ...]]], list[str]]:
    """Every row of every table but the history, and what happened."""
    database = world.services.database
    rows = contents(database, but={HISTORY.name})
    happened = database.all(select(HISTORY.c.happening).order_by(HISTORY.c.id))
    return rows, [each.happening for each in happened]


def role_with(power: Power) -> OfficerRole:
    roles = POWERS[power].roles
    return OfficerRole.DIRECTOR if OfficerRole.DIRECTOR in roles else min(roles)


def test_every_power_that_changes_something_has_its_verbs_here() -> None:
    assert set(VERBS) == set(Power) - READ_ONLY


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("power", "ready"),
    [
        pytest.param(power, ready, id=f"{power} {number}")
        for power, verbs in VERBS.items()
        for number, ready in enumerate(verbs)
    ],
)
@pytest.mark.norm("D4.8", limb="each verb refuses who lacks its power, whoever calls it")
def test_a_verb_refuses_who_lacks_its_power(world: World, power: Power, ready: Ready) -> None:
    desk = desk_of(world, role_with(power), kind=KIND)
    _other(world), _other(world)  # so that who resigns leaves two who can appoint others
    verb = ready(world, desk)
    now, matter = world.clock.now(), Matter.CITIZEN_IN_PERSON if POWERS[power].at_desks else None
    for lacking in unable(desk.officer, power, world):
        reason = may(lacking, power, now, matter)
        assert reason is not None
        rows, happened = stored(world)
        assert verb(lacking) == Refused(reason), lacking
        after, more = stored(world)
        assert after == rows, reason
        assert set(more[len(happened) :]) <= KEPT_TRIES
    answer = verb(desk.officer)
    assert not isinstance(answer, Refused), answer


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_officer_does_nothing_about_themself(world: World) -> None:
    """With every role, and every power of the Director: the person of the matter is the officer."""
    desk = desk_of(world, *OfficerRole, kind=KIND)
    me, by, services = desk.person.subject_id, desk.officer, world.services
    kept = sure(
        services.documents.add(
            me, "BM-1", DocumentKind.EVIDENCE, io.BytesIO(pdf_of()), actor=OPERATOR
        )
    )
    letter = services.decision_letters.account_unlocked(me, actor=OPERATOR)
    since = world.clock.now()
    credential = services.credentials.held(me)[0].id
    before = stored(world)
    for answer in (
        services.endings.lock(me, **LOCK, actor=by),
        services.accounts.unlock(me, actor=by),
        representing.ward_proposed(world, desk.person, by),
        services.losses.report_for_caller(me, LOST, actor=by),
        services.losses.remove_stopped(me, actor=by),
        services.biometrics.open_again(me, actor=by),
        services.activations.invite(me, actor=by),
        services.activations.reopen(me, actor=by),
        services.frauds.of_officer(Person(subject_id=me), since=since, actor=by),
        services.frauds.of_credential(credential, since=since, actor=by),
        services.documents.add(me, "BM-1", DocumentKind.EVIDENCE, io.BytesIO(pdf_of()), actor=by),
        services.documents.open(kept.id, purpose="the case", actor=by),
        services.letters.record_delivery(
            letter.number, DeliveryMethod.POSTED, detail="1", actor=by
        ),
    ):
        assert answer == Refused(Reason.OWN_MATTER)
    assert stored(world) == before


def test_neither_people_nor_clients_nor_rules_do_what_officers_do(world: World) -> None:
    """What they proved about themselves is no power over others, nor over their own lock."""
    services = world.services
    whose, other = world.person(totp=False), world.person(totp=False)
    me, by = whose.subject_id, ReportedBy.HOTLINE
    case = services.losses.report(me, LOST, reported_by=by, actor=OPERATOR)
    before = stored(world)
    for actor in (
        PORTAL,
        System(rule="D3.5"),
        Person(subject_id=other.subject_id, level=2, authenticated_at=world.clock.now()),
    ):
        for answer in (
            services.endings.lock(me, **LOCK, actor=actor),
            services.accounts.unlock(me, actor=actor),
            representing.ward_proposed(world, whose, actor),
            services.losses.retraction.at_counter(case.number, document="card", actor=actor),
            services.biometrics.open_again(me, actor=actor),
        ):
            assert answer == Refused(Reason.NOT_AUTHORISED)
    themself = Person(subject_id=me, level=2, authenticated_at=world.clock.now())
    assert services.endings.lock(me, **LOCK, actor=themself) == Refused(Reason.NOT_AUTHORISED)
    assert services.biometrics.open_again(me, actor=themself) == ()
    assert stored(world) == before
