"""Representation: who may act for whom, by an authoritative record (D14.2, X6.1, X9.1).

Owns the records of parents, guardians and representatives of people, and of legal representatives
of organisations: each with its kind, its source, its start and its end. Does not know who signs in,
what is confirmed or which tokens come of it. Entered through `service.Representations`.
"""
