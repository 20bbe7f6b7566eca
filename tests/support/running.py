"""Fixtures of the whole system: settings, services, the application, a live server."""
