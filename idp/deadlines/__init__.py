"""Running terms of the law: due, warned, escalated, met or breached (X7.2).

Owns one row for each term that runs or ran in a case, and what is recorded when parts of it are
over. How a term is counted is `idp.law`'s; which act starts or stops one is the case's. It decides
nothing about a case: a breach is recorded, and the case stays as it is. No pause exists, for no
term of either rule set has one. Entered through `Deadlines`.
"""
