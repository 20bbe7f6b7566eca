"""What makers of authenticators publish about their models (FIDO MDS3), from a file.

Owns the verification of such a file, what it says of each model, and the metadata in force.
Never fetches anything: the operator downloads, and imports with `idp import-metadata`. Knows no
person and no passkey. Entered through `service.AuthenticatorMetadata`.
"""
