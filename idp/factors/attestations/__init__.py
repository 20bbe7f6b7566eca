"""Android key attestation: a device maker's statement about a key, verified by our own rules.

Owns the parser of the attestation extension, the verification of certificate chains, the revocation
list the operator imported, and the present status of enrolled keys. Does not know sign-ins,
requests and the holders of keys. Entered through `verification.verify_chain`,
`attestation_status.AttestationStatus` and `revoked_attestations.Revocations`.
"""
