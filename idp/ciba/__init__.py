"""OpenID CIBA: authentication at a counter, registered terminals, number matching (D21.2).

Owns the register of terminals and the pending requests they make. A person shows a one-time code on
their own phone, a registered terminal reads it and asks (OpenID CIBA Core 1.0), the person types on
the phone the number that only the terminal shows, proves, consents, and the terminal gets the
result. Factors are verified by `factors`, pages and wire formats are of `web`, tokens of `tokens`.
An officer never sees a credential of the person. Entered by `service.Ciba`; terminals are
registered by `terminals.Terminals`.
"""
