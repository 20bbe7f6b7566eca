"""The table of powers as text for the documents, drawn from `powers.POWERS`."""

from collections.abc import Iterator

from idp.access.desks import COMPETENCE
from idp.access.powers import FOR_PROGRAMS, POWERS, Power, PowerRule

_HEAD = (
    "| power | roles | sign-in | second person | at desks of kind | commands |",
    "|---|---|---|---|---|---|",
)


def markdown() -> str:
    """The table of powers, one row each, in the order of `Power`."""
    return "\n".join((*_HEAD, *_rows()))


def _rows() -> Iterator[str]:
    for power in Power:
        rule = POWERS[power]
        cells = (f"`{power}`", _roles(rule), _sign_in(rule), _second(rule), _desks(rule))
        yield f"| {' | '.join(cells)} | {_commands(power, rule)} |"


def _roles(rule: PowerRule) -> str:
    roles = ", ".join(sorted(rule.roles))
    return f"{roles}; Director, or by delegation (D16)" if rule.of_director else roles


def _sign_in(rule: PowerRule) -> str:
    hours = int(rule.fresh_for.total_seconds() // 3600)
    return f"level {rule.level}, {hours} h"


def _second(rule: PowerRule) -> str:
    return "yes, signed" if rule.second_person else "no"


def _commands(power: Power, rule: PowerRule) -> str:
    if power in FOR_PROGRAMS:
        return "yes, programs too"
    return "yes" if rule.commands else "no"


def _desks(rule: PowerRule) -> str:
    kinds = (each.kind for matter in sorted(rule.at_desks) for each in COMPETENCE[matter])
    return ", ".join(dict.fromkeys(kinds)) or "any"
