"""The HTTP layer: parses, calls a service, and renders. It decides nothing."""
