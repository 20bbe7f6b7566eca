"""Words and rules of the slice: a terminal, what it asks, its number, its states, its polling."""
