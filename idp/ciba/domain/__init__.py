"""Values and rules of CIBA: terminal, request, binding message, states, polling."""
