"""The registries of the demonstration: population, identity, immigration, business, subscribers.

Owns: the records of each, in memory, which begin as what its people were registered with; a page
on which they are changed, which the feeds then tell, and on which it is chosen how the registries
answer. Speaks what docs/registries.md asks of a registry.
Entered by `python -m relying_party_demo.state_registries CONFIG.json`; it listens on loopback only.
"""
