"""From evidence to authentication level: pure knowledge, no service and no table.

Owns the table of what each verified means proves, the rule that turns a collection of evidence
into a level (X16.1), how a ceremony binds a new means and what that caps, how long a level stays
fresh, and the `acr` and `amr` a token carries. Refuses to know about sessions, tokens, accounts or
clients: none of them can move a level (D19.4-2). Entered through `level_of`, `leads_to`,
`binding.bind` and `level_still_held`.
"""
