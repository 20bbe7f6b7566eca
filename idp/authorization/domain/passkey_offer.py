"""After which sign-ins a passkey is offered. Pure."""

from typing import Final

from idp.accounts.domain import acts_alone
from idp.assurance.binding import level_for_change, may_change
from idp.assurance.kinds import EvidenceKind, Means, kinds_of
from idp.assurance.levels import Level
from idp.assurance.pieces import Pieces, kinds_in
from idp.authorization.domain.context import AuthorizationContext
from idp.authorization.domain.level_rules import accepted_kinds
from idp.authorization.domain.steps import IssueCode, Step

_PASSKEYS: Final = kinds_of(Means.PASSKEY)
_TYPED: Final = frozenset({EvidenceKind.PASSWORD, EvidenceKind.TOTP})


def ends_with_a_password(context: AuthorizationContext, step: Step) -> bool:
    """Whether this sign-in at a relying party is done, and was made with a password.

    Alone or with a code; at a party that takes passkeys; by a person who may change the account
    alone. A live session that answers by itself has no sign-in of this transaction.
    """
    event, account = context.event, context.account
    if event is None or account is None or context.client_policy is None:
        return False
    shown = frozenset(event.kinds)
    return (
        isinstance(step, IssueCode)
        and EvidenceKind.PASSWORD in shown <= _TYPED
        and bool(_PASSKEYS & accepted_kinds(context))
        and acts_alone(account, context.now)
    )


def is_worth_making(available: Pieces, enrolled: Pieces) -> bool:
    """Whether the person has no passkey that works, and can show what adding one takes.

    `available`: what they can show now; `enrolled`: what their credentials were enrolled for, a
    stopped passkey included. Whose change takes level 3 or more has another way in anyway.
    """
    none = not _PASSKEYS & kinds_in(available)
    return none and level_for_change(enrolled) <= Level.TWO and may_change(available, enrolled)
