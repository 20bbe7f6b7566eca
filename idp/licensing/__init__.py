"""The register of licensed authentication service providers and their certificates.

Owns the `provider` table. Clients of a provider ask whether its certificate is valid (D19.3-1).
Entered through `service.Licensing`.
"""
