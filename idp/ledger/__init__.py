"""The ledger: each committed entry of history is a leaf of one Merkle tree (RFC 9162 section 2.1).

Owns the tables `ledger_leaf`, `ledger_node` and `ledger_checkpoint`. The worker
gives entries their leaves in batches and signs checkpoints; a serving process only reads proofs.
Does not know what an entry says. What verifies it without a database is in `offline`. Entered
through `service.Ledger`.
"""
