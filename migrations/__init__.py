"""The schema: one migration per file, each named by what it makes true.

`idp migrate` applies them. After a change of the models, `python -m migrations "what it makes
true"` writes the next migration; a test compares models and migrations.
"""
