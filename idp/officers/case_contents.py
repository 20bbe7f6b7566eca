"""What each case is about, for the page that two people sign: read from the slice that keeps it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final, TypeVar

from idp.casework.domain.cases import Case, facts_in
from idp.casework.domain.procedure import Procedure
from idp.casework.service import Cases
from idp.casework.typed_texts import is_sealed
from idp.factors.biometrics.domain import Assurance, BiometricProvider
from idp.factors.biometrics.procedures import BIOMETRIC_RECORD
from idp.factors.biometrics.providers import find, served_before
from idp.kernel.accounts_mode import AccountsMode
from idp.officers.domain.case_contents import CaseContent
from idp.officers.domain.signing import ShownValue
from idp.platform.database import Database
from idp.policy.anchors import Anchor
from idp.policy.domain import ChangeState, PolicyChange
from idp.policy.procedures import MEANS_RULES_CHANGE, POLICY_CHANGE, TRUST_ANCHOR
from idp.policy.service import Policy, in_force
from idp.policy.trust_anchors import TrustAnchors

Kept = TypeVar("Kept", PolicyChange, Anchor)
_NOT_ENTERED: Final = frozenset({"id", "state", "proposed_by", "approved_by", "assurances"})
"""Fields of a biometric record that say how far it is, or are records of their own."""


@dataclass(frozen=True)
class ContentsOfCases:
    """The engine's procedures; a case without a register of its own shows what its moves said."""

    database: Database
    procedures: Mapping[str, Procedure]
    cases: Cases
    policy: Policy
    trust_anchors: TrustAnchors
    mode: AccountsMode

    def of(self, case: Case) -> CaseContent:
        """The content of a case as it is now."""
        citation = self.procedures[case.procedure].citation.vi
        if case.procedure in {POLICY_CHANGE.name, MEANS_RULES_CHANGE.name}:
            change = _known(self.policy.one(case.id), case)
            if change.state is ChangeState.PENDING:  # of two proposals the first changes the second
                now = in_force(self.database, change.switch, self.mode)
                change = replace(change, before=now)
            return _of_change(citation, change)
        if case.procedure == TRUST_ANCHOR.name:
            return _of_anchor(citation, _known(self.trust_anchors.one(case.id), case))
        if case.procedure == BIOMETRIC_RECORD.name:
            return self._of_record(citation, find(self.database, case.id))
        told = facts_in(self.cases.events(case.id))
        # What names people is read in the case, whose version is signed; here it is not told.
        return _of_facts(
            citation, {name: each for name, each in told.items() if not is_sealed(each)}
        )

    def _of_record(self, citation: str, record: BiometricProvider | Assurance) -> CaseContent:
        """Everything that is entered about a service, or a report about one, and what it meets.

        A service stands beside those of its task that are in force, as people are compared by the
        newest; a report is about a service as it is.
        """
        told = _entered(record)
        if isinstance(record, BiometricProvider):
            told["in_force"] = [_named(each) for each in served_before(self.database, record)]
        else:
            service = find(self.database, record.provider_id)
            assert isinstance(service, BiometricProvider)  # noqa: S101 - the id of a service
            told["service"] = _named(service)
            told["service_state"] = str(service.state)
        return _of_facts(citation, told)


def _of_change(citation: str, change: PolicyChange) -> CaseContent:
    before, after = _text(change.before), _text(change.after)
    data = {"switch": change.switch, "before": before, "after": after}
    return CaseContent(citation, (ShownValue(change.switch, before, after),), data)


def _of_anchor(citation: str, anchor: Anchor) -> CaseContent:
    data = {
        "kind": anchor.kind,
        "certificate": anchor.subject,
        "fingerprint": anchor.fingerprint,
        "not_after": anchor.not_after.isoformat(),
    }
    shown = tuple(ShownValue(name, None, str(value)) for name, value in data.items())
    return CaseContent(citation, shown, data)


def _named(service: BiometricProvider) -> str:
    return f"{service.name}, {service.endpoint}"


def _entered(record: BiometricProvider | Assurance) -> dict[str, Any]:
    told = {
        each.name: getattr(record, each.name)
        for each in fields(record)
        if each.name not in _NOT_ENTERED
    }
    return {
        name: [str(one) for one in value] if isinstance(value, tuple) else str(value)
        for name, value in told.items()
        if value is not None
    }


def _of_facts(citation: str, facts: Any) -> CaseContent:  # noqa: ANN401 - of any event
    shown = tuple(ShownValue(name, None, _text(value)) for name, value in sorted(facts.items()))
    return CaseContent(citation, shown, {each.label: each.after for each in shown})


def _known(record: Kept | None, case: Case) -> Kept:
    """The record of a case. Raises LookupError."""
    if record is None:
        raise LookupError(case.id)
    return record


def _text(value: object) -> str:
    """A JSON value as text: the same text for the same value."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
