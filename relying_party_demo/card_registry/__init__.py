"""The register of identity cards of the demonstration: whether a card is valid now.

Owns: the status of each card, in memory; a page on which anyone at this machine can report a card
lost, lock it or clear it, and can make the register unavailable. Does not know the content of
cards. Entered by `python -m relying_party_demo.card_registry CONFIG.json`; it listens on loopback
only.
"""
