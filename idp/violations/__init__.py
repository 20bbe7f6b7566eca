"""Violation cases: what was detected, whom it concerns, who handles it, how it ended.

Owns the `violation` table and the rule that one act is one case, however often it is repeated.
Refuses to know tokens: detection belongs to who refuses them, and evidence holds ids, never a
secret. Entered through `service.Violations`.
"""
