"""Each enum has its table, and the table leaves nothing out: unknown means refused, loudly."""

import ast
import functools
from collections.abc import Collection, Iterable
from enum import Enum

from idp.assurance.kinds import EVIDENCE_RULES as EVIDENCE
from idp.assurance.kinds import EvidenceKind, Means
from idp.assurance.levels import FRESH_FOR, Level
from idp.factors.biometrics.domain import MEANS as TRAITS
from idp.factors.biometrics.domain.outcomes import TOLD, Outcome
from idp.factors.credential_types import CREDENTIAL_TYPES, Carrier
from idp.factors.domain import WAITS, CredentialKind, ThrottledSecret
from idp.kernel.biometrics import Modality
from idp.kernel.refusals import Reason
from idp.losses.domain import STOPS, LostItem
from idp.notices.domain import NoticeKind
from idp.notices.domain.letter_texts import CREDENTIALS as CALLED
from idp.notices.domain.letter_texts import LETTER_TEXTS
from idp.notices.domain.messages import INBOX, OwnWay
from idp.one_time.domain import OneTimeTokenKind
from idp.policy.domain import SWITCH_RULES as SWITCHES
from idp.policy.domain import Switch
from idp.violations.domain import ViolationKind
from idp.web.oidc.errors import SENTENCES, ErrorCode
from idp.web.self_service.messages import HELP as OWN_WAYS
from tests.support import source

TABLES: dict[str, tuple[Collection[Enum], Iterable[Enum]]] = {
    "what each evidence proves": (EVIDENCE, EvidenceKind),
    "the means of each evidence": ({rule.means for rule in EVIDENCE.values()}, Means),
    "how long a level is fresh": (FRESH_FOR, Level),
    "what a credential is": (CREDENTIAL_TYPES, CredentialKind),
    "what a credential is kept on": (
        {each.carrier for each in CREDENTIAL_TYPES.values()},
        Carrier,
    ),
    "how a letter calls a credential": (set(map(CredentialKind, CALLED)), CredentialKind),
    "the means of a trait": (TRAITS, Modality),
    "what a failed attempt is told as": ({Outcome.PROVEN, *TOLD}, Outcome),
    "how long a guesser waits": (WAITS, ThrottledSecret),
    "what stops with a loss": (STOPS, LostItem),
    "the loss each means stops with": (frozenset().union(*STOPS.values()), CredentialKind),
    "what a switch admits": (SWITCHES, Switch),
    "the words of a notice": (LETTER_TEXTS, NoticeKind),
    "whether an account keeps a notice": (INBOX, NoticeKind),
    "what helps against a message": (OWN_WAYS, OwnWay),
    "the sentence of a code": (SENTENCES, ErrorCode),
}


def test_a_table_covers_its_enum() -> None:
    differ = {name: set(table) ^ set(members) for name, (table, members) in TABLES.items()}
    assert {name: odd for name, odd in differ.items() if odd} == {}


def test_relying_parties_are_told_standard_codes_only() -> None:
    ours = {reason.value for reason in Reason} - {"unmet_authentication_requirements"}
    assert not ours & {code.value for code in ErrorCode}


@functools.cache
def _said() -> frozenset[str]:
    """The members used in the product otherwise than as the key of a table."""
    keys = {
        id(key)
        for path in source.modules("idp")
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Dict)
        for key in node.keys
    }
    return frozenset(
        ast.unparse(node)
        for path in source.modules("idp")
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Attribute) and id(node) not in keys
    )


def test_a_declared_word_is_said() -> None:
    """An unused member of an enumeration is dead, and so are its texts."""
    declared = (*Reason, *OneTimeTokenKind, *ViolationKind, *NoticeKind)
    silent = {each for each in declared if f"{type(each).__name__}.{each.name}" not in _said()}
    assert silent == set()


def test_each_switch_of_the_operator_is_asked_for_by_what_it_switches() -> None:
    """A switch that no code reads changes no answer (`qr_as_knowledge` was one)."""
    elsewhere = [path for path in source.modules() if "policy" not in path.parts]
    text = "".join(path.read_text("utf-8") for path in elsewhere)
    assert [each for each in Switch if f"Switch.{each.name}" not in text] == []
