"""Subjects: citizens, foreigners, organisations, and the source of each datum.

Owns the `subject` and `identity` tables and the key each person's data is sealed under. Does not
know accounts, credentials and access rules. Entered through `service.Subjects`.
"""
