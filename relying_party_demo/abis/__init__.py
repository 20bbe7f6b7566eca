"""A biometric service of the demonstration: it compares nothing and gives the chosen answer.

Owns: the OSIA interface for verification, an interface for liveness, the enrolled people, and a
page on which anyone at this machine chooses the answer: match, no match, slow, broken or forged.
Keeps no picture. Entered by `python -m relying_party_demo.abis CONFIG.json`; it listens on loopback
only.
"""
