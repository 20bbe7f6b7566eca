"""The chip identity card: its data verified from raw bytes, and the card as a factor.

Owns passive authentication (signed by the State, unaltered: ICAO Doc 9303 part 11), active
authentication (this very chip answered this very sign-in), the document signers' revocation lists,
and the cards people enrolled. Keeps no photo, no machine-readable zone, nothing of a holder but the
sealed number by which the register is asked about the card.

Passive authentication alone is no factor: copied files pass it.

Input from a chip is untrusted until its signature is verified up to a trust anchor. It is parsed by
`der`, without recursion and within bounds; certificates are parsed by the cryptographic library.
Entered through `service.ChipCards`.
"""
