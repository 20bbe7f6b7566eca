"""Numbered letters: written answers and results, with legal basis, reasons, signer and recipient.

Owns the tables `letter` and `letter_delivery`. The transaction of a decision writes a letter's
number and data with `service.Letters.issue`; a worker sets it as an accessible PDF and seals it
(`press.LetterPress`). Knows nothing of cases: who decides issues the letter. A notice tells that
it is there. What its PDF proves is in docs/letters.md.
"""
