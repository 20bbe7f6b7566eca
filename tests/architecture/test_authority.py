"""Granting, locking and admitting are the authority's acts: only the officers' desk does them."""

import ast
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.support import source

BY_COMMAND = {
    ("accounts", "unlock"),
    ("authenticator_metadata", "import_blob"),
    ("biometric_providers", "approve"),
    ("biometric_providers", "propose"),
    ("biometric_providers", "propose_assurance"),
    ("biometric_providers", "retire"),
    ("cases", "close"),
    ("cases", "take"),
    ("counter_visits", "begin"),
    ("counter_visits", "confirm"),
    ("counter_visits", "review"),
    ("endings", "lock"),
    ("frauds", "of_ceremony"),
    ("frauds", "of_credential"),
    ("frauds", "of_officer"),
    ("licensing", "register"),
    ("licensing", "revoke"),
    ("losses", "remove_stopped"),
    ("parties", "edit"),
    ("parties", "register"),
    ("policy", "approve"),
    ("policy", "propose"),
    ("relying_parties", "activate"),
    ("relying_parties", "remove"),
    ("relying_parties", "rotate_secret"),
    ("relying_parties", "suspend"),
    ("revocations", "import_list"),
    ("signers", "import_list"),
    ("retraction", "at_counter"),
    ("terminals", "register"),
    ("terminals", "resume"),
    ("terminals", "suspend"),
    ("trust_anchors", "approve"),
    ("trust_anchors", "propose"),
    ("trust_anchors", "withdraw"),
    ("violations", "close"),
    ("violations", "take"),
}
NO_SURFACE_YET = {
    ("accounts", "create"),
    ("accounts", "end_guardianship"),
    ("accounts", "lock"),
    ("accounts", "place_under_guardian"),
    ("endings", "place_under_guardian"),
    ("relying_parties", "edit"),
    ("relying_parties", "register"),
    ("subjects", "match"),
    ("subjects", "register"),
}
"""Issuing and guardianship wait for the officers' console; the others are inner names of acts."""


def acts(path: str) -> set[tuple[str, str]]:
    """Calls of the form `<anything>.accounts.create(...)` below a folder."""
    return acts_of(source.modules(path))


def acts_of(modules: Iterable[Path]) -> set[tuple[str, str]]:
    return {
        (service, call.func.attr)
        for module in modules
        for call in ast.walk(source.tree(module))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        for service in [ast.unparse(call.func.value).split(".")[-1].removesuffix("()")]
    }


SURFACES = sorted(
    folder.name
    for folder in (source.ROOT / "idp" / "web").iterdir()
    if folder.is_dir() and folder.name not in {"officer", "admin", "__pycache__"}
)


@pytest.mark.norm("D3.4", limb="no program performs an act on an account")
def test_the_admin_api_performs_no_act_on_a_person() -> None:
    """It works on registers, proposals and cases; nothing of an account is within its reach."""
    of_people = {"accounts", "subjects", "endings", "counter_visits", "losses", "frauds"}
    acts_on_people = {act for act in BY_COMMAND | NO_SURFACE_YET if act[0] in of_people}
    assert acts_on_people
    assert acts("idp/web/admin") & acts_on_people == set()


@pytest.mark.norm("D3.4", limb="no page of people or parties performs an act of the authority")
@pytest.mark.parametrize("surface", SURFACES)
def test_no_other_surface_performs_an_act_of_the_authority(surface: str) -> None:
    assert acts(f"idp/web/{surface}") & (BY_COMMAND | NO_SURFACE_YET) == set()


@pytest.mark.norm("D3.4", limb="at the desk an act of the authority takes a power")
def test_at_the_desk_only_a_register_performs_them_where_each_act_names_its_power() -> None:
    pages = sorted((source.ROOT / "idp" / "web" / "officer").glob("*.py"))
    assert acts_of(pages) & BY_COMMAND == set()
    assert acts("idp/web/officer/registers") & BY_COMMAND


@pytest.mark.norm("D3.4", limb="the operator's command performs them")
def test_the_operators_command_performs_them() -> None:
    """All of them: one that was renamed would not be looked for above any more."""
    assert acts("idp/cli") >= BY_COMMAND
