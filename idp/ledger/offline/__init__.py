"""Verification without a database and without a secret: SHA-256 and public keys.

Owns the tree, the format of leaves, signed checkpoints, the check of an export, and the witness.
Imports the standard library and `cryptography` alone, so that these files run on any machine.
"""
