"""Words and rules of the slice: a client, its registration, its addresses, its assertion."""
