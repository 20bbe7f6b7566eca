"""Authentication levels from evidence: pure functions, no service and no table.

Owns the table of evidence kinds, the function from evidence to level (X16.1), the binding of new
credentials, the maximum age of levels, and `acr` and `amr`. Sessions, tokens, accounts and clients
do not influence a level (D19.4-2). Entered through `level_of`, `leads_to`, `binding.bind` and
`level_still_held`.
"""
