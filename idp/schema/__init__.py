"""The database as a whole: every model, the steps that make it, its roles and its guards.

Owns: where Alembic finds the steps of `migrations/`, what guards the tables of evidence, what the
owning and the serving role may do, and what a release seals or binds of an older one's rows.
Refuses to know: what a slice does with its tables.
"""
