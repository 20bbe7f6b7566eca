"""Endpoints for relying parties: discovery, PAR, authorize, token, userinfo, logout.

Owns the wire format: raw bytes become a frozen value at the first line of a view (`parameters`,
`request_parsing`, `request_reader`), and every answer or error is made here (`errors`,
`responses`). Sign-in, consent and tokens are the services'. Entered through `routes.mount`. Only
`authlib_adapter` imports Authlib.
"""
