"""Metadata about authenticator models (FIDO MDS3), imported from a file.

Owns the verification of such a file, its entries, and the metadata in force. Never fetches
anything: the operator downloads, and imports with `idp import-metadata`. Knows no person and no
passkey. Entered through `service.AuthenticatorMetadata`.
"""
