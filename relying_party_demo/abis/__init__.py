"""A biometric service of the demonstration: it compares nobody and says whatever it was told to.

Owns: the OSIA interface for verification, an interface for liveness, who is enrolled, and a page
on which anybody at this machine chooses the answer: right, wrong, slow, broken or lying. Keeps no
picture. Refuses to know: who asks. Entered by `python -m relying_party_demo.abis CONFIG.json`; it
listens on loopback only.
"""
