"""What the business register says of an organisation; ask outside of a transaction (D12.2-1)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from idp.kernel.clock import Clock, civil_day
from idp.kernel.refusals import Reason, Refused
from idp.kernel.registries import NoAnswer, RegistryName
from idp.registries.domain import question_of
from idp.registries.ports import RecordRegistry
from idp.registries.records import LOCKING, ReadRecord, read_record
from idp.subjects.domain import NUMBER_OF, Identity, SubjectKind

_KIND: Final = SubjectKind.ORGANISATION


@dataclass(frozen=True)
class OrganisationSources:
    """`registries`: those that are connected."""

    clock: Clock
    registries: Mapping[RegistryName, RecordRegistry]

    def record(self, identity: Identity) -> ReadRecord | Refused | None:
        """As `told`; Refused also NOT_OPERATING, by its register."""
        read = self.told(identity)
        stopped = isinstance(read, ReadRecord) and not operates(read)
        return Refused(Reason.NOT_OPERATING) if stopped else read

    def told(self, identity: Identity) -> ReadRecord | Refused | None:
        """The record of an organisation, operating or not; None where the register has none.

        Its data hold also the number by which it was found. Refused: REGISTRY_NOT_CONNECTED;
        SERVICE_UNAVAILABLE, REGISTRY_ANSWER_REFUSED; REGISTRY_RECORD_FAULTY; REGISTRY_DIFFERS where
        it is that of another one.
        """
        registry = self.registries.get(RegistryName.BUSINESS)
        if registry is None:
            return Refused(Reason.REGISTRY_NOT_CONNECTED)
        number = question_of(identity).number
        try:
            record = registry.look_up(number)
        except NoAnswer as silent:
            return Refused(silent.reason)
        if record is None:
            return None
        read = read_record(_KIND, record, civil_day(self.clock.now()))
        if read is None:
            return Refused(Reason.REGISTRY_RECORD_FAULTY)
        if read.number not in (None, identity.number):
            return Refused(Reason.REGISTRY_DIFFERS)
        data = {NUMBER_OF[_KIND]: identity.number, number.kind: number.value, **read.data}
        return replace(read, data=data)


def operates(read: ReadRecord) -> bool:
    """Whether the organisation operates by this record, as far as it says anything of that."""
    return read.status is None or LOCKING[_KIND][read.status] is None
