"""Changes of contacts: proven by a code, undone by the link of a letter.

Owns no table: rows of contacts belong to `subjects`. Entered through `service.ContactChanges`.
"""
