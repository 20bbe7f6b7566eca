"""Every procedure there is."""

from collections.abc import Mapping
from typing import Final

from idp.casework.domain.procedure import Procedure
from idp.corrections.procedures import DATA_CORRECTION
from idp.factors.app_keys.procedures import KEY_ANCHORING
from idp.factors.biometrics.procedures import BIOMETRIC_RECORD
from idp.issuance.level_one.procedures import LEVEL_ONE
from idp.issuance.organisations.procedures import ORGANISATION_ACCOUNT
from idp.issuance.procedures import ISSUANCE
from idp.kernel.accounts_mode import AccountsMode
from idp.losses.procedures import COUNTER_RECOVERY, LOSS
from idp.officers.procedures import PERSON_REQUEST
from idp.policy.procedures import MEANS_RULES_CHANGE, POLICY_CHANGE, TRUST_ANCHOR
from idp.registries.procedures import REGISTRATION_MERGE
from idp.representation.procedures import GUARDIANSHIP_RECORD
from idp.violations.procedures import MISUSE

_OF_THE_STATE: Final = (*ISSUANCE, ORGANISATION_ACCOUNT, *LEVEL_ONE)
"""By which accounts of the State are applied for: an operator of own accounts issues none."""

PROCEDURES: Final[Mapping[str, Procedure]] = {
    each.name: each
    for each in (
        MISUSE,
        POLICY_CHANGE,
        MEANS_RULES_CHANGE,
        TRUST_ANCHOR,
        BIOMETRIC_RECORD,
        LOSS,
        COUNTER_RECOVERY,
        KEY_ANCHORING,
        PERSON_REQUEST,
        DATA_CORRECTION,
        REGISTRATION_MERGE,
        GUARDIANSHIP_RECORD,
        *_OF_THE_STATE,
    )
}
"""By name, in the order of the pages that show them."""


def procedures_of(mode: AccountsMode) -> Mapping[str, Procedure]:
    """The procedures whose cases there can be where accounts are made in this way."""
    if mode is AccountsMode.STATE_SYSTEM:
        return PROCEDURES
    return {name: each for name, each in PROCEDURES.items() if each not in _OF_THE_STATE}
