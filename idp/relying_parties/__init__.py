"""Clients of relying parties: registration, approved data, and client authentication.

Owns each client's registration, its state, its secret's digest and its public keys, and the rule
that a private party asks only through a provider with a valid certificate (D19.3-1). Refuses to
know people, consents and tokens. Entered through `RelyingParties`.
"""
