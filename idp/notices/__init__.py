"""Notices to people and relying parties: a durable outbox and its letters.

Owns the `notice` table, the letters in Vietnamese and English, and when to try again. The code that
changes a fact queues its notice in the same transaction. Entered through `service.Notices`; nothing
is sent inside a transaction.
"""
