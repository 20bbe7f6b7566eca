"""Notices to people and relying parties: a durable outbox, its letters, messages of accounts.

Owns the tables `notice` and `account_message`, the letters in Vietnamese and English, and when to
try again. The code that changes a fact queues its notice in the same transaction. Entered through
`service.Notices`, and for reading the messages `messages.AccountMessages`; nothing is sent inside a
transaction.
"""
