"""The API of the national application on a person's telephone.

It uses no cookies and no forms: it sends a handle that the person scanned or opened, or a JWS
signed with its enrolled key. Owns the wire format of `/app/…`: a JWS (`application/jose`) or a JSON
object in, JSON out, and for a refusal `{"error": …}`. Decides nothing.
"""
