"""The register of identity cards, as the demonstration has it: whether a card may be used now.

Owns: the status of each card, in memory; a page on which anybody at this machine can lose a card,
lock it or find it again, and can make the register fall silent. Refuses to know: who asks, and what
is in a card. Entered by `python -m relying_party_demo.card_registry CONFIG.json`; it listens on
loopback only.
"""
