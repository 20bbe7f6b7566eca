"""The pure half: the parsed request, the situation of a transaction, and the next step."""
