"""Who acted, in a few words."""

from idp.kernel.actors import ActingClient, Actor, Officer, Operator, Person, System, Unproven
from idp.web.officer.values import Value, code, text, word
from idp.web.pages.labels import N_


def actor_value(actor: Actor) -> Value:
    """Who acted, in a few words. No name of a person: officers are told by their desk and id."""
    match actor:
        case Officer():
            return text(f"{actor.desk} ({actor.officer_id[-6:]})")
        case Person():
            return word(N_("The person"))
        case ActingClient():
            return code(actor.client_id)
        case Operator():
            return text(f"{actor.user}@{actor.host}")
        case System():
            return word(N_("The system"))
        case Unproven():
            return word(N_("Not proven"))
