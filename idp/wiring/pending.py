"""Transactions under way, and revocation."""

from typing import NamedTuple

from idp.authorization.endings import Endings
from idp.authorization.repository import TransactionRepository
from idp.wiring.granting import Granting
from idp.wiring.people import People
from idp.wiring.records import Records


class Pending(NamedTuple):
    transactions: TransactionRepository
    endings: Endings


def build_pending(records: Records, people: People, granting: Granting) -> Pending:
    """Built before the factors, whose changes revoke."""
    context = records.context
    transactions = TransactionRepository(context.database, context.clock)
    endings = Endings(
        database=context.database,
        clock=context.clock,
        accounts=people.accounts,
        account_locks=people.account_locks,
        transactions=transactions,
        sessions=granting.sessions,
        tokens=granting.tokens,
        one_time_tokens=records.one_time_tokens,
    )
    return Pending(transactions=transactions, endings=endings)
