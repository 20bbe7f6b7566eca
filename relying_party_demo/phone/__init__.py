"""A telephone with the national application, as a small page: keys, approvals, one-time codes.

Owns: keys it makes itself, attested under the demonstration's own root; what the person chooses in
place of a finger or the device's PIN. Refuses to know: the provider's code; it speaks the public
`/app/…` endpoints like any telephone. Entered by `python -m relying_party_demo.phone CONFIG.json`;
it listens on loopback only. `sections` says how a part of the page (card, counter) joins in.
"""
