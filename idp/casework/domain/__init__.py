"""Procedures, the facts of their events, and cases as values. Pure."""
