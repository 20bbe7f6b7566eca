"""The admin API: what a command does, as JSON over HTTP, for automation.

A client of its own shows an access token of client_credentials (RFC 6749 section 4.4, RFC 6750)
whose scopes are powers (`idp.access.powers`). It may do what a command may do: propose and never
approve. Each operation is one value (`operation.Operation`), from which the route, the validation
and the OpenAPI document are made.
"""
