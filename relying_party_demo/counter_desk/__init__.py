"""A counter of a post office: an officer requests a person's identity (OpenID CIBA).

Owns: the terminal's private key, and the requests of this desk, in memory. It knows the person only
by the provider's ID token; it never sees a password, a PIN or a biometric. Entered by `python -m
relying_party_demo.counter_desk CONFIG.json`; it listens on loopback only.
"""
