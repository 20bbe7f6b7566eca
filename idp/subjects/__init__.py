"""Whom the system knows: citizens, foreigners, organisations, and where each datum came from.

Owns the `subject` and `identity` tables and the key each person's data is sealed under. Refuses to
know accounts, credentials and who may see what. Entered through `service.Subjects`.
"""
