"""People who make an account of their own, where the operator lets them (Art. 9(4))."""
