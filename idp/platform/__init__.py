"""The outside world behind small doors: database, clock, settings, keys, sealing, HTTP, mail.

Knows no domain. Each library that touches the world has exactly one module here.
"""
