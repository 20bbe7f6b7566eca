"""Who acts is a value and never a string, in every verb that changes something."""

import ast
import importlib
import inspect
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Final, get_args

import pytest

from idp.kernel import actors
from idp.kernel.actors import Actor
from idp.web.self_service.actor_words import RULES
from tests.support import source

WHO: Final = frozenset(
    {
        "actor",
        "approved_by",
        "approver",
        "begun_by",
        "by",
        "confirmed_by",
        "decided_by",
        "officers",
        "proposed_by",
        "proposer",
        "retired_by",
        "taken_by",
        "withdrawn_by",
    }
)
"""The names of parameters and fields that say who acts; an `owner` is whose work a case is."""
TYPED: Final = ("idp/cli/", "idp/demo/")
"""Where a person types a remark, which becomes an `Operator` there."""
STORED: Final = "tables.py"
"""Columns keep text, which `idp.history.actors` reads."""
NOT_IN_A_PERSONS_HISTORY: Final = frozenset(
    {
        *("", "D17.2-1", "X7.2", "X13.1", "policy decision_expiry"),
        "policy receipts of consents",  # signs a letter; the history says that the person asked
    }
)
KEYS: Final = frozenset(
    {
        "idp.assurance.tainting.Fraud.officers",
        "idp.assurance.tainting.Held.officers",
        "idp.web.self_service.means.MeansPage.by",
    }
)
"""The officers of a ceremony by `key_of`, for findings; the evidence a page asks for."""
UNION: Final = frozenset(each.__name__ for each in get_args(Actor))


def modules() -> Iterator[Any]:
    for path in source.modules("idp"):
        name = source.name(path)
        if not name.startswith(TYPED) and not name.endswith(STORED):
            yield importlib.import_module(name.removesuffix(".py").replace("/", "."))


def says_text(annotation: object) -> bool:
    """Whether it is text, or may be, or a collection of texts."""
    if isinstance(annotation, str):
        return "str" in annotation
    return annotation is str or any(says_text(each) for each in get_args(annotation))


def verbs() -> Iterator[tuple[str, inspect.Signature]]:
    for module in modules():
        for holder in vars(module).values():
            if inspect.isclass(holder) and holder.__module__ == module.__name__:
                for name, verb in vars(holder).items():
                    if inspect.isfunction(verb) and not name.startswith("_"):
                        yield f"{module.__name__}.{holder.__name__}.{name}", inspect.signature(verb)


def test_no_verb_takes_a_text_for_who_acts() -> None:
    told = {
        f"{verb}({each.name})"
        for verb, signature in verbs()
        for each in signature.parameters.values()
        if each.name in WHO and says_text(each.annotation)
    }
    assert told == set()


def test_no_value_keeps_a_text_for_who_acted() -> None:
    told = {
        f"{module.__name__}.{name}.{each.name}"
        for module in modules()
        for name, holder in vars(module).items()
        if inspect.isclass(holder) and holder.__module__ == module.__name__ and is_dataclass(holder)
        for each in fields(holder)
        if each.name in WHO and says_text(each.type)
    }
    assert told == KEYS


def calls(verb: str) -> Iterator[tuple[str, ast.Call]]:
    for path in source.modules("idp"):
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(verb):
                yield f"{source.name(path)}:{node.lineno}", node


def test_every_entry_of_history_says_who_acted() -> None:
    appended = dict(calls("history.append"))
    assert len(appended) > 30
    for where, call in appended.items():
        (actor,) = [each.value for each in call.keywords if each.arg == "actor"]
        assert not isinstance(actor, ast.Constant), where


def test_who_acts_has_no_default() -> None:
    """A missing actor is an error; only who enrols a means is told by the session that asks."""
    told = {
        verb
        for verb, signature in verbs()
        for each in signature.parameters.values()
        if each.name == "actor" and each.default is not inspect.Parameter.empty
    }
    assert told == {
        "idp.factors.recovery.RecoveryCodes.renew",
        "idp.factors.service.Credentials.enrol",
    }


def kinds_in(pattern: ast.pattern) -> set[str]:
    return {
        ast.unparse(each.cls) for each in ast.walk(pattern) if isinstance(each, ast.MatchClass)
    } & UNION


def is_exhaustive(match: ast.Match) -> bool:
    """With every kind named, as mypy demands of a match (`exhaustive-match`), or `assert_never`."""
    last = match.cases[-1]
    if ast.unparse(last.pattern) != "_":
        return True
    called = [ast.unparse(each.value) for each in last.body if isinstance(each, ast.Expr)]
    return any("assert_never(" in each for each in called)


def test_every_match_over_the_union_is_exhaustive() -> None:
    found = [
        (f"{source.name(path)}:{node.lineno}", node)
        for path in source.modules("idp")
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Match) and any(kinds_in(case.pattern) for case in node.cases)
    ]
    assert len(found) >= 3
    for where, match in found:
        assert is_exhaustive(match), where


def test_the_union_names_every_kind_of_actor() -> None:
    declared = {name for name, kind in vars(actors).items() if is_dataclass(kind)}
    assert declared - {"SecondPerson"} == UNION


def rules() -> Iterator[str]:
    for _, call in calls("System"):
        for each in call.keywords:
            if each.arg == "rule" and isinstance(each.value, ast.Constant):
                yield str(each.value.value)


def test_every_rule_that_acts_in_a_persons_history_has_words() -> None:
    assert set(rules()) - NOT_IN_A_PERSONS_HISTORY == set(RULES)


@pytest.mark.parametrize(
    ("annotation", "is_text"),
    [(str, True), (str | None, True), (tuple[str, ...], True), (Actor, False)],
)
def test_a_text_is_noticed(annotation: object, is_text: bool) -> None:  # noqa: FBT001
    assert says_text(annotation) is is_text
