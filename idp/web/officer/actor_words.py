"""Who acted, in a few words."""

from idp.kernel.actors import ActingClient, Actor, Officer, Operator, Person, System, Unproven
from idp.web.officer.officer_names import officer_name
from idp.web.officer.party_names import party
from idp.web.officer.values import Kind, Value, text, word
from idp.web.pages.labels import N_
from idp.web.pages.officer_roles import ROLES


def actor_value(actor: Actor) -> Value:
    """Who acted, in a few words: an officer by name, roles and desk, a person never by name."""
    match actor:
        case Officer():
            return Value(
                Kind.OFFICER,
                officer_name(actor.officer_id) or actor.officer_id,
                words=tuple(ROLES[each] for each in actor.roles),
                desk=actor.desk,
            )
        case Person():
            return word(N_("The person"))
        case ActingClient():
            return party(actor.client_id)
        case Operator():
            return text(f"{actor.user}@{actor.host}")
        case System():
            return word(N_("The system"))
        case Unproven():
            return word(N_("Not proven"))
