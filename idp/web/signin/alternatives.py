"""The alternative factors at the present step of a sign-in."""

from collections.abc import Iterable

from idp.assurance.kinds import EvidenceKind
from idp.authorization.domain.level_rules import factors_instead
from idp.authorization.domain.steps import StepUp
from idp.authorization.interaction import Interaction
from idp.web.pages.labels import N_
from idp.web.pages.means_pages import pages_for
from idp.web.signin.transaction import Alternative, path_of


def alternatives_of(
    interaction: Interaction, *, but: frozenset[EvidenceKind]
) -> tuple[Alternative, ...]:
    """Links to the pages of other factors, without the present one: those instead of it first."""
    if not isinstance(interaction.step, StepUp):
        return (Alternative(path_of(interaction), N_("Sign in with user name and password")),)
    instead = factors_instead(interaction.context, interaction.step.target, but)
    others = interaction.step.taken - but
    lists = {True: pages_for(others & instead), False: pages_for(others)}
    shown: dict[str, Alternative] = {}
    for replaces, pages in lists.items():
        for page in pages:
            link = path_of(interaction, page.path)
            shown.setdefault(link, Alternative(link, page.link, instead=replaces))
    return tuple(shown.values())


def any_instead(ways: Iterable[Alternative]) -> bool:
    """Whether one of them leads on without the factor that is asked for."""
    return any(way.instead for way in ways)
