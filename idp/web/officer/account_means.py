"""A person's ways to sign in at the desk, one by one: what each is, and what bound it."""

from collections.abc import Iterator, Mapping
from typing import Final

from idp.assurance.binding import CeremonyKind
from idp.assurance.tainting import Held
from idp.factors.domain import Credential
from idp.kernel.ids import Id
from idp.web.current import services
from idp.web.officer.values import Choices, Kind, Value, several, word
from idp.web.pages.labels import CREDENTIALS, N_

CEREMONIES: Final[Mapping[CeremonyKind, str]] = {
    CeremonyKind.ACTIVATION: N_("Bound when the account was activated or recovered"),
    CeremonyKind.INVITATION: N_("Bound when the account was activated by a link"),
    CeremonyKind.SIGN_UP: N_("Bound when its person made the account"),
    CeremonyKind.INSTALLING: N_("Bound before witnesses, at the installation"),
    CeremonyKind.OWN_ACCOUNT: N_("Bound in a sign-in to the own account"),
    CeremonyKind.CARD: N_("Bound with the identity card"),
    CeremonyKind.DESK: N_("Bound at a counter, the face compared by a machine"),
    CeremonyKind.DESK_BY_EYE: N_("Bound at a counter, by a document and by eye"),
    CeremonyKind.RELEASE: N_("Taken over from an earlier release or another system"),
}
REMOVED_SINCE: Final = N_("What it bound was removed since.")
FOUND_BEFORE: Final = N_("Found to be a fraud already.")


def means_of(subject_id: Id, *, stopped: bool) -> Value:
    """The ways to sign in that work, or those that are stopped, with labels and dates."""
    held = services().credentials.held(subject_id)
    return several(
        *(credential_value(each) for each in held if (each.disabled_at is not None) is stopped)
    )


def credential_value(held: Credential) -> Value:
    """One way to sign in: its kind, the label its owner gave it, and since when they have it."""
    return Value(Kind.HELD, held.label, at=held.enrolled_at, words=(CREDENTIALS[held.kind],))


def credentials_of(subject_id: Id) -> Choices:
    """The ways to sign in of a person, to choose one from."""
    return {each.id: credential_value(each) for each in services().credentials.held(subject_id)}


def ceremonies_of(subject_id: Id) -> Choices:
    """The ceremonies that bound them, oldest first, to choose one from."""
    credentials = services().credentials
    held = credentials.held(subject_id)
    made = credentials.bindings.for_subject(subject_id, held)
    return {each.id: several(*_told(each, held)) for each in made}


def _told(ceremony: Held, held: tuple[Credential, ...]) -> Iterator[Value]:
    yield Value(Kind.HELD, at=ceremony.held_at, words=(CEREMONIES[ceremony.kind],))
    if ceremony.tainted:
        yield word(FOUND_BEFORE)
    left = [each for each in held if each.id in ceremony.made]
    yield from map(credential_value, left)
    if not left:
        yield word(REMOVED_SINCE)
