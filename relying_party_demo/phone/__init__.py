"""A telephone with the national application, as a small page: keys, approvals, one-time codes.

Owns: its keys, attested under the demonstration's own root, and buttons in place of a finger and
the device's PIN. It uses the public `/app/…` endpoints like any telephone. Entered by `python -m
relying_party_demo.phone CONFIG.json`; it listens on loopback only. `sections` describes the parts
of the page (card, counter).
"""
