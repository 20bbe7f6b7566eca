"""Words and rules of the slice: what is asked, what was agreed, and what is covered."""
