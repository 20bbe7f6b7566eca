"""Means of authentication: password, one-time codes, passkeys, recovery codes.

Owns the credentials of a person, the ceremony that verifies each, and the counters that slow a
guesser down. A verified factor is returned as `VerifiedFactor`, which `authorization` records as
evidence of its one transaction; nothing else in the system creates one (D19.4-2).

Does not know sessions, tokens, relying parties and levels: `idp.assurance` judges evidence, and
`idp.authorization` decides the next step.

Entered through one service per factor, each of which is a `factor.Factor` (`passwords`, `totp`,
`passkeys`, `recovery` and the others in `Services.factors`), and through `service` for what a
person holds; `credential_types` has a row for each kind. `verify` opens its own short transactions,
because a failed attempt must stay counted and a slow hash must hold no lock: call it outside one.
"""
