"""Every procedure there is."""

from collections.abc import Mapping
from typing import Final

from idp.casework.domain.procedure import Procedure
from idp.corrections.procedures import DATA_CORRECTION
from idp.factors.app_keys.procedures import KEY_ANCHORING
from idp.factors.biometrics.procedures import BIOMETRIC_RECORD
from idp.issuance.level_one_procedures import LEVEL_ONE
from idp.issuance.organisations.procedures import ORGANISATION_ACCOUNT
from idp.issuance.procedures import ISSUANCE
from idp.losses.procedures import COUNTER_RECOVERY, LOSS
from idp.officers.procedures import PERSON_REQUEST
from idp.policy.procedures import MEANS_RULES_CHANGE, POLICY_CHANGE, TRUST_ANCHOR
from idp.registries.procedures import REGISTRATION_MERGE
from idp.violations.procedures import MISUSE

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
        *ISSUANCE,
        ORGANISATION_ACCOUNT,
        *LEVEL_ONE,
    )
}
"""By name, in the order of the pages that show them."""
