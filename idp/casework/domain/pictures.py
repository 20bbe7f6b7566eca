"""A procedure drawn for people: a state diagram, its moves, its refusals, its forms."""

from collections.abc import Iterable, Iterator

from idp.access.powers import FOR_PROGRAMS, POWERS
from idp.casework.domain.facts import FieldKind, FormField, form_of
from idp.casework.domain.procedure import Lapse, Procedure, Transition
from idp.kernel.refusals import Reason

_HEAD = "| in the state | event | leads to | power | roles | who | facts | terms | history |"
_LINE = "|---|---|---|---|---|---|---|---|---|"


def page_of(procedure: Procedure) -> str:
    """The procedure as a page of Markdown."""
    lines = [
        f"# {procedure.name}",
        "",
        f"Legal basis: {procedure.citation.en}.",
        "",
        f"Opened {_opener(procedure)}, for the desk `{procedure.desk}`{_running(procedure)}.",
        "",
        "This page is drawn from the code: `idp docs procedures`.",
        "",
        *_picture(procedure),
        "",
        "## Moves",
        "",
        _HEAD,
        _LINE,
        *(_row(procedure, each) for each in procedure.transitions),
        "",
        *_lapses(procedure),
        "## Refusals",
        "",
        "| event | in the states | reason |",
        "|---|---|---|",
        *_refusals(procedure),
    ]
    return "\n".join(lines) + "\n"


def _picture(procedure: Procedure) -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"  [*] --> {procedure.initial}"
    for each in procedure.transitions:
        yield f"  {each.source} --> {each.target}: {each.event}{_mark(each)}"
    for state in procedure.states:
        if state in procedure.final:
            yield f"  {state} --> [*]"
    yield "```"


def _opener(procedure: Procedure) -> str:
    power = procedure.opening
    return "by an automatic act" if power is None else f"with the power `{power}`"


def _running(procedure: Procedure) -> str:
    terms = ", ".join(f"`{each}`" for each in procedure.starts)
    return f"; {terms} begins to run" if terms else ""


def _terms(stops: Iterable[str], starts: Iterable[str]) -> str:
    told = [*(f"ends `{each}`" for each in stops), *(f"starts `{each}`" for each in starts)]
    return ", ".join(told) or "none"


def _mark(move: Transition) -> str:
    """The power, and whether the move takes a second signature, beside the event."""
    if move.of_person:
        return " (the person)"
    if move.of_rule:
        return " (the machine)"
    signed = ", second signature" if move.second_person else ""
    return f" ({move.power}{signed})"


def _roles_of(move: Transition) -> str:
    if not move.of_officers:
        return "none"
    return ", ".join(f"`{role}`" for role in sorted(POWERS[move.power].roles))


def _who(procedure: Procedure, move: Transition) -> str:
    if move.of_person:
        return "the person of the case"
    if move.of_rule:
        return f"the machine, by {move.of_rule}"
    lapse = procedure.lapse_of(move.source)
    who = "one officer, whoever owns it" if move.any_officer else "its owner, else one officer"
    if move.second_person:
        who = "an officer who did nothing in the case before; two officers sign"
    if POWERS[move.power].commands:
        who += ", or a command or program" if move.power in FOR_PROGRAMS else ", or a command"
    if lapse is not None and lapse.event == move.event:
        who += ", or the rule"
    return f"{who}; an officer or a command owns the case from then on" if move.takes else who


def _row(procedure: Procedure, move: Transition) -> str:
    facts = ", ".join(_words_of(each) for each in form_of(move.needs)) or "none"
    told = f"`{move.happening}`"
    cells = (
        f"`{move.source}`",
        f"`{move.event}`",
        f"`{move.target}`",
        f"`{move.power}`" if move.of_officers else "none",
        _roles_of(move),
        _who(procedure, move),
        facts,
        _terms(move.stops, move.starts),
        told,
    )
    return f"| {' | '.join(cells)} |"


def _words_of(field: FormField) -> str:
    """A field with its kind and bounds."""
    if field.choices:
        few = ", ".join(f"`{each}`" for each in field.choices)
        return f"`{field.name}` ({field.kind}: {few})"
    if field.kind in {FieldKind.TEXT, FieldKind.LONG_TEXT}:
        return f"`{field.name}` ({field.kind}, {field.most} characters at most)"
    if field.kind is FieldKind.NUMBER:
        return f"`{field.name}` ({field.least} to {field.most})"
    return f"`{field.name}` ({field.kind})"


def _lapses(procedure: Procedure) -> Iterator[str]:
    for each in procedure.lapses:
        yield _sentence_of(each)
        yield ""


def _sentence_of(lapse: Lapse) -> str:
    hours, rest = divmod(int(lapse.after.total_seconds()), 3600)
    days, more = divmod(hours, 24)
    if rest:
        told = f"{int(lapse.after.total_seconds()) // 60} minutes"
    elif more:
        told = f"{hours} hours"
    else:
        told = f"{days} days"
    return (
        f"A case that is `{lapse.state}` for {told} lapses: everything else is refused as"
        f" `{Reason.EXPIRED}`, and the worker makes the move `{lapse.event}` (`{lapse.rule}`)."
    )


def _refusals(procedure: Procedure) -> Iterator[str]:
    for each in procedure.refusals:
        states = ", ".join(f"`{state}`" for state in procedure.states if state in each.states)
        yield f"| `{each.event}` | {states} | `{each.reason}` |"


def index_of(procedures: Iterable[Procedure]) -> str:
    """The page that leads to the others."""
    lines = [
        "# Procedures",
        "",
        "Drawn from the code: `idp docs procedures`.",
        "",
        "How one case moves: [casework](../casework.md).",
        "",
        "| procedure | legal basis | desk |",
        "|---|---|---|",
        *(
            f"| [{each.name}]({each.name}.md) | {each.citation.en} | `{each.desk}` |"
            for each in procedures
        ),
    ]
    return "\n".join(lines) + "\n"
