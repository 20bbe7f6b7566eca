"""Which credentials somebody else chose for a person, who acts alone by now. Pure.

Who acts for a child or a ward chooses the first way in, holds the device it is on, and can have
more added by it. What was enrolled in such a time is theirs, and so is what was added later by
that: an old row cannot prove who typed it.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Final

from idp.assurance.binding import CeremonyKind
from idp.assurance.tainting import Held
from idp.factors.domain import Credential
from idp.kernel.ids import Id

_BEFORE_OFFICERS: Final = frozenset({CeremonyKind.DESK, CeremonyKind.DESK_BY_EYE})
"""There officers saw the person with the credential, whoever had chosen it."""


def chosen_by_others(
    held: Collection[Credential],
    ceremonies: Iterable[Held],
    chose: Callable[[datetime], bool],
) -> frozenset[Id]:
    """Those of these credentials that are another person's.

    `chose`: whether somebody else chose for the person at an instant. `ceremonies`: all of the
    person, also of credentials that are gone.
    """
    enrolled = {each.id: each.enrolled_at for each in held}
    theirs = {each.id for each in held if chose(each.enrolled_at)}
    known: set[Id] = set()
    for ceremony in sorted(ceremonies, key=lambda each: (each.held_at, each.id)):
        now_own = not chose(ceremony.held_at)
        by_them = any(each.credential_id in theirs for each in ceremony.proven)
        for credential_id in ceremony.made:
            if now_own and ceremony.kind in _BEFORE_OFFICERS:
                theirs.discard(credential_id)
            elif credential_id not in known and (
                by_them or chose(enrolled.get(credential_id, ceremony.held_at))
            ):
                theirs.add(credential_id)
            known.add(credential_id)
    return frozenset(theirs & set(enrolled))
