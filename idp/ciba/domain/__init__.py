"""Values and rules of the slice: terminal, request, binding message, states, polling."""
