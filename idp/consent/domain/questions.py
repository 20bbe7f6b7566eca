"""How often "only whether it is right" may be asked before the person is asked again (D3.6, X15.3).

A yes or a no says little, but many of them say everything: a number of twelve digits, most of them
known, comes out after a few dozen guesses. So a consent answers a few questions and then no more.
"""

from collections.abc import Collection
from typing import Final

from idp.consent.domain.record import Consent
from idp.kernel.ids import Id
from idp.relying_parties.domain.disclosure import match_item

MOST_QUESTIONS: Final = 5
"""Values that may be compared on one consent, over all requests."""

SEEN_EACH_TIME: Final = frozenset({"personal_number"})
"""Claims about which nothing is answered without a page: each question takes a new consent."""


def questions_of(consent: Consent, matches: Collection[str]) -> tuple[str, ...]:
    """Of the claims a request compares those the consent covers: each is a question."""
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
