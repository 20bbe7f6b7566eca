"""Keys of the national application: enrolled with an attestation, used by signing one approval.

Owns the enrolled keys, the words they sign and the hand-over of one request from a browser to the
telephone and back. Does not know who asks and for what: the texts for the telephone are passed in,
kept for a minute and passed on. Entered through `service.AppKeys` and
`approval_requests.ApprovalRequests`.
"""
