"""Granting, locking and admitting are the authority's acts: no page, no endpoint does them."""

import ast

import pytest

from tests.support import source

ACTS_OF_THE_AUTHORITY = {
    ("accounts", "create"),
    ("accounts", "lock"),
    ("accounts", "unlock"),
    ("biometric_providers", "approve"),
    ("biometric_providers", "propose"),
    ("biometric_providers", "propose_assurance"),
    ("biometric_providers", "retire"),
    ("licensing", "register"),
    ("licensing", "revoke"),
    ("policy", "approve"),
    ("policy", "propose"),
    ("relying_parties", "activate"),
    ("relying_parties", "register"),
    ("relying_parties", "suspend"),
    ("subjects", "match"),
    ("subjects", "register"),
    ("violations", "close"),
    ("violations", "take"),
}


def acts(path: str) -> set[tuple[str, str]]:
    """Calls of the form `<anything>.accounts.create(...)` below a folder."""
    return {
        (service, call.func.attr)
        for module in source.modules(path)
        for call in ast.walk(source.tree(module))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        for service in [ast.unparse(call.func.value).split(".")[-1].removesuffix("()")]
    }


@pytest.mark.norm("D3.4")
def test_no_surface_performs_an_act_of_the_authority() -> None:
    assert acts("idp/web") & ACTS_OF_THE_AUTHORITY == set()


@pytest.mark.norm("D3.4")
def test_the_operators_command_performs_them() -> None:
    assert acts("idp/cli") & ACTS_OF_THE_AUTHORITY
