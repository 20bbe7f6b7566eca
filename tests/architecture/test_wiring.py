"""One way to put services together: given all they use, by the wiring and by nothing else."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.support import source

SLICES = tuple(path for path in source.modules() if source.name(path).startswith("idp/"))
WIRING = "idp/wiring/"
CONTEXT = ("database", "clock", "history")
STATEFUL = frozenset({"Database", "Clock", "History", "ServiceContext", "Keyring", "Sealing"})
"""A dataclass is a service if it is constructed with one of these, or with a service."""
VALUES = frozenset({"ServiceContext", "Services"})
"""Lists of services, which use none of them."""
MEMOS = {
    "idp/kernel/biometrics.py": {"digest"},  # of a value, once it is asked for
    "idp/platform/mail.py": {"_trust"},  # read when it is needed: it takes long at a start
    "idp/platform/outbound.py": {"_trust"},
    "idp/web/bare_flask.py": {"cookies"},  # of a request, as werkzeug's own
}
"""What may be a cached property: no part of a service."""


@dataclass(frozen=True)
class Service:
    name: str
    module: str
    fields: dict[str, str]
    """The name of each field and its annotation."""

    @property
    def node(self) -> ast.ClassDef:
        """Found anew: a parameter of a test outlasts the test, and would keep its tree."""
        body = source.tree(source.ROOT / self.module).body
        return next(
            each for each in body if isinstance(each, ast.ClassDef) and each.name == self.name
        )

    @property
    def is_frozen(self) -> bool:
        return "frozen=True" in ast.unparse(self.node.decorator_list[0])

    @property
    def bases(self) -> set[str]:
        return {ast.unparse(base) for base in self.node.bases}


def dataclasses() -> Iterator[Service]:
    for path in SLICES:
        for node in source.tree(path).body:
            if isinstance(node, ast.ClassDef) and any(
                "dataclass" in ast.unparse(each) for each in node.decorator_list
            ):
                fields = {
                    ast.unparse(line.target): ast.unparse(line.annotation)
                    for line in node.body
                    if isinstance(line, ast.AnnAssign) and "ClassVar" not in ast.unparse(line)
                }
                yield Service(node.name, source.name(path), fields)


def closed_over_services() -> tuple[Service, ...]:
    """Every dataclass that is given something with a state, or a dataclass of this kind."""
    found = {
        each.name: each
        for each in dataclasses()
        if not each.module.startswith(WIRING) and each.name not in VALUES
    }
    known: set[str] = set()
    while True:
        more = {
            name
            for name, each in found.items()
            if {*each.fields.values(), *each.bases} & (STATEFUL | known)
        }
        if more == known:
            return tuple(found[name] for name in sorted(known))
        known = more


SERVICES = closed_over_services()
BY_NAME = {each.name: each for each in SERVICES}


def kin(service: Service) -> Iterator[Service]:
    """A service, those it extends, and those that extend it."""
    yield from kin_below(service)
    above = [BY_NAME[base] for base in service.bases if base in BY_NAME]
    while above:
        yield from above
        above = [BY_NAME[base] for each in above for base in each.bases if base in BY_NAME]


def kin_below(service: Service) -> Iterator[Service]:
    yield service
    for other in SERVICES:
        if service.name in other.bases:
            yield from kin_below(other)


def fields_of(service: Service) -> dict[str, str]:
    """Its own fields and those of what it extends."""
    inherited = [fields_of(BY_NAME[base]) for base in service.bases if base in BY_NAME]
    return {name: kind for each in (*inherited, service.fields) for name, kind in each.items()}


def read_by(service: Service) -> set[str]:
    """The fields a service reads of itself."""
    return {
        node.attr
        for each in kin(service)
        for node in ast.walk(each.node)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "self"
    }


def published() -> set[tuple[str, str]]:
    """Pairs of a variable's or field's name and the attribute read of it, outside of the wiring."""
    return {
        (ast.unparse(node.value).rpartition(".")[2], node.attr)
        for path in SLICES
        if not source.name(path).startswith(WIRING)
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Attribute)
    }


PUBLISHED = published()


def names_of(service: Service) -> set[str]:
    """The names of fields and arguments of this type."""
    types = {each.name for each in kin_below(service)}
    fields = {name for each in dataclasses() for name, kind in each.fields.items() if kind in types}
    arguments = {
        node.arg
        for path in SLICES
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.arg)
        and node.annotation is not None
        and ast.unparse(node.annotation) in types
    }
    return fields | arguments


def test_there_are_services_to_look_at() -> None:
    assert {"Tokens", "Ciba", "Credentials", "Passwords", "ChipCards", "Losses"} <= {*BY_NAME}
    assert len(SERVICES) > 80


@pytest.mark.parametrize("service", SERVICES, ids=lambda each: each.name)
def test_a_service_reads_all_it_is_given(service: Service) -> None:
    """Or publishes it: another reads `tokens.signer` where a field `tokens` is of this type."""
    unread = service.fields.keys() - read_by(service)
    called = names_of(service) if unread else set()
    useless = {field for field in unread if not any((name, field) in PUBLISHED for name in called)}
    assert useless == set()


@pytest.mark.parametrize("service", SERVICES, ids=lambda each: each.name)
def test_who_is_given_a_context_uses_all_of_it(service: Service) -> None:
    """And who uses all of it is given it as one."""
    if service.fields.get("context") != "ServiceContext":
        assert not {*CONTEXT} <= service.fields.keys()
        return
    text = "\n".join(ast.unparse(each.node) for each in kin(service))
    assert [name for name in CONTEXT if f"self.context.{name}" not in text] == []


@pytest.mark.parametrize(
    "service",
    [each for each in SERVICES if not each.module.startswith("idp/web/")],
    ids=lambda each: each.name,
)
def test_a_service_takes_nothing_out_of_another(service: Service) -> None:
    """`self.other.part`, where `part` was passed to `other`, must be passed in directly.

    So must the `other.part` of a function in which `other` is the local name of `self.other`.
    """
    given = fields_of(service)
    taken = {
        ast.unparse(node)
        for method in service.node.body
        for node in ast.walk(method)
        if isinstance(node, ast.Attribute)
        and (field := field_read(node.value, local_names(method))) is not None
        and (other := BY_NAME.get(given.get(field, ""))) is not None
        and node.attr in fields_of(other)
    }
    assert taken == set()


def field_read(node: ast.expr, names: dict[str, ast.expr]) -> str | None:
    """The field that an expression or the local name of one reads of `self`."""
    read = names.get(node.id, node) if isinstance(node, ast.Name) else node
    if isinstance(read, ast.Attribute) and ast.unparse(read.value) == "self":
        return read.attr
    return None


def local_names(method: ast.stmt) -> dict[str, ast.expr]:
    """What the names that a method assigns stand for."""
    found: dict[str, ast.expr] = {}
    for node in ast.walk(method):
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = zip(target.elts, node.value.elts, strict=False)
            else:
                pairs = zip([target], [node.value], strict=True)
            found |= {each.id: value for each, value in pairs if isinstance(each, ast.Name)}
    return found


@pytest.mark.parametrize(
    "service",
    [each for each in SERVICES if not each.module.startswith("idp/web/")],
    ids=lambda each: each.name,
)
def test_a_service_is_given_objects_and_no_methods_of_them(service: Service) -> None:
    """What it asks of a service above it is a protocol, which says what is asked."""
    assert [name for name, kind in service.fields.items() if "Callable" in kind] == []


@pytest.mark.parametrize("service", SERVICES, ids=lambda each: each.name)
def test_a_service_has_no_state_of_its_own(service: Service) -> None:
    """Mutable state is in a separate class, which is passed in."""
    if not service.is_frozen:
        return
    made = [line for line in service.node.body if isinstance(line, ast.AnnAssign)]
    inside = {
        ast.unparse(line.target)
        for line in made
        if line.value is not None
        and ("init=False" in ast.unparse(line.value) or "factory" in ast.unparse(line.value))
    }
    assert inside == set()


def test_no_part_is_made_at_the_first_look() -> None:
    found: dict[str, set[str]] = {}
    for path in SLICES:
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.FunctionDef) and any(
                "cached_property" in ast.unparse(each) for each in node.decorator_list
            ):
                found.setdefault(source.name(path), set()).add(node.name)
    assert found == MEMOS


def test_nothing_frozen_is_changed_behind_its_back() -> None:
    found = [
        source.name(path) for path in SLICES if "object.__setattr__" in path.read_text("utf-8")
    ]
    assert found == []


def test_services_are_put_together_by_the_wiring_alone() -> None:
    """The web mounts its entrances itself; a worker keeps its place in a list itself."""
    wired = {
        each.name for each in SERVICES if not each.module.startswith("idp/web/") and each.is_frozen
    }
    found = {
        f"{source.name(path)}: {ast.unparse(node.func)}"
        for path in SLICES
        if not source.name(path).startswith((WIRING, "idp/demo/"))
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in wired
    }
    assert found == set()
