"""Issuance: an account is applied for, and granted or refused within its term (Arts. 10, 13).

Owns the procedures of an application and what a grant does: it makes an account or raises its
level, in the unit of work of the case. Asks the registers of the State about the applicant, and
keeps what was found as facts of the case; it has no table. Does not know how an account is
activated or used. Entered through `service.Issuance`.
"""
