"""The identification account: its user name, level of registration, activation and lock.

Owns the `account` table. Refuses to know passwords or other means (factors) and who the person is
(subjects). Entered through `service.Accounts`; only an active account can be used (D14.1-3).
"""
