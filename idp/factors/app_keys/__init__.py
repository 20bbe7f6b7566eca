"""Keys of the national application: enrolled with an attestation, used by signing one approval.

Owns the enrolled keys, the words they sign and the hand-over of one request from a browser to the
telephone and back. Refuses to know who asks and for what: what the telephone shows is handed in,
kept for a minute and handed out. Entered through `service.AppKeys` and
`approval_requests.ApprovalRequests`.
"""
