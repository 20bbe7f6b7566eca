"""Accounts of agencies and organisations: applied for by who represents them (Art. 12).

Owns the procedure, what each other representative is asked, and what a grant does: an account that
has no means of sign-in of its own. Does not know how somebody acts for it. Entered through
`service.OrganisationIssuance` in self-service, and through `desk.OrganisationDesk` by officers.
"""
