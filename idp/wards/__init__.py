"""What who acts for a child or ward does in the account of that person (D14.2-1).

Owns the first activation by a parent, guardian or representative, and afterwards the password and
the means of the account: alone, or together where several act only jointly. It refuses to know how
somebody came to act for whom (`representation`), and confirms no use of the account
(`authorization.guardian_requests`).

Entered through `activation.ActivationsByGuardian` and `access.WardAccesses`.
"""
