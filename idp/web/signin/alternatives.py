"""The alternative factors at the present step of a sign-in."""

from idp.assurance.kinds import EvidenceKind
from idp.authorization.domain.steps import StepUp
from idp.authorization.interaction import Interaction
from idp.web.pages.labels import N_
from idp.web.pages.means_pages import pages_for
from idp.web.signin.transaction import Alternative, path_of


def alternatives_of(
    interaction: Interaction, *, but: frozenset[EvidenceKind]
) -> tuple[Alternative, ...]:
    """Links to the pages of other factors, without the present one."""
    if not isinstance(interaction.step, StepUp):
        return (Alternative(path_of(interaction), N_("Sign in with user name and password")),)
    pages = pages_for(interaction.step.taken - but)
    return tuple(Alternative(path_of(interaction, page.path), page.link) for page in pages)
