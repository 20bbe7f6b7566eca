"""What a relying party is given: codes, access tokens, refresh tokens, ID tokens, claims.

Owns the code, the token family that grew from it, and the last word on what leaves: every answer
is compared with the consent on record and fails closed. Refuses to know how a person proved
anything; it carries the event it was handed and never improves on it. Entered through `Tokens`.
"""
