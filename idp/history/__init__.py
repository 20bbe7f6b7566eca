"""Who did what, when, for whom: the history of use, written once and never bent.

Owns the `history` table, the retention rule and the signed evidence statement. Refuses to know
values of personal data: its facts name items, levels, means and ids, never what they say about a
person. Entered through `service.History`, always inside the transaction of the fact itself.
"""
