"""What a device's maker vouches for about a key: Android key attestation, judged by our own rules.

Owns the reading of the attestation extension, the judgement over a chain of certificates, the
revocations the operator brought, and what a key that was enrolled is worth today. Refuses to know
about sign-ins, requests and the people who hold the keys. Entered through
`verification.verify_chain`, `attestation_status.AttestationStatus` and `revocations.Revocations`.
"""
