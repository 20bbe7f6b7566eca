"""Keys bound to their person at a counter by two officers, as the demonstration lets tests do."""

from idp.accounts.shown_documents import DocumentData
from idp.casework.domain.cases import Case
from idp.kernel.actors import Actor, Officer
from idp.kernel.ids import Id
from idp.kernel.refusals import Refused
from idp.services import Services
from tests.support.officers import AN, BINH
from tests.support.visits import now_at


def begin(services: Services, credential_id: Id, *, by: Officer = AN) -> Case | Refused:
    """The first officer compared the person's own document."""
    whose = services.credentials.owner_of(credential_id)
    account = None if whose is None else services.accounts.by_subject(whose)
    assert account is not None
    return services.key_anchorings.begin(
        account.username,
        DocumentData(**{"birthdate": "", **services.accounts.registered(account.subject_id)}),
        key=services.app_keys.number(credential_id),
        document="identity card",
        actor=now_at(services, by),
    )


def anchor(
    services: Services, credential_id: Id, *, officers: tuple[Officer, Actor] = (AN, BINH)
) -> Case | Refused:
    """What both did, or the refusal of the first who was refused."""
    begun, second = begin(services, credential_id, by=officers[0]), officers[1]
    if isinstance(begun, Refused):
        return begun
    actor = now_at(services, second) if isinstance(second, Officer) else second
    answer = services.cases.approve(begun.id, actor)
    return answer if isinstance(answer, Refused) else answer.case
