"""The identification account: its user name, level of registration, activation and lock.

Owns the `account` table. Credentials are of `factors`, identities of `subjects`. Entered through
`service.Accounts`; only an active account can be used (D14.1-3).
"""
