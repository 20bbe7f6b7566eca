"""Who may give a program its powers: never the officer who only reviews connections."""

from dataclasses import replace

import pytest

from idp.kernel.actors import ActingClient, OfficerRole
from idp.kernel.refusals import Reason, Refused
from idp.relying_parties.domain.registration import Registration
from tests.support.assertions import ClientKey
from tests.support.officers import officer
from tests.support.world import World, sure

REVIEWER = officer(OfficerRole.CONNECTION_REVIEWER)
DECIDER = officer(OfficerRole.CONNECTION_DECIDER)


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


@pytest.mark.norm("D4.8", limb="a reviewer alone makes no program that may more than they do")
def test_a_reviewer_makes_no_program_of_an_active_client(world: World) -> None:
    parties, party = world.services.relying_parties, world.party()
    refused = Refused(Reason.NOT_AUTHORISED)
    assert parties.edit(party.client_id, as_program, actor=REVIEWER) == refused
    assert parties.edit(party.client_id, as_program, actor=ActingClient(client_id="x")) == refused
    sure(parties.edit(party.client_id, as_program, actor=DECIDER))

    def more(before: Registration) -> Registration:
        return replace(before, scopes=before.scopes | {"admin:client_suspend"})

    assert parties.edit(party.client_id, more, actor=REVIEWER) == refused
