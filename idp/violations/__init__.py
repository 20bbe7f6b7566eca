"""Violation cases: the act, the parties and the person, the officer, the result.

Owns the `violation` table and the rule that one act is one case, however often it is repeated.
Detection belongs to the packages that refuse a token; evidence holds ids, never a secret. Entered
through `service.Violations`.
"""
