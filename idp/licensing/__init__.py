"""The register of licensed authentication service providers and their certificates.

Owns the `provider` table. Refuses to know the clients a provider brings: they ask whether its
certificate holds (D19.3-1). Entered through `service.Licensing`.
"""
