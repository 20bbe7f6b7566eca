"""Proposals to change a switch, a legal exception or a rule about means: one form for each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Any, Final

from idp.access.powers import Power
from idp.assurance.kinds import Means
from idp.assurance.levels import Level
from idp.kernel.actors import Officer
from idp.kernel.refusals import Refused
from idp.policy.domain import Switch
from idp.policy.exceptions import SHAREABLE
from idp.web.current import services
from idp.web.officer.case_words import LINES
from idp.web.officer.forms import BY_NAME, NEEDED, Ask, PartyText, Problems
from idp.web.officer.party_names import MeantParty, meant_party
from idp.web.officer.records import ActTarget, DeskAct, Outcome
from idp.web.officer.registers.proposing import SIGN_FIRST, to_sign
from idp.web.pages.labels import MEANS, N_

YES_NO: Final[Mapping[str, str]] = {"yes": N_("Yes"), "no": N_("No")}
SIGN_ON: Final[Mapping[str, str]] = {
    "off": N_("Off"),
    "same_client": N_("Only at the same relying party"),
    "all": N_("Between all relying parties"),
}
LEVELS: Final[Mapping[Level, str]] = {
    Level.ONE: N_("Level 1"),
    Level.TWO: N_("Level 2"),
    Level.THREE: N_("Level 3"),
    Level.FOUR: N_("Level 4"),
}
SHARED: Final[Mapping[str, str]] = {
    "acr": N_("Level of the sign-in (acr)"),
    "amr": N_("Means of the sign-in (amr)"),
    "assurance_level": N_("Level of the account"),
    "auth_time": N_("Time of the sign-in"),
    "scope": N_("Scope of the token"),
    "sub": N_("Subject (sub)"),
    "txn": N_("Number of the transaction"),
}
assert SHARED.keys() == SHAREABLE  # noqa: S101 - each datum has its words
_OF_ONE: Final = N_(
    "The one it is about, by its name or client id, as the list offers them; empty for every party."
)
_EVERY: Final = PartyText("")
_NO_CHANGE: Final = N_("This is so already.")


@dataclass(frozen=True, slots=True)
class StatutoryBasis:
    """Whether a legal basis replaces the question for consent."""

    value: Annotated[str, Ask(LINES["statutory_basis"], choices=YES_NO)]


@dataclass(frozen=True, slots=True)
class PasskeyModel:
    """Whether the model of a passkey counts."""

    value: Annotated[str, Ask(LINES["biometric_passkeys"], choices=YES_NO)]


@dataclass(frozen=True, slots=True)
class BiometricAccounts:
    """Whether biometrics count for accounts of level 2 only."""

    value: Annotated[str, Ask(LINES["biometrics_level_02_only"], choices=YES_NO)]


@dataclass(frozen=True, slots=True)
class FacesBelowSix:
    """Whether foreigners below six years send their face with an application for level 01."""

    value: Annotated[str, Ask(LINES["foreign_under6_face_required"], choices=YES_NO)]


YesOrNo = StatutoryBasis | PasskeyModel | BiometricAccounts | FacesBelowSix


@dataclass(frozen=True, slots=True)
class SignOn:
    """Where one sign-in counts."""

    value: Annotated[str, Ask(LINES["sso"], choices=SIGN_ON)]


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """Every means that is switched off."""

    value: Annotated[
        tuple[Means, ...],
        Ask(
            LINES["disabled_means"],
            choices=MEANS,
            hint=N_("Those chosen are off everywhere; all others are on."),
        ),
    ]


@dataclass(frozen=True, slots=True)
class Excepting:
    """One legal exception to the ban on passing results on (D19.4-1)."""

    issued_to: Annotated[PartyText, Ask(N_("Party that got the result"), hint=BY_NAME)]
    recipient: Annotated[PartyText, Ask(N_("Party that may look at it"), hint=BY_NAME)]
    basis: Annotated[
        str, Ask(N_("Legal basis"), hint=N_("The act that allows it, with its article."))
    ]
    data: Annotated[tuple[str, ...], Ask(N_("What it may look at"), choices=SHARED)]
    since: Annotated[date, Ask(N_("First day"))]
    until: Annotated[date, Ask(N_("Last day"))]


@dataclass(frozen=True, slots=True)
class Excepted:
    """The exception between two parties."""

    issued_to: Annotated[PartyText, Ask(N_("Party that got the result"), hint=BY_NAME)]
    recipient: Annotated[PartyText, Ask(N_("Party that may look at it"), hint=BY_NAME)]


@dataclass(frozen=True, slots=True)
class Ruling:
    """One rule about means."""

    level: Annotated[Level, Ask(N_("From which level of a sign-in on?"), choices=LEVELS)]
    allowed: Annotated[
        tuple[Means, ...],
        Ask(N_("Nothing but these counts"), choices=MEANS),
    ]
    client_id: Annotated[PartyText, Ask(N_("Relying party"), hint=_OF_ONE)] = _EVERY


@dataclass(frozen=True, slots=True)
class Ruled:
    """The rule about a level and a party."""

    level: Annotated[Level, Ask(N_("From which level of a sign-in on?"), choices=LEVELS)]
    client_id: Annotated[PartyText, Ask(N_("Relying party"), hint=_OF_ONE)] = _EVERY


def _propose(officer: Officer, switch: Switch, value: object, wrong: Problems) -> Outcome:
    """Propose a value; `wrong` is told where the switch cannot have it."""
    if value == services().policy.value(switch):
        return Problems(dict.fromkeys(wrong.by_field, _NO_CHANGE))
    try:
        proposed = services().policy.propose(switch, value, officer)
    except ValueError:
        return wrong
    return proposed if isinstance(proposed, Refused) else to_sign(proposed.id, officer)


def _switch_on(switch: Switch, officer: Officer, _: ActTarget, facts: YesOrNo) -> Outcome:
    return _propose(officer, switch, facts.value == "yes", Problems({"value": NEEDED}))


def _sign_on(officer: Officer, _: ActTarget, facts: SignOn) -> Outcome:
    return _propose(officer, Switch.SSO, facts.value, Problems({"value": NEEDED}))


def _switch_off(officer: Officer, _: ActTarget, facts: SwitchedOff) -> Outcome:
    value = [each.value for each in facts.value]
    return _propose(officer, Switch.DISABLED_MEANS, value, Problems({"value": NEEDED}))


def _except(officer: Officer, _: ActTarget, facts: Excepting) -> Outcome:
    pair = _pair(facts)
    problems = _unknown(pair)
    if not problems and pair["issued_to"].client_id == pair["recipient"].client_id:
        problems["recipient"] = N_("This takes another party.")
    if facts.until < facts.since:
        problems["until"] = N_("The last day is before the first.")
    if not facts.data:
        problems["data"] = NEEDED
    if problems:
        return Problems(problems)
    made = {
        **{name: each.client_id for name, each in pair.items()},
        "basis": facts.basis,
        "data": sorted(facts.data),
        "since": facts.since.isoformat(),
        "until": facts.until.isoformat(),
    }
    others = [each for each in _exceptions() if not _between(each, pair)]
    return _propose(
        officer, Switch.SHARING_EXCEPTIONS, [*others, made], Problems({"basis": NEEDED})
    )


def _except_no_more(officer: Officer, _: ActTarget, facts: Excepted) -> Outcome:
    pair = _pair(facts)
    unknown = _unknown(pair)
    if unknown:
        return Problems(unknown)
    left = [each for each in _exceptions() if not _between(each, pair)]
    if len(left) == len(_exceptions()):
        return Problems({"recipient": N_("There is no exception between these two.")})
    return _propose(officer, Switch.SHARING_EXCEPTIONS, left, Problems({"recipient": NEEDED}))


def _exceptions() -> list[Mapping[str, Any]]:
    return list(services().policy.value(Switch.SHARING_EXCEPTIONS))


def _pair(facts: Excepting | Excepted) -> dict[str, MeantParty]:
    return {
        "issued_to": meant_party(facts.issued_to),
        "recipient": meant_party(facts.recipient),
    }


def _unknown(meant: Mapping[str, MeantParty]) -> dict[str, str]:
    """What is wrong at the fields of these parties."""
    return {name: each.problem for name, each in meant.items() if each.problem is not None}


def _between(each: Mapping[str, Any], pair: Mapping[str, MeantParty]) -> bool:
    return all(each[name] == party.client_id for name, party in pair.items())


def _rule(officer: Officer, _: ActTarget, facts: Ruling) -> Outcome:
    about = _one_or_every(facts)
    problems = _unknown({} if about is None else {"client_id": about})
    client_id = None if about is None else about.client_id
    if not facts.allowed:
        problems["allowed"] = NEEDED
    if problems:
        return Problems(problems)
    allowed = [each.value for each in facts.allowed]
    made = {"level": int(facts.level), "client_id": client_id, "allowed": allowed}
    others = [each for each in _rules() if not _about(each, facts.level, client_id)]
    unreachable = N_("With these alone nobody reaches this level.")
    return _propose(
        officer, Switch.MEANS_RULES, [*others, made], Problems({"allowed": unreachable})
    )


def _rule_no_more(officer: Officer, _: ActTarget, facts: Ruled) -> Outcome:
    about = _one_or_every(facts)
    unknown = _unknown({} if about is None else {"client_id": about})
    if unknown:
        return Problems(unknown)
    client_id = None if about is None else about.client_id
    left = [each for each in _rules() if not _about(each, facts.level, client_id)]
    if len(left) == len(_rules()):
        return Problems({"level": N_("There is no rule about this level and party.")})
    return _propose(officer, Switch.MEANS_RULES, left, Problems({"level": NEEDED}))


def _rules() -> list[Mapping[str, Any]]:
    return list(services().policy.value(Switch.MEANS_RULES))


def _one_or_every(facts: Ruling | Ruled) -> MeantParty | None:
    """The party that a rule is about; None where it is about every one."""
    return meant_party(facts.client_id) if facts.client_id else None


def _about(each: Mapping[str, Any], level: Level, client_id: str | None) -> bool:
    return (each["level"], each["client_id"]) == (int(level), client_id)


def _present(switch: Switch) -> Callable[[], Mapping[str, tuple[str, ...]]]:
    """What a form begins with: the value in force."""

    def value() -> Mapping[str, tuple[str, ...]]:
        now = services().policy.value(switch)
        if isinstance(now, bool):
            return {"value": ("yes" if now else "no",)}
        return {"value": tuple(now) if isinstance(now, list) else (now,)}

    return value


def _of_switch(
    switch: Switch, facts: type, does: Callable[[Officer, ActTarget, Any], Outcome]
) -> DeskAct:
    return DeskAct(
        event=f"propose-{'-'.join(switch.value.replace('_02', '').split('_'))}",
        label=_LABELS[switch],
        power=Power.POLICY_PROPOSE,
        facts=facts,
        hint=SIGN_FIRST,
        begins_with=_present(switch),
        does=does,
    )


_LABELS: Final[Mapping[Switch, str]] = {
    Switch.SSO: N_("Propose where one sign-in counts"),
    Switch.DISABLED_MEANS: N_("Propose which means are switched off"),
    Switch.STATUTORY_BASIS: N_("Propose whether a legal basis replaces the question"),
    Switch.BIOMETRIC_PASSKEYS: N_("Propose whether the model of a passkey counts"),
    Switch.BIOMETRICS_LEVEL_02_ONLY: N_("Propose for which accounts biometrics count"),
    Switch.FOREIGN_UNDER_6_FACE: N_("Propose whether foreigners below six send their face"),
}
_YES_OR_NO: Final[Mapping[Switch, type]] = {
    Switch.STATUTORY_BASIS: StatutoryBasis,
    Switch.BIOMETRIC_PASSKEYS: PasskeyModel,
    Switch.BIOMETRICS_LEVEL_02_ONLY: BiometricAccounts,
    Switch.FOREIGN_UNDER_6_FACE: FacesBelowSix,
}

POLICY_PROPOSALS: Final = (
    _of_switch(Switch.SSO, SignOn, _sign_on),
    _of_switch(Switch.DISABLED_MEANS, SwitchedOff, _switch_off),
    *(
        _of_switch(switch, facts, partial(_switch_on, switch))
        for switch, facts in _YES_OR_NO.items()
    ),
    DeskAct(
        event="propose-exception",
        label=N_("Propose a legal exception"),
        power=Power.POLICY_PROPOSE,
        facts=Excepting,
        hint=SIGN_FIRST,
        does=_except,
    ),
    DeskAct(
        event="propose-no-exception",
        label=N_("Propose the end of a legal exception"),
        power=Power.POLICY_PROPOSE,
        facts=Excepted,
        hint=SIGN_FIRST,
        does=_except_no_more,
    ),
)
MEANS_RULES_PROPOSALS: Final = (
    DeskAct(
        event="propose",
        label=N_("Propose a rule"),
        power=Power.MEANS_RULES_PROPOSE,
        facts=Ruling,
        hint=SIGN_FIRST,
        does=_rule,
    ),
    DeskAct(
        event="propose-no-rule",
        label=N_("Propose the end of a rule"),
        power=Power.MEANS_RULES_PROPOSE,
        facts=Ruled,
        hint=SIGN_FIRST,
        does=_rule_no_more,
    ),
)
