"""What the national application on a person's telephone says to us, and what it is told.

It has no cookie and no form: it shows a handle its person gave it, or signs with its enrolled key.
Owns the wire format of `/app/…`: a JWS (`application/jose`) or a JSON object in, JSON out, and for
a refusal `{"error": …}`. Decides nothing.
"""
