"""Tools of the tests: a frozen clock, databases, a live server, a small browser of our own."""
