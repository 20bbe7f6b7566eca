"""The names of officers, as pages of the desk say who acted or is in charge."""

from idp.casework.domain.cases import OwnerKind
from idp.kernel.ids import Id, is_id
from idp.web.current import services
from idp.web.pages.labels import named


def officer_name(officer_id: Id) -> str | None:
    """The name of an officer; None where no register has the person any more."""
    enrolled = services().officers.by_id(officer_id)
    account = None if enrolled is None else services().accounts.by_subject(enrolled.subject_id)
    if account is None:
        return None
    return named(account, services().subjects.identity(account.subject_id).data)


def person_name(subject_id: Id) -> str | None:
    """The name and the user name of a person, as the register has them; None for nobody known.

    Only for an officer, or before who may sign the appointment: any other person is looked at.
    """
    account = services().accounts.by_subject(subject_id)
    if account is None:
        return None
    name = named(account, services().subjects.identity(subject_id).data)
    return name if name == account.username else f"{name} ({account.username})"


def enrolled_name(subject_id: Id) -> str | None:
    """The name of an officer by their account; None for who was never enrolled as one."""
    enrolled = services().officers.of_subject(subject_id)
    return None if enrolled is None else person_name(subject_id)


class OfficerNames:
    """The names of officers, each read once for all rows of a list."""

    def __init__(self) -> None:
        self._by_id: dict[Id, str | None] = {}
        self._by_subject: dict[Id, str | None] = {}

    def of(self, officer_id: Id) -> str:
        """The name of an officer, or the id where there is none."""
        if officer_id not in self._by_id:
            self._by_id[officer_id] = officer_name(officer_id)
        return self._by_id[officer_id] or officer_id

    def enrolled(self, subject_id: Id) -> str | None:
        """As `enrolled_name`."""
        if subject_id not in self._by_subject:
            self._by_subject[subject_id] = enrolled_name(subject_id)
        return self._by_subject[subject_id]


class OwnerNames:
    """Who is in charge, by name: each officer is read once for all rows of a list.

    `officers`: the names that the same page says otherwise.
    """

    def __init__(self, officers: OfficerNames | None = None) -> None:
        self._officers = officers or OfficerNames()

    def of(self, owner: str) -> str:
        """The name of an owner as a case keeps it; of an operator user and host."""
        kind, _, key = owner.partition(":")
        if kind != OwnerKind.OFFICER or not is_id(key):
            return key or owner
        return self._officers.of(key)
