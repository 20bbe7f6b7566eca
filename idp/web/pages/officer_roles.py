"""The roles of officers, their kinds of desks and what is delegated, in words; message ids."""

from collections.abc import Mapping
from typing import Final

from idp.access.desks import DeskKind
from idp.access.powers import Power
from idp.kernel.actors import OfficerRole
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
"""Kinds of desks that there are; those that ended by law cannot be chosen."""
POWERS: Final[Mapping[Power, str]] = {
    Power.ACCOUNT_LOCK: N_("Lock accounts"),
    Power.ACCOUNT_UNLOCK: N_("Unlock accounts"),
}
"""The powers of the Director that can be delegated (D16)."""
