"""Who is present in this browser, since when, and proved with what.

Owns authentication events (one per completed sign-in, never changed) and the sessions that point
to them. A session is no factor: it can only continue the one event it came from (D19.4-3).
Refuses to know relying parties and pages. Entered by `Sessions.start` and `Sessions.by_token`.
"""
