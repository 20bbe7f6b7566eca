"""The schema, one step forward per file, each named by what it makes true.

`idp migrate` goes forward. After a change of the models, `python -m migrations "what it makes
true"` writes the next step; a test compares models and steps.
"""
