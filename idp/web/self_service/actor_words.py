"""Who acted, in plain words for the person of the history: no session, officer or host is told."""

from collections.abc import Callable, Mapping
from typing import Final, assert_never

from idp.history.domain import Entry
from idp.kernel.actors import (
    ActingClient,
    Actor,
    Officer,
    Operator,
    Person,
    System,
    Through,
    Unproven,
)
from idp.kernel.ids import Id
from idp.web.pages.labels import N_
from idp.web.pages.language import Lang
from idp.web.pages.rendering import words

YOU: Final = N_("you")
FOR_YOU: Final = N_("somebody who acts for you")
ANOTHER: Final = N_("another person")
OFFICER: Final = N_("an officer (desk %(desk)s)")
SERVICE: Final = N_("the service %(name)s")
OPERATOR: Final = N_("the operator of this sign-in service")
SYSTEM: Final = N_("the system by itself")
BY_RULE: Final = N_("the system by itself, because %(rule)s")
RULES: Final[Mapping[str, str]] = {
    "D3.3": N_("a register that did not answer before was asked again"),
    "D8.1": N_("a register of the State told of a change"),
    "D8.2": N_("the register of organisations told of a change"),
    "policy cases of earlier releases": N_("its case was moved from an earlier version"),
    "policy abandoned_cases": N_("the officer in charge does not work on it any more"),
    "D10.1b-4": N_("an application for an account was sent from a telephone, or withdrawn there"),
    "D12.3-1": N_("every representative of an organisation is asked"),
    "D12.3-2": N_("every representative of an organisation has to agree"),
    "D14.2-1": N_("a person for whom others acted acts alone from then on"),
    "X6.1": N_("people act for an organisation, and nobody signs in as it"),
    "policy erasure_asked": N_("it was asked for, and the time to withdraw was over"),
    "policy biometric_tries": N_("too many tries failed"),
    "policy copied_credential": N_("a copy of it seems to exist"),
    "policy counter_request": N_("the request could not be answered any more"),
    "policy counter_tries": N_("three wrong numbers were typed"),
    "policy grant_validity": N_("the service is not allowed to have it any more"),
    "policy one_person_per_browser": N_("another person signed in in that browser"),
}
"""The rules by which the system acts in the history of a person."""
UNPROVEN: Final[Mapping[Through, str]] = {
    Through.BROWSER: N_("not proven who, in a browser"),
    Through.APPLICATION: N_("an application on a phone; not proven who used it"),
    Through.LETTER: N_("whoever used the link in a letter to you"),
    Through.CLIENT: N_("a service; not proven which"),
    Through.UNKNOWN: N_("not proven who"),
}


def who_acted(entry: Entry, lang: Lang, named: Callable[[str], str]) -> str:
    """Who acted, as the end of a sentence; `named`: the name of a relying party by its id."""
    return _told(entry.actor, entry, lang, named)


def _told(actor: Actor, entry: Entry, lang: Lang, named: Callable[[str], str]) -> str:
    match actor:
        case Person():
            return words(lang, _person(actor, entry.subject_id))
        case Officer():
            return words(lang, OFFICER) % {"desk": actor.desk}
        case ActingClient():
            return words(lang, SERVICE) % {"name": named(actor.client_id)}
        case Operator():
            return words(lang, OPERATOR)
        case System():
            return _by_rule(actor.rule, lang)
        case Unproven():
            return words(lang, UNPROVEN[actor.through])
        case _:
            assert_never(actor)


def _person(actor: Person, whose: Id | None) -> str:
    if actor.subject_id == whose:
        return YOU
    return FOR_YOU if actor.acting_for == whose else ANOTHER


def _by_rule(rule: str, lang: Lang) -> str:
    why = RULES.get(rule)
    return words(lang, SYSTEM) if why is None else words(lang, BY_RULE) % {"rule": words(lang, why)}
