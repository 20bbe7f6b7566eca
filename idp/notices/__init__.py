"""What people and relying parties are owed to hear: a durable outbox and its letters.

Owns the `notice` table, the letters in Vietnamese and English, and when to try again. Refuses to
decide who deserves a notice: who changes a fact queues it in the same transaction. Entered through
`service.Notices`; nothing is sent inside a transaction.
"""
