"""Registries: comparing people with the State's registries, and what waits for their answer.

Owns the `registry_match` table and what is asked of which registry. Does not know HTTP, keys and
signatures, which are the adapter's (`idp.platform.registries`), nor accounts. Entered through
`service.RegistryMatching`.
"""
