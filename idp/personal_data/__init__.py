"""What belongs to a person as a whole: a copy of everything that is held, and its erasure."""
