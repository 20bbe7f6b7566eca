"""Changing how a person is reached: shown by a code, told to every address, undone by a letter.

Owns no table: rows of contacts belong to `subjects`. Entered through `service.ContactChanges`.
"""
