"""Evidence of two transactions, or of two people, in every pairing of kinds, in every order.

Each piece is recorded by the real verb. A level that only both together would reach is never
reached, and what was refused leaves no trace in the transaction (D19.4-2).
"""

import itertools
import secrets
from dataclasses import dataclass

import pytest

from idp.assurance.binding import CeremonyKind
from idp.assurance.kinds import EvidenceKind
from idp.assurance.levels import Level
from idp.authorization.domain.request import OwnAccountRequest
from idp.authorization.interaction import EvidenceAccepted, Interaction
from idp.factors.domain import Binding, VerifiedFactor
from idp.kernel.refusals import Reason, Refused
from tests.support.at_best import best, level_of_kinds
from tests.support.officers import AN, BINH
from tests.support.telephones import believe, telephone_of
from tests.support.world import World, sure

PAIRS = list(itertools.product(EvidenceKind, repeat=2))
TARGET = Level.THREE


@dataclass(frozen=True)
class Someone:
    """A person whose own means reach level 3, so that something is always asked of them."""

    world: World
    subject_id: str
    credential_id: str

    def begin(self) -> Interaction:
        asked = OwnAccountRequest(path="/me", level=TARGET, fresh=True)
        return self.world.services.authorization.begin(
            asked, browser=secrets.token_urlsafe(16), session_token=None
        )

    def proof(self, kind: EvidenceKind, interaction: Interaction) -> VerifiedFactor:
        """The result of a ceremony of this kind in this transaction."""
        return VerifiedFactor(
            interaction.transaction.id,
            self.subject_id,
            best(kind),
            self.credential_id,
            secrets.token_bytes(32),
        )

    def prove(self, interaction: Interaction, proven: VerifiedFactor) -> EvidenceAccepted | Refused:
        return self.world.services.authorization.add_evidence(interaction, proven, device="")

    def begun_with(self, kind: EvidenceKind) -> Interaction:
        interaction = self.begin()
        sure(self.prove(interaction, self.proof(kind, interaction)))
        return interaction


@pytest.fixture
def two(world: World) -> tuple[Someone, Someone]:
    believe(world)
    people = [world.person(totp=False).subject_id for _ in range(2)]
    for each in people:
        # With a finger that officers saw, so that there is a level 3 to go on to.
        telephone_of(world, each, anchoring=Binding(CeremonyKind.DESK, officers=(AN, BINH)))
    held = [world.services.credentials.held(each)[0] for each in people]
    one, other = (Someone(world, each.subject_id, each.id) for each in held)
    return one, other


def evidence(someone: Someone, interaction: Interaction) -> list[EvidenceKind]:
    seen = someone.world.services.authorization.resume(
        interaction.transaction.id, browser=interaction.browser, session_token=None
    )
    return [piece.kind for piece in sure(seen).context.evidence]


def refused_as(first: EvidenceKind, reason: Reason) -> Reason:
    """Where the first factor alone was enough none is asked for; elsewhere the reason is shown."""
    return Reason.STATE_ALREADY_HOLDS if level_of_kinds({first}) >= TARGET else reason


def test_each_kind_counts_in_its_own_transaction(two: tuple[Someone, Someone]) -> None:
    """The honest half, without which every refusal below would be worth nothing."""
    one, _ = two
    for first, second in PAIRS:
        if level_of_kinds({first}) < TARGET:
            interaction = one.begun_with(first)
            assert isinstance(
                one.prove(interaction, one.proof(second, interaction)), EvidenceAccepted
            ), (first, second)


@pytest.mark.norm("D19.4-2", limb="factors of two transactions are refused by name")
def test_what_was_proven_in_one_transaction_is_nothing_in_another(
    two: tuple[Someone, Someone],
) -> None:
    one, _ = two
    elsewhere = one.begin()
    for first in EvidenceKind:
        interaction = one.begun_with(first)
        for second in EvidenceKind:
            answer = one.prove(interaction, one.proof(second, elsewhere))
            expected = refused_as(first, Reason.FACTOR_FROM_OTHER_TRANSACTION)
            assert answer == Refused(expected), (first, second)
        assert evidence(one, interaction) == [first]


def counts_elsewhere(found: EvidenceAccepted, interaction: Interaction, other: Someone) -> None:
    """After a sign-in, what another person proves begins a transaction that is theirs alone."""
    assert found.interaction.transaction.id != interaction.transaction.id
    (piece,) = found.interaction.context.evidence
    assert piece.subject_id == other.subject_id


@pytest.mark.norm("D19.4-2", limb="factors of two people are never added up")
def test_what_another_person_proves_is_nothing_in_ones_own(two: tuple[Someone, Someone]) -> None:
    """Below the target it is refused; at it, it begins a transaction of that person alone."""
    one, other = two
    for first in EvidenceKind:
        interaction = one.begun_with(first)
        for second in EvidenceKind:
            answer = other.prove(interaction, other.proof(second, interaction))
            if level_of_kinds({first}) < TARGET:
                assert answer == Refused(Reason.FACTOR_FROM_OTHER_TRANSACTION), (first, second)
            else:
                counts_elsewhere(sure(answer), interaction, other)
        assert evidence(one, interaction) == [first]


@pytest.mark.norm("D19.4-2", limb="a proof counts once")
def test_a_proof_counted_once_is_not_counted_again_under_another_name(
    two: tuple[Someone, Someone],
) -> None:
    """As if a ceremony could be made to say that the same code was shown here."""
    one, _ = two
    spent = {}
    for kind in EvidenceKind:
        interaction = one.begin()
        spent[kind] = one.proof(kind, interaction)
        sure(one.prove(interaction, spent[kind]))
    for first in EvidenceKind:
        interaction = one.begun_with(first)
        for second in EvidenceKind:
            again = VerifiedFactor(
                interaction.transaction.id,
                one.subject_id,
                best(second),
                one.credential_id,
                spent[second].proof_digest,
            )
            expected = refused_as(first, Reason.USED_BEFORE)
            assert one.prove(interaction, again) == Refused(expected), (first, second)
        assert evidence(one, interaction) == [first]


@pytest.mark.norm("D19.4-2", limb="a proof counts in the browser that began")
def test_another_browser_adds_nothing(two: tuple[Someone, Someone]) -> None:
    one, _ = two
    for kind in EvidenceKind:
        interaction = one.begin()
        stolen = Interaction(
            context=interaction.context,
            step=interaction.step,
            client=None,
            browser=secrets.token_urlsafe(16),
            session_token=None,
            stored=True,
        )
        assert one.prove(stolen, one.proof(kind, interaction)) == Refused(Reason.OTHER_BROWSER), (
            kind
        )
        assert evidence(one, interaction) == []
