"""Who may: the powers of officers, the kinds of desks that are competent, and the one question.

Owns: `powers.POWERS`, the total table over `Power`, and `powers.may`; the dated data of kinds of
desks. Pure: no database, no clock. Does not know who holds an appointment or a delegation: that
stands in the `Officer` it is asked about, which `idp.officers` makes. What is not granted in the
table is refused.
"""
