"""One-time tokens: every handle, challenge and foreign token id that may count once.

Owns the `proof` table and the single conditional write by which a token is used up. Refuses to
know what a token is for: its kinds are names, its content belongs to who issued it. Entered
through `service.OneTimeTokens`.
"""
