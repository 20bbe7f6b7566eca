"""The chip identity card: what its chip gives, verified from raw bytes, and the card as a means.

Owns passive authentication (signed by the State, unaltered: ICAO Doc 9303 part 11), active
authentication (this very chip answered this very sign-in), the document signers' revocation lists,
and the cards people enrolled. Keeps no photo, no machine-readable zone, nothing of a holder but the
sealed number by which the register is asked about the card.

Passive authentication alone is no factor: whoever copied a card's files passes it.

Everything that comes from a chip is hostile until its signature was followed to an anchor. It is
read by `der`, which knows no recursion and no length it does not have; certificates are read by
the cryptographic library. Entered through `service.ChipCards`.
"""
