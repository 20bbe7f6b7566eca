"""The database schema: all models, migrations, roles and guards.

Owns: the configuration of Alembic, the guards of the evidence tables, the privileges of the owning
and the serving role, and the upgrade of older rows (seals, bindings). Does not know what a package
does with its tables.
"""
