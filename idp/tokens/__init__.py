"""Tokens for relying parties: codes, access, refresh and ID tokens, and claims.

Owns the code, the token family of each grant, and the final check of disclosed claims: every answer
is compared with the consent on record and fails closed. Does not know factors: it asserts the
authentication event as given. Entered through `Tokens`.
"""
