"""The pure half: the parsed request, the context of a transaction, and the next step."""
