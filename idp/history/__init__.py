"""The append-only history of use: actor, event, time and person.

Owns the `history` table, the retention rule and the signed evidence statement. Never holds values
of personal data: its facts name items, levels, means and ids. Entered through `service.History`,
always inside the transaction of the fact itself.
"""
