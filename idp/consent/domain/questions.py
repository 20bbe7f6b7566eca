"""The limit of yes/no questions on one consent (D3.6, X15.3).

Many yes/no answers reveal a value: a number of twelve digits, most of them known, is found after a
few dozen guesses. So a consent answers a limited number.
"""

from collections.abc import Collection
from typing import Final

from idp.consent.domain.record import Consent
from idp.kernel.ids import Id
from idp.relying_parties.domain.disclosure import match_item

MOST_QUESTIONS: Final = 5
"""The most values compared on one consent, over all requests."""

SEEN_EACH_TIME: Final = frozenset({"personal_number"})
"""Claims for which each question takes a new consent."""


def questions_of(consent: Consent, matches: Collection[str]) -> tuple[str, ...]:
    """The compared claims that the consent covers: each is a question."""
    return tuple(name for name in matches if match_item(name) in consent.items)


def unanswered(consent: Consent, matches: Collection[str], *, transaction_id: Id) -> frozenset[str]:
    """The yes/no items for which this request needs a new consent; empty when it needs none.

    A consent of the transaction itself answers what its page showed.
    """
    asked = questions_of(consent, matches)
    if consent.transaction_id == transaction_id:
        return frozenset()
    spent = consent.questions + len(asked) > MOST_QUESTIONS
    return frozenset(match_item(name) for name in asked if spent or name in SEEN_EACH_TIME)
