"""The registers of the desk, each in a module of its own, in the order of the menu."""

from typing import Final

from idp.web.current import services
from idp.web.officer.records import Register
from idp.web.officer.registers.accounts import AccountRegister
from idp.web.officer.registers.cases import CaseRegister
from idp.web.officer.registers.clocks import ClockRegister
from idp.web.officer.registers.decisions import DecisionRegister
from idp.web.officer.registers.losses import LossRegister
from idp.web.officer.registers.notices import NoticeRegister
from idp.web.officer.registers.officers import OfficerRegister
from idp.web.officer.registers.parties import PartyRegister
from idp.web.officer.registers.providers import ProviderRegister
from idp.web.officer.registers.terminals import TerminalRegister

STANDING: Final[tuple[Register, ...]] = (
    DecisionRegister(),
    LossRegister(),
    PartyRegister(),
    ProviderRegister(),
    TerminalRegister(),
    NoticeRegister(),
    ClockRegister(),
    OfficerRegister(),
)


APART: Final[tuple[Register, ...]] = (AccountRegister(),)
"""Registers without a list, and so without a place in the menu."""


def registers() -> tuple[Register, ...]:
    """Every register with a list: the cases of each procedure there is, then those that stand."""
    cases = (CaseRegister(each) for each in services().work_list.procedures.values())
    return (*cases, *STANDING)


def register_of(procedure: str) -> CaseRegister | None:
    """The register of the cases of a procedure."""
    found = services().work_list.procedures.get(procedure)
    return None if found is None else CaseRegister(found)


def register_at(path: str) -> Register | None:
    return next((each for each in (*registers(), *APART) if each.path == path), None)
