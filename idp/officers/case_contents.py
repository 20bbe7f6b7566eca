"""What each case is about, for the page that two people sign: read from the slice that keeps it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from idp.casework.domain.cases import Case
from idp.casework.domain.procedure import Procedure
from idp.casework.service import Cases
from idp.officers.domain.case_contents import CaseContent
from idp.officers.domain.signing import ShownValue
from idp.policy.anchors import Anchor
from idp.policy.domain import PolicyChange
from idp.policy.service import Policy
from idp.policy.trust_anchors import TrustAnchors


@dataclass(frozen=True)
class ContentsOfCases:
    """The engine's procedures; a case of another slice shows the facts of its last event."""

    procedures: Mapping[str, Procedure]
    cases: Cases
    policy: Policy
    trust_anchors: TrustAnchors

    def of(self, case: Case) -> CaseContent:
        """The content of a case as it is now."""
        citation = self.procedures[case.procedure].citation
        change = next((each for each in self.policy.changes() if each.id == case.id), None)
        if change is not None:
            return _of_change(citation, change)
        anchor = next((each for each in self.trust_anchors.all() if each.id == case.id), None)
        if anchor is not None:
            return _of_anchor(citation, anchor)
        return _of_facts(citation, self.cases.events(case.id)[-1].facts)


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


def _of_facts(citation: str, facts: Any) -> CaseContent:  # noqa: ANN401 - of any event
    shown = tuple(ShownValue(name, None, _text(value)) for name, value in sorted(facts.items()))
    return CaseContent(citation, shown, {each.label: each.after for each in shown})


def _text(value: object) -> str:
    """A JSON value as text: the same text for the same value."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
