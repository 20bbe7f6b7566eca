"""One-time tokens: handles, challenges and foreign token ids that count once.

Owns the `proof` table and the single conditional write by which a token is used up. Its kinds are
names, and its content belongs to the issuer. Entered through `service.OneTimeTokens`.
"""
