"""OpenID CIBA: authentication at a counter, registered terminals, number matching (D21.2).

Owns the register of terminals and the pending requests they make. A person shows a one-time code
on their own phone, a registered terminal reads it and asks (OpenID CIBA Core 1.0), the person
types on the phone the number that only the terminal shows, proves, consents, and the terminal
gets the result. Refuses to know how a means is verified (`factors`), what a page or a wire looks
like (`web`), and what a token contains (`tokens`). An officer never sees a means of the person.
Entered by `service.Ciba`; terminals are registered by `terminals.Terminals`.
"""
