"""The registers of the desk, each in a module of its own, in the order of the menu."""

from collections.abc import Mapping
from typing import Final

from idp.casework.domain.cases import Case
from idp.losses.procedures import LOSS
from idp.web.current import services
from idp.web.officer.records import Register
from idp.web.officer.registers.accounts import AccountRegister
from idp.web.officer.registers.appointments import AppointmentRegister, DelegationRegister
from idp.web.officer.registers.cases import CaseRegister
from idp.web.officer.registers.clocks import ClockRegister
from idp.web.officer.registers.decisions import DecisionRegister
from idp.web.officer.registers.letters import LetterRegister
from idp.web.officer.registers.losses import LossRegister
from idp.web.officer.registers.notices import NoticeRegister
from idp.web.officer.registers.officers import OfficerRegister
from idp.web.officer.registers.parties import PartyRegister
from idp.web.officer.registers.providers import ProviderRegister
from idp.web.officer.registers.registries import RegistryRegister
from idp.web.officer.registers.terminals import TerminalRegister

STANDING: Final[tuple[Register, ...]] = (
    DecisionRegister(),
    LossRegister(),
    PartyRegister(),
    ProviderRegister(),
    TerminalRegister(),
    LetterRegister(),
    NoticeRegister(),
    RegistryRegister(),
    ClockRegister(),
    OfficerRegister(),
)


OF_PROCEDURES: Final[Mapping[str, Register]] = {LOSS.name: LossRegister()}
"""By procedure: the register of its cases, where that is one of its own."""

APART: Final[tuple[Register, ...]] = (
    AccountRegister(),
    AppointmentRegister(),
    DelegationRegister(),
)
"""Registers without a place in the menu: other pages lead to their records."""


def registers() -> tuple[Register, ...]:
    """Every register with a list: the cases of each procedure there is, then those that stand."""
    cases = (
        CaseRegister(each)
        for each in services().work_list.procedures.values()
        if each.name not in OF_PROCEDURES
    )
    return (*cases, *STANDING)


def case_and_register(number: str) -> tuple[Case, Register] | None:
    """The case of this number with the register of its procedure; None where there is neither."""
    found = services().cases.by_number(number)
    register = None if found is None else register_of(found.procedure)
    return None if found is None or register is None else (found, register)


def register_of(procedure: str) -> Register | None:
    """The register of the cases of a procedure."""
    if procedure in OF_PROCEDURES:
        return OF_PROCEDURES[procedure]
    found = services().work_list.procedures.get(procedure)
    return None if found is None else CaseRegister(found)


def register_at(path: str) -> Register | None:
    """The register of an address; that of a procedure also by the procedure's name."""
    every = (*registers(), *APART)
    return next((each for each in every if each.path == path), OF_PROCEDURES.get(path))
