"""What relying parties speak with: discovery, PAR, authorize, token, userinfo, logout.

Owns the wire: raw bytes become a frozen value at the first line of a view (`parameters`,
`requests`), and every answer or error is made here (`errors`, `responses`). Refuses to know how
a person signs in, what they consented to and how a token is made: it asks the services and
renders. Entered through `routes.mount`. The RFC words are used here; Authlib is spoken to in
`authlib_adapter` only.
"""
