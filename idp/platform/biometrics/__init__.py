"""Adapters to biometric services: each speaks one interface and fails closed.

Own: what goes over the wire and which answers have the agreed shape. Refuse to know: who the
person is, whether an answer counts, how often one may try. Whatever is late, broken, unreachable
or merely unexpected is `UNAVAILABLE`; only an answer of the exact shape is believed.
"""
