"""Registries: people are compared with those of the State, and updated from them.

Owns what is asked of which registry, what waits for an answer, how far feeds were read, and which
of their events were applied. Does not know HTTP, keys and signatures, which are the adapter's
(`idp.platform.registries`). Entered through `service.RegistryMatching` and
`updates.RegistryUpdates`.
"""
