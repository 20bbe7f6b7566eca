"""Strangers: parties that know the provider only by its published protocol and never import it."""
