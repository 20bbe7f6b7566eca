"""The roles of officers, their kinds of desks and what is delegated, in words; message ids."""

from collections.abc import Mapping
from typing import Final

from idp.access import desks
from idp.access.desks import DeskKind
from idp.access.powers import Power
from idp.kernel.accounts_mode import AccountsMode
from idp.kernel.actors import OfficerRole
from idp.web.current import settings
from idp.web.pages.labels import N_

ROLES: Final[Mapping[OfficerRole, str]] = {
    OfficerRole.DIRECTOR: N_("Director"),
    OfficerRole.OPERATOR: N_("Operator"),
    OfficerRole.HOTLINE: N_("Hotline"),
    OfficerRole.RECEIVING_OFFICER: N_("Receiving officer"),
    OfficerRole.IDENTITY_OFFICER: N_("Identity officer"),
    OfficerRole.IMMIGRATION_OFFICER: N_("Immigration officer"),
    OfficerRole.REVIEWER: N_("Reviewer"),
    OfficerRole.APPROVER: N_("Approver"),
    OfficerRole.CONNECTION_REVIEWER: N_("Connection reviewer"),
    OfficerRole.CONNECTION_DECIDER: N_("Connection decider"),
    OfficerRole.LICENCE_REVIEWER: N_("Licence reviewer"),
    OfficerRole.LICENCE_DECIDER: N_("Licence decider"),
    OfficerRole.INSPECTOR: N_("Inspector"),
    OfficerRole.AUDITOR: N_("Auditor"),
}
DESKS: Final[Mapping[DeskKind, str]] = {
    DeskKind.AUTHORITY: N_("Identification and authentication authority"),
    DeskKind.HOTLINE: N_("Hotline"),
    DeskKind.COMMUNE_POLICE: N_("Police of a commune"),
    DeskKind.CARD_PLACE: N_("Place where identity cards are made"),
    DeskKind.PROVINCIAL_POLICE: N_("Police of a province"),
    DeskKind.IMMIGRATION_PROVINCIAL: N_("Immigration, province"),
    DeskKind.IMMIGRATION_CENTRAL: N_("Immigration, central"),
}
"""Kinds of desks of a State system that there are; those that ended by law cannot be chosen."""
OWN_DESKS: Final[Mapping[DeskKind, str]] = {
    DeskKind.AUTHORITY: N_("Head office"),
    DeskKind.COUNTER: N_("Counter"),
    DeskKind.HOTLINE: N_("Hotline"),
}
"""Kinds of desks of an operator of accounts of its own."""
POWERS: Final[Mapping[Power, str]] = {
    Power.ACCOUNT_LOCK: N_("Lock accounts"),
    Power.ACCOUNT_UNLOCK: N_("Unlock accounts"),
}
"""The powers of the Director that can be delegated (D16)."""


def desk_words(mode: AccountsMode) -> Mapping[DeskKind, str]:
    """Every kind of desk at which somebody may hold an appointment, in the words of the mode.

    An appointment from before outlives a change of what is offered, so each kind has its word.
    """
    own, other = (OWN_DESKS, DESKS) if mode is AccountsMode.SELF_CREATED else (DESKS, OWN_DESKS)
    return {**other, **own}


def desks_here() -> Mapping[DeskKind, str]:
    """The kinds of desks that are offered in this installation."""
    mode = settings().accounts_mode
    return {kind: label for kind, label in desk_words(mode).items() if kind in desks.KINDS[mode]}


def roles_here() -> Mapping[OfficerRole, str]:
    """The roles that are offered in this installation."""
    mode = settings().accounts_mode
    return {role: label for role, label in ROLES.items() if role in desks.ROLES[mode]}
