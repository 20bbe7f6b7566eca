"""Adapters to biometric services: each speaks one interface and fails closed.

Own the wire format and the validation of answers. Do not know the person, whether an answer counts,
or how often one may try. A late, broken, missing or unexpected answer is `UNAVAILABLE`; only one of
the exact shape is accepted.
"""
