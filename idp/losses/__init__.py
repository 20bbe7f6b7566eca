"""What a person reports as lost or misused, and the way back in at a counter (D32.3).

Owns the cases of such reports, the confirmation links of the public form, and the counter visits
at which two officers give a person back their account. A report only ever takes rights away, so
it asks for less than a sign-in does; a visit gives rights, so it asks for two officers and for
what a register knows.

Refuses to know how means are stopped or sessions ended: `authorization.credential_loss` does both.
Entered through `service.Losses` and `visits.CounterVisits`.
"""
