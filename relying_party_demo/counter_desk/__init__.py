"""A post office's counter: an officer asks who stands there, and reads the answer, nothing more.

Owns: the terminal's private key, the requests of this desk, in memory. Refuses to know: anything of
the person but what the provider answers; it never sees a password, a PIN or a finger. A stranger
that speaks OpenID CIBA. Entered by `python -m relying_party_demo.counter_desk CONFIG.json`; it
listens on loopback only.
"""
