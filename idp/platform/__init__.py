"""Infrastructure: database, clock, settings, keys, sealing, outbound HTTP, mail.

Knows no domain. Each library for I/O is imported by exactly one module here.
"""
