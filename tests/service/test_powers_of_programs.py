"""Who may give a program its powers: two people who hold each of them, never one alone."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from idp.history.domain import EventType
from idp.kernel.actors import ActingClient, Actor, Officer, OfficerRole, SecondPerson
from idp.kernel.refusals import Reason, Refused
from idp.relying_parties.domain.client import CURRENT_PARTY_TERMS, Client, ClientState, PartyKind
from idp.relying_parties.domain.registration import Registration
from idp.subjects.domain import SubjectKind
from tests.support.assertions import ClientKey
from tests.support.officers import OPERATOR, officer
from tests.support.world import World, sure

REVIEWER = officer(OfficerRole.CONNECTION_REVIEWER)
DECIDER = officer(OfficerRole.CONNECTION_DECIDER)
ONE, OTHER = officer(OfficerRole.OPERATOR), officer(OfficerRole.OPERATOR)
NOT_AUTHORISED, FOUR_EYES = Refused(Reason.NOT_AUTHORISED), Refused(Reason.FOUR_EYES)
Change = Callable[[Registration], Registration]


def as_program(before: Registration) -> Registration:
    """The same client, as one of the admin API with every power it could ask for."""
    return replace(
        before,
        auth_method="private_key_jwt",
        jwks=ClientKey().jwks,
        grant_types=frozenset({"client_credentials"}),
        scopes=frozenset({"admin:client_activate", "admin:provider_register"}),
        claims={},
        redirect_uris=(),
        post_logout_redirect_uris=(),
        sector="portal.example",
    )


def program_of(*powers: str) -> Registration:
    """A new client of the admin API with these powers."""
    return Registration(
        name={"vi": "Tự động hóa", "en": "Automation"},
        kind=PartyKind.STATE_AGENCY,
        grant_types=frozenset({"client_credentials"}),
        auth_method="private_key_jwt",
        jwks=ClientKey().jwks,
        scopes=frozenset(f"admin:{each}" for each in powers),
    )


def registered(world: World, *powers: str, actor: Actor = ONE) -> Client:
    made = world.services.relying_parties.register(program_of(*powers), actor=actor)
    return sure(made).client


def activated(world: World, client: Client, actor: Actor) -> Client | Refused:
    return world.services.relying_parties.activate(
        client.client_id, terms_version=CURRENT_PARTY_TERMS, actor=actor
    )


def with_scope(scope: str) -> Change:
    return lambda was: replace(was, scopes=was.scopes | {scope})


def another_key(before: Registration) -> Registration:
    return replace(before, jwks=ClientKey().jwks)


@pytest.mark.norm("D4.8", limb="a reviewer alone makes no program that may more than they do")
def test_a_reviewer_makes_no_program_of_an_active_client(world: World) -> None:
    parties, party = world.services.relying_parties, world.party()
    refused = Refused(Reason.NOT_AUTHORISED)
    assert parties.edit(party.client_id, as_program, actor=REVIEWER) == refused
    assert parties.edit(party.client_id, as_program, actor=ActingClient(client_id="x")) == refused
    assert parties.edit(party.client_id, as_program, actor=DECIDER) == refused
    made = sure(parties.edit(party.client_id, as_program, actor=ONE)).client
    assert made.state is ClientState.REGISTERED, "and waits for another person"

    more = with_scope("admin:client_suspend")
    assert parties.edit(party.client_id, more, actor=REVIEWER) == refused


@pytest.mark.norm("D4.8", limb="nobody gets by a program a power that their roles do not hold")
@pytest.mark.parametrize(
    ("power", "without", "also"),
    [
        ("misuse_decide", ONE, OfficerRole.IDENTITY_OFFICER),
        ("loss_decide", ONE, OfficerRole.IDENTITY_OFFICER),
        ("provider_register", DECIDER, OfficerRole.LICENCE_DECIDER),
    ],
)
def test_who_does_not_hold_a_power_gives_it_to_no_program(
    world: World, power: str, without: Officer, also: OfficerRole
) -> None:
    parties, both = world.services.relying_parties, ("work_see", power)
    assert parties.register(program_of(*both), actor=without) == NOT_AUTHORISED
    holder = officer(*without.roles, also)
    made = registered(world, *both, actor=holder)
    assert activated(world, made, without) == NOT_AUTHORISED
    assert parties.edit(made.client_id, another_key, actor=without) == NOT_AUTHORISED
    weak, more = registered(world, "work_see", actor=without), with_scope(f"admin:{power}")
    assert parties.edit(weak.client_id, more, actor=without) == NOT_AUTHORISED
    sure(parties.edit(weak.client_id, more, actor=holder))


@pytest.mark.norm("D4.8", limb="a program is registered and activated by two people")
def test_who_registered_or_changed_a_program_does_not_activate_it(world: World) -> None:
    parties = world.services.relying_parties
    made = registered(world, "work_see")
    again = replace(ONE, officer_id=OTHER.officer_id, session_id=OTHER.session_id)
    for same in (ONE, again):
        assert activated(world, made, same) == FOUR_EYES
    sure(parties.edit(made.client_id, another_key, actor=OTHER))
    for author in (ONE, OTHER):
        assert activated(world, made, author) == FOUR_EYES, "both chose what it may"
    assert sure(activated(world, made, DECIDER)).state is ClientState.ACTIVE
    sure(parties.suspend(made.client_id, reason="a leak", actor=ONE))
    assert sure(activated(world, made, ONE)).state is ClientState.ACTIVE, "nothing was changed"


@pytest.mark.norm("D4.8", limb="two accounts of one identity are one person")
def test_two_accounts_of_one_identity_make_no_two_people(world: World) -> None:
    number = {"personal_number": "001190000017"}
    accounts = (world.person(data=number), world.person(kind=SubjectKind.FOREIGNER, data=number))
    here = world.clock.now()
    first, second = (
        replace(
            officer(OfficerRole.OPERATOR, subject_id=each.subject_id),
            authenticated_at=here,
        )
        for each in accounts
    )
    made = registered(world, "work_see", actor=first)
    assert activated(world, made, second) == FOUR_EYES
    sure(activated(world, made, replace(OTHER, authenticated_at=here)))


@pytest.mark.norm("D4.8", limb="another key or power of a program waits for another person")
@pytest.mark.parametrize("change", [another_key, with_scope("admin:client_suspend")])
def test_a_changed_program_waits_for_another_person(world: World, change: Change) -> None:
    parties = world.services.relying_parties
    made = registered(world, "work_see")
    sure(activated(world, made, OTHER))
    named = sure(parties.edit(made.client_id, lambda was: replace(was, sso=not was.sso), actor=ONE))
    assert named.client.state is ClientState.ACTIVE
    changed = sure(parties.edit(made.client_id, change, actor=OTHER)).client
    assert (changed.state, parties.may_ask(changed)) == (ClientState.REGISTERED, False)
    (entry, *_) = world.services.history.about_client(made.client_id, {EventType.CLIENT_EDITED})
    assert entry.facts["before"]["state"] == "active"
    assert activated(world, made, OTHER) == FOUR_EYES
    assert parties.may_ask(sure(activated(world, made, DECIDER)))


def test_a_program_changed_while_it_is_suspended_waits_for_another_person(world: World) -> None:
    parties = world.services.relying_parties
    made = registered(world, "work_see")
    sure(activated(world, made, OTHER))
    sure(parties.suspend(made.client_id, reason="a leak", actor=OTHER))
    sure(parties.edit(made.client_id, another_key, actor=OTHER))
    assert activated(world, made, OTHER) == FOUR_EYES
    sure(activated(world, made, DECIDER))


def test_a_command_registers_a_program_and_never_activates_it(world: World) -> None:
    """Outside the demonstration, where no two names that were typed are two people."""
    parties, refused = world.services.relying_parties, Refused(Reason.COMMANDS_PROPOSE)
    elsewhere = replace(parties, programs=replace(parties.programs, second_person=SecondPerson()))
    made = sure(elsewhere.register(program_of("work_see", "misuse_decide"), actor=OPERATOR)).client

    def activate(actor: Actor) -> Client | Refused:
        terms = CURRENT_PARTY_TERMS
        return elsewhere.activate(made.client_id, terms_version=terms, actor=actor)

    another = replace(OPERATOR, user="another", said="another")
    powers = ("client_activate", "work_see", "misuse_decide")
    of_a_program = ActingClient(client_id="x", powers=powers)
    for actor in (OPERATOR, another, of_a_program):
        assert activate(actor) == refused
    sure(activate(officer(OfficerRole.CONNECTION_DECIDER, OfficerRole.REVIEWER)))
    sure(elsewhere.suspend(made.client_id, reason="a leak", actor=OPERATOR))
    assert activate(OPERATOR) == refused, "also where nothing was changed"


def test_in_the_demonstration_two_names_are_two_people(world: World) -> None:
    one, other = (replace(OPERATOR, said=name) for name in ("one", "other"))
    made = registered(world, "work_see", actor=one)
    assert activated(world, made, one) == FOUR_EYES
    assert sure(activated(world, made, other)).state is ClientState.ACTIVE


def test_other_clients_are_activated_as_before(world: World) -> None:
    client = world.registered().client
    assert sure(activated(world, client, OPERATOR)).state is ClientState.ACTIVE
