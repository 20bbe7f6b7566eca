"""What pages say of cases, from the slices that keep it: each read once for a page of a list."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from idp.casework.domain.cases import Case, CaseEvent, facts_in
from idp.corrections.procedures import DATA_CORRECTION
from idp.corrections.service import ToldCorrection
from idp.factors.biometrics.domain import Assurance, BiometricProvider
from idp.kernel.ids import Id
from idp.losses.domain import LossCase
from idp.losses.procedures import LOSS
from idp.policy.anchors import Anchor
from idp.policy.domain import PolicyChange
from idp.violations.procedures import MISUSE
from idp.violations.service import MisuseInList
from idp.web.current import services
from idp.web.officer.party_names import party
from idp.web.officer.read_together import PAGE, ReadTogether, V
from idp.web.officer.values import Value

CHANGES = ("policy_change", "means_rules_change")
ANCHORS = ("trust_anchor",)
BIOMETRICS = ("biometric_record",)
_IN_ROWS = frozenset({MISUSE.name, LOSS.name, *CHANGES, *ANCHORS, *BIOMETRICS})
"""The procedures whose cases say nothing from their events: their slices keep rows of them."""


class CaseReads:
    """Reads of the cases of a list, in its order.

    What a row asks for is read with that of the rows behind it, of those procedures that need it.
    `read`: reads the cases themselves; `together`: how many are shown on a page.
    """

    def __init__(
        self,
        ids: Sequence[Id],
        *,
        read: Callable[[Sequence[Id]], Mapping[Id, Case]] | None = None,
        together: int = PAGE,
    ) -> None:
        known = services()
        self._ids, self._together = ids, together
        self._cases = ReadTogether(ids, read or known.work_list.by_ids, together=together)
        self._misuse = self._rows((MISUSE.name,), known.violations.in_list)
        self._losses = self._rows((LOSS.name,), known.losses.cases.some)
        self._changes = self._rows(CHANGES, known.policy.some)
        self._anchors = self._rows(ANCHORS, known.trust_anchors.some)
        self._corrections = self._rows((DATA_CORRECTION.name,), self._told_of)
        self._events = ReadTogether(ids, self._events_in_clear, together=together)
        self._biometrics: Mapping[Id, BiometricProvider | Assurance] | None = None
        self.party: Callable[[str | None], Value] = cache(party)

    @classmethod
    def of(cls, cases: Iterable[Case]) -> "CaseReads":
        """Of cases that were read."""
        known = {each.id: each for each in cases}
        return cls(list(known), read=lambda some: {each: known[each] for each in some})

    def case(self, case_id: Id) -> Case:
        """One of the cases. Raises LookupError."""
        found = self._cases.of(case_id)
        if found is None:
            raise LookupError(case_id)
        return found

    def events(self, case: Case) -> Sequence[CaseEvent]:
        """What happened in a case, in order, with the texts about its person in clear."""
        return self._events.of(case.id) or ()

    def told(self, case: Case) -> dict[str, Any]:
        """Everything that was told in a case, later facts in place of earlier ones, in clear."""
        return facts_in(self.events(case))

    def misuse(self, case: Case) -> MisuseInList | None:
        """What a list says of a misuse case."""
        return self._misuse.of(case.id)

    def loss(self, case: Case) -> LossCase | None:
        """The loss of a case."""
        return self._losses.of(case.id)

    def change(self, case: Case) -> PolicyChange | None:
        """The change of policy of a case."""
        return self._changes.of(case.id)

    def anchor(self, case: Case) -> Anchor | None:
        """The certificate of a case."""
        return self._anchors.of(case.id)

    def correction(self, case: Case) -> ToldCorrection:
        """What was said in a case of a correction. Raises LookupError for another one."""
        found = self._corrections.of(case.id)
        if found is None:
            raise LookupError(case.id)
        return found

    def biometric(self, record_id: Id) -> BiometricProvider | Assurance | None:
        """A biometric service or a report, which is that of a case; there are few."""
        if self._biometrics is None:
            every = services().biometric_providers.all()
            reports = {one.id: one for each in every for one in each.assurances}
            self._biometrics = {**reports, **{each.id: each for each in every}}
        return self._biometrics.get(record_id)

    def _rows(
        self, of: Collection[str], read: Callable[[Collection[Id]], Mapping[Id, V]]
    ) -> ReadTogether[Id, V]:
        """Reads of the rows that the slice of these procedures keeps."""

        def some(ids: Sequence[Id]) -> Mapping[Id, V]:
            return read([each for each in ids if self.case(each).procedure in of])

        return ReadTogether(self._ids, some, together=self._together)

    def _told_of(self, ids: Collection[Id]) -> Mapping[Id, ToldCorrection]:
        return services().corrections.told([self.case(each) for each in ids])

    def _events_in_clear(self, ids: Sequence[Id]) -> Mapping[Id, Sequence[CaseEvent]]:
        cases = [each for each in map(self.case, ids) if each.procedure not in _IN_ROWS]
        return services().cases.events_in_clear(cases)
