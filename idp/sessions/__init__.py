"""Sessions: the person signed in in a browser, and the sign-in of each.

Owns authentication events (one per completed sign-in, never changed) and the sessions that point to
them. A session is no factor: it can only repeat the result of its event (D19.4-3). Refuses to know
relying parties and pages. Entered by `Sessions.start` and `Sessions.by_token`.
"""
