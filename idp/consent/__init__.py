"""What a person agreed to disclose to whom, for what, until when; receipts and withdrawal.

Owns the consent records and the two pure questions about them: what is still to be asked
(`missing`), and what would leave without consent (`not_covered`). Refuses to know tokens and pages;
a withdrawal that must also end tokens is asked of `tokens`. Entered through `Consents`.
"""
