"""Reports of lost or misused credentials, and account recovery at a counter (D32.3).

Owns the cases of such reports, the confirmation links of the public form, and the counter visits at
which two officers give a person back their account. A report only revokes rights, so it needs less
proof than a sign-in; a visit grants rights, so it needs two officers and a comparison with the
register.

`authorization.credential_loss` stops the credentials and ends the sessions. Entered through
`service.Losses` and `visits.CounterVisits`.
"""
