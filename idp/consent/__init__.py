"""Consents: data, recipient, purpose and end of each; receipts and withdrawal.

Owns the consent records and two pure functions of them: items still to be asked (`missing`), and
items that would be disclosed without consent (`not_covered`). Does not know tokens and pages;
`tokens` ends tokens on a withdrawal. Entered through `Consents`.
"""
